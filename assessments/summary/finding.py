"""Finding people among those whom the user may see, and colleagues for the forms that name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.models import Patient, PatientRevision, SearchKey
from assessments.models.search import prefixes
from cto.accounts.models import Profession, Team, User

SHOWN = 20


@dataclass(frozen=True)
class Found:
    """The first people found, by name, and how many more there are."""

    people: tuple[Patient, ...]
    more: int


@dataclass(frozen=True)
class Staff:
    """Teams and active users who may be named in somebody's care."""

    inpatient_teams: tuple[Team, ...]
    community_teams: tuple[Team, ...]
    clinicians: tuple[User, ...]

    @property
    def approved_clinicians(self) -> tuple[User, ...]:
        """Who may be responsible clinician (s.34)."""
        return tuple(user for user in self.clinicians if user.is_approved_clinician)

    @property
    def amhps(self) -> tuple[User, ...]:
        """Who may be the approved mental health professional (s.114)."""
        return tuple(user for user in self.clinicians if user.is_amhp)


def search(typed: str, user: Any) -> Found:
    """People whose name, number or date of birth begins with what was typed."""
    keys = SearchKey.objects.beginning_with(prefixes(typed))
    return _first(Patient.objects.visible_to(user).filter(pk__in=keys.values("patient")))


def with_same_name_or_birth(name: str, born_on: date, user: Any) -> Found:
    """People who might be the one about to be added: the same name, or the same day of birth.

    Capitals, accents, hyphens and the order of first and last name make no difference.
    """
    keys = SearchKey.objects.filter(key__in=prefixes(name))
    same = Q(date_of_birth=born_on) | Q(pk__in=keys.values("patient"))
    return _first(Patient.objects.visible_to(user).filter(same))


def added_already(submission: UUID, user: Any) -> bool:
    """Whether this user's filling-in of the form was stored before: it was only sent again."""
    return PatientRevision.objects.filter(submission=submission, recorded_by=user).exists()


def staff() -> Staff:
    """Everybody who may be named in somebody's care: two queries."""
    teams = list(Team.objects.all())
    clinical = [p.value for p in Profession if p.is_clinical]
    return Staff(
        inpatient_teams=tuple(t for t in teams if t.kind == Team.Kind.INPATIENT),
        community_teams=tuple(t for t in teams if t.kind == Team.Kind.COMMUNITY),
        clinicians=tuple(User.objects.filter(is_active=True, profession__in=clinical)),
    )


def teams() -> tuple[tuple[UUID, str], ...]:
    """Every team, by name, as (id, name)."""
    return tuple(Team.objects.order_by("name").values_list("pk", "name"))


def colleagues(ids: Iterable[Any]) -> dict[str, User]:
    """Users by their id as text."""
    return {str(user.pk): user for user in User.objects.filter(pk__in=set(ids))}


def _first(rows: QuerySet[Patient]) -> Found:
    return Found(tuple(rows[:SHOWN]), more=max(0, rows.count() - SHOWN))
