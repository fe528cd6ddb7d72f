"""Discharge by the responsible clinician, the managers, the tribunal or the nearest relative."""

from __future__ import annotations

from . import relative
from .case import Case, Ending
from .events import NEAREST_RELATIVE, OrderDischarged
from .results import Status


def order_discharged(case: Case, event: OrderDischarged) -> list[str]:
    """Absolute discharge (ss.23, 72); the nearest relative's needs notice and no bar (s.25)."""
    order, reasons = case.order_in_force(event.on)
    if order is None:
        return reasons
    if event.by == NEAREST_RELATIVE:
        reasons = relative.reasons_not_to_discharge(case, event.on)
    if not reasons:
        order.ending = Ending(Status.DISCHARGED, event.on)
    return reasons
