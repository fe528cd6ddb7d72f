"""What the tests of recording events share: typing into a form, checking, confirming."""

import re
from datetime import date, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.models import Order, OrderEvent
from assessments.services import orders
from assessments.summary.orders import ledger, standing_rows
from tests.access.reading import PageForm, Typed, forms

LONDON = ZoneInfo("Europe/London")
REASONS = {"reasons": "She has stopped eating."}


def london(month: int, day: int, hour: int, minute: int = 0, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def days(**moments: date | datetime) -> dict[str, str]:
    """What is typed into the boxes of each day or moment."""
    found: dict[str, str] = {}
    for name, value in moments.items():
        found |= {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}
        if isinstance(value, datetime):
            found[f"{name}-time"] = f"{value:%H:%M}"
    return found


def new_url(order: Order, kind: str) -> str:
    return reverse("order-event-new", args=[order.pk, kind])


def event_url(order: Order, event: OrderEvent, what: str) -> str:
    return reverse(f"order-event-{what}", args=[order.pk, event.pk])


def shown_values(form: PageForm) -> Typed:
    """What a browser would send of a form that nobody touches."""
    found: Typed = {}
    for control in form.controls.values():
        if control.kind in ("radio", "checkbox", "select"):
            if control.chosen:
                found[control.name] = list(control.chosen)
        else:
            found[control.name] = [control.value]
    return found


def typed(client: Client, url: str, answers: dict[str, Any]) -> Typed:
    """The page's form with these answers typed over it; None takes a field out."""
    found: dict[str, Any] = shown_values(forms(client.get(url).content)[0])
    found.update(answers)
    return {name: value for name, value in found.items() if value is not None}


def checked(client: Client, url: str, answers: dict[str, Any]) -> Any:
    """The first step: the check page, or the form again."""
    return client.post(url, typed(client, url, answers))


def confirmed(client: Client, url: str, check: Any) -> Any:
    """The second step: what the check page carries, sent again."""
    assert check.status_code == 200, text_of(check)[:3000]
    return client.post(url, shown_values(forms(check.content)[0]))


def recorded(client: Client, url: str, answers: dict[str, Any]) -> OrderEvent:
    """Both steps; the entry that came of them."""
    answer = confirmed(client, url, checked(client, url, answers))
    assert answer.status_code == 302, text_of(answer)[:3000]
    return OrderEvent.objects.latest("number")


def happened(order: Order, by: Any, kind: str, when: date | datetime, **more: Any) -> OrderEvent:
    """An entry made by the service."""
    answers = more.pop("answers", None)
    timed = isinstance(when, datetime)
    order.refresh_from_db()
    return orders.record(
        order=order,
        happening=orders.Happening(
            kind,
            when.date() if isinstance(when, datetime) else when,
            when if timed else None,  # type: ignore[arg-type]
            more,
            answers=answers,
        ),
        shown=order.entries,
        by=by,
    )


def standing(order: Order) -> list[str]:
    return [row.kind for row in standing_rows(ledger(order))]


def text_of(answer: HttpResponse) -> str:
    """The page without its markup, in one line."""

    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
