"""Applications to the tribunal: each right, its time, and whether it is used (ss.66, 69, 77)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .calendar_words import in_words, months_in_words
from .case import Case, Order, Revival
from .events import TribunalApplication
from .periods import Reading, day_after_months, last_day_of_days, last_day_of_months
from .results import Deadline, Period
from .rules import ADMISSION_FOR_TREATMENT

ON_SECTION_2 = "66(1)(a)"
ON_SECTION_3 = "66(1)(b)"
ON_ORDER = "66(1)(ca)"
ON_REVOCATION = "66(1)(cb)"
ON_EXTENSION = "66(1)(fza)"
ON_CTO8 = "66(1)(faa)"
ON_BARRING = "66(1)(g)"

# Each report that begins a period brings a community patient a right for that period.
RIGHT_OF_REPORT = {"CTO1": ON_ORDER, "CTO7": ON_EXTENSION, "CTO8": ON_CTO8}

# Rights whose time depends on facts that are not asked for; recorded as they are stated:
# guardianship (c), transfer from it (e), renewal (f) and (fa), displaced relative (h), Part 3.
TAKEN_AS_STATED = frozenset(
    (
        "66(1)(c)",
        "66(1)(e)",
        "66(1)(f)",
        "66(1)(fa)",
        "66(1)(h)",
        "69(1)(a)",
        "69(1)(b)",
    )
)

SECTION_2_DAYS = 14  # s.66(2)(a)
SECTION_3_MONTHS = 6  # s.66(2)(b)
BARRING_DAYS = 28  # s.66(2)(d)
PART_3_DELAY_MONTHS = 6  # s.69


@dataclass(frozen=True, slots=True)
class Right:
    """A right to apply to the tribunal and its time; ``opens`` None where a date is unknown.

    ``first_day`` is that of the period that the right belongs to.
    """

    section: str
    first_day: date
    opens: Reading[date] | None
    closes: Reading[date]
    working: str

    def holds(self, day: date) -> bool:
        """Whether a day lies in the right's period, on any reading."""
        return self.first_day <= day <= self.closes.widest

    def used_by(self, application: TribunalApplication) -> bool:
        """Whether an application is made by this right."""
        return application.section == self.section and self.holds(application.on)


def tribunal_application(case: Case, event: TribunalApplication) -> list[str]:
    """An application, perhaps withdrawn later; one in each period (s.77(2))."""
    reasons = []
    if event.withdrawn is not None and event.withdrawn < event.on:
        reasons.append(
            f"Withdrawn on {in_words(event.withdrawn)}, before it was made on {in_words(event.on)}"
        )
    reasons += _reasons_by_right(case, event)
    if not reasons:
        case.applications.append(event)
    return reasons


def _reasons_by_right(case: Case, event: TribunalApplication) -> list[str]:
    if event.section in TAKEN_AS_STATED:
        return []
    rights = [right for right in all_rights(case) if right.section == event.section]
    if not rights:
        return [f"There was no right to apply under section {event.section}"]
    right = next((right for right in rights if right.holds(event.on)), None)
    if right is None:
        return [_outside(event, rights[-1])]
    if right.opens is not None and event.on < right.opens.widest:
        return [_outside(event, right)]
    if event.section == ON_SECTION_3 and _on_an_order(case, event.on):
        return ["A patient on an order has no right to apply under section 66(1)(b) (s.66(2A))"]
    if event.section in RIGHT_OF_REPORT.values():
        _, reasons = case.order_in_force(event.moment)
        if reasons:
            return reasons
    if any(right.used_by(one) and not _freed(one, event.on) for one in case.applications):
        return ["Only one application may be made in each period (s.77(2))"]
    return []


def _outside(event: TribunalApplication, right: Right) -> str:
    opens = right.first_day if right.opens is None else right.opens.widest
    return (
        f"Applied on {in_words(event.on)}, outside the time from {in_words(opens)} to "
        f"{in_words(right.closes.widest)}"
    )


def _on_an_order(case: Case, day: date) -> bool:
    order = case.order
    return order is not None and order.ending is None and day <= order.ends().when.on


def _freed(application: TribunalApplication, by: date) -> bool:
    return application.withdrawn is not None and application.withdrawn <= by


def all_rights(case: Case) -> Iterator[Right]:
    """Every right with a time of its own that the facts and events so far have brought."""
    order = case.order
    if order is not None:
        yield from (right_of_period(case, order, period) for period in order.periods)
    yield from (right_on_revocation(case, revival) for revival in case.revivals)
    yield from _rights_in_detention(case)
    for bar in case.bars:
        first = bar.informed or bar.first_day
        until = last_day_of_days(first, BARRING_DAYS) if bar.informed else bar.last.when.on
        yield _plain_right(ON_BARRING, first, Reading.certain(until))


def _rights_in_detention(case: Case) -> Iterator[Right]:
    facts = case.facts
    if facts.section_2_admission is not None:
        first = facts.section_2_admission
        last = Reading.certain(last_day_of_days(first, SECTION_2_DAYS))
        yield _plain_right(ON_SECTION_2, first, last)
    else:
        yield _plain_right(ON_SECTION_2, date.min, Reading.certain(date.max))
    if facts.section != ADMISSION_FOR_TREATMENT:
        return
    if facts.treatment_admission is not None:
        first = facts.treatment_admission
        yield _plain_right(ON_SECTION_3, first, last_day_of_months(first, SECTION_3_MONTHS))
    else:
        yield _plain_right(ON_SECTION_3, date.min, Reading.certain(date.max))


def _plain_right(section: str, first: date, last: Reading[date]) -> Right:
    return Right(section, first, Reading.certain(first), last, "")


def right_of_period(case: Case, order: Order, period: Period) -> Right:
    """The patient's right in the first six months, or in an extension (s.66(2)(ca), (fza))."""
    section = RIGHT_OF_REPORT[period.report]
    if section != ON_ORDER:
        working = f"The extension from {in_words(period.first_day)}"
        opens = Reading.certain(period.first_day)
        if period.doubtful:
            opens = opens.doubted()
            working += ", which only one reading allows"
        return Right(section, period.first_day, opens, period.last, working)
    return _right_of_six_months(case, section, order.made.day, "the order was made")


def right_on_revocation(case: Case, revival: Revival) -> Right:
    """The patient's right after revocation (s.66(2)(cb))."""
    right = _right_of_six_months(case, ON_REVOCATION, revival.day, "the order was revoked")
    if not revival.doubtful:
        return right
    return replace(
        right,
        opens=right.opens and right.opens.doubted(),
        closes=right.closes.doubted(),
        working=right.working + "; only one reading allows the revocation",
    )


def _right_of_six_months(case: Case, section: str, day: date, what: str) -> Right:
    months = case.law_on(day).application_months
    closes = last_day_of_months(day, months)
    working = f"{months_in_words(months)} beginning with {in_words(day)}, the day {what}"
    opens: Reading[date] | None = Reading.certain(day)
    if case.facts.under_part_3:
        opens, delay = _after_first_six_months(case.facts.treatment_admission, day)
        working += delay
    return Right(section, day, opens, closes, working)


def _after_first_six_months(admission: date | None, day: date) -> tuple[Reading[date] | None, str]:
    """Part 3: not in the first six months of the hospital order or direction (s.69)."""
    if admission is None:
        return None, ""
    allowed = day_after_months(admission, PART_3_DELAY_MONTHS)
    if allowed.on <= day:
        return Reading.certain(day), ""
    opens = Reading.of_a_beginning(allowed.on, max(allowed.safe, day))
    return opens, (
        f", but not in the 6 months beginning with {in_words(admission)}, the day of the hospital "
        "order or direction (s.69)"
    )


def deadlines(case: Case, order: Order, as_of: date) -> Iterator[tuple[str, Deadline[date]]]:
    """The patient's current right: of the period that holds ``as_of``, unless it is used.

    A right that an order brings ends with the order, where that ends before its time (s.20B).
    """
    if case.revival is None and as_of > order.ends().when.on:
        return
    right = next((right for right in _current_rights(case, order) if right.holds(as_of)), None)
    if right is None or right.opens is None or right.opens.on > right.closes.on:
        return
    used = any(right.used_by(one) and one.withdrawn is None for one in case.applications)
    if not used:
        source = f"s.{right.section}"
        yield "application_window_opens", Deadline(right.opens, source, right.working)
        yield "application_window_closes", Deadline(right.closes, source, right.working)


def _current_rights(case: Case, order: Order) -> Iterator[Right]:
    if case.revival is not None:
        yield right_on_revocation(case, case.revival)
    else:
        yield from (right_of_period(case, order, period) for period in order.periods)
