"""Custody by order of a court, and the extra time after it (s.22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .absence import SHORT_ABSENCE_DAYS
from .calendar_words import in_words
from .case import Case, Order, Recall
from .events import Custody
from .periods import (
    ONE_DAY,
    Reading,
    last_day_of_days,
    last_day_of_months,
    last_day_of_week,
    london_day,
)
from .results import Deadline

CUSTODY_MONTHS = 6  # s.22(1)(b)


@dataclass(frozen=True, slots=True)
class CustodySpell:
    """One time in custody. ``limit`` is the last day of the six months, earlier custody counted.

    ``recall`` is the recall that was live when custody began, if any (s.22(8)).
    """

    began: date
    released: date | None
    days_before: int
    limit: Reading[date]
    recall: Recall | None

    def days(self, released: date) -> int:
        """How many days it lasted, the first and the last counted."""
        return (released - self.began).days + 1

    def end_of_order(self, ends: Deadline[date]) -> Deadline[date]:
        """The last of the six months, or what follows release within them."""
        if self.released is None or self.released > self.limit.on:
            return self._ended_by_custody(ends)
        return self._after_release(ends, self.released, self._deemed_end(self.released))

    def end_as_known(self, ends: Deadline[date], day: date) -> Deadline[date]:
        """The same on every day: while held, the six months are the limit."""
        return self.end_of_order(ends)

    def end_of_window(self, closes: Deadline[date]) -> Deadline[date]:
        """Examination and CTO7 may fall in the extra week after a return (s.21A, s.22(8))."""
        if self.released is None or self.released > self.limit.on:
            return closes
        returned = self._returned(self.released)
        if returned is None:
            return closes
        return self._after_release(closes, self.released, last_day_of_week(returned))

    def _returned(self, released: date) -> date | None:
        """The day of return that the law assumes, or the real one of a recalled patient."""
        last = last_day_of_days(released, SHORT_ABSENCE_DAYS)
        if self.recall is None:
            return last
        detained = self.recall.detained and london_day(self.recall.detained)
        return detained if detained and released <= detained <= last else None

    def _deemed_end(self, released: date) -> date:
        returned = self._returned(released)
        if returned is None:
            return last_day_of_days(released, SHORT_ABSENCE_DAYS)  # s.22(7): the retake limit
        return last_day_of_week(returned)

    def _ended_by_custody(self, ends: Deadline[date]) -> Deadline[date]:
        working = f"6 months beginning with {in_words(self.began)}, the first day in custody"
        if self.days_before:
            working += f", less {self.days_before} days in custody before"
            if self.limit.on < self.began:
                working += "; not earlier than the day before it"
        safe = self._safe(ends, self.limit.safe)
        return Deadline(Reading.of_an_end(self.limit.on, safe), "s.22(1)", working)

    def _safe(self, ends: Deadline[date], moved: date) -> date:
        """The safe end: custody moves nothing on a reading on which the order was over before."""
        return ends.when.safe if self.began > ends.when.safe else moved

    def _after_release(self, ends: Deadline[date], released: date, deemed: date) -> Deadline[date]:
        """``ends``, or ``deemed`` where that is later, unless the order was over before custody."""
        on, safe = max(ends.when.on, deemed), self._safe(ends, max(ends.when.safe, deemed))
        if released > self.limit.safe:
            safe = min(safe, self.limit.safe)
        if (on, safe) == (ends.when.on, ends.when.safe):
            return ends
        working = (
            f"In custody until {in_words(released)}, then as if absent from that day for up to "
            f"{SHORT_ABSENCE_DAYS} days and, once returned, one week more"
        )
        return Deadline(Reading.of_an_end(on, safe), "s.22(5)-(8), s.21", working)


def custody(case: Case, event: Custody) -> list[str]:
    """In custody: the order stands still for six months in all and then ends (s.22(1))."""
    order, reasons = case.order_in_force(event.moment)
    if order is None:
        return reasons
    reasons = _reasons_by_other_dates(order, event)
    if not reasons:
        order.holds.append(_spell(order, event))
    return reasons


def _reasons_by_other_dates(order: Order, event: Custody) -> list[str]:
    reasons = []
    if event.released is not None and event.released < event.began:
        reasons.append(
            f"Released on {in_words(event.released)}, before custody began on "
            f"{in_words(event.began)}"
        )
    for spell in spells(order):
        if spell.released is None:
            reasons.append(f"Already in custody since {in_words(spell.began)}")
        elif event.began < spell.released:
            reasons.append(f"Already in custody until {in_words(spell.released)}")
    return reasons


def _spell(order: Order, event: Custody) -> CustodySpell:
    before = sum(spell.days(spell.released) for spell in spells(order) if spell.released)
    recall = order.recall
    live = (
        recall is not None
        and london_day(recall.served.on) <= event.began
        and not recall.over_by(event.moment.instant)
    )
    return CustodySpell(
        began=event.began,
        released=event.released,
        days_before=before,
        limit=six_months_in_all(event.began, before, list(spells(order))),
        recall=recall if live else None,
    )


def six_months_in_all(began: date, days_before: int, earlier: list[CustodySpell]) -> Reading[date]:
    """The last day on which custody does not exceed six months "in the aggregate" (s.22(1)(b)).

    Days in custody before are taken off six months beginning with ``began``. Six months can also
    be counted from the first custody, or as if the earlier days came just before; lengths of
    months make these differ by up to three days, and the earliest is safe. But until ``began``
    nothing was added to what had not exceeded six months, so no reading ends the order before the
    day before it.
    """
    straight = last_day_of_months(began, CUSTODY_MONTHS)
    if not days_before:
        return straight
    off = timedelta(days=days_before)
    first = earlier[0].began
    length = last_day_of_months(first, CUSTODY_MONTHS).safe - first
    safe = min(
        straight.safe - off,
        began + length - off,
        last_day_of_months(began - off, CUSTODY_MONTHS).safe,
    )
    eve = began - ONE_DAY
    return Reading.of_an_end(max(straight.on - off, eve), max(safe, eve))


def spells(order: Order) -> Iterator[CustodySpell]:
    """The times in custody during an order."""
    return (hold for hold in order.holds if isinstance(hold, CustodySpell))
