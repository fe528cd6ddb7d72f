"""When an order was last checked against the signed papers, by whom, and what came after."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from assessments.models import DueItem, Order, OrderEvent
from assessments.services import orders
from assessments.services.orders import Happening
from tests import factories as make
from tests.views.order_given import london, page, record
from tests.views.recording import checked, days, new_url, recorded, text_of

pytestmark = pytest.mark.django_db
CHECK = "checked_against_papers"
BY_THE_OFFICE = "Last checked against the papers on 3 December 2026 by Maureen Doyle."
LATER = "Something was recorded after that check and is not checked yet."


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


def corrected(order: Order, event: OrderEvent, by: Any, on: date | None) -> OrderEvent:
    """The entry struck through, with another day in its place if one is given."""
    order.refresh_from_db()
    return orders.correct(
        event=event,
        happening=Happening(event.kind, on) if on else None,
        reason="Another day.",
        shown=order.entries,
        by=by,
        at=london(2026, 12, 7, 9),
    )


@pytest.mark.parametrize("name", ["order", "person"])
def test_an_order_that_nobody_has_checked_says_so_and_leads_to_the_form(order, users, name):
    shown = page(users.nurse, order, name=name)

    assert "Not checked against the papers yet." in shown
    assert f'href="{new_url(order, CHECK)}">Record a check</a>' in shown


@pytest.mark.parametrize("name", ["order", "person"])
def test_both_pages_say_when_it_was_last_checked_and_by_whom(order, users, name):
    record(order, users.nurse, CHECK, date(2026, 12, 1))
    record(order, users.mha, CHECK, date(2026, 12, 3), compared="The paper file.")

    shown = page(users.rc, order, name=name)

    assert BY_THE_OFFICE in shown
    assert LATER not in shown
    assert "Not checked" not in shown


def test_what_was_recorded_after_the_check_is_said_not_to_be_checked(order, users):
    record(order, users.mha, CHECK, date(2026, 12, 3))
    record(order, users.nurse, "police_contact", date(2026, 12, 4))

    assert f"{BY_THE_OFFICE} {LATER}" in page(users.rc, order)


def test_a_check_that_is_entered_late_does_not_cover_what_came_between(order, users):
    record(order, users.nurse, "police_contact", date(2026, 12, 4))
    record(order, users.mha, CHECK, date(2026, 12, 3), at=london(2026, 12, 7, 9))

    assert f"{BY_THE_OFFICE} {LATER}" in page(users.rc, order)


def test_the_latest_day_counts_whichever_check_was_entered_last(order, users):
    record(order, users.mha, CHECK, date(2026, 12, 3))
    record(order, users.nurse, CHECK, date(2026, 12, 1), at=london(2026, 12, 7, 9))

    shown = page(users.rc, order)

    assert BY_THE_OFFICE in shown
    assert LATER not in shown


def test_something_struck_out_after_the_check_is_not_checked_either(order, users):
    wrong = record(order, users.nurse, "police_contact", date(2026, 12, 1))
    record(order, users.mha, CHECK, date(2026, 12, 3))
    corrected(order, wrong, users.rc, None)

    assert f"{BY_THE_OFFICE} {LATER}" in page(users.rc, order)


def test_a_check_is_struck_out_like_every_entry(order, users):
    record(order, users.mha, CHECK, date(2026, 12, 3))
    wrong = record(order, users.nurse, CHECK, date(2026, 12, 4))
    corrected(order, wrong, users.rc, None)

    shown = page(users.rc, order)

    assert BY_THE_OFFICE in shown
    assert LATER not in shown
    assert "<del>Checked against the papers</del>" in shown


def test_a_corrected_check_stays_the_check_of_whoever_made_it(order, users):
    wrong = record(order, users.mha, CHECK, date(2026, 12, 4))
    corrected(order, wrong, users.rc, date(2026, 12, 3))

    shown = page(users.rc, order)

    assert BY_THE_OFFICE in shown
    assert LATER not in shown


def test_the_only_check_struck_out_leaves_none(order, users):
    wrong = record(order, users.mha, CHECK, date(2026, 12, 4))
    corrected(order, wrong, users.mha, None)

    assert "Not checked against the papers yet." in page(users.rc, order)


def test_an_order_that_has_ended_can_still_be_checked(order, users):
    record(order, users.rc, "order_discharged", date(2026, 12, 2), by="managers")
    record(order, users.mha, CHECK, date(2026, 12, 3))

    assert BY_THE_OFFICE in page(users.rc, order)


def test_a_check_changes_no_date_and_nothing_that_is_due(order, users):
    def due() -> list[Any]:
        return list(DueItem.objects.order_by("key").values_list("key", "due_on", "owner"))

    before = (order.status, order.made_on, order.ends_on, due())
    record(order, users.mha, CHECK, date(2026, 12, 3))
    order.refresh_from_db()

    assert (order.status, order.made_on, order.ends_on, due()) == before


def test_the_office_records_a_check_in_two_steps_and_sees_that_no_date_changes(
    client, order, users, time_machine
):
    time_machine.move_to(london(2026, 12, 8, 14), tick=False)
    client.force_login(users.mha)
    url = new_url(order, CHECK)
    answers = days(when=date(2026, 12, 3)) | {"compared": "CTO1 in the paper file."}

    said = text_of(checked(client, url, answers))
    assert "No date changes." in said
    row = recorded(client, url, answers)

    assert (row.kind, row.on, row.recorded_by) == (CHECK, date(2026, 12, 3), users.mha)
    shown = text_of(client.get(reverse("order", args=[order.pk])))
    assert BY_THE_OFFICE in shown
    assert "CTO1 in the paper file." in shown


def test_a_check_before_the_order_was_made_is_refused(client, order, users, time_machine):
    time_machine.move_to(london(2026, 12, 8, 14), tick=False)
    client.force_login(users.mha)

    answer = checked(client, new_url(order, CHECK), days(when=date(2025, 12, 3)))

    assert answer.status_code == 422
    assert "The check must be on Tuesday 24 November 2026 or later" in text_of(answer)
