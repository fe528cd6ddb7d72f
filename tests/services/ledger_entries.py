"""Entries in an order's ledger, as the tests of its services record them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from assessments.models import Order, OrderEvent
from assessments.services import orders
from assessments.services.orders import Happening

LONDON = ZoneInfo("Europe/London")


def london(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def record(order: Order, by: Any, kind: str, when: Any, **more: Any) -> OrderEvent:
    """Record what happened on a day or at a moment; ``more`` are its details."""
    answers, at = more.pop("answers", None), more.pop("at", None)
    on = when.astimezone(LONDON).date() if isinstance(when, datetime) else when
    happening = Happening(
        kind, on, when if isinstance(when, datetime) else None, more, answers=answers
    )
    order.refresh_from_db()
    return orders.record(
        order=order,
        happening=happening,
        shown=order.entries,
        by=by,
        at=at or datetime(2027, 1, 31, 9, 0, tzinfo=LONDON),
    )
