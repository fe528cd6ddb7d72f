"""The life-line of an order: its periods as bars and its dates as numbered marks, for an SVG.

Positions along the line are percentages, so that the picture fits any width while its words keep
their size. It shows nothing that the page does not also say in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.statute.calendar_words import in_words
from assessments.statute.events import OrderDischarged, OrderRevoked
from assessments.statute.facts import Facts
from assessments.statute.periods import london_day
from assessments.statute.results import Period, Timeline
from assessments.statute.stretches import Stretch, stretches
from assessments.views.scale import Scale, Tick, per_cent, ticks

LEFT, RIGHT = 7.0, 93.0  # per cent; marks beyond the time shown stand outside these
EDGE = 3.0
LANE = 30  # pixels between two rows of marks
TOP = 26  # pixels for the words of the moment that is looked at
CLEAR = 8.0  # per cent between two marks of one row, so that they do not touch on a phone

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


def lifeline(
    facts: Facts, told: Timeline, numbered: Sequence[tuple[date, int]], as_of: datetime
) -> Lifeline | None:
    """The drawing of one timeline; None where there is no order to draw.

    ``numbered`` are the days of the list with their numbers, in its order.
    """
    drawn = list(stretches(told, ended_on(facts, told)))
    if not drawn:
        return None
    scale = Scale(min(s.first for s in drawn), max(s.after for s in drawn), LEFT, RIGHT)
    marks, lanes = placed_marks(scale, numbered)
    line_y = TOP + lanes * LANE + 6
    today = london_day(as_of)
    return Lifeline(
        bars=[_bar(scale, stretch) for stretch in drawn],
        marks=marks,
        ticks=list(ticks(scale)),
        key=[(kind, words) for kind, words in KINDS.items() if kind in {s.kind for s in drawn}],
        beyond=not all(scale.shows(day) for day, _ in numbered),
        now=per_cent(scale.place(today)) if scale.shows(today) else "",
        line_y=line_y,
        height=line_y + 54,
        said=_said(told.periods, drawn),
    )


def ended_on(facts: Facts, told: Timeline) -> date | None:
    """The day of the revocation or discharge that ended the order of these periods."""
    refused = {refusal.index for refusal in told.refused}
    first = told.periods[0].first_day if told.periods else date.max
    days = [
        event.moment.day
        for index, event in enumerate(facts.events)
        if isinstance(event, OrderRevoked | OrderDischarged)
        and index not in refused
        and event.moment.day >= first
    ]
    return days[-1] if days else None


def _bar(scale: Scale, stretch: Stretch) -> Bar:
    x, end = scale.place(stretch.first), scale.place(stretch.after)
    return Bar(stretch.kind, per_cent(x), per_cent(end - x))


def placed_marks(
    scale: Scale, numbered: Sequence[tuple[date, int]], top: int = TOP
) -> tuple[list[Mark], int]:
    """One mark for each day, in as few rows as keep them apart; and how many rows.

    ``top`` is the upper edge of the highest row, in pixels.
    """
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
        Mark(words, per_cent(x), top + (lanes - row - 1) * LANE + LANE // 2, half)
        for words, x, row, half in placed
    ]
    return marks, lanes


def _place_of_mark(scale: Scale, day: date) -> float:
    if scale.shows(day):
        return scale.place(day)
    return EDGE if day < scale.since else 100 - EDGE


def _said(periods: Sequence[Period], drawn: Sequence[Stretch]) -> str:
    """The drawing in one sentence, for whoever does not see it."""
    number = len(periods)
    first, last = min(s.first for s in drawn), max(s.after for s in drawn)
    return (
        f"{number} period{'' if number == 1 else 's'} from {in_words(first)} on, drawn until "
        f"{in_words(last)}. The marks are the dates listed below, by their numbers."
    )
