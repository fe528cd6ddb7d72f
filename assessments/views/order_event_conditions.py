"""The conditions before and after an entry that is not recorded yet, on its day and today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.statute.calendar_words import in_words
from assessments.statute.conditions_in_force import OrderCondition, conditions_in_force
from assessments.statute.ledger import Entry
from assessments.summary.orders import Preview

KINDS = ("order_made", "conditions_varied", "condition_suspended", "condition_resumed")
NONE = "No such condition"
HEAD = ("Condition", "Before", "After")


@dataclass(frozen=True)
class OnDay:
    """What differs on one day; without ``rows`` the conditions of that day stay as they are."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Later:
    """A list of a later day, which decides from then on. ``other`` says in what it differs from
    what this entry makes of the conditions; empty where it says the same.
    """

    pk: object
    title: str
    other: tuple[str, ...]


@dataclass(frozen=True)
class ConditionsCompared:
    """Day by day. ``later`` are the lists that still decide what holds after them."""

    days: tuple[OnDay, ...]
    later: tuple[Later, ...]
    head: tuple[str, str, str] = HEAD


def conditions_compared(found: Preview, day: date, today: date) -> ConditionsCompared:
    """What becomes of the conditions on the day of the entry, and today."""
    before, after = found.entries
    of_the_day = tuple(_rows(before, after, day))
    of_today = tuple(_rows(before, after, today))
    days = [OnDay(f"On {in_words(day)}", of_the_day), OnDay(f"Today, {in_words(today)}", of_today)]
    if today <= day:
        days = days[:1]
    elif of_the_day == of_today:
        days = [OnDay(f"On {in_words(day)}, and today", of_the_day)]
    later = [e for e in after if e.kind == "conditions_varied" and e.moment.day > day]
    return ConditionsCompared(
        tuple(days),
        tuple(_later(entry, before, after, day) for entry in later),
    )


def _later(one: Entry, before: Sequence[Entry], after: Sequence[Entry], day: date) -> Later:
    """What of the change on its day a later list does not have."""
    was = {each.key: each.wording for each in conditions_in_force(before, day).standing}
    now = {each.key: each.wording for each in conditions_in_force(after, day).standing}
    has = {each["id"]: each["wording"] for each in one.details.get("conditions", ())}
    other = []
    for key in dict.fromkeys([*was, *now]):
        words, old = now.get(key), was.get(key)
        if words == old or words in has.values():
            continue
        if key in has:
            other.append(f"It has: “{has[key]}”")
        elif words is not None:
            other.append(f"It does not have: “{words}”")
    return Later(one.id, f"The list of {in_words(one.moment.day)}", tuple(other))


def _rows(
    before: Sequence[Entry], after: Sequence[Entry], on: date
) -> Iterator[tuple[str, str, str]]:
    was = {one.key: _words(one) for one in conditions_in_force(before, on).standing}
    now = {one.key: _words(one) for one in conditions_in_force(after, on).standing}
    for number, key in enumerate(dict.fromkeys([*was, *now]), start=1):
        if was.get(key) != now.get(key):
            yield f"Condition {number}", was.get(key, NONE), now.get(key, NONE)


def _words(one: OrderCondition) -> str:
    return one.wording if one.in_force else f"{one.wording} (suspended)"
