"""Where an order stands, in words, and where each of its dates comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.models import OrderEvent
from assessments.statute.calendar_words import in_words, moment_in_words
from assessments.statute.forms import period_named
from assessments.statute.ledger import KINDS, STRUCK_OUT, Entry
from assessments.statute.moments import Moment
from assessments.statute.periods import london_day
from assessments.statute.plain_words import DISCHARGED_BY, RECALL_METHODS, STATUSES
from assessments.statute.results import Period, Status, Timeline
from assessments.summary.papers_checked import checked_words
from assessments.summary.recall_clock import RecallClock
from assessments.summary.standing import ORDER_FORMS
from cto.design.words import lower_first, moment

ENDED = (Status.REVOKED, Status.DISCHARGED, Status.EXPIRED)


@dataclass(frozen=True)
class Origin:
    """A fact or a date of the order, and where it comes from: section and working."""

    what: str
    when: str
    source: str
    working: str


@dataclass(frozen=True)
class Standing:
    """The status as one reads it aloud, and what it rests on.

    ``words`` is the status; ``sentences`` say it in full; ``origins`` where each date comes from;
    ``last_entry`` what was recorded last, by whom, when; ``checked`` when somebody last compared
    the entries with the papers. ``warning`` is what must not be overlooked.
    """

    status: Status
    words: str
    sentences: tuple[str, ...]
    origins: tuple[Origin, ...]
    last_entry: str
    checked: str
    warning: str = ""

    @property
    def ended(self) -> bool:
        return self.status in ENDED


def standing(
    nation: str,
    told: Timeline,
    entries: Sequence[Entry],
    rows: Sequence[OrderEvent],
    clock: RecallClock | None,
    now: datetime,
) -> Standing:
    """Where the order stands at ``now``. ``entries`` are those that count in law."""
    held = open_spell(entries, "custody_began", "custody_ended", now)
    words = STATUSES[told.status]
    if held is not None and told.status is Status.IN_FORCE:
        words = "In force, in custody"
    return Standing(
        status=told.status,
        words=words,
        sentences=tuple(_sentences(told, entries, clock, held, now)),
        origins=tuple(_origins(nation, told, entries)),
        last_entry=_last_entry(rows),
        checked=checked_words(rows),
        warning=_warning(told, clock, now),
    )


def open_spell(entries: Sequence[Entry], began: str, ended: str, now: datetime) -> Entry | None:
    """The latest happening of one kind that none of the other had ended by ``now``."""
    by_now = [entry for entry in entries if entry.moment.instant <= now]
    closed = {entry.answers for entry in by_now if entry.kind == ended}
    found = [entry for entry in by_now if entry.kind == began and entry.id not in closed]
    return found[-1] if found else None


def when_said(at: Moment) -> str:
    """ "on 4 May 2027", or "at 10:00 on Tuesday 4 May 2027"."""
    return f"at {moment_in_words(at.instant)}" if at.has_time else f"on {in_words(at.day)}"


def _sentences(
    told: Timeline,
    entries: Sequence[Entry],
    clock: RecallClock | None,
    held: Entry | None,
    now: datetime,
) -> list[str]:
    """The status in full."""
    if told.status in ENDED:
        return [_ended(told, entries)]
    said = []
    if told.status is Status.RECALLED:
        said.append(_recalled(told, entries, clock))
    if told.status is Status.ABSENT:
        said.append(_absent(told, entries, now))
    if held is not None:
        said.append(f"In custody since {in_words(held.moment.day)}.")
    return [*said, _until(told)]


def _ended(told: Timeline, entries: Sequence[Entry]) -> str:
    if told.status is Status.REVOKED:
        last = _last(entries, "order_revoked")
        when = f" {when_said(last.moment)}" if last else ""
        return (
            f"This order has ended: it was revoked{when}. The authority to detain in hospital "
            "began again with that day."
        )
    if told.status is Status.DISCHARGED:
        last = _last(entries, "order_discharged")
        when = f" {when_said(last.moment)}" if last else ""
        who = DISCHARGED_BY.get(str(last.details.get("by", "")), "") if last else ""
        by = f", by the {lower_first(who)}" if who else ""
        return f"This order has ended: the person was discharged from it{when}{by}."
    ends = told.deadlines.get("order_ends")
    if ends is None:
        return "This order has ended."
    day = _day_words(ends.when.safe)
    later = ""
    if ends.when.on != ends.when.safe:
        later = f" (on another reading with {_day_words(ends.when.on)})"
    return f"This order has ended: its last day was {day}{later}, and nothing extended it."


def _recalled(told: Timeline, entries: Sequence[Entry], clock: RecallClock | None) -> str:
    if clock is not None:
        verb = "Back in hospital, detained," if clock.again else "Detained in hospital"
        return f"{verb} since {moment_in_words(clock.began)}."
    served = told.deadlines.get("notice_served")
    notice = _last(entries, "recall_notice")
    method = RECALL_METHODS.get(str(notice.details.get("method", "")), "") if notice else ""
    how = f" ({lower_first(method)})" if method else ""
    when = served.when.safe if served else None
    at = f" at {moment_in_words(when)}" if isinstance(when, datetime) else ""
    return (
        f"The recall notice{how} counted as served{at}. No detention is recorded, so the "
        "72 hours have not begun."
    )


def _absent(told: Timeline, entries: Sequence[Entry], now: datetime) -> str:
    gone = open_spell(entries, "absence_began", "returned", now)
    since = f" since {in_words(gone.moment.day)}" if gone else ""
    until = told.deadlines.get("absence_retake_until")
    limit = f" May be taken and brought back until {_day_words(until.when.safe)}." if until else ""
    return f"Absent without leave{since}.{limit}"


def _until(told: Timeline) -> str:
    """Until when it is in force, with both readings where the law leaves it open."""
    ends = told.deadlines.get("order_ends")
    if ends is None:
        return ""
    safe, on = ends.when.safe, ends.when.on
    if safe == on:
        return f"In force until the end of {_day_words(safe)}, unless it is extended before."
    return (
        f"Treat {_day_words(safe)} as the last day, unless the order is extended before. "
        f"Another reading gives {_day_words(on)}."
    )


def _warning(told: Timeline, clock: RecallClock | None, now: datetime) -> str:
    if clock is not None and clock.over:
        return (
            f"The 72 hours ended at {moment_in_words(clock.must_by)}. Nothing is recorded that "
            "ended the detention: there is no authority to detain under the recall."
        )
    ends = told.deadlines.get("order_ends")
    safe = ends.when.safe if ends else None
    if told.status not in ENDED and isinstance(safe, date) and london_day(now) > safe:
        return (
            f"On the safe reading the order ended with {in_words(safe)}. Only another reading "
            "of the Act keeps it in force. Act as if it had ended."
        )
    return ""


def _origins(nation: str, told: Timeline, entries: Sequence[Entry]) -> list[Origin]:
    """Made, each period, the last day, and how it ended."""
    found = []
    made = _last(entries, "order_made")
    if made is not None:
        words = f"The time on {ORDER_FORMS[nation]}, which completed the order."
        when = moment_in_words(made.moment.instant)
        found.append(Origin("Made", when, "s.17A", words))
    found += [_origin_of(period, nation) for period in told.periods]
    for key, what in (("order_ends", "Last day"), ("detention_ends", "Detention ends")):
        if (deadline := told.deadlines.get(key)) is not None:
            day = _readings(deadline.when.safe, deadline.when.on)
            found.append(Origin(what, day, deadline.source, deadline.working + "."))
    return found


def _origin_of(period: Period, nation: str) -> Origin:
    what = period_named(period.kind, period.report, nation)
    days = f"{in_words(period.first_day)} to {_readings(period.last.safe, period.last.on)}"
    return Origin(what, days, period.source, period.working + ".")


def _readings(safe: date | datetime, on: date | datetime) -> str:
    if safe == on:
        return _day_words(safe)
    return f"{_day_words(safe)} (on another reading {_day_words(on)})"


def _day_words(value: date | datetime) -> str:
    return moment_in_words(value) if isinstance(value, datetime) else in_words(value)


def _last_entry(rows: Sequence[OrderEvent]) -> str:
    """The last entry: what, by whom, when. A status fed by hand is as fresh as this."""
    last = rows[-1]
    what = "Struck out" if last.kind == STRUCK_OUT else KINDS[last.kind].title
    return f"{moment(last.recorded_at)}, by {last.recorded_by.name}: {lower_first(what)}"


def _last(entries: Sequence[Entry], kind: str) -> Entry | None:
    found = [entry for entry in entries if entry.kind == kind]
    return found[-1] if found else None
