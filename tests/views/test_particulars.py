"""Changing a part of a person's particulars, with nothing overwritten unseen."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from assessments.forms import people as forms
from assessments.lifecycle import Status
from assessments.models import PatientRevision
from assessments.services import patients
from assessments.summary.particulars import person
from cto.design.forms import fields_without_instructions
from tests import factories as make

PARTS = ("identity", "detention", "roles", "relatives")
BORN = {"date_of_birth-day": "17", "date_of_birth-month": "6", "date_of_birth-year": "1990"}
IDENTITY = {"name": "Amara Test", "nhs_number": "999 000 0018", **BORN, "shown": "1"}


@pytest.fixture
def patient(users):
    return make.person(users)


@pytest.fixture
def rc(client, users):
    client.force_login(users.rc)
    return client


def url(part, patient):
    return reverse(f"person-{part}", args=[patient.pk])


@pytest.mark.parametrize(
    "form",
    [
        forms.AddPersonForm,
        forms.DetentionForm,
        forms.IdentityForm,
        forms.PersonSearchForm,
        forms.RelativesForm,
        forms.ReviewMoveForm,
        forms.RolesForm,
    ],
)
def test_every_question_that_must_be_answered_says_how(form):
    assert fields_without_instructions(form) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_page_shows_what_is_recorded_and_whom_it_is_about(rc, patient, part):
    page = rc.get(url(part, patient)).content.decode()

    assert "Amara Test" in page
    assert "17 June 1990" in page
    assert "999 000 0018" in page


@pytest.mark.parametrize("part", PARTS)
def test_a_page_saved_as_it_was_shown_changes_nothing(rc, patient, part):
    form = rc.get(url(part, patient)).context["form"]
    data: dict[str, str | int] = {}
    for bound in form:
        value = bound.value()
        if hasattr(value, "year"):
            parts = (("day", value.day), ("month", value.month), ("year", value.year))
            data |= {f"{bound.html_name}-{name}": number for name, number in parts}
        elif isinstance(value, bool):
            data |= {bound.html_name: "on"} if value else {}
        elif value is not None:
            data[bound.html_name] = value

    response = rc.post(url(part, patient), data)

    assert response.url == reverse("person", args=[patient.pk])
    assert PatientRevision.objects.filter(patient=patient).count() == 1


def test_identity_is_corrected_and_the_earlier_one_is_kept(rc, patient):
    response = rc.post(
        url("identity", patient), {**IDENTITY, "name": "Amara Best", "diagnosis": "Psychosis"}
    )

    assert response.status_code == 302
    page = rc.get(response.url).content.decode()
    assert "Saved." in page
    assert "Amara Best" in page
    assert "Amara Test" in page.split("What was changed", 1)[1]


# What is typed, and the instruction that answers it.
WRONG_IDENTITY = [
    ({"nhs_number": "999 000 0019"}, "its last digit does not fit"),
    ({"nhs_number": "12345"}, "must be 10 digits"),
    ({"nhs_number": ""}, "Enter an NHS number, or a hospital number if there is none"),
    ({"name": ""}, "Enter the person’s full name"),
    ({"name": "Amara\u202eTest"}, "right-to-left override"),
    ({"name": "A" * 201}, "must be 200 characters or fewer"),
    ({"date_of_birth-month": "13"}, "must be a real date"),
    ({"date_of_birth-year": "2990"}, "must be today or in the past"),
    ({"ethnicity": "Q"}, "Choose one of the answers on the page"),
    ({"shown": "x"}, "This page is out of date"),
]


@pytest.mark.parametrize(("typed", "instruction"), WRONG_IDENTITY)
def test_wrong_answers_are_met_with_instructions_and_nothing_is_lost(
    rc, patient, typed, instruction
):
    response = rc.post(
        url("identity", patient), {**IDENTITY, "diagnosis": "Typed at length", **typed}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert instruction in page
    assert "Typed at length" in page
    assert PatientRevision.objects.count() == 1


def days(**dates):
    return {
        f"{field}-{part}": number
        for field, on in dates.items()
        for part, number in (("day", on.day), ("month", on.month), ("year", on.year))
    }


WRONG_DETENTION = [
    (
        days(section_began_on=date(2026, 9, 2), section_ends_on=date(2026, 9, 1)),
        "The section must end after it began",
    ),
    (
        days(section_began_on=date(2026, 9, 2), section_2_admission_on=date(2026, 9, 3)),
        "must be on or before the day the section began",
    ),
    ({"victims": "yes"}, "Enter the victim liaison contact"),
    ({"victims": "no", "victim_contact": "Jo"}, "Choose “Yes” to keep the victim liaison contact"),
    ({"victims": "not_known", "victim_contact": "Jo"}, "or delete it"),
    ({"victim_contact": "Jo"}, "Choose “Yes” to keep the victim liaison contact"),
]


@pytest.mark.parametrize(("typed", "instruction"), WRONG_DETENTION)
def test_dates_that_cannot_be_and_answers_half_given_are_sent_back(rc, patient, typed, instruction):
    data = {"section": "37", "nation": "england", "hospital": "Typed Hospital", "shown": "1"}

    response = rc.post(url("detention", patient), {**data, **typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert instruction in page
    assert "Typed Hospital" in page
    assert typed.get("victim_contact", "") in page


def test_that_no_victim_has_asked_is_an_answer_that_stays(rc, patient):
    one = make.assessment(SimpleNamespace(rc=patient.inpatient_rc), patient)
    data = {"section": "37", "nation": "england", "hospital": "Northgate", "victims": "no"}
    asked = "Record the victims&#x27; contact, or that there is none."
    rc.post(url("detention", patient), {**data, "victims": "", "shown": "1"})
    assert asked in rc.get(reverse("readiness", args=[one.pk])).content.decode()

    rc.post(url("detention", patient), {**data, "shown": "2"})

    assert rc.get(url("detention", patient)).context["form"]["victims"].value() == "no"
    assert asked not in rc.get(reverse("readiness", args=[one.pk])).content.decode()
    patient.refresh_from_db()
    (fact,) = (f for f in person(patient).facts if f.label == "Victim contact")
    assert "no victim has asked" in fact.value


def test_a_revision_from_before_the_question_was_asked_is_still_read(rc, patient):
    old = patient.revisions.get()
    values = {k: v for k, v in old.values.items() if k != "victims"}
    assert PatientRevision(values=values).particulars == old.values
    values["victim_contact"] = "Jo"
    assert PatientRevision(values=values).particulars["victims"] == "yes"


def test_a_restricted_power_is_recorded_as_restricted_without_being_told(rc, patient):
    data = {"section": "37/41", "nation": "wales", "victims": "no", "shown": "1"}

    rc.post(url("detention", patient), data)

    patient.refresh_from_db()
    assert (patient.section, patient.restricted, patient.nation) == ("37/41", True, "wales")


WRONG_RELATIVES = [
    ("named", {}, "Enter the name of the nearest relative"),
    ("none", {}, "Enter why there is no nearest relative"),
    ("none", {"relative_name": "Sam", "relative_reason": "None"}, "to keep what is entered"),
    ("unknown", {"relative_name": "Sam"}, "Choose “Known, and may be consulted” to keep"),
    ("unknown", {"relative_contact": "By letter"}, "to keep what is entered about the relative"),
    ("named", {"relative_name": "Sam", "relative_reason": "No"}, "to keep the reason, or delete"),
    ("not_to_consult", {"relative_name": "Sam"}, "or why they are not to be consulted"),
]


@pytest.mark.parametrize(("standing", "typed", "instruction"), WRONG_RELATIVES)
def test_a_nearest_relative_is_named_or_it_is_said_why_not(
    rc, patient, standing, typed, instruction
):
    data = {"relative_standing": standing, "advance_decision": "In the safe", "shown": "1"}

    response = rc.post(url("relatives", patient), {**data, **typed})

    assert response.status_code == 422
    assert instruction in response.content.decode()
    assert "In the safe" in response.content.decode()


def test_the_selects_offer_only_whom_the_act_allows(rc, patient, users):
    form = rc.get(url("roles", patient)).context["form"]

    def offered(role):
        return {words.split(",")[0] for value, words in form.fields[role].choices if value}

    assert offered("inpatient_rc") == {"Dr Amara Okonjo", "Dr Tomasz Zieliński"}
    assert offered("amhp") == {"Siân Prosser"}
    assert "Maureen Doyle" not in offered("care_coordinator")
    assert {"Daniel Mensah", "Farah Siddiq"} <= offered("care_coordinator")
    assert offered("inpatient_team") == {"Northgate ward 2"}


def test_a_clinician_who_has_left_stays_named_until_somebody_else_is(rc, patient, users):
    users.nurse.is_active = False
    users.nurse.save()

    form = rc.get(url("roles", patient)).context["form"]

    assert str(users.nurse.pk) in dict(form.fields["care_coordinator"].choices)


def test_a_forged_role_is_refused_with_an_instruction(rc, patient, users):
    data = {"community_team": str(patient.community_team_id), "amhp": str(users.nurse.pk)}

    response = rc.post(url("roles", patient), {**data, "shown": "1"})

    assert response.status_code == 422
    assert "Choose one of the answers on the page" in response.content.decode()


def test_whoever_hands_a_person_over_goes_home(client, users, patient):
    client.force_login(users.rc)
    team = str(users.other.teams.get().pk)

    response = client.post(
        url("roles", patient),
        {"community_team": team, "community_rc": str(users.other.pk), "shown": "1"},
    )

    assert response.url == reverse("home")
    assert client.get(reverse("person", args=[patient.pk])).status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_gets_the_page_that_does_not_exist(client, users, patient, part):
    client.force_login(users.other)

    assert client.get(url(part, patient)).status_code == 404
    assert client.post(url(part, patient), IDENTITY).status_code == 404


@pytest.mark.parametrize(
    ("part", "status"),
    [("identity", 403), ("detention", 403), ("roles", 403), ("relatives", 200)],
)
def test_a_member_reads_that_only_the_responsible_clinician_changes_it(
    client, users, patient, part, status
):
    client.force_login(users.nurse)

    response = client.get(url(part, patient))

    assert response.status_code == status
    assert ("Only the responsible clinician" in response.content.decode()) == (status == 403)


def test_the_office_changes_every_part(client, users, patient):
    client.force_login(users.mha)

    assert [client.get(url(part, patient)).status_code for part in PARTS] == [200] * 4


def test_both_texts_are_shown_where_a_colleague_was_quicker(client, users, patient):
    patients.change_identity(
        patient=patient, values={"diagnosis": "Theirs"}, shown=1, by=users.mha, at=make.MOMENT
    )
    client.force_login(users.rc)
    data = {**IDENTITY, "diagnosis": "Mine"}

    response = client.post(url("identity", patient), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Maureen Doyle saved this on Monday 23 November 2026 at 09:00" in page
    assert "Mine" in page
    assert "Theirs" in page
    patient.refresh_from_db()
    assert patient.diagnosis == "Theirs"


@pytest.mark.parametrize(
    ("choice", "stands"), [("mine", "Mine"), ("theirs", "Theirs"), ("both", "Theirs, then mine")]
)
def test_whichever_is_chosen_stands(client, users, patient, choice, stands):
    patients.change_identity(
        patient=patient, values={"diagnosis": "Theirs"}, shown=1, by=users.mha, at=make.MOMENT
    )
    client.force_login(users.rc)
    clash = {
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": "2",
        "clash-shown-field": "diagnosis",
        "clash-shown-theirs-diagnosis": "Theirs",
        "clash-shown-both-diagnosis": "Theirs, then mine",
        "clash-shown-choice": choice,
    }

    response = client.post(url("identity", patient), {**IDENTITY, "diagnosis": "Mine", **clash})

    assert response.status_code == 302
    patient.refresh_from_db()
    assert patient.diagnosis == stands


def test_the_same_form_sent_twice_has_one_effect(rc, patient):
    data = {**IDENTITY, "diagnosis": "Once", "submission": str(make.token())}

    first, second = (rc.post(url("identity", patient), data) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert PatientRevision.objects.filter(patient=patient).count() == 2


def test_a_page_warns_that_a_change_voids_what_was_signed(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    client.force_login(users.rc)

    page = client.get(url("identity", one.patient)).content.decode()

    assert "Saving a change here voids what was signed" in page


@pytest.mark.parametrize(("part", "queries"), [("identity", 8), ("roles", 10)])
def test_an_edit_page_asks_a_fixed_number_of_queries(
    rc, patient, django_assert_num_queries, part, queries
):
    rc.get(url(part, patient))
    with django_assert_num_queries(queries):
        rc.get(url(part, patient))
