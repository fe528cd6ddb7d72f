"""How an assessment moves: one table of transitions, and whose move it is in each status.

Standard library only. ``docs/lifecycle.md`` is generated from this table, and for the order from
the arithmetic of the Act (``summary/lifecycle_page.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Turn(Enum):
    """Who has to act next."""

    TEAM = "the team"
    AMHP = "the approved mental health professional"
    RESPONSIBLE_CLINICIAN = "the responsible clinician"
    NOBODY = "nobody"


class Status(Enum):
    WITH_TEAM = "with_team"
    PUT_FORWARD = "put_forward"
    STATED = "stated"
    SEALED = "sealed"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def said(self) -> str:
        """Where an assessment in this status stands, after its name in a sentence."""
        return _SAID[self]

    @property
    def turn(self) -> Turn:
        return _TURN[self]

    @property
    def is_open(self) -> bool:
        """Whether anything may still be recorded in this version."""
        return self not in (Status.SEALED, Status.CLOSED)

    @property
    def is_signed(self) -> bool:
        """Whether a signature stands that a change would void."""
        return self in (Status.PUT_FORWARD, Status.STATED)


_WORDS = {
    Status.WITH_TEAM: "With the team",
    Status.PUT_FORWARD: "Put forward",
    Status.STATED: "AMHP has stated",
    Status.SEALED: "Sealed",
    Status.CLOSED: "Closed",
}

_SAID = {
    Status.WITH_TEAM: "is with the team",
    Status.PUT_FORWARD: "is put forward",
    Status.STATED: "is put forward, and the AMHP has stated",
    Status.SEALED: "is sealed",
    Status.CLOSED: "is closed",
}

_TURN = {
    Status.WITH_TEAM: Turn.TEAM,
    Status.PUT_FORWARD: Turn.AMHP,
    Status.STATED: Turn.RESPONSIBLE_CLINICIAN,
    Status.SEALED: Turn.NOBODY,
    Status.CLOSED: Turn.NOBODY,
}


class Outcome(Enum):
    """What the responsible clinician decides. The three are equal, with equal records."""

    MADE = "made"
    NOT_MADE = "not_made"
    MORE_INFORMATION = "more_information"

    @property
    def words(self) -> str:
        return _OUTCOME_WORDS[self]


_OUTCOME_WORDS = {
    Outcome.MADE: "Decided to make a community treatment order",
    Outcome.NOT_MADE: "Community treatment order not made",
    Outcome.MORE_INFORMATION: "More information needed before deciding",
}


@dataclass(frozen=True)
class Transition:
    """One move: its verb, where from, where to, who makes it, and what it needs in words.

    ``when`` ends the sentence "This can be done ...".
    """

    verb: str
    sources: tuple[Status, ...]
    target: Status
    by: str
    needs: str
    when: str


_OPEN = (Status.WITH_TEAM, Status.PUT_FORWARD, Status.STATED)
_SIGNED = (Status.PUT_FORWARD, Status.STATED)
_WHILE_OPEN = "until it is sealed or closed"
_AFTER_PUT_FORWARD = "after the responsible clinician has put it forward"

TRANSITIONS = (
    Transition(
        "put_forward",
        (Status.WITH_TEAM,),
        Status.PUT_FORWARD,
        "responsible clinician",
        "password; outcome with reasons; for 'made' also everything that blocks it",
        "while it is with the team",
    ),
    Transition(
        "state",
        (Status.PUT_FORWARD,),
        Status.STATED,
        "the AMHP named for the person",
        "password; an answer with reasons to every question; nothing changed since put forward",
        f"{_AFTER_PUT_FORWARD}, and once",
    ),
    Transition(
        "return_to_team",
        _SIGNED,
        Status.WITH_TEAM,
        "whoever changes something, or the responsible clinician",
        "voids what was signed",
        f"{_AFTER_PUT_FORWARD}, until it is sealed",
    ),
    Transition(
        "seal",
        _OPEN,
        Status.SEALED,
        "responsible clinician",
        "password; 'made' only after an AMHP statement that agrees to everything",
        _WHILE_OPEN,
    ),
    Transition(
        "reopen",
        (Status.SEALED,),
        Status.WITH_TEAM,
        "responsible clinician",
        "a correction with a reason, or the return for more information; next version",
        "once it is sealed",
    ),
    Transition(
        "withdraw",
        _OPEN,
        Status.SEALED,
        "responsible clinician",
        "only a correction; the record that it was to replace stands, and may be corrected again",
        _WHILE_OPEN,
    ),
    Transition(
        "close",
        _OPEN,
        Status.CLOSED,
        "responsible clinician",
        "entered in error, or no longer needed, with a reason; not a correction",
        _WHILE_OPEN,
    ),
)


def transition(verb: str) -> Transition:
    """The transition with this verb. Raises ``KeyError`` where there is none."""
    for candidate in TRANSITIONS:
        if candidate.verb == verb:
            return candidate
    raise KeyError(verb)


def reasons_not_to(verb: str, status: Status) -> tuple[str, ...]:
    """Why this move is not open from this status. Empty means that the table allows it."""
    move = transition(verb)
    if status in move.sources:
        return ()
    return (f"This assessment {status.said}. This can be done {move.when}.",)


class ReviewStatus(Enum):
    """How far a review of an order has come (Stage 4)."""

    OPEN = "open"
    SEALED = "sealed"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        return {"open": "Open", "sealed": "Sealed", "closed": "Closed"}[self.value]

    @property
    def turn(self) -> str:
        """Whose move it is, in words."""
        if self is ReviewStatus.OPEN:
            return f"{Turn.TEAM.value}, then {Turn.RESPONSIBLE_CLINICIAN.value}"
        return Turn.NOBODY.value


@dataclass(frozen=True)
class ReviewMove:
    """One move of a review: its verb, where from, where to, who makes it, what it needs."""

    verb: str
    sources: tuple[ReviewStatus, ...]
    target: ReviewStatus
    by: str
    needs: str


REVIEW_MOVES = (
    ReviewMove(
        "seal",
        (ReviewStatus.OPEN,),
        ReviewStatus.SEALED,
        "responsible clinician",
        "password; who was there; why not discharge today; the outcome with reasons",
    ),
    ReviewMove(
        "reopen",
        (ReviewStatus.SEALED,),
        ReviewStatus.OPEN,
        "responsible clinician",
        "a correction with a reason; next version",
    ),
    ReviewMove(
        "close",
        (ReviewStatus.OPEN,),
        ReviewStatus.CLOSED,
        "responsible clinician",
        "entered in error, or no longer needed, with a reason",
    ),
)


def review_move(verb: str) -> ReviewMove:
    """The move with this verb. Raises ``KeyError`` where there is none."""
    return {move.verb: move for move in REVIEW_MOVES}[verb]


def reasons_no_review_move(verb: str, status: ReviewStatus) -> tuple[str, ...]:
    """Why a review cannot make this move now. Empty means that the table allows it."""
    move = review_move(verb)
    if status in move.sources:
        return ()
    when = "once it is sealed" if verb == "reopen" else _WHILE_OPEN
    return (f"This review is {status.words.lower()}. This can be done {when}.",)


OPEN_STATUSES = tuple(status.value for status in _OPEN)


def page() -> str:
    """The first part of ``docs/lifecycle.md``: statuses, whose turn it is in each, every move."""
    lines = [
        "# The life of an assessment",
        "",
        "Generated by `python -m assessments.summary.lifecycle_page`; do not edit.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> with_team: open",
    ]
    for move in TRANSITIONS:
        lines += [
            f"    {source.value} --> {move.target.value}: {move.verb}" for source in move.sources
        ]
    lines += [
        "    closed --> [*]",
        "```",
        "",
        "| status | in words | whose move |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{s.value}` | {s.words} | {s.turn.value} |" for s in Status]
    lines += ["", "| move | from | to | made by | needs |", "| --- | --- | --- | --- | --- |"]
    for move in TRANSITIONS:
        sources = ", ".join(f"`{source.value}`" for source in move.sources)
        lines.append(
            f"| {move.verb} | {sources} | `{move.target.value}` | {move.by} | {move.needs} |"
        )
    lines += ["", "| outcome | in words |", "| --- | --- |"]
    lines += [f"| `{outcome.value}` | {outcome.words} |" for outcome in Outcome]
    return "\n".join((*lines, "", *_review_lines()))


def _review_lines() -> Iterator[str]:
    """The part about reviews: statuses, whose turn it is in each, every move."""
    yield "## The life of a review"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> open: open"
    for move in REVIEW_MOVES:
        for source in move.sources:
            yield f"    {source.value} --> {move.target.value}: {move.verb}"
    yield "    closed --> [*]"
    yield "```"
    yield ""
    yield "| status | in words | whose move |"
    yield "| --- | --- | --- |"
    yield from (f"| `{s.value}` | {s.words} | {s.turn} |" for s in ReviewStatus)
    yield ""
    yield "| move | from | to | made by | needs |"
    yield "| --- | --- | --- | --- | --- |"
    for move in REVIEW_MOVES:
        sources = ", ".join(f"`{source.value}`" for source in move.sources)
        yield f"| {move.verb} | {sources} | `{move.target.value}` | {move.by} | {move.needs} |"
