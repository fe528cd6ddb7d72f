"""What every test has: a closed network, a database of its own, triggers that survive a flush."""

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import set_urlconf

from cto.accounts.models import User
from cto.audit.append_only import flushable
from cto.setup.machine import chromium
from tests import kept, paper
from tests.factories import PASSWORD, sign_ins

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The list replaces Playwright's own, of which the first three matter here. A new document for
    # each page of one site costs a quarter of a journey and shows nothing to anybody.
    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades,PaintHolding,"
    "RenderDocument",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--touching-database",
        action="store_true",
        help="for a second database: leave out what touches none, looks, and what is marked `once`",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--touching-database"):
        return
    kept = [i for i in items if touches_database(i) and not i.get_closest_marker("once")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def touches_database(item: pytest.Item) -> bool:
    """By its mark, or by a fixture anywhere among those it uses. Looks are left out: no database
    shows in what a page looks like.
    """
    if item.get_closest_marker("looks"):
        return False
    fixtures = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(fixtures & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def second_database(pytestconfig: pytest.Config) -> bool:
    """Whether the whole suite runs on another database as well, which this one follows."""
    return bool(pytestconfig.getoption("--touching-database"))


class NetworkIsClosed(RuntimeError):
    """A test tried to reach another machine."""


def guarded(call: Any) -> Any:
    """The socket method, for local addresses only."""

    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and str(address[0]) not in LOOPBACK:
            raise NetworkIsClosed(f"Tests may not open {address!r}")
        return call(self, address)

    return connect


@pytest.fixture(scope="session", autouse=True)
def closed_network() -> Iterator[None]:
    """Sockets reach this machine and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """SQLite in a file, as it is used: threads and live servers open connections of their own."""
    for database in connections.all():
        if database.vendor == "sqlite":
            folder = tmp_path_factory.mktemp("database")
            database.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_can_be_emptied_between_tests() -> Iterator[BaseDatabaseWrapper]:
    """The connection of this process's tests, whose flush takes the triggers off and on again."""
    connection = connections[DEFAULT_DB_ALIAS]
    with flushable(connection):
        yield connection


@pytest.fixture(autouse=True)
def afresh() -> None:
    """Limits on sign-ins begin anew for each test, and so does the choice of addresses: a request
    keeps the one it had in its thread, and the next test may run in that thread.
    """
    cache.clear()
    set_urlconf(None)


@pytest.fixture(autouse=True)
def stand_in_for_paper(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing and drafting take words in place of a PDF.

    Tests marked ``prints``, journeys and tests of the documents themselves print for real.
    """
    if not any(request.node.get_closest_marker(mark) for mark in ("prints", "browser")):
        paper.take_away(monkeypatch)


@pytest.fixture(autouse=True)
def kept_beginnings(request: pytest.FixtureRequest, stand_in_for_paper: None) -> Iterator[None]:
    """What a test begins with is made once by the services (see kept.py), unless a whole world
    stands in the database already, or other threads and processes write there too.
    """
    node = request.node
    mark = node.get_closest_marker("django_db")
    shared = {"room", "transactional_db", "live_server"} & set(request.fixturenames)
    if shared or (mark and mark.kwargs.get("transaction")) or not touches_database(node):
        yield
        return
    with kept.in_a_test(bool(request.node.get_closest_marker("prints"))):
        yield


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The eight demonstration people by user name."""
    return sign_ins(PASSWORD)


@pytest.fixture
def browser_of(people: dict[str, User]) -> Callable[[str], Client]:
    """A client in which this user is signed in; "" is nobody."""

    def of(username: str) -> Client:
        client = Client()
        if username:
            client.force_login(people[username])
        return client

    return of


@pytest.fixture(scope="session")
def playwright(append_only_tables_can_be_emptied_between_tests: Any, playwright: Any) -> Any:
    """Playwright keeps an event loop running in this thread for the rest of the session. Django
    would take that for another place and open a second connection there, which no fixture knows.
    """
    connections[DEFAULT_DB_ALIAS] = append_only_tables_can_be_emptied_between_tests
    return playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of this machine; without one the journeys are skipped, and `./run test` says so."""
    path = chromium()
    if not path:
        pytest.skip("no Chromium here: ./run doctor says how to have it")
    # Playwright runs an event loop in the test's thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {**browser_type_launch_args, "executable_path": path, "args": BROWSER_FLAGS}


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Iterator[Any]:
    """The live server, after the database: made before it, it would take SQLite to be in memory
    and share one connection between threads, which locks or crashes.

    Browsers keep its styles and scripts, as they do the real site's, whose names change with them.
    """
    serve = StaticFilesHandler.serve

    def kept(self: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=315360000, immutable"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield live_server
