"""Users and teams, for system administrators alone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cto.accounts import services
from cto.accounts.access import is_system_administrator, only, signed_in
from cto.accounts.forms import ChangeTeamForm, NewUserForm, TeamForm, UserForm, UsersFilter
from cto.accounts.models import Team, User

USERS_ON_A_PAGE = 50
UNPROCESSABLE = 422
CONFLICT = 409

system_administrator_only = only(is_system_administrator)


@require_GET
@system_administrator_only
def users(request: HttpRequest) -> HttpResponse:
    """The users, fifty to a page, of one team or of all."""
    form = UsersFilter(request.GET, teams=list(Team.objects.all()))
    valid = form.is_valid()
    found = _matching(form) if valid else User.objects.none()
    page = Paginator(found, USERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "head": ("Name", "User name", "What they are", "Teams", "May sign in"),
        "rows": [_user_row(user) for user in page],
    }
    return render(request, "accounts/users.html", context, status=200 if valid else UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
@system_administrator_only
@sensitive_variables("password")
def user_add(request: HttpRequest) -> HttpResponse:
    """Add a user; the answer shows their first password, which is kept nowhere in the clear."""
    form = NewUserForm(request.POST or None, teams=list(Team.objects.all()))
    if request.method == "POST" and form.is_valid():
        password = services.new_password()
        try:
            user = services.add_user(
                particulars=form.particulars(),
                teams=form.chosen_teams(),
                password=password,
                by=signed_in(request),
            )
        except (ValidationError, services.Refused) as wrong:
            form.say(wrong)
        else:
            return _password_shown_once(request, user, password)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "accounts/user_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@system_administrator_only
def user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a user's particulars, roles and teams, or end their sign-in."""
    person = get_object_or_404(User, pk=pk)
    offered = list(Team.objects.all())
    initial = UserForm.answers(person, list(person.teams.all()), services.fingerprint(person))
    form = UserForm(request.POST or None, teams=offered, initial=initial)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                services.change_user(
                    user=person,
                    particulars=form.particulars(),
                    teams=form.chosen_teams(),
                    seen=form.cleaned_data["seen"],
                    by=signed_in(request),
                )
            except (ValidationError, services.Refused) as wrong:
                form.say(wrong)
            except services.Overtaken as wrong:
                form.say(wrong)
                status = CONFLICT
                # Everything typed stays; saved again, it replaces what the colleague saved.
                form.show_as_seen(initial["seen"])
            else:
                messages.success(request, f"{form.cleaned_data['name']} is saved.")
                return redirect("accounts:users")
    return render(request, "accounts/user.html", {"form": form, "person": person}, status=status)


@require_POST
@system_administrator_only
@sensitive_variables("password")
def user_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Replace a forgotten password with one that is shown once; ends the user's sessions."""
    person = get_object_or_404(User, pk=pk)
    password = services.new_password()
    services.set_password(user=person, password=password, by=signed_in(request))
    return _password_shown_once(request, person, password)


@require_GET
@system_administrator_only
def teams(request: HttpRequest) -> HttpResponse:
    """The teams, each with its number of users."""
    found = Team.objects.annotate(people=Count("members")).select_related("lead", "deputy")
    rows = [
        (
            _link("accounts:team", team, team.name),
            team.get_kind_display(),
            team.people,
            team.lead.name if team.lead else "Nobody",
            team.deputy.name if team.deputy else "Nobody",
        )
        for team in found.order_by("name")
    ]
    context = {"head": ("Team", "Kind", "Users", "Lead", "Deputy"), "rows": rows}
    return render(request, "accounts/teams.html", context)


@require_http_methods(["GET", "POST"])
@system_administrator_only
def team_add(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            team = services.add_team(**_of_team(form), by=signed_in(request))
        except (ValidationError, services.Refused) as wrong:
            form.say(wrong)
        else:
            messages.success(request, f"{team.name} is added.")
            return redirect("accounts:teams")
    return _team_page(request, form, "Add a team")


@require_http_methods(["GET", "POST"])
@system_administrator_only
def team(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rename a team, change its kind, or name who leads it."""
    stored = get_object_or_404(Team, pk=pk)
    initial = {
        "name": stored.name,
        "kind": stored.kind,
        "lead": str(stored.lead_id or ""),
        "deputy": str(stored.deputy_id or ""),
    }
    members = list(stored.members.filter(is_active=True))
    form = ChangeTeamForm(request.POST or None, initial=initial, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_team(
                team=stored, **_of_team(form) | form.leaders(), by=signed_in(request)
            )
        except (ValidationError, services.Refused) as wrong:
            form.say(wrong)
        else:
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect("accounts:teams")
    return _team_page(request, form, "Change a team")


def _matching(form: UsersFilter) -> QuerySet[User]:
    found = User.objects.prefetch_related("teams")
    if form.cleaned_data["team"]:
        found = found.filter(teams=form.cleaned_data["team"])
    if form.cleaned_data["active"]:
        found = found.filter(is_active=form.cleaned_data["active"] == "yes")
    return found


def _user_row(user: User) -> tuple[object, ...]:
    return (
        _link("accounts:user", user, user.name),
        user.username,
        user.description,
        "\n".join(team.name for team in user.teams.all()),
        "Yes" if user.is_active else "No",
    )


def _link(name: str, thing: User | Team, words: str) -> str:
    return format_html(
        '<a class="nhsuk-link" href="{}">{}</a>', reverse(name, args=[thing.pk]), words
    )


def _of_team(form: TeamForm) -> dict[str, Any]:
    return {"name": form.cleaned_data["name"], "kind": form.cleaned_data["kind"]}


def _team_page(request: HttpRequest, form: TeamForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "accounts/team.html", context, status=status)


def _password_shown_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    # Not a redirect: between two pages the password would have to be kept somewhere.
    context = {"person": user, "password": password}
    return render(request, "accounts/password_once.html", context)
