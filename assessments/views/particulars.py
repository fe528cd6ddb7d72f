"""Changing a person's particulars, a part at a time, and moving their review date."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.particulars import answers
from assessments.forms.people import (
    DetentionForm,
    IdentityForm,
    PartForm,
    RelativesForm,
    ReviewMoveForm,
    RolesForm,
)
from assessments.models import Assessment, Patient
from assessments.services import after_decision, patients
from assessments.services.refusals import Overtaken
from assessments.summary import finding, person_page, worklist
from assessments.views import order_basis
from assessments.views.access import refused, with_assessment, with_person
from assessments.views.saving import Saving, clash_on
from cto.accounts.access import signed_in
from cto.design import conflict
from cto.design.words import moment, nhs_number, short_day


@require_http_methods(["GET", "POST"])
@with_person("opened_identity")
def identity(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Correct who the person is."""
    reasons = permissions.reasons_not_to_change_particulars(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    form = IdentityForm(_posted(request), initial=_shown(patient))
    return _part(request, patient, form, "identity", patients.change_identity)


@require_http_methods(["GET", "POST"])
@with_person("opened_detention")
def detention(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Correct section, hospital and their dates."""
    reasons = permissions.reasons_not_to_change_particulars(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    form = DetentionForm(_posted(request), initial=_shown(patient))
    return _part(request, patient, form, "detention", patients.change_detention)


@require_http_methods(["GET", "POST"])
@with_person("opened_roles")
def roles(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Name teams, responsible clinicians, AMHP and care coordinator."""
    reasons = permissions.reasons_not_to_name_roles(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    staff = finding.staff()
    form = RolesForm(_posted(request), initial=_shown(patient), staff=staff, patient=patient)
    return _part(request, patient, form, "roles", patients.name_roles)


@require_http_methods(["GET", "POST"])
@with_person("opened_relatives")
def relatives(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Record wishes made in advance, attorney or deputy, and the nearest relative."""
    reasons = permissions.reasons_not_to_change_relatives(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    form = RelativesForm(_posted(request), initial=_shown(patient))
    return _part(request, patient, form, "relatives", patients.change_relatives)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_review_date")
def review_move(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Move a review date, with the reason; every earlier date stays in view."""
    patient = assessment.patient
    reasons = permissions.reasons_not_to_move_review(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    history = worklist.review_history(assessment)
    if not history:
        raise Http404
    form = ReviewMoveForm(_posted(request), initial={"shown": history[0].pk})

    def save() -> None:
        after_decision.set_review_date(
            assessment=assessment,
            supersedes=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=signed_in(request),
            **form.values(),
        )

    back = reverse("person", args=[patient.pk])
    context = {
        "now": history[0].due_on,
        "head": ("Review date", "Set", "Why"),
        "rows": [
            (
                short_day(row.due_on),
                f"{moment(row.recorded_at)}, by {row.recorded_by.name}",
                row.reason or "First date",
            )
            for row in history
        ],
        "back": back,
    }
    template = "assessments/people/review_move.html"
    saving = Saving(request, form, template=template, patient=patient, context=context)
    return saving.answer(save, back, said="The review date is moved.")


def _posted(request: HttpRequest) -> Any:
    """What the form is bound to, with the choices of a conflict page; None to show it."""
    return conflict.resolved(request.POST) if request.method == "POST" else None


def _shown(patient: Patient) -> dict[str, Any]:
    number = nhs_number(patient.nhs_number or "")
    return {**answers(patient), "nhs_number": number, "shown": patient.revision}


def _part(
    request: HttpRequest,
    patient: Patient,
    form: PartForm,
    part: str,
    change: Callable[..., Patient],
) -> HttpResponse:
    """Show and save one part of the particulars.

    What a live order counts from is confirmed first, with its dates before and after.
    """
    checked = order_basis.Check(request, patient, form)
    if checked.answer is not None:
        return checked.answer

    def save() -> None:
        change(
            patient=patient,
            values=form.particulars(),
            shown=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=signed_in(request),
            **checked.reason,
        )

    def done() -> str:
        # Whoever gives up the last role or team that let them in goes home.
        visible = Patient.objects.visible_to(signed_in(request)).filter(pk=patient.pk).exists()
        return reverse("person", args=[patient.pk]) if visible else reverse("home")

    def clashes(overtaken: Overtaken) -> list[conflict.Clash]:
        return [_clash(form, clash.current, part) for clash in overtaken.clashes]

    context = {
        "heading": person_page.PARTS[part][0],
        "assessment": person_page.open_assessment(patient),
        "back": reverse("person", args=[patient.pk]),
    }
    template = "assessments/people/particulars.html"
    saving = Saving(request, form, template=template, patient=patient, context=context)
    return saving.page if checked.again else saving.answer(save, done, clashes=clashes)


def _clash(form: PartForm, stored: Patient, part: str) -> conflict.Clash:
    """The form beside the particulars as they stand now, and who changed this part last."""
    who, when = person_page.last_change(stored, part)
    now = SimpleNamespace(
        pk=stored.revision,
        recorded_by=SimpleNamespace(name=who),
        recorded_at=when,
        **answers(stored),
    )
    return clash_on(form, now, person_page.PARTS[part][0])
