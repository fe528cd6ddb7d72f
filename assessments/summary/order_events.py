"""An order as the pages that record events see it: what stands, what is open, what may come next.

Whether something can happen now is asked of the arithmetic itself: the happening is tried at this
moment, and what the Act refuses it for is the reason that the page shows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from assessments.models import Order, OrderEvent
from assessments.statute import events
from assessments.statute.calendar_words import in_words
from assessments.statute.conditions_in_force import OrderCondition, conditions_in_force
from assessments.statute.duties import (
    DUTIES,
    MANAGERS,
    RESPONSIBLE_CLINICIAN,
    Duty,
    duties,
    to_note,
)
from assessments.statute.ledger import KINDS, Basis, Entry, Story, story
from assessments.statute.moments import Moment
from assessments.statute.plain_words import RIGHTS
from assessments.statute.recall_grounds import TREATMENT_NEEDED
from assessments.statute.results import Status
from assessments.summary.orders import (
    Ledger,
    basis_of,
    considered_before,
    entries_of,
    ledger,
    standing_rows,
)
from cto.accounts.models import User

ENDED = (Status.REVOKED, Status.DISCHARGED, Status.EXPIRED)
_TRIED: Any = "tried"
# How each kind is tried that needs more than a moment; several ways where one may do.
_WAYS: Mapping[str, Sequence[Mapping[str, Any]]] = MappingProxyType(
    {
        "recall_notice": ({"method": events.IN_HAND, "ground": TREATMENT_NEEDED},),
        "nearest_relative_notice": ({"method": events.IN_HAND},),
        "application_made": tuple({"section": section} for section in RIGHTS),
        "order_discharged": ({"by": events.RESPONSIBLE_CLINICIAN},),
    }
)
_NOTHING_OPEN: Mapping[str, str] = MappingProxyType(
    {
        "returned": "No absence is open.",
        "custody_ended": "No custody is open.",
        "application_withdrawn": "No application to the tribunal is open.",
        "relative_informed": "There is no barring report of which the relative was not told.",
        "admission_ended": "No admission is open.",
    }
)
_PARTICULARS = ("responsible_clinician_changed", "hospital_assigned")


@dataclass(frozen=True)
class Situation:
    """One order now: its ledger, what follows from it, and what is open.

    ``owners`` are those whose duties the ``reader`` may say are done.
    """

    order: Order
    rows: Ledger
    entries: tuple[Entry, ...]
    basis: Basis
    told: Story
    now: datetime
    reader: User | None = None
    owners: frozenset[str] = frozenset((MANAGERS, RESPONSIBLE_CLINICIAN))

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def conditions(self) -> tuple[OrderCondition, ...]:
        """The conditions of the order today, suspended ones among them; the law's two first."""
        person = self.order.patient.called
        return conditions_in_force(self.entries, self.today, person=person).standing

    @cached_property
    def due(self) -> tuple[Duty, ...]:
        """The duties of which the reader may say now that they are done."""
        found = to_note(self.told.timeline, self.entries, self.now)
        return tuple(duty for duty in found if duty.owner in self.owners)

    @property
    def ended(self) -> bool:
        return self.told.timeline.status in ENDED

    def row(self, pk: Any) -> OrderEvent | None:
        """The entry that stands under this id."""
        return next((row for row in standing_rows(self.rows) if row.pk == pk), None)

    def open_for(self, kind: str) -> tuple[OrderEvent, ...]:
        """The entries that one of this kind could complete."""
        done = {entry.answers for entry in self.entries if entry.kind == kind}
        wanted = {
            entry.id
            for entry in self.entries
            if entry.kind == KINDS[kind].answers and entry.id not in done
        }
        return tuple(row for row in standing_rows(self.rows) if row.pk in wanted)

    def not_now(self, kind: str) -> tuple[str, ...]:
        """Why this cannot happen at this moment; nothing where it can."""
        if KINDS[kind].answers:
            return () if self.open_for(kind) else (_NOTHING_OPEN[kind],)
        if KINDS[kind].event:
            return self._tried(kind)
        if kind == "condition_resumed" and all(one.suspension is None for one in self.conditions):
            return ("No condition is suspended.",)
        if kind == "notice_withdrawn" and not self._has("nearest_relative_notice"):
            return ("There is no notice of the nearest relative.",)
        if kind == "duty_done" and not self.due:
            return ("Nothing is due of which you could say now that it is done.",)
        if kind in _PARTICULARS and self.ended:
            return ("The order has ended. Change the person’s particulars instead.",)
        return ()

    def never(self, kind: str) -> bool:
        """Whether there is nothing that an entry of this kind could be about, even a late one."""
        stuck = kind in ("condition_resumed", "duty_done", "notice_withdrawn", *_PARTICULARS)
        return bool((stuck or KINDS[kind].answers) and self.not_now(kind))

    def runs(self, key: str) -> bool:
        """Whether this deadline is one that somebody still has to look to."""
        if key == "notice_served":
            last = [e.kind for e in self.entries if e.kind in ("recall_notice", "recall_detention")]
            return bool(last) and last[-1] == "recall_notice"
        if key in DUTIES and DUTIES[key].ended_by:
            return any(duty.key == key for duty in duties(self.told.timeline, self.entries))
        return not self.ended

    def _window_is_ahead(self) -> str:
        """From when to when the order may be extended, where that is still to come."""
        found = self.told.timeline.deadlines
        opens = found.get("extension_window_opens")
        closes = found.get("extension_window_closes")
        if opens is None or closes is None or self.ended:
            return ""
        first, last = opens.when.safe, closes.when.safe
        if isinstance(first, datetime) or isinstance(last, datetime) or first <= self.today:
            return ""
        days = f"from {in_words(first)} to {in_words(last)}"
        return f"Examination and report may take place {days}."

    def _has(self, kind: str) -> bool:
        return any(entry.kind == kind for entry in self.entries)

    def _tried(self, kind: str) -> tuple[str, ...]:
        """What the Act says to this happening now; the first way's reasons where no way works."""
        if kind == "order_extended" and (too_early := self._window_is_ahead()):
            return (too_early,)
        at = Moment.at(self.now) if KINDS[kind].takes_time else Moment.of_day(self.today)
        said: tuple[str, ...] = ()
        for way in _WAYS.get(kind, ({},)):
            more = {"examined": self.today.isoformat()} if kind == "order_extended" else {}
            tried = Entry(_TRIED, kind, at, {**way, **more})
            found = story(self.basis, (*self.entries, tried), as_of=self.now)
            if _TRIED not in found.refused:
                return ()
            said = said or found.refused[_TRIED]
        return tuple(reason if reason.endswith(".") else f"{reason}." for reason in said)


def situation(
    order: Order, reader: User | None = None, owners: frozenset[str] | None = None
) -> Situation:
    """The order at this moment, as ``reader`` meets it: two queries."""
    rows, now = ledger(order), timezone.now()
    entries = entries_of(rows)
    basis = basis_of(order, order.patient, considered_before(order))
    found = Situation(order, rows, entries, basis, story(basis, entries, as_of=now), now, reader)
    return found if owners is None else replace(found, owners=owners)


def sent_already(now: Situation, submission: Any, user: User) -> bool:
    """Whether this very form has had its effect: an entry, or a change of particulars."""
    if submission is None:
        return False
    if any(row.submission == submission and row.recorded_by_id == user.pk for row in now.rows):
        return True
    return now.order.patient.revisions.filter(submission=submission, recorded_by=user).exists()
