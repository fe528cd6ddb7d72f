"""Keeping the work-list equal to the ledgers: the only code that writes due items and copies."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assessments.models import DueItem, Order, Patient
from assessments.summary.due import Copies, Due, wanted
from assessments.summary.orders import BASIS_FIELDS


def refresh(patient: Patient) -> None:
    """Make what is due for one person, and the copies of their orders, equal to the ledgers.

    Called inside the transaction of whatever changed.
    """
    due, copies = wanted([patient])
    stored = {(item.assessment_id, item.key): item for item in patient.due_items.all()}
    keep = {(one.assessment_id, one.key) for one in due}
    gone = [item.pk for place, item in stored.items() if place not in keep]
    if gone:
        DueItem.objects.filter(pk__in=gone).delete()
    for one in due:
        _store(stored.get((one.assessment_id, one.key)), one)
    for pk, columns in copies.items():
        Order.objects.filter(pk=pk).update(**asdict(columns))


def rebase(patient: Patient) -> None:
    """Copy the particulars that dates count from to the newest order, unless it has ended."""
    order = Order.objects.filter(patient=patient).order_by("-made_on", "-opened_at").first()
    if order is not None and order.status not in ("revoked", "discharged"):
        for theirs, ours in BASIS_FIELDS:
            setattr(order, ours, getattr(patient, theirs))
        order.save(update_fields=[ours for _, ours in BASIS_FIELDS])
    refresh(patient)


def rebuild(patients: Sequence[Patient]) -> int:
    """Derive the work-list of these people again; how many rows were wrong."""
    wrong = len(drift(patients))
    if wrong:
        for patient in patients:
            refresh(patient)
    return wrong


def drift(patients: Sequence[Patient]) -> list[str]:
    """Where the work-list differs from the ledgers, a line for each; empty where it is equal."""
    due, copies = wanted(patients)
    items = DueItem.objects.filter(patient__in=patients)
    stored = {(item.assessment_id, item.key): _values(item) for item in items}
    derived = {(one.assessment_id, one.key): one for one in due}
    lines = [
        f"{key} of assessment {assessment}"
        for assessment, key in sorted(stored.keys() | derived.keys(), key=str)
        if stored.get((assessment, key)) != derived.get((assessment, key))
    ]
    for order in Order.objects.filter(patient__in=patients).order_by("pk"):
        now = Copies(order.entries, order.status, order.made_on, order.ends_on)
        if now != copies[order.pk]:
            lines.append(f"columns of order {order.pk}")
    return lines


def _store(item: DueItem | None, one: Due) -> None:
    if item is not None and _values(item) == one:
        return
    row = item or DueItem()
    for name, value in asdict(one).items():
        setattr(row, name, value)
    row.save()


def _values(item: DueItem) -> Any:
    return Due(**{name: getattr(item, name) for name in Due.__dataclass_fields__})
