"""The 72-hour bar: what anyone on the ward sees at a glance, and the same in a sentence."""

from dataclasses import dataclass
from datetime import datetime

from assessments.statute.periods import LONDON
from assessments.summary.recall_clock import RecallClock
from cto.design.words import moment

LIMIT_WHEN_OVER = 70.0  # per cent: where the 72nd hour stands once it has passed
EDGE = 22.0
QUARTERS = (("24 hours", 24), ("48 hours", 48))
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class RecallBar:
    """The drawing of a recall's clock. Places and lengths are per cent of the bar."""

    headline: str
    sentence: str
    notes: tuple[str, ...]
    over: bool
    elapsed: str
    limit: str
    beyond: str
    now: str
    now_anchor: str
    began_words: str
    now_words: str
    limit_words: str
    hours: tuple[tuple[str, str], ...]
    working: str
    source: str


def recall_bar(clock: RecallClock) -> RecallBar:
    """The bar as it stands at the clock's own moment."""
    whole = (clock.must_by - clock.began).total_seconds() or 1.0
    share = (clock.now - clock.began).total_seconds() / whole
    limit = LIMIT_WHEN_OVER if clock.over else 100.0
    elapsed = limit if clock.over else max(0.0, min(share, 1.0)) * 100
    now = 100.0 if clock.over else elapsed
    began = "Back" if clock.again else "Detained"
    return RecallBar(
        headline=clock.left[:1].upper() + clock.left[1:],
        sentence=_sentence(clock, began),
        notes=tuple(_notes(clock)),
        over=clock.over,
        elapsed=_per_cent(elapsed),
        limit=_per_cent(limit),
        beyond=_per_cent(100 - limit),
        now=_per_cent(now),
        now_anchor=_anchor(now),
        began_words=f"{began} {short(clock.began)}",
        now_words=f"Now {short(clock.now)}",
        limit_words=f"{'Ended' if clock.over else 'Until'} {short(clock.must_by)}",
        hours=tuple(
            (words, _per_cent(hours * 3600 / whole * limit))
            for words, hours in QUARTERS
            if hours * 3600 < whole
        ),
        working=clock.working,
        source=clock.source,
    )


def _sentence(clock: RecallClock, began: str) -> str:
    since = f"{began} {moment(clock.began)}"
    must = "must be released or the order revoked by"
    if clock.over:
        must = "had to be released or the order revoked by"
    return f"{since} · now {moment(clock.now)}, {clock.left} · {must} {moment(clock.must_by)}."


def _notes(clock: RecallClock) -> list[str]:
    notes = []
    if clock.absent:
        notes.append("The person is absent from hospital now.")
    if clock.order_ends_first:
        notes.append("The order itself ends before the 72 hours do, and the authority with it.")
    if clock.otherwise is not None:
        notes.append(
            f"Debatable: another reading gives {moment(clock.otherwise)}. The earlier is safe."
        )
    return notes


def short(at: datetime) -> str:
    """ "Mon 09:00", by the London clock."""
    local = at.astimezone(LONDON)
    return f"{_DAYS[local.weekday()]} {local:%H:%M}"


def _per_cent(value: float) -> str:
    return f"{value:.2f}%"


def _anchor(x: float) -> str:
    if x < EDGE:
        return "start"
    return "end" if x > 100 - EDGE else "middle"
