"""How often there was contact, month by month: counted, and set beside no target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.models import Contact
from assessments.summary.contacts import Life, Logged

MONTHS_SHOWN = 6
WIDEST = 100


@dataclass(frozen=True)
class MonthlyCount:
    """The contacts of one full month. ``width`` is that of its bar, 0 to 100."""

    first: date
    count: int
    width: int

    @property
    def name(self) -> str:
        """ "November 2026"."""
        return f"{self.first:%B %Y}"


@dataclass(frozen=True)
class Frequency:
    """The last full months of an order, the latest first; empty where none is over yet."""

    months: tuple[MonthlyCount, ...]


def frequency(entries: Sequence[Logged], life: Life, today: date) -> Frequency:
    """Contacts with the team that happened, in the last full months of the order's life.

    A month is full where every day of it has passed and the order lived throughout.
    """
    happened = [
        one.on.replace(day=1)
        for one in entries
        if not one.withdrawn
        and one.what_key == Contact.What.CONTACT
        and one.outcome_key == Contact.Outcome.HAPPENED
    ]
    counts = [(first, happened.count(first)) for first in _full_months(life, today)]
    most = max((count for _, count in counts), default=0)
    return Frequency(
        tuple(
            MonthlyCount(first, count, WIDEST * count // most if most else 0)
            for first, count in counts
        )
    )


def _full_months(life: Life, today: date) -> Iterator[date]:
    """First days of the full months, the latest first."""
    over = today if life.last is None else min(today, life.last + timedelta(days=1))
    first = over.replace(day=1)
    for _ in range(MONTHS_SHOWN):
        first = (first - timedelta(days=1)).replace(day=1)
        if first < life.first:
            return
        yield first
