"""What is due, derived from ledgers and particulars: the truth that the work-list copies."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.models import LOCAL_REVIEW, Order, OrderEvent, Patient, ReviewDate, Seen
from assessments.statute.duties import RESPONSIBLE_CLINICIAN, duties
from assessments.statute.ledger import Story, story
from assessments.statute.results import Status
from assessments.summary.orders import basis_of, considered_before, entries_of, ledgers

ENDED = (Status.REVOKED.value, Status.DISCHARGED.value)


@dataclass(frozen=True)
class Due:
    """One thing that is due, as the work-list holds it. Without ``owner_id``: the office's."""

    patient_id: uuid.UUID
    order_id: uuid.UUID | None
    assessment_id: uuid.UUID
    key: str
    statutory: bool
    due_on: date
    due_at: datetime | None
    debatable: bool
    owner_id: uuid.UUID | None
    inpatient_team_id: uuid.UUID | None
    community_team_id: uuid.UUID | None
    seen_at: datetime | None


@dataclass(frozen=True)
class Copies:
    """What an order's own row copies from its ledger."""

    entries: int
    status: str
    made_on: date
    ends_on: date | None


def responsible(patient: Patient) -> uuid.UUID | None:
    """Who answers for an order in the community: the RC there, or else the one in hospital."""
    return patient.community_rc_id or patient.inpatient_rc_id


def told(order: Order, rows: Sequence[OrderEvent]) -> Story:
    """The order's story at the moment of its last entry, so that a copy does not age."""
    basis = basis_of(order, order.patient, considered_before(order))
    last = max((row.recorded_at for row in rows), default=timezone.now())
    return story(basis, entries_of(rows), as_of=last)


def copies_of(order: Order, rows: Sequence[OrderEvent], found: Story) -> Copies:
    """The columns of the order that lists read."""
    made = next((e.moment.day for e in entries_of(rows) if e.kind == "order_made"), order.made_on)
    ends = found.timeline.deadlines.get("order_ends")
    safe = ends.when.safe if ends else None
    return Copies(
        entries=len(rows),
        status=found.timeline.status.value,
        made_on=made,
        ends_on=safe if isinstance(safe, date) else None,
    )


def due_of_order(order: Order, rows: Sequence[OrderEvent], found: Story) -> list[Due]:
    """The duties of the Act that are open on one order."""
    patient = order.patient
    return [
        _due(
            patient,
            order.pk,
            order.assessment_id,
            duty.key,
            statutory=True,
            due_on=duty.due_on,
            due_at=duty.due_at,
            debatable=duty.debatable,
            owner=responsible(patient) if duty.owner == RESPONSIBLE_CLINICIAN else None,
        )
        for duty in duties(found.timeline, entries_of(rows))
    ]


def due_of_review(patient: Patient, review: ReviewDate, order: Order | None) -> Due:
    """The local review that is agreed."""
    return _due(
        patient,
        order.pk if order else None,
        review.assessment_id,
        LOCAL_REVIEW,
        statutory=False,
        due_on=review.due_on,
        due_at=None,
        debatable=False,
        owner=responsible(patient),
    )


def wanted(patients: Sequence[Patient]) -> tuple[list[Due], dict[uuid.UUID, Copies]]:
    """All that is due for these people, and the copies of their orders, from the ledgers."""
    orders = list(
        Order.objects.filter(patient__in=patients).select_related("patient").order_by("made_on")
    )
    rows, due, copies = ledgers(orders), [], {}
    ended: dict[uuid.UUID, bool] = {}
    for order in orders:
        found = told(order, rows[order.pk])
        copies[order.pk] = copies_of(order, rows[order.pk], found)
        ended[order.assessment_id] = copies[order.pk].status in ENDED
        due += due_of_order(order, rows[order.pk], found)
    by_assessment = {order.assessment_id: order for order in orders}
    for patient, review in _newest_reviews(patients):
        if not ended.get(review.assessment_id, False):
            due.append(due_of_review(patient, review, by_assessment.get(review.assessment_id)))
    return _seen(due), copies


def _newest_reviews(patients: Sequence[Patient]) -> list[tuple[Patient, ReviewDate]]:
    """For each person the review date that stands for the newest assessment."""
    by_pk = {patient.pk: patient for patient in patients}
    rows = ReviewDate.objects.current().filter(patient__in=by_pk)
    newest: dict[uuid.UUID, ReviewDate] = {}
    for row in rows.select_related("assessment").order_by("assessment__opened_at"):
        newest[row.patient_id] = row
    return [(by_pk[pk], row) for pk, row in newest.items()]


def _seen(due: Iterable[Due]) -> list[Due]:
    """With when the owner saw each, if they did."""
    due = list(due)
    rows = Seen.objects.filter(assessment__in={d.assessment_id for d in due}).order_by("seen_at")
    seen: Mapping[tuple[object, ...], datetime] = {
        (row.assessment_id, row.key, row.due_on, row.seen_by_id): row.seen_at for row in rows
    }
    anyone = {key[:3]: at for key, at in seen.items()}
    found = []
    for one in due:
        place = (one.assessment_id, one.key, one.due_on)
        at = seen.get((*place, one.owner_id)) if one.owner_id else anyone.get(place)
        found.append(Due(**{**one.__dict__, "seen_at": at}))
    return found


def _due(
    patient: Patient,
    order_id: uuid.UUID | None,
    assessment_id: uuid.UUID,
    key: str,
    *,
    statutory: bool,
    due_on: date,
    due_at: datetime | None,
    debatable: bool,
    owner: uuid.UUID | None,
) -> Due:
    return Due(
        patient_id=patient.pk,
        order_id=order_id,
        assessment_id=assessment_id,
        key=key,
        statutory=statutory,
        due_on=due_on,
        due_at=due_at,
        debatable=debatable,
        owner_id=owner,
        inpatient_team_id=patient.inpatient_team_id,
        community_team_id=patient.community_team_id,
        seen_at=None,
    )
