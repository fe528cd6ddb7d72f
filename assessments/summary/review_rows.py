"""The rows of one review, and what was said at the reviews before it: a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from assessments.models import (
    Review,
    ReviewAnswer,
    ReviewMeeting,
    ReviewOutcome,
    ReviewRecord,
    ReviewStep,
)
from assessments.summary.read import PEOPLE
from assessments.summary.versions import in_order

Slot = tuple[str, str]  # key of the question, voice

TEAM, PATIENT = "team", "patient"
VOICES = (TEAM, PATIENT)


@dataclass(frozen=True)
class Before:
    """An answer of an earlier review of the same order, and the day on which that was held."""

    row: ReviewAnswer
    said_on: date


@dataclass(frozen=True)
class Answers:
    """What a review holds on its questions, and what was said before."""

    review: Review
    answers: dict[Slot, ReviewAnswer]
    before: dict[Slot, Before]


@dataclass(frozen=True)
class ReviewRows(Answers):
    """What the database holds about one review at one moment."""

    meeting: ReviewMeeting | None
    outcome: ReviewOutcome | None
    reopened: ReviewStep | None


def read_again(pk: uuid.UUID) -> Review:
    """The review with its order, the person and everybody named in their care, as stored now."""
    people = tuple(f"order__{name}" for name in ("patient", *PEOPLE))
    return Review.objects.select_related("opened_by", "order", *people).get(pk=pk)


def fetch(review: Review) -> ReviewRows:
    """The rows that make up a review's summary: seven queries."""
    reopened = ReviewStep.objects.filter(review=review, version=review.version, verb="reopen")
    return ReviewRows(
        review=review,
        meeting=meeting_of(review),
        answers=_by_slot(current(ReviewAnswer, review)),
        outcome=outcome_of(review),
        reopened=reopened.select_related("taken_by").first(),
        before=before(review),
    )


def meeting_of(review: Review) -> ReviewMeeting | None:
    """When the review was held and who was there, if that is recorded."""
    found: ReviewMeeting | None = current(ReviewMeeting, review).first()
    return found


def outcome_of(review: Review) -> ReviewOutcome | None:
    """The outcome, if one is recorded."""
    found: ReviewOutcome | None = current(ReviewOutcome, review).first()
    return found


def rows_of_question(review: Review, key: str) -> Answers:
    """What stands on one question, and what was said before on all: four queries."""
    return Answers(review, _by_slot(current(ReviewAnswer, review).filter(key=key)), before(review))


def _by_slot(rows: Iterable[ReviewAnswer]) -> dict[Slot, ReviewAnswer]:
    return {(row.key, row.voice): row for row in rows}


def current(model: Any, review: Review) -> Any:
    """The rows of one kind that stand, with their writer."""
    return model.objects.current().filter(review=review).select_related("recorded_by")


def before(review: Review) -> dict[Slot, Before]:
    """The latest words on each question in the sealed reviews of the order before this one.

    As they were sealed: what a correction has begun and not sealed does not count. An answer that
    was dropped is not carried any further; words that took its place are. Three queries.
    """
    earlier = _earlier(ReviewRecord, review).order_by()
    sealed = dict(earlier.values_list("review").annotate(Max("sealed_at")))
    meetings = _as_sealed(ReviewMeeting, review, sealed, lambda row: row.review_id)
    held = {pk: row.held_on for pk, row in meetings}
    found: dict[Slot, Before] = {}
    lines = _as_sealed(ReviewAnswer, review, sealed, lambda r: (r.review_id, r.key, r.voice))
    for (pk, key, voice), row in sorted(lines, key=lambda one: sealed[one[0][0]]):
        if row.text:
            found[key, voice] = Before(row, held.get(pk, sealed[pk].date()))
        elif row.mark == ReviewAnswer.Mark.DROPPED:
            found.pop((key, voice), None)
    return found


def version_shown(
    review: Review, key: str, voice: str, shown: uuid.UUID | None
) -> ReviewAnswer | None:
    """The version that a form showed, standing or not; None where it showed none of this entry."""
    if shown is None:
        return None
    return ReviewAnswer.objects.filter(review=review, key=key, voice=voice, pk=shown).first()


def _earlier(model: Any, review: Review) -> Any:
    """Rows that belong to reviews of the same order before this one."""
    return model.objects.filter(
        review__order=review.order_id, review__opened_at__lt=review.opened_at
    )


def _as_sealed(
    model: Any, review: Review, sealed: dict[uuid.UUID, datetime], place: Any
) -> Iterable[tuple[Any, Any]]:
    """The row of each entry that stood when its review was sealed last."""
    lines = defaultdict(list)
    for row in _earlier(model, review).select_related("recorded_by"):
        if row.review_id in sealed:
            lines[place(row)].append(row)
    for which, versions in lines.items():
        stood = [row for row in in_order(versions) if row.recorded_at <= sealed[row.review_id]]
        if stood:
            yield which, stood[-1]
