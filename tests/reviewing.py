"""Reviews for tests, made through the services a team uses, at moments that are given."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from assessments.models import Order, Review, ReviewAnswer, ReviewOutcome, ReviewRecord
from assessments.services import orders, reviews
from assessments.services.orders import Happening
from assessments.summary.review_rows import before

AT = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2027, 4, 12, 9, 0, tzinfo=UTC)
DISCHARGE, BENEFITS = "review.discharge", "review.benefits"
OWN_VIEW, RELATIVE = "review.patient_view", "review.nearest_relative"


def opened(order: Order, users: SimpleNamespace, at: datetime = AT, **more: Any) -> Review:
    """A planned review, unless said otherwise, opened by the nurse."""
    return reviews.open_review(order=order, by=users.nurse, at=at, **{"trigger": "planned", **more})


def met(review: Review, users: SimpleNamespace, at: datetime = AT, **more: Any) -> Any:
    """The meeting on the day of ``at``, with the person there unless said otherwise."""
    values = {"held_on": at.date(), "person_present": True, "present": "Amara and her mother."}
    return reviews.record_meeting(review=review, by=users.nurse, at=at, **{**values, **more})


def said(review: Review, by: Any, key: str, text: str, at: datetime = AT, **more: Any) -> Any:
    """One voice's words on one question."""
    values = {"standing": "recorded", **more}
    return reviews.answer(review=review, key=key, text=text, by=by, at=at, **values)


def decided(review: Review, users: SimpleNamespace, at: datetime = AT, **more: Any) -> Any:
    """That the order goes on, with the next local review in three months, unless said otherwise."""
    values = {
        "outcome": "continue",
        "reasons": "Too early to be sure.",
        "next_on": at.date() + timedelta(days=90),
    }
    current = ReviewOutcome.objects.current().filter(review=review).first()
    return reviews.decide(
        review=review,
        supersedes=current.pk if current else None,
        by=users.rc,
        at=at,
        **{**values, **more},
    )


def ready(order: Order, users: SimpleNamespace, at: datetime = AT, **more: Any) -> Review:
    """A review with everything that a seal needs; ``more`` is of the outcome."""
    review = opened(order, users, at)
    met(review, users, at)
    mark = {"mark": "changed"} if (DISCHARGE, "team") in before(review) else {}
    said(review, users.nurse, DISCHARGE, f"Not yet, on {at:%-d %B}.", at, **mark)
    looked_at(review, users, at)
    decided(review, users, at, **more)
    return review


def sealed(
    order: Order, users: SimpleNamespace, at: datetime = AT, **more: Any
) -> tuple[Review, ReviewRecord]:
    """A sealed review with its record."""
    review = ready(order, users, at, **more)
    return review, reviews.seal(review=review, by=users.rc, at=at + timedelta(hours=1))


def looked_at(review: Review, users: SimpleNamespace, at: datetime = AT) -> None:
    """Every answer from last time that nobody has marked is still true."""
    given = ReviewAnswer.objects.current().filter(review=review).values_list("key", "voice")
    for key, voice in set(before(review)) - set(given):
        said(review, users.nurse, key, "", at, voice=voice, mark="still_true")


def discharged(order: Order, users: SimpleNamespace, at: datetime = AT) -> None:
    """The order is ended by its responsible clinician."""
    how = Happening("order_discharged", at.date(), None, {"by": "responsible_clinician"})
    orders.record(order=order, happening=how, shown=order.entries, by=users.rc, at=at)


def next_day(of: datetime = AT) -> date:
    """The day on which ``decided`` puts the next local review."""
    return of.date() + timedelta(days=90)
