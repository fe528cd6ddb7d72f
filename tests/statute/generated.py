"""Inputs for the timeline, made from a seed: sense, near-sense and nonsense; and what must hold.

Used by the everyday suite on thousands of inputs and by the bench on a hundred thousand.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assessments.statute.facts import EVENTS, read_facts
from assessments.statute.moments import NotWellFormed
from assessments.statute.results import Status
from assessments.statute.timeline import timeline

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEYS = {
    "order_ends",
    "extension_window_opens",
    "extension_window_closes",
    "notice_served",
    "recall_ends",
    "absence_retake_until",
    "cto8_due",
    "detention_ends",
    "reference_after_revocation",
    "reference_six_months",
    "reference_long_stop",
    "application_window_opens",
    "application_window_closes",
    "part_4a_certificate",
    "barring_report_by",
    "relative_barred_until",
}
IN_HOURS = {"notice_served", "recall_ends", "barring_report_by"}
LATER_IS_SAFE = {"extension_window_opens", "notice_served", "application_window_opens"}

# The months of a story lie close together, so that events meet each other's limits.
_DAYS_OF_A_STORY = 800
_GAPS = (0, 0, 1, 2, 3, 6, 7, 8, 27, 28, 29, 60, 90, 150, 180, 181, 182, 183)
_CHOICES: dict[str, tuple[str, ...]] = {
    "method": ("in_hand", "at_address", "first_class_post", "second_class_post", "email"),
    "ground": ("treatment_needed", "mandatory_condition"),
    "by": ("responsible_clinician", "managers", "tribunal", "nearest_relative"),
    "section": (
        *("66(1)(a)", "66(1)(b)", "66(1)(ca)", "66(1)(cb)", "66(1)(fza)", "66(1)(faa)"),
        *("66(1)(g)", "66(1)(h)", "69(1)(a)", "70"),
    ),
}
_KEYS_OF: dict[str, tuple[str, ...]] = {
    "order_extended": ("examined", "furnished"),
    "recall_notice": ("method", "at", "ground"),
    "absence": ("first_day", "returned"),
    "cto8_report": ("on",),
    "custody": ("from", "released"),
    "order_discharged": ("on", "by"),
    "tribunal_application": ("section", "on", "withdrawn"),
    "tribunal_considered": ("on",),
    "nearest_relative_notice": ("method", "at"),
    "barring_report": ("on", "relative_informed"),
}
_MAY_BE_OPEN = {"returned", "released", "withdrawn", "relative_informed"}
_NEED_TIME = {"recall_detention", "recall_transfer", "recall_release", "order_revoked"}
_NONSENSE: tuple[Any, ...] = (
    *(None, True, 0, -1, 1e308, float("nan"), "", "\x00", "\ud800", [], {}, [[]], {"at": {}}),
    *(
        "2026-02-29",
        "2027-03-28T01:30:00",
        "2100-12-31T23:59:59-12:00",
        "0000-00-00",
        "T",
        "9" * 99,
    ),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "２０２６-01-01"),
)


def inputs(number: int, *, seed: int) -> Iterator[Any]:
    """So many inputs: two in three are stories, the rest are spoilt in some place."""
    chance = random.Random(seed)  # noqa: S311  (a seed makes a failure repeatable)
    for index in range(number):
        story = _story(chance)
        yield story if index % 3 else _spoilt(story, chance)


def _story(chance: random.Random) -> dict[str, Any]:
    day = date(2008, 11, 3) + timedelta(days=chance.randrange(12_000))
    if chance.random() < 0.03:  # at the end of the calendar that is well formed
        day = date(2100, 12, 31) - timedelta(days=chance.randrange(400))
    if chance.random() < 0.3:  # a month's end, where most is debatable
        day = day.replace(day=1) + timedelta(days=chance.choice((27, 28, 29, 30)))
    events = [{"event": "order_made", "at": _moment(day, chance)}]
    at = day
    for _ in range(chance.randrange(9)):
        at = at + timedelta(days=chance.choice(_GAPS))
        events.append(_event(chance.choice(list(EVENTS)), at, chance))
    if chance.random() < 0.5:
        events += _recall(day + timedelta(days=chance.randrange(190)), chance)
    chance.shuffle(events)
    facts: dict[str, Any] = {"nation": chance.choice(("england", "wales")), "events": events}
    before = str(day - timedelta(days=chance.randrange(400)))
    optional = {
        "as_of": _moment(day + timedelta(days=chance.randrange(_DAYS_OF_A_STORY)), chance),
        "date_of_birth": str(day - timedelta(days=chance.randrange(5_000, 9_000))),
        "detention": {
            "section": chance.choice(("3", "3", "37", "45A", "47", "48")),
            "treatment_admission": before,
            "section_2_admission": str(date.fromisoformat(before) - timedelta(days=20)),
        },
        "first_medication": before,
        "rules": {"mha_2025": before},
    }
    return facts | {key: value for key, value in optional.items() if chance.random() < 0.6}


def _recall(day: date, chance: random.Random) -> list[dict[str, Any]]:
    """A recall that goes as it should, and often a release, an absence or a revocation in it."""
    start = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    hours = sorted(chance.sample(range(80), 2))
    found: list[dict[str, Any]] = [
        {
            "event": "recall_notice",
            "method": "in_hand",
            "at": start.isoformat(),
            "ground": "treatment_needed",
        },
        {"event": "recall_detention", "at": start.isoformat()},
        {
            "event": chance.choice(("recall_release", "order_revoked", "recall_transfer")),
            "at": (start + timedelta(hours=hours[1])).isoformat(),
        },
    ]
    if chance.random() < 0.5:
        found.append(_event("absence", day + timedelta(days=chance.randrange(4)), chance))
    return found


def _event(kind: str, day: date, chance: random.Random) -> dict[str, Any]:
    event: dict[str, Any] = {"event": kind}
    for key in _KEYS_OF.get(kind, ("at",)):
        if key in _CHOICES:
            choices = _CHOICES[key]
            if key == "method":
                choices = choices[:3] if kind == "recall_notice" else ("in_hand", *choices[2:])
            event[key] = chance.choice(choices)
        elif key in _MAY_BE_OPEN and chance.random() < 0.3:
            event[key] = None
        else:
            event[key] = _moment(day, chance)
            if kind in _NEED_TIME or event.get("method") == "in_hand":
                event[key] = f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"
            day += timedelta(days=chance.choice(_GAPS))
    return event


def _moment(day: date, chance: random.Random) -> str:
    if chance.random() < 0.6:
        return str(day)
    offset = chance.choice(("", "Z", "+01:00"))
    return f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}{offset}"


def _spoilt(story: dict[str, Any], chance: random.Random) -> Any:
    """One value somewhere replaced by nonsense, or one key by another."""
    nonsense = chance.choice(_NONSENSE)
    place: Any = story
    while True:
        inner = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not inner or chance.random() < 0.1:
            return nonsense
        key = chance.choice(inner)
        if not isinstance(place[key], dict | list) or chance.random() < 0.1:
            if chance.random() < 0.2 and isinstance(place, dict):
                place[f"{key}\n"] = place.pop(key)
            else:
                place[key] = nonsense
            return story
        place = place[key]


def check(value: Any) -> str:
    """What must hold for any input at all; says what came of it, such as "in_force"."""
    try:
        facts = read_facts(value)
    except NotWellFormed as error:
        line = str(error)
        if not (line.isascii() and line.isprintable() and error.field):
            raise AssertionError(f"not one plain line: {line!r}") from None
        return "not well formed"
    found = timeline(facts, now=NOW).as_json()
    json.loads(json.dumps(found, allow_nan=False))
    _check_shape(found, len(facts.events))
    return str(found["status"])


def _check_shape(found: dict[str, Any], events: int) -> None:
    places = [refusal["index"] for refusal in found["refused"]]
    if places != sorted(set(places)) or not all(0 <= place < events for place in places):
        raise AssertionError(f"places of refusals: {places}")
    if not all(refusal["reasons"] for refusal in found["refused"]):
        raise AssertionError("a refusal without a reason")
    if found["status"] not in set(Status) or not set(found["deadlines"]) <= KEYS:
        raise AssertionError(f"outside the contract: {found}")
    for key, deadline in found["deadlines"].items():
        _check_deadline(key, deadline)
    for before, after in zip(found["periods"], found["periods"][1:], strict=False):
        if date.fromisoformat(after["first_day"]) - date.fromisoformat(
            before["last_day"]
        ) != timedelta(days=1):
            raise AssertionError(f"periods do not follow each other: {found['periods']}")


def _check_deadline(key: str, deadline: dict[str, Any]) -> None:
    name = "at" if key in IN_HOURS else "on"
    if list(deadline) != [name, "safe", "debatable", "source", "working"]:
        raise AssertionError(f"{key}: {deadline}")
    read = datetime.fromisoformat if name == "at" else date.fromisoformat
    on, safe = read(deadline[name]), read(deadline["safe"])
    if on != safe and not deadline["debatable"]:
        raise AssertionError(f"{key} has two readings and is not debatable: {deadline}")
    if safe > on or (key in LATER_IS_SAFE and safe != on):
        raise AssertionError(f"{key}: the safe reading is not safe: {deadline}")
    if not deadline["source"] or not deadline["working"] or len(deadline["working"]) > 400:
        raise AssertionError(f"{key}: source or working: {deadline}")
