"""Stage 2, conditions: two locked, others proposed one by one, looked at, withdrawn, never lost."""

import uuid

import pytest
from django.urls import reverse

from assessments.forms.conditions import ConditionForm, WithdrawForm
from assessments.lifecycle import Status
from assessments.models import Condition
from assessments.services import conditions as services
from cto.design.forms import fields_without_instructions
from tests import factories as make

TYPED = {
    "wording": "Amara will meet her care coordinator every two weeks at the library.",
    "purposes": ["treatment"],
    "rationale": "Contact was lost before each relapse.",
    "beneficial": "She likes these talks.",
    "enforceable": "We would ring, then visit.",
    "support": "Bus pass.",
    "patient_view": "Fine by me.",
}
TESTING = {**TYPED, "wording": "Amara will give urine samples as directed."}


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def page_of(name, one, *more):
    return reverse(name, args=[one.pk, *more])


def text_of(answer):
    return answer.content.decode()


def test_the_two_conditions_of_the_law_stand_first_locked_with_their_source(nurse, one):
    shown = text_of(nurse.get(page_of("conditions", one)))

    assert shown.index("1 of 2") < shown.index("2 of 2")
    assert "s.17B(3)(a)" in shown
    assert "s.17B(3)(b)" in shown
    assert shown.count("Seeing a second opinion appointed doctor") == 1


def test_nothing_is_added_for_the_team(nurse, one):
    shown = text_of(nurse.get(page_of("conditions", one)))

    assert "None. An order needs no others." in shown
    assert page_of("condition-new", one, "medication") in shown
    assert page_of("condition-new", one, "contact") in shown
    assert not Condition.objects.exists()


def test_an_offered_condition_begins_with_a_wording_that_is_not_saved_yet(nurse, one):
    shown = text_of(nurse.get(page_of("condition-new", one, "contact")))

    assert "Amara Test will meet the care coordinator every two weeks" in shown
    assert not Condition.objects.exists()


@pytest.mark.parametrize("key", ["medication", "contact", "additional"])
def test_a_condition_is_proposed_with_all_that_was_said_about_it(nurse, users, one, key):
    answer = nurse.post(page_of("condition-new", one, key), TYPED)

    assert answer.url == page_of("conditions", one)
    row = Condition.objects.get(assessment=one)
    assert (row.key, row.recorded_by) == (f"condition.{key}", users.nurse)
    assert {name: getattr(row, name) for name in TYPED} == TYPED


@pytest.mark.parametrize("key", ["soad", "nonsense", "condition"])
def test_only_what_is_offered_or_the_teams_own_can_be_proposed(nurse, one, key):
    nowhere = page_of("condition-new", one, "contact").replace("contact", key)
    assert nurse.get(nowhere).status_code == 404
    assert nurse.post(nowhere, TYPED).status_code == 404
    assert not Condition.objects.exists()


def test_conditions_are_numbered_as_they_would_stand_in_the_order(nurse, users, one):
    make.condition(one, users.nurse)
    make.condition(
        one, users.nurse, key="condition.additional", wording="Amara will ring on Sundays."
    )

    shown = text_of(nurse.get(page_of("conditions", one)))

    for number in ("1 of 4", "2 of 4", "3 of 4", "4 of 4"):
        assert number in shown


def test_a_standing_offer_leads_to_the_condition_that_stands(nurse, users, one):
    row = make.condition(one, users.nurse)

    answer = nurse.get(page_of("condition-new", one, "contact"))

    assert answer.url == page_of("condition", one, row.thread)
    assert page_of("condition-new", one, "contact") not in text_of(
        nurse.get(page_of("conditions", one))
    )


def test_an_offer_taken_twice_is_refused_with_the_text_kept(nurse, users, one):
    make.condition(one, users.nurse)

    answer = nurse.post(page_of("condition-new", one, "contact"), TYPED)

    assert answer.status_code == 422
    assert "proposed already" in text_of(answer)
    assert "at the library" in text_of(answer)
    assert Condition.objects.count() == 1


def test_a_form_sent_twice_has_one_effect(nurse, one):
    typed = {**TYPED, "submission": str(make.token())}
    page = page_of("condition-new", one, "additional")

    answers = [nurse.post(page, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Condition.objects.count() == 1


# The wording check ---------------------------------------------------------------------------


def test_the_wording_is_looked_at_before_saving_and_everything_typed_stays(nurse, one):
    answer = nurse.post(page_of("condition-new", one, "additional"), {**TESTING, "check": "yes"})

    shown = text_of(answer)
    assert answer.status_code == 200
    assert "Cannot be enforced: “urine samples”" in shown
    assert "Not definite enough to follow: “as directed”" in shown
    for field in ("wording", "rationale", "beneficial", "enforceable", "support", "patient_view"):
        assert TESTING[field] in shown
    assert not Condition.objects.exists()


def test_looking_at_the_wording_asks_for_nothing_else(nurse, one):
    typed = {"wording": "Amara will give urine samples.", "check": "yes", "purposes": ["nonsense"]}

    answer = nurse.post(page_of("condition-new", one, "additional"), typed)

    assert answer.status_code == 200
    assert "There is a problem" not in text_of(answer)
    assert "urine samples" in text_of(answer)


def test_looking_at_no_wording_says_to_enter_it(nurse, one):
    answer = nurse.post(page_of("condition-new", one, "additional"), {"check": "yes"})

    assert answer.status_code == 422
    assert "Enter the wording of the condition" in text_of(answer)


def test_a_plain_wording_is_said_to_have_nothing_found(nurse, one):
    answer = nurse.post(page_of("condition-new", one, "contact"), {**TYPED, "check": "yes"})

    assert "The wording check found nothing" in text_of(answer)


def test_the_purpose_chosen_is_named_beside_what_cannot_be_enforced(nurse, one):
    answer = nurse.post(page_of("condition-new", one, "additional"), {**TESTING, "check": "yes"})

    assert "ensuring that the person receives medical treatment" in text_of(answer)


def test_a_wording_with_comments_is_saved_and_shown_with_them(nurse, one):
    answer = nurse.post(page_of("condition-new", one, "additional"), TESTING, follow=True)

    row = Condition.objects.get()
    assert row.wording == TESTING["wording"]
    assert answer.redirect_chain[-1][0] == page_of("condition", one, row.thread)
    assert "Cannot be enforced: “urine samples”" in text_of(answer)
    assert "Cannot be enforced: “urine samples”" in text_of(nurse.get(page_of("conditions", one)))


# Who may, and bad input ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wording": ""}, "Enter the wording of the condition"),
        ({"wording": "x" * 2_001}, "2,000 characters or fewer"),
        ({"wording": "Meet \u202eyadnoM"}, "right-to-left override"),
        ({"rationale": "Bell \x07"}, "bell"),
        ({"purposes": ["everything"]}, "Choose one of the answers on the page"),
    ],
)
def test_a_wrong_answer_is_met_with_an_instruction_and_kept(nurse, one, changes, words):
    answer = nurse.post(page_of("condition-new", one, "additional"), {**TYPED, **changes})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert TYPED["support"] in text_of(answer)
    assert not Condition.objects.exists()


@pytest.mark.parametrize("name", ["condition", "condition-withdraw"])
def test_another_assessments_condition_is_a_404_and_stays_as_it_is(nurse, users, one, name):
    elsewhere = make.assessment(users, make.person(users, nhs_number="9990000026"))
    row = make.condition(elsewhere, users.rc)

    for thread in (row.thread, uuid.uuid4()):
        page = page_of(name, one, thread)
        typed = {**TYPED, "reason": "Not needed.", "shown": str(row.pk)}
        assert nurse.get(page).status_code == 404
        assert nurse.post(page, typed).status_code == 404
    assert Condition.objects.get() == row


def test_the_office_reads_conditions_and_may_change_none(client, users, one):
    row = make.condition(one, users.rc)
    client.force_login(users.mha)

    listed = text_of(client.get(page_of("conditions", one)))

    assert row.wording in listed
    assert "Withdraw" not in listed
    assert page_of("condition-new", one, "additional") not in listed
    assert "Save condition" not in text_of(client.get(page_of("condition", one, row.thread)))
    for page in (
        page_of("condition-new", one, "additional"),
        page_of("condition", one, row.thread),
        page_of("condition-withdraw", one, row.thread),
    ):
        assert client.post(page, {**TYPED, "reason": "No."}).status_code == 403
    assert Condition.objects.get() == row


@pytest.mark.parametrize("name", ["conditions", "condition-new", "condition", "condition-withdraw"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, users, one, name):
    row = make.condition(one, users.rc)
    more = {"conditions": (), "condition-new": ("contact",)}.get(name, (row.thread,))
    client.force_login(users.other)

    assert client.get(page_of(name, one, *more)).status_code == 404


def test_changing_a_condition_after_putting_forward_voids_the_signature(nurse, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    row = Condition.objects.get(assessment=one)
    page = page_of("condition", one, row.thread)
    assert "voids what was signed" in text_of(nurse.get(page))

    nurse.post(page, {**TYPED, "shown": str(row.pk)})

    one.refresh_from_db()
    assert one.status == "with_team"


def test_what_people_wrote_is_never_markup(nurse, users, one):
    canary = "<script>alert(1)</script>"
    row = make.condition(one, users.rc, wording=f"{canary} urine samples {canary}")

    for page in (page_of("conditions", one), page_of("condition", one, row.thread)):
        assert canary not in text_of(nurse.get(page))


@pytest.mark.parametrize("form", [ConditionForm, WithdrawForm])
def test_every_required_field_says_what_to_enter(form):
    assert fields_without_instructions(form) == []


@pytest.mark.parametrize(
    ("name", "queries"),
    [("conditions", 8), ("condition-new", 8), ("condition", 9), ("condition-withdraw", 9)],
)
def test_each_page_costs_a_fixed_number_of_queries(
    nurse, users, one, name, queries, django_assert_num_queries
):
    row = make.condition(one, users.rc)
    more = {"conditions": (), "condition-new": ("additional",)}.get(name, (row.thread,))
    page = page_of(name, one, *more)
    nurse.get(page)
    with django_assert_num_queries(queries):
        nurse.get(page)
    for _ in range(3):
        make.condition(one, users.nurse, key="condition.additional", submission=make.token())
    services.change(
        condition=row, wording="Again.", purposes=[], supersedes=row.pk, by=users.rc, at=make.MOMENT
    )

    with django_assert_num_queries(queries):
        nurse.get(page)
