"""The list that a variation begins from: the conditions of its own day, not those of today.

The page carries the list that it showed. Where the conditions of the day that is typed were others,
the form is drawn again with those. What was typed stays: only what was left as it was shown
follows the other list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.statute.conditions_in_force import OrderCondition
from cto.design.forms import ShownField

NEW = ("new1", "new2", "new3")


@dataclass(frozen=True)
class Listed:
    """One condition as a page showed it."""

    key: str
    wording: str
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """What stands in the boxes of one condition."""

    wording: str
    purposes: tuple[str, ...]
    out: bool = False

    def left_alone(self, shown: Listed | None) -> bool:
        """Whether it says what the page had put there."""
        return shown is not None and (_plain(self.wording), sorted(self.purposes), self.out) == (
            _plain(shown.wording),
            sorted(shown.purposes),
            False,
        )


class ListedField(ShownField):
    """The list that the page showed, as JSON."""

    # Any text by its base; this one is a list once it is read.
    def to_python(self, value: Any) -> tuple[Listed, ...]:  # type: ignore[override]
        """What was shown; nothing where the page carried none that can be read."""
        try:
            return tuple(
                Listed(str(one["key"]), str(one["wording"]), tuple(map(str, one["purposes"])))
                for one in json.loads(str(value))
            )
        except (ValueError, KeyError, TypeError):
            return ()

    def clean(self, value: Any) -> Any:
        """Read even where nothing came."""
        return self.to_python(value)


def listed(conditions: Sequence[OrderCondition]) -> tuple[Listed, ...]:
    """The conditions as a page shows them; the law's two are in no box."""
    return tuple(Listed(c.key, c.wording, c.purposes) for c in conditions if not c.mandatory)


def as_json(conditions: Sequence[Listed]) -> str:
    return json.dumps([vars(one) for one in conditions])


def places(data: Mapping[str, Any], wanted: int) -> tuple[str, ...]:
    """The places for conditions that are new: three, or as many as are in use."""
    count = max(wanted, len(NEW))
    while f"wording-new{count + 1}" in data:
        count += 1
    return tuple(f"new{number}" for number in range(1, count + 1))


def typed_in(data: Any, keys: Sequence[str]) -> dict[str, Typed]:
    """What came in the boxes of these keys, by key."""
    return {
        key: Typed(
            str(data.get(f"wording-{key}", "")),
            tuple(data.getlist(f"purposes-{key}")),
            bool(data.get(f"out-{key}")),
        )
        for key in keys
        if f"wording-{key}" in data
    }


def follow(
    typed: Mapping[str, Typed],
    shown: Sequence[Listed],
    standing: Sequence[Listed],
    kept: Sequence[str],
) -> Iterator[tuple[str, Typed]]:
    """What goes into the boxes of another list, by their keys.

    ``kept`` are the ids of the list that is corrected. What was typed about a condition that did
    not stand on the day goes into a place for a new one.
    """
    was = {one.key: one for one in shown}
    now = {one.key for one in standing}
    added = [key for key in kept if key not in was]
    slots = {key: f"new{number}" for number, key in enumerate(added, start=1)}
    boxes = {key: slots.get(key, key) for key in (*was, *slots)}
    mine = {key: typed[box] for key, box in boxes.items() if box in typed}
    for one in standing:
        said = mine.get(one.key)
        if said is None or said.left_alone(was.get(one.key)):
            left_out = bool(kept) and said is None and one.key not in kept
            said = Typed(one.wording, one.purposes, left_out)
        yield one.key, said
    # The corrected list's own conditions keep their places, filled or not: their ids go by them.
    apart = [mine.get(key, Typed("", ())) for key in kept if key not in now]
    apart += [
        said
        for key, said in mine.items()
        if key not in now and key not in kept and not said.out and not said.left_alone(was.get(key))
    ]
    fresh = [said for key, said in typed.items() if key not in was and key not in slots.values()]
    apart += [said for said in fresh if said.wording or said.purposes]
    for number, said in enumerate(apart, start=1):
        yield f"new{number}", said


def _plain(words: str) -> str:
    return " ".join(words.split())
