"""Teams and colleagues for invented people. Nobody can sign in as one of them."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from cto.accounts.demonstration import OUTREACH, WARD
from cto.accounts.models import Profession, Team, User

TEAM_SIZE = 40
OFFICE = "demo-office"


@dataclass(frozen=True)
class Colleagues:
    """Who looks after up to ``TEAM_SIZE`` people."""

    community: Team
    ward: Team
    rc: User
    amhp: User
    coordinators: tuple[User, ...]


def office() -> User:
    """The Mental Health Act office of the demonstration, or an invented one."""
    stored = User.objects.filter(username__in=("mha", OFFICE), is_demonstration=True).first()
    return stored or _store(_user(OFFICE, "administrator", is_mha_administrator=True))


def colleagues(seed: int, people: int) -> list[Colleagues]:
    """Enough teams for so many people. The first is the demonstration's own, where it is there."""
    known = _demonstration()
    number = -(-people // TEAM_SIZE)
    found = [known] if known else []
    invented = [_team(f"{seed}-{n:03d}") for n in range(len(found) + 1, number + 1)]
    users = [user for one in invented for user in (one.rc, one.amhp, *one.coordinators)]
    teams = [team for one in invented for team in (one.community, one.ward)]
    leads = [(team, team.lead, team.deputy) for team in teams]
    for team in teams:
        team.lead = team.deputy = None
    Team.objects.bulk_create(teams)
    User.objects.bulk_create(users)
    for team, lead, deputy in leads:
        team.lead, team.deputy = lead, deputy
    Team.objects.bulk_update(teams, ["lead", "deputy"], batch_size=200)
    User.teams.through.objects.bulk_create(
        User.teams.through(user=user, team=team)
        for one in invented
        for team in (one.community, one.ward)
        for user in (one.rc, one.amhp, *one.coordinators)
    )
    return found + invented


def _demonstration() -> Colleagues | None:
    """The sign-ins of the demonstration, so that they have somebody to look after, too."""
    names = ("rc", "amhp", "nurse", "ot")
    users = {u.username: u for u in User.objects.filter(username__in=names, is_demonstration=True)}
    teams = {team.name: team for team in Team.objects.filter(name__in=(OUTREACH, WARD))}
    if len(users) < len(names) or len(teams) < 2:
        return None
    coordinators = (users["nurse"], users["ot"])
    return Colleagues(teams[OUTREACH], teams[WARD], users["rc"], users["amhp"], coordinators)


def _team(name: str) -> Colleagues:
    rc = _user(f"demo-rc-{name}", "psychiatrist", is_approved_clinician=True)
    amhp = _user(f"demo-amhp-{name}", "social_worker", is_amhp=True)
    nurses = tuple(_user(f"demo-nurse-{name}-{n}", "nurse") for n in range(1, 4))
    by = {"lead": nurses[0], "deputy": nurses[1]}
    community = Team(pk=_pk(f"community-{name}"), name=f"Demonstration team {name}", **by)
    ward = Team(pk=_pk(f"ward-{name}"), name=f"Demonstration ward {name}", **by)
    community.kind, ward.kind = Team.Kind.COMMUNITY, Team.Kind.INPATIENT
    return Colleagues(community, ward, rc, amhp, nurses)


def _user(username: str, profession: str, **roles: bool) -> User:
    return User(
        pk=_pk(username),
        username=username,
        name=username.replace("-", " ").capitalize(),
        email=f"{username}@example.invalid",
        profession=_PROFESSIONS[profession],
        password=_NO_PASSWORD,
        is_demonstration=True,
        **roles,
    )


def _store(user: User) -> User:
    user.save(force_insert=True)
    return user


def _pk(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration/{name}")


_NO_PASSWORD = make_password(None)
_PROFESSIONS = {
    "administrator": Profession.ADMINISTRATOR,
    "psychiatrist": Profession.PSYCHIATRIST,
    "social_worker": Profession.SOCIAL_WORKER,
    "nurse": Profession.NURSE,
}
