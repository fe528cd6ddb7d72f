"""The password before a signature."""

import pytest
import time_machine
from django.db import transaction

from cto.accounts.models import User
from cto.accounts.reauthentication import TooManyTries, password_is_right
from cto.audit.models import Entry
from tests.factories import PASSWORD


@pytest.fixture
def rc(people: dict[str, User]) -> User:
    return people["rc"]


def test_the_right_password_is_right_however_often(rc: User) -> None:
    assert all(password_is_right(rc, PASSWORD, "127.0.0.1") for _ in range(8))
    assert not Entry.objects.filter(action="gave_password").exists()


def test_a_wrong_password_is_audited_without_the_password(rc: User) -> None:
    assert not password_is_right(rc, "wrong-password", "127.0.0.1")
    entry = Entry.objects.get(action="gave_password")
    assert (entry.actor, entry.outcome, entry.detail) == (rc, "refused", {"reason": "wrong"})
    assert "wrong-password" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("typed", ["", " ", PASSWORD + " ", PASSWORD.upper(), "x" * 10_000, "\0"])
def test_almost_right_is_wrong(rc: User, typed: str) -> None:
    assert not password_is_right(rc, typed, "127.0.0.1")


def test_after_five_wrong_ones_even_the_right_one_waits_five_minutes(rc: User) -> None:
    with time_machine.travel("2026-11-22T09:00:00+00:00", tick=False) as clock:
        for _ in range(5):
            assert not password_is_right(rc, "wrong", "127.0.0.1")
        with pytest.raises(TooManyTries, match="Wait 5 minutes"):
            password_is_right(rc, PASSWORD, "127.0.0.1")
        assert Entry.objects.filter(detail={"reason": "too_many_tries"}).count() == 1
        assert password_is_right(rc, PASSWORD, "10.0.0.7")
        clock.shift(301)
        assert password_is_right(rc, PASSWORD, "127.0.0.1")


def test_wrong_ones_between_right_ones_are_still_counted(rc: User) -> None:
    for _ in range(4):
        assert not password_is_right(rc, "wrong", "127.0.0.1")
        assert password_is_right(rc, PASSWORD, "127.0.0.1")
    assert not password_is_right(rc, "wrong", "127.0.0.1")
    with pytest.raises(TooManyTries):
        password_is_right(rc, PASSWORD, "127.0.0.1")


def test_an_ended_user_has_no_right_password(rc: User) -> None:
    rc.is_active = False
    assert not password_is_right(rc, PASSWORD, "127.0.0.1")


def test_it_is_not_asked_inside_a_transaction_which_could_take_back_the_count(rc: User) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        password_is_right(rc, PASSWORD, "127.0.0.1")
