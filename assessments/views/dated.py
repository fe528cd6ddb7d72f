"""Deadlines in the words and the order in which pages show them, each with its reasons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assessments.statute.calendar_words import moment_in_words, with_weekday
from assessments.statute.plain_words import DEADLINES
from assessments.statute.results import Status, Timeline
from assessments.statute.stretches import as_day
from assessments.statute.timeline import AnyDeadline

COLOURS = {
    Status.NOT_MADE: "grey",
    Status.IN_FORCE: "green",
    Status.RECALLED: "orange",
    Status.ABSENT: "orange",
    Status.REVOKED: "red",
    Status.DISCHARGED: "grey",
    Status.EXPIRED: "red",
}
# From these on something is allowed; by all others something must be done, or ends.
BEGINNINGS = {"extension_window_opens", "application_window_opens", "notice_served"}


@dataclass(frozen=True)
class Dated:
    """One deadline. ``verb`` and ``act`` give the safe reading: "Act on", and the day.

    ``otherwise`` is the reading that comes first in the arithmetic, where it is another.
    """

    number: int
    key: str
    title: str
    means: str
    verb: str
    act: str
    day: date
    distance: str
    otherwise: str
    debatable: bool
    debate: str
    rule: str
    working: str
    source: str
    change: str


def dated(
    told: Timeline,
    as_of: date,
    *,
    before: dict[str, AnyDeadline] | None = None,
    than: str = "",
    distance: Callable[[date, date], str] | None = None,
) -> Iterator[Dated]:
    """The deadlines in the order of the days to act on; on one day in the contract's order.

    ``before`` are the deadlines without the change that is looked at, and ``than`` says what that
    is: what differs is marked. ``distance`` says how far a day lies from ``as_of``.
    """
    before = told.deadlines if before is None else before
    order = list(DEADLINES)
    placed = sorted(
        told.deadlines.items(), key=lambda item: (as_day(item[1].when.safe), order.index(item[0]))
    )
    for number, (key, deadline) in enumerate(placed, 1):
        said, when = DEADLINES[key], deadline.when
        yield Dated(
            number=number,
            key=key,
            title=said.title,
            means=said.means,
            verb="Act from" if key in BEGINNINGS else "Act on",
            act=when_words(when.safe),
            day=as_day(when.safe),
            distance=(distance or later_or_before)(as_day(when.safe), as_of),
            otherwise=when_words(when.on) if when.on != when.safe else "",
            debatable=when.debatable,
            debate=said.debate,
            rule=said.rule,
            working=deadline.working,
            source=deadline.source,
            change=_change(deadline, before.get(key), than),
        )


def _change(deadline: AnyDeadline, before: AnyDeadline | None, than: str) -> str:
    """What is different: "Changed; without what you just added: 19 April 2027", or nothing."""
    if before is None:
        return "New" if than else ""
    if before.when.safe == deadline.when.safe:
        return ""
    return f"Changed. {than[:1].upper()}{than[1:]}: {when_words(before.when.safe)}"


def when_words(value: date | datetime) -> str:
    """ "Friday 20 November 2026", or "10:00 on Friday 20 November 2026"."""
    return moment_in_words(value) if isinstance(value, datetime) else with_weekday(value)


def later_or_before(day: date, as_of: date) -> str:
    """ "12 days later", "the same day"."""
    days = (day - as_of).days
    if days in (0, 1, -1):
        return {0: "the same day", 1: "1 day later", -1: "1 day before"}[days]
    return f"{days:,} days later" if days > 0 else f"{-days:,} days before"


def ahead_or_ago(day: date, today: date) -> str:
    """ "in 12 days", "today", "3 days ago"."""
    days = (day - today).days
    if days in (0, 1, -1):
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"
