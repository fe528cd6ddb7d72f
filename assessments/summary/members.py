"""Who belongs to an assessment: named in the person's care, in a team, added by name, took part."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models import (
    Agreement,
    Assessment,
    Attendance,
    CapacityAssessment,
    Condition,
    Consideration,
    Consultation,
    Decision,
    DischargeMeeting,
    Interview,
    Invitation,
    Involvement,
    OptionAppraisal,
    Patient,
    Pause,
    ProfessionalView,
    Voice,
)
from assessments.summary import rows
from cto.accounts.models import Profession, User

SHOWN = 10


@dataclass(frozen=True)
class Present:
    """Somebody who may have taken part, and what is recorded about it.

    ``member`` is None for people who do not sign in. ``row`` is None while nothing is recorded.
    """

    member: User | None
    name: str
    role: str
    row: Attendance | None

    @property
    def key(self) -> str:
        """What names this person on a form."""
        if self.member is not None:
            return self.member.pk.hex
        return self.row.thread.hex if self.row else ""


def clinicians() -> QuerySet[User]:
    """Everybody who looks after patients and may sign in."""
    clinical = [each.value for each in Profession if each.is_clinical]
    return User.objects.filter(
        is_active=True,
        profession__in=clinical,
        is_auditor=False,
        is_system_administrator=False,
    )


def clinician(pk: uuid.UUID) -> User | None:
    """The clinician with this id, if there is one who may sign in: one query."""
    return clinicians().filter(pk=pk).first()


def members(assessment: Assessment) -> dict[str, User]:
    """Clinicians who see this person, by their id as text, in the order of names: one query."""
    patient = assessment.patient
    mine = Q(pk__in=patient.named_ids) | Q(pk__in=_invited(assessment))
    # A subquery, not a join: a join would repeat whoever is in both teams.
    in_teams = Exists(
        User.teams.through.objects.filter(user=OuterRef("pk"), team__in=patient.team_ids)
    )
    return {str(user.pk): user for user in clinicians().filter(mine | in_teams)}


def colleagues_without_note(assessment: Assessment, factor: str, user: User) -> dict[str, User]:
    """Whom ``user`` may type a note for: members whose own words do not stand there already."""
    own = Consideration.objects.current().filter(
        assessment=assessment, factor=factor, voice=Voice.MEMBER
    )
    settled = {row.member_id for row in own if row.recorded_by_id == row.member_id}
    found = members(assessment)
    return {
        key: each for key, each in found.items() if each.pk != user.pk and each.pk not in settled
    }


def expected(patient: Patient, attendance: Iterable[Attendance]) -> dict[str, User]:
    """Those from whom a view is expected: named in the person's care, or took part. No query."""
    named = (
        patient.inpatient_rc,
        patient.community_rc,
        patient.amhp,
        patient.care_coordinator,
        *(row.member for row in attendance if row.took_part),
    )
    return {str(user.pk): user for user in named if user is not None}


# What is recorded in the discussion, by whoever takes part in it.
RECORDED = (
    Agreement,
    CapacityAssessment,
    Condition,
    Consideration,
    Consultation,
    Decision,
    DischargeMeeting,
    Interview,
    Involvement,
    OptionAppraisal,
    Pause,
    ProfessionalView,
)


def present(assessment: Assessment) -> tuple[Present, ...]:
    """Who may have taken part: named, added, who recorded anything; then who does not sign in.

    Two queries.
    """
    recorded = rows.current(Attendance, assessment, "member")
    by_member = {row.member_id: row for row in recorded if row.member_id}
    patient = assessment.patient
    wanted = (
        Q(pk__in=patient.named_ids)
        | Q(pk__in=_invited(assessment))
        | Q(pk__in=list(by_member))
        | Q(pk__in=[assessment.chair_id, assessment.opened_by_id])
    )
    for model in RECORDED:
        entries = model._default_manager.filter(assessment=assessment, recorded_by=OuterRef("pk"))
        wanted |= Q(Exists(entries))
    users = sorted(
        User.objects.filter(wanted), key=lambda u: (u.pk not in patient.named_ids, u.name)
    )
    signing_in = tuple(
        Present(user, user.name, role(user, assessment), by_member.get(user.pk)) for user in users
    )
    others = tuple(
        Present(None, row.name, row.role, row) for row in recorded if row.member_id is None
    )
    return signing_in + others


def attendance_shown(
    assessment: Assessment, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Attendance]:
    """The versions that a form showed, current or not: one query."""
    found = Attendance.objects.filter(assessment=assessment, pk__in=list(ids))
    return {row.pk: row for row in found}


def role(user: User, assessment: Assessment) -> str:
    """What somebody is to this person, in words: their role in the care, else what they are."""
    patient = assessment.patient
    roles = {
        "Responsible clinician": user.pk in patient.rc_ids,
        "Approved mental health professional": user.pk == patient.amhp_id,
        "Care coordinator": user.pk == patient.care_coordinator_id,
    }
    return ", ".join(words for words, held in roles.items() if held) or user.description


def named(typed: str, user: User) -> tuple[User, ...]:
    """Clinicians other than ``user`` whose name holds every word typed: one query."""
    found = clinicians().exclude(pk=user.pk)
    words = typed.split()
    for word in words:
        found = found.filter(name__icontains=word)
    return tuple(found[:SHOWN]) if words else ()


def _invited(assessment: Assessment) -> QuerySet[Invitation, Any]:
    """Those added by name to the version that is open, or was last."""
    added = Invitation.objects.filter(assessment=assessment, version=assessment.version)
    return added.values("member")
