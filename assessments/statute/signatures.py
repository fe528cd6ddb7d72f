"""Who signs, and in which order: the responsible clinician puts forward, the AMHP states, the
responsible clinician seals.

s.17A(4): the responsible clinician is of the opinion that the criteria are met, and the approved
mental health professional states in writing that they agree and that the order is appropriate.
s.17B(2): conditions that the law does not set need that professional's agreement too. The two are
different people, because a doctor cannot be an AMHP (s.114(2)) and an agreement takes two.

Every function returns sentences; empty means that nothing stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

MADE = "made"
NOT_MADE = "not_made"
MORE_INFORMATION = "more_information"
OUTCOMES = (MADE, NOT_MADE, MORE_INFORMATION)


@dataclass(frozen=True)
class Signer:
    """Someone who signs, with the roles that count. ``id`` tells people apart."""

    id: str
    name: str
    is_approved_clinician: bool = False
    is_responsible_clinician: bool = False
    """Of this person, not of anyone."""
    is_amhp: bool = False
    """Approved as one (s.114(1))."""
    is_named_amhp: bool = False
    """The one named for this person."""


@dataclass(frozen=True)
class Signature:
    """A signature on a content: ``content`` is the hash of what was signed."""

    by: Signer
    at: datetime
    content: str = ""


@dataclass(frozen=True)
class Statement(Signature):
    """The AMHP's statement. An answer is True, False or None (not answered).

    ``conditions`` holds one answer for each discretionary condition that was put forward.
    """

    criteria_met: bool | None = None
    order_appropriate: bool | None = None
    conditions: Mapping[str, bool | None] = field(default_factory=dict)


def _check(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise ValueError(f"Unknown outcome {outcome!r}")


def reasons_not_to_put_forward(by: Signer, *, outcome: str) -> tuple[str, ...]:
    """Why this person may not put an opinion forward (s.17A(4)(a), s.34(1))."""
    _check(outcome)
    reasons = []
    if not by.is_responsible_clinician:
        reasons.append("Only this person's responsible clinician can put the decision forward.")
    if outcome == MADE:
        reasons += _reasons_no_order_by(by)
    return tuple(reasons)


def _reasons_no_order_by(by: Signer) -> list[str]:
    if by.is_approved_clinician:
        return []
    return [f"{by.name} is not recorded as an approved clinician, and cannot make an order."]


def reasons_not_to_state(by: Signer, put_forward: Signature | None) -> tuple[str, ...]:
    """Why this person may not give the AMHP's statement (s.17A(4)(b), s.114)."""
    reasons = []
    if not by.is_amhp:
        reasons.append(f"{by.name} is not recorded as an approved mental health professional.")
    if not by.is_named_amhp:
        reasons.append("Only the approved mental health professional named for this person states.")
    if put_forward is None:
        reasons.append("Wait until the responsible clinician has put the decision forward.")
    elif put_forward.by.id == by.id:
        reasons.append("Whoever put the decision forward cannot also give the statement on it.")
    return tuple(reasons)


def reasons_in_statement(statement: Statement | None, conditions: Iterable[str]) -> tuple[str, ...]:
    """Why the statement does not support an order: an answer that is missing, or is no.

    ``conditions`` are the discretionary conditions put forward, by the keys of
    ``Statement.conditions`` (s.17A(4)(b), s.17B(2)).
    """
    if statement is None:
        return ("The approved mental health professional has not given a statement yet.",)
    answers = [
        (statement.criteria_met, "whether all five criteria are met", "that the criteria are met"),
        (
            statement.order_appropriate,
            "whether the order is appropriate",
            "that the order is appropriate",
        ),
    ]
    answers += [
        (statement.conditions.get(key), "about every condition", "to every condition")
        for key in conditions
    ]
    reasons = []
    for answer, missing, disagreed in answers:
        if answer is None:
            reasons.append(f"The approved mental health professional has not said {missing}.")
        elif answer is False:
            reasons.append(f"The approved mental health professional does not agree {disagreed}.")
    return tuple(dict.fromkeys(reasons))


def reasons_not_to_seal(
    by: Signer,
    *,
    outcome: str,
    put_forward: Signature | None,
    statement: Statement | None = None,
    conditions: Iterable[str] = (),
) -> tuple[str, ...]:
    """Why this person may not seal this outcome now.

    "Made" needs all three signatures, in order, on the same content. The other outcomes are the
    responsible clinician's alone; the statement is invited, and the record prints its absence.
    """
    _check(outcome)
    reasons = []
    if not by.is_responsible_clinician:
        reasons.append("Only this person's responsible clinician can seal the decision.")
    if outcome != MADE:
        return tuple(reasons)
    reasons += _reasons_no_order_by(by)
    if put_forward is None:
        reasons.append("Put the decision forward before sealing it.")
    reasons += reasons_in_statement(statement, conditions)
    reasons += faults_in_order(put_forward, statement)
    return tuple(reasons)


def faults_in_order(
    put_forward: Signature | None,
    statement: Statement | None,
    sealed: Signature | None = None,
) -> tuple[str, ...]:
    """What cannot be: signatures that precede what they rest on, or rest on something else.

    Equal moments are in order. Absent signatures are no fault here.
    """
    faults = []
    if statement and not put_forward:
        faults.append("There is a statement on a decision that was not put forward. Start again.")
    if statement and put_forward:
        if statement.at < put_forward.at:
            faults.append("The statement is dated before the decision was put forward.")
        if statement.by.id == put_forward.by.id:
            faults.append("The same person put the decision forward and gave the statement.")
        if statement.content != put_forward.content:
            faults.append("The statement is about an earlier wording. Ask for a new statement.")
    if sealed and put_forward:
        if sealed.at < put_forward.at:
            faults.append("The seal is dated before the decision was put forward.")
        if sealed.content != put_forward.content:
            faults.append("The content changed after it was put forward. Put it forward again.")
    if sealed and statement:
        if sealed.at < statement.at:
            faults.append("The seal is dated before the statement.")
        if sealed.by.id == statement.by.id:
            faults.append("Whoever gave the statement cannot seal the decision.")
    return tuple(faults)
