"""What is due, derived from ledgers and particulars: the truth that the work-list copies."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.models import LOCAL_REVIEW, Order, Patient, ReviewDate, ReviewMeeting, Seen
from assessments.statute.duties import RESPONSIBLE_CLINICIAN, duties
from assessments.statute.ledger import Entry, story
from assessments.statute.results import Status, Timeline
from assessments.summary.orders import basis_of, entries_of, ledgers

ENDED = (Status.REVOKED.value, Status.DISCHARGED.value, Status.EXPIRED.value)


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


@dataclass(frozen=True)
class Told:
    """An order with its ledger read once: the entries that stand, and what follows from them."""

    order: Order
    rows: int
    entries: tuple[Entry, ...]
    made_on: date
    timeline: Timeline

    @property
    def copies(self) -> Copies:
        """The columns of the order that lists read."""
        ends = self.timeline.deadlines.get("order_ends")
        safe = ends.when.safe if ends else None
        return Copies(
            entries=self.rows,
            status=self.timeline.status.value,
            made_on=self.made_on,
            ends_on=safe if isinstance(safe, date) else None,
        )


def told(orders: Sequence[Order]) -> list[Told]:
    """The orders' stories, each at the moment of its last entry, so that a copy does not age, but
    for an absence that still goes on: what it does to the dates follows from how long it lasts.

    ``orders`` are all those of some people, with their person: a tribunal that considered the
    case under an earlier order counts. One query, however many.
    """
    rows = ledgers(orders)
    entries = {order.pk: entries_of(rows[order.pk]) for order in orders}
    considered = _considered(orders, entries)
    found = []
    for order in orders:
        mine = rows[order.pk]
        made = _made_on(order, entries[order.pk])
        before = sorted(day for day, since in considered[order.patient_id] if since < made)
        last = max((row.recorded_at for row in mine), default=order.opened_at)
        basis = basis_of(order, order.patient, before)
        timeline = story(basis, entries[order.pk], as_of=last).timeline
        if timeline.status is Status.ABSENT:
            until = max(last, timezone.now())
            timeline = story(basis, entries[order.pk], as_of=until).timeline
        found.append(Told(order, len(mine), entries[order.pk], made, timeline))
    return found


def _made_on(order: Order, entries: Sequence[Entry]) -> date:
    made = (entry.moment.day for entry in entries if entry.kind == "order_made")
    return next(made, order.made_on)


def _considered(
    orders: Sequence[Order], entries: Mapping[uuid.UUID, Sequence[Entry]]
) -> Mapping[uuid.UUID, list[tuple[date, date]]]:
    """For each person the days on which the tribunal considered the case, each with the day on
    which the order was made under which it did.
    """
    found: dict[uuid.UUID, list[tuple[date, date]]] = defaultdict(list)
    for order in orders:
        made = _made_on(order, entries[order.pk])
        found[order.patient_id] += [
            (entry.moment.day, made)
            for entry in entries[order.pk]
            if entry.kind == "tribunal_considered"
        ]
    return found


def due_of_order(one: Told) -> list[Due]:
    """The duties of the Act that are open on one order."""
    patient = one.order.patient
    return [
        _due(
            patient,
            one.order.pk,
            one.order.assessment_id,
            duty.key,
            statutory=True,
            due_on=duty.due_on,
            due_at=duty.due_at,
            debatable=duty.debatable,
            owner=responsible(patient) if duty.owner == RESPONSIBLE_CLINICIAN else None,
        )
        for duty in duties(one.timeline, one.entries)
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
    """All that is due for these people, and the copies of their orders, from the ledgers.

    At most five queries, however many people.
    """
    rows = Order.objects.filter(patient__in=[patient.pk for patient in patients])
    found = told(list(rows.select_related("patient").order_by("made_on", "pk")))
    due = [item for one in found for item in due_of_order(one)]
    copies = {one.order.pk: one.copies for one in found}
    by_assessment = {one.order.assessment_id: one.order for one in found}
    dates = _reviews(patients, by_assessment)
    answered = _answered([review for _, review in dates])
    for patient, review in dates:
        order = by_assessment.get(review.assessment_id)
        if order is not None and copies[order.pk].status in ENDED:
            continue
        if review.pk not in answered:
            due.append(due_of_review(patient, review, order))
    return _seen(due), copies


def _reviews(
    patients: Sequence[Patient], orders: Mapping[uuid.UUID, Order]
) -> list[tuple[Patient, ReviewDate]]:
    """For each person the review date of the newest order, and of a newer decision without one.

    What is only decided takes no review away from the order that is in force meanwhile.
    """
    by_pk = {patient.pk: patient for patient in patients}
    rows = ReviewDate.objects.current().filter(patient__in=list(by_pk))
    newest: dict[uuid.UUID, list[ReviewDate]] = {}
    for row in rows.order_by("assessment__opened_at", "pk"):
        before = newest.get(row.patient_id, [])
        kept = (
            [] if row.assessment_id in orders else [r for r in before if r.assessment_id in orders]
        )
        newest[row.patient_id] = [*kept, row]
    return [(by_pk[pk], row) for pk, found in newest.items() for row in found]


def _answered(dates: Sequence[ReviewDate]) -> set[uuid.UUID]:
    """Those whose day had come when a review was held that was sealed after the day was agreed.

    Its seal ends a local review; a day that it agrees is a later version. At most one query.
    """
    if not dates:
        return set()
    by_assessment = {row.assessment_id: row for row in dates}
    meetings = ReviewMeeting.objects.current().filter(
        review__order__assessment__in=list(by_assessment), review__records__version=1
    )
    answered = set()
    for assessment, held_on, sealed_at in meetings.order_by().values_list(
        "review__order__assessment", "held_on", "review__records__sealed_at"
    ):
        row = by_assessment[assessment]
        if row.due_on <= held_on and row.recorded_at < sealed_at:
            answered.add(row.pk)
    return answered


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
