"""The ledger of an order in words: each entry as a person reads it, struck-through ones too."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.models import OrderEvent
from assessments.statute.conditions import MANDATORY
from assessments.statute.duty_words import title
from assessments.statute.ledger import STRUCK_OUT
from assessments.statute.ledger_words import title_of
from assessments.statute.plain_words import (
    DISCHARGED_BY,
    NOTICE_METHODS,
    RECALL_GROUNDS,
    RECALL_METHODS,
    RIGHTS,
)
from assessments.summary.order_life import power_words
from cto.design.words import day, moment, short_day

# What the details hold, in the order of reading. Reasons come last.
LABELS = {
    "method": "How it was given",
    "ground": "Ground",
    "examined": "Examined on",
    "consulted": "Consulted",
    "consulted_profession": "Their profession",
    "amhp": "Approved mental health professional",
    "stated_on": "AMHP’s statement",
    "received_on": "Received by the managers",
    "by": "By",
    "section": "Right to apply",
    "before": "Before",
    "outcome": "Outcome",
    "to": "Now",
    "hospital": "Hospital",
    "power": "Power",
    "condition": "Condition",
    "until": "Until",
    "conditions": "Conditions",
    "signed_by": "Decided and signed by",
    "duty": "What was due",
    "due_on": "Due on",
    "done": "What was done",
    "compared": "What was compared",
    "reinstatement": "If formal powers are needed again",
    "reasons": "Reasons",
}
STRUCK_TITLE = "Entry struck out"
DATES = {"examined", "stated_on", "received_on", "until", "due_on"}
_MANDATORY = {one.key: one.wording("The person") for one in MANDATORY}


@dataclass(frozen=True)
class Struck:
    """Who struck an entry through, when and why; ``number`` is the entry that did it."""

    number: int
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class LedgerLine:
    """One entry. ``struck`` where it does not stand any more; ``corrects`` is the number of the
    entry in whose place it stands, with the ``reason``. ``refused`` says why the law does not
    allow an entry that stands. ``struck_out`` is the entry that only takes another away.
    """

    pk: uuid.UUID
    number: int
    kind: str
    title: str
    when: str
    facts: tuple[tuple[str, str], ...]
    recorded_by: str
    recorded_at: datetime
    struck: Struck | None
    corrects: int
    reason: str
    refused: tuple[str, ...]

    @property
    def struck_out(self) -> bool:
        return self.kind == STRUCK_OUT

    @property
    def stands(self) -> bool:
        return self.struck is None and not self.struck_out


def lines(
    rows: Sequence[OrderEvent], nation: str, refused: Mapping[uuid.UUID, tuple[str, ...]]
) -> tuple[LedgerLine, ...]:
    """Every entry, the newest first. No query: the rows carry who recorded them."""
    by_id = {row.pk: row for row in rows}
    strikers = {row.strikes_id: row for row in rows if row.strikes_id}
    words = wordings(rows)
    found = [
        LedgerLine(
            pk=row.pk,
            number=row.number,
            kind=row.kind,
            title=STRUCK_TITLE if row.kind == STRUCK_OUT else title_of(row.kind, nation),
            when=moment(row.at) if row.at else day(row.on),
            facts=() if row.kind == STRUCK_OUT else _facts(row, words),
            recorded_by=row.recorded_by.name,
            recorded_at=row.recorded_at,
            struck=_struck(strikers.get(row.pk)),
            corrects=by_id[row.strikes_id].number if row.strikes_id else 0,
            reason=row.reason,
            refused=refused.get(row.pk, ()),
        )
        for row in rows
    ]
    return tuple(reversed(found))


def _struck(by: OrderEvent | None) -> Struck | None:
    if by is None:
        return None
    return Struck(by.number, by.recorded_by.name, by.recorded_at, by.reason)


def wordings(rows: Sequence[OrderEvent]) -> dict[str, str]:
    """The latest words of every condition that an entry lists, struck out or not, by its id."""
    found = dict(_MANDATORY)
    for row in rows:
        for one in row.details.get("conditions") or ():
            found[str(one["id"])] = one["wording"]
    return found


def _facts(row: OrderEvent, wordings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label, words)
        for key, label in LABELS.items()
        if (words := _words(row.kind, key, row.details.get(key), wordings))
    )


def _words(kind: str, key: str, value: Any, wordings: Mapping[str, str]) -> str:
    """One detail in words; empty where there is nothing to say."""
    if value in (None, "", []):
        return ""
    if key == "conditions":
        return "\n".join(f"{n}. {one['wording']}" for n, one in enumerate(value, 1))
    if key in DATES:
        return short_day(date.fromisoformat(str(value)))
    text = str(value)
    if key == "condition":
        return wordings.get(text, "A condition that was struck out")
    if key == "power":
        return power_words(text)
    if key == "duty":
        return title(text)
    return _CHOICES.get((kind, key), {}).get(text, text)


_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("recall_notice", "method"): RECALL_METHODS,
    ("recall_notice", "ground"): RECALL_GROUNDS,
    ("nearest_relative_notice", "method"): NOTICE_METHODS,
    ("order_discharged", "by"): DISCHARGED_BY,
    ("application_made", "section"): RIGHTS,
}
