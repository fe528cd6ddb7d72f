"""The steps of a case after its decision: what happened to the order, contacts and reviews."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from assessments.cases import moments
from assessments.models import Condition, DueItem, Order, Review
from assessments.services import contacts, orders, reviews
from assessments.statute.ledger import KINDS
from cto.design.words import LONDON

if TYPE_CHECKING:
    from assessments.cases.replaying import Replay


def happened(
    replay: "Replay", *, kind: str, on: Any = None, when: str = "", **details: Any
) -> None:
    """An entry of the ledger; ``when`` is a moment, ``on`` a day."""
    moment = moments.moment(when, replay.today) if when else None
    day = moment.astimezone(LONDON).date() if moment else on
    _record(replay, orders.Happening(kind, day, moment, details, _open_entry(replay, kind)))


def done(replay: "Replay", *, duty: str, done: str) -> None:
    """A duty that was done on the day of the step."""
    item = DueItem.objects.get(order=order_of(replay), key=duty)
    details = {"duty": duty, "due_on": item.due_on, "done": done}
    _record(replay, orders.Happening("duty_done", _today_of(replay), None, details))


def log(replay: "Replay", *, condition: str = "", **said: Any) -> None:
    """A contact or a treatment; ``condition`` is the guideline's key of the one concerned."""
    contacts.log(
        order=order_of(replay),
        condition=_condition(replay, condition),
        by=replay.by,
        at=replay.at,
        **said,
    )


def log_every(replay: "Replay", *, weeks: int, first: str, last: str, **said: Any) -> None:
    """The same contact at regular intervals, each logged on its day."""
    day, end = moments.day(first, replay.today), moments.day(last, replay.today)
    clock = (replay.at or moments.moment("today", replay.today)).timetz()
    while day <= end:
        replay.at = moments.moment("today", day).replace(hour=clock.hour, minute=clock.minute)
        log(replay, outcome="happened", on=day, **said)
        day += timedelta(weeks=weeks)


def open_review(replay: "Replay", *, trigger: str, why: str = "") -> None:
    reviews.open_review(
        order=order_of(replay), trigger=trigger, why=why, by=replay.by, at=replay.at
    )


def hold_review(replay: "Replay", **said: Any) -> None:
    reviews.record_meeting(review=_review(replay), by=replay.by, at=replay.at, **said)


def answer(replay: "Replay", **said: Any) -> None:
    reviews.answer(review=_review(replay), by=replay.by, at=replay.at, **said)


def conclude_review(replay: "Replay", **said: Any) -> None:
    reviews.decide(review=_review(replay), by=replay.by, at=replay.at, **said)


def seal_review(replay: "Replay") -> None:
    reviews.seal(review=_review(replay), by=replay.by, at=replay.at)


def order_of(replay: "Replay") -> Order:
    """The order that the case has made. Raises ``Order.DoesNotExist`` before that."""
    return Order.objects.select_related("patient").get(assessment=replay.opened)


def _review(replay: "Replay") -> Review:
    rows = Review.objects.filter(order=order_of(replay)).open()
    return rows.select_related("order__patient").get()


def _record(replay: "Replay", happening: orders.Happening) -> None:
    order = order_of(replay)
    orders.record(order=order, happening=happening, shown=order.entries, by=replay.by, at=replay.at)


def _open_entry(replay: "Replay", kind: str) -> Any:
    """The latest entry of the kind that this one completes, if it completes one."""
    wanted = KINDS[kind].answers
    if not wanted:
        return None
    entry = order_of(replay).events.filter(kind=wanted).order_by("-number").first()
    return entry.pk if entry else None


def _condition(replay: "Replay", key: str) -> str:
    if not key:
        return ""
    rows = Condition.objects.current().filter(assessment=replay.opened, withdrawn=False)
    return str(rows.get(key=key).thread)


def _today_of(replay: "Replay") -> Any:
    return replay.at.astimezone(LONDON).date() if replay.at else replay.today
