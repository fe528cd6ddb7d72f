"""One world for the whole room, in a transaction around all its tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests import paper
from tests.access import world as made
from tests.access.clients import Clients
from tests.access.sending import SiteForm, site_forms
from tests.access.watching import AsInATest, Rows, rows


@pytest.fixture(scope="package")
def room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[made.World]:
    """The world, made once and rolled back when the last test of the room is done."""
    with django_db_blocker.unblock(), AsInATest(), pytest.MonkeyPatch.context() as patch:
        paper.take_away(patch)
        yield made.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(room: made.World, db: None) -> made.World:
    """The world; what a test changes in it is taken back."""
    return room


@pytest.fixture(scope="package")
def browsers(room: made.World) -> Clients:
    """A browser for each of the eight, and one in which nobody is signed in."""
    return Clients({name: room.user(name) for name in made.EVERYBODY})


@pytest.fixture
def clients(world: made.World, browsers: Clients) -> Clients:
    return browsers


@pytest.fixture(scope="package")
def all_rows(browsers: Clients, django_db_blocker: DjangoDbBlocker) -> Rows:
    """Every row that there is before a test."""
    with django_db_blocker.unblock():
        return rows()


@pytest.fixture(scope="package")
def read_forms(
    room: made.World, browsers: Clients, django_db_blocker: DjangoDbBlocker
) -> list[SiteForm]:
    with django_db_blocker.unblock():
        return list(site_forms(room, browsers))


@pytest.fixture
def every_form(world: made.World, read_forms: list[SiteForm]) -> list[SiteForm]:
    """Each form of the site with its page, read once: no test leaves anything changed."""
    return read_forms
