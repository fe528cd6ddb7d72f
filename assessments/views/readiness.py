"""What is still missing before a signature, each line with its source and the way to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.models import Assessment
from assessments.statute import readiness as rules
from assessments.statute.readiness import Item
from assessments.summary.read import assessment_summary
from assessments.summary.readiness import items_for
from assessments.summary.shapes import AssessmentSummary
from assessments.summary.signing import latest_voiding
from assessments.views.access import with_assessment
from assessments.views.decision_steps import next_steps
from assessments.views.mending import mended_at
from cto.accounts.access import signed_in


@dataclass(frozen=True)
class Line:
    """One line of the list with the address where it is mended."""

    item: Item
    href: str


@dataclass(frozen=True)
class Group:
    """Lines under one heading, drawn by ``template``; ``nothing`` is said where there are none."""

    title: str
    lines: tuple[Line, ...]
    nothing: str = ""
    template: str = "assessments/decision/lines.html"

    @property
    def source(self) -> str:
        """The source of lines that share one."""
        return self.lines[0].item.source if self.lines else ""


@require_GET
@with_assessment("opened_readiness")
def readiness(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Everything that counts before a signature, done or not. Complete does not mean justified."""
    summary = assessment_summary(assessment)
    outcome = summary.decision.outcome if summary.decision else ""
    found = items_for(summary, assessment, signed_in(request))
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "summary": summary,
        "outcome": outcome,
        "groups": _groups(found, outcome, summary),
        "steps": next_steps(signed_in(request), assessment, summary),
        "voided": latest_voiding(assessment),
    }
    return render(request, "assessments/decision/readiness.html", context)


def _groups(found: tuple[Item, ...], outcome: str, summary: AssessmentSummary) -> list[Group]:
    """What blocks, what is worth a look, what is done; before an outcome, what would block one."""
    waiting = [item for item in found if not item.done]
    blocks = rules.blocking(found, outcome)
    order = [i for i in waiting if i.weight == rules.BLOCKS_MADE and i not in blocks]
    look = [item for item in waiting if item.weight == rules.WORTH_A_LOOK]
    silent = [item for item in look if item.key.startswith("factor:")]

    def group(title: str, items: Iterable[Item], nothing: str = "", how: str = "lines") -> Group:
        return Group(title, lines(items, summary), nothing, f"assessments/decision/{how}.html")

    groups = [
        group("Blocks this outcome", blocks, "Nothing does.")
        if outcome
        else group("Blocks every outcome", blocks, "Nothing does."),
        group("Would block an order", order),
        group("Worth a look", [i for i in look if i not in silent], "Nothing is left to look at."),
        group("Worth a look: nothing is recorded yet", silent, how="titles"),
        group("Done", [item for item in found if item.done], "Nothing yet.", how="folded"),
    ]
    return [each for each in groups if each.lines or each.nothing]


def lines(items: Iterable[Item], summary: AssessmentSummary) -> tuple[Line, ...]:
    """The items with the address where each is mended."""
    return tuple(Line(item, mended_at(item.field, summary)) for item in items)
