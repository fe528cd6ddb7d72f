"""The 72 hours of a recall, as the ward reads them: since when, how long still, until when.

Detention after a recall lasts at most 72 hours from when it begins in hospital; by then the
person is released or the order revoked (s.17F(4) to (6)). The hours run through nights, weekends
and clock changes; absence can make them begin anew (s.21(4)).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assessments.statute.duties import duties
from assessments.statute.ledger import Entry
from assessments.statute.periods import next_day, start_of_day
from assessments.statute.results import Timeline
from assessments.statute.rules import law_on

RECALL = "recall_ends"
MINUTES = 60


@dataclass(frozen=True)
class RecallClock:
    """A detention after recall that nothing has ended. All moments are aware.

    ``must_by`` is the safe moment by which the person is released or the order revoked;
    ``otherwise`` the later one, where a reading of the law allows it. ``order_ends_first``: the
    order itself ends before the hours do. ``again``: the hours began anew with a return.
    """

    began: datetime
    must_by: datetime
    now: datetime
    otherwise: datetime | None
    order_ends_first: bool
    again: bool
    absent: bool
    working: str
    source: str

    @property
    def over(self) -> bool:
        """Whether the time has passed and nothing is recorded that ended the detention."""
        return self.now > self.must_by

    @property
    def left(self) -> str:
        """ "43 hours left", "2 hours 5 minutes left", or how far over."""
        span = abs(self.must_by - self.now)
        return f"{in_hours(span)} {'over the limit' if self.over else 'left'}"


def in_hours(span: timedelta) -> str:
    """ "43 hours"; with minutes in the last hours, where they matter."""
    minutes = int(span.total_seconds()) // MINUTES
    hours, rest = divmod(minutes, MINUTES)
    said = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest and hours < 12:
        said.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(said) or "less than a minute"


def recall_clock(
    told: Timeline, entries: Sequence[Entry], *, made_on: date, now: datetime, absent: bool
) -> RecallClock | None:
    """The clock that is running or has run over; None where no detention is open."""
    found = told.deadlines.get(RECALL)
    if found is None or RECALL not in {duty.key for duty in duties(told, entries)}:
        return None
    end, safe = found.when.on, found.when.safe
    if not isinstance(end, datetime) or not isinstance(safe, datetime):
        return None
    began = end.astimezone(UTC) - timedelta(hours=law_on(made_on).recall_hours)
    detained = {entry.moment.instant for entry in entries if entry.kind == "recall_detention"}
    last = _order_over(told)
    return RecallClock(
        began=began,
        must_by=min(safe, last) if last else safe,
        now=now,
        otherwise=end if end != safe else None,
        order_ends_first=last is not None and last < safe,
        again=began not in detained,
        absent=absent,
        working=found.working,
        source=found.source,
    )


def _order_over(told: Timeline) -> datetime | None:
    """The moment from which the order itself gives no authority, on the safe reading."""
    ends = told.deadlines.get("order_ends")
    safe = ends.when.safe if ends else None
    return start_of_day(next_day(safe)) if isinstance(safe, date) else None
