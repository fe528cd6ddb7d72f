"""Finding people, seeing where things stand with one, starting an assessment."""

import re

import pytest
from django.urls import reverse

from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment
from assessments.services import assessments, patients
from cto.audit.models import Entry
from tests import factories as make

SEARCH, NEW = "/people/search/", "/people/new/"


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def text(response):
    return response.content.decode()


def elsewhere(users, **changes):
    """Somebody of the other team, whom nobody of Northgate may see."""
    nobody = dict.fromkeys(("inpatient_team", "inpatient_rc", "amhp", "care_coordinator"))
    roles = {"community_team": users.other.teams.get(), "community_rc": users.other}
    return make.person(users, **{**nobody, **roles, "name": "Elsewhere Person", **changes})


# Search ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["amara", "Test", "999 000 0018", "17/6/1990"])
def test_a_person_of_my_team_is_found_by_name_number_and_birth(nurse, users, words):
    make.person(users)

    page = text(nurse.post(SEARCH, {"typed": words}))

    assert "Amara Test" in page
    assert "17 June 1990" in page


def test_nobody_of_another_team_is_found(nurse, users):
    elsewhere(users)

    page = text(nurse.post(SEARCH, {"typed": "elsewhere"}))

    assert "Elsewhere Person" not in page
    assert "Nobody whom you can see was found" in page


def test_twenty_are_shown_and_it_is_said_how_many_more_there_are(nurse, users):
    for number in range(23):
        make.person(users, name=f"Amara {number:02}", nhs_number=None, local_number=f"H{number}")

    page = text(nurse.post(SEARCH, {"typed": "amara"}))

    assert page.count("hospital number)") == 20
    assert "3 more people found and not shown" in page


@pytest.mark.parametrize(
    ("words", "instruction"),
    [("", "Enter a name, an NHS number or a date of birth"), ("a", "Enter at least 2 characters")],
)
def test_too_little_is_met_with_an_instruction(nurse, words, instruction):
    response = nurse.post(SEARCH, {"typed": words})

    assert response.status_code == 422
    assert instruction in text(response)


def test_what_was_typed_never_stands_in_an_address(nurse, users):
    make.person(users)

    page = text(nurse.get(f"{SEARCH}?typed=amara"))

    assert "Amara Test" not in page
    assert 'method="post"' in page


def test_a_search_is_audited_without_the_words(nurse, users):
    make.person(users)
    nurse.post(SEARCH, {"typed": "amara"})

    entry = Entry.objects.get(action="searched_people")
    assert (entry.actor, entry.about, entry.detail) == (users.nurse, None, {"found": 1})


def test_a_search_without_the_token_of_the_site_is_refused(users, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(users.nurse)

    assert client.post(SEARCH, {"typed": "amara"}).status_code == 403


def test_a_search_asks_a_fixed_number_of_queries(nurse, users, django_assert_num_queries):
    make.person(users)
    nurse.post(SEARCH, {"typed": "amara"})
    with django_assert_num_queries(8):
        nurse.post(SEARCH, {"typed": "amara"})
    for number in range(5):
        make.person(users, name=f"Amara {number}", nhs_number=None, local_number=f"H{number}")
    with django_assert_num_queries(8):
        nurse.post(SEARCH, {"typed": "amara"})


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
@pytest.mark.parametrize("path", [SEARCH, NEW])
def test_those_without_patients_find_no_such_page(client, users, who, path):
    client.force_login(getattr(users, who))

    assert client.get(path).status_code == 404


# A person's page ---------------------------------------------------------------------------------


def shown(client, patient):
    response = client.get(reverse("person", args=[patient.pk]))
    assert response.status_code == 200
    return text(response)


def test_a_stranger_gets_the_page_that_does_not_exist(client, users):
    patient = make.person(users)
    client.force_login(users.other)

    nobody = client.get(reverse("person", args=[make.token()]))
    hidden = client.get(reverse("person", args=[patient.pk]))

    assert (nobody.status_code, hidden.status_code) == (404, 404)
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert token.sub("", text(hidden)) == token.sub("", text(nobody))
    assert Entry.objects.filter(outcome="refused", action="opened_person").count() == 2


@pytest.mark.parametrize(
    ("who", "parts"),
    [
        ("rc", {"identity", "detention", "roles", "relatives"}),
        ("mha", {"identity", "detention", "roles", "relatives"}),
        ("nurse", {"relatives"}),
        ("amhp", {"relatives"}),
    ],
)
def test_each_is_offered_only_the_changes_that_they_may_make(client, users, who, parts):
    patient = make.person(users)
    client.force_login(getattr(users, who))

    page = shown(client, patient)

    every = {"identity", "detention", "roles", "relatives"}
    offered = {p for p in every if reverse(f"person-{p}", args=[patient.pk]) in page}
    assert offered == parts


@pytest.mark.parametrize(("who", "may"), [("nurse", True), ("rc", True), ("mha", False)])
def test_a_clinician_may_start_an_assessment_where_none_is_open(client, users, who, may):
    patient = make.person(users)
    client.force_login(getattr(users, who))

    assert ("Start an assessment" in shown(client, patient)) == may


def test_an_open_assessment_is_the_one_thing_to_go_to(nurse, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)

    page = shown(nurse, one.patient)

    assert "Go to the assessment" in page
    assert "Start an assessment" not in page
    assert f"Put forward ({one.reference})" in page
    assert "AMHP: Siân Prosser" in page


def test_a_sealed_decision_waits_for_its_statutory_form(client, users):
    one = make.assessment_at(Status.SEALED, users)
    record = one.records.get()
    client.force_login(users.rc)

    page = shown(client, one.patient)

    assert "Decided, not yet made: CTO1 is not recorded" in page
    assert "Record the dates on CTO1" in page
    assert reverse("record", args=[record.reference]) in page
    assert "Version 1, stands" in page


def test_a_corrected_record_is_shown_as_superseded(client, users):
    one = make.assessment_at(Status.SEALED, users, Outcome.NOT_MADE)
    assessments.correct(assessment=one, reason="A date was wrong.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)
    client.force_login(users.nurse)

    page = shown(client, one.patient)

    assert "Version 1, superseded" in page
    assert "Version 2, stands" in page
    assert "Community treatment order not made" in page


def test_earlier_particulars_say_who_changed_what_and_when(nurse, users):
    patient = make.person(users)
    patients.name_roles(
        patient=patient, values={"care_coordinator": users.ot}, shown=1, by=users.rc, at=make.MOMENT
    )

    history = shown(nurse, patient).split("What was changed", 1)[1]

    assert "by Dr Amara Okonjo" in history
    assert history.index("Daniel Mensah") < history.index("Farah Siddiq")


def test_what_people_type_is_shown_as_text_with_its_lines(nurse, users):
    patient = make.person(users, diagnosis="<b>First</b>\nSecond")

    page = shown(nurse, patient)

    assert "<b>First</b>" not in page
    assert "&lt;b&gt;First&lt;/b&gt;\nSecond" in page


def test_somebody_invited_sees_the_person_while_the_assessment_is_open(client, users):
    one = make.assessment(users)
    client.force_login(users.other)
    address = reverse("person", args=[one.patient_id])
    assert client.get(address).status_code == 404

    assessments.invite(assessment=one, member=users.other, by=users.rc)
    assert client.get(address).status_code == 200

    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)
    assert client.get(address).status_code == 404


def test_the_page_asks_a_fixed_number_of_queries(nurse, users, django_assert_num_queries):
    one = make.assessment(users)
    patient = one.patient
    shown(nurse, patient)
    with django_assert_num_queries(14):
        shown(nurse, patient)
    for number, language in enumerate(("Welsh", "Urdu", "Somali"), start=1):
        patients.change_identity(
            patient=patient, values={"language": language}, shown=number, by=users.rc
        )
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)
    make.assessment(users, patient)
    with django_assert_num_queries(14):
        shown(nurse, patient)


# Starting an assessment --------------------------------------------------------------------------


def start_of(patient):
    return reverse("assessment-new", args=[patient.pk])


def test_an_assessment_is_started_once_after_a_page_that_asks(nurse, users):
    patient = make.person(users)
    form = nurse.get(start_of(patient)).context["form"]
    assert not Assessment.objects.exists()
    data = {"submission": str(form["submission"].value())}

    first, second = nurse.post(start_of(patient), data), nurse.post(start_of(patient), data)

    one = Assessment.objects.get()
    assert [r.url for r in (first, second)] == [reverse("assessment", args=[one.pk])] * 2


def test_a_second_assessment_is_refused_while_one_is_open(nurse, users):
    one = make.assessment(users)
    address = reverse("assessment", args=[one.pk])

    assert nurse.get(start_of(one.patient)).url == address
    refused = nurse.post(start_of(one.patient))

    assert refused.status_code == 422
    assert "An assessment of Amara Test is open already." in text(refused)
    assert address in text(refused)


@pytest.mark.parametrize(("who", "status"), [("mha", 403), ("other", 404), ("auditor", 404)])
def test_only_a_member_starts_an_assessment(client, users, who, status):
    patient = make.person(users)
    client.force_login(getattr(users, who))

    assert client.get(start_of(patient)).status_code == status
    assert client.post(start_of(patient)).status_code == status
    assert not Assessment.objects.exists()
