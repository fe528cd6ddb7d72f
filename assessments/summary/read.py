"""Reading an assessment as one frozen summary, in a fixed number of queries."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Assessment, VersionOpened
from assessments.models.append_only import Version
from assessments.statute import rules
from assessments.summary import decision as decided
from assessments.summary import members, process, rows, shapes
from assessments.summary.particulars import person
from assessments.summary.topics import STAGE_1, chapter, who
from cto.accounts.models import User

Row = TypeVar("Row", bound=Version)

NAMED = (
    "inpatient_team",
    "community_team",
    "inpatient_rc",
    "community_rc",
    "amhp",
    "care_coordinator",
)
PEOPLE = tuple(f"patient__{role}" for role in NAMED)


def with_people(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Assessments with the person and everybody named in their care, in one query."""
    return assessments.select_related("patient", "chair", "opened_by", *PEOPLE)


def assessment_summary(
    assessment: Assessment, *, signer: User | None = None
) -> shapes.AssessmentSummary:
    """Everything recorded in this assessment's present version.

    Reads the assessment afresh, so that what is summed up is what is stored now. ``signer`` is
    whoever is about to sign, and so takes part.
    """
    fresh = with_people(Assessment.objects.all()).get(pk=assessment.pk)
    return summarise(rows.fetch(fresh), signer=signer)


def summarise(found: rows.Rows, *, signer: User | None = None) -> shapes.AssessmentSummary:
    """The summary of rows already fetched. No query."""
    assessment = found.assessment
    patient = assessment.patient
    attended, missing = _attendance(found, signer)

    def of(domain: str) -> shapes.Chapter:
        return chapter(domain, found.considerations, patient)

    return shapes.AssessmentSummary(
        id=str(assessment.pk),
        reference=assessment.reference,
        version=assessment.version,
        replaces=_replaces(found),
        status=assessment.status,
        opened_at=timezone.localtime(assessment.opened_at),
        guideline_edition=assessment.guideline_edition,
        rules_edition=rules.RULES_EDITION,
        person=person(patient),
        domains=tuple(of(domain) for domain in STAGE_1),
        options=decided.options(found),
        reflection=(of("reflection"), of("box4"), of("agreement")),
        views=decided.views(found, _members(found)),
        agreement=decided.agreement(found),
        conditions=decided.conditions(found),
        interviews=tuple(process.interview(row) for row in found.interviews),
        interview_topics=of("interview"),
        capacity=tuple(process.capacity(row) for row in found.capacity),
        explanation=of("explain"),
        involvement=_if_any(process.involvement, found.involvement),
        consultations=tuple(process.consultation(row) for row in found.consultations),
        meeting=_if_any(process.meeting, found.meeting),
        meeting_topics=of("meeting"),
        pause=_if_any(process.pause, found.pause),
        decision=decided.decision(found),
        statement=decided.statement(found),
        earlier_statements=decided.earlier_statements(found),
        attended=attended,
        roles_missing=missing,
        signatures=decided.signatures(found),
    )


def _if_any(shape: Callable[[Row], shapes.Facts], row: Row | None) -> shapes.Facts | None:
    return None if row is None else shape(row)


def _replaces(found: rows.Rows) -> shapes.Replaces | None:
    version = found.version
    if version.kind == VersionOpened.Kind.FIRST:
        return None
    return shapes.Replaces(
        version=found.replaced,
        reason=version.reason,
        by=who(version.opened_by),
        at=timezone.localtime(version.opened_at),
    )


def _members(found: rows.Rows) -> dict[str, shapes.Who]:
    """Those from whom a view is expected."""
    users = members.expected(found.assessment.patient, found.attendance)
    return {key: who(user) for key, user in users.items()}


def _attendance(
    found: rows.Rows, signer: User | None
) -> tuple[tuple[shapes.Attended, ...], tuple[str, ...]]:
    """Who took part, and which role of the paper's Fig 1 nobody filled.

    Whoever signed took part, an AMHP also who stated on what was put forward before.
    """
    people = tuple(
        shapes.Attended(name=row.name, role=row.role, took_part=row.took_part, how=row.how)
        for row in found.attendance
    )
    present = {row.member_id for row in found.attendance if row.member_id and row.took_part}
    if signer is not None:
        present.add(signer.pk)
    if found.put_forward is not None:
        present.add(found.put_forward.signed_by_id)
    stated = {statement.signed_by_id for statement in found.statements}
    patient = found.assessment.patient
    roles = (
        ("Responsible clinician, in-patient team", patient.inpatient_rc_id, "inpatient_team"),
        ("Responsible clinician, community team", patient.community_rc_id, "community_team"),
    )
    missing = [
        role
        for role, holder, team in roles
        if holder not in present and getattr(patient, f"{team}_id")
    ]
    if not stated and patient.amhp_id not in present:
        missing.append("Approved mental health professional")
    return people, tuple(missing)
