"""A row of the due board: what is due in plain words, by when, whose it is, what can be done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
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

# The cells. What stands in braces is escaped as it is set in.
DAY = '<span class="cto-due__day">{}</span> '
HOUR = '<span class="cto-due__day">{} at <strong>{}</strong></span> '
LATE = '<strong class="nhsuk-tag nhsuk-tag--red cto-due__late">{}</strong>'
UNDER = '<span class="cto-due__under">{}</span>'
KIND = '<span class="cto-due__kind cto-due__kind--{}">{}</span>'
WHAT = ' <strong class="cto-due__title">{}</strong> <span class="cto-due__under">{}</span> {}'
DEBATABLE = format_html(
    '<span class="cto-due__debatable"><strong>{}</strong> {}</span>',
    "Debatable.",
    "This is the day by the safe reading of the law.",
)
PERSON = (
    '<a class="nhsuk-link" href="{}">{}</a> '
    '<span class="cto-due__under">{}<br><span class="cto-number">{}</span></span>'
)
THE_ORDER = (
    ' <a class="nhsuk-link cto-due__order" href="{}">The order'
    '<span class="nhsuk-u-visually-hidden"> of {}</span></a>'
)
SEE = (
    '<button class="cto-plain-button" name="seen" value="{}">Mark as seen'
    '<span class="nhsuk-u-visually-hidden">: {}, {}</span></button>'
)
ACTION = (
    '<a class="nhsuk-link cto-due__action" href="{}">{}'
    '<span class="nhsuk-u-visually-hidden">{}</span></a>'
)
NOTHING_TO_DO = format_html(UNDER, "Nothing for you to do here")


@dataclass(frozen=True)
class Row:
    """What the page shows of one item: its cells, as the columns of the board have them."""

    when: SafeString
    what: SafeString
    person: SafeString
    owner: SafeString
    actions: SafeString


def rows(items: Iterable[DueItem], user: User, now: datetime) -> list[Row]:
    """A row for each item. No query.

    The cells are made here and not in a template: a page has fifty rows, and a template would
    take half of the page's time over them.
    """
    return [row(item, user, now) for item in items]


def row(item: DueItem, user: User, now: datetime) -> Row:
    """One item as its reader sees it."""
    return Row(
        when=_when(item, now),
        what=_what(item),
        person=_person(item),
        owner=_owner(item, user),
        actions=format_html_join("", ACTION, _actions(item, user, now)) or NOTHING_TO_DO,
    )


def _when(item: DueItem, now: datetime) -> SafeString:
    """The day, the time where the law counts hours, and how far off it is."""
    far = LATE if board.is_overdue(item, now) else UNDER
    if item.due_at is None:
        return format_html(DAY + far, day(item.due_on), distance(item, now))
    time = f"{item.due_at.astimezone(LONDON):%H:%M}"
    return format_html(HOUR + far, day(item.due_on), time, distance(item, now))


def _what(item: DueItem) -> SafeString:
    """The kind, the title, and what the Act says."""
    act = duty_words.DUTY_WORDS[item.key].act if item.statutory else LOCAL_ACT
    doubt = DEBATABLE if item.debatable else ""
    return format_html(KIND + WHAT, _shape(item), kind(item), title(item), act, doubt)


def _person(item: DueItem) -> SafeString:
    """Enough to tell two people apart, and the way to the order."""
    patient = item.patient
    return format_html(
        PERSON + THE_ORDER if item.order_id else PERSON,
        _address("person", patient.pk),
        patient.name,
        short_day(patient.date_of_birth),
        cells.number(patient),
        _address("order", item.order_id),
        patient.name,
    )


def _owner(item: DueItem, user: User) -> SafeString:
    """Whom it waits for, and whether they have seen it: the button is theirs alone."""
    if item.seen_at:
        return format_html("{} " + UNDER, owner(item), f"Seen {short_day(item.seen_at)}")
    if permissions.reasons_not_to_mark_seen(user, item):
        return format_html("{} " + UNDER, owner(item), "Not seen yet")
    value = f"{item.pk}_{item.due_on.isoformat()}"
    return format_html("{} " + SEE, owner(item), value, title(item), item.patient.name)


def short_row(item: DueItem, user: User, now: datetime) -> tuple[SafeString, ...]:
    """One item in the four cells of the first page's table."""
    mine = not permissions.reasons_not_to_mark_seen(user, item)
    when = format_html("{}<br>{}", whole_day(item), distance(item, now))
    if board.is_overdue(item, now):
        tag = component("tag", {"text": distance(item, now), "colour": "red"})
        when = format_html("{}<br>{}", whole_day(item), tag)
    what = format_html(KIND + "{}", _shape(item), kind(item), title(item))
    move = standing.Move(owner(item), mine)
    return cells.person(item.patient), when, what, cells.move(move)


def overdue_words(count: int, *, office: bool) -> str:
    """How many of the reader's own are overdue, as a sentence."""
    whose = "the Mental Health Act office" if office else "you"
    if not count:
        return f"Nothing that waits for {whose} is overdue."
    if count > board.COUNTED:
        return f"More than {board.COUNTED} overdue dates wait for {whose}."
    return f"{count} overdue {'date waits' if count == 1 else 'dates wait'} for {whose}."


def kind(item: DueItem) -> str:
    """ "Mental Health Act, s.20A" or "Local review": the two are never confused."""
    return duty_words.act_and_section(item.key) if item.statutory else LOCAL_TITLE


def _shape(item: DueItem) -> str:
    """In which the kind is drawn, so that it is told apart without reading."""
    return "act" if item.statutory else "local"


def title(item: DueItem) -> str:
    """What is due, in plain words."""
    return duty_words.title(item.key) if item.statutory else "Review due"


def owner(item: DueItem) -> str:
    """Whom it waits for."""
    return item.owner.name if item.owner else OFFICE


def distance(item: DueItem, now: datetime) -> str:
    """How far off, in words: "In 3 days", "Today", "Overdue by 3 days"."""
    days = (item.due_on - board.today(now)).days
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    if days < 0:
        return f"Overdue by {count}"
    if days == 0 and board.is_overdue(item, now):
        return "Overdue since today"
    return "Today" if days == 0 else f"In {count}"


def whole_day(item: DueItem) -> str:
    """The day, with the time where the law counts hours."""
    return moment(item.due_at) if item.due_at else day(item.due_on)


def _actions(item: DueItem, user: User, now: datetime) -> Iterator[tuple[str, str, str]]:
    """What this reader may do about it: address, words, and for a screen reader whose it is."""
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
        yield _event(item, duty.kind, done if by_note else {}), duty.record, of
    if item.key == "recall_ends" and not permissions.reasons_not_to_record_happening(
        user, item.patient, "order_revoked"
    ):
        yield _event(item, "order_revoked", {}), "Record the revocation", of
    if item.key == "order_ends" and may_note and board.is_overdue(item, now):
        yield _event(item, "duty_done", done), "Note that it has ended", of


def _of_a_review(item: DueItem, user: User, of: str) -> Iterator[tuple[str, str, str]]:
    if item.order_id and user.is_clinician:
        yield _address("review-new", item.order_id), "Begin the review", of
    if not permissions.reasons_not_to_move_review(user, item.patient):
        yield _address("review-move", item.assessment_id), "Move the date", of


def _event(item: DueItem, kind: str, asks: dict[str, str]) -> str:
    href = _address("order-event-new", item.order_id, kind)
    return f"{href}?{urlencode(asks)}" if asks else href


def _address(name: str, pk: object, *more: str) -> str:
    """The address of a page about one thing, resolved once for all of them."""
    return _pattern(name, *more).replace(str(ANY), str(pk))


@cache
def _pattern(name: str, *more: str) -> str:
    return reverse(name, args=[ANY, *more])
