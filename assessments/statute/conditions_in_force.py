"""Which conditions an order has on a day: in force, suspended, or dropped by then.

Two stand by law in every order (s.17B(3)). The others are those of the order as made (s.17B(2)),
as the responsible clinician varied them (s.17B(4)) or suspended them (s.17B(5)). Whether the order
itself is in force is not asked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .conditions import MANDATORY
from .ledger import Entry
from .moments import Moment

SOMEBODY = "The person"


@dataclass(frozen=True, slots=True)
class Suspension:
    """A condition that does not bind for a time. ``until`` is the last such day, where one was
    set; ``ended`` the day from which it binds again, where the responsible clinician said so.
    """

    since: date
    until: date | None
    reasons: str
    ended: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the condition is suspended on ``day``."""
        over = self.ended is not None and day >= self.ended
        return self.since <= day and not over and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a condition had before a variation, and the day of that variation."""

    text: str
    until: date


@dataclass(frozen=True, slots=True)
class OrderCondition:
    """One condition of an order on a day.

    ``key`` is its id in the ledger, or the key of the mandatory one. ``suspension`` is the one
    that holds on the day, ``suspended_before`` those that are over. ``dropped`` is the day of the
    variation that took the condition out, for those that are no longer conditions. ``reasons``
    are those of that variation.
    """

    key: str
    wording: str
    since: date
    purposes: tuple[str, ...] = ()
    mandatory: bool = False
    earlier_words: tuple[Wording, ...] = ()
    suspension: Suspension | None = None
    suspended_before: tuple[Suspension, ...] = ()
    dropped: date | None = None
    reasons: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it binds on the day."""
        return self.dropped is None and self.suspension is None


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions on a day: the two set by law, then the others; and what was dropped."""

    standing: tuple[OrderCondition, ...]
    earlier: tuple[OrderCondition, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Every condition that the order has or had by the day."""
        return frozenset(one.key for one in (*self.standing, *self.earlier))


def conditions_in_force(
    entries: Sequence[Entry], on: date, *, person: str = SOMEBODY
) -> Conditions:
    """The conditions at the end of the day ``on``, from the entries of the ledger that stand.

    ``person`` is the name in the words that the law sets. Before the order is made there are
    none.
    """
    standing: dict[str, OrderCondition] = {}
    earlier: list[OrderCondition] = []
    for entry in sorted(entries, key=lambda one: _in_time(one.moment)):
        if entry.moment.day > on:
            break
        if entry.kind == "order_made":
            standing = _made(entry, person)
        elif entry.kind == "conditions_varied":
            earlier += _varied(standing, entry)
        elif entry.kind == "condition_suspended":
            _suspended(standing, entry)
        elif entry.kind == "condition_resumed":
            _resumed(standing, entry)
    return Conditions(
        tuple(_as_on(one, on) for one in standing.values()),
        tuple(_as_on(one, on) for one in earlier),
    )


def conditions_before(entries: Sequence[Entry], moment: Moment) -> tuple[OrderCondition, ...]:
    """The conditions that stood when something happened at ``moment``: what an entry of then
    begins from. At the same moment, what is in the ledger already comes first.
    """
    earlier = [one for one in entries if _in_time(one.moment) <= _in_time(moment)]
    return conditions_in_force(earlier, moment.day).standing


def _in_time(moment: Moment) -> tuple[date, bool, float]:
    """A bare day comes after the times of that day; the ledger decides among equals."""
    return moment.day, not moment.has_time, moment.instant.timestamp()


def _made(entry: Entry, person: str) -> dict[str, OrderCondition]:
    day = entry.moment.day
    found = {
        one.key: OrderCondition(one.key, one.wording(person), day, mandatory=True)
        for one in MANDATORY
    }
    return found | {one["id"]: _new(one, day) for one in _listed(entry)}


def _new(one: Mapping[str, Any], day: date) -> OrderCondition:
    return OrderCondition(one["id"], one["wording"], day, tuple(one.get("purposes", ())))


def _varied(standing: dict[str, OrderCondition], entry: Entry) -> list[OrderCondition]:
    """Put the new list in place of the old; what it leaves out is returned as dropped."""
    day, reasons = entry.moment.day, str(entry.details.get("reasons", ""))
    listed = {one["id"]: one for one in _listed(entry)}
    gone = [one for one in standing.values() if not one.mandatory and one.key not in listed]
    for one in gone:
        del standing[one.key]
    for key, words in listed.items():
        standing[key] = (
            _reworded(standing[key], words, day) if key in standing else _new(words, day)
        )
    return [replace(one, dropped=day, reasons=reasons) for one in gone]


def _reworded(one: OrderCondition, words: Mapping[str, Any], day: date) -> OrderCondition:
    before = one.earlier_words
    if words["wording"] != one.wording:
        before = (*before, Wording(one.wording, day))
    purposes = tuple(words.get("purposes", ()))
    return replace(one, wording=words["wording"], purposes=purposes, earlier_words=before)


def _suspended(standing: dict[str, OrderCondition], entry: Entry) -> None:
    """A second suspension takes the place of one that had not ended."""
    one = standing.get(str(entry.details.get("condition", "")))
    if one is None:
        return
    day, until = entry.moment.day, entry.details.get("until")
    began = Suspension(
        day, date.fromisoformat(until) if until else None, str(entry.details.get("reasons", ""))
    )
    standing[one.key] = replace(one, suspension=began, suspended_before=_closed(one, day))


def _resumed(standing: dict[str, OrderCondition], entry: Entry) -> None:
    one = standing.get(str(entry.details.get("condition", "")))
    if one is not None:
        before = _closed(one, entry.moment.day)
        standing[one.key] = replace(one, suspension=None, suspended_before=before)


def _closed(one: OrderCondition, day: date) -> tuple[Suspension, ...]:
    """The suspensions that are over, with the last one ended on ``day`` if it still held."""
    last = one.suspension
    if last is None:
        return one.suspended_before
    if last.holds_on(day):
        last = replace(last, ended=day)
    return (*one.suspended_before, last)


def _as_on(one: OrderCondition, on: date) -> OrderCondition:
    """With a suspension whose last day has passed among those that are over."""
    if one.suspension is None or one.suspension.holds_on(on):
        return one
    return replace(one, suspension=None, suspended_before=_closed(one, on))


def _listed(entry: Entry) -> Sequence[Mapping[str, Any]]:
    return entry.details.get("conditions", ())
