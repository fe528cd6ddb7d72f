"""``docs/lifecycle.md``: the assessment's moves from their table, the order's from the arithmetic.

Nobody wrote down which happening leads an order from one status to another: it follows from the
law. So each happening is tried on a sample order in each status, and the page tells what came of
it. ``python -m assessments.summary.lifecycle_page`` prints it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assessments import lifecycle
from assessments.statute.ledger import KINDS, Basis, Entry, story
from assessments.statute.moments import Moment
from assessments.statute.plain_words import STATUSES
from assessments.statute.results import Status
from assessments.statute.rules import NATIONS

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MADE = datetime(2026, 10, 20, 10, tzinfo=UTC)
NOTICE = datetime(2026, 12, 1, 10, tzinfo=UTC)
BASIS = Basis(
    nation=NATIONS["england"],
    date_of_birth=date(1990, 6, 17),
    treatment_admission=date(2026, 8, 1),
    first_medication=date(2026, 8, 1),
)
# What a happening needs beside its day, in the simplest form that the law allows.
DETAILS: Mapping[str, Mapping[str, Any]] = {
    "order_extended": {"examined": "2027-03-01"},
    "recall_notice": {"method": "in_hand", "ground": "treatment_needed"},
    "order_discharged": {"by": "responsible_clinician"},
    "application_made": {"section": "66(1)(ca)"},
    "nearest_relative_notice": {"method": "in_hand"},
}


def _entry(kind: str, at: datetime, answers: Any = None) -> Entry:
    needs_day = not KINDS[kind].takes_time
    moment = Moment.of_day(at.date()) if needs_day else Moment.at(at)
    return Entry(kind, kind, moment, DETAILS.get(kind, {}), answers)


_MADE = _entry("order_made", MADE)
_RECALLED = (_MADE, _entry("recall_notice", NOTICE))
_DETAINED = (*_RECALLED, _entry("recall_detention", NOTICE + HOUR))
# In each status the ledgers of sample orders, and the moment at which they are looked at.
SAMPLES: Mapping[Status, tuple[tuple[tuple[Entry, ...], datetime], ...]] = {
    Status.NOT_MADE: (((), MADE - DAY),),
    Status.IN_FORCE: (((_MADE,), NOTICE), ((_MADE,), datetime(2027, 3, 1, 12, tzinfo=UTC))),
    Status.RECALLED: ((_RECALLED, NOTICE + HOUR), (_DETAINED, NOTICE + 2 * HOUR)),
    Status.ABSENT: (((*_RECALLED, _entry("absence_began", NOTICE)), NOTICE + DAY),),
    Status.REVOKED: (
        ((*_DETAINED, _entry("order_revoked", NOTICE + 2 * HOUR)), NOTICE + 3 * HOUR),
    ),
    Status.DISCHARGED: (((_MADE, _entry("order_discharged", NOTICE)), NOTICE + DAY),),
    Status.EXPIRED: (((_MADE,), datetime(2027, 5, 1, 12, tzinfo=UTC)),),
}
# How long an order is watched without anything happening, and in which steps.
WATCHED, STEP = timedelta(days=420), timedelta(hours=6)


def moves() -> dict[tuple[Status, Status], list[str]]:
    """From one status to another: the titles of the happenings that lead there, or time alone."""
    found: dict[tuple[Status, Status], list[str]] = {}
    for status, samples in SAMPLES.items():
        for entries, now in samples:
            for target, title in (*_by_happenings(status, entries, now), *_by_time(entries, now)):
                titles = found.setdefault((status, target), [])
                if target is not status and title not in titles:
                    titles.append(title)
    return {move: titles for move, titles in found.items() if titles}


def page() -> str:
    """The whole page: assessment, review and order."""
    return "\n".join((lifecycle.page(), "", *_order()))


def _order() -> Iterator[str]:
    yield "## The life of an order"
    yield ""
    yield (
        "An order is a ledger of what happened (`assessments/statute/ledger.py`). Its status is "
        "never set: it follows from the ledger and the moment asked about. This part was found by "
        "trying each happening on an order in each status; happenings that are not named leave "
        "the status as it is, or the law does not allow them there."
    )
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {Status.NOT_MADE.value}"
    for (source, target), titles in moves().items():
        yield f"    {source.value} --> {target.value}: {'; '.join(titles)}"
    yield "```"
    yield ""
    yield "| status | in words |"
    yield "| --- | --- |"
    yield from (f"| `{status.value}` | {words} |" for status, words in STATUSES.items())
    yield ""
    yield "| from | to | by |"
    yield "| --- | --- | --- |"
    for (source, target), titles in moves().items():
        yield f"| `{source.value}` | `{target.value}` | {'; '.join(titles)} |"


def _by_happenings(
    status: Status, entries: tuple[Entry, ...], now: datetime
) -> Iterator[tuple[Status, str]]:
    for key, kind in KINDS.items():
        if not (kind.event or kind.closes) or (key == "order_made") != (status is Status.NOT_MADE):
            continue
        answers = next((entry.id for entry in entries if entry.kind == kind.answers), None)
        if kind.answers and answers is None:
            continue
        new = _entry(key, now + HOUR, answers)
        new = Entry("new", new.kind, new.moment, new.details, new.answers)
        found = story(BASIS, (*entries, new), as_of=now + DAY)
        if not found.refused:
            yield found.timeline.status, kind.title


def _by_time(entries: tuple[Entry, ...], now: datetime) -> Iterator[tuple[Status, str]]:
    """The first other status that comes when nothing more is recorded."""
    before = story(BASIS, entries, as_of=now).timeline.status
    for step in range(WATCHED // STEP):
        after = story(BASIS, entries, as_of=now + step * STEP).timeline.status
        if after is not before:
            yield after, "time alone"
            return


if __name__ == "__main__":
    print(page())  # noqa: T201
