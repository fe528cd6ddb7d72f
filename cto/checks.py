"""What must be true before this site may serve clinicians.

Checks that ask the database run at `migrate` and at `check --database default`; the refusal of
demonstration sign-ins also runs each time a web process starts.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from cto import text

PROMISED_PRAGMAS = {
    # name: (what it must be, why)
    "journal_mode": ({"wal", "memory"}, "readers would wait for whoever is saving"),
    "synchronous": ({"2"}, "a power cut could lose what was already acknowledged"),
    "recursive_triggers": ({"1"}, "INSERT OR REPLACE would get past the append-only tables"),
}


def demonstration_sign_ins(alias: str = "default") -> int:
    """How many demonstration users the database holds; 0 before the first migration."""
    users = get_user_model()
    connection = connections[alias]
    if users._meta.db_table not in connection.introspection.table_names():
        return 0
    return users._base_manager.using(alias).filter(is_demonstration=True).count()


def refuse_to_serve() -> None:
    """Raises ImproperlyConfigured where demonstration sign-ins would meet real patients."""
    if not settings.PRODUCTION:
        return
    found = demonstration_sign_ins()
    connections["default"].close()  # opened before gunicorn's threads; each opens its own
    if found:
        raise ImproperlyConfigured(refusal(found))


def refusal(found: int) -> str:
    return (
        f"This database holds {found} demonstration sign-ins, whose password is known, and "
        "CTO_MODE is production. Use a database that was never loaded with the demonstration cases."
    )


@register(Tags.database)
def no_demonstration_sign_ins_in_production(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Demonstration sign-ins are for one's own machine."""
    if not settings.PRODUCTION:
        return []
    counts = (demonstration_sign_ins(alias) for alias in databases or ())
    return [Error(refusal(found), id="cto.E001") for found in counts if found]


@register(Tags.database)
def sqlite_keeps_its_promises(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The connection really has what settings ask for: a misspelt pragma raises nothing."""
    problems: list[CheckMessage] = []
    for connection in (connections[alias] for alias in databases or ()):
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            for name, (wanted, why) in PROMISED_PRAGMAS.items():
                cursor.execute(f"PRAGMA {name}")
                found = str(cursor.fetchone()[0])
                if found not in wanted:
                    message = f"SQLite's {name} is {found}: {why}."
                    hint = "Let cto.settings.database() make the connection."
                    problems.append(Error(message, hint=hint, id="cto.E002"))
        if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
            message = "SQLite transactions are not IMMEDIATE: two people saving at once would fail."
            problems.append(Error(message, id="cto.E003"))
    return problems


@register(Tags.compatibility)
def fonts_are_bundled(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without its own fonts a record would print empty boxes, or end the process that prints it."""
    missing = [path.name for path in text.font_files() if not path.exists()]
    if missing or not text.font_files():
        names = ", ".join(missing) or f"everything in {text.FONTS.relative_to(settings.BASE_DIR)}"
        message = f"Fonts for printing are missing: {names}."
        return [Error(message, hint="Restore static/fonts from the repository.", id="cto.E004")]
    return []
