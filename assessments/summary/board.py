"""The due board: what is due for whom, a page at a time, each page by the same few questions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.utils import timezone

from assessments.models import LOCAL_REVIEW, DueItem, Patient, ReminderRun
from assessments.models.due import DueItemQuerySet
from assessments.statute import duty_words
from cto.accounts.models import Team, User

ON_A_PAGE = 50
# Counting stops here, so that the board stays as quick with a hundred times the orders.
COUNTED = 500
OWN, EVERYBODY = "own", "all"
STATUTORY, LOCAL = "statutory", "local"
OVERDUE, LATER = "overdue", "later"
# Each part of the board and the days from today that it holds; they follow one another.
PARTS: Mapping[str, tuple[str, int]] = {
    OVERDUE: ("Overdue", -1),
    "7": ("Within 7 days", 7),
    "28": ("In 8 to 28 days", 28),
    "60": ("In 29 to 60 days", 60),
}
LATER_WORDS = "Later than 60 days"
HORIZON = 60
BY_DAY, BY_PERSON, BY_OWNER = "day", "person", "owner"

# The columns by which the board sorts and filters are read from an index, not from a row.
SHOWN = tuple(
    field.attname
    for field in DueItem._meta.concrete_fields
    if field.attname not in ("inpatient_team_id", "community_team_id")
)

Rows = TypeVar("Rows", bound="QuerySet[DueItem]")


@dataclass(frozen=True)
class Asked:
    """What the reader asked for: ids and keys. Empty means all; ``part`` empty, all but later."""

    whose: str = EVERYBODY
    team: UUID | None = None
    rc: UUID | None = None
    kind: str = ""
    part: str = ""
    sort: str = BY_DAY

    def as_keys(self) -> dict[str, Any]:
        """For the audit."""
        return {
            "whose": self.whose,
            "team": self.team,
            "rc": self.rc,
            "kind": self.kind,
            "part": self.part,
            "sort": self.sort,
        }


class After(NamedTuple):
    """The last row of the page before: all that the next page begins from. No names."""

    due_on: date
    item: UUID
    patient: UUID
    owner: UUID | None


@dataclass(frozen=True)
class Part:
    """A part of the board: how many are due in it; ``more`` where the count stopped early."""

    key: str
    words: str
    count: int
    more: bool


@dataclass(frozen=True)
class Choices:
    """The teams and responsible clinicians to filter by, as (id, name)."""

    teams: tuple[tuple[UUID, str], ...]
    clinicians: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class Page:
    """Rows in their order, and where the next page begins, if there is one."""

    rows: tuple[DueItem, ...]
    following: After | None


def found(
    user: User, asked: Asked, now: datetime, after: After | None = None
) -> "QuerySet[DueItem]":
    """Everything that fits, for people whom the user may open; in order of days from ``after`` on,
    which each look into an index takes along.
    """
    rows = _in_part(_fitting(asked), asked.part, now)
    if after and asked.sort == BY_DAY:
        rows = _beyond(rows, BY_DAY, after)
    return _visible(rows, user, asked)


def page_rows(user: User, asked: Asked, after: After | None, now: datetime) -> "QuerySet[DueItem]":
    """One page and the row that follows it."""
    rows = with_people(found(user, asked, now, after))
    if after and asked.sort != BY_DAY:
        rows = _beyond(rows, asked.sort, after)
    if asked.sort == BY_PERSON and user.is_mha_administrator and _is_broad(asked):
        rows = rows.filter(patient__in=_first_people(found(user, asked, now), after))
    return in_order(rows, asked.sort)[: ON_A_PAGE + 1]


def page(user: User, asked: Asked, after: After | None, now: datetime) -> Page:
    """One page: one query, the same however far from the first."""
    shown = list(page_rows(user, asked, after, now))
    last = shown[ON_A_PAGE - 1] if len(shown) > ON_A_PAGE else None
    following = After(last.due_on, last.pk, last.patient_id, last.owner_id) if last else None
    return Page(tuple(shown[:ON_A_PAGE]), following)


def with_people(rows: "QuerySet[DueItem]") -> "QuerySet[DueItem]":
    """With each item's person and owner, and nothing clinical about them."""
    return rows.select_related("patient", "owner").only(
        *SHOWN,
        "patient__name",
        "patient__date_of_birth",
        "patient__nhs_number",
        "patient__local_number",
        "patient__inpatient_rc",
        "patient__community_rc",
        "owner__name",
    )


def in_order(rows: "QuerySet[DueItem]", sort: str) -> "QuerySet[DueItem]":
    """By day, person or owner; the office's own first among owners. Always by day in the end."""
    if sort == BY_PERSON:
        return rows.order_by("patient__name", "patient_id", "due_on", "pk")
    if sort == BY_OWNER:
        return rows.order_by(F("owner__name").asc(nulls_first=True), "owner_id", "due_on", "pk")
    return rows.order_by("due_on", "pk")


def parts(user: User, asked: Asked, now: datetime) -> tuple[Part, ...]:
    """How many are due in each part, up to ``COUNTED`` in all: one query."""
    horizon = today(now) + timedelta(days=HORIZON)
    rows = _visible(_fitting(asked).filter(due_on__lte=horizon), user, asked)
    found = rows.order_by("due_on", "pk").values_list("due_on", "due_at")[: COUNTED + 1]
    counts = Counter(_part(due_on, due_at, now) for due_on, due_at in found)
    result: list[Part] = []
    for key, (words, _) in reversed(list(PARTS.items())):
        # Where the count stopped early, the last part that it reached, and those after it.
        more = counts.total() > COUNTED and not any(part.count for part in result)
        result.insert(0, Part(key, words, counts[key], more))
    return tuple(result)


def part_of(item: DueItem, now: datetime) -> str:
    """The part of the board in which an item stands."""
    return _part(item.due_on, item.due_at, now)


def is_overdue(item: DueItem, now: datetime) -> bool:
    """Whether the day is over, or the hours are."""
    return _is_over(item.due_on, item.due_at, now)


@lru_cache(maxsize=8)
def today(now: datetime) -> date:
    """The day in London; every row of a page asks for that of the same moment."""
    return timezone.localdate(now)


def choices(user: User, only: Collection[UUID] | None = None) -> Choices:
    """Teams (a clinician's own) and responsible clinicians to filter by, all of them or ``only``
    those with these ids: one query, or none where there is nothing to look for.
    """
    if only is not None and not only:
        return Choices((), ())
    teams = Team.objects.order_by()
    if not user.is_mha_administrator:
        teams = teams.filter(members=user)
    clinicians = User.objects.filter(is_approved_clinician=True).order_by()
    if only is not None:
        teams, clinicians = teams.filter(pk__in=only), clinicians.filter(pk__in=only)
    named = teams.values_list("pk", "name", Value("team"))
    rows = named.union(clinicians.values_list("pk", "name", Value("rc")), all=True)
    by_name = sorted(rows, key=lambda row: row[1].casefold())
    return Choices(
        teams=tuple((pk, name) for pk, name, what in by_name if what == "team"),
        clinicians=tuple((pk, name) for pk, name, what in by_name if what == "rc"),
    )


def kinds() -> tuple[tuple[str, str], ...]:
    """What the kind of an item can be filtered by: statutory, local, and each duty by its key."""
    duties = ((key, duty_words.title(key)) for key in duty_words.DUTY_WORDS)
    return ((STATUTORY, "All Mental Health Act dates"), (LOCAL, "Local reviews"), *duties)


def last_run() -> ReminderRun | None:
    """The latest run of the reminders."""
    return ReminderRun.objects.first()


def overdue_of(user: User, now: datetime) -> int:
    """How many of the user's own items are overdue, up to one more than ``COUNTED``."""
    rows: DueItemQuerySet = DueItem.objects.order_by()
    return rows.filter(_days(OVERDUE, now)).of(user)[: COUNTED + 1].count()


def next_of(user: User, team: UUID | None, count: int) -> tuple[DueItem, ...]:
    """The first that are due for the people whom the user may open, of one team or of all."""
    asked = Asked(team=team)
    rows = with_people(_visible(_fitting(asked), user, asked))
    return tuple(in_order(rows, BY_DAY)[:count])


def item_for(user: User, pk: UUID) -> DueItem | None:
    """One item, if the user may see its person."""
    rows = DueItem.objects.filter(pk=pk).visible_to(user)
    return next(iter(with_people(rows).order_by()[:1]), None)


def _fitting(asked: Asked) -> DueItemQuerySet:
    """By team, responsible clinician and kind."""
    rows: DueItemQuerySet = DueItem.objects.order_by()
    if asked.team:
        rows = rows.filter(Q(inpatient_team=asked.team) | Q(community_team=asked.team))
    if asked.rc:
        people = Patient.objects.filter(Q(community_rc=asked.rc) | Q(inpatient_rc=asked.rc))
        rows = rows.filter(patient__in=people.order_by().values("pk"))
    if asked.kind == STATUTORY:
        return rows.filter(statutory=True)
    if asked.kind:
        return rows.filter(key=LOCAL_REVIEW if asked.kind == LOCAL else asked.kind)
    return rows


def _visible(rows: DueItemQuerySet, user: User, asked: Asked) -> "QuerySet[DueItem]":
    return rows.of(user) if asked.whose == OWN else rows.visible_to(user)


def _in_part(rows: DueItemQuerySet, part: str, now: datetime) -> DueItemQuerySet:
    horizon = today(now) + timedelta(days=HORIZON)
    if part == LATER:
        return rows.filter(due_on__gt=horizon)
    if not part:
        return rows.filter(due_on__lte=horizon)
    return rows.filter(_days(part, now))


def _days(part: str, now: datetime) -> Q:
    """The days of one part; hours that are over are overdue on their own day."""
    day = today(now)
    over = Q(due_on__lt=day) | Q(due_on=day, due_at__lt=now)
    if part == OVERDUE:
        return Q(due_on__lte=day) & over
    lasts = [last for _, last in PARTS.values()]
    last = PARTS[part][1]
    first = lasts[lasts.index(last) - 1] + 1
    days = Q(due_on__gte=day + timedelta(days=first), due_on__lte=day + timedelta(days=last))
    return days & ~Q(due_on=day, due_at__lt=now, due_at__isnull=False) if first == 0 else days


def _part(due_on: date, due_at: datetime | None, now: datetime) -> str:
    """As ``_days``, of one row."""
    if _is_over(due_on, due_at, now):
        return OVERDUE
    days = (due_on - today(now)).days
    return next((key for key, (_, last) in PARTS.items() if days <= last), LATER)


def _is_over(due_on: date, due_at: datetime | None, now: datetime) -> bool:
    return due_on < today(now) if due_at is None else due_at < now


def _beyond(rows: Rows, sort: str, after: After) -> Rows:
    """The rows that follow the last one of the page before, in this order.

    The leading column stands alone in a condition of its own, so that an index can begin there.
    """
    later = Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.item)
    if sort == BY_PERSON:
        name = Patient.objects.filter(pk=after.patient).values("name")
        return rows.filter(patient__name__gte=name).filter(
            Q(patient__name__gt=name)
            | Q(patient__gt=after.patient)
            | Q(patient=after.patient) & later
        )
    if sort == BY_OWNER and after.owner is None:
        return rows.filter(Q(owner__isnull=False) | later)
    if sort == BY_OWNER and after.owner is not None:
        called = User.objects.filter(pk=after.owner).values("name")
        return rows.filter(owner__name__gte=called).filter(
            Q(owner__name__gt=called) | Q(owner__gt=after.owner) | Q(owner=after.owner) & later
        )
    place = TupleGreaterThan(Tuple(F("due_on"), F("pk")), (after.due_on, after.item))
    return rows.filter(due_on__gte=after.due_on).filter(place)


def _is_broad(asked: Asked) -> bool:
    """Whether nearly everybody has something that fits."""
    narrow = asked.whose == OWN or asked.team or asked.rc or asked.part not in ("", LATER)
    return not narrow and asked.kind in ("", STATUTORY, LOCAL)


def _first_people(rows: "QuerySet[DueItem]", after: After | None) -> "QuerySet[Any]":
    """The people, by name, among whom a whole page is: each has at least one of the rows.

    Found by the index of names, where to sort the rows of everybody would take all of them.
    """
    people = Patient.objects.filter(Exists(rows.filter(patient=OuterRef("pk"))))
    if after:
        name = Patient.objects.filter(pk=after.patient).values("name")
        people = people.filter(name__gte=name).filter(Q(name__gt=name) | Q(pk__gte=after.patient))
    # The first of them may have nothing left after the page before.
    return people.order_by("name", "pk").values("pk")[: ON_A_PAGE + 2]


def grouped(rows: Iterable[DueItem], now: datetime) -> list[tuple[str, list[DueItem]]]:
    """Rows under the part in which each stands, the parts in their order."""
    found: dict[str, list[DueItem]] = {key: [] for key in (*PARTS, LATER)}
    for item in rows:
        found[part_of(item, now)].append(item)
    return [(key, items) for key, items in found.items() if items]
