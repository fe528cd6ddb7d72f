"""Stage 3, what each form asks for: complete, or a reason why not; nothing that contradicts."""

import pytest
from django.urls import reverse

from assessments.forms import capacity as capacity_forms
from assessments.forms import process as forms
from assessments.forms.consultation import ConsultationForm
from assessments.models import CapacityAssessment, Consultation
from cto.design.forms import fields_without_instructions
from tests import factories as make
from tests.views.typed import CAPACITY, CONSULTATION, INVOLVEMENT


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def page_of(name, one):
    return reverse(name, args=[one.pk])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consulted": "no", "consulted_on-day": "", "consulted_on-month": "",
          "consulted_on-year": "", "said": ""}, "Enter why they were not consulted"),
        ({"consulted": "no", "reason": "Away."}, "Choose “Yes” to keep the date"),
        ({"said": ""}, "Enter what they said"),
        ({"consulted_on-day": "", "consulted_on-month": "", "consulted_on-year": ""},
         "Enter the date on which they were consulted"),
        ({"consent": "not_given"}, "Enter the reason"),
        ({"consent": "not_asked"}, "Enter the reason"),
    ],
)  # fmt: skip
def test_a_consultation_is_complete_or_says_why_not(nurse, one, changes, words):
    answer = nurse.post(page_of("consultation-new", one), {**CONSULTATION, **changes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Consultation.objects.exists()


def test_somebody_not_consulted_stands_with_the_reason(nurse, one):
    typed = {
        "kind": "nearest_relative", "name": "Leela Test", "consent": "not_given",
        "consulted": "no", "reason": "Amara asked us not to.",
    }  # fmt: skip

    nurse.post(page_of("consultation-new", one), typed)

    row = Consultation.objects.get()
    assert (row.consulted, row.reason, row.third_party) == (False, "Amara asked us not to.", False)


@pytest.mark.parametrize(
    ("section", "words"),
    [("3", "may order discharge (not for a Part 3 patient)"), ("37", "may not order discharge")],
)
def test_the_form_says_what_a_nearest_relative_may_do(nurse, users, section, words):
    one = make.assessment(users, make.person(users, section=section))

    shown = nurse.get(page_of("consultation-new", one)).content.decode()

    assert words in shown
    assert "tribunal" in shown


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"impairment": ""}, "Enter the impairment or disturbance"),
        ({"causal_link": ""}, "Enter how it causes the inability"),
        ({"use_or_weigh": "yes"}, "unable in at least one of the four"),
        ({"outcome": "has", "impairment": "", "causal_link": ""}, "is unable to decide"),
        ({"outcome": "has", "use_or_weigh": "yes"}, "Delete the impairment"),
    ],
)
def test_an_outcome_on_capacity_fits_what_was_found(nurse, one, changes, words):
    answer = nurse.post(page_of("capacity-new", one), {**CAPACITY, **changes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not CapacityAssessment.objects.exists()


def test_the_capacity_page_begins_with_the_presumption(nurse, one):
    shown = nurse.get(page_of("capacity-new", one)).content.decode()

    assert "Amara Test is assumed to have capacity unless it is shown that they do not" in shown


def test_an_advocate_who_was_offered_has_an_answer(nurse, one):
    answer = nurse.post(page_of("involvement", one), {**INVOLVEMENT, "advocate_answer": ""})

    assert answer.status_code == 422
    assert "Choose what the person answered about the advocate" in answer.content.decode()


def test_the_involvement_page_recalls_language_and_interpreter(nurse, users):
    who = make.person(users, language="Gujarati", interpreter_needed=True)
    one = make.assessment(users, who)

    shown = nurse.get(page_of("involvement", one)).content.decode()

    assert "Gujarati, interpreter needed" in shown


def test_a_consultation_of_the_nearest_relative_begins_with_who_is_recorded(nurse, users):
    who = make.person(users, relative_standing="named", relative_name="Leela Test")
    one = make.assessment(users, who)

    form = nurse.get(page_of("consultation-new", one) + "?kind=nearest_relative").context["form"]

    assert (form["kind"].value(), form["name"].value()) == ("nearest_relative", "Leela Test")


def test_an_unknown_kind_in_the_address_is_ignored(nurse, one):
    answer = nurse.get(page_of("consultation-new", one) + "?kind=<script>")

    assert answer.status_code == 200
    assert answer.context["form"]["kind"].value() is None


@pytest.mark.parametrize(
    "form",
    [
        forms.InterviewForm,
        forms.InvolvementForm,
        ConsultationForm,
        forms.MeetingForm,
        capacity_forms.CapacityForm,
    ],
)
def test_every_required_field_says_what_to_enter(form):
    assert fields_without_instructions(form) == []
