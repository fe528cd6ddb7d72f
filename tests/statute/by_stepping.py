"""A second implementation of the Act's arithmetic, written from the words and not from the code.

Nothing here computes a corresponding date or asks a time-zone database: days are walked one at a
time over a strip of calendar days, minutes and hours one at a time over a clock whose rule for
summer time (the last Sundays of March and October, at 01:00 UTC) is found by walking too.
"""

from datetime import date, datetime, timedelta

FIRST = date(2007, 1, 1)
STRIP = [date.fromordinal(FIRST.toordinal() + step) for step in range(366 * 37)]
DAY_NUMBERS = [day.day for day in STRIP]


def place(day: date) -> int:
    """Where a day lies on the strip."""
    return day.toordinal() - FIRST.toordinal()


def last_day_beginning_with(first_day: date, months: int) -> tuple[date, date]:
    """Walk forward over as many first-of-months; stop before the same number, or at month's end.

    Gives the day, and the safe day.
    """
    at, wanted = place(first_day), first_day.day
    while months or DAY_NUMBERS[at + 1] != wanted:
        at += 1
        if DAY_NUMBERS[at] == 1:
            if not months:
                return STRIP[at - 1], STRIP[at - 2]  # walked past the month's end: no such day
            months -= 1
            if not months and wanted == 1:
                return STRIP[at - 1], STRIP[at - 1]
    return STRIP[at], STRIP[at]


def first_day_ending_on(last_day: date, months: int) -> tuple[date, date]:
    """Walk backward to the same number as many months before, or to that month's last day.

    Gives the later and the earlier reading; they differ only where ``last_day`` ends its month.
    """
    at, wanted = place(last_day), last_day.day
    ends_month = DAY_NUMBERS[at + 1] == 1
    while months:
        months -= DAY_NUMBERS[at] == 1
        at -= 1
    month_end = at  # the last day of the month that the walk entered
    while DAY_NUMBERS[at] > wanted:
        at -= 1
    counted = STRIP[at + 1]
    whole = STRIP[month_end + 1] if ends_month else counted
    return max(counted, whole), min(counted, whole)


def summer_time(utc: datetime) -> bool:
    """Whether the clocks are forward at a naive UTC time."""
    return change(utc.year, 3) <= utc < change(utc.year, 10)


def change(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of a month."""
    day = date(year, month, 31)
    while day.weekday() != 6:
        day -= timedelta(days=1)
    return datetime(year, month, day.day, 1)  # noqa: DTZ001  (naive, and UTC by agreement)


def clock(utc: datetime) -> str:
    """What the London clock shows at a naive UTC time, with its offset."""
    summer = summer_time(utc)
    local = utc + timedelta(hours=1) if summer else utc
    return local.isoformat() + ("+01:00" if summer else "+00:00")


def after_72_hours(utc: datetime, *, minutes: int) -> str:
    """The London clock after 72 hours, walked in steps of some minutes."""
    step = timedelta(minutes=minutes)
    for _ in range(72 * 60 // minutes):
        utc += step
    return clock(utc)
