"""What is done on the due board: seen by whoever it waits for, and given to another clinician."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessments import permissions
from assessments.models import DueItem, Patient, Seen
from assessments.services import patients
from assessments.services.refusals import Overtaken, Refused, refuse
from assessments.services.writing import moment
from assessments.summary import caseload
from cto.accounts.models import User
from cto.audit import door

MOVED = "This date has moved or is done. Look at the new date first."
CHANGED_MEANWHILE = (
    "Somebody changed this person’s teams or people meanwhile. Open the person’s page and change "
    "the responsible clinician there."
)
NOT_THEIRS = "This person has another responsible clinician by now. Nothing was changed."


def mark_seen(*, item: DueItem, due_on: date, by: User, at: datetime | None = None) -> Seen:
    """Record that the owner saw that this is due on ``due_on``; once, however often it is sent.

    The Mental Health Act office sees what has no owner, and counts as one: it is seen once
    somebody there saw it. Raises ``Refused`` for anybody else, and where the day has moved.
    """
    try:
        with transaction.atomic():
            # Whoever moves the day holds the same row.
            rows = DueItem.objects.select_for_update(of=("self",)).filter(pk=item.pk)
            locked = rows.select_related("patient").first()
            if locked is None:
                raise Refused([MOVED])
            refuse(permissions.reasons_not_to_mark_seen(by, locked))
            if locked.due_on != due_on:
                raise Refused([MOVED])
            seen, new = Seen.objects.get_or_create(
                assessment_id=locked.assessment_id,
                key=locked.key,
                due_on=locked.due_on,
                seen_by=by,
                defaults={"seen_at": moment(at)},
            )
            if locked.seen_at is None:
                locked.seen_at = seen.seen_at
                locked.save(update_fields=["seen_at"])
            if new:
                what = {"key": locked.key, "due_on": locked.due_on}
                door.wrote(by, "saw_due_item", locked, about=locked.patient_id, at=at, **what)
    except Refused:
        door.refused(by, "saw_due_item", "due_item", item.pk, about=item.patient_id)
        raise
    return seen


@dataclass(frozen=True)
class Handed:
    """What came of giving one person to another clinician; done where there are no reasons."""

    patient: Patient
    reasons: tuple[str, ...]


def reassign(
    *,
    leaving: User,
    to: User,
    shown: Mapping[uuid.UUID, int],
    since: date,
    submission: uuid.UUID,
    by: User,
    at: datetime | None = None,
) -> tuple[Handed, ...]:
    """Give people from one responsible clinician to another, wherever the first was named.

    ``shown`` holds each person's revision that the page showed. Person by person, each in a
    transaction of its own that enters the change in the ledger of a live order: one who cannot
    be handed over keeps nobody else. The same submission again answers the same and changes
    nothing. Raises ``Refused`` where the user may not do this at all.
    """
    reasons = permissions.reasons_not_to_reassign(by)
    if reasons:
        door.refused(by, "reassigned", "user", leaving.pk)
        raise Refused(reasons)
    people = Patient.objects.visible_to(by).filter(pk__in=list(shown))
    return tuple(
        Handed(
            patient,
            _hand_over(
                patient,
                leaving,
                to,
                shown=shown[patient.pk],
                since=since,
                submission=caseload.token(submission, patient.pk),
                by=by,
                at=at,
            ),
        )
        for patient in people.order_by("name", "pk")
    )


def _hand_over(
    patient: Patient, leaving: User, to: User, *, submission: uuid.UUID, **call: Any
) -> tuple[str, ...]:
    """Why this person keeps their clinician; nothing where they have the new one."""
    fields = caseload.fields_of(patient, leaving.pk)
    done = patient.revisions.filter(submission=submission).exists()
    if not fields and not done:
        return (NOT_THEIRS,)
    values = dict.fromkeys(fields, to)
    try:
        patients.name_roles(patient=patient, values=values, submission=submission, **call)
    except Refused as refusal:
        return refusal.reasons
    except Overtaken:
        return (CHANGED_MEANWHILE,)
    return ()
