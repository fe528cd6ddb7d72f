"""The making of an order: its ledger begins with the completed form, and follows its correction."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments import permissions
from assessments.models import Assessment, Order, OrderEvent
from assessments.services import worklist
from assessments.services.ordering import Change, changing_order, sent_before
from assessments.services.orders import (
    Happening,
    append_entry,
    checked,
    look_ahead,
    refuse_if_moved_on,
    struck_through,
)
from assessments.services.refusals import Refused, refuse
from assessments.services.writing import moment
from assessments.statute.sections import reasons_no_order_can_follow
from assessments.summary.orders import BASIS_FIELDS, OVER, Preview, ledger, made_row, story_of
from assessments.summary.sealed_conditions import sealed_conditions
from cto.design.words import short_day

# A form may be recorded before it takes effect; further ahead, a slip of the pen is likelier.
DAYS_AHEAD = 28
MADE = "order_made"


def preview_form(
    *, assessment: Assessment, effective_at: datetime, at: datetime | None = None
) -> Preview:
    """What the form of this order, taking effect then, would mean; and why it cannot be.

    Writes nothing. Raises ``Refused`` for what cannot be read at all.
    """
    order = Order.objects.filter(assessment=assessment).first()
    if order is None:
        order = _begun(assessment, effective_at, at)
        made = _made(effective_at, sealed_conditions(assessment.pk) or [])
        return look_ahead(order, (), made, None, at)
    order.patient = assessment.patient
    rows = ledger(order)
    row = made_row(rows)
    return look_ahead(order, rows, _made(effective_at, row.details["conditions"]), row, at)


def reasons_against_form(
    *, assessment: Assessment, effective_at: datetime, at: datetime | None = None
) -> tuple[str, ...]:
    """Why this order cannot have been made then, beside what its own ledger says."""
    patient = assessment.patient
    found: list[str] = []
    own = Order.objects.filter(assessment=assessment).exists()
    if patient.section and not own:
        found += reasons_no_order_can_follow(patient.section, restricted=patient.restricted)
    if effective_at > moment(at) + timedelta(days=DAYS_AHEAD):
        found.append(
            f"The order would take effect more than {DAYS_AHEAD} days from now. Check the year and "
            "the month. If they are right, record the form nearer to the day."
        )
    for other in Order.objects.filter(patient=patient).exclude(assessment=assessment):
        other.patient = patient
        if _overlap(assessment, effective_at, other):
            found.append(
                f"The order made on {short_day(other.made_on)} is in force at that time, and "
                "nobody can be on two. Record how the earlier one ended first."
            )
    return tuple(found)


def _overlap(assessment: Assessment, effective_at: datetime, other: Order) -> bool:
    """Whether the earlier of the two orders was in force when the later one was made."""
    began = made_row(ledger(other)).at
    if began is not None and effective_at < began:
        status = preview_form(assessment=assessment, effective_at=effective_at, at=began)
        return status.after.status not in OVER
    return story_of(other, as_of=effective_at).timeline.status not in OVER


def follow_form(
    *, assessment: Assessment, effective_at: datetime, reason: str, by: Any, at: datetime | None
) -> None:
    """Make the ledger's first entry say what the form of the order says.

    For the service that records the form, inside its transaction: the first time the ledger
    begins, with the conditions of the sealed decision; later a different moment strikes through
    the one before, with the ``reason``. Raises ``Refused`` for what the Act does not allow.
    """
    refuse(reasons_against_form(assessment=assessment, effective_at=effective_at, at=at))
    order = Order.objects.select_for_update(of=("self",)).filter(assessment=assessment).first()
    if order is None:
        _make(assessment, effective_at, by=by, at=at)
        return
    order.patient = assessment.patient
    change = Change(order, ledger(order))
    made = made_row(change.rows)
    if made.at != effective_at:
        moved = _made(effective_at, made.details["conditions"])
        struck_through(change, made, moved, reason=reason, by=by, submission=None, at=at)
        worklist.refresh(assessment.patient)


def take_sealed_conditions(
    *,
    order: Order,
    reason: str,
    shown: int,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> OrderEvent:
    """Correct the ledger's first entry to the conditions of the decision as sealed now."""
    with changing_order(
        order,
        may=permissions.reasons_not_to_correct_event,
        what="corrected_order_event",
        by=by,
        at=at,
        kind=MADE,
    ) as change:
        stored = sent_before(order, submission, by)
        if stored is not None:
            change.happened = False
            return stored
        refuse_if_moved_on(change, shown)
        made = made_row(change.rows)
        right = with_sealed_conditions(change.order, made)
        if right is None:
            raise Refused(["The order has the conditions of the sealed decision already."])
        return struck_through(
            change, made, right, reason=reason, by=by, submission=submission, at=at
        )


def with_sealed_conditions(order: Order, made: OrderEvent) -> Happening | None:
    """The first entry as the sealed decision has it; None where they say the same."""
    sealed = sealed_conditions(order.assessment_id)
    if sealed is None or made.at is None or sealed == made.details["conditions"]:
        return None
    return _made(made.at, sealed)


def _make(assessment: Assessment, effective_at: datetime, *, by: Any, at: datetime | None) -> None:
    """Begin the ledger of the order that a completed CTO1 (Wales CP1) has made (s.17A)."""
    order = _begun(assessment, effective_at, at)
    made = checked(_made(effective_at, sealed_conditions(assessment.pk) or []), at)
    refuse(look_ahead(order, (), made, None, at).refusals)
    order.save(force_insert=True)
    append_entry(Change(order, ()), made, by=by, at=at, submission=None)
    worklist.refresh(assessment.patient)


def _begun(assessment: Assessment, effective_at: datetime, at: datetime | None) -> Order:
    """The order that is not stored yet."""
    patient = assessment.patient
    return Order(
        patient=patient,
        assessment=assessment,
        opened_at=moment(at),
        status="not_made",
        made_on=timezone.localdate(effective_at),
        **{ours: getattr(patient, theirs) for theirs, ours in BASIS_FIELDS},
    )


def _made(effective_at: datetime, conditions: Any) -> Happening:
    day = timezone.localdate(effective_at)
    return Happening(MADE, day, effective_at, {"conditions": conditions})
