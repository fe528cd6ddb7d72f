"""Rows that are there stay as they are: tried against the database itself, past every model."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone

from cto.audit import append_only
from cto.audit.append_only import AppendOnly
from cto.audit.models import Entry

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite has this statement")
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="PostgreSQL has this statement"
)

REPLACE = """INSERT OR REPLACE INTO audit_entry
(id, at, action, outcome, actor_name, subject_type, subject_id, detail)
VALUES (%s, '2026-01-01', 'forged', 'done', '', '', '', '{}')"""


@pytest.fixture
def entry(db: None) -> Entry:
    return Entry.objects.create(at=timezone.now(), action="tried", subject_id="as it was")


def refuses(entry: Entry, sql: str, *params: Any) -> None:
    refused = pytest.raises(IntegrityError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    entry.refresh_from_db()
    assert (entry.action, entry.subject_id) == ("tried", "as it was")
    assert Entry.objects.count() == 1


def test_update_is_refused(entry: Entry) -> None:
    refuses(entry, "UPDATE audit_entry SET action = 'forged' WHERE id = %s", entry.pk)


def test_delete_is_refused(entry: Entry) -> None:
    refuses(entry, "DELETE FROM audit_entry")


@on_sqlite
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_replace_is_refused(entry: Entry, verb: str) -> None:
    refuses(entry, REPLACE.replace("INSERT OR REPLACE", verb), entry.pk)


@on_sqlite
def test_an_upsert_is_refused(entry: Entry) -> None:
    sql = REPLACE.replace(" OR REPLACE", "") + " ON CONFLICT(id) DO UPDATE SET action = 'forged'"
    refuses(entry, sql, entry.pk)


@on_postgresql
@pytest.mark.django_db(transaction=True)  # a row of an open transaction would stop it otherwise
@pytest.mark.parametrize("more", ["", " CASCADE", " RESTART IDENTITY"])
def test_truncate_is_refused(entry: Entry, more: str) -> None:
    refuses(entry, f"TRUNCATE audit_entry{more}")


def test_the_models_own_ways_are_refused(entry: Entry) -> None:
    entry.action = "forged"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="forged"),
        lambda: Entry.objects.bulk_update([entry], ["action"]),
        lambda: Entry.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()
    assert list(Entry.objects.values_list("action", flat=True)) == ["tried"]


@pytest.mark.django_db(transaction=True)
def test_new_rows_go_in_and_the_tests_flush_leaves_the_triggers_on() -> None:
    Entry.objects.create(at=timezone.now(), action="tried")
    call_command("flush", interactive=False, verbosity=0)
    assert not Entry.objects.exists()
    entry = Entry.objects.create(at=timezone.now(), action="tried", subject_id="as it was")
    refuses(entry, "DELETE FROM audit_entry")
    assert "audit_entry" in append_only.protected_tables(connection)


@pytest.mark.django_db(transaction=True)
def test_outside_the_tests_a_flush_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Entry.objects.create(at=timezone.now(), action="tried")
    with monkeypatch.context() as patch:
        ordinary = type(connection.ops).execute_sql_flush.__get__(connection.ops)
        patch.setattr(connection.ops, "execute_sql_flush", ordinary)
        with pytest.raises((CommandError, DatabaseError)):
            call_command("flush", interactive=False, verbosity=0, stderr=StringIO())
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_every_model_that_says_append_only_has_its_triggers() -> None:
    assert append_only.unprotected(connection) == set()
    assert "audit_entry" in append_only.protected_tables(connection)


@pytest.mark.django_db(transaction=True)
def test_a_table_that_lost_its_triggers_is_named() -> None:
    operation, state = AppendOnly("audit_entry"), ProjectState()
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, state, state)
    assert append_only.unprotected(connection) == {"audit_entry"}
    with connection.schema_editor() as editor:
        operation.database_forwards("audit", editor, state, state)
        operation.database_forwards("audit", editor, state, state)  # renewing is harmless
    assert append_only.unprotected(connection) == set()


@pytest.mark.django_db(transaction=True)
def test_the_operation_can_be_taken_back() -> None:
    operation, state = AppendOnly("ledger"), ProjectState()
    make = migrations.CreateModel(
        "Line", [("id", models.AutoField(primary_key=True))], {"db_table": "ledger"}
    )
    after = state.clone()
    make.state_forwards("audit", after)
    with connection.schema_editor() as editor:
        make.database_forwards("audit", editor, state, after)
        operation.database_forwards("audit", editor, after, after)
        editor.execute("INSERT INTO ledger (id) VALUES (1)")
    with pytest.raises(IntegrityError), connection.schema_editor() as editor:
        editor.execute("UPDATE ledger SET id = 2")
    with connection.schema_editor() as editor:
        operation.database_backwards("audit", editor, after, after)
        editor.execute("UPDATE ledger SET id = 2")
        make.database_backwards("audit", editor, after, state)
    assert operation.describe() == "Refuse changes to rows of ledger"


@pytest.mark.parametrize("table", ["audit entry", 'x"; DROP TABLE y', "", "x" * 60])
def test_a_name_that_cannot_carry_triggers_is_refused(table: str) -> None:
    with pytest.raises(ValueError, match="not a table name"):
        AppendOnly(table)


@pytest.mark.django_db(transaction=True)
def test_the_statements_are_shown_by_sqlmigrate() -> None:
    out = StringIO()
    call_command("sqlmigrate", "audit", "0001", stdout=out, no_color=True)
    assert "append_only_audit_entry" in out.getvalue()
