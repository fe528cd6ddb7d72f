"""Signing in and out, and what ends a session."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch, resolve, reverse
from django.urls.exceptions import Resolver404

from cto.accounts import services
from cto.accounts.models import User
from cto.accounts.services import Particulars
from cto.audit.models import Entry
from tests.factories import PASSWORD

LOGIN = "/account/login/"
HOME = "/account/password/change/"  # a page that everybody who is signed in may open


def sign_in(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> int:
    answer = client.post(LOGIN, {"login": username, "password": password}, **extra)
    return answer.status_code


def is_signed_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def entries(action: str) -> list[tuple[str, str | None, str]]:
    found = Entry.objects.filter(action=action).order_by("id")
    return [(e.outcome, e.actor.username if e.actor else None, e.subject_id) for e in found]


@pytest.mark.parametrize("typed", ["nurse", "NURSE", "  Nurse "])
def test_the_right_password_signs_in_and_is_audited(people: dict[str, User], typed: str) -> None:
    client = Client()
    assert sign_in(client, typed) == 302
    assert is_signed_in(client)
    assert entries("signed_in") == [("done", "nurse", str(people["nurse"].pk))]
    assert Entry.objects.get(action="signed_in").address == "127.0.0.1"


def test_a_wrong_password_is_refused_audited_and_never_kept(people: dict[str, User]) -> None:
    client = Client()
    answer = client.post(LOGIN, {"login": "nurse", "password": "not-the-password"})
    assert b"These two do not go together" in answer.content
    assert not is_signed_in(client)
    entry = Entry.objects.get(action="signed_in")
    assert (entry.outcome, entry.actor, entry.subject_id) == (
        "refused",
        None,
        str(people["nurse"].pk),
    )
    assert "not-the-password" not in str(list(Entry.objects.values()))


def test_an_unknown_name_gets_the_same_answer_and_is_not_kept(people: dict[str, User]) -> None:
    # People type their password where the name belongs.
    answer = Client().post(LOGIN, {"login": "my-secret-word", "password": "x"})
    assert b"These two do not go together" in answer.content
    assert entries("signed_in") == [("refused", None, "")]
    assert "my-secret-word" not in str(list(Entry.objects.values()))


def test_an_inactive_user_is_refused_with_the_same_answer(people: dict[str, User]) -> None:
    User.objects.filter(username="nurse").update(is_active=False)
    client = Client()
    answer = client.post(LOGIN, {"login": "nurse", "password": PASSWORD})
    assert b"These two do not go together" in answer.content
    assert not is_signed_in(client)
    assert entries("signed_in") == [("refused", None, str(people["nurse"].pk))]


def test_signing_out_is_audited(people: dict[str, User]) -> None:
    client = Client()
    sign_in(client, "ot")
    client.post("/account/logout/")
    assert not is_signed_in(client)
    assert entries("signed_out") == [("done", "ot", str(people["ot"].pk))]


def test_a_sign_in_that_cannot_be_audited_does_not_happen(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("cto.audit.door.wrote", fail)
    client = Client(raise_request_exception=False)
    assert sign_in(client, "nurse") == 500
    assert not is_signed_in(client)


def test_guessing_is_throttled_and_a_stranger_locks_nobody_out(people: dict[str, User]) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(5):
        sign_in(stranger, "rc", "guess")
    answer = stranger.post(LOGIN, {"login": "rc", "password": PASSWORD})
    assert b"Wait 5 minutes" in answer.content
    assert not is_signed_in(stranger)
    owner = Client(REMOTE_ADDR="198.51.100.4")
    assert sign_in(owner, "rc") == 302
    assert is_signed_in(owner)


def test_the_session_of_a_deactivated_user_ends_at_once(people: dict[str, User]) -> None:
    client = Client()
    sign_in(client, "nurse")
    nurse, sysadmin = people["nurse"], people["sysadmin"]
    ended = Particulars(**{**Particulars.of(nurse).__dict__, "is_active": False})
    services.change_user(user=nurse, particulars=ended, teams=nurse.teams.all(), by=sysadmin)
    assert not is_signed_in(client)


def test_a_new_password_from_the_system_administrator_ends_sessions(
    people: dict[str, User],
) -> None:
    client = Client()
    sign_in(client, "nurse")
    services.set_password(user=people["nurse"], password="another one", by=people["sysadmin"])
    assert not is_signed_in(client)
    assert sign_in(client, "nurse", "another one") == 302


def test_somebody_changes_their_own_password_and_every_session_ends(
    people: dict[str, User],
) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, "nurse")
    sign_in(elsewhere, "nurse")
    new = "seven green bottles hanging"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/change/", typed).status_code == 302
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert sign_in(here, "nurse", new) == 302
    assert entries("set_password") == [("done", "nurse", str(people["nurse"].pk))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"oldpassword": "wrong"}, b"Enter the password you use now"),
        ({"password1": "short", "password2": "short"}, b"too short"),
        ({"password2": "something else entirely"}, b"same password"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    browser_of: Callable[[str], Client], typed: dict[str, str], said: bytes
) -> None:
    new = "seven green bottles hanging"
    good = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = browser_of("nurse").post("/account/password/change/", {**good, **typed})
    assert said in answer.content
    assert User.objects.get(username="nurse").check_password(PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "account_inactive",
        "account_confirm_login_code",
    ],
)
def test_allauths_other_pages_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/account/signup/", "/accounts/signup/", "/admin/"])
def test_there_is_no_sign_up_and_no_admin(path: str, db: None) -> None:
    with pytest.raises(Resolver404):
        resolve(path)
    assert Client().get(path).status_code == 404


@override_settings(TRUSTED_PROXY_COUNT=1)
def test_behind_our_own_proxy_the_limit_is_for_the_address_that_it_saw(
    people: dict[str, User],
) -> None:
    for n in range(5):
        sign_in(Client(), "rc", "guess", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9")
    assert sign_in(Client(), "rc", HTTP_X_FORWARDED_FOR="203.0.113.9") != 302
    assert sign_in(Client(), "rc", HTTP_X_FORWARDED_FOR="198.51.100.4") == 302
