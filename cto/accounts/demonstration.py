"""The eight demonstration sign-ins and their three teams; everyone here is made up."""

from django.db import transaction

from cto.accounts import services
from cto.accounts.models import Profession, Team, User
from cto.accounts.services import Particulars

OUTREACH = "Northgate assertive outreach"
WARD = "Northgate ward 2"
ELSEWHERE = "Southfield community mental health team"

TEAMS = {
    OUTREACH: Team.Kind.COMMUNITY,
    WARD: Team.Kind.INPATIENT,
    ELSEWHERE: Team.Kind.COMMUNITY,
}

PEOPLE: tuple[tuple[Particulars, tuple[str, ...]], ...] = (
    (
        Particulars(
            username="rc",
            name="Dr Amara Okonjo",
            profession=Profession.PSYCHIATRIST,
            job_title="Consultant psychiatrist",
            is_approved_clinician=True,
        ),
        (OUTREACH, WARD),
    ),
    (
        Particulars(
            username="amhp",
            name="Siân Prosser",
            profession=Profession.SOCIAL_WORKER,
            job_title="Social worker",
            is_amhp=True,
        ),
        (OUTREACH,),
    ),
    (
        Particulars(
            username="nurse",
            name="Daniel Mensah",
            profession=Profession.NURSE,
            job_title="Community psychiatric nurse",
        ),
        (OUTREACH,),
    ),
    (
        Particulars(
            username="ot",
            name="Farah Siddiq",
            profession=Profession.OCCUPATIONAL_THERAPIST,
            job_title="Occupational therapist",
        ),
        (OUTREACH,),
    ),
    (
        Particulars(
            username="mha",
            name="Maureen Doyle",
            profession=Profession.ADMINISTRATOR,
            is_mha_administrator=True,
        ),
        (),
    ),
    (
        Particulars(
            username="other",
            name="Dr Tomasz Zieliński",
            profession=Profession.PSYCHIATRIST,
            job_title="Consultant psychiatrist",
            is_approved_clinician=True,
        ),
        (ELSEWHERE,),
    ),
    (
        Particulars(
            username="auditor",
            name="Priya Ramanathan",
            profession=Profession.ADMINISTRATOR,
            job_title="Information governance officer",
            is_auditor=True,
        ),
        (),
    ),
    (
        Particulars(
            username="sysadmin",
            name="Callum Fairbairn",
            profession=Profession.ADMINISTRATOR,
            is_system_administrator=True,
        ),
        (),
    ),
)


class TakenByARealUser(Exception):
    """A user who is no demonstration sign-in has one of the eight names."""


@transaction.atomic
def create_demonstration_users(password: str) -> dict[str, User]:
    """The eight users by user name, made where they are missing, all with this password.

    Safe to call again: what a system administrator changed since stays, only the password is set.
    Raises `TakenByARealUser` and changes nothing where one of the names belongs to somebody else.
    """
    known = {user.username: user for user in User.objects.filter(username__in=_usernames())}
    if any(not user.is_demonstration for user in known.values()):
        raise TakenByARealUser("A demonstration user name belongs to a real user")
    teams = {name: _team(name, kind) for name, kind in TEAMS.items()}
    for particulars, names in PEOPLE:
        user = known.get(particulars.username)
        if user is None:
            known[particulars.username] = services.add_user(
                particulars=particulars,
                teams=[teams[name] for name in names],
                password=password,
                is_demonstration=True,
                by=None,
            )
        elif not user.check_password(password):
            services.set_password(user=user, password=password, by=None)
    return {username: known[username] for username in _usernames()}


def _usernames() -> list[str]:
    return [particulars.username for particulars, _ in PEOPLE]


def _team(name: str, kind: str) -> Team:
    team = Team.objects.filter(name=name).first()
    return team or services.add_team(name=name, kind=kind, by=None)
