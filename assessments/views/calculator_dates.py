"""What the calculator found, in the words and the order in which its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from assessments.forms.calculator import CalculatorForm, Entry
from assessments.statute import rules
from assessments.statute.calendar_words import in_words, moment_in_words
from assessments.statute.facts import Facts
from assessments.statute.forms import period_named
from assessments.statute.periods import london_day
from assessments.statute.plain_words import DEADLINES, STATUSES, event_title
from assessments.statute.results import Period, Refusal, Timeline
from assessments.statute.timeline import timeline
from assessments.views.dated import COLOURS, Dated, dated, when_words
from assessments.views.lifeline import Lifeline, lifeline

AS_LAW_STANDS = "by the law in force"
WITHOUT_EVENT = "without what you just added"


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
    dates = list(dated(told, london_day(as_of), before=before, than=than))
    return Found(
        status=STATUSES[told.status],
        colour=COLOURS[told.status],
        as_of=moment_in_words(as_of.replace(second=0, microsecond=0)),
        periods=[_period(period, facts.nation.key) for period in told.periods],
        dates=dates,
        left_out=list(_left_out(form, told)),
        than=than,
        gone=[
            f"{DEADLINES[key].title}: {when_words(deadline.when.safe)}"
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


def _period(period: Period, nation: str) -> tuple[str, str, str]:
    """What it is, first day, last day: the safe one where it is debatable."""
    kind = period_named(period.kind, period.report, nation)
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
