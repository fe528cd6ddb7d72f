"""Counting time as the Mental Health Act 1983 counts it: months, days, weeks and hours.

Everything here is arithmetic on dates and moments and knows nothing of orders. A *day* is a
``datetime.date`` in London; an *instant* is an aware ``datetime`` in UTC, because two wall-clock
times of one zone compare wrongly in the hour that the clocks repeat.

Sources: section 2.1 of the legal basis; *Zoan v Rouamba* [2000] 1 WLR 1509 ("beginning with"
includes the day); *Dodds v Walker* [1981] 1 WLR 1027 (the corresponding date).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
DAYS_IN_A_WEEK = 7

When = TypeVar("When", date, datetime)


@dataclass(frozen=True, slots=True)
class Reading(Generic[When]):
    """A day or an instant, with what else the text could be read to mean.

    ``on`` is the reading that the application gives first. ``safe`` is the reading on which nobody
    acts without authority: the earlier one for an end or a duty, the later one for a window that
    opens and for service. ``widest`` is the reading that allows most: an event outside ``on`` but
    inside ``widest`` is one that a single reading allows. Where nothing is ``debatable`` all
    three are equal.
    """

    on: When
    safe: When
    debatable: bool
    widest: When

    @classmethod
    def certain(cls, on: When) -> Reading[When]:
        """The text leaves nothing open."""
        return cls(on, on, False, on)

    @classmethod
    def of_an_end(cls, on: When, safe: When, *, debatable: bool = False) -> Reading[When]:
        """An end or a duty: the earlier day is safe, the day given first allows most."""
        return cls(on, safe, debatable or on != safe, on)

    @classmethod
    def of_a_beginning(cls, on: When, widest: When) -> Reading[When]:
        """A window that opens, or service: the later moment is given first and is also safe."""
        return cls(on, on, on != widest, widest)

    def then(self, step: Callable[[When], Any]) -> Reading[Any]:
        """The same readings after one more step, such as "the day after" or "72 hours later"."""
        if not self.debatable:
            return Reading.certain(step(self.on))
        return Reading(step(self.on), step(self.safe), True, step(self.widest))

    def doubted(self) -> Reading[When]:
        """The same moments, following from something that only one reading allows."""
        return Reading(self.on, self.safe, True, self.widest)


def same_day_of_month(day: date, months: int) -> date | None:
    """The same day number ``months`` later (earlier if negative), or None where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > 28 and day.day > monthrange(year, month + 1)[1]:
        return None
    return date(year, month + 1, day.day)


def end_of_month(day: date, months: int = 0) -> date:
    """The last day of the month that lies ``months`` after the month of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def last_day_of_months(first_day: date, months: int) -> Reading[date]:
    """The last day of a period of ``months`` months beginning with ``first_day``.

    The first day is included, so the period ends on the day before the corresponding date. Where
    the last month has no corresponding date (29 August and six months), the last day of that month
    is given, is debatable, and the day before it is safe.
    """
    corresponding = same_day_of_month(first_day, months)
    if corresponding is not None:
        return Reading.certain(corresponding - ONE_DAY)
    last = end_of_month(first_day, months)
    return Reading.of_an_end(last, last - ONE_DAY)


def day_after_months(first_day: date, months: int) -> Reading[date]:
    """The first day on which a period of ``months`` months beginning with ``first_day`` is over."""
    return last_day_of_months(first_day, months).then(next_day)


def first_day_more_than(months: int, since: date) -> date:
    """The first day on which more than ``months`` months have passed since ``since``.

    "Since" leaves out the day itself, so the period ends with the corresponding date, or with the
    last day of a month that has none (*Dodds v Walker*): this is the day after that.
    """
    return next_day(same_day_of_month(since, months) or end_of_month(since, months))


def months_window_ending_on(last_day: date, months: int) -> Reading[date]:
    """The first day of the period of ``months`` months ending on ``last_day``, both days included.

    It is the day after the corresponding date ``months`` earlier (or after the last day of a month
    that has none). Where ``last_day`` ends its month the period may instead be read as whole
    months: the later of the two first days is given and is safe, debatable where they differ.
    """
    corresponding = same_day_of_month(last_day, -months) or end_of_month(last_day, -months)
    counted = next_day(corresponding)
    if last_day != end_of_month(last_day):
        return Reading.certain(counted)
    whole_months = next_day(end_of_month(last_day, -months))
    return Reading.of_a_beginning(max(counted, whole_months), min(counted, whole_months))


def next_day(day: date) -> date:
    """The day after."""
    return day + ONE_DAY


def last_day_of_days(first_day: date, days: int) -> date:
    """The last day of a period of ``days`` days beginning with ``first_day``."""
    return first_day + timedelta(days=days - 1)


def first_day_of_last_week(last_day: date) -> date:
    """The first day of the week that ends with ``last_day``."""
    return last_day - timedelta(days=6)


def last_day_of_week(first_day: date) -> date:
    """The last day of one week beginning with ``first_day``."""
    return last_day_of_days(first_day, DAYS_IN_A_WEEK)


def end_of_hours(begins: datetime, hours: int) -> datetime:
    """The end of ``hours`` elapsed hours beginning with an instant, in UTC.

    Weekends and holidays count; a clock change moves the time on the wall, not the length.
    """
    return begins.astimezone(UTC) + timedelta(hours=hours)


def start_of_day(day: date) -> datetime:
    """The instant at which a day begins in London (00:00; the clocks never change at midnight)."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def london_day(instant: datetime) -> date:
    """The day that an instant falls on in London."""
    return instant.astimezone(LONDON).date()
