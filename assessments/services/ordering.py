"""How a ledger is written: locked, permitted, in sequence, audited; the work-list follows."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import Order, OrderEvent
from assessments.services import worklist
from assessments.services.refusals import Refused, refuse
from assessments.services.writing import Question
from assessments.summary.orders import Ledger, ledger
from cto.audit import door

SOMEBODY_ELSE = (
    "Somebody recorded something else on this order meanwhile. Look at the dates again, then "
    "confirm."
)


@dataclass
class Change:
    """What ``changing_order`` holds: the locked order, its ledger, and whether anything came of
    the act.
    """

    order: Order
    rows: Ledger
    happened: bool = True


@contextmanager
def changing_order(
    order: Order,
    *,
    may: Question,
    what: str,
    by: Any,
    at: datetime | None = None,
    **detail: Any,
) -> Iterator[Change]:
    """Hold an order still while something about it is written, then renew the work-list.

    ``may`` must answer with no reasons. Raises ``Refused``; the refusal is audited after the
    rollback.
    """
    try:
        with transaction.atomic():
            rows = Order.objects.select_for_update(of=("self",)).select_related("patient")
            locked = rows.get(pk=order.pk)
            refuse(may(by, locked))
            change = Change(locked, ledger(locked))
            yield change
            if change.happened:
                worklist.refresh(locked.patient)
                door.wrote(by, what, locked, about=locked.patient_id, at=at, **detail)
    except Refused:
        door.refused(by, what, "order", order.pk, about=order.patient_id)
        raise
    order.refresh_from_db(fields=["entries", "status", "made_on", "ends_on"])


def sent_before(order: Order, submission: uuid.UUID | None, by: Any) -> OrderEvent | None:
    """The entry that this form stored when it was sent the first time."""
    if submission is None:
        return None
    stored = OrderEvent.objects.filter(submission=submission).first()
    if stored is not None and (stored.order_id, stored.recorded_by_id) != (order.pk, by.pk):
        raise Refused(["This page is out of date. Open it again and save from there."])
    return stored
