"""The local reviews of orders, in lines, with the sealed records that each has left."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from assessments.guideline.review import TRIGGERS
from assessments.models import Review, ReviewMeeting, ReviewOutcome, ReviewRecord

_TRIGGERS = {prompt.key: prompt.text for prompt in TRIGGERS}
_OUTCOMES = dict(ReviewOutcome.Outcome.choices)


@dataclass(frozen=True)
class SealedReview:
    """One sealed record of a review, without its bytes."""

    reference: str
    version: int
    outcome: str
    sealed_at: datetime
    sealed_by: str
    superseded: bool

    @property
    def outcome_words(self) -> str:
        return str(_OUTCOMES.get(self.outcome, self.outcome))


@dataclass(frozen=True)
class ReviewLine:
    """One review: why it was held, when, how far it has come, and its records, newest first."""

    pk: uuid.UUID
    order_id: uuid.UUID
    reference: str
    trigger_words: str
    planned: bool
    status_words: str
    is_open: bool
    opened_at: datetime
    held_on: date | None
    records: tuple[SealedReview, ...]


def reviews_of(orders: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[ReviewLine, ...]]:
    """The reviews of these orders by order, newest first: two queries, or none for none."""
    ids = list(orders)
    if not ids:
        return {}
    meeting = ReviewMeeting.objects.current().filter(review=OuterRef("pk"))
    reviews = Review.objects.filter(order__in=ids).order_by("-opened_at", "pk")
    reviews = reviews.annotate(held_on=Subquery(meeting.values("held_on")[:1]))
    records = _records(ids)
    found: dict[uuid.UUID, list[ReviewLine]] = defaultdict(list)
    for one in reviews:
        line = ReviewLine(
            pk=one.pk,
            order_id=one.order_id,
            reference=one.reference,
            trigger_words=_TRIGGERS.get(one.trigger, one.trigger),
            planned=one.trigger == "planned",
            status_words=one.state.words,
            is_open=one.is_open,
            opened_at=one.opened_at,
            held_on=one.held_on,
            records=tuple(records[one.pk]),
        )
        found[one.order_id].append(line)
    return {order: tuple(lines) for order, lines in found.items()}


def _records(orders: list[uuid.UUID]) -> dict[uuid.UUID, list[SealedReview]]:
    rows = ReviewRecord.objects.filter(review__order__in=orders).order_by("-version")
    wanted = ("review_id", "reference", "version", "outcome", "sealed_at", "sealed_by__name")
    found: dict[uuid.UUID, list[SealedReview]] = defaultdict(list)
    for review, reference, version, outcome, at, by in rows.values_list(*wanted):
        later = bool(found[review])
        found[review].append(SealedReview(reference, version, outcome, at, by, superseded=later))
    return found
