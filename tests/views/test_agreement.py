"""Stage 2, the team's agreement: recorded with reasons, with whose dissent, never the decision."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.forms.agreement import AgreementForm
from assessments.lifecycle import Status
from assessments.models import Agreement
from assessments.services import deliberation
from cto.design.forms import fields_without_instructions
from tests import factories as make

TYPED = {
    "recommendation": "recommend",
    "reasons": "Leave has worked since March.",
    "agreed_on-day": "2",
    "agreed_on-month": "11",
    "agreed_on-year": "2026",
}
DISSENT = {
    **TYPED,
    "recommendation": "dissent",
    "dissent": "Kit Moss (OT): trust would suffer.",
}


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


@pytest.fixture
def where(one):
    return reverse("agreement", args=[one.pk])


def agreed(one, by, **changes):
    values = {
        "recommendation": "recommend",
        "reasons": "As first agreed.",
        "dissent": "",
        "agreed_on": date(2026, 11, 2),
        "supersedes": None,
    }
    return deliberation.agree(assessment=one, by=by, at=make.MOMENT, **values | changes)


def test_nothing_is_chosen_for_the_team(nurse, where):
    shown = nurse.get(where).content.decode()

    assert 'value="recommend"' in shown
    assert "checked" not in shown.split('name="recommendation"', 1)[1].split("<h2", 1)[0]


def test_the_page_says_that_it_is_not_the_decision(nurse, where, one):
    shown = nurse.get(where).content.decode()

    assert "This is not the decision" in shown
    assert "responsible clinician" in shown
    assert reverse("factor", args=[one.pk, "box1"]) in shown


@pytest.mark.parametrize(
    ("typed", "following"),
    [(TYPED, "conditions"), (DISSENT, "conditions"),
     ({**TYPED, "recommendation": "do_not"}, "process")],
    ids=["recommend", "dissent", "do not"],
)  # fmt: skip
def test_an_agreement_is_saved_and_leads_on(nurse, where, one, users, typed, following):
    answer = nurse.post(where, typed)

    assert answer.url == reverse(following, args=[one.pk])
    row = Agreement.objects.get(assessment=one)
    assert (row.recommendation, row.recorded_by) == (typed["recommendation"], users.nurse)
    assert row.dissent == typed.get("dissent", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recommendation": ""}, "Choose what the team recommends"),
        ({"recommendation": "dissent", "dissent": ""}, "Enter whose dissent it is, and why"),
        ({"dissent": "Kit Moss differs."}, "Choose “with dissent” to keep what you wrote"),
        ({"reasons": ""}, "Enter the team&#39;s reasons"),
        ({"agreed_on-day": "31", "agreed_on-month": "2"}, "must be a real date"),
        ({"agreed_on-year": "2100"}, "must be today or in the past"),
        ({"agreed_on-year": "1980"}, "date of birth, 17 June 1990"),
        ({"reasons": "Left \u202eright"}, "right-to-left override"),
    ],
)
def test_a_wrong_answer_is_met_with_an_instruction_and_kept(nurse, where, changes, words):
    answer = nurse.post(where, {**TYPED, **changes})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert changes.get("dissent", "2026") in answer.content.decode() or "-year" in str(changes)
    assert not Agreement.objects.exists()


def test_an_overtaken_agreement_shows_both_texts(nurse, where, one, users):
    first = agreed(one, users.rc)
    theirs = agreed(one, users.rc, supersedes=first.pk, reasons="What the doctor wrote.")
    mine = {**TYPED, "shown": str(first.pk)}

    conflict = nurse.post(where, mine)

    assert conflict.status_code == 409
    assert "What the doctor wrote." in conflict.content.decode()
    assert TYPED["reasons"] in conflict.content.decode()
    choice = {
        **mine,
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": str(theirs.pk),
        "clash-shown-field": "reasons",
        "clash-shown-choice": "mine",
    }
    assert nurse.post(where, choice).status_code == 302
    (now,) = Agreement.objects.current().filter(assessment=one)
    assert now.reasons == TYPED["reasons"]


def test_a_form_sent_twice_has_one_effect(nurse, where):
    typed = {**TYPED, "submission": str(make.token())}

    answers = [nurse.post(where, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Agreement.objects.count() == 1


def test_earlier_agreements_stay_readable(nurse, where, one, users):
    first = agreed(one, users.rc)
    nurse.post(where, {**TYPED, "shown": str(first.pk)})

    assert "As first agreed." in nurse.get(where).content.decode()


def test_the_office_reads_it_and_may_not_change_it(client, users, where, one):
    agreed(one, users.rc)
    client.force_login(users.mha)

    shown = client.get(where)

    assert "As first agreed." in shown.content.decode()
    assert "Save the team" not in shown.content.decode()
    assert client.post(where, TYPED).status_code == 403
    assert Agreement.objects.count() == 1


def test_a_stranger_gets_the_404_of_what_does_not_exist(client, users, where):
    client.force_login(users.other)

    assert [client.get(where).status_code, client.post(where, TYPED).status_code] == [404, 404]


def test_changing_it_after_putting_forward_voids_the_signature(nurse, users):
    one = make.assessment_at(Status.STATED, users)
    where = reverse("agreement", args=[one.pk])
    assert "voids what was signed" in nurse.get(where).content.decode()

    nurse.post(where, TYPED)

    one.refresh_from_db()
    assert one.status == "with_team"


def test_what_people_wrote_is_never_markup(nurse, where, one, users):
    agreed(one, users.rc, reasons="<script>alert(1)</script>")

    assert "<script>alert(1)</script>" not in nurse.get(where).content.decode()


def test_every_required_field_says_what_to_enter():
    assert fields_without_instructions(AgreementForm) == []


def test_the_page_costs_a_fixed_number_of_queries(
    nurse, where, one, users, django_assert_num_queries
):
    first = agreed(one, users.rc)
    with django_assert_num_queries(8):
        nurse.get(where)
    agreed(one, users.rc, supersedes=first.pk)

    with django_assert_num_queries(8):
        nurse.get(where)
