"""What was logged about an order: contacts, treatments, and what its conditions ask for."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.models import Contact, Order
from assessments.statute.ledger import Entry, Story
from assessments.summary.versions import in_order
from cto.design.words import short_day

ENDINGS = ("order_revoked", "order_discharged")
WHAT = dict(Contact.What.choices)
OUTCOMES = {"happened": "Happened", "missed": "Missed", "rearranged": "Rearranged"}


@dataclass(frozen=True)
class Life:
    """The days of an order, both inclusive. ``last`` is None where it is not known."""

    first: date
    last: date | None

    def reasons_against(self, day: date) -> list[str]:
        """Why nothing about this order can have been on ``day``."""
        if self.last is not None and day > self.last:
            return [f"The order ended on {short_day(self.last)}. Enter that day or an earlier one."]
        return self.reasons_before(day)

    def reasons_before(self, day: date) -> list[str]:
        """Why ``day`` is too early for anything about this order."""
        if day >= self.first:
            return []
        return [f"The order was made on {short_day(self.first)}. Enter that day or a later one."]


def life_of(entries: Sequence[Entry], story: Story) -> Life:
    """From the making of an order to its end on the later reading, where it has one.

    Also of an order that the Act does not allow: its page says why, so it must be shown.
    """
    stands = [entry for entry in entries if entry.id not in story.refused]
    made = [entry.moment.day for entry in entries if entry.kind == "order_made"]
    first = min(made, default=date.min)
    ended = [entry.moment.day for entry in stands if entry.kind in ENDINGS]
    if ended:
        return Life(first, min(ended))
    ends = story.timeline.deadlines.get("order_ends")
    last = ends.when.on if ends else None
    return Life(first, last if isinstance(last, date) else None)


@dataclass(frozen=True)
class Logged:
    """One entry as it stands, or an ``earlier`` version of it.

    ``what_key`` and ``outcome_key`` are of ``Contact``; ``what`` and ``outcome`` their words.
    ``condition`` is the wording of the condition that it concerns, "" where it concerns none;
    ``condition_key`` its id.
    """

    pk: uuid.UUID
    thread: uuid.UUID
    what_key: str
    what: str
    outcome_key: str
    outcome: str
    on: date
    rearranged_to: date | None
    why: str
    condition_key: str
    condition: str
    enforced: bool
    action: str
    by: str
    at: datetime
    withdrawn: bool
    withdrawn_reason: str
    earlier: tuple["Logged", ...] = ()

    @property
    def why_of(self) -> str:
        """What the reason is a reason for, as its label."""
        return "Note" if self.outcome_key == Contact.Outcome.HAPPENED else "Why"


@dataclass(frozen=True)
class Month:
    """The entries of one calendar month, the latest first. ``first`` is its first day."""

    first: date
    entries: tuple[Logged, ...]

    @property
    def name(self) -> str:
        """ "November 2026"."""
        return f"{self.first:%B %Y}"


def logged(order: Order, wordings: Mapping[str, str]) -> tuple[Logged, ...]:
    """Every entry of the order, withdrawn or not, the latest day first: one query.

    ``wordings`` are those of the order's conditions by their id.
    """
    threads: dict[uuid.UUID, list[Contact]] = {}
    for row in Contact.objects.filter(order=order).select_related("recorded_by").order_by():
        threads.setdefault(row.thread, []).append(row)
    found = []
    for rows in threads.values():
        *earlier, now = (_shown(row, wordings) for row in in_order(rows))
        found.append(_with_earlier(now, earlier))
    return tuple(sorted(found, key=lambda one: (one.on, one.at), reverse=True))


def contact_versions(order: Order, thread: uuid.UUID) -> list[Contact]:
    """Every version of one entry of this order, oldest first; empty where it has none."""
    rows = Contact.objects.filter(order=order, thread=thread).select_related("recorded_by")
    return in_order(rows)


def by_month(entries: Iterable[Logged]) -> tuple[Month, ...]:
    """Entries that are in order of days, month by month."""
    months: dict[date, list[Logged]] = {}
    for entry in entries:
        months.setdefault(entry.on.replace(day=1), []).append(entry)
    return tuple(Month(first, tuple(found)) for first, found in months.items())


def _with_earlier(now: Logged, earlier: Sequence[Logged]) -> Logged:
    """A withdrawal repeats the words of the version that it strikes: that one is not earlier."""
    before = list(earlier)
    if now.withdrawn and before:
        before.pop()
    return Logged(**{**now.__dict__, "earlier": tuple(before)})


def _shown(row: Contact, wordings: Mapping[str, str]) -> Logged:
    return Logged(
        pk=row.pk,
        thread=row.thread,
        what_key=row.what,
        what=WHAT[row.what],
        outcome_key=row.outcome,
        outcome=OUTCOMES[row.outcome],
        on=row.on,
        rearranged_to=row.rearranged_to,
        why=row.why,
        condition_key=row.condition,
        condition=wordings.get(row.condition, ""),
        enforced=row.enforced,
        action=row.action,
        by=row.recorded_by.name,
        at=row.recorded_at,
        withdrawn=row.withdrawn,
        withdrawn_reason=row.withdrawn_reason,
    )
