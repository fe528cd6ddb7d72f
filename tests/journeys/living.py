"""An order that lives on: how it began, what is typed about it, and the days that go by.

The clock of the service is set (``on``), so that each step is taken on the day on which a team
would take it. A session lasts a working day: on another day one sits down at ``another`` browser.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from assessments.documents.marks import Final
from assessments.lifecycle import Status
from assessments.models import Assessment, DueItem, Order, OrderEvent
from assessments.services import after_decision, worklist
from tests import factories as make
from tests.journeys.screen import Screen


def on(moment: datetime) -> time_machine.travel:
    """The clock shows this moment, and goes on. ``move_to`` sets it to a later one."""
    return time_machine.travel(moment, tick=True)


@contextmanager
def unprinted() -> Iterator[pytest.MonkeyPatch]:
    """What is sealed before the journey begins is not drawn: nobody opens it on the way."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("records.decision_record", "review_seal.review_record"):
            patch.setattr(f"assessments.services.{name}", _paper)
        yield patch


def _paper(summary: Any, *, mark: Final) -> bytes:
    return f"%PDF-1.7 stands for {mark.reference}".encode()


def decided(users: SimpleNamespace, at: datetime) -> Assessment:
    """A sealed decision to make an order, of somebody detained for the two months before."""
    with unprinted() as patch:
        patch.setattr(make, "MOMENT", at)
        patch.setattr(make, "TODAY", at.date())
        began, ends = at.date() - timedelta(days=60), at.date() + timedelta(days=120)
        who = make.person(users, section_began_on=began, section_ends_on=ends)
        one = make.assessment_at(Status.PUT_FORWARD, users, one=make.assessment(users, who))
        make.state(one, users.amhp, at=at + timedelta(hours=2))
        make.sealed(one, users.rc)
    return one


def order(users: SimpleNamespace, made: datetime) -> Order:
    """An order that took effect at this moment, decided on the day before."""
    one = decided(users, made - timedelta(days=1))
    after_decision.record_statutory_form(
        assessment=one,
        supersedes=None,
        effective_at=made,
        **{f"part_{part}_on": made.date() for part in (1, 2, 3)},
        by=users.mha,
        at=made + timedelta(hours=1),
    )
    return Order.objects.get(assessment=one)


def address(one: Order) -> str:
    return f"/orders/{one.pk}/"


def what_happened(screen: Screen, one: Order, title: str) -> None:
    """From the order's page to the form of one kind of happening."""
    screen.open(address(one))
    screen.press("Record what happened")
    screen.follow(title)
    screen.is_at(title)


def compared(screen: Screen) -> dict[str, tuple[str, str, str]]:
    """The check page's two tables: before, after and what changes, by the date's name."""
    screen.is_at("Check before recording")
    rows = screen.page.locator(".cto-compared tbody tr")
    lines = [row.locator("th, td").all_inner_texts() for row in rows.all()]
    lines = [[*one, one[-1], "Unchanged"] if len(one) == 2 else one for one in lines]
    return {
        title.strip(): (before.strip(), after.strip(), change.strip())
        for title, before, after, change in lines
    }


def day_of(screen: Screen, title: str) -> str:
    """The day that the order's page gives to one date of the Act that lies ahead."""
    found = screen.page.locator(".cto-date").filter(
        has=screen.page.get_by_role("heading", name=title, exact=True)
    )
    return found.locator(".cto-date__day").inner_text().strip()


def standing(screen: Screen) -> str:
    """The status, as the order's page says it."""
    return screen.page.locator(".cto-standing strong").inner_text()


def entries(one: Order) -> list[str]:
    """The kinds of the ledger's entries, in their order."""
    return list(
        OrderEvent.objects.filter(order=one).order_by("number").values_list("kind", flat=True)
    )


def last(one: Order) -> OrderEvent:
    return OrderEvent.objects.filter(order=one).latest("number")


def due(one: Order) -> dict[str, date]:
    """What is due on the order, as the work-list has it, and as the ledger says afresh."""
    assert worklist.drift([one.patient]) == []
    return dict(DueItem.objects.filter(order=one).values_list("key", "due_on"))


def owner(one: Order, key: str) -> Any:
    return DueItem.objects.get(order=one, key=key).owner
