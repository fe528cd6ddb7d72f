"""What blocks "made", what blocks any outcome, and what is only worth a look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.statute.criteria import MHA_1983
from assessments.statute.readiness import (
    ConditionFacts,
    Facts,
    Named,
    Unprintable,
    blocking,
    items,
    review_date_faults,
)
from assessments.statute.signatures import (
    MADE,
    MORE_INFORMATION,
    NOT_MADE,
    Signature,
    Signer,
    Statement,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RC = Signer("rc", "Dr Adams", is_approved_clinician=True, is_responsible_clinician=True)
AMHP = Signer("amhp", "Ms Brown", is_amhp=True, is_named_amhp=True)
URINE = ConditionFacts("c1", "condition 3", ("treatment",), "To notice relapse early.")
MET = {criterion.key: ("met", "Reasons.") for criterion in MHA_1983.criteria}
STATEMENT = Statement(AMHP, NOON + timedelta(hours=1), "abc", True, True, {"c1": True})

# The least that lets an order be sealed: nothing that is worth a look has been done.
READY = Facts(
    name="Eddie Example",
    date_of_birth=date(1998, 5, 1),
    number="999 000 0018",
    outcome_reasons="Because.",
    section="3",
    detention_from=date(2026, 6, 1),
    detention_until=date(2026, 11, 30),
    effective_on=date(2026, 11, 25),
    rc=RC,
    amhp=AMHP,
    findings=MET,
    conditions=(URINE,),
    signing_on=date(2026, 11, 25),
    content="abc",
    put_forward=Signature(RC, NOON, "abc"),
    statement=STATEMENT,
    information_needed="A second interview.",
    needed_by=date(2026, 12, 6),
)


def blockers(facts: Facts, outcome: str = MADE) -> list[str]:
    return [item.key for item in blocking(items(facts, outcome), outcome)]


def looks(facts: Facts, outcome: str = MADE) -> dict[str, bool]:
    return {item.key: item.done for item in items(facts, outcome) if item.weight == "worth_a_look"}


def test_the_least_that_is_needed_is_enough_for_every_outcome():
    for outcome in (MADE, NOT_MADE, MORE_INFORMATION):
        assert blockers(READY, outcome) == []


BLOCKS_MADE = [
    # Not liable to be detained under s.3 or an unrestricted Part 3 power on the effective day.
    ({"section": ""}, "liable_to_detention", "patient.section"),  # not recorded
    ({"section": "2"}, "liable_to_detention", "patient.section"),  # assessment only
    ({"section": "7"}, "liable_to_detention", "patient.section"),  # guardianship
    ({"section": "informal"}, "liable_to_detention", "patient.section"),
    ({"effective_on": None}, "liable_to_detention", "decision.effective_on"),
    ({"detention_from": None}, "liable_to_detention", "patient.detention"),
    ({"detention_until": None}, "liable_to_detention", "patient.detention"),
    # the day after the section ends
    ({"effective_on": date(2026, 12, 1)}, "liable_to_detention", "decision.effective_on"),
    # the day before it begins
    ({"effective_on": date(2026, 5, 31)}, "liable_to_detention", "decision.effective_on"),
    # before there were orders at all: an answer, not an error
    ({"effective_on": date(1999, 1, 1)}, "liable_to_detention", "decision.effective_on"),
    # Restricted.
    ({"restricted": True}, "not_restricted", "patient.restricted"),
    # The responsible clinician.
    (
        {"rc": replace(RC, is_approved_clinician=False)},
        "rc.approved",
        "patient.responsible_clinician",
    ),
    (
        {"rc": replace(RC, is_responsible_clinician=False)},
        "rc.of_this_person",
        "patient.responsible_clinician",
    ),
    ({"amhp": replace(AMHP, id="rc")}, "rc.is_not_amhp", "patient.amhp"),
    # The AMHP.
    ({"amhp": replace(AMHP, is_amhp=False)}, "amhp.approved", "patient.amhp"),
    ({"amhp": None}, "amhp.approved", "patient.amhp"),
    # A criterion without "met" and reasons.
    *(
        (
            {"findings": {**MET, key: finding}},
            f"criterion.{key}",
            f"decision.{key}",
        )
        for key in MET
        for finding in [("met", " "), ("not_met", "Reasons."), ("", "Reasons.")]
    ),
    ({"findings": {k: v for k, v in MET.items() if k != "recall"}}, "criterion.recall", None),
    # An AMHP answer missing or "no".
    ({"statement": replace(STATEMENT, criteria_met=None)}, "statement.criteria", "statement"),
    ({"statement": replace(STATEMENT, criteria_met=False)}, "statement.criteria", "statement"),
    (
        {"statement": replace(STATEMENT, order_appropriate=None)},
        "statement.appropriate",
        "statement",
    ),
    (
        {"statement": replace(STATEMENT, order_appropriate=False)},
        "statement.appropriate",
        "statement",
    ),
    ({"statement": replace(STATEMENT, conditions={})}, "statement.condition:c1", "statement"),
    (
        {"statement": replace(STATEMENT, conditions={"c1": False})},
        "statement.condition:c1",
        "statement",
    ),
    # A discretionary condition without purpose and rationale.
    ({"conditions": (replace(URINE, purposes=()),)}, "condition:c1.purpose", "condition:c1"),
    ({"conditions": (replace(URINE, rationale=" "),)}, "condition:c1.rationale", "condition:c1"),
    # Signatures in an impossible order.
    ({"statement": replace(STATEMENT, at=NOON - timedelta(days=1))}, "signatures.order", None),
    ({"statement": replace(STATEMENT, content="xyz")}, "signatures.order", None),
    ({"put_forward": None}, "signatures.order", None),
]


@pytest.mark.parametrize(("change", "key", "field"), BLOCKS_MADE)
def test_this_blocks_made_and_no_other_outcome(change, key, field):
    facts = replace(READY, **change)
    assert blockers(facts, MADE) == [key]
    assert blockers(facts, NOT_MADE) == []
    assert blockers(facts, MORE_INFORMATION) == []
    (item,) = blocking(items(facts, MADE), MADE)
    assert field in (None, item.field)
    assert item.source
    assert item.sentence.endswith(".")


def test_a_restricted_section_is_named_twice_once_for_each_rule():
    assert blockers(replace(READY, section="37/41")) == ["liable_to_detention", "not_restricted"]


def test_no_responsible_clinician_blocks_made_twice():
    assert blockers(replace(READY, rc=None)) == ["rc.approved", "rc.of_this_person"]


def test_no_statement_leaves_every_answer_open():
    assert blockers(replace(READY, statement=None)) == [
        "statement.criteria",
        "statement.appropriate",
        "statement.condition:c1",
    ]


@pytest.mark.parametrize("section", ["3", "37", "45A", "47", "48"])
@pytest.mark.parametrize("day", [date(2026, 6, 1), date(2026, 11, 30)])
def test_the_first_and_the_last_day_of_an_allowed_section_will_do(section, day):
    assert blockers(replace(READY, section=section, effective_on=day)) == []


@pytest.mark.parametrize("outcome", [MADE, NOT_MADE, MORE_INFORMATION])
@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"name": "  "}, "identity.name"),
        ({"date_of_birth": None}, "identity.date_of_birth"),
        ({"number": ""}, "identity.number"),
        ({"outcome_reasons": "\n"}, "outcome_reasons"),
        ({"unprintable": (Unprintable("factor:risk.self", "U+E000"),)}, None),
        ({"too_long": ("factor:risk.self",)}, "too_long:factor:risk.self"),
        ({"content": "xyz"}, "signatures.content"),  # changed since it was put forward
    ],
)
def test_this_blocks_every_outcome(change, key, outcome):
    assert blockers(replace(READY, **change), outcome) == [key or "unprintable:factor:risk.self"]


@pytest.mark.parametrize(
    ("change", "key"),
    [({"information_needed": " "}, "information_needed"), ({"needed_by": None}, "needed_by")],
)
def test_more_information_says_which_and_by_when_and_no_other_outcome_needs_that(change, key):
    facts = replace(READY, **change)
    assert blockers(facts, MORE_INFORMATION) == [key]
    assert blockers(facts, MADE) == blockers(facts, NOT_MADE) == []


WORTH_A_LOOK = [
    # field that mends it, outcome, key of the item
    ({"untouched": (Named("risk.self", "Risk to self"),)}, MADE, "factor:risk.self"),
    ({"one_sided": (Named("risk.self", "Risk to self"),)}, MADE, "perspective:risk.self"),
    ({"options_unweighed": (Named("leave", "Leave"),)}, MADE, "option:leave"),
    ({"roles_missing": ("In-patient AMHP",)}, MADE, "role:In-patient AMHP"),
    ({"views_missing": ("Jo Nurse",)}, MADE, "view:Jo Nurse"),
    ({"interpreter_needed": True}, MADE, "interpreter"),
    ({"meeting_held": True}, MADE, "meeting.amhp"),
    ({"section": "37"}, MADE, "victims"),  # Part 3
    ({"conditions": (replace(URINE, comments=1),)}, MADE, "condition:c1.wording"),
    ({}, MADE, "condition:c1.weighed"),
    ({}, MADE, "capacity"),
    ({}, MADE, "consult.nearest_relative"),
    ({}, MADE, "consult.others"),
    ({}, MADE, "meeting"),
    ({}, MADE, "interview.rc"),
    ({}, MADE, "interview.amhp"),
    ({}, MADE, "consent_level"),
    ({}, MADE, "advocate"),
    ({}, MADE, "agreement"),
    ({}, MADE, "views.revealed"),
    ({"views_given": 2}, MADE, "views.revealed"),
    ({"notes_unconfirmed": (Named("risk.self", "Jo Nurse"),)}, NOT_MADE, "notes.confirmed"),
    (
        {"interview_unnamed": (Named("interview.insight", "Insight"),)},
        MADE,
        "interview.named:interview.insight",
    ),
    ({"signing_on": date(2026, 11, 26)}, MADE, "effective_on.ahead"),  # the day after it
    ({}, MADE, "pause"),
    ({}, MADE, "patient_view"),
    ({}, MADE, "ethnicity"),
    ({}, MADE, "advance_decision"),
    ({}, MADE, "first_medication"),
    ({}, MADE, "review_date"),  # none entered
    ({"review_on": date(2027, 5, 25)}, MADE, "review_date"),  # a day beyond six months
    ({"statement": None}, NOT_MADE, "statement.given"),
    ({}, NOT_MADE, "instead"),
    ({"instead": "leave"}, NOT_MADE, "leave_length"),
    ({"instead": "leave", "leave_over_7_days": True}, NOT_MADE, "leave_duty"),  # s.17(2A)
]


@pytest.mark.parametrize(("change", "outcome", "key"), WORTH_A_LOOK)
def test_this_is_worth_a_look_and_never_blocks(change, outcome, key):
    facts = replace(READY, **change)
    assert looks(facts, outcome)[key] is False
    assert blockers(facts, outcome) == []


@pytest.mark.parametrize(
    ("change", "outcome", "key"),
    [
        ({"capacity_recorded": True}, MADE, "capacity"),
        ({}, MADE, "effective_on.ahead"),  # signed on the effective day
        ({"nearest_relative_consulted": True}, MADE, "consult.nearest_relative"),
        ({"review_on": date(2027, 5, 24)}, MADE, "review_date"),  # the last day of six months
        ({"interpreter_needed": True, "interpreter_recorded": True}, MADE, "interpreter"),
        ({"section": "37", "victims_recorded": True}, MADE, "victims"),
        ({"conditions": (replace(URINE, weighed=True),)}, MADE, "condition:c1.weighed"),
        ({"instead": "informal"}, NOT_MADE, "instead"),
        ({"instead": "leave", "leave_over_7_days": False}, NOT_MADE, "leave_length"),
        (
            {
                "instead": "leave",
                "leave_over_7_days": True,
                "order_considered_before_leave": True,
            },
            NOT_MADE,
            "leave_duty",
        ),
    ],
)
def test_what_is_done_stays_in_the_list_as_done(change, outcome, key):
    assert looks(replace(READY, **change), outcome)[key] is True


@pytest.mark.parametrize(
    ("change", "outcome", "key"),
    [
        ({}, MADE, "victims"),  # not Part 3
        ({}, MADE, "interpreter"),  # none needed
        ({"signing_on": date(2026, 12, 26)}, NOT_MADE, "effective_on.ahead"),
        ({"effective_on": None}, MADE, "effective_on.ahead"),  # which is asked for elsewhere
        ({}, MADE, "notes.confirmed"),  # none was typed for somebody else
        ({}, MADE, "instead"),  # nothing instead of an order that is made
        ({}, NOT_MADE, "review_date"),  # no order to review
        ({"instead": "leave", "leave_over_7_days": False}, NOT_MADE, "leave_duty"),
        ({"instead": "informal"}, NOT_MADE, "leave_length"),
        # the duty is not owed for restricted patients
        (
            {"instead": "leave", "leave_over_7_days": True, "restricted": True},
            NOT_MADE,
            "leave_duty",
        ),
    ],
)
def test_what_does_not_apply_is_not_asked(change, outcome, key):
    assert key not in looks(replace(READY, **change), outcome)


def test_while_the_outcome_is_open_what_an_order_needs_is_listed_and_does_not_block():
    listed = {item.key for item in items(Facts(), "")}
    assert "criterion.recall" in listed
    assert {item.weight for item in blocking(items(Facts(), ""), "")} == {"blocks_any"}


def test_no_key_stands_twice_in_the_list():
    for outcome in ("", MADE, NOT_MADE, MORE_INFORMATION):
        listed = [item.key for item in items(READY, outcome)]
        assert len(set(listed)) == len(listed)


def test_an_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="probably"):
        items(READY, "probably")


@pytest.mark.parametrize(
    ("review_on", "effective_on", "refused"),
    [
        (None, date(2026, 11, 25), False),  # nothing proposed yet
        (date(2027, 5, 24), None, False),  # nothing to measure from
        (date(2026, 11, 25), date(2026, 11, 25), False),  # the same day
        (date(2026, 11, 24), date(2026, 11, 25), True),  # before the order
        (date(2027, 5, 24), date(2026, 11, 25), False),  # the last day of six months
        (date(2027, 5, 25), date(2026, 11, 25), True),  # a day beyond
        (date(2027, 2, 28), date(2026, 8, 31), False),  # month end: the day that there is
        (date(2027, 3, 1), date(2026, 8, 31), True),
        (date(2026, 8, 31), date(2026, 3, 1), False),  # the first of a month
    ],
)
def test_a_review_date_lies_within_six_months_beginning_with_the_effective_day(
    review_on, effective_on, refused
):
    assert bool(review_date_faults(review_on, effective_on)) is refused


def test_a_late_review_date_is_told_the_last_day():
    (fault,) = review_date_faults(date(2027, 6, 1), date(2026, 11, 25))
    assert "on or before 24 May 2027" in fault
