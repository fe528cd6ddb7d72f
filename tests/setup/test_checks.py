"""System checks: each is quiet where all is well and speaks where it is not."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django import Settings

from cto import checks, text
from cto.accounts.models import Profession, User


@pytest.fixture
def demonstration_user(db: None) -> User:
    return User.objects.create_user(
        "demo", None, name="Demo Nurse", profession=Profession.NURSE, is_demonstration=True
    )


def ids() -> set[str | None]:
    return {problem.id for problem in run_checks(databases=["default"])}


@pytest.mark.django_db
def test_a_site_that_is_in_order_passes() -> None:
    assert not {name for name in ids() if name and name.startswith("cto.")}


def test_production_refuses_demonstration_sign_ins(
    demonstration_user: User, settings: Settings
) -> None:
    settings.PRODUCTION = True
    assert "cto.E001" in ids()


def test_a_web_process_in_production_does_not_start_with_demonstration_sign_ins(
    demonstration_user: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRODUCTION = True
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(ImproperlyConfigured, match="holds 1 demonstration sign-ins"):
        checks.refuse_to_serve()


def test_this_machine_welcomes_demonstration_sign_ins(demonstration_user: User) -> None:
    assert "cto.E001" not in ids()
    checks.refuse_to_serve()


@pytest.mark.django_db
def test_a_new_database_in_production_starts(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRODUCTION = True
    monkeypatch.setattr(connection, "close", lambda: None)
    checks.refuse_to_serve()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "back"),
    [
        ("synchronous=NORMAL", "synchronous=FULL"),
        ("recursive_triggers=OFF", "recursive_triggers=ON"),
    ],
)
def test_a_pragma_that_is_not_what_was_promised_is_named(pragma: str, back: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        try:
            assert "cto.E002" in ids()
        finally:
            cursor.execute(f"PRAGMA {back}")


@pytest.mark.django_db
def test_transactions_that_do_not_take_the_lock_at_once_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    options = {**connection.settings_dict["OPTIONS"], "transaction_mode": "DEFERRED"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    assert "cto.E003" in ids()


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(text, "font_files", lambda: (tmp_path / "LiberationSans-Regular.ttf",))
    (problem,) = checks.fonts_are_bundled(None)
    assert "LiberationSans-Regular.ttf" in str(problem.msg)
