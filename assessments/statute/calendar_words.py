"""Days and moments in the words that reasons and workings use: "20 October 2026"."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from .periods import LONDON

# The standard library's names follow the machine's language; these do not.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=4096)
def in_words(day: date) -> str:
    """A day, such as "20 October 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date) -> str:
    """A day with its weekday, such as "Friday 20 November 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {in_words(day)}"


def moment_in_words(instant: datetime) -> str:
    """An instant by the London clock, such as "10:00 on Friday 29 October 2027"; in the hour that
    the clocks repeat "01:10 (winter time) on Sunday 25 October 2026".
    """
    local = instant.astimezone(LONDON)
    seconds = f":{local.second:02}" if local.second else ""
    which = ""
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        which = " (winter time)" if local.fold else " (summer time)"
    return f"{local.hour:02}:{local.minute:02}{seconds}{which} on {with_weekday(local.date())}"


def months_in_words(months: int) -> str:
    """A number of months as the Act says it: "6 months", "1 year"."""
    number, unit = (months, "month") if months % 12 else (months // 12, "year")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
