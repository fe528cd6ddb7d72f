"""The statement of the approved mental health professional: given by one, read by the team."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.statement import StatementForm, left_over, reasons_typed
from assessments.models import Assessment, PutForward
from assessments.services import decisions
from assessments.services.refusals import Refused, SignaturesVoid
from assessments.summary import rows
from assessments.summary.read import assessment_summary
from assessments.summary.shapes import AssessmentSummary
from assessments.summary.signing import latest_voiding, stated_on, wordings
from assessments.views.access import refused, with_assessment
from assessments.views.decision_rows import identity_rows, outcome_rows
from assessments.views.decision_steps import next_steps
from cto.accounts.access import signed_in
from cto.design.pages import form_page

FORM = "assessments/signing/statement.html"
CONFLICT = 409
AGAIN = "This was put forward again while you were typing. Read it once more, then state."


@require_http_methods(["GET", "POST"])
@with_assessment("opened_statement")
def statement(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Asked of the named AMHP while something is put forward; readable by the team."""
    reasons = permissions.reasons_not_to_state(signed_in(request), assessment)
    if request.method == "POST":
        if not permissions.is_named_amhp(signed_in(request), assessment.patient):
            return refused(request, reasons, assessment.patient)
        return _given(request, assessment, reasons)
    summary = assessment_summary(assessment)
    if reasons:
        return _read(request, assessment, summary)
    signed = rows.standing_put_forward(assessment)
    form = StatementForm(
        None, request=request, summary=summary, initial={"shown": signed and signed.pk}
    )
    return form_page(request, FORM, form, _context(assessment, summary, signed))


def _given(request: HttpRequest, assessment: Assessment, reasons: tuple[str, ...]) -> HttpResponse:
    """The named AMHP signs, or is shown again what they typed and why it did not count."""
    shown = _uuid(request.POST.get("shown", ""))
    if shown and stated_on(shown, assessment, signed_in(request)):
        return redirect("statement", assessment.pk)
    signed = rows.standing_put_forward(assessment)
    if reasons or signed is None or signed.pk != shown:
        return _overtaken(request, assessment, reasons or (AGAIN,))
    summary = assessment_summary(assessment)
    kept = _kept(request.POST, assessment, summary)
    form = StatementForm(request.POST, request=request, summary=summary, kept=kept)
    if form.is_valid():
        try:
            decisions.state(
                assessment=assessment, shown=shown, by=signed_in(request), **form.answers()
            )
        except SignaturesVoid as void:
            return _overtaken(request, assessment, (str(void),))
        except Refused as refusal:
            assessment.refresh_from_db(fields=["status", "version"])
            if not stated_on(shown, assessment, signed_in(request)):
                return _overtaken(request, assessment, refusal.reasons)
        return redirect("statement", assessment.pk)
    context = {**_context(assessment, summary, signed), "kept": kept.values()}
    return form_page(request, FORM, form, context)


def _overtaken(
    request: HttpRequest, assessment: Assessment, reasons: tuple[str, ...]
) -> HttpResponse:
    """What stands now, with every reason that was typed, and each answer to be given anew."""
    summary = assessment_summary(assessment)
    signed = rows.standing_put_forward(assessment)
    kept = _kept(request.POST, assessment, summary)
    form = StatementForm(
        None,
        request=request,
        summary=summary,
        kept=kept,
        initial={**reasons_typed(request.POST), "shown": signed and signed.pk},
    )
    values = {
        **_context(assessment, summary, signed),
        "kept": kept.values(),
        "form": form,
        "problems": [{"text": reason} for reason in reasons],
    }
    return render(request, FORM, values, status=CONFLICT)


def _kept(
    posted: QueryDict, assessment: Assessment, summary: AssessmentSummary
) -> dict[uuid.UUID, dict[str, str]]:
    """Reasons about conditions that no longer stand in those words: shown, and carried on."""
    texts = left_over(posted, summary)
    words = wordings(assessment, texts) if texts else {}
    return {
        row: {"wording": words[row], "reasons": text} for row, text in texts.items() if row in words
    }


def _read(request: HttpRequest, assessment: Assessment, summary: AssessmentSummary) -> HttpResponse:
    context = {
        **_context(assessment, summary, rows.standing_put_forward(assessment)),
        "given": summary.statement.by is not None,
        "steps": next_steps(signed_in(request), assessment, summary),
    }
    return render(request, "assessments/signing/statement_read.html", context)


def _context(
    assessment: Assessment, summary: AssessmentSummary, signed: PutForward | None
) -> dict[str, Any]:
    return {
        "person": assessment.patient,
        "assessment": assessment,
        "summary": summary,
        "identity": identity_rows(summary),
        "rows": outcome_rows(summary),
        "signed": signed,
        "for_order": bool(summary.decision and summary.decision.outcome == "made"),
        "amhp": assessment.patient.amhp,
        "voided": latest_voiding(assessment),
    }


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
