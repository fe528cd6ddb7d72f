"""A moment as people give it: a day, or a time on a day; and the strict reading of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .periods import LONDON, london_day, start_of_day

LAST_DAY = date(2100, 12, 31)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)?"
)
_DAY_EXAMPLE = "a date such as 2026-10-20"
_TIME_EXAMPLE = "a date and time such as 2026-10-20T11:00:00+01:00"


class NotWellFormed(ValueError):
    """Facts that cannot be read. ``field`` is where, such as "events[2].at"; one line of text."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in London, with its time where one was given.

    ``instant`` is that time in UTC; for a bare day, 00:00 of the day in London.
    """

    day: date
    instant: datetime
    has_time: bool

    @classmethod
    def of_day(cls, day: date) -> Moment:
        """The whole of a day."""
        return cls(day, start_of_day(day), False)

    @classmethod
    def at(cls, instant: datetime) -> Moment:
        """An aware instant."""
        return cls(london_day(instant), instant.astimezone(UTC), True)

    def as_json(self) -> str:
        """The text that reads back as this moment."""
        return iso(self.instant) if self.has_time else self.day.isoformat()


def iso(instant: datetime) -> str:
    """An instant as ISO 8601 with the offset of London."""
    return instant.astimezone(LONDON).isoformat()


def read_moment(value: object, field: str, *, earliest: date) -> Moment:
    """A bare date or a time, from ``earliest`` to the end of 2100, both by the London day."""
    if isinstance(value, str) and _TIME.fullmatch(value):
        return read_time(value, field, earliest=earliest)
    return Moment.of_day(read_day(value, field, earliest=earliest, or_time=True))


def read_day(value: object, field: str, *, earliest: date, or_time: bool = False) -> date:
    """A bare date; ``or_time`` only widens what the error asks for."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        wanted = f"{_DAY_EXAMPLE}, or {_TIME_EXAMPLE}" if or_time else _DAY_EXAMPLE
        raise NotWellFormed(field, f"give {wanted}")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise NotWellFormed(field, f"there is no day {value}") from None
    return _in_range(day, field, earliest)


def read_time(value: object, field: str, *, earliest: date) -> Moment:
    """A date and time; without an offset it is London's, in the repeated hour the earlier."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise NotWellFormed(field, f"give {_TIME_EXAMPLE}")
    try:
        given = datetime.fromisoformat(value)
    except ValueError:
        raise NotWellFormed(field, f"there is no time {value}") from None
    # Before any conversion, which would overflow at the ends of the calendar; a day to spare.
    if not earliest.year - 1 <= given.year <= LAST_DAY.year + 1:
        _in_range(given.date(), field, earliest)
    instant = given.astimezone(UTC) if given.tzinfo else _london_instant(given, value, field)
    _in_range(london_day(instant), field, earliest)
    return Moment.at(instant)


def _london_instant(given: datetime, value: str, field: str) -> datetime:
    instant = given.replace(tzinfo=LONDON).astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != given:
        raise NotWellFormed(field, f"there is no time {value} in London: the clocks went forward")
    return instant


def _in_range(day: date, field: str, earliest: date) -> date:
    if not earliest <= day <= LAST_DAY:
        raise NotWellFormed(field, f"give a date from {earliest} to {LAST_DAY}")
    return day
