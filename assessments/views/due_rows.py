"""A row of the due board: what is due in plain words, by when, whose it is, what can be done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments import permissions
from assessments.models import DueItem
from assessments.statute import duty_words
from assessments.statute.duties import DUTIES
from assessments.summary import board, standing
from assessments.views import cells
from cto.accounts.models import User
from cto.design.jinja import component
from cto.design.words import LONDON, day, moment, short_day

OFFICE = "Mental Health Act office"
LOCAL_TITLE = "Local review"
ANY = UUID(int=0)
LOCAL_ACT = "The review that was agreed with the person. It is not a date of the Act."


@dataclass(frozen=True)
class Action:
    """A link. ``of`` tells a screen reader whose it is."""

    href: str
    words: str
    of: str


@dataclass(frozen=True)
class Row:
    """What the page shows of one item."""

    value: str
    day: str
    time: str
    distance: str
    overdue: bool
    statutory: bool
    kind: str
    title: str
    act: str
    debatable: bool
    name: str
    href: str
    order: str
    born: str
    number: str
    owner: str
    seen: str
    can_see: bool
    actions: tuple[Action, ...]


def rows(items: Iterable[DueItem], user: User, now: datetime) -> list[dict[str, Any]]:
    """A row for each item, as the dictionary that a template reads quickest. No query."""
    return [vars(row(item, user, now)) for item in items]


def row(item: DueItem, user: User, now: datetime) -> Row:
    """One item as its reader sees it."""
    patient = item.patient
    mine = not permissions.reasons_not_to_mark_seen(user, item)
    return Row(
        value=f"{item.pk}_{item.due_on.isoformat()}",
        day=day(item.due_on),
        time=f"{item.due_at.astimezone(LONDON):%H:%M}" if item.due_at else "",
        distance=distance(item, now),
        overdue=board.is_overdue(item, now),
        statutory=item.statutory,
        kind=kind(item),
        title=title(item),
        act=duty_words.DUTY_WORDS[item.key].act if item.statutory else LOCAL_ACT,
        debatable=item.debatable,
        name=patient.name,
        href=_address("person", patient.pk),
        order=_address("order", item.order_id) if item.order_id else "",
        born=short_day(patient.date_of_birth),
        number=cells.number(patient),
        owner=owner(item),
        seen=f"Seen {short_day(item.seen_at)}" if item.seen_at else "",
        can_see=mine and item.seen_at is None,
        actions=tuple(_actions(item, user, now)),
    )


def short_row(item: DueItem, user: User, now: datetime) -> tuple[SafeString, ...]:
    """One item in the four cells of the first page's table."""
    mine = not permissions.reasons_not_to_mark_seen(user, item)
    when = format_html("{}<br>{}", whole_day(item), distance(item, now))
    if board.is_overdue(item, now):
        tag = component("tag", {"text": distance(item, now), "colour": "red"})
        when = format_html("{}<br>{}", whole_day(item), tag)
    shape = "act" if item.statutory else "local"
    what = format_html(
        '<span class="cto-due__kind cto-due__kind--{}">{}</span>{}', shape, kind(item), title(item)
    )
    move = standing.Move(owner(item), mine)
    return cells.person(item.patient), when, what, cells.move(move)


def overdue_words(count: int, *, office: bool) -> str:
    """How many of the reader's own are overdue, as a sentence."""
    whose = "the Mental Health Act office" if office else "you"
    if not count:
        return f"Nothing that waits for {whose} is overdue."
    return f"{count} overdue {'date waits' if count == 1 else 'dates wait'} for {whose}."


def kind(item: DueItem) -> str:
    """ "Mental Health Act, s.20A" or "Local review": the two are never confused."""
    return duty_words.act_and_section(item.key) if item.statutory else LOCAL_TITLE


def title(item: DueItem) -> str:
    """What is due, in plain words."""
    return duty_words.title(item.key) if item.statutory else "Review due"


def owner(item: DueItem) -> str:
    """Whom it waits for."""
    return item.owner.name if item.owner else OFFICE


def distance(item: DueItem, now: datetime) -> str:
    """How far off, in words: "In 3 days", "Today", "Overdue by 3 days"."""
    days = (item.due_on - timezone.localdate(now)).days
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    if days < 0:
        return f"Overdue by {count}"
    if days == 0 and board.is_overdue(item, now):
        return "Overdue since today"
    return "Today" if days == 0 else f"In {count}"


def whole_day(item: DueItem) -> str:
    """The day, with the time where the law counts hours."""
    return moment(item.due_at) if item.due_at else day(item.due_on)


def _actions(item: DueItem, user: User, now: datetime) -> Iterator[Action]:
    """What this reader may do about it."""
    of = f", {item.patient.name}"
    if not item.statutory:
        yield from _of_a_review(item, user, of)
        return
    duty = duty_words.DUTY_WORDS[item.key]
    done = {"duty": item.key}
    by_note = duty.kind == "duty_done"
    owner = DUTIES[item.key].owner
    may_note = not permissions.reasons_not_to_note_done(user, item.patient, owner)
    may = not permissions.reasons_not_to_record_happening(user, item.patient, duty.kind)
    if may and (may_note or not by_note):
        yield Action(_event(item, duty.kind, done if by_note else {}), duty.record, of)
    if item.key == "order_ends" and may_note and board.is_overdue(item, now):
        yield Action(_event(item, "duty_done", done), "Note that it has ended", of)


def _of_a_review(item: DueItem, user: User, of: str) -> Iterator[Action]:
    if item.order_id and user.is_clinician:
        yield Action(_address("review-new", item.order_id), "Begin the review", of)
    if not permissions.reasons_not_to_move_review(user, item.patient):
        yield Action(_address("review-move", item.assessment_id), "Move the date", of)


def _event(item: DueItem, kind: str, asks: dict[str, str]) -> str:
    href = _address("order-event-new", item.order_id, kind)
    return f"{href}?{urlencode(asks)}" if asks else href


def _address(name: str, pk: object, *more: str) -> str:
    """The address of a page about one thing, resolved once for all of them."""
    return _pattern(name, *more).replace(str(ANY), str(pk))


@cache
def _pattern(name: str, *more: str) -> str:
    return reverse(name, args=[ANY, *more])
