"""Members of a team, each at a browser of their own, who start from an empty service."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from tests import factories as make
from tests.journeys import given
from tests.journeys.looking import WIDE, Looks
from tests.journeys.screen import Screen

Desk = Callable[..., Screen]
PATIENCE = 30_000  # milliseconds, for a machine that does much else


@pytest.fixture(scope="session")
def looks(second_database: bool) -> Looks:
    """What axe has looked at in this run."""
    return Looks(each_address=not second_database)


@pytest.fixture
def users(transactional_db, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The eight sign-ins, as attributes; what tests are given happens today."""
    given.moments_of_today(monkeypatch)
    return make.team()


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """Whatever went wrong on any page of the journey: there must be nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def desk(browser: Browser, live_server, users, looks: Looks, troubles: list[str]) -> Iterator[Desk]:
    """``desk("rc")`` is the browser at which that sign-in works, opened when first asked for.

    They are signed in already, but for ``desk("rc", signed_in=False)``. With ``another=True``
    it is a second browser of the same person.
    """
    opened: dict[str, Screen] = {}
    contexts = []

    def at(name: str, *, signed_in: bool = True, another: bool = False, **options) -> Screen:
        if name in opened and not another:
            return opened[name]
        context = browser.new_context(viewport=WIDE, base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if signed_in:
            client = Client()
            client.force_login(getattr(users, name))
            session = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": session.key, "value": session.value, "url": live_server.url}]
            )
        scripts = options.get("java_script_enabled", True)
        screen = Screen(context.new_page(), live_server.url, looks, troubles, scripts=scripts)
        opened.setdefault(name, screen)
        return screen

    yield at
    for context in contexts:
        context.close()
