"""An order's own page: where it stands, its life, its dates, what is due, and its ledger."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessments import permissions
from assessments.models import Order
from assessments.summary import ledger_lines, order_page
from assessments.summary.conditions_in_use import order_in_use
from assessments.summary.order_reviews import ReviewLine, reviews_of
from assessments.summary.orders import Ledger, made_row
from assessments.summary.sealed_conditions import sealed_conditions
from assessments.summary.standing import sealed_records
from assessments.views import cells
from assessments.views.access import with_order
from assessments.views.order_shown import local_dates, shown
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.design.words import short_day

REVIEW_HEAD = ("Review", "Held", "Where it is", "Records")
RECORD_HEAD = ("Record", "Sealed", "Standing")
LOCAL_HEAD = ("Local review", "How far off", "Change")


@require_GET
@with_order("opened_order")
def order(request: HttpRequest, order: Order) -> HttpResponse:
    """Everything about one order, from its ledger."""
    user, patient = signed_in(request), order.patient
    due = tuple(
        item
        for item in order_page.due_of(patient)
        if item.order_id == order.pk or item.assessment_id == order.assessment_id
    )
    reviews = reviews_of([order.pk]).get(order.pk, ())
    found = order_page.order_now(order, due=due, reviews=reviews)
    may_move = not permissions.reasons_not_to_move_review(user, patient)
    records = [
        one
        for one in sealed_records([patient.pk]).get(patient.pk, ())
        if one.assessment_id == order.assessment_id
    ]
    context = {
        "person": patient,
        "order": order,
        "shown": shown(found, user),
        "steps": _steps(user, order, ended=found.standing.ended, reviews=reviews),
        "local_head": LOCAL_HEAD,
        "local_rows": local_dates(found, may_move),
        "review_head": REVIEW_HEAD,
        "review_rows": [review_row(one) for one in reviews],
        "record_head": RECORD_HEAD,
        "record_rows": [_record(one) for one in records],
        "ledger": ledger_lines.lines(found.rows, order.nation, found.refused),
        "may_correct": not permissions.reasons_not_to_correct_event(user, order),
        "may_log": not permissions.reasons_not_to_log_contact(user, order),
        "sealed": _sealed_otherwise(order, found.rows),
        "used": order_in_use(order, found.rows, found.story, today=found.today),
    }
    return render(request, "orders/order.html", context)


def _sealed_otherwise(order: Order, rows: Ledger) -> dict[str, Any] | None:
    """The conditions as the order was made beside those that are sealed, where they differ."""
    sealed, made = sealed_conditions(order.assessment_id), made_row(rows)
    if sealed is None or sealed == made.details["conditions"]:
        return None
    return {
        "href": reverse("order-event-correct", args=[order.pk, made.pk]),
        "ledger": [one["wording"] for one in made.details["conditions"]],
        "record": [one["wording"] for one in sealed],
    }


def _steps(
    user: User, order: Order, *, ended: bool, reviews: Sequence[ReviewLine]
) -> list[dict[str, Any]]:
    """What one can do from here, as buttons: the first is the one that stands out."""
    steps = [("Record what happened", reverse("order-events", args=[order.pk]))]
    if not permissions.reasons_not_to_log_contact(user, order):
        steps.append(("Log a contact", reverse("contact-new", args=[order.pk])))
    opened = next((one for one in reviews if one.is_open), None)
    if opened is not None:
        steps.append((f"Go to review {opened.reference}", reverse("review", args=[opened.pk])))
    elif not ended and not permissions.reasons_not_to_open_review(user, order):
        steps.append(("Start a review", reverse("review-new", args=[order.pk])))
    return [
        {"text": text, "href": href, "variant": "secondary" if n else None}
        for n, (text, href) in enumerate(steps)
    ]


def review_row(one: ReviewLine) -> tuple[Any, ...]:
    """A review with links to its page and to every record that it left."""
    words = f"{one.trigger_words} ({one.reference})"
    href = reverse("review", args=[one.pk])
    held = short_day(one.held_on) if one.held_on else f"Opened {short_day(one.opened_at)}"
    return (
        cells.link(href, words),
        held,
        one.status_words,
        cells.lines(
            cells.link(
                reverse("review-record", args=[record.reference]),
                record.reference,
                f", sealed {short_day(record.sealed_at)}",
            )
            for record in one.records
        )
        or "None sealed",
    )


def _record(record: Any) -> tuple[Any, ...]:
    """A decision's record, to read and to print."""
    read = cells.link(reverse("record", args=[record.reference]), record.reference)
    pdf = cells.link(
        reverse("record-pdf", args=[record.reference]), "Print", f" record {record.reference}"
    )
    return (
        cells.lines((read, pdf)),
        f"{short_day(record.sealed_at)}, by {record.sealed_by}",
        f"Version {record.version}, {'superseded' if record.superseded else 'stands'}",
    )
