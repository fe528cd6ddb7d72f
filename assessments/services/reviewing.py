"""The one way a row of a review is written: locked, permitted, audited, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments import lifecycle
from assessments.models import Review, ReviewStep
from assessments.services.refusals import Refused, refuse
from assessments.services.writing import Question, append, cleaned
from cto.audit import door


@dataclass
class Change:
    """What ``changing_review`` holds: the locked review, and whether anything came of the act."""

    review: Review
    happened: bool = True

    def append(self, model: Any, **call: Any) -> Any:
        """``writing.append``; a form that was sent before makes nothing happen a second time."""
        row = append(model, **call)
        self.happened = not row.sent_before
        return row


@contextmanager
def changing_review(
    review: Review,
    *,
    may: Question,
    what: str,
    by: Any,
    at: datetime | None = None,
    **detail: Any,
) -> Iterator[Change]:
    """Hold a review still while something about it is written.

    ``may`` must answer with no reasons. ``what`` is the audit's word for the act, ``detail`` the
    ids and keys it keeps. Raises ``Refused``; the refusal is audited after the rollback.
    """
    try:
        with transaction.atomic():
            rows = Review.objects.select_for_update(of=("self",))
            locked = rows.select_related("order__patient").get(pk=review.pk)
            refuse(may(by, locked))
            change = Change(locked)
            yield change
            if change.happened:
                door.wrote(by, what, locked, about=locked.order.patient_id, at=at, **detail)
    except Refused:
        door.refused(by, what, "review", review.pk, about=review.order.patient_id)
        raise
    review.refresh_from_db(fields=["status", "version"])


def move(review: Review, verb: str) -> None:
    """Take one step of the review's life. Raises ``Refused`` where the table has no such step."""
    refuse(lifecycle.reasons_no_review_move(verb, review.state))
    review.status = lifecycle.review_move(verb).target.value
    review.save(update_fields=["status"])


def step(review: Review, verb: str, reason: str, ask: str, *, by: Any, at: datetime) -> None:
    """Keep why a review is opened again or closed. Raises ``Refused`` with ``ask`` without one."""
    words = cleaned(ReviewStep, {"reason": reason})["reason"]
    if not words:
        raise Refused([ask])
    ReviewStep.objects.create(
        review=review, verb=verb, version=review.version, reason=words, taken_by=by, taken_at=at
    )
