"""The only code that writes users and teams: each change and its audit entry in one transaction."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from cto.accounts.models import Team, User
from cto.audit import door

# Without letters and digits that look alike; 16 of these 31 are about 79 bits.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105

ROLES = (
    "is_approved_clinician",
    "is_amhp",
    "is_mha_administrator",
    "is_auditor",
    "is_system_administrator",
)


class Refused(Exception):
    """This person may not do this; `reasons` are sentences for the screen."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Overtaken(Exception):
    """Somebody else changed the user since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What a system administrator writes about a user; the password is apart."""

    username: str
    name: str
    profession: str
    job_title: str = ""
    email: str = ""
    is_approved_clinician: bool = False
    is_amhp: bool = False
    is_mha_administrator: bool = False
    is_auditor: bool = False
    is_system_administrator: bool = False
    is_active: bool = True

    @classmethod
    def of(cls, user: User) -> "Particulars":
        """The particulars of a stored user."""
        return cls(**{field: getattr(user, field) for field in cls.__dataclass_fields__})


def fingerprint(user: User) -> str:
    """What a page carries to notice that somebody else changed the user meanwhile.

    16 hexadecimal digits over particulars and teams; two queries at most.
    """
    teams = sorted(str(pk) for pk in user.teams.values_list("pk", flat=True))
    stated = json.dumps([asdict(Particulars.of(user)), teams], sort_keys=True)
    return hashlib.sha256(stated.encode()).hexdigest()[:16]


def new_password() -> str:
    """A password to be shown once: four groups of four characters that are hard to confuse."""
    groups = ("".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def reasons_not_to_manage(by: User | None) -> tuple[str, ...]:
    """Why this person may not change users and teams; `None` is a management command."""
    if by is None or (by.is_active and by.is_system_administrator):
        return ()
    return ("Only a system administrator changes users and teams.",)


def reasons_not_to_change(user: User, to: Particulars, by: User | None) -> tuple[str, ...]:
    """Why these particulars may not be given to this user.

    Nobody ends their own administration, so that there is always one system administrator left.
    """
    reasons = list(reasons_not_to_manage(by))
    if by is not None and user.pk == by.pk:
        if not to.is_system_administrator:
            reasons.append("Ask another system administrator to end your own administration.")
        if not to.is_active:
            reasons.append("Ask another system administrator to end your own sign-in.")
    return tuple(reasons)


@transaction.atomic
def add_user(
    *,
    particulars: Particulars,
    teams: Iterable[Team] = (),
    password: str,
    is_demonstration: bool = False,
    by: User | None,
) -> User:
    """Store a new user with a first password.

    Raises `Refused`, and `ValidationError` with the sentences of the model's constraints.
    """
    _insist(reasons_not_to_manage(_still_in_office(by)))
    user = User(**asdict(particulars), is_demonstration=is_demonstration)
    user.set_password(password)
    teams = _fitting(user, teams)
    user.full_clean()
    user.save(force_insert=True)
    user.teams.set(teams)
    door.wrote(by, "added_user", user, **_as_detail(user, teams))
    return user


@transaction.atomic
def change_user(
    *,
    user: User,
    particulars: Particulars,
    teams: Iterable[Team] = (),
    seen: str | None = None,
    by: User | None,
) -> User:
    """Give a user these particulars and exactly these teams; takes effect at their next request.

    `seen` is the `fingerprint` of what the administrator was shown. Raises `Overtaken` where it
    no longer holds, `Refused`, and `ValidationError`.
    """
    by = _still_in_office(by)
    stored = User.objects.select_for_update().get(pk=user.pk)
    _insist(reasons_not_to_change(stored, particulars, by))
    if seen is not None and seen != fingerprint(stored):
        raise Overtaken
    before = Particulars.of(stored)
    changed = [
        field for field, value in asdict(particulars).items() if value != getattr(before, field)
    ]
    for field in changed:
        setattr(stored, field, getattr(particulars, field))
    teams = _fitting(stored, teams)
    stored.full_clean()
    stored.save(update_fields=changed)
    if set(teams) != set(stored.teams.all()):
        stored.teams.set(teams)
        changed.append("teams")
    for team in _give_up_leading(stored, teams):
        door.wrote(by, "changed_team", team, changed="lead,deputy", user=stored.pk)
    if changed:
        detail = _as_detail(stored, teams)
        door.wrote(by, "changed_user", stored, changed=",".join(changed), **detail)
    return stored


@transaction.atomic
def set_password(*, user: User, password: str, by: User | None) -> None:
    """Replace a user's password, which ends all their sessions. Raises `Refused`.

    Everybody may replace their own; the caller has asked for the present one.
    """
    if by is None or by.pk != user.pk:
        _insist(reasons_not_to_manage(_still_in_office(by)))
    stored = User.objects.select_for_update().get(pk=user.pk)
    stored.set_password(password)
    stored.save(update_fields=["password"])
    # The object in the caller's hands is the one whose session is looked at next.
    user.password = stored.password
    door.wrote(by, "set_password", user)


@transaction.atomic
def add_team(*, name: str, kind: str, by: User | None) -> Team:
    """Store a new team. Raises `Refused` and `ValidationError`."""
    _insist(reasons_not_to_manage(_still_in_office(by)))
    team = Team(name=name, kind=kind)
    team.full_clean()
    team.save(force_insert=True)
    door.wrote(by, "added_team", team, kind=kind)
    return team


@transaction.atomic
def change_team(
    *,
    team: Team,
    name: str,
    kind: str,
    lead: User | None = None,
    deputy: User | None = None,
    by: User | None,
) -> Team:
    """Give a team this name and kind, and these people as its lead and deputy (or nobody).

    The two are members of the team who may sign in: what is due and not seen to goes to them.
    Raises `Refused` and `ValidationError`.
    """
    _insist(reasons_not_to_manage(_still_in_office(by)))
    stored = Team.objects.select_for_update().get(pk=team.pk)
    wanted = {"name": name, "kind": kind, "lead": lead, "deputy": deputy}
    changed = [field for field, value in wanted.items() if getattr(stored, field) != value]
    for field in changed:
        setattr(stored, field, wanted[field])
    if changed:
        _check_leaders(stored)
        stored.full_clean()
        stored.save(update_fields=changed)
        now: dict[str, Any] = {"lead": stored.lead_id, "deputy": stored.deputy_id}
        door.wrote(by, "changed_team", stored, changed=",".join(changed), kind=kind, **now)
    return stored


def _check_leaders(team: Team) -> None:
    """Lead and deputy are two members who may sign in."""
    members = set(team.members.filter(is_active=True).values_list("pk", flat=True))
    for field, words in (("lead", "lead"), ("deputy", "deputy")):
        pk = getattr(team, f"{field}_id")
        if pk is not None and pk not in members:
            raise ValidationError({field: f"Choose a member of the team as its {words}"})
    if team.lead_id is not None and team.lead_id == team.deputy_id:
        raise ValidationError({"deputy": "Choose somebody else than the lead as the deputy"})


def _give_up_leading(user: User, teams: Iterable[Team]) -> list[Team]:
    """Whoever leaves a team, or may no longer sign in, leads it no longer; the teams concerned."""
    stays = [team.pk for team in teams] if user.is_active else []
    concerned = Team.objects.select_for_update().filter(Q(lead=user) | Q(deputy=user))
    left = list(concerned.exclude(pk__in=stays).order_by("pk"))
    for team in left:
        fields = [field for field in ("lead", "deputy") if getattr(team, f"{field}_id") == user.pk]
        for field in fields:
            setattr(team, field, None)
        team.save(update_fields=fields)
    return left


def _insist(reasons: tuple[str, ...]) -> None:
    if reasons:
        raise Refused(*reasons)


def _still_in_office(by: User | None) -> User | None:
    """The administrator as stored now, with every administrator's row locked until the end.

    Otherwise two administrators could end each other's administration at the same moment.
    """
    if by is None:
        return None
    locked = User.objects.select_for_update().filter(is_system_administrator=True)
    office = {user.pk: user for user in locked.order_by("pk")}
    return office.get(by.pk) or User.objects.get(pk=by.pk)


def _fitting(user: User, teams: Iterable[Team]) -> list[Team]:
    teams = list(teams)
    if teams and (user.is_auditor or user.is_system_administrator):
        role = "An auditor" if user.is_auditor else "A system administrator"
        raise ValidationError({"teams": f"Untick every team. {role} belongs to no team"})
    return teams


def _as_detail(user: User, teams: Iterable[Team]) -> dict[str, Any]:
    """What the audit log keeps of a user: roles and teams, by their keys and ids."""
    return {
        "profession": user.profession,
        "roles": ",".join(role for role in ROLES if getattr(user, role)),
        "may_sign_in": user.is_active,
        **{f"team_{n}": str(team.pk) for n, team in enumerate(teams, start=1)},
    }
