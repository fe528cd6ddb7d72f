"""An order with a history, and its pages at a moment, for the tests of those pages."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client
from django.urls import reverse

from assessments.models import Order, OrderEvent
from assessments.services import after_decision, orders
from assessments.services.orders import Happening

LONDON = ZoneInfo("Europe/London")


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


NOW = london(2026, 12, 8, 14, 0)


def record(one: Order, who: Any, kind: str, when: Any, **more: Any) -> OrderEvent:
    """Enter what happened, an hour after it did."""
    answers, at = more.pop("answers", None), more.pop("at", None)
    timed = isinstance(when, datetime)
    on = when.date() if timed else when
    one.refresh_from_db()
    return orders.record(
        order=one,
        happening=Happening(kind, on, when if timed else None, more, answers),
        shown=one.entries,
        by=who,
        at=at or (when if timed else london(on.year, on.month, on.day, 22, 0)) + timedelta(hours=1),
    )


def recalled(one: Order, users: SimpleNamespace, detained: datetime, **words: str) -> None:
    """A notice in hand two hours before the detention."""
    notice = {"method": "in_hand", "ground": "treatment_needed", **words}
    record(one, users.rc, "recall_notice", detained - timedelta(hours=2), **notice)
    record(one, users.nurse, "recall_detention", detained, hospital="Northgate Hospital")


def from_form(one: Order, users: SimpleNamespace, made: datetime) -> None:
    """Correct the moment on the form, from which everything counts."""
    form = after_decision.StatutoryForm.objects.get(assessment=one.assessment)
    after_decision.record_statutory_form(
        assessment=one.assessment,
        supersedes=form.pk,
        effective_at=made,
        **{f"part_{n}_on": made.date() for n in (1, 2, 3)},
        reason="The form says another day.",
        by=users.mha,
        at=london(2026, 12, 1, 9, 0),
    )


def page(who: Any, one: Order, now: datetime = NOW, name: str = "order") -> str:
    """The order's page, or with ``name`` the person's, as it stands at a moment."""
    client = Client()
    with time_machine.travel(now, tick=False):
        client.force_login(who)
        key = one.pk if name == "order" else one.patient_id
        response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def status(shown: str) -> str:
    """The words of the status."""
    found = re.search(r'cto-standing">\s*<strong[^>]*>([^<]*)<', shown)
    assert found, "the page says no status"
    return found[1].strip()
