"""The record: checked on screen, printed as a draft, served as it was sealed, corrected."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.documents.first_page import first_page
from assessments.documents.marks import Draft
from assessments.documents.record import body, decision_record
from assessments.documents.renderer import CannotPrint
from assessments.forms.after_decision import CorrectionForm
from assessments.models import Assessment, Record
from assessments.services import assessments
from assessments.summary import after
from assessments.summary.read import assessment_summary
from assessments.views.access import care_only, refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.audit import door

UNPRINTABLE = 409


@require_GET
@with_assessment("checked_answers")
def check(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Everything as the record would print it, to be read through before anybody signs."""
    summary = assessment_summary(assessment)
    page = first_page(summary, Draft(timezone.localtime()))
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "first": page.blocks,
        "body": body(summary, page),
        "prints": not permissions.reasons_not_to_print(signed_in(request), assessment),
    }
    return render(request, "assessments/records/check.html", context)


@require_GET
@with_assessment("printed_draft")
def draft(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The draft as PDF, with DRAFT across every page and no reference."""
    reasons = permissions.reasons_not_to_print(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    mark = Draft(timezone.localtime())
    try:
        content = decision_record(assessment_summary(assessment), mark=mark)
    except CannotPrint as problem:
        context = {"person": assessment.patient, "assessment": assessment, "problem": str(problem)}
        return render(request, "assessments/records/cannot_print.html", context, status=UNPRINTABLE)
    return pdf(content, f"CTO-draft_{mark.printed_at:%Y-%m-%d_%H%M}.pdf")


@require_GET
@care_only
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """One sealed record: its versions, and everything added beside it since."""
    found = _record_or_404(request, reference, "opened_record")
    user, patient = signed_in(request), found.assessment.patient
    versions = after.versions(found)
    beside, stands = after.after_decision(found), after.is_made(versions[0])
    # The form was recorded, and the record corrected to another outcome since.
    unasked = after.order_made(found.assessment) if beside.form and not stands else None
    context = {
        "person": patient,
        "record": found,
        "versions": versions,
        "withdrawn": after.withdrawn(found),
        "superseded": found != versions[0],
        "newest": versions[0],
        "shows_order": unasked is not None or (stands and found == versions[0]),
        "order": unasked,
        "form_name": after.statutory_form_named(found),
        "after": beside,
        "adds": not permissions.reasons_not_to_add_after_decision(user, found.assessment),
        "explains": not permissions.reasons_not_to_explain_further(user, found.assessment),
        "records_form": stands
        and not permissions.reasons_not_to_record_statutory_form(user, found.assessment),
        "moves_review": not permissions.reasons_not_to_move_review(user, patient),
        "corrects": not permissions.reasons_not_to_correct(user, found.assessment),
    }
    return render(request, "assessments/records/record.html", context)


@require_GET
@care_only
def record_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The bytes that were sealed, never rendered again; an older version says so in its name."""
    found = _record_or_404(request, reference, "printed_record")
    content = bytes(found.pdf)
    if hashlib.sha256(content).hexdigest() != found.pdf_sha256:
        raise RuntimeError(f"The stored bytes of {found.reference} are not those that were sealed.")
    superseded = "_SUPERSEDED" if found.version != after.versions(found)[0].version else ""
    return pdf(content, f"CTO-record_{found.reference}{superseded}.pdf")


@require_http_methods(["GET", "POST"])
@with_assessment("opened_correction")
def correct(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Open version n+1 of a sealed record, with the reason that its first page will print."""
    reasons = permissions.reasons_not_to_correct(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    form = CorrectionForm(request.POST or None)
    latest = after.latest_record(assessment)
    page = Saving(
        request,
        form,
        template="assessments/records/correct.html",
        patient=assessment.patient,
        context={
            "assessment": assessment,
            "record": latest,
            "order": after.order_made(assessment),
            "form_name": latest and after.statutory_form_named(latest),
        },
    )
    return page.answer(
        lambda: assessments.correct(
            assessment=assessment, reason=form.cleaned_data["reason"], by=signed_in(request)
        ),
        reverse("assessment", args=[assessment.pk]),
        said="A correction is open. The earlier version stays as it was sealed.",
    )


def _record_or_404(request: HttpRequest, reference: str, page: str) -> Record:
    found = after.sealed_record(signed_in(request), reference)
    if found is None:
        door.refused(signed_in(request), page, "record", reference)
        raise Http404
    door.read(request, page, found, about=found.assessment.patient_id)
    return found


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to open in the browser. Names of files say nothing about the person."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
