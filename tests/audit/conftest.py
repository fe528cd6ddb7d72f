"""The browser of whom this room is about."""

from collections.abc import Callable

import pytest
from django.test import Client


@pytest.fixture
def auditor(browser_of: Callable[[str], Client]) -> Client:
    return browser_of("auditor")
