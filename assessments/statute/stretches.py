"""The stretches of time that an order's story is made of, for whoever draws or lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .periods import london_day, next_day
from .results import Timeline

FIRST, EXTENSION, MOVED = "first", "extension", "moved"
WINDOW, DETENTION = "window", "detention"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` until the day before ``after``.

    ``kind`` is one of the above: the first period, an extension, time in which absence or custody
    keeps the order in force, the window for extending it, and the detention after a revocation.
    """

    kind: str
    first: date
    after: date


def stretches(told: Timeline, ended_on: date | None) -> Iterator[Stretch]:
    """The periods until the end, what moved it, the window, and the detention that began again.

    ``ended_on`` is the day of the revocation or discharge, where there was one.
    """
    if not told.periods:
        return
    ended = max(ended_on, next_day(told.periods[0].first_day)) if ended_on else None
    due = told.deadlines.get("order_ends")
    if due is not None:
        ended = next_day(as_day(due.when.on))
    for period in told.periods:
        after = next_day(period.last.on)
        if ended is None or period.first_day < ended:
            yield Stretch(period.kind, period.first_day, min(after, ended or after))
    last = next_day(told.periods[-1].last.on)
    if due is not None and ended is not None and ended > last:
        yield Stretch(MOVED, last, ended)
    opens = told.deadlines.get("extension_window_opens")
    closes = told.deadlines.get("extension_window_closes")
    if opens is not None and closes is not None:
        yield Stretch(WINDOW, as_day(opens.when.on), next_day(as_day(closes.when.on)))
    revived = told.deadlines.get("detention_ends")
    if revived is not None and ended is not None:
        yield Stretch(DETENTION, ended, next_day(as_day(revived.when.on)))


def as_day(value: date | datetime) -> date:
    """A deadline's day in London, whether it is a day or an instant."""
    return london_day(value) if isinstance(value, datetime) else value
