"""The pages of users and teams: who may open them, what they store, what they cost."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cto.accounts.models import Profession, Team, User
from cto.audit.models import Entry
from cto.design.forms import fields_without_instructions
from tests.factories import PASSWORD, USERNAMES

OTHERS = [name for name in USERNAMES if name != "sysadmin"]
PAGES = ["users", "user_add", "user", "teams", "team_add", "team"]
GOOD = {"name": "New Person", "username": "new.person", "profession": "nurse"}


def address(name: str, people: dict[str, User]) -> str:
    stored = {"user": people["nurse"].pk, "user_password": people["nurse"].pk}
    if name == "team":
        stored["team"] = Team.objects.get(name="Northgate ward 2").pk
    return reverse(f"accounts:{name}", args=[stored[name]] if name in stored else [])


def changed(people: dict[str, User], client: Client, **changes: object) -> dict[str, object]:
    """What the page of the nurse would send, with changes."""
    page = client.get(address("user", people)).context["form"]
    stored = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    typed = {name: value for name, value in {**stored, **changes}.items() if value is not False}
    return {name: "on" if value is True else value for name, value in typed.items()}


# Who may open them -------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [*PAGES, "user_password"])
@pytest.mark.parametrize("username", OTHERS)
def test_everybody_else_gets_what_a_page_that_does_not_exist_gives(
    people: dict[str, User], browser_of: Callable[[str], Client], username: str, name: str
) -> None:
    client = browser_of(username)
    nowhere, here = "/users-and-teams/no-such-page/", address(name, people)
    for nothing, answer in (
        (client.get(nowhere), client.get(here)),
        (client.post(nowhere, GOOD), client.post(here, GOOD)),
    ):
        if name in {"users", "teams"} and answer.request["REQUEST_METHOD"] == "POST":
            assert answer.status_code == 405
            continue
        if name == "user_password" and answer.request["REQUEST_METHOD"] == "GET":
            assert answer.status_code == 405
            continue
        assert answer.status_code == 404
        assert without_secrets(answer.content) == without_secrets(nothing.content)
        entry = Entry.objects.first()
        assert entry is not None
        assert (entry.actor, entry.action, entry.outcome) == (
            people[username],
            "opened_page",
            "refused",
        )
        assert entry.subject_id == f"accounts:{name}"
    assert not User.objects.filter(username="new.person").exists()


def without_secrets(page: bytes) -> bytes:
    return re.sub(rb'(nonce|name="csrfmiddlewaretoken" value)="[^"]*"', b"", page)


@pytest.mark.parametrize("name", PAGES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(people: dict[str, User], name: str) -> None:
    answer = Client().get(address(name, people))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("name", PAGES)
def test_a_system_administrator_opens_them(
    people: dict[str, User], sysadmin: Client, name: str
) -> None:
    answer = sysadmin.get(address(name, people))
    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", ["user", "user_password", "team"])
def test_a_user_or_team_that_does_not_exist_is_a_404(sysadmin: Client, name: str) -> None:
    assert sysadmin.post(reverse(f"accounts:{name}", args=[uuid4()])).status_code == 404


# What they cost ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "queries"),
    # session and user, then: users 4 (teams offered, count, page, their teams), user 4 (teams
    # offered, user, teams, fingerprint), teams 1
    [("users", 6), ("user_add", 3), ("user", 6), ("teams", 3), ("team_add", 2), ("team", 4)],
)
def test_a_page_asks_the_database_a_fixed_number_of_questions(
    people: dict[str, User],
    sysadmin: Client,
    django_assert_num_queries: Callable[[int], Any],
    name: str,
    queries: int,
) -> None:
    url = address(name, people)
    for n in range(60):
        user = User.objects.create_user(f"n{n}", name=f"N {n}", profession=Profession.NURSE)
        user.teams.set(Team.objects.all())
    with django_assert_num_queries(queries):
        sysadmin.get(url)


# The list ----------------------------------------------------------------------------------------
def listed(answer: Any) -> set[str]:
    return {row[1] for row in answer.context["rows"]}


def test_the_list_is_filtered_by_team_and_by_who_may_sign_in(
    people: dict[str, User], sysadmin: Client
) -> None:
    ward = Team.objects.get(name="Northgate ward 2")
    User.objects.filter(username="ot").update(is_active=False)
    url = reverse("accounts:users")
    assert listed(sysadmin.get(url)) == set(USERNAMES)
    assert listed(sysadmin.get(url, {"team": str(ward.pk)})) == {"rc"}
    assert listed(sysadmin.get(url, {"active": "no"})) == {"ot"}
    assert listed(sysadmin.get(url, {"active": "yes"})) == set(USERNAMES) - {"ot"}


@pytest.mark.parametrize(
    "query", [{"team": "x"}, {"team": str(uuid4())}, {"active": "perhaps"}, {"team": "\0"}]
)
def test_a_filter_that_was_not_offered_is_refused(sysadmin: Client, query: dict[str, str]) -> None:
    answer = sysadmin.get(reverse("accounts:users"), query)
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content


def test_a_long_list_has_pages_that_keep_the_filter(
    people: dict[str, User], sysadmin: Client
) -> None:
    for n in range(60):
        User.objects.create_user(f"n{n}", name=f"N {n}", profession=Profession.NURSE)
    first = sysadmin.get(reverse("accounts:users"), {"active": "yes"})
    assert len(first.context["rows"]) == 50
    assert b"?active=yes&amp;page=2" in first.content
    second = sysadmin.get(reverse("accounts:users"), {"active": "yes", "page": "2"})
    assert len(second.context["rows"]) == 18
    assert not listed(first) & listed(second)


# Adding and changing -----------------------------------------------------------------------------
def test_a_new_user_signs_in_with_the_password_shown_once(
    people: dict[str, User], sysadmin: Client
) -> None:
    ward = Team.objects.get(name="Northgate ward 2")
    typed = {**GOOD, "username": "New.Person", "teams": [str(ward.pk)], "is_amhp": "on"}
    answer = sysadmin.post(reverse("accounts:user_add"), typed)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    password = answer.context["password"]
    assert password.encode() in answer.content
    user = User.objects.get(username="new.person")
    assert user.is_amhp
    assert list(user.teams.all()) == [ward]
    assert Client().login(username="new.person", password=password)
    assert password not in str(list(Entry.objects.values()))
    again = sysadmin.post(reverse("accounts:user_add"), typed)
    assert again.status_code == 422
    assert b"already taken" in again.content
    assert User.objects.filter(username="new.person").count() == 1


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": ""}, "name", "Enter the person"),
        ({"name": "42"}, "name", "in letters"),
        ({"name": "x" * 101}, "name", "Shorten it"),
        ({"name": "Ann \u202e"}, "name", "cannot be kept"),
        ({"username": ""}, "username", "Enter the user name"),
        ({"username": "a b"}, "username", "only small letters"),
        ({"username": "nurse"}, "username", "already taken"),
        ({"username": "NURSE"}, "username", "already taken"),
        ({"email": "not an address"}, "email", "name@example.org"),
        ({"profession": ""}, "profession", "Select the person"),
        ({"profession": "king"}, "profession", "Choose one"),
        ({"profession": "doctor", "is_amhp": "on"}, "is_amhp", "section 114(2)"),
        ({"profession": "pharmacist", "is_amhp": "on"}, "is_amhp", "is a social worker"),
        ({"is_auditor": "on"}, "is_auditor", "Untick auditor"),
        ({"is_system_administrator": "on"}, "is_system_administrator", "Untick system"),
        ({"is_mha_administrator": "on"}, "is_mha_administrator", "Untick Mental Health Act"),
        (
            {"profession": "administrator", "is_approved_clinician": "on"},
            "is_approved_clinician",
            "Untick approved clinician",
        ),
        ({"teams": ["x"]}, "teams", "Choose one"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_everything_typed_stays(
    people: dict[str, User], sysadmin: Client, typed: dict[str, object], field: str, said: str
) -> None:
    answer = sysadmin.post(
        reverse("accounts:user_add"), {**GOOD, "job_title": "Kept as typed", **typed}
    )
    assert answer.status_code == 422
    assert any(said in error for error in answer.context["form"].errors[field])
    assert b"There is a problem" in answer.content
    assert b"Kept as typed" in answer.content
    assert User.objects.count() == len(people)


def test_a_user_is_changed_and_the_list_says_so(people: dict[str, User], sysadmin: Client) -> None:
    typed = changed(people, sysadmin, name="Daniel K. Mensah", is_approved_clinician=True)
    answer = sysadmin.post(address("user", people), typed, follow=True)
    assert b"Daniel K. Mensah is saved" in answer.content
    nurse = User.objects.get(username="nurse")
    assert nurse.is_approved_clinician
    assert [team.name for team in nurse.teams.all()] == ["Northgate assertive outreach"]


def test_only_the_fields_on_the_page_can_be_changed(
    people: dict[str, User], sysadmin: Client
) -> None:
    typed = changed(people, sysadmin, is_demonstration="on", password="x", id=str(uuid4()))
    assert sysadmin.post(address("user", people), typed).status_code == 302
    nurse = User.objects.get(username="nurse")
    assert nurse == people["nurse"]
    assert nurse.is_demonstration
    assert nurse.check_password(PASSWORD)


def test_an_overtaken_change_keeps_what_was_typed_and_can_be_saved_again(
    people: dict[str, User], sysadmin: Client
) -> None:
    typed = changed(people, sysadmin, job_title="Typed by me")
    User.objects.filter(username="nurse").update(email="someone.else@example.org")
    answer = sysadmin.post(address("user", people), typed)
    assert answer.status_code == 409
    assert b"Somebody else changed this user" in answer.content
    assert b"Typed by me" in answer.content
    assert User.objects.get(username="nurse").job_title == "Community psychiatric nurse"
    typed["seen"] = answer.context["form"]["seen"].value()
    assert sysadmin.post(address("user", people), typed).status_code == 302
    assert User.objects.get(username="nurse").job_title == "Typed by me"


def test_a_system_administrator_is_told_that_they_cannot_end_their_own_office(
    people: dict[str, User], sysadmin: Client
) -> None:
    url = reverse("accounts:user", args=[people["sysadmin"].pk])
    typed = {"name": "Me", "username": "sysadmin", "profession": "administrator"}
    answer = sysadmin.post(url, typed)
    assert answer.status_code in {409, 422}
    assert b"Ask another system administrator" in answer.content
    assert User.objects.get(username="sysadmin").is_active


def test_a_forgotten_password_is_replaced_and_shown_once(
    people: dict[str, User], browser_of: Callable[[str], Client], sysadmin: Client
) -> None:
    nurse = browser_of("nurse")
    answer = sysadmin.post(address("user_password", people))
    assert Client().login(username="nurse", password=answer.context["password"])
    assert nurse.get("/account/password/change/").status_code == 302
    assert Entry.objects.filter(action="set_password", outcome="done").count() == 1


def test_teams_are_added_and_renamed(people: dict[str, User], sysadmin: Client) -> None:
    url = reverse("accounts:team_add")
    assert sysadmin.post(url, {"name": "Crisis team", "kind": "community"}).status_code == 302
    team = Team.objects.get(name="Crisis team")
    page = sysadmin.get(reverse("accounts:teams"))
    names = [re.sub("<[^>]*>", "", row[0]) for row in page.context["rows"]]
    assert names == sorted(Team.objects.values_list("name", flat=True))
    assert [row[2] for row in page.context["rows"]] == [0, 4, 1, 1]
    one = reverse("accounts:team", args=[team.pk])
    assert sysadmin.post(one, {"name": "Crisis", "kind": "inpatient"}).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.kind) == ("Crisis", "inpatient")
    for bad in ({"name": "", "kind": ""}, {"name": "northgate WARD 2", "kind": "inpatient"}):
        answer = sysadmin.post(one, bad)
        assert answer.status_code == 422
        assert answer.context["form"].errors["name"]


def test_a_team_is_led_by_members_who_may_sign_in(
    people: dict[str, User], sysadmin: Client
) -> None:
    team = people["nurse"].teams.get(kind="community")
    User.objects.filter(pk=people["ot"].pk).update(is_active=False)
    url = reverse("accounts:team", args=[team.pk])
    offered = {pk for pk, _ in sysadmin.get(url).context["form"].fields["lead"].choices}
    active = team.members.filter(is_active=True)
    assert offered == {"", *(str(user.pk) for user in active)}
    stored = {"name": team.name, "kind": team.kind}
    lead, deputy = str(people["rc"].pk), str(people["nurse"].pk)
    assert sysadmin.post(url, {**stored, "lead": lead, "deputy": deputy}).status_code == 302
    team.refresh_from_db()
    assert (team.lead, team.deputy) == (people["rc"], people["nurse"])
    assert people["rc"].name in sysadmin.get(reverse("accounts:teams")).content.decode()
    same = sysadmin.post(url, {**stored, "lead": lead, "deputy": lead})
    assert same.status_code == 422
    assert "somebody else than the lead" in same.content.decode()
    for stranger in (str(people["other"].pk), str(people["ot"].pk), "x"):
        assert sysadmin.post(url, {**stored, "lead": stranger}).status_code == 422
    assert sysadmin.post(url, stored).status_code == 302
    team.refresh_from_db()
    assert (team.lead, team.deputy) == (None, None)


@pytest.mark.parametrize("name", ["NewUserForm", "UserForm", "TeamForm", "UsersFilter"])
def test_every_required_field_says_what_to_do(name: str) -> None:
    from cto.accounts import forms

    assert fields_without_instructions(getattr(forms, name)) == []
