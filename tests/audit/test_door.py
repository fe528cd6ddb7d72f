"""The one door into the log: in the write's transaction, before the page, after the rollback."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cto.accounts.models import Profession, Team, User
from cto.audit import door
from cto.audit.address import RememberAddress, address_of
from cto.audit.door import NotForTheLog
from cto.audit.models import Entry

PERSON = UUID("00000000-0000-4000-8000-000000000001")
SENTENCE = "He said he hears voices"


def a_request(user: Any = None, **meta: Any) -> HttpRequest:
    request = RequestFactory().get("/", **meta)
    request.user = user or AnonymousUser()
    return request


@transaction.atomic
def add_teams(*names: str, **detail: Any) -> None:
    for name in names:
        door.wrote(None, "added_team", Team.objects.create(name=name, kind="community"), **detail)


# Writes ------------------------------------------------------------------------------------------
def test_a_write_and_its_entry_stand_together(people: dict[str, User]) -> None:
    nurse = people["nurse"]
    with transaction.atomic():
        team = Team.objects.create(name="Crisis", kind="community")
        door.wrote(nurse, "added_team", team, PERSON, kind="community", n=2, urgent=True)
    entry = Entry.objects.get(action="added_team", subject_id=str(team.pk))
    assert (entry.actor, entry.actor_name) == (nurse, nurse.name)
    assert (entry.subject_type, entry.about, entry.outcome) == ("accounts.team", PERSON, "done")
    assert entry.detail == {"kind": "community", "n": 2, "urgent": True}
    assert abs((entry.at - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_rolled_back_takes_its_entry_with_it() -> None:
    with pytest.raises(IntegrityError):
        add_teams("Crisis", "Crisis")
    assert not Team.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_fails_takes_the_write_with_it() -> None:
    with pytest.raises(NotForTheLog):
        add_teams("Crisis", reason=SENTENCE)
    assert not Team.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_write_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        door.wrote(None, "added_team", Team)
    assert not Entry.objects.exists()


def test_the_actors_name_is_the_one_at_the_time(people: dict[str, User]) -> None:
    nurse, then = people["nurse"], people["nurse"].name
    door.wrote(nurse, "tried", nurse)
    User.objects.filter(pk=nurse.pk).update(name="Another Name")
    assert Entry.objects.get(action="tried").actor_name == then


def test_the_loader_may_say_when(db: None) -> None:
    at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    door.wrote(None, "tried", None, at=at)
    entry = Entry.objects.get()
    assert (entry.at, entry.actor, entry.actor_name, entry.subject_id) == (at, None, "", "")


# Reads -------------------------------------------------------------------------------------------
def test_a_read_names_who_what_about_whom_and_from_where(people: dict[str, User]) -> None:
    request = a_request(people["rc"], REMOTE_ADDR="203.0.113.9")
    door.read(request, "opened_person", people["nurse"], PERSON, part="identity")
    entry = Entry.objects.get(action="opened_person")
    assert (entry.actor, entry.about, entry.address) == (people["rc"], PERSON, "203.0.113.9")


def test_a_read_that_cannot_be_logged_shows_nothing(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []

    def page(request: HttpRequest) -> HttpResponse:
        door.read(request, "opened_person", None)
        shown.append(True)
        return HttpResponse("clinical text")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Entry.objects, "create", full)
    with pytest.raises(OSError, match="disk full"):
        page(a_request(people["rc"]))
    assert not shown


@pytest.mark.parametrize(
    "enter",
    [
        lambda: door.read(a_request(), "tried", None),
        lambda: door.refused(None, "tried", "page"),
    ],
)
def test_reads_and_refusals_are_never_part_of_a_transaction_that_may_roll_back(
    db: None, enter: Callable[[], Entry]
) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        enter()


# Refusals ----------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_refusal_survives_the_rollback() -> None:
    nurse = User.objects.create_user("nurse", name="A Nurse", profession=Profession.NURSE)
    try:
        with transaction.atomic():
            Team.objects.create(name="Crisis", kind="community")
            raise PermissionError
    except PermissionError:
        door.refused(nurse, "added_team", "accounts.team", about=PERSON, reason="not_yours")
    assert not Team.objects.exists()
    entry = Entry.objects.get()
    assert (entry.outcome, entry.actor, entry.about) == ("refused", nurse, PERSON)


def test_a_refusal_of_nobody_has_no_actor(db: None) -> None:
    door.refused(AnonymousUser(), "opened_page", "page", "accounts:users")
    assert Entry.objects.get().actor is None


# What may enter ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("not_made", "not_made"),
        ("risk.to_others", "risk.to_others"),
        ("name,is_amhp", "name,is_amhp"),
        (PERSON, str(PERSON)),
        (3, 3),
        (True, True),
        (None, None),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00+00:00"),
        (Profession.NURSE, "nurse"),
        ("", ""),
        ("x" * 200, "x" * 200),
    ],
)
def test_ids_keys_numbers_and_single_words_enter(db: None, value: Any, kept: Any) -> None:
    door.wrote(None, "tried", None, value=value)
    assert Entry.objects.get().detail == {"value": kept}


@pytest.mark.parametrize(
    "value",
    [
        SENTENCE,
        "x" * 201,
        "a\nb",
        "<b>",
        "O'Neill",
        "é",
        "\0",
        "\u202e",
        1.5,
        b"x",
        ["a"],
        {"a": 1},
    ],
)
def test_sentences_and_what_could_hold_them_do_not(db: None, value: Any) -> None:
    with pytest.raises(NotForTheLog) as refused:
        door.wrote(None, "tried", None, value=value)
    assert str(value) not in str(refused.value)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("action", ["", "Signed in", "signed in", "x" * 61, "_x", "é", "a\n"])
def test_an_action_is_a_key(db: None, action: str) -> None:
    with pytest.raises(NotForTheLog):
        door.wrote(None, action, None)


def test_a_subjects_id_is_no_sentence_either(db: None) -> None:
    with pytest.raises(NotForTheLog):
        door.refused(None, "tried", "page", SENTENCE)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_with_a_space_ever_enters(text: str) -> None:
    try:
        kept = door.in_short("value", text)
    except NotForTheLog:
        return
    assert kept == text
    assert not any(character.isspace() or not character.isascii() for character in text)


# From where --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "203.0.113.9", "", "203.0.113.9"),
        (0, "203.0.113.9", "198.51.100.4", "203.0.113.9"),  # anybody can write this header
        (1, "10.0.0.1", "198.51.100.4", "198.51.100.4"),
        (1, "10.0.0.1", "6.6.6.6, 198.51.100.4", "198.51.100.4"),  # the left one is made up
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.4, 10.0.0.2", "198.51.100.4"),
        (2, "10.0.0.1", "198.51.100.4", None),  # came past the outer proxy
        (1, "10.0.0.1", "", None),
        (1, "10.0.0.1", "<script>", None),
        (0, "", "", None),
        (0, "2001:DB8::1", "", "2001:db8::1"),
    ],
)
def test_the_address_is_the_connections_unless_our_own_proxy_says_otherwise(
    proxies: int, remote: str, forwarded: str, address: str | None
) -> None:
    request = a_request(REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(TRUSTED_PROXY_COUNT=proxies):
        assert address_of(request) == address


def test_writes_during_a_request_carry_its_address_and_others_none(db: None) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        door.wrote(None, "tried", None)
        return HttpResponse()

    RememberAddress(view)(a_request(REMOTE_ADDR="203.0.113.9"))
    door.wrote(None, "tried", None)
    assert list(Entry.objects.order_by("id").values_list("address", flat=True)) == [
        "203.0.113.9",
        None,
    ]


def test_entries_come_newest_first_and_say_what_they_are(db: None) -> None:
    for action in ("first", "second"):
        door.wrote(None, action, None)
    assert [entry.action for entry in Entry.objects.all()] == ["second", "first"]
    assert str(Entry.objects.all()[0]).endswith("second (done)")
