"""How one key of an event is read from JSON and written back.

An event is a frozen dataclass whose fields are made by the functions here: each field carries its
own reader, so that the dataclass is the whole description of the event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from datetime import date
from typing import Any

from .moments import Moment, NotWellFormed, read_day, read_moment, read_time

# An order's events cannot precede the commencement of s.17A.
ORDERS_FROM = date(2008, 11, 3)
# Facts of the tribunal and of the detention cannot precede the Act.
ACT_FROM = date(1983, 1, 1)
BIRTHS_FROM = date(1900, 1, 1)

Reader = Callable[[object, str], Any]
_SECTION = re.compile(r"[0-9]{1,3}[A-Z]{0,2}(\([0-9A-Za-z]{1,4}\)){0,4}")


def time_field() -> Any:
    """A moment that needs its time: something done on the ward, or handed over."""
    return _field(lambda value, name: read_time(value, name, earliest=ORDERS_FROM))


def moment_field(*, optional: bool = False) -> Any:
    """A bare date or a time, where the law counts days but the time may decide what came first."""

    def read(value: object, name: str) -> Moment:
        return read_moment(value, name, earliest=ORDERS_FROM)

    return _field(read, optional=optional)


def day_field(
    *, optional: bool = False, key: str | None = None, earliest: date = ORDERS_FROM
) -> Any:
    """A day; of a time given for it the London day counts."""

    def read(value: object, name: str) -> date:
        return read_moment(value, name, earliest=earliest).day

    return _field(read, optional=optional, key=key)


def choice_field(*choices: str) -> Any:
    """One of a few words."""
    return _field(lambda value, name: read_choice(value, name, choices))


def section_field() -> Any:
    """A provision of the Act, such as "66(1)(ca)"."""

    def read(value: object, name: str) -> str:
        if not isinstance(value, str) or not _SECTION.fullmatch(value):
            raise NotWellFormed(name, 'give a section such as "66(1)(ca)"')
        return value

    return _field(read)


def read_choice(value: object, name: str, choices: tuple[str, ...]) -> str:
    """One of ``choices``, to the letter."""
    if not isinstance(value, str) or value not in choices:
        raise NotWellFormed(name, "give one of " + ", ".join(choices))
    return value


def read_fact_day(value: object, name: str, earliest: date) -> date | None:
    """A bare date among the facts, or None for one that is not known."""
    return None if value is None else read_day(value, name, earliest=earliest)


def read_object(value: object, name: str, keys: frozenset[str]) -> dict[str, Any]:
    """A JSON object with no key but ``keys``: a key that is misspelt must not be passed over."""
    if not isinstance(value, dict):
        raise NotWellFormed(name, "give a JSON object")
    for key in value:
        if key not in keys:
            where = printable(key) if name == "input" else f"{name}.{printable(key)}"
            raise NotWellFormed(where, "this key is not known here")
    return value


def printable(text: object) -> str:
    """Any text on one line of plain ASCII, shortened, for an error message."""
    return ascii(text)[1:-1][:60] or "(empty)"


def as_json(value: object) -> object:
    """A value that a reader made, as the JSON that it reads back from."""
    if isinstance(value, Moment):
        return value.as_json()
    return value.isoformat() if isinstance(value, date) else value


def _field(read: Reader, *, optional: bool = False, key: str | None = None) -> Any:
    metadata = {"read": read, "key": key, "optional": optional}
    if optional:
        return field(default=None, metadata=metadata)
    return field(metadata=metadata)
