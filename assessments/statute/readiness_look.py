"""What is worth a look before signing. Nothing here ever blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .periods import last_day_of_months
from .readiness_checks import (
    CONSULTATIONS,
    INTERPRETER,
    MEETING_WITH_AMHP,
    PAPER,
    PERSON,
    REFLECTION,
    STAGE_1,
    STAGE_2,
    STAGE_3,
    TALKS,
    TEAM,
    VICTIMS,
)
from .readiness_facts import Facts, Named
from .readiness_item import WORTH_A_LOOK, Item
from .sections import power
from .signatures import MADE, NOT_MADE

REVIEW_MONTHS = 6


def review_date_faults(review_on: date | None, effective_on: date | None) -> tuple[str, ...]:
    """Why a proposed review date will not do, as instructions; empty means that it will.

    At most six months beginning with the day on which the order takes effect (Figure 1, Stage 3).
    Without a review date, or without an effective day to measure from, nothing is wrong with it.
    """
    if review_on is None or effective_on is None:
        return ()
    if review_on < effective_on:
        return ("Enter a review date on or after the day on which the order takes effect.",)
    latest = last_day_of_months(effective_on, REVIEW_MONTHS).on
    if review_on > latest:
        return (
            f"Enter a review date on or before {latest.day} {latest:%B %Y}, six months beginning "
            "with the day on which the order takes effect.",
        )
    return ()


def worth_a_look(facts: Facts, outcome: str) -> Iterator[Item]:
    """The items for this outcome (empty while it is open), done or not."""
    yield from _factors(facts)
    yield from _talks(facts)
    yield from _consultations(facts)
    yield from _team(facts)
    yield from _person(facts)
    if outcome in ("", MADE):
        yield from _order(facts)
    else:
        yield _look(
            "statement.given",
            facts.statement is not None,
            "AMHP's statement",
            "Invite the AMHP to state. If they do not, the record prints that none was given.",
            f"{PAPER}, Box 2; s.17A(4)(b)",
            "statement",
        )
    if outcome == NOT_MADE:
        yield from _instead(facts)


def _look(key: str, done: bool, title: str, sentence: str, source: str, field: str) -> Item:
    return Item(key, WORTH_A_LOOK, done, title, sentence, source, field)


def _factors(facts: Facts) -> Iterator[Item]:
    for factor in facts.untouched:
        yield _look(
            f"factor:{factor.key}",
            False,
            factor.title,
            f"Record something under “{factor.title}”, or that it is not known, was not discussed "
            "or was declined.",
            f"{PAPER}, Figure 1",
            f"factor:{factor.key}",
        )
    for factor in facts.one_sided:
        yield _look(
            f"perspective:{factor.key}",
            False,
            f"{factor.title}, both perspectives",
            f"Record “{factor.title}” from the other side too: the person's view and the "
            "professionals' view.",
            STAGE_1,
            f"factor:{factor.key}",
        )
    for option in facts.options_unweighed:
        yield _look(
            f"option:{option.key}",
            False,
            option.title,
            f"Write what speaks for and against: {option.title}.",
            f"{PAPER}, Box 3",
            f"option:{option.key}",
        )


def _talks(facts: Facts) -> Iterator[Item]:
    yield from (check.item(facts) for check in TALKS)
    for factor in facts.interview_unnamed:
        yield _look(
            f"interview.named:{factor.key}",
            False,
            f"Interview behind “{factor.title}”",
            "Choose the interview at which this was said.",
            STAGE_3,
            f"factor:{factor.key}",
        )
    if facts.interpreter_needed:
        yield INTERPRETER.item(facts)


def _consultations(facts: Facts) -> Iterator[Item]:
    yield from (check.item(facts) for check in CONSULTATIONS)
    if facts.meeting_held:
        yield MEETING_WITH_AMHP.item(facts)


def _team(facts: Facts) -> Iterator[Item]:
    for title in facts.roles_missing:
        yield _look(
            f"role:{title}",
            False,
            title,
            f"Name who was there as: {title}. The record prints which role was missing.",
            STAGE_1,
            "patient.roles",
        )
    for name in facts.views_missing:
        yield _look(
            f"view:{name}",
            False,
            f"View of {name}",
            f"Ask {name} for their own view.",
            REFLECTION,
            "views",
        )
    yield _views(facts)
    if facts.notes_unconfirmed:
        yield _notes(facts.notes_unconfirmed)
    yield from (check.item(facts) for check in TEAM)


def _views(facts: Facts) -> Item:
    """What nobody has revealed is in no record: whoever differs may be among them."""
    title = "Views shown to each other"
    sentence = "Reveal the members' views, so that those who differ are heard."
    if facts.views_given and not facts.views_revealed:
        waiting = "1 view is" if facts.views_given == 1 else f"{facts.views_given} views are"
        title = f"{waiting} not revealed yet"
        sentence = (
            "Ask the chair to reveal the members' views, so that those who differ are heard: what "
            "is not revealed does not stand in the record."
        )
    return _look("views.revealed", facts.views_revealed, title, sentence, REFLECTION, "views")


def _notes(waiting: tuple[Named, ...]) -> Item:
    """What was typed for a colleague counts as theirs once they say so."""
    one = len(waiting) == 1
    title = "1 note is not confirmed by its owner"
    if not one:
        title = f"{len(waiting)} notes are not confirmed by their owners"
    names = "; ".join(dict.fromkeys(note.title for note in waiting))
    sentence = f"Ask them to confirm or change what was typed for them: {names}."
    return _look("notes.confirmed", False, title, sentence, REFLECTION, f"factor:{waiting[0].key}")


def _person(facts: Facts) -> Iterator[Item]:
    yield from (check.item(facts) for check in PERSON)
    if facts.section and power(facts.section).is_part_3:
        yield VICTIMS.item(facts)


def _order(facts: Facts) -> Iterator[Item]:
    day, today = facts.effective_on, facts.signing_on
    if day is not None and today is not None:
        yield _look(
            "effective_on.ahead",
            today <= day,
            "Effective day not yet past",
            f"Read the effective day again: {day.day} {day:%B %Y} is past, and nothing takes "
            "effect before it is signed.",
            "s.17A(1), (4); s.20A(1)",
            "decision.effective_on",
        )
    faults = review_date_faults(facts.review_on, facts.effective_on)
    yield _look(
        "review_date",
        facts.review_on is not None and not faults,
        "Review date",
        " ".join(faults) or "Enter a proposed review date, at most six months ahead.",
        STAGE_3,
        "decision.review_on",
    )
    yield _look(
        "first_medication",
        facts.first_medication_on is not None,
        "Date of first medication",
        "Enter the date of first medication: a certificate for treatment is timed by it.",
        "s.64B(4), s.58(1)(b)",
        "patient.first_medication_on",
    )
    for condition in facts.conditions:
        yield _look(
            f"condition:{condition.id}.wording",
            condition.comments == 0,
            f"Wording of {condition.label}",
            f"Read the comments on the wording of {condition.label}.",
            f"{PAPER}, Box 1; s.17B",
            f"condition:{condition.id}",
        )
        yield _look(
            f"condition:{condition.id}.weighed",
            condition.weighed,
            f"Benefit and enforcement of {condition.label}",
            f"Record how far {condition.label} is beneficial and enforceable, the support offered "
            "and the person's view.",
            STAGE_2,
            f"condition:{condition.id}",
        )


def _instead(facts: Facts) -> Iterator[Item]:
    yield _look(
        "instead",
        bool(facts.instead.strip()),
        "What happens instead",
        "Say what happens instead of an order.",
        STAGE_3,
        "decision.instead",
    )
    # The duty is not owed for restricted patients (Sch 1 Pt 2).
    if facts.instead != "leave" or facts.is_restricted:
        return
    yield _look(
        "leave_length",
        facts.leave_over_7_days is not None,
        "Length of leave",
        "Say whether leave is for more than 7 days in a row, or without an end.",
        "s.17(2A)-(2B)",
        "decision.leave_over_7_days",
    )
    if facts.leave_over_7_days:
        yield _look(
            "leave_duty",
            facts.order_considered_before_leave,
            "An order was considered before leave",
            "Record that the responsible clinician considered an order before granting leave of "
            "more than 7 days. It is a duty to consider, not to prefer.",
            "s.17(2A)-(2B)",
            "decision.order_considered",
        )
