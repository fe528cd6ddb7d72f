"""Sealing: the decision becomes bytes that nobody changes."""

import dataclasses
import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments import permissions
from assessments.documents.marks import Final, check_code
from assessments.documents.record import decision_record
from assessments.lifecycle import Outcome
from assessments.models import Assessment, Record, VersionOpened
from assessments.services.assessments import reopen
from assessments.services.decisions import void_if_changed
from assessments.services.refusals import Refused, SignaturesVoid, refuse
from assessments.services.writing import changing, moment, move
from assessments.summary.canonical import (
    canonical_json,
    changed_parts,
    content_hash,
    reasons_changed_since,
)
from assessments.summary.canonical import sha256 as hash_of
from assessments.summary.read import assessment_summary
from assessments.summary.readiness import blocks_sealing
from assessments.summary.shapes import AssessmentSummary, Decision, Signature
from assessments.summary.topics import who
from cto.audit import door


def seal(*, assessment: Assessment, by: Any, shown: str = "", at: datetime | None = None) -> Record:
    """Freeze the summary, print it once, and store both; the assessment is sealed.

    The caller has checked the password. Printing happens outside any transaction; then, in one
    transaction, the summary is read again and must be the same to the letter. After "more
    information needed" the next version opens at once.

    Raises ``Refused`` with what blocks the outcome or what changed meanwhile, ``SignaturesVoid``
    where this is not what was put forward, ``CannotPrint`` where it cannot be printed whole.
    """
    sealed_at = moment(at)
    try:
        refuse(permissions.reasons_not_to_seal(by, assessment))
        void_if_changed(assessment=assessment, by=by, at=at)
        summary = assessment_summary(assessment, signer=by)
        decision = _decided(summary)
        refuse(item.sentence for item in blocks_sealing(summary, assessment, by))
        refuse(reasons_changed_since(shown, summary))
    except (Refused, SignaturesVoid):
        door.refused(by, "sealed_record", "assessment", assessment.pk, about=assessment.patient_id)
        raise
    record = _printed(_sealed(summary, by, sealed_at), decision.outcome, by=by, at=sealed_at)
    with changing(
        assessment,
        may=permissions.reasons_not_to_seal,
        what="sealed_record",
        by=by,
        at=at,
        reference=record.reference,
        sha256=record.pdf_sha256,
    ) as change:
        now = assessment_summary(assessment, signer=by)
        refuse(changed_parts(summary, now))
        record.assessment = change.assessment
        record.save(force_insert=True)
        move(change.assessment, "seal")
        if record.outcome == Outcome.MORE_INFORMATION.value:
            reason = decision.information_needed
            kind = VersionOpened.Kind.MORE_INFORMATION
            reopen(change.assessment, kind, reason, by=by, at=sealed_at)
    return record


def _decided(summary: AssessmentSummary) -> Decision:
    """The decision. Raises ``Refused`` where it has no outcome yet."""
    if summary.decision is None or not summary.decision.outcome:
        raise Refused(["Record the decision and its outcome before sealing."])
    return summary.decision


def _sealed(summary: AssessmentSummary, by: Any, at: datetime) -> AssessmentSummary:
    """The summary as it will read once sealed, with the seal as its last signature."""
    signature = Signature(
        act="sealed",
        act_words="Sealed",
        by=who(by),
        at=timezone.localtime(at),
        content_hash=content_hash(summary),
    )
    return dataclasses.replace(
        summary, status="sealed", signatures=(*summary.signatures, signature)
    )


def _printed(summary: AssessmentSummary, outcome: str, *, by: Any, at: datetime) -> Record:
    """The record with its snapshot and bytes, not stored yet."""
    reference = f"{summary.reference}-v{summary.version}"
    snapshot = canonical_json(summary, record_reference=reference)
    snapshot_sha256 = hash_of(snapshot)
    mark = Final(
        reference=reference,
        version=summary.version,
        sealed_at=timezone.localtime(at),
        snapshot=snapshot.encode(),
    )
    pdf = decision_record(summary, mark=mark)
    return Record(
        id=uuid.uuid4(),
        version=summary.version,
        reference=reference,
        outcome=outcome,
        snapshot=snapshot,
        snapshot_sha256=snapshot_sha256,
        check_code=check_code(snapshot.encode()),
        pdf=pdf,
        pdf_sha256=hash_of(pdf),
        guideline_edition=summary.guideline_edition,
        rules_edition=summary.rules_edition,
        sealed_by=by,
        sealed_at=at,
    )
