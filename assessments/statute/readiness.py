"""What is still missing before a decision can be signed, each item with its source and its place.

Three weights, and no more. ``blocks_made``: an order cannot be decided on without it.
``blocks_any``: no record of any outcome can be sealed without it. ``worth_a_look``: everything
else, which never blocks, because a team may have good reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .criteria import CRITERIA_SETS, MET, Criterion, criteria_on
from .readiness_checks import FOR_ANY, FOR_MORE_INFORMATION
from .readiness_facts import ConditionFacts, Facts, Named, Unprintable
from .readiness_item import BLOCKS_ANY, BLOCKS_MADE, WEIGHTS, WORTH_A_LOOK, Item
from .readiness_look import review_date_faults, worth_a_look
from .sections import reasons_no_order_can_follow
from .signatures import MADE, MORE_INFORMATION, OUTCOMES, faults_in_order

__all__ = [
    "BLOCKS_ANY",
    "BLOCKS_MADE",
    "WEIGHTS",
    "WORTH_A_LOOK",
    "ConditionFacts",
    "Facts",
    "Item",
    "Named",
    "Unprintable",
    "blocking",
    "items",
    "review_date_faults",
]


def items(facts: Facts, outcome: str = "") -> tuple[Item, ...]:
    """Every item that counts for this outcome, done or not, what blocks first.

    ``outcome`` is ``made``, ``not_made`` or ``more_information``; empty while it is open, when
    the items for "made" are listed too, so that the team sees what an order would need.
    """
    if outcome and outcome not in OUTCOMES:
        raise ValueError(f"Unknown outcome {outcome!r}")
    found = list(_for_any(facts))
    if outcome in ("", MADE):
        found += _for_made(facts)
    if outcome == MORE_INFORMATION:
        found += [check.item(facts) for check in FOR_MORE_INFORMATION]
    found += worth_a_look(facts, outcome)
    return tuple(found)


def blocking(found: Iterable[Item], outcome: str) -> tuple[Item, ...]:
    """The items that stand in the way of sealing this outcome; empty means none does."""
    weights = {BLOCKS_ANY, BLOCKS_MADE} if outcome == MADE else {BLOCKS_ANY}
    return tuple(item for item in found if not item.done and item.weight in weights)


def _for_any(facts: Facts) -> Iterator[Item]:
    yield from (check.item(facts) for check in FOR_ANY)
    if facts.put_forward is not None:
        yield _content(facts.put_forward.content == facts.content)
    for text in facts.unprintable:
        yield Item(
            f"unprintable:{text.field}",
            BLOCKS_ANY,
            False,
            "Text that can be printed",
            f"Replace {text.characters}: the record's fonts cannot print it.",
            "Complete record",
            text.field,
        )
    for field in facts.too_long:
        yield Item(
            f"too_long:{field}",
            BLOCKS_ANY,
            False,
            "Words that can be printed",
            "Put spaces into the longest word: the record cannot print a word of more than 10,000 "
            "characters.",
            "Complete record",
            field,
        )


def _content(unchanged: bool) -> Item:
    """Names, roles, teams and the edition of the rules change outside the assessment too."""
    return Item(
        "signatures.content",
        BLOCKS_ANY,
        unchanged,
        "Still as it was put forward",
        "Return it to the team and put it forward again: a name, a role, a team or the edition of "
        "the rules changed after it was signed.",
        "s.17A(1), (4)",
        "signatures.content",
    )


def _for_made(facts: Facts) -> Iterator[Item]:
    yield from _detention(facts)
    yield from _people(facts)
    for criterion in _criteria(facts):
        yield _criterion(facts, criterion)
    for condition in facts.conditions:
        yield from _condition(condition)
    yield from _statement(facts)
    faults = faults_in_order(facts.put_forward, facts.statement)
    yield Item(
        "signatures.order",
        BLOCKS_MADE,
        not faults,
        "Signatures in order",
        " ".join(faults) or "Put forward, then state, then seal, on the same content.",
        "s.17A(1), (4)",
        "signatures",
    )


def _criteria(facts: Facts) -> tuple[Criterion, ...]:
    """Chosen by the day the order takes effect; the oldest where that day is missing or before."""
    oldest = CRITERIA_SETS[0].first_day
    return criteria_on(max(facts.effective_on or oldest, oldest)).criteria


def _detention(facts: Facts) -> Iterator[Item]:
    sentence, where = _why_not_liable(facts)
    yield Item(
        "liable_to_detention",
        BLOCKS_MADE,
        not sentence,
        "Liable to be detained on the effective day",
        sentence or "Section 3 or an unrestricted Part 3 power covers the effective day.",
        "s.17A(1)-(2); Sch 1 Pt 1",
        where,
    )
    yield Item(
        "not_restricted",
        BLOCKS_MADE,
        not facts.is_restricted,
        "No restrictions in force",
        "Decide on another outcome, or wait until the restrictions have ended: a restricted "
        "patient cannot be placed on an order.",
        "Sch 1 Pt 2",
        "patient.restricted",
    )


def _why_not_liable(facts: Facts) -> tuple[str, str]:
    """What is missing, empty if nothing, and the field that mends it."""
    reasons = reasons_no_order_can_follow(facts.section)
    if reasons:
        return reasons[0], "patient.section"
    if facts.effective_on is None:
        return "Enter the day on which the order is meant to take effect.", "decision.effective_on"
    if facts.detention_from is None or facts.detention_until is None:
        return "Enter the first and the last day of the section.", "patient.detention"
    if not facts.detention_from <= facts.effective_on <= facts.detention_until:
        return (
            "Change the effective day, or correct the dates of the section: the person is not "
            "liable to be detained on that day.",
            "decision.effective_on",
        )
    return "", "patient.section"


def _people(facts: Facts) -> Iterator[Item]:
    rc, amhp = facts.rc, facts.amhp
    yield Item(
        "rc.approved",
        BLOCKS_MADE,
        bool(rc and rc.is_approved_clinician),
        "Responsible clinician is an approved clinician",
        "Name a responsible clinician who is an approved clinician.",
        "s.17A(4)(a), s.34(1)",
        "patient.responsible_clinician",
    )
    yield Item(
        "rc.of_this_person",
        BLOCKS_MADE,
        bool(rc and rc.is_responsible_clinician),
        "Responsible clinician of this person",
        "Ask this person's responsible clinician to decide, or record who that is.",
        "s.17A(1), (4)(a)",
        "patient.responsible_clinician",
    )
    yield Item(
        "rc.is_not_amhp",
        BLOCKS_MADE,
        not (rc and amhp and rc.id == amhp.id),
        "Two different people",
        "Name another approved mental health professional: they must not be the responsible "
        "clinician.",
        "s.17A(4)",
        "patient.amhp",
    )
    yield Item(
        "amhp.approved",
        BLOCKS_MADE,
        bool(amhp and amhp.is_amhp),
        "Approved mental health professional is approved",
        "Name an approved mental health professional (AMHP).",
        "s.17A(4)(b), s.114(1)",
        "patient.amhp",
    )


def _criterion(facts: Facts, criterion: Criterion) -> Item:
    finding, reasons = facts.findings.get(criterion.key, ("", ""))
    if finding != MET:
        sentence = f"Find whether criterion ({criterion.letter}) is met: {criterion.title}."
    else:
        sentence = f"Write the reasons for criterion ({criterion.letter}): {criterion.title}."
    return Item(
        f"criterion.{criterion.key}",
        BLOCKS_MADE,
        finding == MET and bool(reasons.strip()),
        criterion.title,
        sentence,
        criterion.source,
        f"decision.{criterion.key}",
    )


def _condition(condition: ConditionFacts) -> Iterator[Item]:
    field = f"condition:{condition.id}"
    yield Item(
        f"{field}.purpose",
        BLOCKS_MADE,
        bool(condition.purposes),
        f"Purpose of {condition.label}",
        f"Select the purpose of {condition.label}, or leave the condition out.",
        "s.17B(2)",
        field,
    )
    yield Item(
        f"{field}.rationale",
        BLOCKS_MADE,
        bool(condition.rationale.strip()),
        f"Reasons for {condition.label}",
        f"Write why {condition.label} is necessary or appropriate.",
        "s.17B(2)",
        field,
    )


def _statement(facts: Facts) -> Iterator[Item]:
    statement = facts.statement
    yield _answer(
        "criteria",
        statement.criteria_met if statement else None,
        "AMHP agrees that the criteria are met",
        "that all five criteria are met",
        "s.17A(4)(b)(i)",
    )
    yield _answer(
        "appropriate",
        statement.order_appropriate if statement else None,
        "AMHP finds the order appropriate",
        "that it is appropriate to make the order",
        "s.17A(4)(b)(ii)",
    )
    for condition in facts.conditions:
        yield _answer(
            f"condition:{condition.id}",
            statement.conditions.get(condition.id) if statement else None,
            f"AMHP agrees to {condition.label}",
            f"to {condition.label}",
            "s.17B(2)",
        )


def _answer(key: str, answer: bool | None, title: str, what: str, source: str) -> Item:
    if answer is None:
        sentence = f"Ask the AMHP to say whether they agree {what}."
    else:
        sentence = (
            f"Take it back to the team, or decide not to make the order: the AMHP does not agree "
            f"{what}."
        )
    return Item(
        f"statement.{key}", BLOCKS_MADE, answer is True, title, sentence, source, "statement"
    )
