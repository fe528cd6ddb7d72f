"""One world for the whole room, in a transaction around all its tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from assessments.views import records, review_records
from tests.access import world as made
from tests.access.clients import Clients
from tests.access.sending import SiteForm, site_forms
from tests.access.watching import AsInATest


@pytest.fixture(scope="package")
def room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[made.World]:
    """The world, made once and rolled back when the last test of the room is done."""
    with django_db_blocker.unblock(), AsInATest():
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
def read_forms(
    room: made.World, browsers: Clients, django_db_blocker: DjangoDbBlocker
) -> list[SiteForm]:
    with django_db_blocker.unblock():
        return list(site_forms(room, browsers))


@pytest.fixture
def every_form(world: made.World, read_forms: list[SiteForm]) -> list[SiteForm]:
    """Each form of the site with its page, read once: no test leaves anything changed."""
    return read_forms


@pytest.fixture
def without_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts that are not drawn: who may have one is asked here, not what it looks like."""
    monkeypatch.setattr(records, "decision_record", lambda *a, **k: b"%PDF-1.7 a draft")
    monkeypatch.setattr(review_records, "review_record", lambda *a, **k: b"%PDF-1.7 a draft")
