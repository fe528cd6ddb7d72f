"""What comes next under the Act after a review, and how far ahead the next local one may lie."""

from datetime import date

import pytest

from assessments.models import ReviewOutcome
from assessments.statute.after_review import OUTCOMES, next_review_faults, next_step, outcome_faults
from assessments.statute.ledger import KINDS


def test_every_outcome_that_can_be_recorded_says_what_comes_next():
    assert set(OUTCOMES) == set(ReviewOutcome.Outcome.values)
    for nation in ("england", "wales"):
        for outcome in OUTCOMES:
            for recalled in (True, False):
                step = next_step(outcome, nation, recalled=recalled)
                assert step.sentence.endswith(".")
                assert step.source
                assert step.kind in {*KINDS, ""}


@pytest.mark.parametrize(
    ("outcome", "nation", "kind", "form"),
    [
        ("continue", "england", "", ""),
        ("vary", "england", "conditions_varied", "CTO2"),
        ("vary", "wales", "conditions_varied", "CP2"),
        ("extend", "england", "order_extended", "CTO7"),
        ("extend", "wales", "order_extended", "CP3"),
        ("discharge", "england", "order_discharged", ""),
        ("discharge", "wales", "order_discharged", "CP8"),
    ],
)
def test_each_outcome_names_its_entry_and_its_form(outcome, nation, kind, form):
    step = next_step(outcome, nation, recalled=False)
    assert (step.kind, step.form) == (kind, form)
    assert form in step.sentence


def test_an_order_is_revoked_only_after_a_recall():
    before = next_step("revoke", "england", recalled=False)
    assert (before.kind, before.form) == ("recall_notice", "CTO3")
    detained = next_step("revoke", "wales", recalled=True)
    assert (detained.kind, detained.form) == ("order_revoked", "CP7")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_order_that_has_ended_does_not_go_on_and_nothing_is_signed(outcome):
    goes_on = outcome in ("continue", "vary", "extend")
    assert bool(outcome_faults(outcome, ended=True)) is goes_on
    assert outcome_faults(outcome, ended=False) == ()
    step = next_step(outcome, "england", recalled=False, ended=True)
    assert (step.kind, step.form) == ("", "")


def test_a_next_local_review_is_needed_where_the_order_goes_on():
    assert next_review_faults(None, date(2027, 2, 1), goes_on=True) != ()


def test_no_form_is_claimed_for_a_discharge_in_england():
    assert "no form is prescribed" in next_step("discharge", "england", recalled=False).sentence


@pytest.mark.parametrize(
    ("held_on", "latest"),
    [
        (date(2027, 2, 1), date(2027, 7, 31)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 10, 15), date(2028, 4, 14)),
    ],
)
def test_the_next_review_is_at_most_six_months_beginning_with_the_meeting(held_on, latest):
    assert next_review_faults(latest, held_on) == ()
    (fault,) = next_review_faults(date.fromordinal(latest.toordinal() + 1), held_on)
    assert "six months" in fault


def test_the_next_review_lies_after_the_meeting():
    assert next_review_faults(date(2027, 2, 1), date(2027, 2, 1)) != ()
    assert next_review_faults(date(2027, 2, 2), date(2027, 2, 1)) == ()


def test_without_a_day_or_a_meeting_nothing_is_wrong():
    assert next_review_faults(None, date(2027, 2, 1)) == ()
    assert next_review_faults(date(2035, 1, 1), None) == ()
