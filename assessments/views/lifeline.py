"""The life-line of an order: its periods as bars and its dates as numbered marks, for an SVG.

Positions along the line are percentages, so that the picture fits any width while its words keep
their size. It shows nothing that the page does not also say in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.statute.calendar_words import in_words
from assessments.statute.events import OrderDischarged, OrderRevoked
from assessments.statute.facts import Facts
from assessments.statute.periods import end_of_month, london_day, next_day
from assessments.statute.results import Period, Timeline

LEFT, RIGHT = 7.0, 93.0  # per cent; marks beyond the time shown stand outside these
EDGE = 3.0
LANE = 30  # pixels between two rows of marks
TOP = 26  # pixels for the words of the moment that is looked at
CLEAR = 8.0  # per cent between two marks of one row, so that they do not touch on a phone
MOST_TICKS = 4
CLEAR_OF_EDGES = 10.0  # per cent, so that no name of a month is cut off on a phone
TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


# The kinds of stretches of time, with their words below the drawing.
KINDS = {
    "first": "First period",
    "extension": "Extension",
    "moved": "Kept in force by absence or custody",
    "window": "Window for extending",
    "detention": "Detention after revocation",
}


@dataclass(frozen=True)
class Bar:
    """A stretch of time of one of ``KINDS``."""

    kind: str
    x: str
    width: str

    @property
    def top(self) -> int:
        """Pixels below the line's upper edge: the window lies over the period's lower part."""
        return 10 if self.kind == "window" else 0

    @property
    def height(self) -> int:
        """Pixels."""
        return 8 if self.kind == "window" else 18


@dataclass(frozen=True)
class Mark:
    """The dates of one day, by their numbers in the list: "3" or "3–5"."""

    words: str
    x: str
    y: int
    half: int

    @property
    def width(self) -> int:
        """Pixels."""
        return 2 * self.half


@dataclass(frozen=True)
class Tick:
    """The first of a month, with its name."""

    x: str
    words: str


@dataclass(frozen=True)
class Lifeline:
    """All that the drawing needs; lengths without a sign are pixels."""

    bars: list[Bar]
    marks: list[Mark]
    ticks: list[Tick]
    key: list[tuple[str, str]]
    beyond: bool
    now: str
    line_y: int
    height: int
    said: str

    @property
    def foot(self) -> int:
        """The lower edge of the bars."""
        return self.line_y + 18


@dataclass(frozen=True)
class Scale:
    """From a day to its place. ``until`` is the day after the last that is shown."""

    since: date
    until: date

    def place(self, day: date) -> float:
        """Per cent from the left."""
        share = (day - self.since).days / (self.until - self.since).days
        return LEFT + share * (RIGHT - LEFT)

    def shows(self, day: date) -> bool:
        """Whether the day is within the time shown."""
        return self.since <= day <= self.until


def lifeline(
    facts: Facts, told: Timeline, numbered: Sequence[tuple[date, int]], as_of: datetime
) -> Lifeline | None:
    """The drawing of one timeline; None where there is no order to draw.

    ``numbered`` are the days of the list with their numbers, in its order.
    """
    stretches = list(_stretches(facts, told))
    if not stretches:
        return None
    scale = Scale(min(s[1] for s in stretches), max(s[2] for s in stretches))
    marks, lanes = _marks(scale, numbered)
    line_y = TOP + lanes * LANE + 6
    today = london_day(as_of)
    return Lifeline(
        bars=[_bar(scale, *stretch) for stretch in stretches],
        marks=marks,
        ticks=list(_ticks(scale)),
        key=[(kind, words) for kind, words in KINDS.items() if kind in {s[0] for s in stretches}],
        beyond=not all(scale.shows(day) for day, _ in numbered),
        now=_per_cent(scale.place(today)) if scale.shows(today) else "",
        line_y=line_y,
        height=line_y + 54,
        said=_said(told.periods, stretches),
    )


Stretch = tuple[str, date, date]  # kind, first day, and the day after the last


def _stretches(facts: Facts, told: Timeline) -> Iterator[Stretch]:
    """The periods until the end, what moved it, the window, and the detention that revived."""
    if not told.periods:
        return
    ended = _ended_on(facts, told)
    due = told.deadlines.get("order_ends")
    if due is not None:
        ended = next_day(_as_day(due.when.on))
    for period in told.periods:
        after = next_day(period.last.on)
        if ended is None or period.first_day < ended:
            yield period.kind, period.first_day, min(after, ended or after)
    last = next_day(told.periods[-1].last.on)
    if due is not None and ended is not None and ended > last:
        yield "moved", last, ended
    opens = told.deadlines.get("extension_window_opens")
    closes = told.deadlines.get("extension_window_closes")
    if opens is not None and closes is not None:
        yield "window", _as_day(opens.when.on), next_day(_as_day(closes.when.on))
    revived = told.deadlines.get("detention_ends")
    if revived is not None and ended is not None:
        yield "detention", ended, next_day(_as_day(revived.when.on))


def _ended_on(facts: Facts, told: Timeline) -> date | None:
    """The day of the revocation or discharge that ended the order of these periods."""
    refused = {refusal.index for refusal in told.refused}
    first = told.periods[0].first_day
    days = [
        event.moment.day
        for index, event in enumerate(facts.events)
        if isinstance(event, OrderRevoked | OrderDischarged)
        and index not in refused
        and event.moment.day >= first
    ]
    return max(days[-1], next_day(first)) if days else None


def _as_day(value: date | datetime) -> date:
    return london_day(value) if isinstance(value, datetime) else value


def _bar(scale: Scale, kind: str, first: date, after: date) -> Bar:
    x, end = scale.place(first), scale.place(after)
    return Bar(kind, _per_cent(x), _per_cent(end - x))


def _marks(scale: Scale, numbered: Sequence[tuple[date, int]]) -> tuple[list[Mark], int]:
    """One mark for each day, in as few rows as keep them apart; and how many rows."""
    places: dict[float, list[int]] = {}
    for day, number in numbered:
        places.setdefault(_place_of_mark(scale, day), []).append(number)
    rows: list[float] = []  # where the last mark of each row stands
    placed = []
    for x, numbers in sorted(places.items()):
        words = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
        wide = len(words) > 2
        row = next((r for r, last in enumerate(rows) if x - last >= CLEAR), len(rows))
        rows[row : row + 1] = [x + (5 if wide else 0)]
        placed.append((words, x, row, 12 + 3 * max(len(words) - 2, 0)))
    lanes = len(rows)
    marks = [
        Mark(words, _per_cent(x), TOP + (lanes - row - 1) * LANE + LANE // 2, half)
        for words, x, row, half in placed
    ]
    return marks, lanes


def _place_of_mark(scale: Scale, day: date) -> float:
    if scale.shows(day):
        return scale.place(day)
    return EDGE if day < scale.since else 100 - EDGE


def _ticks(scale: Scale) -> Iterator[Tick]:
    """The first days of months, evenly spaced and never more than fit on a phone."""
    first = next_day(end_of_month(scale.since))
    months = (scale.until.year - first.year) * 12 + scale.until.month - first.month
    step = next((s for s in TICK_MONTHS if months // s < MOST_TICKS), TICK_MONTHS[-1])
    for ahead in range(0, months + 1, step):
        year, month = divmod(first.year * 12 + first.month - 1 + ahead, 12)
        x = scale.place(date(year, month + 1, 1))
        if CLEAR_OF_EDGES <= x <= 100 - CLEAR_OF_EDGES:
            yield Tick(_per_cent(x), f"{_MONTHS[month]} {year}")


def _per_cent(value: float) -> str:
    return f"{value:.2f}%"


def _said(periods: Sequence[Period], stretches: Sequence[Stretch]) -> str:
    """The drawing in one sentence, for whoever does not see it."""
    number = len(periods)
    first, last = min(s[1] for s in stretches), max(s[2] for s in stretches)
    return (
        f"{number} period{'' if number == 1 else 's'} from {in_words(first)} on, drawn until "
        f"{in_words(last)}. The marks are the dates listed below, by their numbers."
    )
