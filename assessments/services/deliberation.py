"""The team weighs alternatives, gives views, pauses and agrees."""

import uuid
from datetime import date, datetime
from typing import Any

from assessments import permissions
from assessments.models import (
    Agreement,
    Assessment,
    OptionAppraisal,
    Pause,
    ProfessionalView,
    Recommendation,
    Reveal,
)
from assessments.services.refusals import Refused
from assessments.services.writing import changing, moment


def appraise_option(
    *,
    assessment: Assessment,
    option: str,
    reasons_for: str,
    reasons_against: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> OptionAppraisal:
    """Record reasons for and against one alternative (guideline ``box3``)."""
    if not (reasons_for.strip() or reasons_against.strip()):
        raise Refused(["Enter at least one reason for or against this option."])
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what="appraised_option",
        by=by,
        at=at,
        voids="The options weighed were changed.",
        option=option,
    ) as change:
        return change.append(
            OptionAppraisal,
            slot={"assessment": assessment, "option": option},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry=option,
            reasons_for=reasons_for,
            reasons_against=reasons_against,
        )


def pause(
    *,
    assessment: Assessment,
    reflection: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Pause:
    """The responsible clinician stops before deciding and says what they took from it."""
    if not reflection.strip():
        raise Refused(["Enter what you take from this pause, even if nothing changed."])
    with changing(
        assessment,
        may=permissions.reasons_not_to_decide,
        what="paused",
        by=by,
        at=at,
        voids="The pause before the decision was changed.",
    ) as change:
        return change.append(
            Pause,
            slot={"assessment": assessment},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Pause",
            reflection=reflection,
        )


def agree(
    *,
    assessment: Assessment,
    recommendation: str,
    reasons: str,
    dissent: str,
    agreed_on: date,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Agreement:
    """Record what the team recommends (``agreement.recommend``), with whose dissent and why."""
    if recommendation == Recommendation.DISSENT and not dissent.strip():
        raise Refused(["Enter whose dissent it is and why."])
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what="recorded_agreement",
        by=by,
        at=at,
        voids="The team's agreement was changed.",
    ) as change:
        return change.append(
            Agreement,
            slot={"assessment": assessment},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="The team's agreement",
            recommendation=recommendation,
            reasons=reasons,
            dissent=dissent,
            agreed_on=agreed_on,
        )


def give_view(
    *,
    assessment: Assessment,
    stance: str,
    sureness: str,
    reasons: str,
    would_change: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ProfessionalView:
    """Record the user's own view. There is no way to record anybody else's.

    Before the reveal nobody but its owner reads it; a revision keeps the text before.
    """
    with changing(
        assessment,
        may=permissions.reasons_not_to_give_view,
        what="gave_view",
        by=by,
        at=at,
        voids="A member's view was added or changed.",
    ) as change:
        return change.append(
            ProfessionalView,
            slot={"assessment": assessment, "recorded_by": by},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Your view",
            stance=stance,
            sureness=sureness,
            reasons=reasons,
            would_change=would_change,
        )


def reveal(*, assessment: Assessment, by: Any, at: datetime | None = None) -> Reveal:
    """Open all views to the team at once. Repeating it changes nothing."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_reveal,
        what="revealed_views",
        by=by,
        at=at,
        voids="The members' views were revealed.",
    ) as change:
        shown = Reveal.objects.filter(assessment=assessment).first()
        if shown is not None:
            change.happened = False
            return shown
        if not ProfessionalView.objects.filter(assessment=assessment).exists():
            raise Refused(["Nobody has given a view yet. Reveal them once there is one."])
        return Reveal.objects.create(
            assessment=change.assessment, revealed_by=by, revealed_at=moment(at)
        )
