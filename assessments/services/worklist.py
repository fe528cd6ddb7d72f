"""Keeping the work-list equal to the ledgers: the only code that writes due items and copies."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import DueItem, Order, Patient
from assessments.statute.results import Status
from assessments.summary.due import Copies, Due, wanted
from assessments.summary.orders import BASIS_FIELDS, live_order
from cto.audit import door

# People at a time: memory and queries of one batch do not depend on how many there are.
BATCH = 500
FIELDS = tuple(Due.__dataclass_fields__)
COPIES = tuple(Copies.__dataclass_fields__)

Place = tuple[uuid.UUID, str]


@dataclass(frozen=True)
class Difference:
    """Where the work-list of some people is not what their ledgers say.

    ``due`` and ``copies`` are what has to be stored, ``gone`` what must not be there. ``stored``
    are the items that are there, by assessment and key.
    """

    due: tuple[Due, ...]
    gone: tuple[DueItem, ...]
    copies: Mapping[uuid.UUID, Copies]
    stored: Mapping[Place, DueItem]
    people: frozenset[uuid.UUID]

    @property
    def lines(self) -> list[str]:
        """One line for each row that differs, by ids and keys alone."""
        places = [(one.assessment_id, one.key) for one in self.due]
        places += [(item.assessment_id, item.key) for item in self.gone]
        return [
            *(f"{key} of assessment {assessment}" for assessment, key in sorted(places, key=str)),
            *(f"columns of order {pk}" for pk in sorted(self.copies, key=str)),
        ]


@dataclass(frozen=True)
class Checked:
    """How many people were looked at, and a line for each row that was wrong."""

    people: int
    lines: tuple[str, ...]


def refresh(patient: Patient) -> None:
    """Make what is due for one person, and the copies of their orders, equal to the ledgers.

    Called inside the transaction of whatever changed.
    """
    _mend(difference([patient]))


def refresh_all(patients: Sequence[Patient]) -> None:
    """``refresh`` for many people at once, in as many queries as for one."""
    _mend(difference(patients))


def rebase(patient: Patient, at: datetime) -> None:
    """Copy the particulars that dates count from to the newest order that is live at ``at``.

    What a later detention is counted from is nothing to an order that is over.
    """
    order = live_order(patient, at)
    if order is not None:
        for theirs, ours in BASIS_FIELDS:
            setattr(order, ours, getattr(patient, theirs))
        order.save(update_fields=[ours for _, ours in BASIS_FIELDS])
    refresh(patient)


def follow_absences() -> None:
    """Derive again what is due on the orders of people who are absent without leave.

    Theirs alone age by themselves (``summary.due.told``). Once a day, before the reminders.
    """
    away = Patient.objects.filter(orders__status=Status.ABSENT.value).distinct()
    rebuild(list(away))


def rebuild(patients: Sequence[Patient]) -> list[str]:
    """Derive the work-list of these people again; a line for each row that was wrong.

    Whoever differs is looked at once more with person and orders locked, since somebody may have
    recorded something while the rows were read.
    """
    return _looked_at_again(patients, mend=True)


def drift(patients: Sequence[Patient]) -> list[str]:
    """Where the work-list differs from the ledgers, a line for each; empty where it is equal."""
    return _looked_at_again(patients, mend=False)


def everybody(*, mend: bool, batch: int = BATCH) -> Iterator[Checked]:
    """Look at everyone's work-list, a batch at a time, and mend it if asked to.

    For the command. What was mended is audited, once for each batch.
    """
    last = None
    while True:
        rows = Patient.objects.order_by("pk")
        people = list(rows.filter(pk__gt=last)[:batch] if last else rows[:batch])
        if not people:
            return
        yield Checked(len(people), tuple(rebuild(people) if mend else drift(people)))
        last = people[-1].pk


def difference(patients: Sequence[Patient]) -> Difference:
    """What is stored about these people beside what their ledgers say: at most seven queries."""
    due, copies = wanted(patients)
    ids = [patient.pk for patient in patients]
    items = DueItem.objects.filter(patient__in=ids).order_by()
    stored = {(item.assessment_id, item.key): item for item in items}
    derived = {(one.assessment_id, one.key): one for one in due}
    wrong = tuple(
        one for place, one in derived.items() if place not in stored or _due(stored[place]) != one
    )
    gone = tuple(item for place, item in stored.items() if place not in derived)
    orders = Order.objects.filter(patient__in=ids).order_by()
    changed: dict[uuid.UUID, Copies] = {}
    people = {one.patient_id for one in wrong} | {item.patient_id for item in gone}
    for pk, person, *columns in orders.values_list("pk", "patient", *COPIES):
        if pk in copies and Copies(*columns) != copies[pk]:
            changed[pk] = copies[pk]
            people.add(person)
    return Difference(wrong, gone, changed, stored, frozenset(people))


def _looked_at_again(patients: Sequence[Patient], *, mend: bool) -> list[str]:
    suspects = difference(patients).people
    if not suspects:
        return []
    with transaction.atomic():
        rows = Patient.objects.select_for_update().filter(pk__in=list(suspects)).order_by("pk")
        locked = list(rows)
        orders = Order.objects.select_for_update().filter(patient__in=locked).order_by("pk")
        list(orders.values_list("pk"))
        found = difference(locked)
        if mend and found.lines:
            _mend(found)
            door.wrote(None, "rebuilt_worklist", DueItem, rows=len(found.lines))
    return found.lines


def _mend(found: Difference) -> None:
    """Store what differs: at most four statements, however many rows."""
    if found.gone:
        DueItem.objects.filter(pk__in=[item.pk for item in found.gone]).delete()
    new: list[DueItem] = []
    changed: list[DueItem] = []
    for one in found.due:
        item = found.stored.get((one.assessment_id, one.key))
        (new if item is None else changed).append(_filled(item or DueItem(), one))
    DueItem.objects.bulk_create(new)
    if changed:
        DueItem.objects.bulk_update(changed, FIELDS)
    if found.copies:
        orders = list(Order.objects.filter(pk__in=list(found.copies)).order_by())
        for order in orders:
            for name, value in asdict(found.copies[order.pk]).items():
                setattr(order, name, value)
        Order.objects.bulk_update(orders, COPIES)


def _filled(item: DueItem, one: Due) -> DueItem:
    for name in FIELDS:
        setattr(item, name, getattr(one, name))
    return item


def _due(item: DueItem) -> Any:
    return Due(**{name: getattr(item, name) for name in FIELDS})
