"""Adding a person: little is needed, nothing typed is lost, nobody is added twice unasked."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Patient
from assessments.services import patients
from tests import factories as make

SEARCH, NEW = "/people/search/", "/people/new/"


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def text(response):
    return response.content.decode()


def typed(users, **changes):
    """The least that is typed to add somebody."""
    least = {
        "name": "Bea Sample",
        "date_of_birth-day": "2",
        "date_of_birth-month": "january",
        "date_of_birth-year": "1985",
        "nhs_number": "999 000 0026",
        "community_team": str(users.nurse.teams.get().pk),
        "nation": "england",
        "relative_standing": "unknown",
    }
    return {**least, **changes}


def elsewhere(users, **changes):
    """Somebody of the other team, whom nobody of Northgate may see."""
    nobody = dict.fromkeys(("inpatient_team", "inpatient_rc", "amhp", "care_coordinator"))
    roles = {"community_team": users.other.teams.get(), "community_rc": users.other}
    return make.person(users, **{**nobody, **roles, "name": "Elsewhere Person", **changes})


# Add ---------------------------------------------------------------------------------------------


def test_the_team_of_a_member_of_one_is_chosen_already(nurse, users):
    form = nurse.get(NEW).context["form"]

    assert form["community_team"].value() == str(users.nurse.teams.get().pk)
    assert form["inpatient_team"].value() is None


@pytest.mark.parametrize("who", ["nurse", "mha", "rc"])
def test_little_is_needed_to_add_a_person(client, users, who):
    client.force_login(getattr(users, who))

    response = client.post(NEW, typed(users), follow=True)

    added = Patient.objects.get()
    assert response.redirect_chain == [(reverse("person", args=[added.pk]), 302)]
    assert "Bea Sample is added." in text(response)
    assert "Not recorded" in text(response)
    assert (added.nhs_number, added.date_of_birth) == ("9990000026", date(1985, 1, 2))


def test_everything_that_is_known_can_be_said_at_once(client, users):
    client.force_login(users.rc)
    more = {
        "preferred_name": "Bee",
        "ethnicity": "J",
        "language": "Punjabi",
        "interpreter_needed": "yes",
        "diagnosis": "Schizoaffective disorder",
        "section": "37",
        "section_began_on-day": "1",
        "section_began_on-month": "9",
        "section_began_on-year": "2026",
        "first_medication_on-day": "2",
        "first_medication_on-month": "9",
        "first_medication_on-year": "2026",
        "hospital": "Northgate Hospital",
        "victims": "yes",
        "victim_contact": "Liaison office, 01632 960001",
        "community_rc": str(users.rc.pk),
        "amhp": str(users.amhp.pk),
        "care_coordinator": str(users.nurse.pk),
        "advance_decision": "Dated 2 May 2026, in the notes",
        "attorney_or_deputy": "None",
        "relative_standing": "not_to_consult",
        "relative_name": "Sam Sample",
        "relative_relationship": "Brother",
        "relative_reason": "She asked us not to.",
    }

    page = text(client.post(NEW, typed(users, **more), follow=True))

    for words in (
        "Asian or Asian British: Pakistani",
        "Punjabi",
        "Needed",
        "Schizoaffective disorder",
        "Section 37, hospital order without restrictions",
        "1 September 2026",
        "2 September 2026",
        "Liaison office, 01632 960001",
        "Siân Prosser",
        "Dated 2 May 2026",
        "Named below, not to be consulted",
        "Sam Sample",
        "Brother",
        "She asked us not to.",
    ):
        assert words in page


PEOPLE = ("inpatient_rc", "community_rc", "amhp", "care_coordinator")


@pytest.mark.parametrize("who", ["nurse", "ot", "amhp"])
def test_whoever_may_not_name_the_people_is_told_who_does(client, users, who):
    client.force_login(getattr(users, who))

    page = client.get(NEW)
    client.post(NEW, typed(users, community_rc=str(users.other.pk), amhp=str(users.amhp.pk)))

    assert not set(PEOPLE) & set(page.context["form"].fields)
    assert "The MHA office names the responsible clinician" in text(page)
    assert not Patient.objects.get().named_ids
    assert not Patient.objects.visible_to(users.other).exists()


def test_an_approved_clinician_names_the_people_as_the_responsible_clinician_only(client, users):
    client.force_login(users.rc)
    other = {"community_rc": str(users.other.pk), "amhp": str(users.amhp.pk)}

    response = client.post(NEW, typed(users, **other))

    assert response.status_code == 422
    assert "Name yourself as a responsible clinician" in text(response)
    client.post(NEW, typed(users, **other, inpatient_rc=str(users.rc.pk)))
    assert Patient.objects.get().named_ids == {users.rc.pk, users.other.pk, users.amhp.pk}


# What is left out or wrong, and the instruction that answers it.
WRONG = [
    ({"name": ""}, "Enter the person’s full name"),
    ({"date_of_birth-day": ""}, "must include a day"),
    ({"nhs_number": ""}, "Enter an NHS number, or a hospital number"),
    ({"nhs_number": "9990000027"}, "its last digit does not fit"),
    ({"community_team": ""}, "Choose an in-patient team or a community team"),
    ({"victims": "yes"}, "Enter the victim liaison contact"),
    ({"relative_standing": "named"}, "Enter the name of the nearest relative"),
]


@pytest.mark.parametrize(("changes", "instruction"), WRONG)
def test_a_form_half_filled_in_comes_back_with_everything_typed(nurse, users, changes, instruction):
    response = nurse.post(NEW, typed(users, diagnosis="Typed at length", **changes))

    assert response.status_code == 422
    assert instruction in text(response)
    assert "Typed at length" in text(response)
    assert not Patient.objects.exists()


def test_a_number_out_of_sight_says_only_whom_to_ask(nurse, users):
    elsewhere(users, nhs_number="9990000026")

    response = nurse.post(NEW, typed(users, diagnosis="Typed at length"))

    page = text(response)
    assert response.status_code == 422
    assert patients.ALREADY_REGISTERED in page
    assert "Elsewhere" not in page
    assert "Typed at length" in page


@pytest.mark.parametrize(
    "alike",
    [
        {"name": "béa SAMPLE"},  # the same name but for accents and capitals
        {"name": "Sample Bea"},  # the last name first
        {"name": "Bea Grace Sample"},  # a middle name more
        {"date_of_birth": date(1985, 1, 2)},  # the same day of birth
    ],
)
def test_it_is_asked_whether_somebody_known_is_the_same(nurse, users, alike):
    known = make.person(users, **alike)
    data = typed(users, diagnosis="Typed at length")

    question = nurse.post(NEW, data)

    page = text(question)
    assert "Is this one of these people?" in page
    assert reverse("person", args=[known.pk]) in page
    assert ("diagnosis", "Typed at length") in question.context["carried"]
    assert Patient.objects.count() == 1

    answer = nurse.post(
        NEW, {**dict(question.context["carried"]), "seen": question.context["seen"]}
    )

    assert answer.status_code == 302
    assert Patient.objects.get(name="Bea Sample").diagnosis == "Typed at length"


def test_going_back_from_the_question_keeps_everything_typed(nurse, users):
    make.person(users, name="Bea Sample")
    question = nurse.post(NEW, typed(users, diagnosis="Typed at length"))

    carried = {**dict(question.context["carried"]), "seen": question.context["seen"]}
    page = text(nurse.post(NEW, {**carried, "back": "yes"}))

    assert "Add a person" in page
    assert "Typed at length" in page
    assert Patient.objects.count() == 1


def test_nobody_is_asked_about_people_whom_they_cannot_see(nurse, users):
    elsewhere(users, name="Bea Sample", date_of_birth=date(1985, 1, 2))

    assert nurse.post(NEW, typed(users)).status_code == 302


def test_the_same_form_sent_twice_adds_one_person_and_asks_nothing(nurse, users):
    data = typed(users, submission=str(make.token()))

    first, second = nurse.post(NEW, data), nurse.post(NEW, data)

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Patient.objects.count() == 1


def test_nobody_adds_a_person_of_another_team_only(client, users):
    client.force_login(users.other)

    response = client.post(NEW, typed(users))

    assert response.status_code == 422
    assert "Choose one of your own teams" in text(response)
