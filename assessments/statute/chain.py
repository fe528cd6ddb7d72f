"""The chain of an order's periods: six months, six months, then a year at a time (s.20A)."""

from __future__ import annotations

from datetime import date

from .calendar_words import in_words, months_in_words
from .case import Order
from .periods import Reading, last_day_of_months, next_day
from .results import Period
from .rules import RuleSet


def first_period(first_day: date, law: RuleSet) -> Period:
    """Six months beginning with the day on which the order was made (s.20A(1))."""
    last = last_day_of_months(first_day, law.first_period_months)
    return Period(
        kind="first",
        report="CTO1",
        first_day=first_day,
        months=law.first_period_months,
        counted=last,
        last=last,
        source="s.20A(1)",
        working=_length(law.first_period_months, first_day) + month_end_note(last),
    )


def following_period(order: Order, *, report: str, sure: bool) -> Period:
    """The next extension: from the last one's expiry, six months and then a year at a time.

    Counting from the expiry ("from its expiration", s.20A(3)) and from the origin can differ by up
    to three days; the earlier is safe. After an extension that only one reading allows (not
    ``sure``) the safe day is that of the order without it.
    """
    first_day = next_day(order.period.last.on)
    months = order.law.extension_months(len(order.periods) - 1)
    from_expiry = last_day_of_months(first_day, months)
    safe, why = from_expiry.safe, month_end_note(from_expiry)
    from_origin = last_day_of_months(
        order.made.day, months + sum(period.months for period in order.periods)
    )
    if from_origin.safe < safe:
        safe = from_origin.safe
        why = (
            f"; counted instead from {in_words(order.made.day)}, the day the order was made, "
            f"the safe last day is {in_words(safe)}"
        )
    counted = last = Reading.of_an_end(from_expiry.on, safe)
    if not sure:
        safe = order.ends().when.safe
        why = (
            "; only one reading of the window allows this extension, and without it the order "
            f"ends on {in_words(safe)}"
        )
        last = Reading.of_an_end(from_expiry.on, safe, debatable=True)
    return Period(
        kind="extension",
        report=report,
        first_day=first_day,
        months=months,
        counted=counted,
        last=last,
        source="s.20A(3)" if report == "CTO7" else "s.21B(6A), s.20A(3)",
        working=_length(months, first_day) + ", the day after the period before it ended" + why,
        doubtful=not sure,
    )


def _length(months: int, first_day: date) -> str:
    return f"{months_in_words(months)} beginning with {in_words(first_day)}"


def month_end_note(last: Reading[date]) -> str:
    """Why the last day of a number of months is debatable, or nothing."""
    if not last.debatable:
        return ""
    return (
        f"; the month that it ends in has no such day, so it ends with {in_words(last.on)}, the "
        f"last of that month, and {in_words(last.safe)} is safe"
    )
