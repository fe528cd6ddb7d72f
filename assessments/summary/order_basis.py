"""What a change of particulars would do to the dates of the order that stands on them."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.models import Order, Patient
from assessments.statute.facts import SECTIONS
from assessments.statute.ledger import KINDS, story
from assessments.statute.sections import POWERS
from assessments.summary.orders import (
    BASIS_FIELDS,
    Preview,
    basis_of,
    considered_before,
    entries_of,
    ledger,
    live_order,
)
from cto.design.words import short_day

# Particulars that dates of an order count from: of the person, or copied to the order.
COUNTED_FROM = ("date_of_birth", *(theirs for theirs, _ in BASIS_FIELDS))
_POWERS = ", ".join(power.key for power in POWERS if power.key in SECTIONS)


@dataclass(frozen=True)
class Moved:
    """A live order before and after particulars that are not stored yet.

    ``fields`` are those that would change. ``refusals`` say why they cannot be right.
    """

    order: Order
    fields: tuple[str, ...]
    preview: Preview

    @property
    def refusals(self) -> tuple[str, ...]:
        return self.preview.refusals

    @property
    def asks_why(self) -> bool:
        """Whether it needs a reason: what an order counts from, or a date of it, would change."""
        return bool(self.dates) or self.fields != ("date_of_birth",)

    @property
    def dates(self) -> tuple[str, ...]:
        """The keys of the deadlines that would be other than now."""
        before, after = self.preview.before.deadlines, self.preview.after.deadlines
        keys = sorted({*before, *after})
        return tuple(key for key in keys if _when(before, key) != _when(after, key))


def moved(patient: Patient, values: Mapping[str, Any], at: datetime) -> Moved | None:
    """What these new values would do at ``at``; None where no live order counts from them.

    ``patient`` holds the particulars as they are stored. Writes nothing.
    """
    fields = tuple(
        name for name in COUNTED_FROM if name in values and values[name] != getattr(patient, name)
    )
    order = live_order(patient, at) if fields else None
    if order is None:
        return None
    then, person = copy(order), copy(patient)
    for name in fields:
        setattr(person, name, values[name])
    for theirs, ours in BASIS_FIELDS:
        setattr(then, ours, getattr(person, theirs))
    return Moved(order, fields, _compared(order, then, person, fields, at))


def _compared(
    order: Order, then: Order, person: Patient, fields: tuple[str, ...], at: datetime
) -> Preview:
    entries, heard = entries_of(ledger(order)), considered_before(order)
    old = story(basis_of(order, order.patient, heard), entries, as_of=at)
    new = story(basis_of(then, person, heard), entries, as_of=at)
    refusals = [
        f"“{KINDS[entry.kind].title}, {short_day(entry.moment.day)}” is recorded and would no "
        f"longer be possible: {'; '.join(new.refused[entry.id]).rstrip('.')}."
        for entry in entries
        if entry.id in new.refused and entry.id not in old.refused
    ]
    if "section" in fields and then.section not in SECTIONS:
        refusals.append(
            f"Choose section {_POWERS}: the order of {short_day(order.made_on)} can rest on no "
            "other. Record an admission under another power on the page of the order."
        )
    return Preview(old.timeline, new.timeline, tuple(refusals))


def _when(deadlines: Mapping[str, Any], key: str) -> Any:
    found = deadlines.get(key)
    return found.when if found else None
