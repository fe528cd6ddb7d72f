"""The newest order on the person's own page, in short; earlier orders; every sealed record."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from assessments.models import Order
from assessments.summary.order_page import OrderNow
from assessments.summary.order_reviews import ReviewLine
from assessments.summary.person_page import PersonPage
from assessments.summary.standing import status_words
from assessments.views import cells
from assessments.views.dated import Dated, ahead_or_ago
from assessments.views.order_shown import shown, stacked_words
from cto.accounts.models import User
from cto.design.words import day, short_day

RECORD_HEAD = ("Record", "Outcome", "Sealed", "Standing")
EARLIER_HEAD = ("Order", "Where it stands")


def context(page: PersonPage, user: User) -> dict[str, Any]:
    """What the template shows of the person's orders; nothing where there never was one."""
    if page.now is None:
        return {"shown": None}
    return {
        "shown": shown(page.now, user),
        "order": page.now.order,
        "earlier_head": EARLIER_HEAD,
        "earlier_rows": [_earlier(order) for order in page.earlier],
    }


def facts(now: OrderNow, acts: Sequence[Dated], *, may_move: bool) -> list[tuple[Any, ...]]:
    """The next date of the Act and the next local review, never to be taken for each other."""
    rows: list[tuple[Any, ...]] = []
    first = next(iter(acts), None)
    if first is not None:
        source = f"{first.title} ({first.source}), {first.distance}"
        rows.append(("Next Mental Health Act date", stacked_words(first.act, source)))
    item = now.local
    if item is not None:
        href = reverse("review-move", args=[item.assessment_id]) if may_move else ""
        words = stacked_words(day(item.due_on), ahead_or_ago(item.due_on, now.today))
        rows.append(("Next local review", words, href, "Move"))
    return rows


def _earlier(order: Order) -> tuple[Any, ...]:
    link = cells.link(reverse("order", args=[order.pk]), f"Made on {short_day(order.made_on)}")
    return link, status_words(order.status, order.ends_on)


def record_rows(page: PersonPage) -> list[tuple[Any, ...]]:
    """Decisions and reviews that were sealed, each to read and to print, newest first."""
    found = [(one.sealed_at, _decision(one)) for one in page.records]
    for line in page.reviews:
        found += [(one.sealed_at, row) for one, row in _reviews(line)]
    return [row for _, row in sorted(found, key=lambda each: each[0], reverse=True)]


def _decision(record: Any) -> tuple[Any, ...]:
    return _row(record, _links(record.reference, "record", "record-pdf"), record.outcome_words)


def _reviews(line: ReviewLine) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for record in line.records:
        links = _links(record.reference, "review-record", "review-record-pdf")
        yield record, _row(record, links, f"Review: {record.outcome_words}")


def _row(record: Any, links: SafeString, outcome: str) -> tuple[Any, ...]:
    return (
        links,
        outcome,
        f"{short_day(record.sealed_at)}, by {record.sealed_by}",
        f"Version {record.version}, {'superseded' if record.superseded else 'stands'}",
    )


def _links(reference: str, read: str, print_: str) -> SafeString:
    links = [cells.link(reverse(read, args=[reference]), reference)]
    links.append(cells.link(reverse(print_, args=[reference]), "Print", f" record {reference}"))
    return cells.lines(links)
