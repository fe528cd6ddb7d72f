"""A line of time across the page: from a day to its place, with the names of months below it.

Positions are percentages, so that a drawing fits any width while its words keep their size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessments.statute.periods import end_of_month, next_day

MOST_TICKS = 4
CLEAR_OF_EDGES = 10.0  # per cent, so that no name of a month is cut off on a phone
TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Tick:
    """The first of a month, with its name."""

    x: str
    words: str


@dataclass(frozen=True)
class Scale:
    """From a day to its place. ``until`` is the day after the last that is shown; ``left`` and
    ``right`` are per cent.
    """

    since: date
    until: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Per cent from the left."""
        share = (day - self.since).days / (self.until - self.since).days
        return self.left + share * (self.right - self.left)

    def shows(self, day: date) -> bool:
        """Whether the day is within the time shown."""
        return self.since <= day <= self.until

    def within(self, day: date) -> date:
        """The day, or the end of the time shown that is nearer to it."""
        return min(max(day, self.since), self.until)


def ticks(scale: Scale) -> Iterator[Tick]:
    """The first days of months, evenly spaced and never more than fit on a phone."""
    first = next_day(end_of_month(scale.since))
    months = (scale.until.year - first.year) * 12 + scale.until.month - first.month
    step = next((s for s in TICK_MONTHS if months // s < MOST_TICKS), TICK_MONTHS[-1])
    for ahead in range(0, months + 1, step):
        year, month = divmod(first.year * 12 + first.month - 1 + ahead, 12)
        x = scale.place(date(year, month + 1, 1))
        if CLEAR_OF_EDGES <= x <= 100 - CLEAR_OF_EDGES:
            yield Tick(per_cent(x), f"{_MONTHS[month]} {year}")


def per_cent(value: float) -> str:
    """A length or a place as SVG reads it: "12.50%"."""
    return f"{value:.2f}%"
