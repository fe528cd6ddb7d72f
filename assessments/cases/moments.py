"""Days of a case, told from the day of loading: "-5 months -21 days", "-3 days 10:30"."""

import calendar
import re
from datetime import date, datetime, timedelta

from cto.design.words import LONDON

_STEP = re.compile(r"([+-]\d+) (day|week|month|year)s?")
_TIME = re.compile(r"(\d{2}):(\d{2})")


class Misread(ValueError):
    """A case file says something that is no day; the message quotes it."""


def day(told: str, today: date) -> date:
    """The day that ``told`` means on the day of loading. Raises ``Misread``.

    Years and months are stepped first, then weeks and days. A month that has no such day gives
    its last day, so that a case loads on every day of the year.
    """
    rest = _STEP.sub("", told).strip()
    if rest not in ("", "today"):
        raise Misread(f"{told!r} is no day: write such as '-3 months -2 days' or 'today'.")
    months = days = 0
    for number, unit in _STEP.findall(told):
        count = int(number)
        months += {"month": count, "year": 12 * count}.get(unit, 0)
        days += {"day": count, "week": 7 * count}.get(unit, 0)
    return _months_on(today, months) + timedelta(days=days)


def moment(told: str, today: date) -> datetime:
    """The moment that ``told`` means: a day and a time in London, 09:00 where none is given."""
    time = _TIME.search(told)
    hours, minutes = (int(part) for part in time.groups()) if time else (9, 0)
    on = day(_TIME.sub("", told).strip(), today)
    return datetime(on.year, on.month, on.day, hours, minutes, tzinfo=LONDON)


def _months_on(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))
