"""What follows a sealed decision: explanation, rights, the statutory form, the review date."""

import uuid
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assessments import lifecycle, permissions
from assessments.models import (
    Assessment,
    FurtherExplanation,
    ReviewDate,
    RightsGiven,
    StatutoryForm,
)
from assessments.services import making, worklist
from assessments.services.refusals import Refused, refuse
from assessments.services.writing import Question, changing
from assessments.statute.readiness import review_date_faults
from assessments.summary import after
from cto.design.words import short_day


def explain_further(
    *,
    assessment: Assessment,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> FurtherExplanation:
    """Add what was explained after the decision, and what was understood."""
    return _add(
        FurtherExplanation,
        "explained_further",
        may=permissions.reasons_not_to_explain_further,
        assessment=assessment,
        by=by,
        submission=submission,
        at=at,
        **values,
    )


def give_rights(
    *,
    assessment: Assessment,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> RightsGiven:
    """Add that rights and the advocate's leaflet were given (ss.132A, 130D)."""
    return _add(
        RightsGiven,
        "gave_rights",
        may=permissions.reasons_not_to_add_after_decision,
        assessment=assessment,
        by=by,
        submission=submission,
        at=at,
        **values,
    )


def record_statutory_form(
    *,
    assessment: Assessment,
    supersedes: uuid.UUID | None,
    reason: str = "",
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> StatutoryForm:
    """Record the dates on the completed CTO1 (Wales CP1), from which the order exists.

    The first time this begins the order's ledger. Later it corrects the dates: where the order
    took effect at another moment, the ledger's first entry is struck through with the ``reason``.
    """
    with changing(
        assessment,
        may=permissions.reasons_not_to_record_statutory_form,
        what="recorded_statutory_form",
        by=by,
        at=at,
    ) as change:
        refuse(_reasons_no_order_follows(change.assessment))
        if supersedes is not None and not reason.strip():
            raise Refused(["Enter why the dates are corrected."])
        form = change.append(
            StatutoryForm,
            slot={"assessment": assessment},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Statutory form",
            **values,
        )
        if change.happened:
            making.follow_form(
                assessment=change.assessment,
                effective_at=form.effective_at,
                reason=reason,
                by=by,
                at=at,
            )
        return form


def set_review_date(
    *,
    assessment: Assessment,
    due_on: date,
    agreed_with_person: bool,
    reason: str = "",
    supersedes: uuid.UUID | None = None,
    counted_from: date | None = None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ReviewDate:
    """Agree the first review date, or move it with a reason (``explain.review_agreed``).

    At most six months beginning with ``counted_from``: left out, the order's effective day; until
    the form is there, the one in the sealed decision. Never before the day of that decision.
    Setting the first is open to every member; moving it to the responsible clinician and the
    Mental Health Act office.
    """
    may = permissions.reasons_not_to_add_after_decision
    if supersedes is not None:
        may = _reasons_not_to_move
    with changing(assessment, may=may, what="set_review_date", by=by, at=at, due=due_on) as change:
        refuse(_reasons_no_order_follows(change.assessment))
        if supersedes is not None and not reason.strip():
            raise Refused(["Enter why the review date is moved."])
        refuse(_reasons_before_the_decision(change.assessment, due_on))
        if supersedes is None:
            first_day = counted_from or _first_day(change.assessment)
            refuse(review_date_faults(due_on, first_day))
        stored = change.append(
            ReviewDate,
            slot={"assessment": assessment},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Review date",
            patient=change.assessment.patient,
            due_on=due_on,
            reason=reason,
            agreed_with_person=agreed_with_person,
        )
        worklist.refresh(change.assessment.patient)
        return stored


def _first_day(assessment: Assessment) -> date:
    """The order's first day: by its form, else as decided, else not before the decision."""
    form = StatutoryForm.objects.current().filter(assessment=assessment).first()
    if form is not None:
        return timezone.localdate(form.effective_at)
    record = assessment.records.defer("pdf", "snapshot").latest("version")
    return after.planned_on(record) or timezone.localdate(record.sealed_at)


def _reasons_before_the_decision(assessment: Assessment, due_on: date) -> tuple[str, ...]:
    decided_on = timezone.localdate(
        assessment.records.defer("pdf", "snapshot").earliest("version").sealed_at
    )
    if due_on >= decided_on:
        return ()
    return (f"Enter a review date on or after {short_day(decided_on)}, the day of the decision.",)


def _reasons_not_to_move(user: Any, assessment: Assessment) -> tuple[str, ...]:
    return permissions.reasons_not_to_move_review(user, assessment.patient)


def _reasons_no_order_follows(assessment: Assessment) -> tuple[str, ...]:
    record = assessment.records.order_by("-version").first()
    if record is not None and record.outcome == lifecycle.Outcome.MADE.value:
        return ()
    return ("The sealed decision was not to make an order.",)


def _add(
    model: Any, what: str, *, may: Question, assessment: Assessment, by: Any, **values: Any
) -> Any:
    """Append an entry of which there may be many, beside the sealed record."""
    submission, at = values.pop("submission"), values.pop("at")
    with changing(
        assessment,
        may=may,
        what=what,
        by=by,
        at=at,
    ) as change:
        return change.append(
            model,
            slot={"assessment": assessment, "thread": None},
            supersedes=None,
            submission=submission,
            by=by,
            at=at,
            **values,
        )
