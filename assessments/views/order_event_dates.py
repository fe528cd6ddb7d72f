"""An order's dates before and after an entry that is not recorded yet, side by side in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.statute.duties import DUTIES
from assessments.statute.plain_words import DEADLINES, STATUSES
from assessments.statute.results import Timeline
from assessments.statute.timeline import AnyDeadline
from assessments.summary.orders import Preview
from assessments.views.dated import BEGINNINGS, when_words

NONE = "None"
UNCHANGED = "Unchanged"


@dataclass(frozen=True)
class Side:
    """One deadline before and after; ``change`` says in words what becomes of it."""

    title: str
    before: str
    after: str
    change: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        return self.title, self.before, self.after, self.change


@dataclass(frozen=True)
class Reason:
    """Why a deadline is new or has moved; ``debate`` where the law leaves it open."""

    title: str
    working: str
    source: str
    debate: str


@dataclass(frozen=True)
class Compared:
    """The whole comparison: changed rows first, then those that stay. ``changed`` and ``same`` are
    the two in cells; of what stays, one day says it all.
    """

    rows: tuple[Side, ...]
    why: tuple[Reason, ...]
    debatable: tuple[str, ...]
    head: tuple[str, ...] = ("Date", "Before", "After", "What changes")
    same_head: tuple[str, ...] = ("Date", "Stays")

    @property
    def changed(self) -> list[tuple[str, str, str, str]]:
        return [row.cells for row in self.rows if row.change != UNCHANGED]

    @property
    def same(self) -> list[tuple[str, str]]:
        return [(row.title, row.after) for row in self.rows if row.change == UNCHANGED]


def compared(found: Preview) -> Compared:
    """Status and every deadline of either side."""
    before, after = found.before, found.after
    rows = [_status(before, after)]
    keys = [key for key in DEADLINES if key in before.deadlines or key in after.deadlines]
    rows += [_side(key, found) for key in keys]
    return Compared(
        rows=tuple(sorted(rows, key=lambda row: row.change == UNCHANGED)),
        why=tuple(_reasons(before, after)),
        debatable=tuple(_debatable(after)),
    )


def _status(before: Timeline, after: Timeline) -> Side:
    was, now = STATUSES[before.status], STATUSES[after.status]
    change = UNCHANGED if was == now else f"Changes from “{was}” to “{now}”"
    return Side("Status now", was, now, change)


def _side(key: str, found: Preview) -> Side:
    """A day that stays may still be that of a duty which is done with this entry."""
    title = DEADLINES[key].title
    before, after = (told.deadlines.get(key) for told in (found.before, found.after))
    if before is None or after is None:
        change = "New" if before is None else "No longer applies"
        return Side(title, _words(before), _words(after), change)
    was, now = before.when, after.when
    change = UNCHANGED
    if was.safe != now.safe:
        change = f"Moved from {when_words(was.safe)} to {when_words(now.safe)}"
    elif was.debatable != now.debatable:
        change = "Now debatable" if now.debatable else "No longer debatable"
    elif key in DUTIES and DUTIES[key].all_day:
        pass  # nothing has to be done by it: it is where waiting begins
    elif key in found.done:
        change = "Unchanged, and done with this"
    elif key in found.to_do:
        change = "Unchanged, and to be done"
    return Side(title, _words(before), _words(after), change)


def _words(deadline: AnyDeadline | None) -> str:
    """The safe reading; said to be that where there is more than one."""
    if deadline is None:
        return NONE
    said = when_words(deadline.when.safe)
    return f"{said} (debatable; the safe reading)" if deadline.when.debatable else said


def _reasons(before: Timeline, after: Timeline) -> Iterator[Reason]:
    """For each date that is new or has moved: how it was worked out."""
    for key, words in DEADLINES.items():
        deadline, was = after.deadlines.get(key), before.deadlines.get(key)
        if deadline is None or (was is not None and was.when == deadline.when):
            continue
        debate = words.debate if deadline.when.debatable else ""
        yield Reason(words.title, deadline.working, deadline.source, debate)


def _debatable(after: Timeline) -> Iterator[str]:
    """What to act on where the law leaves a date open."""
    for key, words in DEADLINES.items():
        deadline = after.deadlines.get(key)
        if deadline is None or not deadline.when.debatable:
            continue
        safe, on = deadline.when.safe, deadline.when.on
        verb = "Act from" if key in BEGINNINGS else "Act on"
        other = f" Another reading gives {when_words(on)}." if on != safe else ""
        yield f"{words.title}: debatable. {verb} {when_words(safe)}.{other} {words.debate}"
