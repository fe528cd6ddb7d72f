"""Who signs, and in which order (s.17A(4), s.17B(2))."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assessments.statute.signatures import (
    MADE,
    MORE_INFORMATION,
    NOT_MADE,
    Signature,
    Signer,
    Statement,
    faults_in_order,
    reasons_in_statement,
    reasons_not_to_put_forward,
    reasons_not_to_seal,
    reasons_not_to_state,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RC = Signer("rc", "Dr Adams", is_approved_clinician=True, is_responsible_clinician=True)
AMHP = Signer("amhp", "Ms Brown", is_amhp=True, is_named_amhp=True)
PUT = Signature(RC, NOON, "abc")
YES = Statement(AMHP, NOON + timedelta(hours=1), "abc", True, True, {"c1": True, "c2": True})
SEAL = Signature(RC, NOON + timedelta(hours=2), "abc")


@pytest.mark.parametrize(
    ("signer", "outcome", "expected"),
    [
        (RC, MADE, ()),  # this person's, and approved
        (RC, NOT_MADE, ()),
        # another person's responsible clinician
        (
            replace(RC, is_responsible_clinician=False),
            MADE,
            ("Only this person's responsible clinician can put the decision forward.",),
        ),
        # not an approved clinician: no order
        (
            replace(RC, is_approved_clinician=False),
            MADE,
            ("Dr Adams is not recorded as an approved clinician, and cannot make an order.",),
        ),
        # not an approved clinician: that blocks "made" only
        (replace(RC, is_approved_clinician=False), MORE_INFORMATION, ()),
    ],
)
def test_the_responsible_clinician_puts_forward(signer, outcome, expected):
    assert reasons_not_to_put_forward(signer, outcome=outcome) == expected


@pytest.mark.parametrize(
    ("signer", "put_forward", "part"),
    [
        (replace(AMHP, is_amhp=False), PUT, "not recorded as an approved mental health"),
        (replace(AMHP, is_named_amhp=False), PUT, "named for this person"),
        (AMHP, None, "Wait until the responsible clinician has put"),
        (replace(AMHP, id="rc"), PUT, "cannot also give the statement"),  # two people
    ],
)
def test_only_the_named_amhp_states_and_only_after_it_was_put_forward(signer, put_forward, part):
    (reason,) = reasons_not_to_state(signer, put_forward)
    assert part in reason


def test_the_named_amhp_may_state():
    assert reasons_not_to_state(AMHP, PUT) == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (YES, ()),  # all yes
        (None, ("The approved mental health professional has not given a statement yet.",)),
        (
            replace(YES, criteria_met=None),
            (
                "The approved mental health professional has not said whether all five criteria "
                "are met.",
            ),
        ),
        (
            replace(YES, criteria_met=False),
            ("The approved mental health professional does not agree that the criteria are met.",),
        ),
        (
            replace(YES, order_appropriate=False),
            (
                "The approved mental health professional does not agree that the order is "
                "appropriate.",
            ),
        ),
        # one condition not agreed
        (
            replace(YES, conditions={"c1": True, "c2": False}),
            ("The approved mental health professional does not agree to every condition.",),
        ),
        # one condition not answered
        (
            replace(YES, conditions={"c1": True}),
            ("The approved mental health professional has not said about every condition.",),
        ),
    ],
)
def test_every_answer_of_the_amhp_must_be_yes_for_an_order(statement, expected):
    assert reasons_in_statement(statement, ("c1", "c2")) == expected
    sealing = reasons_not_to_seal(
        RC, outcome=MADE, put_forward=PUT, statement=statement, conditions=("c1", "c2")
    )
    assert sealing == expected


@pytest.mark.parametrize("outcome", [NOT_MADE, MORE_INFORMATION])
@pytest.mark.parametrize("statement", [None, YES, replace(YES, criteria_met=False)])
def test_the_responsible_clinician_alone_seals_the_other_outcomes(outcome, statement):
    assert reasons_not_to_seal(RC, outcome=outcome, put_forward=None, statement=statement) == ()
    assert reasons_not_to_seal(AMHP, outcome=outcome, put_forward=None, statement=statement) == (
        "Only this person's responsible clinician can seal the decision.",
    )


def test_an_order_is_not_sealed_before_it_was_put_forward():
    reasons = reasons_not_to_seal(RC, outcome=MADE, put_forward=None)
    assert "Put the decision forward before sealing it." in reasons


def test_an_order_is_not_sealed_by_someone_who_is_not_an_approved_clinician():
    signer = replace(RC, is_approved_clinician=False)
    assert reasons_not_to_seal(signer, outcome=MADE, put_forward=PUT, statement=YES) == (
        "Dr Adams is not recorded as an approved clinician, and cannot make an order.",
    )


def test_an_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="probably"):
        reasons_not_to_seal(RC, outcome="probably", put_forward=PUT)
    with pytest.raises(ValueError, match="probably"):
        reasons_not_to_put_forward(RC, outcome="probably")


@pytest.mark.parametrize(
    ("put_forward", "statement", "sealed", "part"),
    [
        (None, YES, None, "was not put forward"),  # nothing to state on
        (PUT, replace(YES, at=NOON - timedelta(minutes=1)), None, "before the decision was put"),
        (PUT, replace(YES, by=replace(AMHP, id="rc")), None, "The same person"),
        (PUT, replace(YES, content="xyz"), None, "earlier wording"),  # changed since
        (PUT, None, replace(SEAL, at=NOON - timedelta(days=1)), "seal is dated before the dec"),
        (PUT, YES, replace(SEAL, at=NOON + timedelta(minutes=1)), "before the statement"),
        (PUT, YES, replace(SEAL, content="xyz"), "content changed"),
        (PUT, YES, replace(SEAL, by=AMHP), "cannot seal"),
    ],
)
def test_what_cannot_be_is_named(put_forward, statement, sealed, part):
    (fault,) = faults_in_order(put_forward, statement, sealed)
    assert part in fault


@pytest.mark.parametrize(
    ("put_forward", "statement", "sealed"),
    [
        (None, None, None),  # nothing signed yet
        (PUT, None, None),
        (PUT, YES, None),
        (PUT, YES, SEAL),
        (PUT, replace(YES, at=NOON), replace(SEAL, at=NOON)),  # the same moment is in order
        (PUT, None, SEAL),  # no statement: "not made"
        (None, None, SEAL),
    ],
)
def test_signatures_in_order_have_no_fault(put_forward, statement, sealed):
    assert faults_in_order(put_forward, statement, sealed) == ()
