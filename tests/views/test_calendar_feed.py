"""The calendar feed: opened by its address alone, revocable, and without a word about anybody."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from assessments.models import CalendarFeed, DueItem
from assessments.services import calendar_feed as services
from assessments.statute.duty_words import DUTY_WORDS
from cto.audit.models import Entry
from tests import due_items as rows

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = rows.TODAY
PAGE = "/calendar/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def amara(users):
    return rows.people(1, rows.northgate(users), name="Amara Test", nhs_number="9990000018")[0]


def feed(token):
    return f"/calendar/{token}.ics"


def events(client, token):
    """What a calendar program finds at the address."""
    answer = client.get(feed(token))
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_address_is_shown_once_and_only_its_hash_is_kept(client, users):
    client.force_login(users.rc)
    page = client.post(PAGE, {"do": "make"}).content.decode()
    (token,) = re.findall(r"http://testserver/calendar/([\w-]{43})\.ics", page)
    stored = CalendarFeed.objects.get()
    assert stored.token_sha256 == services.digest(token)
    assert token not in str(vars(stored))
    assert token not in client.get(PAGE).content.decode()
    assert all(token not in str(entry.detail) for entry in Entry.objects.all())


def test_each_day_says_what_is_due_and_nothing_else(client, users, amara):
    rows.stored(amara, "order_ends", TODAY + timedelta(days=3))
    (event,) = events(client, services.make(by=users.rc))
    assert str(event["SUMMARY"]) == "CTO: extension due"
    assert event["DTSTART"].dt == date(2026, 11, 26)
    assert event["DTEND"].dt == date(2026, 11, 27)
    assert event["DTSTAMP"].dt == NOW
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}
    assert not event.subcomponents


def test_nothing_in_it_names_a_person_or_a_row(client, users, amara):
    items = [
        rows.stored(amara, key, TODAY + timedelta(days=n))
        for n, key in enumerate([*DUTY_WORDS, "local_review"])
    ]
    for user in (users.rc, users.mha):
        text = client.get(feed(services.make(by=user))).content.decode()
        # A day's own id is hexadecimal and may hold any three digits.
        read = "".join(line for line in text.splitlines() if not line.startswith("UID:"))
        for secret in ("Amara", "999", "1990", amara.local_number, users.rc.name):
            assert secret not in read, secret
        assert str(amara.pk) not in text
        for item in items:
            assert str(item.pk) not in text
            assert str(item.order_id) not in text
            assert str(item.assessment_id) not in text
            assert item.assessment.reference not in text
        assert "VALARM" not in text


def test_it_holds_the_owners_own_dates_and_for_the_office_those_without_an_owner(
    client, users, amara
):
    rows.stored(amara, "order_ends", TODAY)
    rows.stored(amara, "local_review", TODAY)
    rows.stored(amara, "reference_six_months", TODAY)
    (there,) = rows.people(1, rows.southfield(users))
    rows.stored(there, "order_ends", TODAY)
    said = {
        who: sorted(str(e["SUMMARY"]) for e in events(
            client, services.make(by=getattr(users, who))))
        for who in ("rc", "mha", "nurse")
    }  # fmt: skip
    assert said == {
        "rc": ["CTO: extension due", "CTO: local review due"],
        "mha": ["CTO: reference to the tribunal due"],
        "nurse": [],
    }


def test_hours_are_said_in_the_words_of_a_whole_day(client, users, amara):
    rows.stored(amara, "recall_ends", NOW + timedelta(hours=30))
    (event,) = events(client, services.make(by=users.rc))
    assert str(event["SUMMARY"]) == "CTO: 72 hours end at 15:00"
    assert event["DTSTART"].dt == date(2026, 11, 24)


def test_a_day_that_moves_stays_the_same_entry(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY)
    token = services.make(by=users.rc)
    (before,) = events(client, token)
    item.delete()
    rows.stored(amara, "order_ends", TODAY + timedelta(days=5))
    (after,) = events(client, token)
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt != after["DTSTART"].dt


def test_it_needs_no_sign_in_and_leaves_no_copy(client, users, amara):
    rows.stored(amara, "order_ends", TODAY)
    answer = client.get(feed(services.make(by=users.rc)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    entry = Entry.objects.get(action="read_calendar")
    assert (entry.actor, entry.outcome, entry.detail["days"]) == (users.rc, "done", 1)


def test_whoever_reads_it_is_not_signed_in_by_it(client, users):
    client.get(feed(services.make(by=users.rc)))
    assert client.get("/due/").status_code == 302


def test_a_revoked_address_is_gone_and_a_new_one_ends_the_old(client, users):
    old = services.make(by=users.rc)
    new = services.make(by=users.rc)
    assert client.get(feed(old)).status_code == 404
    assert client.get(feed(new)).status_code == 200
    client.force_login(users.rc)
    assert "You have no address." not in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "revoke"})
    assert "You have no address." in client.get(PAGE).content.decode()
    client.logout()
    nothing = client.get(feed("no-such-address"))
    gone = client.get(feed(new))
    assert (gone.status_code, nothing.status_code) == (404, 404)
    assert Entry.objects.filter(action="read_calendar", outcome="refused").count() == 2


@pytest.mark.parametrize("change", [{"is_active": False}, {"profession": "administrator"}])
def test_the_calendar_of_somebody_who_left_is_gone(client, users, change):
    token = services.make(by=users.nurse)
    type(users.nurse).objects.filter(pk=users.nurse.pk).update(**change)
    assert client.get(feed(token)).status_code == 404


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
def test_whoever_has_no_patients_has_no_calendar(client, users, who):
    client.force_login(getattr(users, who))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"do": "make"}).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_what_is_long_past_or_far_ahead_is_left_to_the_board(client, users, amara):
    rows.stored(amara, "order_ends", TODAY - timedelta(days=91))
    rows.stored(amara, "local_review", TODAY + timedelta(days=401))
    assert DueItem.objects.count() == 2
    assert events(client, services.make(by=users.rc)) == []


def test_reading_it_asks_a_fixed_number_of_queries(client, users, django_assert_num_queries):
    """The calendar with its owner, the days, the audit's insert between a savepoint's two."""
    token = services.make(by=users.rc)
    with django_assert_num_queries(5):
        client.get(feed(token))
    rows.spread(rows.people(5, rows.northgate(users)))
    with django_assert_num_queries(5):
        client.get(feed(token))
