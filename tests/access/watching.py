"""What a request wrote, and what it left in the audit log."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from cto.audit.models import Entry

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
AUDIT = "audit_entry"

Rows = dict[str, dict[str, tuple[Any, ...]]]


@dataclass
class Seen:
    """Tables written by a request, and the audit entries that it left."""

    tables: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    before: Rows = field(default_factory=dict)

    def wrote(self) -> bool:
        """Whether any table but the log has other rows than before; asked inside `watched`.

        A statement that was rolled back wrote nothing.
        """
        return changed(self.before, rows(self.before)) != {}

    @property
    def refusals(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.outcome == Entry.Outcome.REFUSED]

    @property
    def done(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.outcome == Entry.Outcome.DONE]


class AsInATest(transaction.Atomic):
    """A transaction that is taken back, in which durable ones may stand: the audit's are."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)
        self._from_testcase = True


@contextmanager
def watched(*, keep: bool = False) -> Iterator[Seen]:
    """Watch what is asked of the database inside; take it back afterwards, unless `keep`."""
    seen = Seen()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.queries.append(sql)
        if found := WRITES.match(sql):
            if found[1] not in seen.tables and found[1] != AUDIT:
                seen.before |= rows([found[1]])
            seen.tables.add(found[1])
        return execute(sql, params, many, context)

    last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    with AsInATest():
        with connection.execute_wrapper(watch):
            yield seen
        seen.entries = list(Entry.objects.filter(id__gt=last).order_by("id"))
        transaction.set_rollback(not keep)


def rows(tables: Iterable[str] | None = None) -> Rows:
    """Every row of these tables, or of all of the project, by table and primary key."""
    return {
        model._meta.db_table: {
            str(row[0]): tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in model._base_manager.values_list(
                "pk", *(f.attname for f in model._meta.concrete_fields)
            )
        }
        for model in apps.get_models(include_auto_created=True)
        if tables is None or model._meta.db_table in tables
    }


def changed(before: Rows, after: Rows) -> dict[str, set[str]]:
    """Primary keys of the rows that came, went or changed, by table."""
    return {
        table: keys
        for table in before
        if (
            keys := {
                key
                for key in before[table].keys() | after[table].keys()
                if before[table].get(key) != after[table].get(key)
            }
        )
    }
