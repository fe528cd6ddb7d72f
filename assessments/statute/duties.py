"""What somebody has to do by a day: the deadlines that are duties, and which are done.

A deadline of the Act is a duty where somebody must act on it. The rest (a window that opens, the
person's own right to apply) is shown and is nobody's job. A duty is done when the ledger says so:
by the happening that the Act itself looks for, or by an entry that names the duty and its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    over, nobody can say that it is done.
    """

    owner: str
    ended_by: tuple[str, ...] = ()
    after: str = ""
    once_past: bool = False


# What ends a duty counts only where it comes after the latest happening named in ``after``.
DUTIES: Mapping[str, Kept] = MappingProxyType(
    {
        "order_ends": Kept(RESPONSIBLE_CLINICIAN, once_past=True),
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
    found = []
    last = _last_day(timeline)
    for key, kept in DUTIES.items():
        deadline = timeline.deadlines.get(key)
        if deadline is None:
            continue
        safe = deadline.when.safe
        at = safe if isinstance(safe, datetime) else None
        day = london_day(safe) if isinstance(safe, datetime) else safe
        if last is not None and day > last:
            continue
        if not (_ended(kept, entries) or _named_done(key, day, entries)):
            found.append(Duty(key, day, at, deadline.when.debatable, kept.owner))
    return tuple(sorted(found, key=lambda duty: (duty.due_on, duty.key)))


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
    """The last day of the order on the later reading; None where the law has ended it before."""
    ends = timeline.deadlines.get("order_ends")
    on = ends.when.on if ends else None
    return on if isinstance(on, date) and timeline.status is not Status.DISCHARGED else None


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
