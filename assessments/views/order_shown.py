"""What the order's page and the person's page both show of an order, ready for their templates."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments import permissions
from assessments.models import DueItem, Order
from assessments.statute.calendar_words import moment_in_words
from assessments.statute.duty_words import DUTY_WORDS, act_and_section, title
from assessments.statute.ledger import CHECKED
from assessments.summary.order_life import Piece
from assessments.summary.order_page import OrderNow
from assessments.summary.order_standing import Standing
from assessments.views import cells
from assessments.views.dated import COLOURS, Dated, ahead_or_ago, dated
from assessments.views.order_line import OrderLine, order_line
from assessments.views.recall_bar import RecallBar, recall_bar
from cto.accounts.models import User
from cto.design.jinja import component
from cto.design.words import day, short_day

OFFICE = "Mental Health Act office"
DUE_HEAD = ("Due", "By", "Whose move")
LIFE_HEAD = ("When", "What")


@dataclass(frozen=True)
class Shown:
    """One order, drawn and in words. ``acts`` are the dates of the Act ahead or still open,
    ``gone`` those that have passed. ``check``: where this reader records a check of the papers.
    """

    standing: Standing
    colour: str
    bar: RecallBar | None
    line: OrderLine | None
    life: list[tuple[str, str]]
    acts: list[Dated]
    gone: list[Dated]
    due: list[tuple[Any, ...]]
    now: str
    check: str
    due_head: tuple[str, ...] = DUE_HEAD
    life_head: tuple[str, ...] = LIFE_HEAD


def shown(found: OrderNow, user: User) -> Shown:
    """The order as it is shown to this user."""
    ahead, gone = _dates(found)
    pieces = found.life([(one.key, one.number) for one in ahead])
    return Shown(
        standing=found.standing,
        colour=COLOURS[found.standing.status],
        bar=recall_bar(found.clock) if found.clock else None,
        line=order_line(pieces, found.today, ended=found.standing.ended),
        life=[_in_words(piece) for piece in sorted(pieces, key=lambda one: one.first)],
        acts=ahead,
        gone=gone,
        due=[due_row(item, found.today) for item in found.due],
        now=moment_in_words(found.now.replace(second=0, microsecond=0)),
        check=_check(found.order, user),
    )


def _dates(found: OrderNow) -> tuple[list[Dated], list[Dated]]:
    """The dates of the Act that lie ahead or still wait for somebody, and those gone by; numbered
    in this order.
    """
    dates = list(dated(found.told, found.today, distance=ahead_or_ago))
    ahead = [one for one in dates if one.day >= found.today or found.is_open(one.key)]
    gone = [one for one in dates if one not in ahead]
    numbered = [replace(one, number=n) for n, one in enumerate((*ahead, *gone), start=1)]
    return numbered[: len(ahead)], numbered[len(ahead) :]


def _check(order: Order, user: User) -> str:
    """The address of the form for a check of the papers; empty for whoever may not record one."""
    if permissions.reasons_not_to_record_event(user, order, CHECKED):
        return ""
    return reverse("order-event-new", args=[order.pk, CHECKED])


def _in_words(piece: Piece) -> tuple[str, str]:
    return piece.when, piece.words


def due_row(item: DueItem, today: date) -> tuple[Any, ...]:
    """What is due, by when, and whose move it is; statutory and local told apart in words."""
    return _what(item), _by(item, today), _whose(item)


def _what(item: DueItem) -> SafeString:
    if not item.statutory:
        return stacked_words("Local review", "Agreed locally; can be moved")
    act = f"{act_and_section(item.key)}. {DUTY_WORDS[item.key].act}"
    return stacked_words(title(item.key), act)


def _by(item: DueItem, today: date) -> SafeString:
    when = moment_in_words(item.due_at) if item.due_at else day(item.due_on)
    if item.due_on < today:
        days = (today - item.due_on).days
        words = f"Overdue by {days} day{'' if days == 1 else 's'}"
        far = component("tag", {"text": words, "colour": "red"})
    else:
        far = under(ahead_or_ago(item.due_on, today))
    return format_html("{}<br>{}", when, far)


def _whose(item: DueItem) -> SafeString:
    owner = item.owner.name if item.owner else OFFICE
    seen = f"Seen {short_day(item.seen_at)}" if item.seen_at else "Not seen yet"
    return stacked_words(owner, seen)


def under(words: str) -> SafeString:
    """The second line of a cell."""
    return format_html('<span class="cto-under">{}</span>', words)


def local_dates(found: OrderNow, move: bool) -> list[tuple[Any, ...]]:
    """The local reviews of an order: the next that is agreed, then those that were held."""
    rows: list[tuple[Any, ...]] = []
    item = found.local
    if item is not None:
        href = reverse("review-move", args=[item.assessment_id])
        change = cells.link(href, "Move", " the local review") if move else ""
        rows.append((day(item.due_on), ahead_or_ago(item.due_on, found.today), change))
    return rows


def stacked_words(first: str, second: str) -> SafeString:
    """Two lines of a cell, the second quieter."""
    return format_html("{}<br>{}", first, under(second))
