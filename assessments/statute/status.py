"""Where an order stands at a moment; where several hold, ended states first."""

from __future__ import annotations

from datetime import datetime

from .absence import spells
from .case import Case, Order
from .periods import london_day
from .results import Status


def status_at(case: Case, as_of: datetime) -> Status:
    """The status of the latest order made by ``as_of``."""
    made = [order for order in case.orders if order.made.instant <= as_of]
    return _status_of(made[-1], as_of) if made else Status.NOT_MADE


def _status_of(order: Order, as_of: datetime) -> Status:
    if order.ending is not None and order.ending.moment.instant <= as_of:
        return order.ending.status
    if london_day(as_of) > order.ends().when.on:
        return Status.EXPIRED
    if any(spell.under_way(as_of) for spell in spells(order)):
        return Status.ABSENT
    if any(recall.served.on <= as_of and not recall.over_by(as_of) for recall in order.recalls):
        return Status.RECALLED
    return Status.IN_FORCE
