"""The eight demonstration people, and browsers in which they are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from cto.accounts.models import User
from tests.factories import sign_ins

PASSWORD = "a long demonstration password"
USERNAMES = ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin")


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return sign_ins(PASSWORD)


@pytest.fixture
def browser_of(people: dict[str, User]) -> Callable[[str], Client]:
    """A client in which this user is signed in; "" is nobody."""

    def of(username: str) -> Client:
        client = Client()
        if username:
            client.force_login(people[username])
        return client

    return of


@pytest.fixture
def sysadmin(browser_of: Callable[[str], Client]) -> Client:
    return browser_of("sysadmin")
