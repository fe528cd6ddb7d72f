"""The life-line of an order as a drawing: one row for each kind of thing, one line of time.

Made of the same list as the table beside it (``summary.order_life``). Shapes tell the kinds apart
on paper without colour. Lengths along the line are percentages, the others pixels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.statute.calendar_words import in_words
from assessments.summary.order_life import AHEAD, APART, LANES, ORDER, STRETCH_WORDS, Piece
from assessments.views.lifeline import LANE, Mark, placed_marks
from assessments.views.scale import Scale, Tick, per_cent, ticks

LEFT, RIGHT = 4.0, 96.0
TOP = 24  # for the word "Today"
TITLE = 20  # for a row's name
ROW = 46
FOOT = 34  # for the names of the months
BAR, THIN = 16, 8
BEFORE = timedelta(days=150)  # how much of a detention before the order is drawn
AFTER = timedelta(days=20)
NARROWEST = 0.8  # per cent: a day in hospital is still seen
EDGE = 12.0

KEY = STRETCH_WORDS | {
    "recall": "Detained after recall",
    "absence": "Absent without leave",
    "custody": "In custody",
    "admission": "In hospital under another power",
    "event": "Something that happened",
    "police": "Contact with the police",
    "review": "Review held",
    "review_ahead": "Review due",
}


# Patterns that tell stretches of time apart on paper; the others are plain, see the style sheet.
PATTERNS = {
    "before": "url(#life-hatch)",
    "detention": "url(#life-back)",
    "moved": "url(#life-dots)",
    "window": "url(#life-window)",
}
# The shapes of single days, drawn once and used by name.
SHAPES = {"review": "held", "review_ahead": "ahead", "police": "square", "event": "diamond"}


@dataclass(frozen=True)
class Bar:
    """A stretch of time; ``fill`` is the pattern of its kind, empty where it is plain."""

    kind: str
    x: str
    width: str
    y: int
    height: int
    fill: str


@dataclass(frozen=True)
class Dot:
    """A single day, and its shape."""

    kind: str
    x: str
    y: int
    shape: str


@dataclass(frozen=True)
class Sample:
    """One line of the key: a stretch with its pattern, or a shape."""

    kind: str
    words: str
    fill: str
    shape: str


@dataclass(frozen=True)
class Row:
    """One kind of thing; ``y`` is the upper edge. ``apart``: outside the Act's arithmetic."""

    title: str
    y: int
    apart: bool
    height: int = ROW - 4

    @property
    def text_y(self) -> int:
        return self.y + 15


@dataclass(frozen=True)
class OrderLine:
    """All that the drawing needs."""

    rows: list[Row]
    bars: list[Bar]
    dots: list[Dot]
    marks: list[Mark]
    ticks: list[Tick]
    key: list[Sample]
    today: str
    today_anchor: str
    stem: int
    foot: int
    height: int
    said: str
    beyond: bool

    @property
    def tick_y(self) -> int:
        return self.foot + 22


def order_line(pieces: Sequence[Piece], today: date, *, ended: bool) -> OrderLine | None:
    """The drawing; None where there is nothing to draw."""
    scale = _scale(pieces, today, ended=ended)
    if scale is None:
        return None
    ahead = [(piece.first, piece.number) for piece in pieces if piece.lane == AHEAD]
    marks, lanes = placed_marks(scale, ahead, TOP + TITLE)
    y = TOP + (TITLE + lanes * LANE + 8 if ahead else 0)
    rows = [Row(LANES[AHEAD], TOP - 2, apart=False)] if ahead else []
    stem = y + TITLE
    bars: list[Bar] = []
    dots: list[Dot] = []
    for lane, title in LANES.items():
        here = [piece for piece in pieces if piece.lane == lane]
        if lane == AHEAD or not here:
            continue
        rows.append(Row(title, y, apart=lane == APART))
        for piece in here:
            _place(piece, scale, y + TITLE, bars, dots)
        y += ROW
    return OrderLine(
        rows=rows,
        bars=bars,
        dots=dots,
        marks=marks,
        ticks=list(ticks(scale)),
        key=_key(bars, dots),
        today=per_cent(scale.place(today)) if scale.shows(today) else "",
        today_anchor=_anchor(scale.place(today)),
        stem=stem,
        foot=y,
        height=y + FOOT,
        said=_said(scale),
        beyond=any(not scale.shows(day) for day, _ in ahead),
    )


def _scale(pieces: Sequence[Piece], today: date, *, ended: bool) -> Scale | None:
    """From shortly before the order to the last thing that began, lasts or was agreed.

    Dates of the Act that lie far ahead do not stretch it: they stand at its edge.
    """
    shown = [piece for piece in pieces if piece.lane != AHEAD]
    made = [piece.first for piece in shown if piece.lane == ORDER and piece.kind == "first"]
    if not made:
        return None
    firsts = [max(piece.first, made[0] - BEFORE) for piece in shown]
    lasts = [piece.after or piece.first for piece in shown]
    if not ended:
        lasts.append(today)
    return Scale(min(firsts), max(lasts) + AFTER, LEFT, RIGHT)


def _place(piece: Piece, scale: Scale, y: int, bars: list[Bar], dots: list[Dot]) -> None:
    x = scale.place(scale.within(piece.first))
    if piece.after is None:
        dots.append(Dot(piece.kind, per_cent(x), y + BAR // 2, SHAPES[piece.kind]))
        return
    width = max(scale.place(scale.within(piece.after)) - x, NARROWEST)
    thin = piece.kind == "window"
    top, height = (y + BAR - THIN, THIN) if thin else (y, BAR)
    fill = PATTERNS.get(piece.kind, "")
    bars.append(Bar(piece.kind, per_cent(x), per_cent(width), top, height, fill))


def _key(bars: Sequence[Bar], dots: Sequence[Dot]) -> list[Sample]:
    shown = {bar.kind for bar in bars} | {dot.kind for dot in dots}
    return [
        Sample(kind, words, PATTERNS.get(kind, ""), SHAPES.get(kind, ""))
        for kind, words in KEY.items()
        if kind in shown
    ]


def _anchor(x: float) -> str:
    if x < EDGE:
        return "start"
    return "end" if x > 100 - EDGE else "middle"


def _said(scale: Scale) -> str:
    """The drawing in a sentence, for whoever does not see it."""
    return (
        f"Everything that happened from {in_words(scale.since)} to {in_words(scale.until)}, one "
        "row for each kind of thing. The table below says the same in words."
    )
