"""A person's own calendar address: made, shown once, revoked. Only its hash is kept."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments import permissions
from assessments.models import CalendarFeed
from assessments.services.refusals import refuse
from assessments.services.writing import moment
from cto.accounts.models import User
from cto.audit import door


def digest(token: str) -> str:
    """What is stored of a token: SHA-256, in hexadecimal.

    Plain, because the token has 256 random bits: nothing is to be guessed from its hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def make(*, by: User, at: datetime | None = None) -> str:
    """A new address for this user; the one before stops working. Gives its token, to be shown once.

    Raises ``Refused`` for somebody who has no people to care for.
    """
    refuse(permissions.reasons_not_to_have_calendar(by))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        _revoke(by, at)
        feed = CalendarFeed.objects.create(
            owner=by, token_sha256=digest(token), made_at=moment(at), revoked_at=None
        )
        door.wrote(by, "made_calendar", feed, at=at)
    return token


def revoke(*, by: User, at: datetime | None = None) -> bool:
    """End the user's address; whether there was one."""
    with transaction.atomic():
        return _revoke(by, at)


def _revoke(by: User, at: datetime | None) -> Any:
    # The user's row is the lock: two new addresses at once would break "one at a time".
    User.objects.select_for_update().get(pk=by.pk)
    live = CalendarFeed.objects.filter(owner=by, revoked_at=None).first()
    if live is not None:
        live.revoked_at = moment(at)
        live.save(update_fields=["revoked_at"])
        door.wrote(by, "revoked_calendar", live, at=at)
    return live is not None
