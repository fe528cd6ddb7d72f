"""The responsible clinician decides and puts forward; the AMHP states; either may be voided."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessments import permissions
from assessments.models import (
    Assessment,
    Condition,
    ConditionAnswer,
    Decision,
    PutForward,
    Statement,
)
from assessments.services.refusals import Refused, SignaturesVoid, refuse
from assessments.services.writing import (
    changing,
    cleaned,
    locked_assessment,
    moment,
    move,
    void_signatures,
)
from assessments.statute import criteria as law
from assessments.statute import readiness
from assessments.summary.canonical import content_hash, reasons_changed_since
from assessments.summary.read import assessment_summary
from assessments.summary.readiness import blocks_putting_forward
from assessments.summary.rows import standing_put_forward

CHANGED = (
    "Found when it was about to be signed: a name, a role, a team or the edition of the rules "
    "changed after it was put forward."
)


@dataclass(frozen=True)
class Answer:
    """The AMHP's yes or no to one question, with own reasons."""

    agrees: bool
    reasons: str


def record_decision(
    *,
    assessment: Assessment,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Decision:
    """Record the responsible clinician's findings, reasons and proposed outcome.

    ``values`` are the fields of ``Decision``; what is left out keeps its last value. A proposed
    review lies at most six months, beginning with the effective day, ahead. Saving what stands
    already, or the same submission again, adds nothing and voids nothing.
    """
    with changing(
        assessment,
        may=permissions.reasons_not_to_decide,
        what="recorded_decision",
        by=by,
        at=at,
        voids="The responsible clinician's opinion or outcome was changed.",
    ) as change:
        slot = {"assessment": assessment, "version": change.assessment.version}
        stands = Decision.objects.current().filter(**slot).first()
        kept = _fields(stands)
        merged = {**kept, **values}
        if stands is not None and (merged == kept or _seen(submission, by)):
            change.happened = False
            return stands
        refuse(_reasons_dates_do_not_fit(merged))
        return change.append(
            Decision,
            slot=slot,
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="The decision",
            **merged,
        )


def put_forward(
    *, assessment: Assessment, by: Any, shown: str = "", at: datetime | None = None
) -> PutForward:
    """Sign opinion and conditions, and invite the AMHP's statement.

    The caller has checked the password. ``shown`` is the content hash of what the signer had
    before them. Raises ``Refused`` with every reason that blocks it, or where something changed.
    """
    with changing(
        assessment, may=permissions.reasons_not_to_put_forward, what="put_forward", by=by, at=at
    ) as change:
        summary = assessment_summary(assessment)
        outcome = _outcome(summary)
        refuse(reasons_changed_since(shown, summary))
        blocked = blocks_putting_forward(summary, change.assessment, by)
        refuse(item.sentence for item in blocked)
        signed = PutForward.objects.create(
            assessment=change.assessment,
            version=change.assessment.version,
            outcome=outcome,
            content_hash=content_hash(summary),
            signed_by=by,
            signed_at=moment(at),
        )
        move(change.assessment, "put_forward")
    return signed


def state(
    *,
    assessment: Assessment,
    criteria: Answer,
    appropriate: Answer,
    conditions: Mapping[uuid.UUID, Answer],
    shown: uuid.UUID,
    by: Any,
    at: datetime | None = None,
) -> Statement:
    """Give the AMHP's statement on what the responsible clinician put forward.

    ``conditions`` holds an answer for the id of each discretionary condition; ``shown`` is the
    id of the ``PutForward`` on the page. The caller has checked the password. Raises
    ``Refused`` where something changed since, an answer is missing or has no reasons,
    ``SignaturesVoid`` where what was put forward no longer reads as it did.
    """
    if not permissions.reasons_not_to_state(by, assessment):
        void_if_changed(assessment=assessment, by=by, at=at)
    with changing(
        assessment, may=permissions.reasons_not_to_state, what="stated", by=by, at=at
    ) as change:
        signed = standing_put_forward(change.assessment)
        if signed is None or signed.pk != shown:
            raise Refused(["This was put forward again meanwhile. Read it once more, then state."])
        if content_hash(assessment_summary(assessment)) != signed.content_hash:
            raise Refused(["Something changed after it was put forward. Ask for it again."])
        asked = _discretionary(change.assessment)
        refuse(_reasons_answers_are_missing(criteria, appropriate, conditions, asked))
        statement = Statement.objects.create(
            put_forward=signed,
            content_hash=signed.content_hash,
            signed_by=by,
            signed_at=moment(at),
            **cleaned(
                Statement,
                {
                    "agrees_criteria": criteria.agrees,
                    "criteria_reasons": criteria.reasons,
                    "appropriate": appropriate.agrees,
                    "appropriate_reasons": appropriate.reasons,
                },
            ),
        )
        for condition in asked:
            answer = conditions[condition.pk]
            ConditionAnswer.objects.create(
                statement=statement,
                condition=condition,
                **cleaned(
                    ConditionAnswer,
                    {
                        "wording": condition.wording,
                        "agrees": answer.agrees,
                        "reasons": answer.reasons,
                    },
                ),
            )
        move(change.assessment, "state")
    return statement


def void_if_changed(*, assessment: Assessment, by: Any, at: datetime | None = None) -> None:
    """Void what stands put forward where it no longer reads as it was signed.

    A colleague renamed, or a new edition of the rules, changes it from outside the assessment.
    Raises ``SignaturesVoid`` once the assessment is back with the team; nothing recorded is lost.
    """
    with transaction.atomic():
        locked = locked_assessment(assessment.pk)
        signed = standing_put_forward(locked) if locked.state.is_signed else None
        if signed is None or signed.content_hash == content_hash(assessment_summary(locked)):
            return
        void_signatures(locked, because=CHANGED, by=by, at=moment(at))
    assessment.refresh_from_db(fields=["status"])
    raise SignaturesVoid(f"Nothing was signed, and what was signed is void. {CHANGED}")


def return_to_team(
    *, assessment: Assessment, because: str, by: Any, at: datetime | None = None
) -> None:
    """Take back what was put forward. Signatures are void; an AMHP's words stay on record."""
    with changing(
        assessment,
        may=permissions.reasons_not_to_return_to_team,
        what="returned_to_team",
        by=by,
        at=at,
    ) as change:
        if not because.strip():
            raise Refused(["Enter why it goes back to the team."])
        void_signatures(change.assessment, because=because[:300], by=by, at=moment(at))


def _fields(row: Decision | None) -> dict[str, Any]:
    """The fields of the decision as they stand, so that a part can be saved on its own page."""
    if row is None:
        return {}
    kept = {f.name for f in Decision._meta.local_fields} - {"id", "version", "assessment"}
    kept -= {"thread", "supersedes", "submission", "recorded_by", "recorded_at"}
    return {name: getattr(row, name) for name in kept}


def _seen(submission: uuid.UUID | None, by: Any) -> bool:
    """Whether this filling-in of the form was stored before."""
    found = Decision.objects.filter(submission=submission, recorded_by=by)
    return submission is not None and found.exists()


def _reasons_dates_do_not_fit(values: Mapping[str, Any]) -> tuple[str, ...]:
    review_on: date | None = values.get("review_on")
    effective_on: date | None = values.get("effective_on")
    if effective_on is not None and effective_on < law.FIRST_DAY:
        return ("Enter an effective day on or after 3 November 2008, when the power began.",)
    if review_on is not None and effective_on is None:
        return ("Enter the day on which the order takes effect, to set a review date.",)
    return readiness.review_date_faults(review_on, effective_on)


def _outcome(summary: Any) -> str:
    if summary.decision is None or not summary.decision.outcome:
        raise Refused(["Record the decision and its outcome before putting it forward."])
    return summary.decision.outcome


def _discretionary(assessment: Assessment) -> list[Condition]:
    return list(
        Condition.objects.current()
        .filter(assessment=assessment, withdrawn=False)
        .order_by("position")
    )


def _reasons_answers_are_missing(
    criteria: Answer,
    appropriate: Answer,
    conditions: Mapping[uuid.UUID, Answer],
    asked: list[Condition],
) -> tuple[str, ...]:
    reasons = []
    if set(conditions) != {condition.pk for condition in asked}:
        reasons.append("Answer every condition as it is worded now, one by one.")
    answers = [criteria, appropriate, *conditions.values()]
    if any(not answer.reasons.strip() for answer in answers):
        reasons.append("Give your own reasons for every answer.")
    return tuple(reasons)
