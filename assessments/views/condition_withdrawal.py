"""Stage 2: taking a condition out, with the reason. What was proposed stays readable."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.conditions import WithdrawForm
from assessments.models import Assessment, Condition
from assessments.services import conditions as services
from assessments.services.refusals import Overtaken, Refused
from assessments.summary.conditions import conditions_of
from assessments.summary.versions import versions
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in

PAGE = "assessments/conditions/withdraw.html"
CONFLICT = 409
CHANGED = (
    "{name} changed this condition while you were typing. Read the wording as it stands now, then "
    "withdraw it if you still want to"
)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_condition")
def condition_withdraw(
    request: HttpRequest, assessment: Assessment, thread: uuid.UUID
) -> HttpResponse:
    """Withdraw one condition; a wording that changed meanwhile is shown and asked about again."""
    line = versions(Condition, assessment, thread)
    if not line:
        raise Http404
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    row = line[-1]
    typed = request.POST.copy()
    form = WithdrawForm(typed if request.method == "POST" else None, initial={"shown": row.pk})
    back = reverse("conditions", args=[assessment.pk])
    if row.withdrawn and not _repeated(form, row):
        messages.warning(request, f"{row.recorded_by.name} has withdrawn this condition already.")
        return redirect(back)
    stale = form.is_bound and form.is_valid() and _stale(form, row)
    if stale:  # what the page shows now is what its next try is about
        typed["shown"] = str(row.pk)
    context = {"assessment": assessment, "here": conditions_of(assessment).thread(thread)}
    page = Saving(request, form, template=PAGE, patient=assessment.patient, context=context)
    answer = page.answer(
        lambda: _withdraw(form, row, signed_in(request), stale=stale),
        back,
        said="The condition is withdrawn. It stays readable below.",
    )
    if stale:
        answer.status_code = CONFLICT
    return answer


def _withdraw(form: WithdrawForm, row: Condition, user: Any, *, stale: bool) -> None:
    if stale:
        raise Refused([CHANGED.format(name=row.recorded_by.name)])
    try:
        services.withdraw(
            condition=row,
            reason=form.cleaned_data["reason"],
            supersedes=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=user,
        )
    except Overtaken as overtaken:
        name = overtaken.clashes[0].current.recorded_by.name
        raise Refused([CHANGED.format(name=name)]) from overtaken


def _repeated(form: WithdrawForm, row: Condition) -> bool:
    """Whether this very form withdrew it: a form sent twice has one effect."""
    return form.is_bound and form.is_valid() and form.cleaned_data["submission"] == row.submission


def _stale(form: WithdrawForm, row: Condition) -> bool:
    return form.cleaned_data["shown"] != row.pk and not _repeated(form, row)
