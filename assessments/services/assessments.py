"""Opening, staffing and ending an assessment."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from assessments import guideline, permissions
from assessments.models import (
    Assessment,
    Attendance,
    Closing,
    Invitation,
    Patient,
    VersionOpened,
)
from assessments.services.refusals import OUT_OF_DATE, Refused, refuse
from assessments.services.writing import all_of, append, changing, moment, move, void_signatures
from cto.accounts.models import User
from cto.audit import door

# Crockford's alphabet: no letter that is read as a digit, none that spells.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def open_assessment(
    *,
    patient: Patient,
    by: Any,
    submission: uuid.UUID | None = None,
    prompts: tuple[str, ...] = (),
    at: datetime | None = None,
) -> Assessment:
    """Begin to consider a CTO for this person.

    ``prompts`` are questions that stand over the task list (the paper's closing questions in
    the demonstration cases). Raises ``Refused`` where the user may not or one is open already.
    """
    try:
        with transaction.atomic():
            locked = Patient.objects.select_for_update().get(pk=patient.pk)
            stored = Assessment.objects.filter(submission=submission).first()
            if submission is not None and stored is not None:
                if (stored.patient_id, stored.opened_by_id) != (locked.pk, by.pk):
                    raise Refused([OUT_OF_DATE])
                return stored
            refuse(permissions.reasons_not_to_open_assessment(by, locked))
            if locked.assessments.open().exists():
                raise Refused([f"An assessment of {locked.called} is open already."])
            assessment = Assessment.objects.create(
                patient=locked,
                reference=new_reference(),
                guideline_edition=guideline.EDITION,
                opened_by=by,
                opened_at=moment(at),
                submission=submission,
                prompts=list(prompts),
            )
            _open_version(assessment, VersionOpened.Kind.FIRST, "", by=by, at=moment(at))
            door.wrote(by, "opened_assessment", assessment, about=locked.pk, at=at)
    except Refused:
        door.refused(by, "opened_assessment", "patient", patient.pk, about=patient.pk)
        raise
    return assessment


def invite(*, assessment: Assessment, member: Any, by: Any, at: datetime | None = None) -> None:
    """Add a clinician by name: they see the person until this version is sealed or closed."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_invite,
        what="invited_member",
        by=by,
        at=at,
        member=member.pk,
    ) as change:
        if not member.is_clinician or not member.is_active:
            raise Refused([f"{member.name} is not a clinician who can sign in."])
        _, change.happened = Invitation.objects.get_or_create(
            assessment=change.assessment,
            version=change.assessment.version,
            member=member,
            defaults={"invited_by": by, "invited_at": moment(at)},
        )


def name_chair(
    *, assessment: Assessment, chair: Any | None, by: Any, at: datetime | None = None
) -> None:
    """Name who reveals the views; ``None`` gives it back to the responsible clinician."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_name_chair,
        what="named_chair",
        by=by,
        at=at,
        chair=chair.pk if chair else "",
    ) as change:
        people = Patient.objects.filter(pk=assessment.patient_id)
        if chair is not None and not (chair.is_clinician and people.visible_to(chair).exists()):
            raise Refused([f"{chair.name} is not a member of this person's team."])
        change.assessment.chair = chair
        change.assessment.save(update_fields=["chair"])


@dataclass(frozen=True)
class TookPart:
    """Whether one person took part, as a form or a case file gives it.

    ``member`` is ``None`` for people who do not sign in. ``shown`` is the id of the row that the
    form showed, ``None`` where it showed none.
    """

    member: User | None
    name: str
    role: str
    took_part: bool
    how: str = ""
    shown: uuid.UUID | None = None

    def same_as(self, row: Attendance | None) -> bool:
        """Whether saving this would add nothing to what the row says."""
        mine = (self.role, self.took_part, self.how)
        return row is not None and mine == (row.role, row.took_part, row.how)


def record_attendance(
    *,
    assessment: Assessment,
    member: Any | None,
    name: str,
    role: str,
    took_part: bool,
    how: str = "",
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Attendance:
    """Record whether somebody took part. ``member`` is ``None`` for people who do not sign in."""
    one = TookPart(member, name, role, took_part, how, supersedes)
    (row,) = record_who_took_part(
        assessment=assessment, people=[one], by=by, submission=submission, at=at
    )
    return row


def record_who_took_part(
    *,
    assessment: Assessment,
    people: Sequence[TookPart],
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Attendance, ...]:
    """Record several people's attendance, all or nothing.

    Raises ``Overtaken`` naming each whom somebody else changed, ``Refused``.
    """
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what="recorded_attendance",
        by=by,
        at=at,
        voids="Who took part was changed.",
    ) as change:
        stamp = {"by": by, "submission": submission, "at": at}
        return all_of(change, (partial(_attended, assessment, one, **stamp) for one in people))


def _attended(
    assessment: Assessment,
    one: TookPart,
    *,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> Attendance:
    name = one.name if one.member is None else one.member.name
    who = {"member": one.member} if one.member is not None else {"member": None, "name": name}
    return append(
        Attendance,
        slot={"assessment": assessment, **who},
        supersedes=one.shown,
        submission=submission and uuid.uuid5(submission, f"{one.member and one.member.pk}/{name}"),
        by=by,
        at=at,
        entry=name,
        role=one.role,
        took_part=one.took_part,
        how=one.how,
        **({"name": name} if one.member is not None else {}),
    )


def close(
    *, assessment: Assessment, why: str, reason: str, by: Any, at: datetime | None = None
) -> None:
    """End an assessment without a decision: entered in error, or no longer needed."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_close,
        what="closed_assessment",
        by=by,
        at=at,
        why=why,
    ) as change:
        if not reason.strip():
            raise Refused(["Enter the reason for closing this assessment."])
        Closing.objects.create(
            assessment=change.assessment, why=why, reason=reason, closed_by=by, closed_at=moment(at)
        )
        move(change.assessment, "close")


def correct(*, assessment: Assessment, reason: str, by: Any, at: datetime | None = None) -> None:
    """Open version n+1 of a sealed assessment. It needs fresh signatures; version n stays."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_correct,
        what="opened_correction",
        by=by,
        at=at,
    ) as change:
        if not reason.strip():
            raise Refused(["Enter what has to be corrected and why."])
        if assessment.patient.assessments.open().exists():
            raise Refused(["Close or seal this person's open assessment before you correct one."])
        reopen(change.assessment, VersionOpened.Kind.CORRECTION, reason, by=by, at=moment(at))


def withdraw_correction(*, assessment: Assessment, by: Any, at: datetime | None = None) -> None:
    """Give up a correction: the version sealed last stands again, as it was sealed.

    What was recorded meanwhile stays recorded, a statement of the AMHP too; the number of the
    version that is given up is not used again.
    """
    with changing(
        assessment,
        may=permissions.reasons_not_to_withdraw,
        what="withdrew_correction",
        by=by,
        at=at,
        version=assessment.version,
    ) as change:
        locked = change.assessment
        if locked.state.is_signed:
            void_signatures(locked, because="The correction was withdrawn.", by=by, at=moment(at))
        move(locked, "withdraw")
        locked.version = locked.records.latest("version").version
        locked.save(update_fields=["version"])


def reopen(
    assessment: Assessment, kind: VersionOpened.Kind, reason: str, *, by: Any, at: datetime
) -> None:
    """Begin the next version of a sealed assessment, inside the caller's transaction."""
    move(assessment, "reopen")
    opened = assessment.versions_opened.aggregate(last=Max("number"))
    assessment.version = opened["last"] + 1
    assessment.save(update_fields=["version"])
    _open_version(assessment, kind, reason, by=by, at=at)


def _open_version(
    assessment: Assessment, kind: VersionOpened.Kind, reason: str, *, by: Any, at: datetime
) -> None:
    VersionOpened.objects.create(
        assessment=assessment,
        number=assessment.version,
        kind=kind,
        reason=reason,
        opened_by=by,
        opened_at=at,
    )


def new_reference() -> str:
    """A reference that says nothing about the person or how many there are: "7K3M-9Q2D"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
