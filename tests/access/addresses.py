"""Every address of the site, and what to put into it."""

import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments import guideline
from tests.access.policies import OF, About
from tests.access.world import EVENT, FACTOR, REVIEW_QUESTION, Case, World

KEYS = {
    "factor": FACTOR,
    "domain": FACTOR.split(".", maxsplit=1)[0],
    "option": guideline.OPTIONS[0].key,
    "review": REVIEW_QUESTION,
    "condition": "additional",
}
# Where a page's name is not the name of the entry that its address names.
ENTRY = {
    "condition-withdraw": "condition",
    "contact-withdraw": "contact",
    "note-confirm": "note",
}
CHILDREN = ("thread", "row", "event")


@cache
def patterns() -> dict[str, URLPattern]:
    """Every pattern of the URLconf by its full name; `unnamed:…` for one that has none."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(found: list[Any], namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each.url_patterns, inner)
        else:
            yield (f"{namespace}{each.name}" if each.name else f"unnamed:{each.pattern}", each)


def converters(name: str) -> dict[str, str]:
    """The parts of a page's address, each with the name of its converter."""
    parts = patterns()[name].pattern.converters
    return {part: type(converter).__name__ for part, converter in parts.items()}


def has_child(name: str) -> bool:
    """Whether the address names an entry inside its assessment."""
    return any(part in CHILDREN for part in converters(name))


def address(name: str, case: Case, child: uuid.UUID | None = None) -> str:
    """The page's address for this case; `child` is another entry than the case's own."""
    values: dict[str, uuid.UUID | str] = {}
    for part, converter in converters(name).items():
        if part in CHILDREN:
            values[part] = child or own(name, case)
        elif part == "pk":
            values[part] = _owner(name, case)
        elif part == "kind":
            values[part] = EVENT
        elif part == "reference":
            is_review = OF[name].about is About.REVIEW_RECORD
            values[part] = case.review_reference if is_review else case.reference
        else:
            values[part] = KEYS[converter[:-3].lower()]
    return reverse(name, kwargs=values)


def own(name: str, case: Case) -> uuid.UUID:
    """The case's entry of the kind that the page is about."""
    if "event" in converters(name):
        return case.event
    entry = ENTRY.get(name, name)
    return case.contact if entry == "contact" else case.rows[entry]


def _owner(name: str, case: Case) -> uuid.UUID:
    about = OF[name].about
    if about is About.PERSON:
        return case.patient.pk
    if about is About.REVIEW:
        return case.sealed_review if name == "review-correct" else case.review
    return case.order if about is About.ORDER else case.assessment.pk


def account_address(name: str, world: World, *, exists: bool = True) -> str:
    """The address of the page of a user, or of a team."""
    found = world.users.nurse if "user" in name else world.users.other.teams.get()
    return reverse(name, args=[found.pk if exists else uuid.uuid4()])


def plain_address(name: str, world: World) -> str:
    """The address of a page that is about nobody, or about a user or a team."""
    if OF[name].about is About.ACCOUNT:
        return account_address(name, world)
    return reverse(name)
