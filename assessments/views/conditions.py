"""Stage 2: the two mandatory conditions, and those that the team proposes."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import guideline, permissions
from assessments.forms.about import initial_of
from assessments.forms.conditions import CHECK, ConditionForm
from assessments.models import Assessment, Condition
from assessments.services import conditions as services
from assessments.summary.conditions import TITLES, Conditions, Proposed, conditions_of
from assessments.summary.versions import versions
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import resolved
from cto.design.pages import form_page

FORM = "assessments/conditions/condition.html"
CONFLICT = 409
OWN = "additional"


@require_GET
@with_assessment("opened_conditions")
def conditions(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """All conditions, numbered as they would stand in the order, and how to add one."""
    every = conditions_of(assessment)
    context = {
        "assessment": assessment,
        "person": assessment.patient,
        "conditions": every,
        "offers": _offers(assessment, every),
        "caution": guideline.OWN_CONDITION_CAUTION,
        "own": OWN,
        "may_record": not permissions.reasons_not_to_record(signed_in(request), assessment),
    }
    return render(request, "assessments/conditions/conditions.html", context)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_condition")
def condition_new(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Propose a condition: one of the two offered, or the team's own."""
    offered = {_short(o.key): o for o in guideline.OFFERED_CONDITIONS}.get(key)
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    full = f"condition.{key}"
    standing = next((c for c in conditions_of(assessment).standing if c.key == full), None)
    if standing and offered and request.method == "GET":
        return redirect("condition", assessment.pk, standing.thread)
    form = ConditionForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=assessment.patient,
        initial={"wording": offered.wording(assessment.patient.called)} if offered else {},
    )
    context = {
        "assessment": assessment,
        "title": TITLES[full],
        "note": offered.note if offered else guideline.OWN_CONDITION_CAUTION.text,
        "source": offered.source if offered else guideline.factor(full).source,
        "why": guideline.factor(full).why,
    }

    def save() -> Condition:
        return services.propose(assessment=assessment, key=full, **_typed(request, form))

    return _answer(request, assessment, form, context, save)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_condition")
def condition(request: HttpRequest, assessment: Assessment, thread: uuid.UUID) -> HttpResponse:
    """One condition: read it, change it, see what it said before."""
    every = conditions_of(assessment)
    here = _here(every, thread)
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    if reasons and request.method == "POST":
        return refused(request, reasons, assessment.patient)
    context = {
        "assessment": assessment,
        "here": here,
        "title": here.title,
        "remarks": here.remarks,
        "reasons": reasons,
    }
    if request.method == "GET" and (reasons or here.now.withdrawn):
        return render(request, FORM, {**context, "person": assessment.patient})
    row = versions(Condition, assessment, thread)[-1]
    form = ConditionForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=assessment.patient,
        initial=initial_of(row, ConditionForm),
    )
    if here.now.withdrawn and CHECK not in request.POST:
        return _withdrawn_meanwhile(request, assessment, here, form, context)

    def save() -> Condition:
        shown = form.cleaned_data["shown"]
        return services.change(condition=row, supersedes=shown, **_typed(request, form))

    return _answer(request, assessment, form, context, save)


def _answer(
    request: HttpRequest,
    assessment: Assessment,
    form: ConditionForm,
    context: dict[str, Any],
    save: Any,
) -> HttpResponse:
    """Look at the wording, or save it; a wording with comments is shown again with them."""
    if request.method == "POST":
        context = {**context, "remarks": form.remarks()}
    if request.method == "POST" and CHECK in request.POST:
        form.only_look()
        values = {**context, "looked_at": not form.errors, "person": assessment.patient}
        return form_page(request, FORM, form, values)
    saved: list[Condition] = []

    def done() -> str:
        if form.remarks():
            return reverse("condition", args=[assessment.pk, saved[0].thread])
        return reverse("conditions", args=[assessment.pk])

    page = Saving(request, form, template=FORM, patient=assessment.patient, context=context)
    return page.answer(lambda: saved.append(save()), done, said="The condition is saved.")


def _withdrawn_meanwhile(
    request: HttpRequest,
    assessment: Assessment,
    here: Proposed,
    form: ConditionForm,
    context: dict[str, Any],
) -> HttpResponse:
    """Somebody withdrew it meanwhile: nothing typed is lost, nothing comes back unseen."""
    values = {**context, "remarks": form.remarks(), "person": assessment.patient}
    form.action = reverse("condition-new", args=[assessment.pk, _short(here.key)])
    form.save_words = "Propose it as a new condition"
    form.refuse(
        [
            f"{here.now.by} withdrew this condition while you were typing. What you typed is "
            "below and is not saved. Propose it as a new condition, or leave this page"
        ]
    )
    return render(request, FORM, {**values, "form": form}, status=CONFLICT)


def _typed(request: HttpRequest, form: ConditionForm) -> dict[str, Any]:
    return {
        **form.values(),
        "submission": form.cleaned_data["submission"],
        "by": signed_in(request),
    }


def _here(every: Conditions, thread: uuid.UUID) -> Proposed:
    found = every.thread(thread)
    if found is None:
        raise Http404
    return found


def _offers(assessment: Assessment, every: Conditions) -> list[dict[str, Any]]:
    """The offered conditions that do not stand yet, with the words that they would begin with."""
    return [
        {
            "key": _short(offered.key),
            "title": TITLES[offered.key],
            "wording": offered.wording(assessment.patient.called),
            "note": offered.note,
            "source": offered.source,
        }
        for offered in every.offered
    ]


def _short(key: str) -> str:
    return key.removeprefix("condition.")
