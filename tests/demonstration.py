"""The eight demonstration sign-ins, made once by the service and then inserted as they were.

Making them checks some eighty constraints, one query each. Nearly every test wants the eight, and
few are about how they are made.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import Team, User
from cto.audit.models import Entry

_made: dict[str, Callable[[], dict[str, User]]] = {}


@transaction.atomic
def sign_ins(password: str) -> dict[str, User]:
    """The eight users by user name, their teams, and the audit of their making.

    The first call in a process goes through the service, later ones repeat its rows; so does
    none where there are users already.
    """
    if User.objects.exists() or Team.objects.exists():
        return create_demonstration_users(password)
    if password not in _made:
        before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        users = create_demonstration_users(password)
        _made[password] = _repeat(list(users), Entry.objects.filter(pk__gt=before).order_by("pk"))
        return users
    return _made[password]()


def _repeat(names: list[str], entries: models.QuerySet[Entry]) -> Callable[[], dict[str, User]]:
    """A function that inserts what stands now."""
    kept_entries = list(entries)
    teams = list(Team.objects.all())
    users = [User.objects.get(username=name) for name in names]
    memberships = list(User.teams.through.objects.all())

    def insert() -> dict[str, User]:
        fresh = {user.username: user for user in _new(users)}
        Team.objects.bulk_create(_new(teams))
        User.objects.bulk_create(fresh.values())
        User.teams.through.objects.bulk_create(_new(memberships, pk=None))
        Entry.objects.bulk_create(_new(kept_entries, pk=None, at=timezone.now()))
        return fresh

    return insert


def _new(rows: list[Any], **changes: Any) -> list[Any]:
    """Copies, as rows that the database has not seen."""
    return [
        type(row)(
            **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} | changes
        )
        for row in rows
    ]
