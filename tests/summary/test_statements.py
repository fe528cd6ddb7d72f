"""What the AMHP stated stays with the text that it was stated on."""

import pytest

from assessments.lifecycle import Outcome, Status
from assessments.models import Condition
from assessments.services import assessments, conditions, decisions
from assessments.summary import rows
from assessments.summary.read import assessment_summary
from tests import factories as make


@pytest.fixture
def users(db):
    return make.team()


def stated_with(one, users, *, on_the_condition):
    """A statement that finds an order appropriate, with this answer on its one condition."""
    yes = decisions.Answer(True, "Own reasons.")
    (asked,) = Condition.objects.current().filter(assessment=one, withdrawn=False)
    decisions.state(
        assessment=one,
        criteria=yes,
        appropriate=yes,
        conditions={asked.pk: decisions.Answer(on_the_condition, "Own reasons.")},
        shown=rows.standing_put_forward(one).pk,
        by=users.amhp,
        at=make.MOMENT,
    )
    return asked


def reworded(condition, by, **changes):
    values = {"wording": "To be met every month.", "purposes": ["treatment"], "rationale": "Now."}
    return conditions.change(
        condition=condition, supersedes=condition.pk, by=by, at=make.MOMENT, **values | changes
    )


def only_answer(one):
    (earlier,) = assessment_summary(one).earlier_statements
    return earlier.conditions[0]


def test_an_amhp_who_would_make_an_order_without_one_condition_disagrees_with_not_made(users):
    one = make.assessment_at(Status.PUT_FORWARD, users, Outcome.NOT_MADE)

    stated_with(one, users, on_the_condition=False)

    statement = assessment_summary(one).statement
    assert statement.disagrees
    assert statement.in_short == "would make an order, but not with every condition"


def test_a_condition_that_was_reworded_since_keeps_its_number(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    asked = stated_with(one, users, on_the_condition=False)

    reworded(asked, users.nurse)

    answer = only_answer(one)
    assert (answer.number, answer.stands_as, answer.wording) == (0, 3, asked.wording)


def test_a_condition_whose_reasons_alone_changed_stands_as_it_was_answered(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    asked = stated_with(one, users, on_the_condition=False)

    reworded(asked, users.nurse, wording=asked.wording)

    assert (only_answer(one).number, only_answer(one).stands_as) == (3, 3)


def test_a_condition_that_was_taken_out_has_no_number(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    asked = stated_with(one, users, on_the_condition=False)

    conditions.withdraw(
        condition=asked, reason="Not needed.", supersedes=asked.pk, by=users.nurse, at=make.MOMENT
    )

    assert (only_answer(one).number, only_answer(one).stands_as) == (0, 0)


def test_an_amhp_who_stated_before_a_change_was_asked_and_took_part(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    make.state(one, users.amhp, agrees=False)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    summary = assessment_summary(one)

    assert summary.statement.standing_words == "Stated earlier, not asked again"
    assert summary.earlier_statements[0].standing_words == "On what was put forward before"
    assert "Approved mental health professional" not in summary.roles_missing


@pytest.mark.parametrize("again", [False, True], ids=["not asked", "asked"])
def test_what_was_stated_on_an_earlier_version_says_so(users, again):
    one = make.assessment_at(Status.SEALED, users)
    assessments.correct(assessment=one, reason="The ward was wrong.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    one.refresh_from_db()
    if again:
        decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)

    summary = assessment_summary(one)

    assert [each.standing_words for each in summary.earlier_statements] == ["On version 1"]
    assert summary.statement.standing_words == (
        "Stated earlier, asked again and not given" if again else "Stated earlier, not asked again"
    )
