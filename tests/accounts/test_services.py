"""Adding and changing users and teams: who may, what is refused, what the log keeps."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cto.accounts import services
from cto.accounts.demonstration import (
    PEOPLE,
    TEAMS,
    TakenByARealUser,
    create_demonstration_users,
)
from cto.accounts.models import Profession, Team, User
from cto.accounts.services import Overtaken, Particulars, Refused
from cto.audit.models import Entry
from tests.factories import PASSWORD, USERNAMES

SOMEONE = Particulars(username="someone", name="Some One", profession=Profession.NURSE)


def add(by: User | None, **changes: Any) -> User:
    return services.add_user(particulars=replace(SOMEONE, **changes), password="secret", by=by)


@pytest.mark.parametrize("username", [name for name in USERNAMES if name != "sysadmin"])
def test_nobody_but_a_system_administrator_changes_users_and_teams(
    people: dict[str, User], username: str
) -> None:
    by, before = people[username], Entry.objects.count()
    nurse = people["nurse"]
    team = Team.objects.first()
    assert team is not None
    for attempt in (
        lambda: add(by),
        lambda: services.change_user(user=nurse, particulars=SOMEONE, by=by),
        lambda: services.add_team(name="Another", kind="community", by=by),
        lambda: services.change_team(team=team, name="Another", kind="community", by=by),
        lambda: services.set_password(user=people["sysadmin"], password="x", by=by),
    ):
        with pytest.raises(Refused, match="Only a system administrator"):
            attempt()
    assert Entry.objects.count() == before


def test_an_administrator_whose_office_ended_meanwhile_is_refused(people: dict[str, User]) -> None:
    sysadmin = people["sysadmin"]  # as loaded when the page was opened
    User.objects.filter(pk=sysadmin.pk).update(is_active=False)
    with pytest.raises(Refused):
        add(sysadmin)


def test_a_new_user_is_audited_by_keys_and_ids_alone(people: dict[str, User]) -> None:
    team = Team.objects.get(name="Northgate ward 2")
    user = services.add_user(
        particulars=SOMEONE, teams=[team], password="secret", by=people["sysadmin"]
    )
    assert user.check_password("secret")
    assert list(user.teams.all()) == [team]
    entry = Entry.objects.get(action="added_user", subject_id=str(user.pk))
    assert entry.actor == people["sysadmin"]
    assert entry.detail == {
        "profession": "nurse",
        "roles": "",
        "may_sign_in": True,
        "team_1": str(team.pk),
    }


def test_a_user_who_could_not_be_stored_leaves_nothing(people: dict[str, User]) -> None:
    before = (User.objects.count(), Entry.objects.count())
    with pytest.raises(ValidationError, match=r"section 114\(2\)"):
        add(people["sysadmin"], profession=Profession.DOCTOR, is_amhp=True)
    with pytest.raises(ValidationError, match="already taken"):
        add(people["sysadmin"], username="nurse")
    assert (User.objects.count(), Entry.objects.count()) == before


def test_a_change_names_what_changed_and_no_change_is_no_entry(people: dict[str, User]) -> None:
    sysadmin, ot = people["sysadmin"], people["ot"]
    teams = list(ot.teams.all())
    same = Particulars.of(ot)
    services.change_user(user=ot, particulars=same, teams=teams, by=sysadmin)
    assert not Entry.objects.filter(action="changed_user").exists()
    services.change_user(user=ot, particulars=replace(same, is_amhp=True), teams=[], by=sysadmin)
    entry = Entry.objects.get(action="changed_user")
    assert entry.detail["changed"] == "is_amhp,teams"
    ot.refresh_from_db()
    assert ot.is_amhp
    assert not ot.teams.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"is_active": False},
        {"is_system_administrator": False},
        {"is_system_administrator": False, "is_auditor": True},
    ],
)
def test_a_system_administrator_cannot_end_their_own_office(
    people: dict[str, User], change: dict[str, Any]
) -> None:
    sysadmin = people["sysadmin"]
    wanted = replace(Particulars.of(sysadmin), **change)
    with pytest.raises(Refused, match="Ask another system administrator"):
        services.change_user(user=sysadmin, particulars=wanted, by=sysadmin)
    another = add(sysadmin, profession=Profession.ADMINISTRATOR, is_system_administrator=True)
    services.change_user(user=sysadmin, particulars=wanted, by=another)


def test_whoever_was_overtaken_is_told_and_changes_nothing(people: dict[str, User]) -> None:
    sysadmin, nurse = people["sysadmin"], people["nurse"]
    seen, stated = services.fingerprint(nurse), Particulars.of(nurse)
    services.change_user(
        user=nurse, particulars=replace(stated, name="First"), seen=seen, by=sysadmin
    )
    with pytest.raises(Overtaken):
        services.change_user(
            user=nurse, particulars=replace(stated, name="Second"), seen=seen, by=sysadmin
        )
    nurse.refresh_from_db()
    assert nurse.name == "First"


@pytest.mark.parametrize("role", ["is_auditor", "is_system_administrator"])
def test_auditors_and_system_administrators_belong_to_no_team(
    people: dict[str, User], role: str
) -> None:
    particulars = replace(SOMEONE, profession=Profession.ADMINISTRATOR, **{role: True})  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="belongs to no team"):
        services.add_user(
            particulars=particulars,
            teams=Team.objects.all(),
            password="secret",
            by=people["sysadmin"],
        )


def test_teams_are_added_and_changed_and_audited(people: dict[str, User]) -> None:
    sysadmin = people["sysadmin"]
    team = services.add_team(name="Home treatment", kind="community", by=sysadmin)
    services.change_team(team=team, name="Home treatment east", kind="community", by=sysadmin)
    services.change_team(team=team, name="Home treatment east", kind="community", by=sysadmin)
    assert Team.objects.get(pk=team.pk).name == "Home treatment east"
    assert Entry.objects.get(action="changed_team").detail["changed"] == "name"
    with pytest.raises(ValidationError, match="already exists"):
        services.add_team(name="home TREATMENT east", kind="community", by=sysadmin)


def test_a_team_is_led_by_members_who_may_sign_in(people: dict[str, User]) -> None:
    sysadmin, team = people["sysadmin"], people["nurse"].teams.get(kind="community")
    named = {"team": team, "name": team.name, "kind": team.kind, "by": sysadmin}
    team = services.change_team(**named, lead=people["nurse"], deputy=people["ot"])
    assert (team.lead, team.deputy) == (people["nurse"], people["ot"])
    entry = Entry.objects.get(action="changed_team")
    assert entry.detail["changed"] == "lead,deputy"
    assert entry.detail["lead"] == str(people["nurse"].pk)
    with pytest.raises(ValidationError, match="member of the team as its lead"):
        services.change_team(**named, lead=people["other"])
    with pytest.raises(ValidationError, match="somebody else than the lead"):
        services.change_team(**named, lead=people["ot"], deputy=people["ot"])
    User.objects.filter(pk=people["ot"].pk).update(is_active=False)
    with pytest.raises(ValidationError, match="member of the team as its deputy"):
        services.change_team(**named, lead=people["rc"], deputy=people["ot"])


@pytest.mark.parametrize("change", [{"is_active": False}, {"teams": ()}])
def test_whoever_leaves_a_team_leads_it_no_longer(
    people: dict[str, User], change: dict[str, Any]
) -> None:
    sysadmin, nurse = people["sysadmin"], people["nurse"]
    team = nurse.teams.get(kind="community")
    services.change_team(
        team=team,
        name=team.name,
        kind=team.kind,
        lead=people["rc"],
        deputy=nurse,
        by=sysadmin,
    )
    changed = dict(change)
    teams = changed.pop("teams", list(nurse.teams.all()))
    particulars = replace(Particulars.of(nurse), **changed)
    services.change_user(user=nurse, particulars=particulars, teams=teams, by=sysadmin)
    team.refresh_from_db()
    assert (team.lead, team.deputy) == (people["rc"], None)
    assert Entry.objects.filter(action="changed_team").count() == 2


def test_first_passwords_are_long_new_and_easy_to_read_out() -> None:
    made = {services.new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 19 and not set(password) & set("il1o0") for password in made)


# The demonstration sign-ins ----------------------------------------------------------------------
def test_there_are_eight_demonstration_sign_ins_in_three_teams(people: dict[str, User]) -> None:
    assert tuple(people) == USERNAMES == tuple(person.username for person, _ in PEOPLE)
    assert all(user.is_demonstration and user.check_password(PASSWORD) for user in people.values())
    assert Team.objects.count() == len(TEAMS) == 3
    teams = {name: {team.name for team in user.teams.all()} for name, user in people.items()}
    outreach, ward = "Northgate assertive outreach", "Northgate ward 2"
    assert teams["rc"] == {outreach, ward}
    assert teams["amhp"] == teams["nurse"] == teams["ot"] == {outreach}
    assert teams["mha"] == teams["auditor"] == teams["sysadmin"] == set()
    assert not teams["other"] & {outreach, ward}


@pytest.mark.parametrize(
    ("username", "description"),
    [
        ("rc", "Consultant psychiatrist, approved clinician"),
        ("amhp", "Social worker, approved mental health professional"),
        ("nurse", "Community psychiatric nurse"),
        ("ot", "Occupational therapist"),
        ("mha", "Mental Health Act administrator"),
        ("other", "Consultant psychiatrist, approved clinician"),
        ("auditor", "Information governance officer, auditor"),
        ("sysadmin", "System administrator"),
    ],
)
def test_each_demonstration_sign_in_is_who_the_contract_says(
    people: dict[str, User], username: str, description: str
) -> None:
    assert people[username].description == description


def test_making_them_again_changes_only_the_password(people: dict[str, User]) -> None:
    before = list(User.objects.order_by("username").values_list("pk", "name"))
    entries = Entry.objects.count()
    create_demonstration_users(PASSWORD)
    assert Entry.objects.count() == entries
    again = create_demonstration_users("a new demonstration password")
    assert again["rc"].check_password("a new demonstration password")
    assert list(User.objects.order_by("username").values_list("pk", "name")) == before
    assert Team.objects.count() == 3


@pytest.mark.django_db
def test_a_real_user_is_never_made_a_demonstration_sign_in() -> None:
    User.objects.create_user("nurse", "mine", name="A Nurse", profession=Profession.NURSE)
    with pytest.raises(TakenByARealUser):
        create_demonstration_users(PASSWORD)
    assert User.objects.get().check_password("mine")
