"""Discretionary conditions: proposed by anyone in the team, reworded, withdrawn, never lost."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from assessments import permissions
from assessments.models import Assessment, Condition
from assessments.services.refusals import Refused
from assessments.services.writing import changing


def propose(
    *,
    assessment: Assessment,
    key: str,
    wording: str,
    purposes: list[str],
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **reasoning: str,
) -> Condition:
    """Propose a condition. ``reasoning``: rationale, beneficial, enforceable, support and
    patient_view, each as words. Raises ``Refused`` where ``key`` already stands once."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what="proposed_condition",
        by=by,
        at=at,
        voids="A condition was added.",
        key=key,
    ) as change:
        rows = Condition.objects.filter(assessment=assessment)
        if key != "condition.additional":
            _refuse_a_second(rows.current().filter(key=key, withdrawn=False), submission)
        position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        return change.append(
            Condition,
            slot={"assessment": assessment, "position": position},
            supersedes=None,
            submission=submission,
            by=by,
            at=at,
            key=key,
            wording=wording,
            purposes=purposes,
            **reasoning,
        )


def _refuse_a_second(standing: QuerySet[Condition], submission: uuid.UUID | None) -> None:
    if submission is not None:  # a form sent twice finds its own row standing
        standing = standing.exclude(submission=submission)
    if standing.exists():
        raise Refused(["This condition is proposed already. Change its wording instead."])


def change(
    *,
    condition: Condition,
    wording: str,
    purposes: list[str],
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **reasoning: str,
) -> Condition:
    """Reword a condition or its reasoning. Arguments as ``propose``."""
    return _append_version(
        condition,
        what="changed_condition",
        voids="A condition was changed.",
        supersedes=supersedes,
        by=by,
        submission=submission,
        at=at,
        wording=wording,
        purposes=purposes,
        **reasoning,
    )


def withdraw(
    *,
    condition: Condition,
    reason: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Condition:
    """Take a condition out, with the reason. Its wording stays readable."""
    if not reason.strip():
        raise Refused(["Enter why this condition is withdrawn."])
    return _append_version(
        condition,
        what="withdrew_condition",
        voids="A condition was withdrawn.",
        supersedes=supersedes,
        by=by,
        submission=submission,
        at=at,
        withdrawn=True,
        withdrawn_reason=reason,
        **{
            field: getattr(condition, field)
            for field in (
                "wording",
                "purposes",
                "rationale",
                "beneficial",
                "enforceable",
                "support",
                "patient_view",
            )
        },
    )


def _append_version(
    condition: Condition,
    *,
    what: str,
    voids: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
    **values: Any,
) -> Condition:
    assessment = condition.assessment
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what=what,
        by=by,
        at=at,
        voids=voids,
        key=condition.key,
    ) as change:
        return change.append(
            Condition,
            slot={"assessment": assessment, "position": condition.position},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Condition",
            key=condition.key,
            **values,
        )
