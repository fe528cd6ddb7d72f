"""The alternatives weighed, and the pause before a decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import guideline, permissions
from assessments.forms.deliberation import OptionForm, PauseForm
from assessments.models import Assessment
from assessments.services import deliberation
from assessments.summary import deliberation as reading
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design import conflict

ROOM = "assessments/deliberation"


@require_GET
@with_assessment("opened_options")
def options(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The five alternatives side by side, and the questions to reflect on before weighing."""
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "options": reading.options_now(assessment),
        "reflection": reading.reflection_now(assessment),
        "may_record": not permissions.reasons_not_to_record(signed_in(request), assessment),
    }
    return render(request, f"{ROOM}/options.html", context)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_option")
def option(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """One alternative: what the paper and the Code say, and the team's reasons."""
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    if reasons and request.method == "POST":
        return refused(request, reasons, assessment.patient)
    line = guideline.OPTIONS
    place = [each.key for each in line].index(key)
    now = reading.options_now(assessment)[place]
    following = _option_link(assessment, line[place + 1]) if line[place + 1 :] else None
    context = {
        "assessment": assessment,
        "now": now,
        "closed": reasons,
        "previous": _option_link(assessment, line[place - 1]) if place else None,
        "following": following,
    }
    if reasons:
        return render(request, f"{ROOM}/option.html", {"person": assessment.patient, **context})
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    form = OptionForm(
        data,
        last=place + 1 == len(line),
        initial=_initial(now.row, "reasons_for", "reasons_against"),
    )
    return Saving(
        request, form, template=f"{ROOM}/option.html", patient=assessment.patient, context=context
    ).answer(
        lambda: _appraise(request, assessment, form, now),
        _after_option(assessment, key, following, data),
        said="",
    )


@require_http_methods(["GET", "POST"])
@with_assessment("opened_pause")
def pause(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The short pause before a decision: each question beside what the team already wrote."""
    reasons = permissions.reasons_not_to_decide(signed_in(request), assessment)
    if reasons and request.method == "POST":
        return refused(request, reasons, assessment.patient)
    row = reading.pause_row(assessment)
    context = {
        "assessment": assessment,
        "questions": reading.pause_now(assessment),
        "row": row,
        "closed": reasons,
    }
    if reasons:
        return render(request, f"{ROOM}/pause.html", {"person": assessment.patient, **context})
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    form = PauseForm(data, initial=_initial(row, "reflection"))
    stay = data is not None and data.get("then") == "stay"

    def save() -> None:
        same = row is not None and form.cleaned_data["shown"] == row.pk
        if same and _same(row, form.values()) and reading.paused(assessment):
            return  # nothing to add, and nothing to void
        deliberation.pause(
            assessment=assessment,
            reflection=form.cleaned_data["reflection"],
            supersedes=form.cleaned_data["shown"],
            by=signed_in(request),
            submission=form.cleaned_data["submission"],
        )

    return Saving(
        request, form, template=f"{ROOM}/pause.html", patient=assessment.patient, context=context
    ).answer(save, lambda: reverse("pause" if stay else "decision", args=[assessment.pk]))


def _appraise(
    request: HttpRequest, assessment: Assessment, form: OptionForm, now: reading.OptionNow
) -> None:
    """Save the reasons, unless nothing was typed or they are what stands already."""
    row, values = now.row, form.values()
    shown = form.cleaned_data["shown"]
    if form.is_empty or (row is not None and shown == row.pk and _same(row, values)):
        return
    deliberation.appraise_option(
        assessment=assessment,
        option=now.option.key,
        supersedes=shown,
        by=signed_in(request),
        submission=form.cleaned_data["submission"],
        **values,
    )
    messages.success(request, f"Saved: {now.option.title}.")


def _same(row: Any, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _initial(row: Any, *fields: str) -> dict[str, Any]:
    """What stands now, for a form that carries the id of the row that it shows."""
    return {"shown": row.pk, **{name: getattr(row, name) for name in fields}} if row else {}


def _after_option(
    assessment: Assessment, key: str, following: tuple[str, str] | None, data: Any
) -> str:
    if data is not None and data.get("then") == "stay":
        return reverse("option", args=[assessment.pk, key])
    return following[1] if following else reverse("options", args=[assessment.pk])


def _option_link(assessment: Assessment, option: guideline.Option) -> tuple[str, str]:
    return option.title, reverse("option", args=[assessment.pk, option.key])
