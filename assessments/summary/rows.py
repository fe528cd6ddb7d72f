"""Every current row of one assessment, fetched in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import (
    Agreement,
    Assessment,
    Attendance,
    CapacityAssessment,
    Condition,
    ConditionAnswer,
    Consideration,
    Consultation,
    Decision,
    DischargeMeeting,
    Interview,
    Involvement,
    OptionAppraisal,
    Pause,
    ProfessionalView,
    PutForward,
    Record,
    Reveal,
    Statement,
    VersionOpened,
)


@dataclass(frozen=True)
class Rows:
    """What the database holds about one assessment at one moment."""

    assessment: Assessment
    version: VersionOpened
    replaced: int
    """The sealed version that this one is to replace, 0 for the first."""
    considerations: list[Consideration]
    options: list[OptionAppraisal]
    views: list[ProfessionalView]
    reveal: Reveal | None
    agreement: Agreement | None
    conditions: list[Condition]
    interviews: list[Interview]
    capacity: list[CapacityAssessment]
    involvement: Involvement | None
    consultations: list[Consultation]
    meeting: DischargeMeeting | None
    pause: Pause | None
    decision: Decision | None
    attendance: list[Attendance]
    put_forward: PutForward | None
    statements: list[Statement]
    answers: list[ConditionAnswer]

    @property
    def statement(self) -> Statement | None:
        """The AMHP's statement on what stands put forward now."""
        standing = self.put_forward and self.put_forward.pk
        return next((s for s in self.statements if s.put_forward_id == standing), None)


def current(model: Any, assessment: Assessment, *related: str, **more: Any) -> list[Any]:
    """Current rows of one kind with their writer and ``related``, oldest first."""
    return list(
        model.objects.current()
        .filter(assessment=assessment, **more)
        .select_related("recorded_by", *related)
        .order_by("recorded_at", "pk")
    )


def considerations(assessment: Assessment, **only: Any) -> list[Consideration]:
    """Current considerations with writer, member and interview: one query."""
    found = Consideration.objects.current().filter(assessment=assessment, **only)
    return list(with_source(found))


def with_source(found: "QuerySet[Consideration]") -> "QuerySet[Consideration]":
    """With writer, member and interview, and the day of the interview as it stands corrected."""
    stands = Interview.objects.current().filter(thread=OuterRef("interview__thread"))
    return (
        found.annotate(  # type: ignore[no-redef]  # the model names it, for its readers
            interview_on=Subquery(stands.values("held_on")[:1])
        )
        .select_related("recorded_by", "member", "interview")
        .order_by("recorded_at", "pk")
    )


def fetch(assessment: Assessment) -> Rows:
    """All rows that make up the summary: a fixed number of queries, whatever the data."""
    version = _version(assessment)
    return Rows(
        assessment=assessment,
        version=version,
        replaced=version.replaced or 0,
        considerations=considerations(assessment),
        options=current(OptionAppraisal, assessment),
        views=list(
            ProfessionalView.objects.filter(assessment=assessment)
            .select_related("recorded_by")
            .order_by("recorded_at", "pk")
        ),
        reveal=Reveal.objects.select_related("revealed_by").filter(assessment=assessment).first(),
        agreement=_one(Agreement, assessment),
        conditions=sorted(
            current(Condition, assessment, withdrawn=False), key=lambda c: c.position
        ),
        interviews=sorted(current(Interview, assessment), key=lambda i: i.held_on),
        capacity=sorted(current(CapacityAssessment, assessment), key=lambda c: c.assessed_on),
        involvement=_one(Involvement, assessment),
        consultations=current(Consultation, assessment),
        meeting=_one(DischargeMeeting, assessment),
        pause=_one(Pause, assessment),
        decision=_one(Decision, assessment, version=assessment.version),
        attendance=current(Attendance, assessment, "member"),
        put_forward=standing_put_forward(assessment),
        statements=list(
            Statement.objects.filter(put_forward__assessment=assessment)
            .select_related("signed_by", "put_forward__voiding")
            .order_by("signed_at")
        ),
        answers=list(
            ConditionAnswer.objects.filter(statement__put_forward__assessment=assessment)
            .select_related("condition")
            .order_by("condition__position")
        ),
    )


def _version(assessment: Assessment) -> Any:
    """How the present version began, with the number of the sealed one before it as ``replaced``.

    A correction that was withdrawn has a number and no record: the one before is not number - 1.
    """
    sealed = Record.objects.filter(assessment=assessment, version__lt=OuterRef("number"))
    return (
        VersionOpened.objects.select_related("opened_by")
        .annotate(replaced=Subquery(sealed.order_by("-version").values("version")[:1]))
        .get(assessment=assessment, number=assessment.version)
    )


def _one(model: Any, assessment: Assessment, **more: Any) -> Any:
    rows = current(model, assessment, **more)
    return rows[0] if rows else None


def standing_put_forward(assessment: Assessment) -> PutForward | None:
    """The signature of the responsible clinician that stands for this version, if any."""
    return (
        PutForward.objects.filter(
            assessment=assessment, version=assessment.version, voiding__isnull=True
        )
        .select_related("signed_by")
        .order_by("-signed_at")
        .first()
    )
