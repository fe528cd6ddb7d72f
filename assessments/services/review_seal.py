"""Sealing a review: it becomes bytes that nobody changes, and the local review is done.

The next one is agreed where the order goes on.
"""

import dataclasses
import json
import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments import permissions
from assessments.documents.marks import Final, check_code
from assessments.documents.review import review_record
from assessments.models import Review, ReviewDate, ReviewRecord
from assessments.services import after_decision, worklist
from assessments.services.refusals import Refused, refuse
from assessments.services.reviewing import changing_review, move
from assessments.services.writing import moment
from assessments.summary.canonical import (
    canonical_json,
    changed_parts,
    content_hash,
    reasons_changed_since,
)
from assessments.summary.canonical import sha256 as hash_of
from assessments.summary.review_readiness import blocks_sealing
from assessments.summary.review_shapes import ReviewSummary
from assessments.summary.reviews import review_summary
from assessments.summary.shapes import Signature
from assessments.summary.topics import who
from cto.audit import door
from cto.design.words import short_day


def seal_review(review: Review, *, shown: str, by: Any, at: datetime | None) -> ReviewRecord:
    """Freeze the summary, print it once, and store both; the review is sealed.

    The caller has checked the password. Printing happens outside any transaction; then, in one
    transaction, the summary is read again and must be the same to the letter, and the next local
    review takes its day.

    Raises ``Refused`` with what blocks the seal or what changed meanwhile, ``CannotPrint`` where
    the record cannot be printed whole.
    """
    sealed_at = moment(at)
    try:
        refuse(permissions.reasons_not_to_seal_review(by, review))
        summary = review_summary(review, as_of=sealed_at)
        refuse(item.sentence for item in blocks_sealing(summary))
        refuse(reasons_changed_since(shown, summary))
    except Refused:
        about = review.order.patient_id
        door.refused(by, "sealed_review", "review", review.pk, about=about)
        raise
    record = _printed(_sealed(summary, by, sealed_at), by=by, at=sealed_at)
    with changing_review(
        review,
        may=permissions.reasons_not_to_seal_review,
        what="sealed_review",
        by=by,
        at=at,
        reference=record.reference,
        sha256=record.pdf_sha256,
    ) as change:
        refuse(changed_parts(summary, review_summary(review, as_of=sealed_at)))
        record.review = change.review
        record.save(force_insert=True)
        move(change.review, "seal")
        _agree_next(change.review, summary, by=by, at=at)
        worklist.refresh(change.review.order.patient)
    return record


def _sealed(summary: ReviewSummary, by: Any, at: datetime) -> ReviewSummary:
    """The summary as it will read once sealed, with the seal as its signature."""
    moment_here = timezone.localtime(at)
    signature = Signature("sealed", "Sealed", who(by), moment_here, content_hash(summary))
    return dataclasses.replace(summary, status="sealed", signatures=(signature,))


def _printed(summary: ReviewSummary, *, by: Any, at: datetime) -> ReviewRecord:
    """The record with its snapshot and bytes, not stored yet."""
    reference = f"{summary.reference}-v{summary.version}"
    snapshot = canonical_json(summary, record_reference=reference)
    mark = Final(reference, summary.version, timezone.localtime(at), snapshot.encode())
    pdf = review_record(summary, mark=mark)
    return ReviewRecord(
        id=uuid.uuid4(),
        version=summary.version,
        reference=reference,
        outcome=summary.outcome.outcome if summary.outcome else "",
        snapshot=snapshot,
        snapshot_sha256=hash_of(snapshot),
        check_code=check_code(snapshot.encode()),
        pdf=pdf,
        pdf_sha256=hash_of(pdf),
        guideline_edition=summary.guideline_edition,
        rules_edition=summary.rules_edition,
        sealed_by=by,
        sealed_at=at,
    )


def _agree_next(review: Review, summary: ReviewSummary, *, by: Any, at: datetime | None) -> None:
    """Move the person's local review to the day agreed: no date of the Act, and none twice.

    A correction that leaves the day as it was, or that of a review which a later one followed,
    moves nothing.
    """
    outcome, meeting = summary.outcome, summary.meeting
    if outcome is None or meeting is None or outcome.next_on is None:
        return
    if outcome.next_on == _agreed_before(review) or _followed(review):
        return
    assessment = review.order.assessment
    now = ReviewDate.objects.current().filter(assessment=assessment).first()
    if now is not None and now.due_on == outcome.next_on:
        return
    after_decision.set_review_date(
        assessment=assessment,
        due_on=outcome.next_on,
        agreed_with_person=meeting.person_present,
        reason=f"Agreed at the review of {short_day(meeting.held_on)}",
        supersedes=now.pk if now else None,
        counted_from=meeting.held_on,
        by=by,
        at=at,
    )


def _agreed_before(review: Review) -> Any:
    """The day that the version before this one agreed, None where there was none."""
    earlier = ReviewRecord.objects.filter(review=review, version__lt=review.version)
    snapshot = earlier.order_by("-version").values_list("snapshot", flat=True).first()
    day = json.loads(snapshot)["outcome"]["next_on"] if snapshot else None
    return datetime.fromisoformat(day).date() if day else None


def _followed(review: Review) -> bool:
    later = ReviewRecord.objects.filter(review__order=review.order_id)
    return later.filter(review__opened_at__gt=review.opened_at).exists()
