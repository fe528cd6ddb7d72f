"""The settings: what they refuse, and what they promise in production."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from cto.settings import database
from cto.setup.quality import as_in_production

ROOT = Path(__file__).resolve().parent.parent.parent


def in_production(question: str, tmp_path: Path, **changes: str | None) -> tuple[int, str]:
    """Runs a line of Python under production's settings; `None` takes a variable away."""
    wanted = {**as_in_production(tmp_path), **changes}
    environment = {name: value for name, value in wanted.items() if value is not None}
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {question}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_a_missing_variable_says_what_it_is_for_and_where_to_set_it(
    name: str, tmp_path: Path
) -> None:
    code, said = in_production("pass", tmp_path, **{name: None})
    assert code != 0
    assert f"{name} is not set. It is the " in said
    assert "./run" in said


def test_a_site_that_is_told_nothing_is_in_production(tmp_path: Path) -> None:
    question = "from django.conf import settings; print(settings.PRODUCTION, settings.DEBUG)"
    assert in_production(question, tmp_path, CTO_MODE=None) == (0, "True False\n")


def test_an_unknown_mode_is_refused(tmp_path: Path) -> None:
    code, said = in_production("pass", tmp_path, CTO_MODE="staging")
    assert code != 0
    assert "Set it to production or to local" in said


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"SITE_ADDRESS": "https://cto.example.nhs.uk/"}, "https://cto.example.nhs.uk"),
        ({"ALLOWED_HOSTS": "cto.trust.nhs.uk,other"}, "https://cto.trust.nhs.uk"),
        ({"ALLOWED_HOSTS": ".trust.nhs.uk"}, "https://trust.nhs.uk"),
    ],
)
def test_mails_link_to_where_the_site_is(
    changes: dict[str, str], address: str, tmp_path: Path
) -> None:
    question = "from django.conf import settings; print(settings.SITE_ADDRESS)"
    assert in_production(question, tmp_path, **changes) == (0, f"{address}\n")


def test_a_mail_that_hangs_holds_no_writer_for_longer_than_they_wait() -> None:
    timeout = database("sqlite:///x.sqlite3")["OPTIONS"]["timeout"]
    assert timeout > settings.EMAIL_TIMEOUT


def test_cookies_in_production_are_bound_to_this_host_over_https(tmp_path: Path) -> None:
    question = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    )
    assert in_production(question, tmp_path) == (0, "__Host-session __Host-csrf True True True\n")


def test_sqlite_is_opened_so_that_saves_wait_and_survive() -> None:
    options = database("sqlite:////data/cto.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "recursive_triggers=ON"):
        assert pragma in options["init_command"]


def test_postgresql_connections_are_kept_and_looked_at_before_use() -> None:
    config = database("postgresql://clinic:secret@db.example/cto")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert config["CONN_MAX_AGE"] > 0
    assert config["CONN_HEALTH_CHECKS"] is True
    assert "ATOMIC_REQUESTS" not in config


@pytest.mark.django_db
def test_postgresql_does_not_look_for_the_best_order_of_many_joins() -> None:
    own = database("postgresql://db.example/cto?options=-c%20statement_timeout%3D9s")
    assert own["OPTIONS"]["options"] == "-c statement_timeout=9s"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW join_collapse_limit")
            assert cursor.fetchone() == ("4",)


@pytest.mark.django_db
def test_postgresql_is_reached_through_psycopg2() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite")
    assert connection.Database.__name__ == "psycopg2"  # type: ignore[attr-defined]


def test_the_prescribed_driver_is_the_only_one_installed() -> None:
    assert __import__("psycopg2")
    with pytest.raises(ImportError):
        __import__("psycopg")


def test_limits_on_sign_ins_are_shared_by_all_web_processes(tmp_path: Path) -> None:
    question = (
        "from django.core.management import call_command as c; c('createcachetable'); "
        "from django.core.cache import cache; cache.set('a', 1); print(cache.get('a'))"
    )
    assert in_production(question, tmp_path) == (0, "1\n")
    assert in_production(
        "from django.core.cache import cache; print(cache.get('a'))", tmp_path
    ) == (
        0,
        "1\n",
    )


def test_tests_have_a_cache_of_their_own() -> None:
    assert "locmem" in type(caches["default"]).__module__


def test_no_page_is_ever_cached_by_django() -> None:
    assert not [name for name in settings.MIDDLEWARE if "cache" in name.lower()]


@pytest.mark.django_db
def test_every_answer_carries_a_strict_policy(client: Client) -> None:
    answer = client.get("/nowhere/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_production_serves_hashed_static_files_and_says_so_to_browsers(tmp_path: Path) -> None:
    static = tmp_path / "static"
    question = (
        "from django.core.management import call_command as c; c('collectstatic', verbosity=0, "
        "interactive=False); from django.test import Client; "
        "from django.templatetags.static import static as url; "
        "a = Client().get(url('fonts/LiberationSans-Regular.ttf'), secure=True, "
        "headers={'host': 'cto.example.nhs.uk'}); print(a.status_code, a['Cache-Control'])"
    )
    code, said = in_production(question, tmp_path, STATIC_ROOT=str(static))
    assert (code, said) == (0, "200 max-age=315360000, public, immutable\n")
    assert list(static.rglob("*.ttf"))
