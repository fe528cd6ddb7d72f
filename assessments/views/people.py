"""People: find one, add one, see where things stand with one, start an assessment."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.forms.people import AddPersonForm, PersonSearchForm, StartAssessmentForm
from assessments.models import Patient
from assessments.services import assessments, patients
from assessments.services.refusals import Refused
from assessments.summary import finding, person_page
from assessments.summary.standing import ORDER_FORMS
from assessments.views import cells, person_order
from assessments.views.access import care_only, refused, with_person
from assessments.views.dated import Dated
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.audit import door
from cto.design import conflict
from cto.design.pages import form_page, refused_page
from cto.design.words import short_day

FOUND_HEAD = ("Name", "Date of birth", "NHS number")


@require_http_methods(["GET", "POST"])
@care_only
def search(request: HttpRequest) -> HttpResponse:
    """Find a person by name, number or date of birth. What was typed is kept nowhere."""
    form = PersonSearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        found = finding.search(form.cleaned_data["typed"], signed_in(request))
        door.read(request, "searched_people", Patient, found=len(found.people) + found.more)
        context = {"searched": True, "head": FOUND_HEAD, "rows": _rows(found), "more": found.more}
    return form_page(request, "assessments/people/search.html", form, context)


@require_http_methods(["GET", "POST"])
@care_only
def person_new(request: HttpRequest) -> HttpResponse:
    """Add a person; asks first where somebody whom the user can see might be the same."""
    user = signed_in(request)
    reasons = permissions.reasons_not_to_add_person(user)
    if reasons:
        return refused_page(request, reasons)
    asks: dict[str, Any] = {
        "staff": (staff := finding.staff()),
        "names_people": permissions.may_name_people_when_adding(user),
    }
    if request.method != "POST":
        form = AddPersonForm(initial=_own_team(user, staff), **asks)
        return form_page(request, "assessments/people/new.html", form)
    form = AddPersonForm(request.POST, **asks)
    if "back" in request.POST or not form.is_valid():
        return _filled_in(request, form)
    alike = _unasked(form, user)
    if alike is not None:
        return _perhaps_the_same(request, form, alike)
    try:
        added = patients.add(
            values=form.particulars(), submission=form.cleaned_data["submission"], by=user
        )
    except Refused as refusal:
        form.refuse(refusal.reasons)
        return _filled_in(request, form)
    for notice in form.notices:
        messages.warning(request, notice)
    messages.success(request, f"{added.name} is added.")
    return redirect("person", pk=added.pk)


@require_GET
@with_person("opened_person")
def person(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Who the person is, where things stand, and the one thing to do next."""
    user = signed_in(request)
    page = person_page.page(patient, user)
    may_change = not permissions.reasons_not_to_change_particulars(user, patient)
    may = {
        "identity": may_change,
        "detention": may_change,
        "roles": not permissions.reasons_not_to_name_roles(user, patient),
        "relatives": not permissions.reasons_not_to_change_relatives(user, patient),
    }
    found = person_order.context(page, user)
    context = {
        "person": patient,
        "page": page,
        "parts": [
            (part.rows, _card(part, patient, may_change=may[part.key]))
            for part in page.particulars.parts
        ],
        "facts": _facts(page, found["shown"].acts if found["shown"] else (), may_move=may_change),
        "steps": _steps(
            page,
            patient,
            may_start=not permissions.reasons_not_to_open_assessment(user, patient),
            may_record_form=may_change,
        ),
        "record_head": person_order.RECORD_HEAD,
        "record_rows": person_order.record_rows(page),
        "change_head": ("What", "Before", "After"),
        **found,
    }
    return render(request, "assessments/people/person.html", context)


@require_http_methods(["GET", "POST"])
@with_person("opened_start_of_assessment")
def assessment_new(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Confirm that an assessment begins, then begin it."""
    reasons = permissions.reasons_not_to_open_assessment(signed_in(request), patient)
    if reasons:
        return refused(request, reasons, patient)
    opened = person_page.open_assessment(patient)
    form = StartAssessmentForm(request.POST if request.method == "POST" else None)
    if opened is not None and not form.is_bound:
        return redirect("assessment", pk=opened.pk)
    started: list[UUID] = []

    def start() -> None:
        one = assessments.open_assessment(
            patient=patient, submission=form.cleaned_data["submission"], by=signed_in(request)
        )
        started.append(one.pk)

    template = "assessments/people/assessment_new.html"
    saving = Saving(request, form, template=template, patient=patient, context={"opened": opened})
    return saving.answer(
        start,
        lambda: reverse("assessment", args=started),
        said="The assessment is started.",
    )


def _own_team(user: User, staff: finding.Staff) -> dict[str, Any]:
    """The user's team as the first answer, where they have only one."""
    if len(user.team_ids) != 1:
        return {}
    kinds = {"inpatient_team": staff.inpatient_teams, "community_team": staff.community_teams}
    return {
        field: str(team.pk)
        for field, teams in kinds.items()
        for team in teams
        if team.pk in user.team_ids
    }


def _filled_in(request: HttpRequest, form: AddPersonForm) -> HttpResponse:
    """The page again, with everything typed."""
    return form_page(request, "assessments/people/new.html", form)


def _unasked(form: AddPersonForm, user: User) -> finding.Found | None:
    """People who might be the same and were not shown yet; None where there is nothing to ask."""
    if finding.added_already(form.cleaned_data["submission"], user):
        return None
    name, born_on = form.cleaned_data["name"], form.cleaned_data["date_of_birth"]
    alike = finding.with_same_name_or_birth(name, born_on, user)
    return alike if {str(p.pk) for p in alike.people} - form.seen_ids else None


def _perhaps_the_same(
    request: HttpRequest, form: AddPersonForm, alike: finding.Found
) -> HttpResponse:
    """The question whether one of these is the person; carries everything that was typed."""
    seen = {str(patient.pk) for patient in alike.people} | form.seen_ids
    context = {
        "name": form.cleaned_data["name"],
        "born_on": form.cleaned_data["date_of_birth"],
        "head": FOUND_HEAD,
        "rows": _rows(alike),
        "more": alike.more,
        "carried": [pair for pair in conflict.carried(request.POST) if pair[0] != "seen"],
        "seen": ",".join(sorted(seen)),
    }
    door.read(request, "asked_whether_the_same", Patient, found=len(alike.people))
    return render(request, "assessments/people/perhaps_the_same.html", context)


def _rows(found: finding.Found) -> list[tuple[str, ...]]:
    return [
        (cells.name(each), short_day(each.date_of_birth), cells.number(each))
        for each in found.people
    ]


def _facts(
    page: person_page.PersonPage, acts: Sequence[Dated], *, may_move: bool
) -> list[tuple[Any, ...]]:
    """Where things stand, as rows of a summary list. ``acts`` are the dates of the Act ahead."""
    facts: list[tuple[Any, ...]] = []
    if page.opened is None or page.move is None:
        facts.append(("Assessment", "None is open"))
    else:
        version = f", version {page.opened.version}" if page.opened.version > 1 else ""
        words = f"{page.opened.state.words} ({page.opened.reference}{version})"
        facts += [("Assessment", words), ("Whose move", cells.move(page.move))]
    if page.decided:
        facts.append(("Decision", cells.lines(page.decided)))
    if page.now is not None:
        facts += person_order.facts(page.now, acts, may_move=may_move)
    if page.review is not None:
        href = reverse("review-move", args=[page.review.review.assessment_id]) if may_move else ""
        facts.append(("Review due", cells.due(page.review), href, "Move"))
    return facts


def _card(part: person_page.Part, patient: Patient, *, may_change: bool) -> dict[str, Any]:
    """The card around a part of the particulars, with its link to change it."""
    change = {"href": reverse(f"person-{part.key}", args=[patient.pk]), "text": "Change"}
    return {
        "heading": part.heading,
        "headingLevel": 2,
        "headingSize": "m",
        "actions": {"items": [change]} if may_change else None,
    }


def _steps(
    page: person_page.PersonPage, patient: Patient, *, may_start: bool, may_record_form: bool
) -> list[dict[str, Any]]:
    """What to do next, as buttons: the first is the one that stands out."""
    steps = []
    if page.opened is not None:
        steps.append(("Go to the assessment", "assessment", page.opened.pk))
    if page.now is not None:
        steps.append(("Open the order", "order", page.now.order.pk))
    if page.order is not None and page.order.effective_at is None and may_record_form:
        words = f"Record the dates on {ORDER_FORMS[patient.nation]}"
        steps.append((words, "after-form", page.order.assessment_id))
    if page.opened is None and may_start:
        steps.append(("Start an assessment", "assessment-new", patient.pk))
    return [
        {"text": text, "href": reverse(name, args=[pk]), "variant": "secondary" if n else None}
        for n, (text, name, pk) in enumerate(steps)
    ]
