"""The managers' duty to refer the case to the tribunal (s.68)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .absence import AbsenceSpell, spells
from .applications import ON_BARRING, ON_ORDER, ON_REVOCATION, ON_SECTION_3
from .calendar_words import in_words, months_in_words
from .case import Case, Order, Revival
from .periods import Reading, first_day_more_than, last_day_of_months, next_day, same_day_of_month
from .results import Deadline, Status
from .rules import RuleSet

# Applications that make the six-month reference unnecessary (s.68(3)); one on s.2 does not.
COUNTED = frozenset((ON_SECTION_3, ON_ORDER, ON_REVOCATION, "66(1)(e)", ON_BARRING, "66(1)(h)"))
ADULT_MONTHS = 18 * 12


def deadlines(case: Case, order: Order) -> Iterator[tuple[str, Deadline[date]]]:
    """The three references that apply."""
    revival = _revival_still_to_refer(case)
    if revival is not None:
        yield "reference_after_revocation", after_revocation(revival)
    found = six_month_reference(case, order)
    if found is not None:
        yield "reference_six_months", found
    found = long_stop(case, order)
    if found is not None:
        yield "reference_long_stop", found


def _revival_still_to_refer(case: Case) -> Revival | None:
    """The revocation to be referred; a new order does not end that duty (*PS v Camden*)."""
    last_ended = case.orders[-2:] if case.revival is None else case.orders[-1:]
    ending = last_ended[0].ending if last_ended else None
    if ending is None or ending.status is not Status.REVOKED or not case.revivals[-1].referred:
        return None
    return case.revivals[-1]


def after_revocation(revival: Revival) -> Deadline[date]:
    """As soon as possible after revocation, for every patient (s.68(7))."""
    working = f"As soon as possible after revocation on {in_words(revival.day)}"
    on = Reading.certain(revival.day)
    if revival.doubtful:
        on = on.doubted()
        working += ", which only one reading allows"
    return Deadline(on, "s.68(7)", working)


def applicable_day(case: Case, order: Order) -> tuple[date | None, str]:
    """The day that the six months begin with, and what it is (s.68(5)); None where unknown.

    The day of the s.3 admission, or of the s.2 admission that it followed: not that of the order.
    None for Part 3 patients, to whom the duty does not apply (Sch 1 Pt 1 para 10).
    """
    facts = case.facts
    if facts.under_part_3:
        return None, ""
    if order.law.reference_counts_from == "order":
        return order.made.day, "the day of the order"
    first, treatment = facts.section_2_admission, facts.treatment_admission
    if first is not None and (treatment is None or first <= treatment):
        return first, "the day of admission under section 2"
    return treatment, "the day of admission under section 3"


def six_month_reference(case: Case, order: Order) -> Deadline[date] | None:
    """The day after six months beginning with the applicable day (s.68(2)-(5))."""
    first_day, what = applicable_day(case, order)
    if first_day is None:
        return None
    months = order.law.reference_months
    last = last_day_of_months(first_day, months)
    counted = [
        one
        for one in case.applications
        if one.section in COUNTED and first_day <= one.on <= last.on
    ]
    if any(one.withdrawn is None for one in counted):
        return None
    if any(one.referred and first_day <= one.day <= last.on for one in case.revivals):
        return None
    due = last.then(next_day)
    working = (
        f"The day after {months_in_words(months)} beginning with {in_words(first_day)}, {what}"
    )
    withdrawn = max((one.withdrawn for one in counted if one.withdrawn), default=first_day)
    if withdrawn > last.on:
        due = Reading.certain(withdrawn)
        working += f"; an application in that time was withdrawn on {in_words(withdrawn)}"
    return _postponed_by_absence(order, Deadline(due, "s.68(2)-(5)", working))


def long_stop(case: Case, order: Order) -> Deadline[date] | None:
    """The first day on which more than three years have passed without the tribunal (s.68(6)).

    One year for a patient who is under 18 on the day that the year has passed.
    """
    since, what, sure = _last_considered(case)
    if since is None:
        return None
    months = _long_stop_months(since, case.facts.date_of_birth, order.law)
    due = Reading.certain(first_day_more_than(months, since))
    working = f"More than {months_in_words(months)} after {in_words(since)}, {what}"
    return _postponed_by_absence(
        order, Deadline(due if sure else due.doubted(), "s.68(6)", working)
    )


def _last_considered(case: Case) -> tuple[date | None, str, bool]:
    """The day to count from, what it is, and whether that is sure."""
    if case.considered_on:
        return max(case.considered_on), "when the tribunal last considered the case", True
    if case.facts.under_part_3:
        admission = case.facts.treatment_admission
        what = "the day of the hospital order or direction; the tribunal never considered the case"
        return admission, what, False
    return None, "", True


def _long_stop_months(since: date, born: date | None, law: RuleSet) -> int:
    """Without a date of birth the patient counts as an adult."""
    short = law.long_stop_months_under_18
    if born is not None and first_day_more_than(short, since) < adult_on(born):
        return short
    return law.long_stop_months


def adult_on(born: date) -> date:
    """The eighteenth birthday; 1 March for somebody born on 29 February."""
    return same_day_of_month(born, ADULT_MONTHS) or date(born.year + 18, 3, 1)


def _postponed_by_absence(order: Order, due: Deadline[date]) -> Deadline[date] | None:
    """A reference due on a day of absence waits for the return (s.21(3)); None while absent.

    Each reading waits by itself: a duty that arose before the absence began waits for nothing. What
    made the day debatable still does.
    """
    when = due.when
    on, safe = _absence_on(order, when.on), _absence_on(order, when.safe)
    if on is None:
        return due
    if on.returned is None:
        return None
    day = on.returned.day
    earlier = day if safe is on and not on.doubtful else when.safe
    doubted = on.in_doubt or (when.debatable and when.on == when.safe)
    working = f"{due.working}; the patient was absent then and returned on {in_words(day)}"
    waits = Reading.of_an_end(day, earlier, debatable=doubted)
    return Deadline(waits, "s.68, s.21(3)", working)


def _absence_on(order: Order, day: date) -> AbsenceSpell | None:
    return next((spell for spell in spells(order) if spell.covers(day)), None)
