"""Taking back what was put forward, and ending an assessment without a decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.signing import CloseForm, ReturnForm, WithdrawForm
from assessments.lifecycle import Status
from assessments.models import Assessment
from assessments.services import assessments, decisions
from assessments.summary import after, rows
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@with_assessment("opened_return_to_team")
def return_to_team(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Take back what was put forward, with a reason. What was signed is void, and not deleted."""
    reasons = permissions.reasons_not_to_return_to_team(signed_in(request), assessment)
    if reasons and _is_where(request, assessment, Status.WITH_TEAM):
        messages.info(request, "This is with the team already.")
        return redirect("assessment", assessment.pk)
    if reasons:
        return refused(request, reasons, assessment.patient)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    page = Saving(
        request,
        form,
        template="assessments/signing/return_to_team.html",
        patient=assessment.patient,
        context={"assessment": assessment, "signed": rows.standing_put_forward(assessment)},
    )

    def save() -> None:
        decisions.return_to_team(
            assessment=assessment, because=form.cleaned_data["because"], by=signed_in(request)
        )

    done = reverse("assessment", args=[assessment.pk])
    return page.answer(save, done, said="Returned to the team. What was signed is void.")


@get_or_post
@with_assessment("opened_close")
def close(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """End the assessment without a decision: entered in error, or no longer needed.

    A correction that is given up is withdrawn instead.
    """
    if assessment.is_open and assessment.is_correction:
        return _withdraw(request, assessment)
    reasons = permissions.reasons_not_to_close(signed_in(request), assessment)
    done = reverse("person", args=[assessment.patient_id])
    if reasons and _is_where(request, assessment, Status.CLOSED):
        return redirect(done)
    if reasons:
        return refused(request, reasons, assessment.patient)
    form = CloseForm(request.POST if request.method == "POST" else None)
    page = Saving(
        request,
        form,
        template="assessments/signing/close.html",
        patient=assessment.patient,
        context={"assessment": assessment},
    )

    def save() -> None:
        assessments.close(
            assessment=assessment,
            why=form.cleaned_data["why"],
            reason=form.cleaned_data["reason"],
            by=signed_in(request),
        )

    return page.answer(save, done, said="The assessment is closed. What it says stays readable.")


def _withdraw(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Give up a correction: the sealed record that it was to replace stands as it is."""
    reasons = permissions.reasons_not_to_withdraw(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    latest = after.latest_record(assessment)
    page = Saving(
        request,
        WithdrawForm(request.POST if request.method == "POST" else None),
        template="assessments/signing/withdraw.html",
        patient=assessment.patient,
        context={"assessment": assessment, "record": latest},
    )
    return page.answer(
        lambda: assessments.withdraw_correction(assessment=assessment, by=signed_in(request)),
        reverse("assessment", args=[assessment.pk]),
        said="The correction is withdrawn. The sealed record stands.",
    )


def _is_where(request: HttpRequest, assessment: Assessment, status: Status) -> bool:
    """Whether a click that came twice finds its work done."""
    rc = permissions.is_responsible_clinician(signed_in(request), assessment.patient)
    return rc and request.method == "POST" and assessment.state is status
