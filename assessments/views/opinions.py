"""Members' own views: given alone, revealed together, kept when they change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.forms.deliberation import RevealForm, ViewForm
from assessments.models import Assessment
from assessments.services import deliberation
from assessments.summary import deliberation as reading
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design import conflict

FIELDS = ("stance", "sureness", "reasons", "would_change")
ROOM = "assessments/deliberation"


@require_GET
@with_assessment("opened_views")
def views(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Who has given a view and who has not; once they are revealed, what each says."""
    found = reading.views_now(assessment)
    given = {member.id for member in found.given_by}
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "views": found,
        "mine": str(signed_in(request).pk) in given,
        "may_give": not permissions.reasons_not_to_give_view(signed_in(request), assessment),
        "not_to_reveal": permissions.reasons_not_to_reveal(signed_in(request), assessment),
    }
    return render(request, f"{ROOM}/views.html", context)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_own_view")
def view_mine(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """One's own view, and never anybody else's. What one has said stays readable for good."""
    reasons = permissions.reasons_not_to_give_view(signed_in(request), assessment)
    if reasons:
        return _read_mine(request, assessment, reasons)
    own = reading.own_view(assessment, signed_in(request).pk)
    back = reverse("views", args=[assessment.pk])
    initial = {}
    if own is not None:
        initial = {"shown": own.pk, **{name: getattr(own, name) for name in FIELDS}}
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    form = ViewForm(data, back=back, initial=initial)

    def save() -> None:
        shown = form.cleaned_data["shown"]
        if (
            own is not None
            and shown == own.pk
            and all(getattr(own, name) == form.cleaned_data[name] for name in FIELDS)
        ):
            return  # nothing to add, and nothing to void
        deliberation.give_view(
            assessment=assessment,
            supersedes=shown,
            by=signed_in(request),
            submission=form.cleaned_data["submission"],
            **form.values(),
        )

    context = {"assessment": assessment, "revealed": reading.revealed(assessment)}
    return Saving(
        request,
        form,
        template=f"{ROOM}/view_mine.html",
        patient=assessment.patient,
        context=context,
    ).answer(save, back, said="Your view is saved.")


def _read_mine(
    request: HttpRequest, assessment: Assessment, closed: tuple[str, ...]
) -> HttpResponse:
    """One's own view with the texts before it, where nothing can be added any more."""
    reasons = permissions.reasons_not_to_read_own_view(signed_in(request), assessment)
    if request.method == "POST" or reasons:
        return refused(request, closed, assessment.patient)
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "own": reading.own_views(assessment, signed_in(request).pk),
        "revealed": reading.revealed(assessment),
        "closed": closed,
    }
    return render(request, f"{ROOM}/view_read.html", context)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_reveal")
def views_reveal(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The chair opens all views at once, after reading who has given none."""
    reasons = permissions.reasons_not_to_reveal(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    form = RevealForm(request.POST if request.method == "POST" else None)
    context = {"assessment": assessment, "views": reading.views_now(assessment)}
    return Saving(
        request, form, template=f"{ROOM}/reveal.html", patient=assessment.patient, context=context
    ).answer(
        lambda: deliberation.reveal(assessment=assessment, by=signed_in(request)),
        reverse("views", args=[assessment.pk]),
        said="The views are revealed.",
    )
