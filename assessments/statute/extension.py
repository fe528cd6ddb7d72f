"""Making and extending an order: its periods, and the window for extending it (s.20A)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .absence import AbsenceSpell
from .calendar_words import in_words, months_in_words
from .case import Case, Order
from .chain import first_period, following_period
from .events import ConditionSuspended, ConditionsVaried, OrderExtended, OrderMade
from .periods import Reading, months_window_ending_on
from .results import Deadline


def order_made(case: Case, event: OrderMade) -> list[str]:
    """An order made by the responsible clinician with an AMHP's agreement (s.17A)."""
    reasons = _reasons_not_to_make(case, event)
    if not reasons:
        law = case.law_on(event.at.day)
        case.orders.append(Order(event.at, law, [first_period(event.at.day, law)]))
        case.notices.clear()
    return reasons


def _reasons_not_to_make(case: Case, event: OrderMade) -> list[str]:
    day, facts = event.at.day, case.facts
    reasons = []
    live, _ = case.order_in_force(event.at)
    if live is not None:
        reasons.append(f"An order made on {in_words(live.made.day)} was still in force")
    if facts.treatment_admission is not None and day < facts.treatment_admission:
        reasons.append(
            f"Made on {in_words(day)}, before liability to detention under section "
            f"{facts.section} began on {in_words(facts.treatment_admission)}"
        )
    return reasons


def order_extended(case: Case, event: OrderExtended) -> list[str]:
    """CTO7: examination and report both inside the window (s.20A(4))."""
    order, reasons = case.order_in_force(event.moment)
    if order is None:
        return reasons + _reasons_by_itself(event)
    if _confirms_overtaken(order, event) or _makes_sure(order, event):
        return []
    reasons = _reasons_by_itself(event)
    sure = not reasons and _fits_every_window(order, event)
    if not sure:
        reasons += _reasons_by_window(order, event)
    if not reasons:
        order.periods.append(following_period(order, report="CTO7", sure=sure))
    return reasons


def _makes_sure(order: Order, event: OrderExtended) -> bool:
    """CTO7 once more, for the extension that only one reading of its window allowed.

    On the reading that did not allow the first report, this one extends the order: where every
    reading of the window allows this one, the extension is no longer in doubt.
    """
    if not order.period.doubtful or order.period.report != "CTO7":
        return False
    before = replace(order, periods=order.periods[:-1])
    if _reasons_by_itself(event) or not _fits_every_window(before, event):
        return False
    order.periods[-1] = following_period(before, report="CTO7", sure=True)
    return True


def _reasons_by_itself(event: OrderExtended) -> list[str]:
    if event.examined <= event.furnished:
        return []
    return [
        f"Examined on {in_words(event.examined)}, after the report was furnished on "
        f"{in_words(event.furnished)}"
    ]


def _reasons_by_window(order: Order, event: OrderExtended) -> list[str]:
    """Why the window of no reading of the last day holds both the examination and CTO7."""
    windows = list(_windows_by_reading(order))
    deeds = (("Examined", event.examined), ("Report furnished", event.furnished))
    if any(all(first <= day <= last for _, day in deeds) for first, last in windows):
        return []
    opens, closes = min(first for first, _ in windows), max(last for _, last in windows)
    reasons = []
    for deed, day in deeds:
        when = f"{deed} on {in_words(day)}"
        if day < opens:
            reasons.append(f"{when}, before the window opens on {in_words(opens)}")
        if day > closes:
            reasons.append(f"{when}, after the window closes on {in_words(closes)}")
    return reasons or [
        f"Examined on {in_words(event.examined)} and the report furnished on "
        f"{in_words(event.furnished)}: no one reading of the last day has both in the window"
    ]


def _windows_by_reading(order: Order) -> Iterator[tuple[date, date]]:
    """First and last day of the widest window for each reading of the period's last day.

    "Two months ending on the day on which the order would cease" (s.20A(4)) end on the safe last
    day where that is the right one, and so begin earlier.
    """
    counted = order.period.counted
    for last in (counted.on, counted.safe) if counted.debatable else (counted.on,):
        opens, closes = _bounds(order, Reading.certain(last))
        yield opens.widest, closes.when.on


def _fits_every_window(order: Order, event: OrderExtended) -> bool:
    """Whether every reading allows a report: from the later opening to the safe end."""
    opens, closes = _bounds(order, order.period.last)
    return event.examined >= opens.on and event.furnished <= closes.when.safe


def _confirms_overtaken(order: Order, event: OrderExtended) -> bool:
    """CTO7 once more, for the unbegun extension that an absence put in doubt (s.18(4B)).

    The doubt stays where only one reading of the window allows the report.
    """
    for hold in order.holds:
        if isinstance(hold, AbsenceSpell) and hold.extension_in_doubt:
            base = hold.period
            closes = hold.end_of_window(Deadline(base.last, base.source, base.working)).when
            opens = months_window_ending_on(base.last.on, order.law.extension_window_months)
            if opens.widest <= event.examined <= event.furnished <= closes.on:
                certain = opens.on <= event.examined and event.furnished <= closes.safe
                hold.extension_in_doubt = not certain
                return True
    return False


def conditions_changed(case: Case, event: ConditionsVaried | ConditionSuspended) -> list[str]:
    """Conditions varied or suspended (s.17B(4)-(5)): any time while the order is in force."""
    _, reasons = case.order_in_force(event.at)
    return reasons


def _bounds(
    order: Order, last: Reading[date], working: str = ""
) -> tuple[Reading[date], Deadline[date]]:
    """The window where ``last`` is the last period's end, as absence and custody move its close."""
    closes = Deadline(last, "s.20A(4)", working)
    for hold in order.holds:
        closes = hold.end_of_window(closes)
    return months_window_ending_on(last.on, order.law.extension_window_months), min(
        closes, order.ends(last), key=lambda deadline: deadline.when.on
    )


def window(order: Order) -> tuple[Deadline[date], Deadline[date]]:
    """First and last day for examination and CTO7: two months ending on the last day (s.20A(4))."""
    last, months = order.period.last, order.law.extension_window_months
    length = f"{months_in_words(months)} ending on {in_words(last.on)}, the last day of the order"
    opening, closes = _bounds(order, last, length + "; examination and report both inside")
    note = (
        f"; a period ending with the end of a month can also be counted from "
        f"{in_words(opening.widest)}, and the later day is safe"
        if opening.debatable
        else ""
    )
    return Deadline(opening, "s.20A(4)", length + note), closes


def deadlines(order: Order, as_of: date) -> Iterator[tuple[str, Deadline[date]]]:
    """The end of the order as known on ``as_of``, and the window while there is one."""
    yield "order_ends", order.ends_as_known(as_of)
    opens, closes = window(order)
    if opens.when.on <= closes.when.on:
        yield "extension_window_opens", opens
        yield "extension_window_closes", closes
