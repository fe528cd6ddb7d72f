"""The responsible clinician's opinion on each criterion, and the outcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import guideline, permissions
from assessments.forms.decision import SPEAKS_TO, DecisionForm
from assessments.models import Assessment, Decision
from assessments.services import decisions
from assessments.summary import deliberation, rows
from assessments.summary.read import assessment_summary
from assessments.summary.signing import latest_voiding
from assessments.views.access import refused, with_assessment
from assessments.views.decision_rows import outcome_rows
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import resolved

PAUSE_FIRST = (
    "Before the decision there is a short pause: a few questions for you to think about. "
    "The decision comes after it."
)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_decision")
def decision(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Findings, reasons and outcome: the responsible clinician's to write, the team's to read."""
    reasons = permissions.reasons_not_to_decide(signed_in(request), assessment)
    if reasons and request.method == "POST":
        return refused(request, reasons, assessment.patient)
    if reasons:
        return _read(request, assessment)
    if not deliberation.paused(assessment):
        messages.info(request, PAUSE_FIRST)
        return redirect("pause", assessment.pk)
    now = next(iter(rows.current(Decision, assessment, version=assessment.version)), None)
    before = deliberation.corrected_decision(assessment) if now is None else None
    form = DecisionForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=assessment.patient,
        now=now,
        before=before,
        factors=_links(assessment),
    )
    page = Saving(
        request,
        form,
        template="assessments/decision/decision.html",
        patient=assessment.patient,
        context={
            "assessment": assessment,
            "voided": latest_voiding(assessment),
            "before": before,
        },
    )
    stays = request.POST.get("then") == "stay"
    done = reverse("decision" if stays else "readiness", args=[assessment.pk])
    return page.answer(lambda: _save(form, assessment, request), done)


def _save(form: DecisionForm, assessment: Assessment, request: HttpRequest) -> Decision:
    return decisions.record_decision(
        assessment=assessment,
        supersedes=form.cleaned_data["shown"],
        submission=form.cleaned_data["submission"],
        by=signed_in(request),
        **form.values(),
    )


def _read(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    summary = assessment_summary(assessment)
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "summary": summary,
        "rows": outcome_rows(summary),
        "voided": latest_voiding(assessment),
    }
    return render(request, "assessments/decision/read.html", context)


def _links(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    """For each criterion the factors that may bear on it, as title and address."""
    return {
        criterion: [
            (guideline.factor(key).title, reverse("factor", args=[assessment.pk, key]))
            for key in keys
        ]
        for criterion, keys in SPEAKS_TO.items()
    }
