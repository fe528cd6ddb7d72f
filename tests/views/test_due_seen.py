"""Marking as seen: by whoever it waits for, once, for the day that was shown."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from assessments.models import DueItem, Seen
from cto.audit.models import Entry
from tests import due_items as rows

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = rows.TODAY
SEEN = "/due/seen/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def amara(users):
    return rows.people(1, rows.northgate(users), name="Amara Test")[0]


def press(client, user, item, on=None, query=""):
    """The button of a row, as the page that showed `on` has it."""
    client.force_login(user)
    value = f"{item.pk}_{(on or item.due_on).isoformat()}"
    return client.post(SEEN + query, {"seen": value})


def test_the_owner_marks_a_date_as_seen_and_the_board_says_when(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY)
    answer = press(client, users.rc, item, query="?part=7&sort=person")
    assert answer.url == "/due/?part=7&sort=person"
    page = client.get("/due/").content.decode()
    assert "Seen 23 November 2026" in page
    assert 'name="seen"' not in page
    entry = Entry.objects.get(action="saw_due_item")
    assert (entry.about, entry.detail["key"]) == (amara.pk, "order_ends")


def test_pressing_twice_is_seeing_once(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY)
    for _ in range(2):
        assert press(client, users.rc, item).status_code == 302
    assert Seen.objects.count() == Entry.objects.filter(action="saw_due_item").count() == 1


def test_the_office_sees_what_has_no_owner_for_everybody_there(client, users, amara):
    item = rows.stored(amara, "reference_six_months", TODAY)
    press(client, users.mha, item)
    item.refresh_from_db()
    assert item.seen_at == NOW


@pytest.mark.parametrize("who", ["nurse", "mha"])
def test_nobody_sees_for_somebody_else(client, users, amara, who):
    item = rows.stored(amara, "order_ends", TODAY)
    answer = press(client, getattr(users, who), item)
    assert answer.status_code == 403
    assert not Seen.objects.exists()
    assert Entry.objects.filter(action="saw_due_item", outcome="refused").count() == 1


def test_a_clinician_does_not_see_for_the_office(client, users, amara):
    item = rows.stored(amara, "reference_six_months", TODAY)
    assert press(client, users.rc, item).status_code == 403


def test_somebody_elses_people_are_not_there(client, users):
    (there,) = rows.people(1, rows.southfield(users))
    item = rows.stored(there, "order_ends", TODAY)
    answer = press(client, users.rc, item)
    assert answer.url == "/due/"
    assert "has moved or is done" in client.get("/due/").content.decode()
    assert not Seen.objects.exists()


def test_a_day_that_has_moved_is_seen_anew(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY)
    DueItem.objects.filter(pk=item.pk).update(due_on=TODAY + timedelta(days=1))
    press(client, users.rc, item)  # the page still showed yesterday's day
    assert not Seen.objects.exists()
    assert "has moved or is done" in client.get("/due/").content.decode()
    press(client, users.rc, item, on=TODAY + timedelta(days=1))
    assert Seen.objects.get().due_on == TODAY + timedelta(days=1)


@pytest.mark.parametrize("typed", ["", "x", "x_2026-11-23", "_", "9" * 400, "\0"])
def test_what_no_button_sends_marks_nothing(client, users, amara, typed):
    rows.stored(amara, "order_ends", TODAY)
    client.force_login(users.rc)
    assert client.post(SEEN, {"seen": typed}).status_code == 302
    assert not Seen.objects.exists()


def test_what_is_done_meanwhile_is_not_marked(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY)
    pk = item.pk
    item.delete()
    item.pk = pk
    assert press(client, users.rc, item).status_code == 302
    assert not Seen.objects.exists()
