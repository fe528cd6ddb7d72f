"""The command that lets the first person in."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cto.accounts.models import User

COMMAND = "cto.accounts.management.commands.first_administrator"


def answers(monkeypatch: pytest.MonkeyPatch, lines: list[str], passwords: list[str]) -> None:
    said: Iterator[str] = iter(lines)
    typed: Iterator[str] = iter(passwords)
    monkeypatch.setattr("builtins.input", lambda question: next(said))
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda question: next(typed))


@pytest.mark.django_db
def test_it_asks_until_the_password_will_do_and_never_shows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = "seven green bottles hanging"
    answers(monkeypatch, ["Morag", "Morag Bain"], ["short", "short", good, "other", good, good])
    out, err = StringIO(), StringIO()
    call_command("first_administrator", stdout=out, stderr=err)
    user = User.objects.get()
    assert (user.username, user.name) == ("morag", "Morag Bain")
    assert user.is_system_administrator
    assert not user.is_demonstration
    assert user.check_password(good)
    assert "too short" in err.getvalue()
    assert "Enter the same password twice" in err.getvalue()
    assert good not in out.getvalue() + err.getvalue()


def test_where_there_is_one_already_it_adds_none(people: dict[str, User]) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("first_administrator")
    assert User.objects.count() == len(people)


@pytest.mark.django_db
def test_what_cannot_be_stored_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    good = "seven green bottles hanging"
    answers(monkeypatch, ["mo rag", ""], [good, good])
    with pytest.raises(CommandError, match="only small letters"):
        call_command("first_administrator", stdout=StringIO())
    assert not User.objects.exists()


@pytest.mark.django_db
def test_without_a_terminal_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    with pytest.raises(CommandError, match="at a terminal"):
        call_command("first_administrator", stdout=StringIO())
