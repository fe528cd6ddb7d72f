"""The menu: where each role can go. It knows the names of addresses, not the rooms behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    text: str
    href: str
    current: bool


def _cares(user: Any) -> bool:
    return bool(user.is_clinician or user.is_mha_administrator)


def _anybody(user: Any) -> bool:
    return True


def _audits(user: Any) -> bool:
    return bool(user.is_auditor)


def _administers(user: Any) -> bool:
    return bool(user.is_system_administrator)


# Words, name of the address, and who has it.
MENU: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("Home", "home", _cares),
    ("Due", "due", _cares),
    ("Search people", "people-search", _cares),
    ("Add a person", "person-new", _cares),
    ("Date calculator", "calculator", _anybody),
    ("Audit", "audit:entries", _audits),
    ("Users", "accounts:users", _administers),
    ("Teams", "accounts:teams", _administers),
)


def items_for(request: HttpRequest) -> list[Item]:
    """The menu of whoever is signed in; empty for nobody.

    The current entry is the longest whose address begins the page's; "Home" only on its own page.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    links = [(text, _address(name)) for text, name, has in MENU if has(user)]
    here = max((h for _, h in links if _holds(h, request.path)), key=len, default="")
    return [Item(text, href, href == here) for text, href in links if href]


def _holds(href: str, path: str) -> bool:
    return href == path or (len(href) > 1 and path.startswith(href))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
