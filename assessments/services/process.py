"""Stage 3: what happened with the person and with those around them."""

import uuid
from datetime import datetime
from typing import Any

from assessments import permissions
from assessments.models import (
    Assessment,
    CapacityAssessment,
    Consultation,
    DischargeMeeting,
    Interview,
    Involvement,
)
from assessments.models.append_only import AssessmentVersion
from assessments.services.writing import changing


def record_interview(**call: Any) -> Interview:
    """Record a meeting with the person (``interview``). Arguments as ``_record``."""
    return _record(Interview, "recorded_interview", "An interview", **call)


def record_capacity(**call: Any) -> CapacityAssessment:
    """Record a capacity assessment (``interview.capacity``; MCA 2005 ss.1-3)."""
    return _record(CapacityAssessment, "recorded_capacity", "A capacity assessment", **call)


def record_consultation(**call: Any) -> Consultation:
    """Record who was consulted, or why not (``consult.*``)."""
    return _record(Consultation, "recorded_consultation", "A consultation", **call)


def record_involvement(**call: Any) -> Involvement:
    """Record level of consent, advocate and interpreter (``interview.consent_level``)."""
    return _record(
        Involvement, "recorded_involvement", "The person's involvement", one=True, **call
    )


def record_meeting(**call: Any) -> DischargeMeeting:
    """Record the section 117 discharge planning meeting (``meeting.services``)."""
    return _record(
        DischargeMeeting, "recorded_meeting", "The section 117 meeting", one=True, **call
    )


def _record(
    model: type[AssessmentVersion],
    what: str,
    named: str,
    *,
    assessment: Assessment,
    by: Any,
    thread: uuid.UUID | None = None,
    supersedes: uuid.UUID | None = None,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    one: bool = False,
    **values: Any,
) -> Any:
    """Add an entry, or the next version of the entry ``thread``.

    ``values`` are the model's own fields. ``one`` means that an assessment has one of its kind.
    Raises ``Refused`` or ``Overtaken``.
    """
    slot = {"assessment": assessment} | ({} if one else {"thread": thread})
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what=what,
        by=by,
        at=at,
        voids=f"{named} was added or changed.",
    ) as change:
        return change.append(
            model,
            slot=slot,
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry=named,
            **values,
        )
