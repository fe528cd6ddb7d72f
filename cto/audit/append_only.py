"""Tables to which rows can be added and nothing else, held by database triggers.

`AppendOnly("app_table")` goes into a migration after the table is made. On SQLite a migration
that rebuilds a table (most alterations do) drops its triggers: put another `AppendOnly` after it.
`unprotected()` names the models that say `append_only = True` and have lost their triggers.

The SQLite connection must have `PRAGMA recursive_triggers=ON`, or `INSERT OR REPLACE` passes.
A refusal surfaces as `django.db.IntegrityError` on both databases.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

PREFIX = "append_only_"
LONGEST_IDENTIFIER = 63  # PostgreSQL cuts a longer name without a word.

SQLITE_TRIGGER = """CREATE TRIGGER "{prefix}{table}_{verb}" BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} is refused'); END"""

# restrict_violation (23001) becomes IntegrityError, as SQLite's refusal does.
POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION "{prefix}{table}"() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION '{table} is append-only: % is refused', TG_OP USING ERRCODE = '23001';
END $$"""
POSTGRESQL_ROW_TRIGGER = """CREATE TRIGGER "{prefix}{table}_row"
BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{prefix}{table}"()"""
# A row trigger does not see TRUNCATE.
POSTGRESQL_TRUNCATE_TRIGGER = """CREATE TRIGGER "{prefix}{table}_truncate"
BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION "{prefix}{table}"()"""


def raising(vendor: str, table: str) -> list[str]:
    """The statements that put the triggers on a table; `vendor` as in `connection.vendor`."""
    names = {"prefix": PREFIX, "table": table}
    if vendor == "sqlite":
        return [SQLITE_TRIGGER.format(verb=verb, **names) for verb in ("UPDATE", "DELETE")]
    return [
        POSTGRESQL_FUNCTION.format(**names),
        POSTGRESQL_ROW_TRIGGER.format(**names),
        POSTGRESQL_TRUNCATE_TRIGGER.format(**names),
    ]


def lowering(vendor: str, table: str) -> list[str]:
    """The statements that take the triggers off again."""
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_{verb}"' for verb in ("UPDATE", "DELETE")]
    return [
        f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_row" ON "{table}"',
        f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_truncate" ON "{table}"',
        f'DROP FUNCTION IF EXISTS "{PREFIX}{table}"()',
    ]


class AppendOnly(Operation):
    """Migration operation: from here on these tables take new rows and refuse every change.

    Reversible. Applying it to a table that already has its triggers renews them.
    """

    reversible = True
    reduces_to_sql = True
    category = OperationCategory.SQL

    def __init__(self, *tables: str) -> None:
        for table in tables:
            if not table.isidentifier() or len(f"{PREFIX}{table}_truncate") > LONGEST_IDENTIFIER:
                raise ValueError(f"{table!r} is not a table name short enough for its triggers")
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Put the triggers on."""
        vendor = schema_editor.connection.vendor
        for table in self.tables:
            for sql in lowering(vendor, table) + raising(vendor, table):
                schema_editor.execute(sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the triggers off."""
        for table in self.tables:
            for sql in lowering(schema_editor.connection.vendor, table):
                schema_editor.execute(sql, params=None)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"Refuse changes to rows of {', '.join(self.tables)}"


def protected_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables that have every trigger they need on this database."""
    if connection.vendor == "sqlite":
        sql = "SELECT tbl_name, COUNT(*) FROM sqlite_master WHERE type = 'trigger' "
        sql += "AND name LIKE 'append\\_only\\_%' ESCAPE '\\' GROUP BY tbl_name"
    else:
        sql = "SELECT c.relname, COUNT(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        sql += "WHERE t.tgname LIKE 'append\\_only\\_%' AND t.tgenabled = 'O' "
        sql += "AND pg_table_is_visible(c.oid) GROUP BY c.relname"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {table for table, triggers in cursor.fetchall() if triggers == 2}


def unprotected(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables of models that say `append_only = True` and can be changed all the same."""
    promised = {
        model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
    }
    return promised - protected_tables(connection)


@contextmanager
def flushable(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the flush between tests empty append-only tables; for the test suite alone.

    Within the block each flush takes the triggers off, empties the tables and puts the triggers
    back, in one transaction. Nothing else can change a row in the meantime.
    """
    flush = connection.ops.execute_sql_flush

    def flush_with_triggers_off(sql_list: Iterable[str]) -> None:
        vendor = connection.vendor
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            tables = sorted(protected_tables(connection))
            for table in tables:
                for sql in lowering(vendor, table):
                    cursor.execute(sql)
            flush(sql_list)
            for table in tables:
                for sql in raising(vendor, table):
                    cursor.execute(sql)

    connection.ops.execute_sql_flush = flush_with_triggers_off  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection.ops.execute_sql_flush = flush  # type: ignore[method-assign]
