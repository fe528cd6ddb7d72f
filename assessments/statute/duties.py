"""What somebody has to do by a day: the deadlines that are duties, and which are done.

A deadline of the Act is a duty where somebody must act on it. The rest (a window that opens, the
person's own right to apply) is shown and is nobody's job. A hearing that is listed is the office's
to see through, and a notice that is served is the responsible clinician's until the person has
arrived. A duty is done when the ledger says so:
by the happening that the Act itself looks for, or by an entry that names the duty and its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from .ledger import Entry
from .periods import london_day
from .results import Status, Timeline

RESPONSIBLE_CLINICIAN = "responsible_clinician"
MANAGERS = "managers"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of duty: who owes it, and the happenings that end it. ``once_past``: before its day is
    over, nobody can say that it is done. ``all_day``: a moment of its day from which something
    may be expected is no moment by which it must be done.
    """

    owner: str
    ended_by: tuple[str, ...] = ()
    after: str = ""
    once_past: bool = False
    all_day: bool = False


HEARING = "tribunal_hearing"
"""The one duty that stands in no Act: the day for which the tribunal listed the case."""

# What ends a duty counts only where it comes after the latest happening named in ``after``.
DUTIES: Mapping[str, Kept] = MappingProxyType(
    {
        "order_ends": Kept(RESPONSIBLE_CLINICIAN, once_past=True),
        "notice_served": Kept(
            RESPONSIBLE_CLINICIAN,
            ("recall_detention", "recall_release", "absence_began"),
            "recall_notice",
            all_day=True,
        ),
        "recall_ends": Kept(
            RESPONSIBLE_CLINICIAN, ("recall_release", "order_revoked"), "recall_detention"
        ),
        "absence_retake_until": Kept(RESPONSIBLE_CLINICIAN, ("returned",), "absence_began"),
        "cto8_due": Kept(RESPONSIBLE_CLINICIAN, ("cto8_report", "order_revoked"), "returned"),
        "detention_ends": Kept(RESPONSIBLE_CLINICIAN),
        "reference_after_revocation": Kept(MANAGERS),
        "reference_six_months": Kept(MANAGERS),
        "reference_long_stop": Kept(MANAGERS),
        "part_4a_certificate": Kept(RESPONSIBLE_CLINICIAN),
        "barring_report_by": Kept(
            RESPONSIBLE_CLINICIAN,
            ("barring_report", "order_discharged", "notice_withdrawn"),
            "nearest_relative_notice",
        ),
        HEARING: Kept(MANAGERS, ("tribunal_considered", "application_withdrawn"), "hearing_listed"),
    }
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that is not done. ``due_on`` is the safe day in London, ``due_at`` the safe moment
    where the law counts hours; ``owner`` one of the two above.
    """

    key: str
    due_on: date
    due_at: datetime | None
    debatable: bool
    owner: str


def duties(timeline: Timeline, entries: Sequence[Entry]) -> tuple[Duty, ...]:
    """What has to be done on an order, the earliest first. ``entries`` are those that stand.

    What would fall due only after the last day of the order is no duty: an extension brings it
    back. What fell due before stays one, also when the order has expired.
    """
    found = [*_of_the_act(timeline, entries), *_hearing(timeline, entries)]
    last = _last_day(timeline)
    open_ones = (
        duty
        for duty in found
        if (last is None or duty.due_on <= last) and not _named_done(duty.key, duty.due_on, entries)
    )
    return tuple(sorted(open_ones, key=lambda duty: (duty.due_on, duty.key)))


def _of_the_act(timeline: Timeline, entries: Sequence[Entry]) -> Iterator[Duty]:
    """The deadlines that somebody must act on and no happening has ended."""
    for key, kept in DUTIES.items():
        deadline = timeline.deadlines.get(key)
        if deadline is None or _ended(kept, entries):
            continue
        safe = deadline.when.safe
        at = safe if isinstance(safe, datetime) and not kept.all_day else None
        day = london_day(safe) if isinstance(safe, datetime) else safe
        yield Duty(key, day, at, deadline.when.debatable, kept.owner)


def _hearing(timeline: Timeline, entries: Sequence[Entry]) -> Iterator[Duty]:
    """The last hearing that is listed before the tribunal, until it is settled.

    It is by a decision of its day or later, or by what the ledger says after the listing: a
    decision or a withdrawal may come before the day that was listed.
    """
    listed = [
        (entry.moment.day, place)
        for place, entry in enumerate(entries)
        if entry.kind == "hearing_listed" and entry.details.get("before") == "tribunal"
    ]
    if not listed or timeline.status is Status.DISCHARGED:
        return
    day, place = max(listed)
    kept = DUTIES[HEARING]
    over = any(entry.kind in kept.ended_by for entry in entries[place + 1 :]) or any(
        entry.kind == "tribunal_considered" and entry.moment.day >= day for entry in entries
    )
    if not over:
        yield Duty(HEARING, day, None, debatable=False, owner=kept.owner)


def to_note(timeline: Timeline, entries: Sequence[Entry], now: datetime) -> tuple[Duty, ...]:
    """The duties of which somebody may say at ``now`` that they are done.

    Those that no happening of their own ends, and those whose day has passed, which the Act lets
    nothing end any more.
    """
    return tuple(duty for duty in duties(timeline, entries) if _may_be_noted(duty, now))


def _may_be_noted(duty: Duty, now: datetime) -> bool:
    kept = DUTIES[duty.key]
    late = duty.due_at < now if duty.due_at else duty.due_on < london_day(now)
    return late or not (kept.ended_by or kept.once_past)


def _last_day(timeline: Timeline) -> date | None:
    """The last day of the order on the later reading; None where the law has ended it before.

    While the patient is absent the order may come to last as long as they may be taken (s.21(2)).
    """
    if timeline.status is Status.DISCHARGED:
        return None
    found = (timeline.deadlines.get(key) for key in ("order_ends", "absence_retake_until"))
    days = [one.when.on for one in found if one and isinstance(one.when.on, date)]
    return max(days) if "order_ends" in timeline.deadlines else None


def _ended(kept: Kept, entries: Sequence[Entry]) -> bool:
    """Whether the happening that the duty waits for came, at or after what began it."""
    if not kept.ended_by:
        return False
    began = [entry.moment for entry in entries if entry.kind == kept.after]
    latest = max((moment.instant for moment in began), default=None)
    first_day = max((moment.day for moment in began), default=None)
    for entry in entries:
        if entry.kind not in kept.ended_by:
            continue
        if latest is None or first_day is None or entry.moment.instant >= latest:
            return True
        if not entry.moment.has_time and entry.moment.day >= first_day:
            return True
    return False


def _named_done(key: str, day: date, entries: Sequence[Entry]) -> bool:
    """Whether an entry says that this duty, due on this day, was done."""
    return any(
        entry.kind == "duty_done"
        and entry.details.get("duty") == key
        and entry.details.get("due_on") == day.isoformat()
        for entry in entries
    )
