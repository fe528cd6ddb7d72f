"""How a service says no."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OUT_OF_DATE = "This page is out of date. Open it again and save from there."


class Refused(Exception):
    """The service did nothing, and these sentences say why."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class SignaturesVoid(Exception):
    """What was to be signed is not what was put forward: that is void now, and this says why."""


@dataclass(frozen=True)
class Clash:
    """One entry that somebody else changed first: ``name`` of the entry, its current row."""

    name: str
    current: Any


class Overtaken(Exception):
    """Somebody saved this entry after the form was shown. Nothing of the form was saved."""

    def __init__(self, *clashes: Clash) -> None:
        self.clashes = clashes
        super().__init__("Somebody else changed this while you were typing.")


def refuse(reasons: Iterable[str]) -> None:
    """Raise ``Refused`` where there is any reason."""
    found = tuple(reasons)
    if found:
        raise Refused(found)
