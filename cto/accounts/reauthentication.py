"""Is the person at the keyboard still the one who signed in? Asked before each signature."""

from django.core.cache import cache
from django.db import transaction

from cto.accounts.models import User
from cto.audit import door

TRIES = 5
WITHIN_SECONDS = 300


class TooManyTries(Exception):
    """Too many wrong passwords; the password was not looked at."""

    def __init__(self) -> None:
        super().__init__("Wait 5 minutes and try again. There were too many wrong passwords.")


def password_is_right(request_user: User, password: str, address: str | None) -> bool:
    """Whether this is the signed-in user's password. A wrong one is audited, without the password.

    Five wrong ones within five minutes from one address raise `TooManyTries` until the oldest is
    five minutes old; `address` is `cto.audit.address.address_of(request)`, so that a stranger
    elsewhere locks nobody out. Call it outside any transaction, which could take back the count:
    raises `RuntimeError` inside one.
    """
    with transaction.atomic(durable=True):
        pass
    # Each wrong try occupies one of five places for five minutes. `add` succeeds for one caller
    # alone, so tries sent at the same moment are counted too.
    places = [f"password:{request_user.pk}:{address}:{n}" for n in range(TRIES)]
    place = next((key for key in places if cache.add(key, 1, WITHIN_SECONDS)), None)
    if place is None:
        door.refused(
            request_user, "gave_password", "accounts.user", request_user.pk, reason="too_many_tries"
        )
        raise TooManyTries
    if request_user.is_active and request_user.check_password(password):
        cache.delete(place)
        return True
    door.refused(request_user, "gave_password", "accounts.user", request_user.pk, reason="wrong")
    return False
