"""The AMHP's statement: one person's alone, an answer to each question, no is as easy as yes."""

import re

import pytest

from assessments.forms.statement import StatementForm
from assessments.lifecycle import Outcome
from assessments.models import Condition, ConditionAnswer, PutForward, Record, Statement
from assessments.services import conditions, decisions
from assessments.summary.read import assessment_summary
from cto.design.forms import fields_without_instructions
from tests import factories as make
from tests.views.signing_forms import page, put_forward, signing, statement

CANARY = "<script>alert('canary')</script>"
YES_OR_NO = re.compile(r'<input[^>]*type="radio"[^>]*>')


@pytest.fixture
def one(users):
    """Put forward now, with one condition beyond those of the law."""
    one = make.assessment(users)
    make.condition(one, users.nurse)
    make.decide(one, users.rc)
    put_forward(one, users.rc)
    return one


@pytest.fixture
def amhp(client, users):
    client.force_login(users.amhp)
    return client


def returned(one, users):
    one.refresh_from_db()
    decisions.return_to_team(assessment=one, because="To think again.", by=users.rc)


def standing_condition(one):
    return Condition.objects.current().get(assessment=one)


def test_the_amhp_sees_opinion_reasons_and_wordings_and_nothing_is_answered_for_them(amhp, one):
    shown = amhp.get(page("statement", one)).content.decode()

    for words in (
        "Do you agree that all five criteria are met?",
        "Is it appropriate to make this order?",
        "Do you agree to condition 3?",
        "Reasons why recall is met.",
        "Amara is to meet her care coordinator every two weeks.",
        "Contact was lost before each relapse.",
        "999 000 0018",
    ):
        assert words in shown
    radios = YES_OR_NO.findall(shown)
    assert len(radios) == 6
    assert not any("checked" in radio for radio in radios)


def test_no_is_offered_just_as_yes_is(amhp, one):
    shown = amhp.get(page("statement", one)).content.decode()

    answers = [re.search(r'value="(\w+)"', radio)[1] for radio in YES_OR_NO.findall(shown)]
    assert answers == ["yes", "no"] * 3


def test_a_statement_is_signed_with_answers_reasons_and_wordings(amhp, users, one):
    response = amhp.post(page("statement", one), statement(one), follow=True)

    given = Statement.objects.get()
    assert (given.agrees_criteria, given.appropriate, given.signed_by) == (True, True, users.amhp)
    assert given.answers.get().wording == standing_condition(one).wording
    one.refresh_from_db()
    assert one.status == "stated"
    assert f"Signed by {users.amhp.name}" in response.content.decode()


@pytest.mark.parametrize(
    "no", ["criteria", "appropriate", "condition"], ids=["criteria", "appropriate", "condition"]
)
def test_one_no_makes_an_order_impossible_and_the_page_says_what_can_happen_next(
    amhp, users, one, no
):
    field = no if no != "condition" else f"condition-{standing_condition(one).pk}-agrees"

    response = amhp.post(page("statement", one), statement(one, **{field: "no"}), follow=True)

    assert "The order cannot be sealed as it was put forward." in response.content.decode()
    amhp.force_login(users.rc)
    sealing = amhp.get(page("seal", one))
    assert "does not agree" in sealing.content.decode()
    click = {"content": "0" * 64, "version": "1", "password": make.PASSWORD}
    assert amhp.post(page("seal", one), click).status_code == 422
    assert not Record.objects.exists()


def test_after_a_no_not_made_is_sealed_with_the_disagreement_on_page_1(amhp, users, one):
    amhp.post(page("statement", one), statement(one, answer="no", criteria_reasons="Leave works."))
    amhp.force_login(users.rc)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    page_1 = amhp.get(page("seal", one)).content.decode()
    amhp.post(page("seal", one), signing(amhp, "seal", one))

    assert "did not agree that all criteria are met" in page_1
    assert "Leave works." in page_1
    assert Record.objects.get().outcome == "not_made"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"criteria": ""}, "Select whether you agree that all five criteria are met"),
        ({"criteria": "perhaps"}, "Choose one of the answers on the page"),
        ({"criteria_reasons": " "}, "Enter your reasons about the criteria"),
        ({"appropriate": ""}, "Select whether it is appropriate to make this order"),
        ({"appropriate_reasons": ""}, "Enter your reasons about whether an order is"),
        ({"password": ""}, "Enter your password, to sign"),
        ({"password": "not the password"}, "Enter your own password"),
        ({"appropriate_reasons": "In \ue000 words"}, "A printed record cannot show it"),
        ({"appropriate_reasons": "10\u202e50 mg"}, "right-to-left override"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_text_stays(amhp, one, changes, says):
    typed = statement(one, **changes)

    response = amhp.post(page("statement", one), typed)

    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert "It can be kept." in text
    assert make.PASSWORD not in text
    assert not Statement.objects.exists()


def test_each_condition_needs_its_own_answer_and_reasons(amhp, one):
    row = standing_condition(one).pk
    typed = statement(one)
    del typed[f"condition-{row}-agrees"]

    response = amhp.post(page("statement", one), typed | {f"condition-{row}-reasons": ""})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Select whether you agree to condition 3" in text
    assert "Enter your reasons about condition 3" in text


@pytest.mark.parametrize("who", ["rc", "nurse", "ot", "mha"])
def test_nobody_else_states_but_the_team_reads_it(client, users, one, who):
    client.force_login(getattr(users, who))

    before = client.get(page("statement", one)).content.decode()
    refused = client.post(page("statement", one), statement(one))
    client.force_login(users.amhp)
    client.post(page("statement", one), statement(one))
    client.force_login(getattr(users, who))
    after = client.get(page("statement", one)).content.decode()

    assert refused.status_code == 403
    assert "has not given a statement yet" in before
    assert "I met Amara twice." in after
    assert "data-cto-form" not in before + after
    assert Statement.objects.get().signed_by == users.amhp


def test_opening_the_page_gives_no_statement(amhp, one):
    amhp.get(page("statement", one), statement(one))

    assert not Statement.objects.exists()


def test_the_same_statement_sent_twice_is_given_once(amhp, one):
    typed = statement(one)

    first, again = (amhp.post(page("statement", one), typed) for _ in range(2))

    assert first["Location"] == again["Location"] == page("statement", one)
    assert Statement.objects.count() == 1


def test_another_assessments_put_forward_is_not_stated_on(amhp, users, one):
    other = make.assessment(users, make.person(users, name="Kit Other", nhs_number="9990000026"))
    make.decide(other, users.rc)
    foreign = put_forward(other, users.rc)

    response = amhp.post(page("statement", one), statement(one, shown=str(foreign.pk)))

    assert response.status_code == 409
    assert not Statement.objects.exists()


@pytest.mark.parametrize("shown", ["", "no id", "0" * 36])
def test_a_statement_that_names_nothing_is_not_given(amhp, one, shown):
    assert amhp.post(page("statement", one), statement(one, shown=shown)).status_code == 409
    assert not Statement.objects.exists()


def test_put_forward_again_meanwhile_keeps_every_reason_and_asks_each_answer_anew(amhp, users, one):
    typed = statement(one)
    returned(one, users)
    put_forward(one, users.rc)

    response = amhp.post(page("statement", one), typed)

    text = response.content.decode()
    assert response.status_code == 409
    assert "This was put forward again while you were typing." in text
    for words in ("I met Amara twice.", "Home and family were considered.", "It can be kept."):
        assert words in text
    assert not any("checked" in radio for radio in YES_OR_NO.findall(text))
    assert not Statement.objects.exists()

    shown = str(response.context["form"]["shown"].value())
    assert amhp.post(page("statement", one), typed | {"shown": shown}).status_code == 302


def test_returned_to_the_team_meanwhile_keeps_the_text_and_says_why(amhp, users, one):
    typed = statement(one)
    returned(one, users)

    response = amhp.post(page("statement", one), typed)

    text = response.content.decode()
    assert response.status_code == 409
    assert "I met Amara twice." in text
    assert "To think again." in text
    assert not Statement.objects.exists()


def test_reasons_about_a_condition_that_was_reworded_are_shown_and_carried_on(amhp, users, one):
    typed, row = statement(one), standing_condition(one)
    conditions.change(
        condition=row,
        wording="Amara is to meet her care coordinator every month.",
        purposes=row.purposes,
        rationale=row.rationale,
        beneficial="",
        enforceable="",
        support="",
        patient_view="",
        supersedes=row.pk,
        by=users.nurse,
    )
    one.refresh_from_db()
    put_forward(one, users.rc)

    first = amhp.post(page("statement", one), typed)
    name = f"condition-{row.pk}-reasons"
    kept = statement(one, password="wrong", **{name: typed[name]})
    second = amhp.post(page("statement", one), kept)

    for response, status in ((first, 409), (second, 422)):
        text = response.content.decode()
        assert response.status_code == status
        assert "every two weeks" in text
        assert "every month" in text
        assert f'name="{name}" value="It can be kept."' in text
    assert not ConditionAnswer.objects.exists()


def test_reasons_about_somebody_elses_condition_show_nothing_of_it(amhp, users, one):
    other = make.assessment(users, make.person(users, name="Kit Other", nhs_number="9990000026"))
    foreign = make.condition(other, users.nurse, wording="Kit is to call on Mondays.")

    typed = statement(one, shown="", **{f"condition-{foreign.pk}-reasons": "Words."})
    response = amhp.post(page("statement", one), typed)

    assert "Kit is to call" not in response.content.decode()


def test_before_anything_is_put_forward_the_page_says_so(amhp, users):
    one = make.assessment(users)

    response = amhp.get(page("statement", one))

    assert "Not asked for: nothing is put forward." in response.content.decode()
    assert response.status_code == 200


@pytest.mark.parametrize("outcome", [Outcome.NOT_MADE, Outcome.MORE_INFORMATION])
def test_without_an_order_the_statement_is_an_invitation(amhp, users, outcome):
    one = make.assessment(users)
    make.decide(one, users.rc, outcome)
    put_forward(one, users.rc)

    shown = amhp.get(page("statement", one)).content.decode()

    assert "You are invited to state, and need not" in shown
    assert "Do you agree that all five criteria are met?" in shown


def test_a_statement_that_was_voided_stays_readable(amhp, users, one):
    amhp.post(page("statement", one), statement(one))
    returned(one, users)

    shown = amhp.get(page("statement", one)).content.decode()

    assert "Given before, and no longer standing" in shown
    assert "I met Amara twice." in shown
    assert "To think again." in shown


def test_what_is_typed_is_shown_as_text(amhp, users, one):
    typed = statement(one, criteria_reasons=CANARY, appropriate_reasons=CANARY)
    invalid = amhp.post(page("statement", one), typed | {"password": "wrong"})
    overtaken = amhp.post(page("statement", one), typed | {"shown": ""})
    given = amhp.post(page("statement", one), typed, follow=True)

    for response in (invalid, overtaken, given):
        assert CANARY not in response.content.decode()
        assert "&lt;script&gt;" in response.content.decode()


def test_every_required_field_says_what_to_do():
    assert fields_without_instructions(StatementForm) == []


def test_the_page_asks_the_database_a_fixed_number_of_times(
    amhp, users, one, django_assert_num_queries
):
    amhp.get(page("statement", one))
    with django_assert_num_queries(27):
        amhp.get(page("statement", one))
    amhp.post(page("statement", one), statement(one))
    with django_assert_num_queries(27):
        amhp.get(page("statement", one))
    assert assessment_summary(one).statement.standing == "given"
    assert PutForward.objects.count() == 1
