"""Absence without leave from a recall: retaking, the extra week, CTO8 (ss.18, 21, 21A, 21B)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from .calendar_words import in_words
from .case import Case, Order, Recall, when
from .chain import following_period
from .events import Absence, Cto8Report
from .moments import Moment
from .periods import (
    Reading,
    end_of_hours,
    first_day_of_last_week,
    last_day_of_days,
    last_day_of_months,
    last_day_of_week,
    london_day,
    start_of_day,
)
from .results import Deadline, Period

RETAKE_MONTHS = 6  # s.18(4)(a)
SHORT_ABSENCE_DAYS = 28  # ss.21A, 21B


@dataclass(slots=True)
class AbsenceSpell:
    """One absence, and what it does to the end of the order.

    ``period`` is the one that had begun on the first day: an extension that had not begun does not
    count (s.18(4B)), so it is ``extension_in_doubt`` until it is reported again. That is not only
    for the limit of retaking, nor only while away or in the last week: s.18(4A)-(4B) speak "for the
    purposes of subsection (4)(b) above or any other provision of this Act" of a person who "is or
    has been" absent. So the doubt outlasts a return long before the expiry, and removing it takes
    CTO7 once more, in the window that is still open. ``returned`` is
    None while the patient is absent, and also where the return came too late to matter.
    ``doubtful``: only one reading allows the absence; ``return_doubtful``: only one the return.
    """

    first_day: date
    began: datetime
    returned: Moment | None
    period: Period
    extension_in_doubt: bool
    doubtful: bool
    return_doubtful: bool = False
    reported: bool = False

    @property
    def in_doubt(self) -> bool:
        """Whether only one reading has the patient absent and then back in time."""
        return self.doubtful or self.return_doubtful

    @property
    def is_long(self) -> bool:
        """Whether the patient came back after more than 28 days beginning with the first."""
        return self.returned is not None and self.returned.day > last_day_of_days(
            self.first_day, SHORT_ABSENCE_DAYS
        )

    def covers(self, day: date) -> bool:
        """Whether ``day`` is a day of the absence, the day of return included."""
        return self.first_day <= day and (self.returned is None or day <= self.returned.day)

    def under_way(self, instant: datetime) -> bool:
        """Whether the patient is absent at an instant."""
        return self.began <= instant and (self.returned is None or instant < self.returned.instant)

    def retake_until(self) -> Deadline[date]:
        """The later of six months beginning with the first day and the order's end (s.18(4))."""
        months = last_day_of_months(self.first_day, RETAKE_MONTHS)
        last = self.period.last
        until = Reading.of_an_end(
            max(months.on, last.on), max(months.safe, last.safe), debatable=self.doubtful
        )
        working = (
            f"The later of 6 months beginning with {in_words(self.first_day)}, the first day of "
            f"absence ({in_words(months.on)}), and the end of the order ({in_words(last.on)})"
        )
        return Deadline(until, "s.18(4)", working)

    def report_due(self, returned: Moment) -> Deadline[date]:
        """CTO8 within one week beginning with the day of return (s.21B(2))."""
        due = Reading.certain(last_day_of_week(returned.day))
        working = (
            f"1 week beginning with {in_words(returned.day)}, the day of return from more than "
            f"28 days' absence that began on {in_words(self.first_day)}"
        )
        return Deadline(due.doubted() if self.in_doubt else due, "s.21B(2), (4)", working)

    def end_of_order(self, ends: Deadline[date]) -> Deadline[date]:
        """While absent the retake limit; then the extra week, or the week for CTO8."""
        if self.returned is None:
            limit = self.retake_until()
            return self._moved(ends, limit.when.on, limit.when.safe, "s.21(1)-(2)", limit.working)
        if self.is_long and not self.reported:
            due = self.report_due(self.returned)
            return self._moved(ends, due.when.on, due.when.safe, due.source, due.working)
        return self._extra_week(ends, self.returned, "s.21(1)-(2)")

    def end_as_known(self, ends: Deadline[date], day: date) -> Deadline[date]:
        """As without it until a day of the absence lies in the last week of the order (s.21(1)).

        A patient who is away long before may be back before: the order then ends as it would have.
        """
        week = first_day_of_last_week(ends.when.safe)
        if self.returned is not None or self.extension_in_doubt or max(day, self.first_day) >= week:
            return self.end_of_order(ends)
        limit = self.retake_until().when.on
        return replace(
            ends,
            working=f"{ends.working}. Where the patient is still absent on {in_words(week)}, the "
            f"limit for retaking, {in_words(limit)}, takes its place (s.21(1)-(2))",
        )

    def end_of_window(self, closes: Deadline[date]) -> Deadline[date]:
        """After 28 days or less, examination and CTO7 may fall in the extra week (s.21A)."""
        if self.returned is None or self.is_long:
            return closes
        return self._extra_week(closes, self.returned, "s.21A")

    def _extra_week(self, ends: Deadline[date], returned: Moment, source: str) -> Deadline[date]:
        week = last_day_of_week(returned.day)
        on, safe = max(ends.when.on, week), max(ends.when.safe, week)
        if (on, safe) == (ends.when.on, ends.when.safe) and not self.extension_in_doubt:
            return ends
        working = (
            f"Absent in the last week of the order: 1 week beginning with "
            f"{in_words(returned.day)}, the day of return"
        )
        if self.extension_in_doubt:
            safe = min(safe, max(self.period.last.safe, week))
            source = f"s.18(4B), {source}"
            working = (
                f"{ends.working}; it had not begun when the absence began, so by s.18(4B) it may "
                f"not count until it is reported again, and {in_words(safe)} is safe"
            )
        return self._moved(ends, on, safe, source, working)

    def _moved(
        self, ends: Deadline[date], on: date, safe: date, source: str, working: str
    ) -> Deadline[date]:
        """``ends`` moved to ``on`` and ``safe``, unless the order was over before the absence.

        An absence that one reading allows does not move the safe end to a later day, and a return
        that one reading has in time does not move it past the limit for retaking.
        """
        if self.first_day > ends.when.safe:
            safe = ends.when.safe
        elif self.doubtful:
            safe = min(safe, ends.when.safe)
        elif self.return_doubtful:
            safe = min(safe, self.retake_until().when.safe)
        if (on, safe) == (ends.when.on, ends.when.safe):
            return ends
        return Deadline(
            Reading.of_an_end(on, safe, debatable=self.in_doubt or on != safe), source, working
        )


def absence(case: Case, event: Absence) -> list[str]:
    """Absent from the hospital to which the patient was recalled (s.18(2A))."""
    order, reasons = case.order_in_force(event.moment)
    if order is None:
        return reasons
    recall = _recall_on(order, event.first_day)
    if recall is None:
        return [
            f"No recall notice was live on {in_words(event.first_day)}: a patient on an order is "
            "absent without leave only from the hospital of a recall (s.18(2A))"
        ]
    reasons = _reasons_by_other_dates(order, event)
    if not reasons:
        spell = _spell(order, recall, event)
        order.holds.append(spell)
        _restart_hours(spell, order)
    return reasons


def _recall_on(order: Order, day: date) -> Recall | None:
    """The recall whose notice was served and live at some time of ``day``, on any reading."""
    for recall in (order.recall, order.detention):
        if recall is None or recall.closed is not None or london_day(recall.served.widest) > day:
            continue
        if recall.ends is None or day <= london_day(recall.ends.when.on):
            return recall
    return None


def _reasons_by_other_dates(order: Order, event: Absence) -> list[str]:
    reasons = []
    if event.returned is not None and event.returned.day < event.first_day:
        reasons.append(
            f"Returned on {in_words(event.returned.day)}, before the first day of absence on "
            f"{in_words(event.first_day)}"
        )
    for spell in spells(order):
        if spell.returned is None:
            reasons.append(f"Already absent since {in_words(spell.first_day)}")
        elif event.first_day < spell.returned.day:
            reasons.append(f"Already absent until {in_words(spell.returned.day)}")
    return reasons


def _spell(order: Order, recall: Recall, event: Absence) -> AbsenceSpell:
    begun = [period for period in order.periods if period.first_day <= event.first_day][-1]
    spell = AbsenceSpell(
        first_day=event.first_day,
        began=max(start_of_day(event.first_day), recall.served.on),
        returned=event.returned,
        period=begun,
        extension_in_doubt=begun is not order.period,
        doubtful=_live_on_one_reading(recall, event.first_day)
        or order.doubtful_on(event.first_day),
    )
    if event.returned is not None:
        limit = spell.retake_until().when
        if event.returned.day > limit.on:
            spell.returned = None  # The order ended with the power to take the patient.
        elif event.returned.day > limit.safe:
            spell.return_doubtful = True
    return spell


def _live_on_one_reading(recall: Recall, day: date) -> bool:
    """Whether a recall that was live on ``day`` was live then on one reading only."""
    hours_until = recall.hours_doubtful_from
    return (
        day < london_day(recall.served.on)
        or recall.notice_doubtful
        or (hours_until is not None and day > london_day(hours_until))
    )


def _restart_hours(spell: AbsenceSpell, order: Order) -> None:
    """A fresh 72 hours where the patient is absent on the day on which they would end (s.21(4)).

    A patient who returned on that same day was not absent to its end: the fresh hours are
    debatable, and so is whatever follows within them after the first end.
    """
    recall = order.detention
    if recall is None or recall.ends is None or recall.closed is not None:
        return
    old = recall.ends.when
    last_day = london_day(old.on)
    if spell.first_day > last_day:
        return
    if spell.returned is None:
        recall.would_end = recall.ends if spell.first_day < last_day else None
        recall.ends = None
    elif spell.returned.day >= last_day:
        fresh = end_of_hours(spell.returned.instant, order.law.recall_hours)
        if spell.returned.day == last_day and recall.hours_doubtful_from is None:
            recall.hours_doubtful_from = old.on
        safe = min(old.safe, fresh) if recall.hours_doubtful_from else fresh
        debatable = recall.hours_doubtful_from is not None or spell.in_doubt or recall.doubtful
        recall.ends = Deadline(
            Reading.of_an_end(fresh, safe, debatable=debatable),
            "s.21(4)",
            f"72 hours beginning with the return {when(spell.returned)}, because the patient was "
            f"absent on {in_words(last_day)}, the day on which they would have ended",
        )


def cto8_report(case: Case, event: Cto8Report) -> list[str]:
    """CTO8; where the order would have expired it extends it from that day (s.21B(6A))."""
    order, reasons = case.order_in_force(event.moment)
    if order is None:
        return reasons
    spell = next((one for one in spells(order) if one.is_long and not one.reported), None)
    if spell is None or spell.returned is None:
        return ["No return from more than 28 days' absence is waiting for a report"]
    due = last_day_of_week(spell.returned.day)
    if not spell.returned.day <= event.on <= due:
        return [
            f"Reported on {in_words(event.on)}, outside the week from "
            f"{in_words(spell.returned.day)} to {in_words(due)}"
        ]
    spell.reported, spell.extension_in_doubt = True, False
    if event.on > order.period.last.on:
        order.periods.append(following_period(order, report="CTO8", sure=not spell.in_doubt))
    return []


def spells(order: Order) -> Iterator[AbsenceSpell]:
    """The absences of an order."""
    return (hold for hold in order.holds if isinstance(hold, AbsenceSpell))


def reasons_if_absent(order: Order, moment: Moment) -> list[str]:
    """Why nothing can be done on the ward at ``moment``: the patient was away."""
    for spell in spells(order):
        away = moment.day > spell.first_day and spell.under_way(moment.instant)
        if away or spell.returned is None:
            return [f"The patient was absent from {in_words(spell.first_day)}"]
    return []


def deadlines(order: Order, as_of: datetime) -> Iterator[tuple[str, Deadline[date]]]:
    """The limit for retaking while absent, and the day for CTO8 after a long absence."""
    for spell in reversed(list(spells(order))):
        if spell.returned is None or spell.under_way(as_of):
            yield "absence_retake_until", spell.retake_until()
        if spell.is_long and spell.returned is not None:
            yield "cto8_due", spell.report_due(spell.returned)
        return
