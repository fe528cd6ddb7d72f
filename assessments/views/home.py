"""The first page after signing in: what waits for whom, the dates ahead, and my people."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from assessments.forms.people import PersonSearchForm, TeamFilter
from assessments.models import Patient
from assessments.summary import board, finding, worklist
from assessments.views import cells, due_rows
from assessments.views.access import care_only
from cto.accounts.access import signed_in
from cto.audit import door
from cto.design.words import short_day

LISTS = ("open", "people")
NEXT = 10


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each role's own first page: auditors and system administrators have no patients."""
    user = signed_in(request)
    if user.is_auditor:
        return redirect("audit:entries")
    if user.is_system_administrator:
        return redirect("accounts:users")
    return _for_those_who_care(request)


@care_only
def _for_those_who_care(request: HttpRequest) -> HttpResponse:
    """Open assessments, what is due next and people; for the MHA office of every team."""
    user = signed_in(request)
    office = user.is_mha_administrator
    form = TeamFilter(request.GET, teams=finding.teams()) if office else None
    fits = form is None or form.is_valid()
    team = UUID(form.cleaned_data["team"]) if form and fits and form.cleaned_data["team"] else None
    door.read(request, "opened_home", Patient, team=team)
    context = {
        "form": form,
        "search": PersonSearchForm(),
        "heading": "All teams" if office else "Your work",
        "lists": (
            _open(request, team),
            _due(request, team),
            _people(request, team, "People" if office else "My people"),
        ),
    }
    return render(request, "assessments/home.html", context, status=200 if fits else 422)


def _open(request: HttpRequest, team: UUID | None) -> dict[str, Any]:
    page, found = worklist.open_assessments(signed_in(request), team, request.GET.get("open"))
    rows = [
        (
            cells.person(row.assessment.patient),
            short_day(row.assessment.opened_at),
            cells.link(
                reverse("assessment", args=[row.assessment.pk]),
                row.assessment.state.words,
                f", assessment of {row.assessment.patient.name}",
            ),
            _move(row),
        )
        for row in found
    ]
    return {
        "name": "open",
        "heading": "Open assessments and whose move each is",
        "head": ("Person", "Opened", "Assessment", "Whose move"),
        "rows": rows,
        "empty": "No assessment is open. To start one, open a person’s page.",
        **_around(request, "open", page),
    }


def _move(row: worklist.OpenRow) -> SafeString:
    """Whose move it is, and the reader's own besides: notes typed for them to confirm."""
    move = cells.move(row.move)
    if not row.typed:
        return move
    number = len(row.typed)
    words = "1 note typed for you" if number == 1 else f"{number} notes typed for you"
    person = row.assessment.patient.name
    href = reverse("factor", args=[row.assessment.pk, row.typed[0]])
    return format_html("{}<br>{}", move, cells.link(href, f"{words} to confirm", f", {person}"))


def _due(request: HttpRequest, team: UUID | None) -> dict[str, Any]:
    user, now = signed_in(request), timezone.now()
    overdue = board.overdue_of(user, now)
    return {
        "name": "due",
        "heading": "What is due next",
        "before": due_rows.overdue_words(overdue, office=user.is_mha_administrator),
        "head": ("Person", "Due", "What", "Whose move"),
        "rows": [due_rows.short_row(item, user, now) for item in board.next_of(user, team, NEXT)],
        "empty": "Nothing is due. A review date is agreed with the person after an order is "
        "decided, and then stands here with the dates of the Act.",
        "more": (reverse("due"), "Everything that is due"),
    }


def _people(request: HttpRequest, team: UUID | None, heading: str) -> dict[str, Any]:
    page, found = worklist.people(signed_in(request), team, request.GET.get("people"))
    rows = [
        (
            cells.person(row.patient),
            cells.lines(row.lines),
            cells.move(row.move) if row.move else "Nothing is open",
        )
        for row in found
    ]
    return {
        "name": "people",
        "heading": heading,
        "head": ("Person", "Where things stand", "Whose move"),
        "rows": rows,
        "empty": "There is nobody here yet. Add a person, or search for somebody above.",
        **_around(request, "people", page),
    }


def _around(request: HttpRequest, name: str, page: Page) -> dict[str, Any]:
    """Links to the pages of this list before and after, which leave the other lists where they are.

    Numbers and a team's id are all that stands in them.
    """
    kept = {key: value for key, value in request.GET.items() if value and key in (*LISTS, "team")}

    def end(number: int) -> dict[str, str]:
        href = f"?{urlencode({**kept, name: number})}#{name}"
        return {"labelText": f"{number} of {page.paginator.num_pages}", "href": href}

    return {
        "previous": end(page.previous_page_number()) if page.has_previous() else None,
        "next": end(page.next_page_number()) if page.has_next() else None,
        "paged": page.has_other_pages(),
    }
