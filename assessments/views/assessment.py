"""The task list of one assessment, with the one thing to do next on top."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessments import permissions
from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment
from assessments.statute.readiness import Item
from assessments.summary import after, factors, readiness, standing, tasks
from assessments.summary.read import assessment_summary
from assessments.summary.shapes import AssessmentSummary
from assessments.summary.signing import latest_voiding
from assessments.views.access import with_assessment
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.design.words import lower_first, moment

REASONS_SHOWN = 3


@dataclass(frozen=True)
class Next:
    """Whose move it is, what it is, and the button for it (none for whoever only reads)."""

    whose: str
    sentence: str
    button: str = ""
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One task as the page draws it."""

    title: str
    href: str
    onward: str
    onward_href: str
    status: str
    colour: str
    hint: str
    reasons: tuple[str, ...]


@require_GET
@with_assessment("opened_assessment")
def assessment(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Everything that there is to do for one assessment, and whose move it is."""
    user, patient = signed_in(request), assessment.patient
    summary = assessment_summary(assessment, signer=_signer(user, assessment))
    may_record = not permissions.reasons_not_to_record(user, assessment)
    gave = str(user.pk) in {member.id for member in summary.views.given_by}
    listed = tasks.groups(
        summary,
        _closed(summary, assessment, user),
        given_by_me=gave if may_record else None,
        typed_for_me=_typed_for(user, assessment) if may_record else (),
    )
    context = {
        "person": patient,
        "assessment": assessment,
        "summary": summary,
        "next": _next(summary, assessment, user, tasks.next_task(listed, summary)),
        "next_keys": {"data-key": "j"},
        "groups": [
            (group.title, [_line(each, assessment, may_record) for each in group.tasks])
            for group in listed
        ],
        "voided": latest_voiding(assessment),
        "latest": after.latest_record(assessment),
        "may_print": not permissions.reasons_not_to_print(user, assessment),
        "acts": _acts(user, assessment),
    }
    return render(request, "assessments/assessment/assessment.html", context)


def _typed_for(user: User, assessment: Assessment) -> tuple[str, ...]:
    return factors.typed_for(user, [assessment.pk]).get(assessment.pk, ())


def _signer(user: Any, assessment: Assessment) -> Any:
    """Whoever would sign takes part, so their role is not called missing on their own page."""
    return user if permissions.is_responsible_clinician(user, assessment.patient) else None


def _closed(summary: AssessmentSummary, assessment: Assessment, user: Any) -> tasks.Reasons:
    """Why pages that sign are not open to this reader, by the names of their addresses."""
    outcome = summary.decision.outcome if summary.decision else ""
    blocking = readiness.blocks_sealing(summary, assessment, user)
    needed = ("Record the decision and its outcome first.",) if not outcome else ()
    forward = [item for item in blocking if item.field != "statement"]
    put_forward = permissions.reasons_not_to_put_forward(user, assessment)
    seal = permissions.reasons_not_to_seal(user, assessment)
    return {
        "put-forward": put_forward or needed or _sentences(forward),
        "statement": permissions.reasons_not_to_state(user, assessment),
        "seal": seal or needed or _sentences(blocking),
    }


def _sentences(found: Iterable[Item]) -> tuple[str, ...]:
    """The first few instructions; the page of readiness has them all."""
    said = [item.sentence for item in found]
    more = len(said) - REASONS_SHOWN
    rest = [f"{more} more: see what is still missing before signing."] if more > 0 else []
    return tuple(said[:REASONS_SHOWN] + rest)


def _next(
    summary: AssessmentSummary, assessment: Assessment, user: Any, task: tasks.Task | None
) -> Next:
    """Whose move it is in words, and the one thing to do."""
    move = standing.whose_move(assessment, user)
    whose = f"Whose move it is: {lower_first(move.words)}"
    state = assessment.state
    if state is Status.SEALED:
        return Next("Sealed", "What follows the decision is recorded beside the sealed record.")
    if state is Status.CLOSED:
        return Next("Closed without a decision", assessment.closing.reason)
    if state is Status.PUT_FORWARD:
        return _for_amhp(summary, assessment, whose, move.mine)
    if state is Status.STATED:
        return _for_responsible_clinician(summary, assessment, whose, move.mine)
    if task is None:
        return Next(whose, "Everything is recorded.")
    sentence, button = f"Next: {lower_first(task.start.words)}.", ""
    if task.reasons:
        return Next(whose, f"{sentence} {' '.join(task.reasons)}")
    if task.onward is not None and task.onward.page == "factor":
        sentence = f"Next: {task.onward.words} ({lower_first(task.place.words)})."
    if move.mine:
        button = f"Go on: {lower_first(task.start.words)}"
    return Next(whose, sentence, button, _address(assessment, task.start))


def _for_amhp(summary: AssessmentSummary, assessment: Assessment, whose: str, mine: bool) -> Next:
    signed = summary.signatures[0]
    sentence = f"{signed.by.name} put this forward on {moment(signed.at)}."
    if summary.decision is not None and summary.decision.outcome != Outcome.MADE.value:
        sentence += " The AMHP is invited to state; the responsible clinician may seal without it."
    if mine:
        return Next(
            whose, sentence, "Give your statement", reverse("statement", args=[assessment.pk])
        )
    return Next(
        whose, sentence, "Read what was put forward", reverse("check", args=[assessment.pk])
    )


def _for_responsible_clinician(
    summary: AssessmentSummary, assessment: Assessment, whose: str, mine: bool
) -> Next:
    sentence = f"The AMHP has stated, and {summary.statement.in_short}."
    if summary.statement.disagrees and summary.statement.outcome == "made":
        sentence += (
            " The responsible clinician returns it to the team, or decides not to make an order."
        )
    if mine and not summary.statement.disagrees:
        return Next(whose, sentence, "Go on to seal", reverse("seal", args=[assessment.pk]))
    if mine:
        return Next(whose, sentence, "Read the statement", reverse("check", args=[assessment.pk]))
    return Next(whose, sentence, "Read it all", reverse("check", args=[assessment.pk]))


def _line(task: tasks.Task, assessment: Assessment, may_record: bool) -> Line:
    onward = task.onward if may_record else None
    return Line(
        title=task.place.words,
        href="" if task.reasons else _address(assessment, task.place),
        onward=onward.words if onward else "",
        onward_href=_address(assessment, onward) if onward else "",
        status=task.status,
        colour=task.colour,
        hint=task.hint,
        reasons=task.reasons,
    )


def _acts(user: Any, assessment: Assessment) -> list[tuple[str, str]]:
    """Acts on the whole assessment that are open to this user: words and address."""
    asked = (
        ("Return it to the team", "return-to-team", permissions.reasons_not_to_return_to_team),
        ("Close this assessment without a decision", "close", permissions.reasons_not_to_close),
        ("Withdraw this correction", "close", permissions.reasons_not_to_withdraw),
        ("Correct the sealed record", "correct", permissions.reasons_not_to_correct),
    )
    return [
        (words, reverse(page, args=[assessment.pk]))
        for words, page, why_not in asked
        if not why_not(user, assessment)
    ]


def _address(assessment: Assessment, place: tasks.Place) -> str:
    return reverse(place.page, args=[assessment.pk, *place.keys])
