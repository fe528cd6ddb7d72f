"""Stage 4: reviewing an order with the person, from opening to a closed or corrected record."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import guideline, permissions
from assessments.models import (
    Order,
    Review,
    ReviewAnswer,
    ReviewMeeting,
    ReviewOutcome,
    ReviewRecord,
)
from assessments.services.assessments import new_reference
from assessments.services.refusals import OUT_OF_DATE, Refused, refuse
from assessments.services.review_seal import seal_review
from assessments.services.reviewing import changing_review, move, step
from assessments.services.writing import all_of, append, cleaned, moment
from assessments.summary import review_rows
from assessments.summary.review_shapes import DISCHARGE
from assessments.summary.reviews import KEYS, PLANNED, TRIGGERS, reasons_not_this_outcome
from cto.audit import door

WHY_NOT = "Enter why the person is not discharged today. If it was not discussed, enter why not."

__all__ = [
    "Said",
    "answer",
    "answer_all",
    "close",
    "correct",
    "decide",
    "open_review",
    "record_meeting",
    "seal",
]


def open_review(
    *,
    order: Order,
    trigger: str,
    why: str = "",
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Review:
    """Begin a review of this order: planned, or triggered, and then with why.

    ``trigger`` is a key of the guideline's review triggers. Raises ``Refused`` where the user may
    not, or one is open already.
    """
    try:
        with transaction.atomic():
            rows = Order.objects.select_for_update(of=("self",)).select_related("patient")
            locked = rows.get(pk=order.pk)
            stored = Review.objects.filter(submission=submission).first()
            if submission is not None and stored is not None:
                if (stored.order_id, stored.opened_by_id) != (locked.pk, by.pk):
                    raise Refused([OUT_OF_DATE])
                return stored
            refuse(permissions.reasons_not_to_open_review(by, locked))
            review = _new_review(locked, trigger, why, by=by, submission=submission, at=at)
            door.wrote(by, "opened_review", review, about=locked.patient_id, at=at, trigger=trigger)
    except Refused:
        door.refused(by, "opened_review", "order", order.pk, about=order.patient_id)
        raise
    return review


def _new_review(
    order: Order,
    trigger: str,
    why: str,
    *,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> Review:
    if order.reviews.open().exists():
        raise Refused([f"A review of the order of {order.patient.called} is open already."])
    if trigger not in TRIGGERS:
        raise Refused(["Choose why this review is held."])
    words = cleaned(Review, {"why": why})["why"]
    if trigger != PLANNED and not words:
        raise Refused(["Enter what led to this review."])
    return Review.objects.create(
        order=order,
        reference=new_reference(),
        trigger=trigger,
        why=words,
        guideline_edition=guideline.EDITION,
        opened_by=by,
        opened_at=moment(at),
        submission=submission,
    )


def record_meeting(
    *,
    review: Review,
    held_on: date,
    person_present: bool,
    why_absent: str = "",
    present: str,
    supersedes: uuid.UUID | None = None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ReviewMeeting:
    """Record when the review was held and who was there; without the person, why.

    ``supersedes`` is the id of the version that the form showed. Raises ``Refused``, ``Overtaken``.
    """
    with _recording(review, "recorded_review_meeting", by=by, at=at) as change:
        if held_on > timezone.localdate(moment(at)):
            raise Refused(["Enter a day that has come: record the meeting once it was held."])
        if held_on < change.review.order.made_on:
            raise Refused(["Enter a day on or after the day on which the order was made."])
        if not present.strip():
            raise Refused(["Enter who was there."])
        if person_present and why_absent.strip():
            raise Refused(["Say that the person was not there, or leave out why."])
        row: ReviewMeeting = change.append(
            ReviewMeeting,
            slot={"review": change.review},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Who was there",
            held_on=held_on,
            person_present=person_present,
            why_absent=why_absent,
            present=present,
        )
        return row


@dataclass(frozen=True)
class Said:
    """What one voice says on a question, as a form or a case file gives it.

    ``voice`` is team or patient, ``standing`` one of ``ReviewAnswer.Standing``. ``mark`` says what
    became of last time's answer; ``previous`` is the id of that answer as the page showed it, and
    may be left out. ``supersedes`` is the id of the version that the form showed.
    """

    voice: str = review_rows.TEAM
    standing: str = ReviewAnswer.Standing.RECORDED.value
    text: str = ""
    mark: str = ""
    previous: uuid.UUID | None = None
    supersedes: uuid.UUID | None = None


def answer(
    *,
    review: Review,
    key: str,
    voice: str = review_rows.TEAM,
    standing: str,
    text: str = "",
    mark: str = "",
    previous: uuid.UUID | None = None,
    supersedes: uuid.UUID | None = None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ReviewAnswer:
    """Record what one voice says on one of the five questions; see ``Said`` and ``answer_all``."""
    one = Said(voice, standing, text, mark, previous, supersedes)
    (row,) = answer_all(review=review, key=key, said=[one], by=by, submission=submission, at=at)
    return row


def answer_all(
    *,
    review: Review,
    key: str,
    said: Sequence[Said],
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[ReviewAnswer, ...]:
    """Record what the voices say on one question, all or nothing.

    Where there is an answer from last time, new words need a mark: nothing is carried silently.
    "Still true" keeps last time's text. Raises ``Overtaken`` naming each voice that somebody else
    recorded, ``Refused``.
    """
    with _recording(review, "answered_review_question", by=by, at=at, key=key) as change:
        if key not in KEYS:
            raise Refused(["Choose one of the review’s questions."])
        before = review_rows.before(change.review)

        def write(one: Said) -> ReviewAnswer:
            last = before.get((key, one.voice))
            needs_words = (key, one.voice) == (DISCHARGE, review_rows.TEAM)
            values = _values(one, last.row if last else None, needs_words=needs_words)
            return _answered(change.review, key, one, values, by, submission, at)

        return all_of(change, (partial(write, one) for one in said))


def _answered(
    review: Review,
    key: str,
    one: Said,
    values: dict[str, Any],
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> ReviewAnswer:
    row: ReviewAnswer = append(
        ReviewAnswer,
        slot={"review": review, "key": key, "voice": one.voice},
        supersedes=one.supersedes,
        submission=submission and uuid.uuid5(submission, one.voice),
        by=by,
        at=at,
        entry=one.voice,
        **values,
    )
    return row


def _values(one: Said, last: ReviewAnswer | None, *, needs_words: bool) -> dict[str, Any]:
    """What is stored of one voice, in the light of last time's answer. Raises ``Refused``.

    The team's answer on discharge ``needs_words``: not discussed, it says why.
    """
    if one.voice not in review_rows.VOICES:
        raise Refused(["Say whose words these are: the team’s or the person’s."])
    text = cleaned(ReviewAnswer, {"text": one.text})["text"]
    if one.mark:
        text = _marked(one, text, last)
    elif last is not None and text:
        raise Refused(["Say of last time’s answer: still true, changed, or drop."])
    recorded = ReviewAnswer.Standing.RECORDED.value
    standing = recorded if one.mark else one.standing
    if text and standing == ReviewAnswer.Standing.NOT_DISCUSSED and not needs_words:
        raise Refused(["Remove what you typed, or do not choose “not discussed”."])
    if standing == recorded and not text and one.mark != ReviewAnswer.Mark.DROPPED:
        raise Refused(["Enter the answer, or say that it was not discussed."])
    if needs_words and not text:
        raise Refused([WHY_NOT])
    return {
        "text": text,
        "standing": standing,
        "mark": one.mark,
        "previous": last if one.mark else None,
    }


def _marked(one: Said, text: str, last: ReviewAnswer | None) -> str:
    """The text that goes with a mark. Raises ``Refused`` where the two do not fit."""
    if last is None:
        raise Refused(["There is no answer from last time to mark."])
    if one.previous is not None and one.previous != last.pk:
        raise Refused([OUT_OF_DATE])
    if one.mark == ReviewAnswer.Mark.STILL_TRUE:
        if text and text != last.text:
            raise Refused(["Choose “changed” to keep what you typed, or clear the text."])
        return last.text
    if one.mark == ReviewAnswer.Mark.CHANGED and text in ("", last.text):
        raise Refused(["Enter what has changed, or choose “still true”."])
    return text


def decide(
    *,
    review: Review,
    outcome: str,
    reasons: str,
    reinstatement: str = "",
    next_on: date | None = None,
    supersedes: uuid.UUID | None = None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ReviewOutcome:
    """Record the responsible clinician's outcome. It changes no date of the Act by itself.

    An order that has ended does not go on; a correction may keep what was sealed before the end.
    ``next_on``, the next local review, is needed where the order goes on, and lies at most six
    months, beginning with the meeting, ahead. Raises ``Refused``, ``Overtaken``.
    """
    with changing_review(
        review,
        may=permissions.reasons_not_to_decide_review,
        what="decided_review",
        by=by,
        at=at,
        outcome=outcome,
    ) as change:
        refuse(reasons_not_this_outcome(change.review, outcome, next_on, as_of=moment(at)))
        return change.append(
            ReviewOutcome,
            slot={"review": change.review},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Outcome",
            outcome=outcome,
            reasons=reasons,
            reinstatement=reinstatement,
            next_on=next_on,
        )


def seal(
    *,
    review: Review,
    shown: str = "",
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> ReviewRecord:
    """Freeze the review, print it once and store both; see ``review_seal.seal_review``.

    ``shown`` is the content hash of the page, empty for none. A review seals each version once,
    so ``submission`` is not needed to tell a form that was sent twice.
    """
    return seal_review(review, shown=shown, by=by, at=at)


def correct(
    *,
    review: Review,
    reason: str,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> None:
    """Open version n+1 of a sealed review, with the reason that its page 1 will print.

    Version n stays as it was sealed. Raises ``Refused``.
    """
    with changing_review(
        review,
        may=permissions.reasons_not_to_correct_review,
        what="opened_review_correction",
        by=by,
        at=at,
    ) as change:
        locked = change.review
        # Held as by ``open_review``, so that no other review is opened meanwhile.
        Order.objects.select_for_update().get(pk=locked.order_id)
        if locked.order.reviews.open().exists():
            raise Refused(["Close or seal this order’s open review before you correct one."])
        move(locked, "reopen")
        locked.version += 1
        locked.save(update_fields=["version"])
        ask = "Enter what has to be corrected and why."
        step(locked, "reopen", reason, ask, by=by, at=moment(at))


def close(
    *,
    review: Review,
    reason: str,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> None:
    """End a review without a record: entered in error, or no longer needed. Raises ``Refused``."""
    with changing_review(
        review, may=permissions.reasons_not_to_close_review, what="closed_review", by=by, at=at
    ) as change:
        ask = "Enter the reason for closing this review."
        step(change.review, "close", reason, ask, by=by, at=moment(at))
        move(change.review, "close")


def _recording(review: Review, what: str, *, by: Any, at: datetime | None, **detail: Any) -> Any:
    """Hold the review for an entry that every clinician of the team may make."""
    may = permissions.reasons_not_to_record_in_review
    return changing_review(review, may=may, what=what, by=by, at=at, **detail)
