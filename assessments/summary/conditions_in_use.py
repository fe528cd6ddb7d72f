"""The conditions of an order in use: in force or not, last met, last missed, last enforced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import Contact, Order, OrderEvent
from assessments.statute.conditions import mandatory, purpose
from assessments.statute.conditions_in_force import (
    Conditions,
    OrderCondition,
    Suspension,
    conditions_in_force,
)
from assessments.statute.ledger import Entry, Story
from assessments.summary.contact_frequency import Frequency, frequency
from assessments.summary.contacts import Life, Logged, life_of, logged
from assessments.summary.ledger_lines import wordings
from assessments.summary.orders import entries_of, ledger, story_of
from cto.design.words import lower_first, short_day

NEVER = "Never recorded"
EXAMINATION = "examination_for_extension"


@dataclass(frozen=True)
class Mark:
    """The last time of something: the day, and what it was in words."""

    on: date | None = None
    words: str = ""

    @property
    def text(self) -> str:
        """ "1 December 2026: contact with the team"; never blank."""
        if self.on is None:
            return NEVER
        return f"{short_day(self.on)}: {self.words}"


@dataclass(frozen=True)
class ConditionInUse:
    """One condition. ``source`` and ``plain`` are of those that the law sets, else empty.

    ``state`` is a word ("In force", "Suspended", "Dropped", "Ended") and ``state_words`` the
    sentences that say since when and until when; ``reasons`` are those of a suspension that
    holds or of the variation that dropped it. ``before`` are earlier wordings and suspensions as
    (words about them, what was written).
    """

    key: str
    number: int
    of: int
    wording: str
    mandatory: bool
    source: str
    plain: str
    purposes: tuple[str, ...]
    state: str
    state_words: str
    reasons: str
    before: tuple[tuple[str, str], ...]
    last_met: Mark
    last_missed: Mark
    last_enforced: Mark


@dataclass(frozen=True)
class ConditionsInUse:
    """The conditions that stand, and those that a variation dropped. ``ended`` is the order's
    last day, once it has passed.
    """

    standing: tuple[ConditionInUse, ...]
    earlier: tuple[ConditionInUse, ...]
    ended: date | None


@dataclass(frozen=True)
class OrderInUse:
    """Everything about an order's contacts and conditions that its pages show."""

    life: Life
    found: Conditions
    conditions: ConditionsInUse
    entries: tuple[Logged, ...]
    frequency: Frequency

    @property
    def latest(self) -> tuple[Logged, ...]:
        """The last five entries that stand, the latest first."""
        return tuple(one for one in self.entries if not one.withdrawn)[:5]


def order_in_use(
    order: Order,
    rows: Sequence[OrderEvent] | None = None,
    story: Story | None = None,
    *,
    today: date | None = None,
) -> OrderInUse:
    """Contacts and conditions of one order, whose person is loaded, on a day (today, left out).

    One query; one more without the ledger's ``rows``, another without its ``story``.
    """
    on = today or timezone.localdate()
    rows = ledger(order) if rows is None else rows
    entries = entries_of(rows)
    life = life_of(entries, story or story_of(order, rows))
    ended = life.last if life.last is not None and life.last < on else None
    found = conditions_in_force(entries, ended or on, person=order.patient.called)
    listed = {one.key: one.wording for one in (*found.earlier, *found.standing)}
    done = logged(order, {**wordings(rows), **listed})
    return OrderInUse(
        life=life,
        found=found,
        conditions=conditions_in_use(found, entries, done, ended=ended),
        entries=done,
        frequency=frequency(done, life, on),
    )


def conditions_in_use(
    found: Conditions, entries: Sequence[Entry], done: Iterable[Logged], *, ended: date | None
) -> ConditionsInUse:
    """The conditions with the last time that each was met, missed and enforced."""
    marks = _marks(entries, done)

    def shown(listed: Sequence[OrderCondition]) -> tuple[ConditionInUse, ...]:
        return tuple(
            _in_use(one, number, len(listed), marks, ended)
            for number, one in enumerate(listed, start=1)
        )

    return ConditionsInUse(shown(found.standing), shown(found.earlier), ended)


def _in_use(
    one: OrderCondition,
    number: int,
    of: int,
    marks: Mapping[tuple[str, str], Mark],
    ended: date | None,
) -> ConditionInUse:
    law = mandatory(one.key) if one.mandatory else None
    state, words, reasons = _state(one, ended)
    return ConditionInUse(
        key=one.key,
        number=number,
        of=of,
        wording=one.wording,
        mandatory=one.mandatory,
        source=law.source if law else "",
        plain=law.plain if law else "",
        purposes=tuple(purpose(key).text for key in one.purposes),
        state=state,
        state_words=words,
        reasons=reasons,
        before=tuple(_before(one)),
        last_met=marks.get((one.key, "happened"), Mark()),
        last_missed=marks.get((one.key, "missed"), Mark()),
        last_enforced=marks.get((one.key, "enforced"), Mark()),
    )


def _state(one: OrderCondition, ended: date | None) -> tuple[str, str, str]:
    since = f"since {short_day(one.since)}"
    if one.dropped is not None:
        words = f"A condition {since}, until it was dropped on {short_day(one.dropped)}."
        return "Dropped", words, one.reasons
    if one.suspension is not None:
        return "Suspended", f"{_spell(one.suspension)}.", one.suspension.reasons
    if ended is not None:
        words = f"In force from {short_day(one.since)} until the order ended on {short_day(ended)}."
        return "Ended", words, ""
    return "In force", f"In force {since}.", ""


def _spell(one: Suspension) -> str:
    if one.ended is not None:
        return f"Suspended from {short_day(one.since)} until {short_day(one.ended)}"
    if one.until is not None:
        return f"Suspended from {short_day(one.since)} up to and including {short_day(one.until)}"
    return f"Suspended since {short_day(one.since)}, with no end set"


def _before(one: OrderCondition) -> Iterable[tuple[str, str]]:
    for wording in one.earlier_words:
        yield f"Worded until {short_day(wording.until)}", wording.text
    for suspension in one.suspended_before:
        yield _spell(suspension), suspension.reasons


def _marks(entries: Sequence[Entry], done: Iterable[Logged]) -> dict[tuple[str, str], Mark]:
    """The latest of each, by condition and what came of it, from what was logged and the ledger."""
    found: dict[tuple[str, str], Mark] = {}

    def keep(condition: str, which: str, on: date, words: str) -> None:
        held = found.get((condition, which), Mark()).on
        if held is None or on > held:
            found[condition, which] = Mark(on, words)

    for one in done:
        if one.withdrawn or not one.condition_key:
            continue
        if one.outcome_key != Contact.Outcome.REARRANGED:
            keep(one.condition_key, one.outcome_key, one.on, lower_first(one.what))
        if one.enforced:
            keep(one.condition_key, "enforced", one.on, one.action)
    for entry in entries:
        _keep_from_ledger(entry, keep)
    return found


def _keep_from_ledger(entry: Entry, keep: Any) -> None:
    """A recall over a condition enforced it; an examination for an extension met (a)."""
    if entry.kind == "recall_notice" and entry.details.get("condition"):
        keep(entry.details["condition"], "enforced", entry.moment.day, "recall notice")
    elif entry.kind == "order_extended" and entry.details.get("examined"):
        examined = date.fromisoformat(str(entry.details["examined"])[:10])
        keep(EXAMINATION, "happened", examined, "examined for the extension")
