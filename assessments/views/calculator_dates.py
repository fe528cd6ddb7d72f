"""What the calculator found, in the words and the order in which its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from assessments.forms.calculator import CalculatorForm, Entry
from assessments.statute import rules
from assessments.statute.calendar_words import in_words, moment_in_words, with_weekday
from assessments.statute.facts import Facts
from assessments.statute.periods import london_day
from assessments.statute.plain_words import DEADLINES, STATUSES, event_title
from assessments.statute.results import Period, Refusal, Status, Timeline
from assessments.statute.timeline import AnyDeadline, timeline
from assessments.views.lifeline import Lifeline, lifeline

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
AS_LAW_STANDS = "by the law in force"
WITHOUT_EVENT = "without what you just added"


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


@dataclass(frozen=True)
class LeftOut:
    """An event that the law does not allow, with every reason; ``anchor`` is its place above."""

    title: str
    anchor: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Everything that the page shows of one calculation."""

    status: str
    colour: str
    as_of: str
    periods: list[tuple[str, str, str]]
    dates: list[Dated]
    left_out: list[LeftOut]
    than: str = ""
    gone: list[str] = field(default_factory=list)
    pretended: str = ""
    line: Lifeline | None = None
    period_head: tuple[str, ...] = ("Period", "First day", "Last day")


def found(form: CalculatorForm, now: datetime, just_added: Sequence[Entry] = ()) -> Found | None:
    """What follows from the form, or None while the order is not known.

    What changed is marked: against the form without ``just_added``, or else, where the 2025 Act
    is pretended, against the law in force.
    """
    facts = form.facts()
    if facts is None:
        return None
    told = timeline(facts, now=now)
    other, than = _compared_with(form, facts, just_added)
    before = timeline(other, now=now).deadlines if other else told.deadlines
    as_of = facts.as_of or now
    dates = list(_dates(told, before, than, london_day(as_of)))
    return Found(
        status=STATUSES[told.status],
        colour=COLOURS[told.status],
        as_of=moment_in_words(as_of.replace(second=0, microsecond=0)),
        periods=[_period(period) for period in told.periods],
        dates=dates,
        left_out=list(_left_out(form, told)),
        than=than,
        gone=[
            f"{DEADLINES[key].title}: {_when(deadline.when.safe)}"
            for key, deadline in before.items()
            if key not in told.deadlines
        ],
        pretended=in_words(facts.mha_2025_from) if facts.mha_2025_from else "",
        line=lifeline(facts, told, [(one.day, one.number) for one in dates], as_of),
    )


def _compared_with(
    form: CalculatorForm, facts: Facts, just_added: Sequence[Entry]
) -> tuple[Facts | None, str]:
    if just_added:
        return form.facts(without=just_added), WITHOUT_EVENT
    if facts.mha_2025_from:
        return form.facts(pretend=False), AS_LAW_STANDS
    return None, ""


def _dates(
    told: Timeline, before: dict[str, AnyDeadline], than: str, as_of: date
) -> Iterator[Dated]:
    """The deadlines in the order of the days to act on; on one day in the contract's order."""
    order = list(DEADLINES)
    placed = sorted(
        told.deadlines.items(), key=lambda item: (_day(item[1].when.safe), order.index(item[0]))
    )
    for number, (key, deadline) in enumerate(placed, 1):
        said, when = DEADLINES[key], deadline.when
        yield Dated(
            number=number,
            key=key,
            title=said.title,
            means=said.means,
            verb="Act from" if key in BEGINNINGS else "Act on",
            act=_when(when.safe),
            day=_day(when.safe),
            distance=_distance(_day(when.safe), as_of),
            otherwise=_when(when.on) if when.on != when.safe else "",
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
    return f"Changed. {than[:1].upper()}{than[1:]}: {_when(before.when.safe)}"


def _when(value: date | datetime) -> str:
    return moment_in_words(value) if isinstance(value, datetime) else with_weekday(value)


def _day(value: date | datetime) -> date:
    return london_day(value) if isinstance(value, datetime) else value


def _distance(day: date, as_of: date) -> str:
    days = (day - as_of).days
    if days in (0, 1, -1):
        return {0: "the same day", 1: "1 day later", -1: "1 day before"}[days]
    return f"{days:,} days later" if days > 0 else f"{-days:,} days before"


def _period(period: Period) -> tuple[str, str, str]:
    """What it is, first day, last day: the safe one where it is debatable."""
    kind = "First period" if period.kind == "first" else f"Extension ({period.report})"
    last = in_words(period.last.safe)
    if period.last.on != period.last.safe:
        last += f" (otherwise {in_words(period.last.on)})"
    return kind, in_words(period.first_day), last


def _left_out(form: CalculatorForm, told: Timeline) -> Iterator[LeftOut]:
    entries = form.whole_entries()
    for refusal in told.refused:
        entry = _entry_of(refusal, entries)
        if entry is None:
            yield LeftOut("The order itself", "order", refusal.reasons)
        else:
            title = event_title(entry.event, form.cleaned_data["nation"])
            yield LeftOut(title, entry.anchor, refusal.reasons)


def _entry_of(refusal: Refusal, entries: Sequence[Entry]) -> Entry | None:
    """The event on the page; None for the order itself, which is the first of the facts."""
    return entries[refusal.index - 1] if refusal.index else None


@dataclass(frozen=True)
class Checked:
    """When the rules were last compared with the published law, and what to say if long ago."""

    on: str
    warning: str


def checked(today: date) -> Checked:
    """The state of the rules on a day."""
    on = in_words(rules.RULES_CHECKED_TO)
    warning = ""
    if rules.rules_are_too_old(today):
        warning = (
            f"The rules were last checked on {on}, more than {rules.RULES_REFUSE_AFTER_DAYS} days "
            "ago. Do not rely on these dates: work each one out from the Act as it now stands."
        )
    elif rules.rules_are_old(today):
        warning = (
            f"The rules were last checked on {on}, more than {rules.RULES_WARN_AFTER_DAYS} days "
            "ago. The law may have changed since: check each date against the Act."
        )
    return Checked(on, warning)
