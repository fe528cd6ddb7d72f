"""Business days, which the regulations count where a notice is posted or e-mailed.

England: not a Saturday, Sunday or bank holiday, and bank holiday there *includes* New Year's Day,
Good Friday, Easter Monday, Christmas Day and Boxing Day (SI 2008/1184 reg 2). Wales: a bank holiday
*under the Banking and Financial Dealings Act 1971* (SI 2008/2439 reg 2), whose list for England and
Wales leaves out Good Friday and Christmas Day, holidays at common law. So both days are debatable
in Wales; they are taken as holidays there too, which makes service later and is safe.

The dates come from the library ``holidays``, imported only when something was posted, because that
takes half a second; ``ADDED`` and ``STRUCK_OUT`` are this project's own word and win over it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from .periods import ONE_DAY, Reading

# Proclaimed or substitute days that the library does not know, each with its reason.
ADDED: dict[date, str] = {
    date(2101, 1, 3): "New Year's Day falls on a Saturday; the library ends with 2100",
}
# Days that the library has and no proclamation made.
STRUCK_OUT: frozenset[date] = frozenset()

SATURDAY = 5


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England and Wales in a year (they are the same days), by name."""
    from holidays import country_holidays

    library = country_holidays("GB", subdiv="ENG", years=year)
    days = {day: name for day, name in library.items() if day not in STRUCK_OUT}
    return days | {day: why for day, why in ADDED.items() if day.year == year}


def is_business_day(day: date) -> bool:
    """Whether a day counts, with every bank holiday left out (both nations, first reading)."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def is_business_day_by_the_1971_act(day: date) -> bool:
    """The Welsh regulations to the letter: Good Friday and Christmas Day count."""
    if day.weekday() >= SATURDAY:
        return False
    at_common_law = (day.month, day.day) == (12, 25) or (
        bank_holidays(day.year).get(day) == "Good Friday"
    )
    return at_common_law or day not in bank_holidays(day.year)


def business_day_after(day: date, number: int, *, common_law_days_doubtful: bool) -> Reading[date]:
    """The ``number``-th business day after ``day``, which itself does not count.

    ``common_law_days_doubtful`` is so in Wales: then the earlier day of the other reading, where
    there is one, is the widest.
    """
    on = _count(day, number, is_business_day)
    if not common_law_days_doubtful:
        return Reading.certain(on)
    return Reading.of_a_beginning(on, _count(day, number, is_business_day_by_the_1971_act))


def _count(day: date, number: int, counts: Callable[[date], bool]) -> date:
    while number:
        day += ONE_DAY
        number -= counts(day)
    return day
