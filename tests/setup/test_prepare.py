"""`prepare`: a new database is filled once, an old one is only brought up to date."""

import json
from io import StringIO
from pathlib import Path

import pytest

from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import User
from cto.management.commands import prepare
from cto.setup import environment

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the commands that were called; the loader makes the eight users."""
    names: list[str] = []

    def call(name: str, **options: object) -> None:
        names.append(name)
        if name == "load_cases":
            create_demonstration_users(environment.demo_password())

    monkeypatch.setattr(prepare, "call_command", call)
    monkeypatch.setattr(environment, "DEMO_PASSWORD_FILE", tmp_path / "demo-password")
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    return names


def prepared(**options: bool) -> dict[str, bool]:
    """Runs it; what its last line says."""
    out = StringIO()
    command = prepare.Command(stdout=out)
    command.handle(empty=options.get("empty", False))
    said: dict[str, bool] = json.loads(out.getvalue().splitlines()[-1])
    return said


def test_a_new_database_is_filled_with_the_cases(called: list[str]) -> None:
    assert prepared() == {"demonstration": True}
    assert called == ["migrate", "createcachetable", "clearsessions", "load_cases"]
    assert User.objects.get(username="rc").check_password(environment.demo_password())


def test_a_second_start_keeps_everything(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared()
    password = environment.demo_password()
    monkeypatch.delenv("DEMO_PASSWORD")  # the first start set it for its own process
    assert prepared() == {"demonstration": True}
    assert called.count("load_cases") == 1
    assert environment.demo_password() == password


def test_a_password_that_is_named_at_a_later_start_counts_from_then_on(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared()
    monkeypatch.setenv("DEMO_PASSWORD", "one that I chose")
    prepared()
    assert User.objects.get(username="rc").check_password("one that I chose")
    assert environment.demo_password() == "one that I chose"


def test_an_empty_start_loads_nothing_and_says_how_to_add_the_first_administrator(
    called: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare.sys.stdin, "isatty", lambda: False)
    assert prepared(empty=True) == {"demonstration": False}
    assert "load_cases" not in called
    assert "./run manage first_administrator" in capsys.readouterr().err
    assert not User.objects.exists()
    assert environment.demo_password() == ""


def test_an_empty_start_at_a_terminal_asks_for_the_first_administrator(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare.sys.stdin, "isatty", lambda: True)
    prepared(empty=True)
    assert called[-1] == "first_administrator"
