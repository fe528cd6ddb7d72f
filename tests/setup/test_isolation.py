"""What the suite itself promises: no network, and tables that really are emptied between tests."""

import socket

import pytest
from django.db import IntegrityError, connection

from cto.audit import door
from cto.audit.models import Entry
from tests.conftest import NetworkIsClosed


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_test_cannot_reach_another_machine(call: str) -> None:
    with socket.socket() as probe, pytest.raises(NetworkIsClosed):
        getattr(probe, call)(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.socket() as server, socket.socket() as caller:
        server.bind(("127.0.0.1", 0))
        server.listen()
        caller.connect(server.getsockname())


# Two in a row: the second sees whether the flush between them emptied the table, and whether the
# triggers came back. In whichever order they run, each is first once and second once.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_append_only_tables_are_emptied_between_tests_and_keep_their_triggers(turn: int) -> None:
    assert not Entry.objects.exists()
    door.refused(None, "signed_in", "accounts.user", "")
    with pytest.raises(IntegrityError):
        Entry.objects.update(action="forged")
    with pytest.raises(IntegrityError):
        Entry.objects.all().delete()
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_tests_on_sqlite_use_a_file_as_the_site_does() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
