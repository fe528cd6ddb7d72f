"""Adding to a sealed record what followed it. Nothing here changes what was sealed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.after_decision import (
    ExplanationForm,
    ReviewDateForm,
    RightsForm,
    StatutoryFormForm,
    initial_of,
)
from assessments.forms.order_event_base import words_of
from assessments.models import Assessment
from assessments.services import after_decision as services
from assessments.services import making
from assessments.summary import after
from assessments.views.access import refused, with_assessment
from assessments.views.order_event_dates import compared
from assessments.views.order_event_steps import CHANGE, CHECK_PAGE, RECORD
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import carried, resolved
from cto.design.forms import Form

# What the check page sets itself.
OWN = ("csrfmiddlewaretoken", "act", "submission")

Reasons = Callable[[Any, Assessment], tuple[str, ...]]


@require_http_methods(["GET", "POST"])
@with_assessment("opened_explanation")
def explanation(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Further explanation to the person: when, by whom, what was understood."""
    return _add(
        request,
        assessment,
        form=ExplanationForm(request.POST or None),
        service=services.explain_further,
        may=permissions.reasons_not_to_explain_further,
        title="Further explanation",
    )


@require_http_methods(["GET", "POST"])
@with_assessment("opened_rights")
def rights(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Rights and the advocate's leaflet given."""
    return _add(
        request,
        assessment,
        form=RightsForm(request.POST or None),
        service=services.give_rights,
        may=permissions.reasons_not_to_add_after_decision,
        title="Rights given",
    )


@require_http_methods(["GET", "POST"])
@with_assessment("opened_statutory_form")
def statutory_form(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The dates on the completed statutory form, from which the order exists.

    Every date before and after is shown ahead of confirming, and why it cannot be.
    """
    record = after.latest_record(assessment)
    stored = after.after_decision(record).form if record else None
    initial = initial_of(stored, StatutoryFormForm) if stored else {}
    data = resolved(request.POST) if request.method == "POST" else None
    name = after.form_name(assessment.patient.nation)
    return _add(
        request,
        assessment,
        form=StatutoryFormForm(data, initial=initial),
        service=services.record_statutory_form,
        may=permissions.reasons_not_to_record_statutory_form,
        title=f"Dates on the completed form {name}",
        shown=True,
        check=True,
    )


@require_http_methods(["GET", "POST"])
@with_assessment("opened_first_review")
def review(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The first review date. Moving it later is a page of its own, with a reason."""
    return _add(
        request,
        assessment,
        form=ReviewDateForm(request.POST or None),
        service=services.set_review_date,
        may=permissions.reasons_not_to_add_after_decision,
        title="Review date",
    )


def _add(
    request: HttpRequest,
    assessment: Assessment,
    *,
    form: Form,
    service: Callable[..., Any],
    may: Reasons,
    title: str,
    shown: bool = False,
    check: bool = False,
) -> HttpResponse:
    """One form beside the latest sealed record, and back to the record."""
    reasons = may(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    record = after.latest_record(assessment)
    if record is None:  # what may be added to is sealed, so it has one
        raise Http404
    back = reverse("record", args=[record.reference])
    page = Saving(
        request,
        form,
        template="assessments/records/add.html",
        patient=assessment.patient,
        context={"title": title, "back": back, "record": record},
    )

    if check and request.method == "POST" and form.is_valid():
        act = request.POST.get("act", "")
        if act == CHANGE:
            return page.page
        if act != RECORD:
            return _checked(request, assessment, page, title)

    def save() -> None:
        data = form.cleaned_data
        extra = {"supersedes": data["shown"]} if shown else {}
        service(
            assessment=assessment,
            by=signed_in(request),
            submission=data["submission"],
            **form.values(),
            **extra,
        )

    return page.answer(save, back)


def _checked(
    request: HttpRequest, assessment: Assessment, page: Saving, title: str
) -> HttpResponse:
    """What the form would mean for every date; or the form again with the reasons against it."""
    form, patient = page.form, assessment.patient
    effective_at = form.cleaned_data["effective_at"]
    reasons = making.reasons_against_form(assessment=assessment, effective_at=effective_at)
    found = making.preview_form(assessment=assessment, effective_at=effective_at)
    if reasons or found.refusals:
        form.add_error("effective_at", [*reasons, *found.refusals])
        return page.page
    context = {
        "person": patient,
        "title": title,
        "facts": [
            (str(form[name].label), words_of(form.fields[name], value))
            for name, value in form.values().items()
            if value not in (None, "")
        ],
        "compared": compared(found),
        "carried": [
            *((name, value) for name, value in carried(resolved(request.POST)) if name not in OWN),
            ("submission", form.cleaned_data["submission"]),
        ],
        "confirm": "Record it",
    }
    return render(request, CHECK_PAGE, context)
