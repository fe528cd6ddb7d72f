"""Who has to be reminded of what on a day: one digest for each person, computed and not sent.

A reminder belongs to a step: so many days before the day. It is due on the first run on or after
its step on which it has not been told yet, to this person and of this day: so nothing is missed
that fell on a day without a run, that appeared after its step, or that passed to somebody else.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from assessments.models import DueItem, ReminderSent
from assessments.statute import duty_words
from cto.accounts.models import Team, User

# Days before the day on which each is reminded, the day itself among them for duties of the Act.
# After it everybody who was reminded on the last of these is reminded daily.
OWNER = (60, 28, 14, 7, 1, 0)
COORDINATOR_AND_OFFICE = (14, 7, 1, 0)
TEAM = (7, 1, 0)
LOCAL_OWNER = (14, 7, 1)
FURTHEST = max(OWNER)

LOCAL_TITLE = "Local review"

# An item as a digest remembers it: assessment, key and day. A day that moves is told anew.
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Line:
    """One thing that is due, as a mail may say it: nothing here names a person."""

    statutory: bool
    title: str
    due_on: date
    due_at: datetime | None
    reference: str
    told: Told


@dataclass(frozen=True)
class Digest:
    """All that one person is reminded of on one day, the earliest first."""

    recipient: User
    lines: tuple[Line, ...]

    @property
    def statutory(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.statutory)

    @property
    def local(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.statutory)


@dataclass(frozen=True)
class Digests:
    """The digests of a day by user name, and how many items reach nobody who could act."""

    due: tuple[Digest, ...]
    unheard: int


@dataclass(frozen=True)
class _People:
    """Everybody who may be reminded: active users, the office, and who answers for a team."""

    active: Mapping[uuid.UUID, User]
    office: tuple[uuid.UUID, ...]
    teams: Mapping[uuid.UUID, Team]

    def of_team(self, item: DueItem) -> uuid.UUID | None:
        """Lead, or else deputy, of the community team, or else of the in-patient team."""
        for pk in (item.community_team_id, item.inpatient_team_id):
            team = self.teams.get(pk) if pk else None
            for one in (team.lead_id, team.deputy_id) if team else ():
                if one in self.active:
                    return one
        return None

    def steps(self, item: DueItem) -> Iterator[tuple[uuid.UUID, tuple[int, ...]]]:
        """Who is reminded of an item, and how many days before it.

        What nobody owns is the office's. What somebody owns who may not sign in any more falls to
        the team's lead and to the office, as early as it would have reached the owner.
        """
        owners = OWNER if item.statutory else LOCAL_OWNER
        lead = self.of_team(item)
        if item.owner_id is not None and item.owner_id in self.active:
            yield item.owner_id, owners
        else:
            yield from ((pk, owners) for pk in self.office)
            if item.owner_id is not None and lead is not None:
                yield lead, owners
        if item.statutory:
            coordinator = item.patient.care_coordinator_id
            if coordinator is not None and coordinator in self.active:
                yield coordinator, COORDINATOR_AND_OFFICE
            yield from ((pk, COORDINATOR_AND_OFFICE) for pk in self.office)
            if lead is not None:
                yield lead, TEAM


def digests(today: date) -> Digests:
    """What everybody has to be reminded of on ``today`` (a day in London): four queries."""
    people, told = _people(), _told(today)
    lines: dict[uuid.UUID, list[Line]] = defaultdict(list)
    unheard = 0
    for item in _items(today).iterator(chunk_size=2000):
        steps: dict[uuid.UUID, tuple[int, ...]] = {}
        for pk, days in people.steps(item):
            steps[pk] = tuple({*steps.get(pk, ()), *days})
        unheard += not steps
        line = _line(item)
        for pk, days in steps.items():
            if is_due(item.due_on, days, today, told.get((pk, line.told))):
                lines[pk].append(line)
    found = (Digest(people.active[pk], tuple(mine)) for pk, mine in lines.items())
    return Digests(tuple(sorted(found, key=lambda one: one.recipient.username)), unheard)


def is_due(due_on: date, steps: Iterable[int], today: date, told: date | None) -> bool:
    """Whether one of the ``steps`` (days before ``due_on``) has come and was not told yet.

    Past its day a thing is due daily. ``told`` is the day on which this person was last reminded
    of it, None where they never were.
    """
    left = (due_on - today).days
    if left < 0:
        return True
    passed = [step for step in steps if step >= left]
    if not passed:
        return False
    return told is None or told < due_on - timedelta(days=min(passed))


def _items(today: date) -> "QuerySet[DueItem]":
    """Whatever could be reminded of today, by the index on the day."""
    rows = DueItem.objects.filter(due_on__lte=today + timedelta(days=FURTHEST))
    rows = rows.select_related("patient", "assessment").order_by("due_on", "pk")
    return rows.only(
        "key",
        "statutory",
        "due_on",
        "due_at",
        "owner",
        "community_team",
        "inpatient_team",
        "patient__care_coordinator",
        "assessment__reference",
    )


def _people() -> _People:
    active = {user.pk: user for user in User.objects.filter(is_active=True)}
    office = sorted((u for u in active.values() if u.is_mha_administrator), key=str)
    teams = {team.pk: team for team in Team.objects.all()}
    return _People(active, tuple(user.pk for user in office), teams)


def _told(today: date) -> Mapping[tuple[uuid.UUID, Told], date]:
    """When each person was last reminded of each thing that is still ahead."""
    sent = ReminderSent.objects.filter(on__gte=today - timedelta(days=FURTHEST)).order_by("on")
    found: dict[tuple[uuid.UUID, Told], date] = {}
    for pk, on, told in sent.values_list("recipient", "on", "told").iterator(chunk_size=2000):
        for assessment, key, day in told:
            found[pk, (assessment, key, day)] = on
    return found


def _line(item: DueItem) -> Line:
    title = LOCAL_TITLE
    if item.statutory:
        title = f"{duty_words.title(item.key)} ({duty_words.DUTY_WORDS[item.key].section})"
    told = (str(item.assessment_id), item.key, item.due_on.isoformat())
    return Line(item.statutory, title, item.due_on, item.due_at, item.assessment.reference, told)
