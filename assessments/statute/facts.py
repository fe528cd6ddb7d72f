"""The facts about one person's order, and their JSON: the only door by which facts come in.

The reader is strict and complete: whatever it lets through, the fold can compute. It raises
NotWellFormed, naming the field, for anything else, including keys it does not know. The shape is
the ``timeline`` contract.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from . import events
from .event_fields import (
    ACT_FROM,
    BIRTHS_FROM,
    Reader,
    as_json,
    printable,
    read_choice,
    read_fact_day,
    read_object,
)
from .events import Event
from .moments import NotWellFormed, iso, read_moment
from .rules import ADMISSION_FOR_TREATMENT, NATIONS, PART_3_POWERS, Nation

SECTIONS = (ADMISSION_FOR_TREATMENT, *PART_3_POWERS)

EVENTS: dict[str, type[Event]] = {
    kind.name: kind
    for kind in (
        events.OrderMade,
        events.OrderExtended,
        events.ConditionsVaried,
        events.ConditionSuspended,
        events.RecallNotice,
        events.RecallDetention,
        events.RecallTransfer,
        events.RecallRelease,
        events.OrderRevoked,
        events.Absence,
        events.Cto8Report,
        events.Custody,
        events.OrderDischarged,
        events.TribunalApplication,
        events.TribunalConsidered,
        events.NearestRelativeNotice,
        events.BarringReport,
    )
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one order. ``section`` is the power that underlies it.

    ``as_of`` None means now. ``treatment_admission`` is the day of the s.3 admission, or of the
    hospital order or direction; ``section_2_admission`` of a s.2 admission that s.3 followed.
    ``mha_2025_from`` pretends the commencement of the Mental Health Act 2025.
    """

    nation: Nation
    events: tuple[Event, ...]
    as_of: datetime | None = None
    date_of_birth: date | None = None
    section: str = ADMISSION_FOR_TREATMENT
    section_2_admission: date | None = None
    treatment_admission: date | None = None
    first_medication: date | None = None
    mha_2025_from: date | None = None

    @property
    def under_part_3(self) -> bool:
        """Whether a court or a transfer from prison, not s.3, underlies the order."""
        return self.section != ADMISSION_FOR_TREATMENT


_TOP = frozenset(
    ("nation", "as_of", "date_of_birth", "detention", "first_medication", "events", "rules")
)
_DETENTION = frozenset(("section", "section_2_admission", "treatment_admission"))
_RULES = frozenset(("mha_2025",))

# For each event: its keys with the field, the reader, and whether it may be left out.
_Key = tuple[str, str, Reader, bool]
_KEYS: dict[type[Event], tuple[_Key, ...]] = {
    kind: tuple(
        (
            part.metadata["key"] or part.name,
            part.name,
            part.metadata["read"],
            part.metadata["optional"],
        )
        for part in fields(kind)  # type: ignore[arg-type]
    )
    for kind in EVENTS.values()
}
_ALLOWED = {kind: frozenset(("event", *(key for key, *_ in keys))) for kind, keys in _KEYS.items()}


def parse(text: str | bytes) -> object:
    """Any JSON value, from text that may be anything at all; a repeated key is an error."""
    try:
        return json.loads(text, object_pairs_hook=_object_without_repeats)
    except NotWellFormed:
        raise
    except (ValueError, RecursionError):
        raise NotWellFormed("input", "this is not JSON that can be read") from None


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotWellFormed(printable(key), "this key stands twice in one object")
        found[key] = value
    return found


def read_facts(value: object) -> Facts:
    """The facts in a parsed JSON value; NotWellFormed names what is wrong with it."""
    top = read_object(value, "input", _TOP)
    for key in ("nation", "events"):
        if key not in top:
            raise NotWellFormed(key, "this is missing")
    detention = _optional_object(top, "detention", _DETENTION)
    rules = _optional_object(top, "rules", _RULES)
    section = detention.get("section")
    return Facts(
        nation=NATIONS[read_choice(top["nation"], "nation", tuple(NATIONS))],
        events=_read_events(top["events"]),
        as_of=_read_as_of(top.get("as_of")),
        date_of_birth=read_fact_day(top.get("date_of_birth"), "date_of_birth", BIRTHS_FROM),
        section=ADMISSION_FOR_TREATMENT
        if section is None
        else read_choice(section, "detention.section", SECTIONS),
        section_2_admission=_detention_day(detention, "section_2_admission"),
        treatment_admission=_detention_day(detention, "treatment_admission"),
        first_medication=read_fact_day(top.get("first_medication"), "first_medication", ACT_FROM),
        mha_2025_from=read_fact_day(rules.get("mha_2025"), "rules.mha_2025", ACT_FROM),
    )


def _optional_object(top: dict[str, Any], key: str, keys: frozenset[str]) -> dict[str, Any]:
    value = top.get(key)
    return {} if value is None else read_object(value, key, keys)


def _read_as_of(value: object) -> datetime | None:
    return None if value is None else read_moment(value, "as_of", earliest=ACT_FROM).instant


def _detention_day(detention: dict[str, Any], key: str) -> date | None:
    return read_fact_day(detention.get(key), f"detention.{key}", ACT_FROM)


def _read_events(value: object) -> tuple[Event, ...]:
    if not isinstance(value, list):
        raise NotWellFormed("events", "give a list")
    return tuple(read_event(item, f"events[{index}]") for index, item in enumerate(value))


def read_event(value: object, where: str = "event") -> Event:
    """One event; ``where`` names its place in an error."""
    if not isinstance(value, dict):
        raise NotWellFormed(where, "give a JSON object")
    kind = EVENTS[read_choice(value.get("event"), f"{where}.event", tuple(EVENTS))]
    read_object(value, where, _ALLOWED[kind])
    found = {}
    for key, name, read, optional in _KEYS[kind]:
        given = value.get(key)
        if given is not None:
            found[name] = read(given, f"{where}.{key}")
        elif not optional:
            raise NotWellFormed(f"{where}.{key}", "this is missing")
    event = kind(**found)
    event.check(where)
    return event


def event_as_json(event: Event) -> dict[str, object]:
    """The JSON that ``read_event`` reads back as the same event."""
    keys = _KEYS[type(event)]
    return {"event": event.name} | {key: as_json(getattr(event, name)) for key, name, *_ in keys}


def facts_as_json(facts: Facts) -> dict[str, object]:
    """The JSON that ``read_facts`` reads back as the same facts."""
    return {
        "nation": facts.nation.key,
        "as_of": facts.as_of and iso(facts.as_of),
        "date_of_birth": as_json(facts.date_of_birth),
        "detention": {
            "section": facts.section,
            "section_2_admission": as_json(facts.section_2_admission),
            "treatment_admission": as_json(facts.treatment_admission),
        },
        "first_medication": as_json(facts.first_medication),
        "events": [event_as_json(event) for event in facts.events],
        "rules": {"mha_2025": as_json(facts.mha_2025_from)},
    }
