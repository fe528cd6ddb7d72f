"""Giving the people of a responsible clinician who leaves to another, in one go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.forms.due import ReassignChoice, ReassignForm
from assessments.models import Patient
from assessments.permissions import reasons_not_to_reassign
from assessments.services import due as services
from assessments.summary import caseload
from cto.accounts.access import only, signed_in
from cto.audit import door

office_only = only(lambda user: not reasons_not_to_reassign(user))


@require_http_methods(["GET", "POST"])
@office_only
def due_reassign(request: HttpRequest) -> HttpResponse:
    """Choose who leaves and who takes over; see whom it concerns; confirm; see what came of it."""
    asked = request.GET if "leaving" in request.GET else None
    choice = ReassignChoice(asked, leaving=caseload.leaving(), taking=caseload.taking())
    chosen = asked is not None and choice.is_valid()
    people = caseload.of(choice.chosen("leaving")) if chosen else ()
    ids = {name: choice.chosen(name).pk for name in ("leaving", "to")} if chosen else {}
    door.read(request, "opened_reassign", Patient, **ids)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and asked is None:
        return redirect("due-reassign")
    if chosen and posted is not None:
        sent = (posted.get("submission", ""), posted.getlist("people"))
        people += caseload.handed_before(*sent)
    form = ReassignForm(posted, caseload=people)
    if chosen and posted is not None and form.is_valid():
        return _done(request, choice, form)
    context = {
        "form": form if form.is_bound and chosen else choice,
        "choice": choice,
        "confirm": form if chosen and people else None,
        "leaving": choice.chosen("leaving") if chosen else None,
        "to": choice.chosen("to") if chosen else None,
    }
    wrong = (choice.is_bound and not chosen) or posted is not None
    return render(request, "due/reassign.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, choice: ReassignChoice, form: ReassignForm) -> HttpResponse:
    """The result, person by person. Sent again, the same result and no second effect."""
    leaving, to = choice.chosen("leaving"), choice.chosen("to")
    found = services.reassign(
        leaving=leaving,
        to=to,
        shown=form.revisions(),
        since=form.cleaned_data["since"],
        submission=form.cleaned_data["submission"],
        by=signed_in(request),
    )
    context = {
        "leaving": leaving,
        "to": to,
        "again": reverse("due-reassign"),
        "done": [one.patient for one in found if not one.reasons],
        "kept": [(one.patient, " ".join(one.reasons)) for one in found if one.reasons],
    }
    return render(request, "due/reassigned.html", context)
