"""What comes next on the way to a signature, for whoever is looking."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments import lifecycle, permissions
from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment
from assessments.summary.shapes import AssessmentSummary


@dataclass(frozen=True)
class Step:
    """One thing that may be done next: a button, the first of them the usual one."""

    words: str
    href: str
    variant: str


def next_steps(user: Any, assessment: Assessment, summary: AssessmentSummary) -> list[Step]:
    """The steps open to this user now; none where it is somebody else's move. No query."""
    if permissions.is_responsible_clinician(user, assessment.patient):
        names = _of_responsible_clinician(assessment.state, summary)
    elif not permissions.reasons_not_to_state(user, assessment):
        names = [("Give your statement", "statement")]
    else:
        names = []
    return [
        Step(words, reverse(name, args=[assessment.pk]), _variant(number, name))
        for number, (words, name) in enumerate(names)
    ]


def _variant(number: int, name: str) -> str:
    """The first button is the usual one, unless it takes back what was signed."""
    return "secondary" if number or name == "return-to-team" else ""


def _of_responsible_clinician(state: Status, summary: AssessmentSummary) -> list[tuple[str, str]]:
    decision = ("Change the decision", "decision")
    if not state.is_open:
        return []
    outcome = summary.decision.outcome if summary.decision else ""
    if not outcome:
        return [("Record the decision", "decision")]
    back = ("Return it to the team", "return-to-team")
    if outcome == Outcome.MADE.value:
        if state is Status.WITH_TEAM:
            return [("Put forward", "put-forward"), decision]
        if summary.statement.disagrees:
            return [back, decision]
        return [back] if state is Status.PUT_FORWARD else [("Seal", "seal"), back]
    seal = (f"Seal: {lower(outcome)}", "seal")
    if state is Status.WITH_TEAM:
        return [seal, ("Invite the AMHP’s statement first", "put-forward"), decision]
    return [seal, back]


def lower(outcome: str) -> str:
    """The outcome's words inside a sentence."""
    words = lifecycle.Outcome(outcome).words
    return words[:1].lower() + words[1:]
