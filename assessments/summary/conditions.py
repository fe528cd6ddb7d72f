"""Conditions as their pages show them: in order, numbered, with comments and what came before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from assessments import guideline
from assessments.models import Assessment, Condition
from assessments.statute import conditions as law
from assessments.summary.versions import in_order

TITLES = {factor.key: factor.title for factor in guideline.factors_of("condition")} | {
    "condition.additional": "The team’s own condition"
}
PARTS = (
    ("rationale", "Why necessary or appropriate"),
    ("beneficial", "How far beneficial"),
    ("enforceable", "How far enforceable"),
    ("support", "Support offered"),
    ("patient_view", "The person’s view"),
)


@dataclass(frozen=True)
class Locked:
    """A mandatory condition (s.17B(3)). ``paper`` is the guideline's name for it, if it has one."""

    number: int
    of: int
    title: str
    wording: str
    plain: str
    source: str
    paper: str


@dataclass(frozen=True)
class Wording:
    """One version of a discretionary condition; ``parts`` are its labelled reasons, none empty."""

    row: str
    wording: str
    purposes: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    by: str
    at: datetime
    withdrawn: bool
    withdrawn_reason: str


@dataclass(frozen=True)
class Remark:
    """What the wording check says, once, of every place in the wording to which it applies."""

    title: str
    words: tuple[str, ...]
    consider: str
    source: str


@dataclass(frozen=True)
class Proposed:
    """A discretionary condition (s.17B(2)). ``number`` is 0 once it is withdrawn.

    ``wanting`` names what is still to be said about it; ``remarks`` are those of the wording
    check.
    """

    thread: str
    key: str
    title: str
    number: int
    of: int
    now: Wording
    earlier: tuple[Wording, ...]
    remarks: tuple[Remark, ...]
    wanting: tuple[str, ...]


@dataclass(frozen=True)
class Conditions:
    """All conditions of one assessment. ``offered`` are keys that do not stand already."""

    locked: tuple[Locked, ...]
    standing: tuple[Proposed, ...]
    withdrawn: tuple[Proposed, ...]
    offered: tuple[guideline.OfferedCondition, ...]

    def thread(self, thread: object) -> Proposed | None:
        """The condition of this thread, standing or withdrawn; None where there is none."""
        every = (*self.standing, *self.withdrawn)
        return next((each for each in every if each.thread == str(thread)), None)


def conditions_of(assessment: Assessment) -> Conditions:
    """The conditions of this assessment in the order of printing: one query."""
    threads = defaultdict(list)
    for row in Condition.objects.filter(assessment=assessment).select_related("recorded_by"):
        threads[row.thread].append(row)
    lines = sorted((in_order(rows) for rows in threads.values()), key=lambda r: r[-1].position)
    standing = [line for line in lines if not line[-1].withdrawn]
    total = len(law.MANDATORY) + len(standing)
    taken = {line[-1].key for line in standing}
    return Conditions(
        locked=tuple(
            _locked(condition, number, total, assessment.patient.called)
            for number, condition in enumerate(law.MANDATORY, start=1)
        ),
        standing=tuple(
            _proposed(line, number, total)
            for number, line in enumerate(standing, start=len(law.MANDATORY) + 1)
        ),
        withdrawn=tuple(_proposed(line, 0, total) for line in lines if line[-1].withdrawn),
        offered=tuple(o for o in guideline.OFFERED_CONDITIONS if o.key not in taken),
    )


def remarks(comments: Iterable[law.Comment]) -> tuple[Remark, ...]:
    """Comments that say the same of several words put together, in the order of the wording."""
    said = defaultdict(list)
    for comment in comments:
        said[(comment.title, comment.consider, comment.source)].append(comment.words)
    return tuple(
        Remark(title, tuple(dict.fromkeys(words)), consider, source)
        for (title, consider, source), words in said.items()
    )


def _locked(condition: law.MandatoryCondition, number: int, of: int, person: str) -> Locked:
    paper = guideline.factor(condition.guideline_key).title if condition.guideline_key else ""
    return Locked(
        number=number,
        of=of,
        title=condition.title,
        wording=condition.wording(person),
        plain=condition.plain,
        source=condition.source,
        paper=paper,
    )


def _proposed(line: list[Condition], number: int, of: int) -> Proposed:
    *earlier, now = line
    return Proposed(
        thread=str(now.thread),
        key=now.key,
        title=TITLES.get(now.key, now.key),
        number=number,
        of=of,
        now=_wording(now),
        earlier=tuple(_wording(row) for row in earlier),
        remarks=remarks(law.comments_on(now.wording, purposes=now.purposes)),
        wanting=_wanting(now),
    )


def _wording(row: Condition) -> Wording:
    return Wording(
        row=str(row.pk),
        wording=row.wording,
        purposes=tuple(
            f"{law.purpose(key).text} ({law.purpose(key).source})" for key in row.purposes
        ),
        parts=tuple((label, getattr(row, name)) for name, label in PARTS if getattr(row, name)),
        by=row.recorded_by.name,
        at=timezone.localtime(row.recorded_at),
        withdrawn=row.withdrawn,
        withdrawn_reason=row.withdrawn_reason,
    )


def _wanting(row: Condition) -> tuple[str, ...]:
    missing = [] if row.purposes else ["what it is for"]
    names = {
        "rationale": "why it is necessary or appropriate",
        "beneficial": "how far it is beneficial",
        "enforceable": "how far it is enforceable",
        "support": "the support offered",
        "patient_view": "the person’s view",
    }
    return (*missing, *(words for name, words in names.items() if not getattr(row, name)))
