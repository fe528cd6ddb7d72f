"""The one door into the audit log: what was written, what was read, what was refused.

An entry holds ids, keys and single words. Sentences cannot enter: see `in_short`.
"""

import re
import uuid
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.utils import timezone

from cto.accounts.models import User
from cto.audit.address import address_of, current_address
from cto.audit.models import Entry

Actor = User | AnonymousUser | None
Subject = models.Model | type[models.Model] | None

LONGEST_DETAIL = 200
# No spaces: an id, a key of the guideline, a date, a hash or a list of field names, not a sentence.
SHORT = re.compile(r"[A-Za-z0-9_.,:+-]*")
ACTION = re.compile(r"[a-z][a-z0-9_.]{0,59}")


class NotForTheLog(ValueError):
    """A detail that is no id, key or single word; its value is not repeated in the message."""


def wrote(
    by: Actor,
    action: str,
    subject: Subject,
    about: uuid.UUID | None = None,
    *,
    at: datetime | None = None,
    **detail: Any,
) -> Entry:
    """Add the entry of a write to the caller's transaction, so that both stand or neither.

    `action` is words joined by underscores ("recorded_consideration"). `about` is the patient's
    id. `at` is for the loader of the demonstration cases and tests. `by=None` is a command.
    Raises `TransactionManagementError` outside a transaction, `NotForTheLog` for a long detail.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("wrote() needs the transaction of the write")
    return _enter(by, action, *_named(subject), about, detail, at=at, address=current_address())


def read(
    request: HttpRequest,
    action: str,
    subject: Subject,
    about: uuid.UUID | None = None,
    **detail: Any,
) -> Entry:
    """Record that the request's user is about to be shown something; call it before rendering.

    One insert in a transaction of its own. Raises whatever the database raises: nothing may then
    be shown. Raises `RuntimeError` inside a transaction, which could still be rolled back.
    """
    with transaction.atomic(durable=True):
        return _enter(
            request.user, action, *_named(subject), about, detail, address=address_of(request)
        )


def refused(
    user: Actor,
    action: str,
    subject_type: str,
    subject_id: object = "",
    about: uuid.UUID | None = None,
    *,
    at: datetime | None = None,
    **detail: Any,
) -> Entry:
    """Record that somebody was refused something, after the refused transaction has rolled back.

    In a transaction of its own: raises `RuntimeError` inside another one, which would take the
    entry with it.
    """
    with transaction.atomic(durable=True):
        return _enter(
            user,
            action,
            subject_type,
            str(subject_id),
            about,
            detail,
            at=at,
            address=current_address(),
            outcome=Entry.Outcome.REFUSED,
        )


def in_short(key: str, value: Any) -> str | int | bool | None:
    """The value as it goes into an entry; raises `NotForTheLog` for whatever could be a sentence.

    Numbers, yes and no, ids, dates, and words without spaces of at most 200 characters pass.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | uuid.UUID):
        return _short(key, str(value))
    raise NotForTheLog(f"{key} must be an id, a number or a single word")


def _short(key: str, text: str) -> str:
    if len(text) > LONGEST_DETAIL or not SHORT.fullmatch(text):
        raise NotForTheLog(f"{key} must be an id, a number or a single word")
    return text


def _named(subject: Subject) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, str(subject.pk)
    return subject._meta.label_lower, ""


def _enter(
    by: Actor,
    action: str,
    subject_type: str,
    subject_id: str,
    about: uuid.UUID | None,
    detail: dict[str, Any],
    *,
    address: str | None,
    at: datetime | None = None,
    outcome: str = Entry.Outcome.DONE,
) -> Entry:
    if not ACTION.fullmatch(action):
        raise NotForTheLog("An action is at most 60 small letters, digits, dots and underscores")
    actor = by if isinstance(by, User) else None
    return Entry.objects.create(
        at=at or timezone.now(),
        actor=actor,
        actor_name=actor.name if actor else "",
        action=action,
        subject_type=_short("subject_type", subject_type),
        subject_id=_short("subject_id", subject_id),
        about=about,
        detail={key: in_short(key, value) for key, value in detail.items()},
        outcome=outcome,
        address=address,
    )
