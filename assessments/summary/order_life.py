"""What a life-line shows, as a list: every stretch and every single day of an order's life.

The drawing and the table beside it are made from the same list, so that they say the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.statute.calendar_words import in_words, moment_in_words
from assessments.statute.ledger import KINDS, Entry
from assessments.statute.moments import Moment
from assessments.statute.periods import london_day, next_day
from assessments.statute.plain_words import DEADLINES
from assessments.statute.results import Timeline
from assessments.statute.sections import POWERS
from assessments.statute.stretches import as_day, stretches
from cto.design.words import lower_first

ORDER, RECALL, AWAY, EVENTS = "order", "recall", "away", "events"
REVIEWS, AHEAD, APART = "reviews", "ahead", "apart"
LANES = {
    AHEAD: "Mental Health Act dates ahead",
    ORDER: "The order",
    RECALL: "Recall to hospital",
    AWAY: "Absence and custody",
    EVENTS: "Tribunal, managers, nearest relative",
    REVIEWS: "Local reviews",
    APART: "Other powers, apart from the order",
}
STRETCH_WORDS = {
    "before": "Detained before the order",
    "first": "First period",
    "extension": "Extension",
    "moved": "Kept in force by absence or custody",
    "window": "Window for extending",
    "detention": "Detention after revocation",
}
# Happenings of one day, and the lane they stand in.
POINTS = {
    "recall_notice": RECALL,
    "recall_transfer": RECALL,
    "application_made": EVENTS,
    "hearing_listed": EVENTS,
    "tribunal_considered": EVENTS,
    "managers_considered": EVENTS,
    "nearest_relative_notice": EVENTS,
    "barring_report": EVENTS,
    "cto8_report": AWAY,
    "police_contact": APART,
}
# Spells: what begins them, what ends them, and the lane.
SPELLS = {
    "absence_began": ("returned", AWAY, "Absent without leave", "absence"),
    "custody_began": ("custody_ended", AWAY, "In custody", "custody"),
    "admission_began": ("admission_ended", APART, "In hospital under another power", "admission"),
}
_POWERS = {power.key: power.label for power in POWERS}
RECALL_ENDED = ("recall_release", "order_revoked")


@dataclass(frozen=True)
class Piece:
    """One thing on the line. ``after`` is the day after its last; None for a single day.

    ``when`` and ``words`` are what is read; ``number`` is that of a deadline in the list.
    ``going_on``: it has begun and has no end yet, so that it is drawn until today.
    """

    lane: str
    kind: str
    first: date
    after: date | None
    when: str
    words: str
    number: int = 0
    going_on: bool = False


@dataclass(frozen=True)
class ReviewDay:
    """A local review: the day on which it was held or is due, in words."""

    day: date
    words: str
    ahead: bool


def pieces(
    told: Timeline,
    entries: Sequence[Entry],
    *,
    detained_since: tuple[str, date] | None,
    reviews: Sequence[ReviewDay],
    numbered: Sequence[tuple[str, int]],
    clock_ends: datetime | None,
    today: date,
) -> tuple[Piece, ...]:
    """Everything on the line by its first day, lane by lane.

    ``detained_since`` is the section and the day before the order, ``numbered`` the deadlines that
    lie ahead with their numbers in the list, ``clock_ends`` the end of a detention still running.
    """
    found = [
        *_periods(told, entries, detained_since),
        *_recalls(entries, clock_ends),
        *_spells(entries, today),
        *_points(entries),
        *(_review(one) for one in reviews),
        *_ahead(told, numbered),
    ]
    places = list(LANES)
    return tuple(sorted(found, key=lambda one: (places.index(one.lane), one.first)))


def power_words(key: str) -> str:
    """ "Section 136": a power of the Act by its key, without what it is for; or what was typed."""
    if key in _POWERS:
        return _POWERS[key].split(",")[0]
    return f"Section {key}" if key[:1].isdigit() else key


def ended_on(entries: Sequence[Entry]) -> date | None:
    """The day of the revocation or discharge, where there was one."""
    days = [e.moment.day for e in entries if e.kind in ("order_revoked", "order_discharged")]
    return days[-1] if days else None


def _periods(
    told: Timeline, entries: Sequence[Entry], before: tuple[str, date] | None
) -> Iterator[Piece]:
    made = next((e.moment.day for e in entries if e.kind == "order_made"), None)
    if before is not None and made is not None and before[1] < made:
        words = f"{STRETCH_WORDS['before']}, {lower_first(power_words(before[0]))}"
        yield _span(ORDER, "before", before[1], made, words)
    for one in stretches(told, ended_on(entries)):
        yield _span(ORDER, one.kind, one.first, one.after, STRETCH_WORDS[one.kind])
    for entry in entries:
        if entry.kind in ("order_extended", "order_revoked", "order_discharged"):
            yield _point(ORDER, entry)


def _recalls(entries: Sequence[Entry], ends: datetime | None) -> Iterator[Piece]:
    """Each detention after recall, from its beginning to release, revocation or the 72nd hour."""
    began: Entry | None = None
    for entry in sorted(entries, key=lambda one: one.moment.instant):
        if entry.kind == "recall_detention":
            began = entry
        elif entry.kind in RECALL_ENDED and began is not None:
            words = f"Detained after recall, until {KINDS[entry.kind].title.lower()}"
            yield _moments(RECALL, "recall", began.moment, entry.moment, words)
            began = None
    if began is not None:
        last = london_day(ends) if ends else began.moment.day
        yield Piece(
            RECALL,
            "recall",
            began.moment.day,
            next_day(max(last, began.moment.day)),
            f"since {_said(began.moment)}",
            "Detained after recall",
            going_on=ends is not None,
        )


def _spells(entries: Sequence[Entry], today: date) -> Iterator[Piece]:
    ends: Mapping[Any, Entry] = {e.answers: e for e in entries if e.answers is not None}
    for entry in entries:
        if entry.kind not in SPELLS:
            continue
        closing, lane, words, kind = SPELLS[entry.kind]
        if power := entry.details.get("power"):
            words = f"{words}: {power_words(str(power))}"
        end = ends.get(entry.id)
        if end is not None and end.kind == closing:
            yield _moments(lane, kind, entry.moment, end.moment, words)
        else:
            after = next_day(max(today, entry.moment.day))
            since = f"since {_said(entry.moment)}"
            yield Piece(lane, kind, entry.moment.day, after, since, words, going_on=True)


def _points(entries: Sequence[Entry]) -> Iterator[Piece]:
    for entry in entries:
        if entry.kind in POINTS:
            yield _point(POINTS[entry.kind], entry)


def _point(lane: str, entry: Entry) -> Piece:
    words = KINDS[entry.kind].title
    if power := entry.details.get("power"):
        words = f"{words}: {power_words(str(power))}"
    kind = "police" if lane == APART else "event"
    return Piece(lane, kind, entry.moment.day, None, _said(entry.moment), words)


def _review(one: ReviewDay) -> Piece:
    kind = "review_ahead" if one.ahead else "review"
    return Piece(REVIEWS, kind, one.day, None, in_words(one.day), one.words)


def _ahead(told: Timeline, numbered: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    for key, number in numbered:
        safe = told.deadlines[key].when.safe
        when = moment_in_words(safe) if isinstance(safe, datetime) else in_words(safe)
        words = f"{DEADLINES[key].title} (number {number})"
        yield Piece(AHEAD, "deadline", as_day(safe), None, when, words, number)


def _moments(lane: str, kind: str, first: Moment, last: Moment, words: str) -> Piece:
    when = f"{_said(first)} to {_said(last)}"
    return Piece(lane, kind, first.day, next_day(max(first.day, last.day)), when, words)


def _span(lane: str, kind: str, first: date, after: date, words: str) -> Piece:
    last = in_words(date.fromordinal(after.toordinal() - 1))
    return Piece(lane, kind, first, after, f"{in_words(first)} to {last}", words)


def _said(at: Moment) -> str:
    return moment_in_words(at.instant) if at.has_time else in_words(at.day)
