"""The calculator's shortcuts: "What if recalled on Friday at 17:00, through the letterbox?"

Each adds events to the form, for the user to adjust. Where a step needs others before it (only a
patient who is detained after a recall can have the order revoked), the shortest story that the law
allows is added.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from assessments.forms.calculator import CalculatorForm
from assessments.statute.events import AT_ADDRESS, FIRST_CLASS_POST, IN_HAND, RecallDetention
from assessments.statute.moments import NotWellFormed
from assessments.statute.periods import LONDON, london_day
from assessments.statute.timeline import timeline

Step = dict[str, str | date | datetime]
Story = list[Step]

FRIDAY, FIVE_O_CLOCK = 4, 17
METHODS = {
    "recalled_by_post": FIRST_CLASS_POST,
    "recalled_at_address": AT_ADDRESS,
    "recalled_in_hand": IN_HAND,
}
WHAT_IFS = {
    "recalled_by_post": "Recalled on Friday at 17:00, by first-class post",
    "recalled_at_address": "Recalled on Friday at 17:00, through the letterbox",
    "recalled_in_hand": "Recalled on Friday at 17:00, handed over",
    "revoked": "Order revoked",
    "absent": "Absent from today",
}


def story(what: str, form: CalculatorForm, now: datetime) -> Story:
    """The events that a shortcut adds. Raises KeyError for one that does not exist."""
    looked_at = form.cleaned_data.get("as_of") or now
    if not isinstance(looked_at, datetime):
        looked_at = datetime(looked_at.year, looked_at.month, looked_at.day, tzinfo=LONDON)
    at = looked_at.astimezone(UTC).replace(second=0, microsecond=0)
    if what not in METHODS:
        at = max(at, _latest_of_recall(form, now) or at)
    stories = _stories(what, at)
    return next((each for each in stories if _allowed(each, form, now)), stories[-1])


def _latest_of_recall(form: CalculatorForm, now: datetime) -> datetime | None:
    """When the form's recall got as far as it got: what follows from it cannot come before."""
    facts = form.facts()
    if facts is None:
        return None
    served = timeline(facts, now=now).deadlines.get("notice_served")
    moments = [event.at.instant for event in facts.events if isinstance(event, RecallDetention)]
    if served is not None and isinstance(served.when.on, datetime):
        moments.append(served.when.on)
    return max(moments, default=None)


def _stories(what: str, at: datetime) -> list[Story]:
    """The ways to tell it, the shortest first."""
    if what in METHODS:
        return [[_recall(METHODS[what], next_friday(at))]]
    recall = _recall(IN_HAND, at)
    if what == "absent":
        away: Step = {"event": "absence", "first_day": london_day(at)}
        return [[away], [recall, away]]
    hour = timedelta(hours=1)
    if what != "revoked":
        raise KeyError(what)
    return [
        [{"event": "order_revoked", "at": at}],
        [_detained(at), {"event": "order_revoked", "at": at + hour}],
        [recall, _detained(at + hour), {"event": "order_revoked", "at": at + 2 * hour}],
    ]


def next_friday(at: datetime) -> datetime:
    """The first Friday at 17:00 in London that is not before a moment."""
    local = at.astimezone(LONDON)
    day = local.date() + timedelta(days=(FRIDAY - local.weekday()) % 7)
    friday = datetime(day.year, day.month, day.day, FIVE_O_CLOCK, tzinfo=LONDON)
    if friday.astimezone(UTC) < at:
        day += timedelta(days=7)
        friday = datetime(day.year, day.month, day.day, FIVE_O_CLOCK, tzinfo=LONDON)
    return friday.astimezone(UTC)


def _recall(method: str, at: datetime) -> Step:
    return {"event": "recall_notice", "method": method, "at": at, "ground": "treatment_needed"}


def _detained(at: datetime) -> Step:
    return {"event": "recall_detention", "at": at}


def _allowed(steps: Sequence[Step], form: CalculatorForm, now: datetime) -> bool:
    """Whether the law allows every step, and still all that the form holds already."""
    try:
        without, facts = form.facts(), form.facts(more=steps)
    except NotWellFormed:  # past the last day of the calendar: the form will say so
        return False
    if without is None or facts is None:
        return False
    before = {refusal.index for refusal in timeline(without, now=now).refused}
    return {refusal.index for refusal in timeline(facts, now=now).refused} <= before
