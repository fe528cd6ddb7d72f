"""The ledger of an order: every kind of happening, and the one fold into the facts of the Act.

The ledger holds single happenings as people meet them: somebody went absent, somebody returned.
The arithmetic reads spells: an absence from one day to another. ``fold`` makes the second from the
first. What has no place in the arithmetic (a police contact, a change of hospital, a duty done,
a check against the papers) stands in the ledger all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from .events import Event
from .facts import Facts, read_event
from .moments import Moment, iso
from .results import Timeline
from .rules import Nation
from .timeline import timeline

STRUCK_OUT = "struck_out"
CHECKED = "checked_against_papers"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of happening.

    ``event`` is the contract's event that it makes alone, or begins; empty outside the Act's
    arithmetic. ``when`` is the contract's key for its moment. ``facts`` are the contract's other
    keys, kept in the entry's details; ``words`` what else the details may hold, for people.
    ``answers`` is the kind that this one completes, and ``closes`` the contract's key for that.
    ``needs_time``: the law counts hours from it. ``ahead``: it may lie in the future.
    """

    key: str
    title: str
    event: str = ""
    when: str = "at"
    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    answers: str = ""
    closes: str = ""
    needs_time: bool = False
    takes_time: bool = False
    ahead: bool = False


def _kind(key: str, title: str, **more: Any) -> Kind:
    more["takes_time"] = more.get("takes_time", False) or more.get("needs_time", False)
    return Kind(key, title, **more)


_IN_LEDGER = (
    _kind(
        "order_made",
        "Order made",
        event="order_made",
        needs_time=True,
        ahead=True,
        words=("conditions",),
    ),
    _kind(
        "order_extended",
        "Order extended",
        event="order_extended",
        when="furnished",
        facts=("examined",),
        words=("consulted", "consulted_profession", "amhp", "stated_on", "received_on", "reasons"),
    ),
    _kind(
        "conditions_varied",
        "Conditions varied",
        event="conditions_varied",
        takes_time=True,
        words=("conditions", "reasons"),
    ),
    _kind(
        "condition_suspended",
        "Condition suspended",
        event="condition_suspended",
        takes_time=True,
        words=("condition", "until", "reasons"),
    ),
    _kind(
        "condition_resumed",
        "Suspension of a condition ended",
        takes_time=True,
        words=("condition", "reasons"),
    ),
    _kind(
        "recall_notice",
        "Recall notice",
        event="recall_notice",
        takes_time=True,
        facts=("method", "ground"),
        words=("hospital", "condition", "signed_by", "reasons"),
    ),
    _kind(
        "recall_detention",
        "Detained in hospital after recall",
        event="recall_detention",
        needs_time=True,
        words=("hospital",),
    ),
    _kind(
        "recall_transfer",
        "Transferred to another hospital after recall",
        event="recall_transfer",
        needs_time=True,
        words=("hospital",),
    ),
    _kind(
        "recall_release",
        "Released after recall",
        event="recall_release",
        needs_time=True,
        words=("signed_by", "reasons"),
    ),
    _kind(
        "order_revoked",
        "Order revoked",
        event="order_revoked",
        needs_time=True,
        words=("amhp", "reasons"),
    ),
    _kind("absence_began", "Absent without leave", event="absence", when="first_day"),
    _kind(
        "returned",
        "Returned from absence",
        takes_time=True,
        answers="absence_began",
        closes="returned",
    ),
    _kind("cto8_report", "Report after more than 28 days’ absence", event="cto8_report", when="on"),
    _kind("custody_began", "In custody", event="custody", when="from"),
    _kind(
        "custody_ended",
        "Released from custody",
        answers="custody_began",
        closes="released",
    ),
    _kind(
        "order_discharged",
        "Discharged from the order",
        event="order_discharged",
        when="on",
        takes_time=True,
        facts=("by",),
        words=("reasons", "reinstatement"),
    ),
    _kind(
        "application_made",
        "Application to the tribunal",
        event="tribunal_application",
        when="on",
        facts=("section",),
    ),
    _kind(
        "application_withdrawn",
        "Application to the tribunal withdrawn",
        answers="application_made",
        closes="withdrawn",
    ),
    _kind("hearing_listed", "Hearing listed", words=("before",), takes_time=True, ahead=True),
    _kind(
        "tribunal_considered",
        "Tribunal considered the case",
        event="tribunal_considered",
        when="on",
        words=("outcome",),
    ),
    _kind("managers_considered", "Hospital managers considered the order", words=("outcome",)),
    _kind(
        "nearest_relative_notice",
        "Nearest relative’s notice of discharge",
        event="nearest_relative_notice",
        takes_time=True,
        facts=("method",),
    ),
    _kind(
        "barring_report",
        "Discharge by the nearest relative barred",
        event="barring_report",
        when="on",
        takes_time=True,
        words=("reasons",),
    ),
    _kind(
        "relative_informed",
        "Nearest relative told of the barring report",
        answers="barring_report",
        closes="relative_informed",
    ),
    _kind("notice_withdrawn", "Nearest relative’s notice withdrawn"),
    _kind("responsible_clinician_changed", "Responsible clinician changed", words=("to", "to_id")),
    _kind("hospital_assigned", "Responsible hospital changed", words=("hospital",)),
    _kind(
        "admission_began",
        "Admitted to hospital under another power",
        takes_time=True,
        words=("power", "hospital", "reasons"),
    ),
    _kind("admission_ended", "Left hospital", takes_time=True, answers="admission_began"),
    _kind(
        "police_contact",
        "Contact with the police",
        takes_time=True,
        words=("power", "reasons"),
    ),
    _kind("duty_done", "Done", words=("duty", "due_on", "done")),
    _kind(CHECKED, "Checked against the papers", words=("compared",)),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _IN_LEDGER})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that stands. ``id`` is whatever the caller knows it by.

    ``details`` hold the contract's keys of its kind, and words for people. ``answers`` is the
    ``id`` of the entry that this one completes.
    """

    id: Any
    kind: str
    moment: Moment
    details: Mapping[str, Any] = field(default_factory=dict)
    answers: Any = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What an order's dates count from, beside its own ledger: see ``facts.Facts``.

    ``considered_before`` are the days on which the tribunal considered the person's case under
    an earlier order.
    """

    nation: Nation
    date_of_birth: date | None = None
    section: str = "3"
    section_2_admission: date | None = None
    treatment_admission: date | None = None
    first_medication: date | None = None
    considered_before: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """What follows from a ledger. ``refused`` gives the reasons by the entry's id."""

    timeline: Timeline
    refused: Mapping[Any, tuple[str, ...]]


def story(basis: Basis, entries: Sequence[Entry], *, as_of: datetime) -> Story:
    """Status, periods and deadlines of one order at ``as_of``, and what the law refuses.

    Raises ``NotWellFormed`` for an entry that the arithmetic cannot read.
    """
    events, made_by = fold(entries)
    before = tuple(
        read_event({"event": "tribunal_considered", "on": day.isoformat()})
        for day in basis.considered_before
    )
    facts = Facts(
        nation=basis.nation,
        events=(*before, *events),
        as_of=as_of,
        date_of_birth=basis.date_of_birth,
        section=basis.section,
        section_2_admission=basis.section_2_admission,
        treatment_admission=basis.treatment_admission,
        first_medication=basis.first_medication,
    )
    found = timeline(facts, now=as_of)
    refused: dict[Any, tuple[str, ...]] = {}
    for refusal in found.refused:
        if refusal.index >= len(before):
            for entry in made_by[refusal.index - len(before)]:
                refused[entry.id] = refusal.reasons
    return Story(found, refused)


def fold(entries: Sequence[Entry]) -> tuple[tuple[Event, ...], tuple[tuple[Entry, ...], ...]]:
    """The facts of the Act in a ledger, and for each the entries that made it.

    An entry that completes another (a return, a withdrawal) closes that one's fact. Entries
    outside the arithmetic make none. Raises ``NotWellFormed``.
    """
    closing = {entry.answers: entry for entry in entries if KINDS[entry.kind].closes}
    events, made_by = [], []
    for entry in entries:
        kind = KINDS[entry.kind]
        if not kind.event:
            continue
        value: dict[str, Any] = {"event": kind.event, kind.when: _when(entry.moment)}
        value |= {key: entry.details[key] for key in kind.facts if key in entry.details}
        parts = [entry]
        if (end := closing.get(entry.id)) is not None:
            value[KINDS[end.kind].closes] = _closing(end)
            parts.append(end)
        events.append(read_event(value, kind.key))
        made_by.append(tuple(parts))
    return tuple(events), tuple(made_by)


def _when(moment: Moment) -> str:
    return iso(moment.instant) if moment.has_time else moment.day.isoformat()


def _closing(end: Entry) -> str:
    """Only a return counts in hours; the other ends are days."""
    return _when(end.moment) if end.kind == "returned" else end.moment.day.isoformat()
