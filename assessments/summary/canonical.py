"""The one text of a summary: canonical JSON, its hash, and what differs between two."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from assessments.summary.review_shapes import ReviewSummary
from assessments.summary.shapes import AssessmentSummary

Summary = AssessmentSummary | ReviewSummary

# What stands in a summary beside the content that is signed.
_UNSIGNED = ("status", "signatures", "statement", "roles_missing")


def canonical_json(summary: Summary, **more: Any) -> str:
    """The summary as JSON with sorted keys, no spaces, NFC text as stored, dates as ISO 8601.

    ``more`` adds what only the sealed record has, such as its reference.
    """
    values = {**dataclasses.asdict(summary), **more}
    return json.dumps(
        values, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def content_hash(summary: Summary) -> str:
    """SHA-256 (hexadecimal) of what is signed: everything but status, signatures and statement."""
    content = dataclasses.asdict(summary)
    for name in _UNSIGNED:
        content.pop(name, None)
    text = json.dumps(
        content, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(text)


def reasons_changed_since(shown: str, summary: Summary) -> tuple[str, ...]:
    """Why a signature does not fit: ``shown`` is the content hash of the page, empty for none."""
    if not shown or shown == content_hash(summary):
        return ()
    return ("Something changed after this page was opened. Read it again below, then sign.",)


def sha256(content: str | bytes) -> str:
    """SHA-256 in hexadecimal; text as UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a summary")


_PARTS = {
    "person": "the person's particulars",
    "domains": "Stage 1",
    "options": "the options",
    "reflection": "the reflection and principles",
    "views": "the members' views",
    "agreement": "the team's agreement",
    "conditions": "the conditions",
    "interviews": "the interviews",
    "interview_topics": "the interview topics",
    "capacity": "capacity",
    "explanation": "the explanation",
    "involvement": "consent, advocate and interpreter",
    "consultations": "the consultations",
    "meeting": "the section 117 meeting",
    "meeting_topics": "the section 117 topics",
    "pause": "the pause",
    "decision": "the decision",
    "statement": "the AMHP's statement",
    "attended": "who took part",
    "status": "where the assessment stands",
}
_PARTS_OF_A_REVIEW: Mapping[str, str] = {
    "person": "the person's particulars",
    "order": "the order",
    "meeting": "who was there",
    "questions": "an answer",
    "outcome": "the outcome",
    "conditions": "the conditions",
    "contacts": "the contacts",
    "status": "where the review stands",
}


def changed_parts(before: Summary, after: Summary) -> tuple[str, ...]:
    """What is different between two readings, as sentences. Empty where nothing is."""
    parts = _PARTS_OF_A_REVIEW if isinstance(before, ReviewSummary) else _PARTS
    changed = [
        parts.get(field.name, field.name.replace("_", " "))
        for field in dataclasses.fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    ]
    return tuple(
        f"Somebody changed {part} while you were signing. Read it again, then sign."
        for part in changed
    )
