"""The due board's rows: whose they are, in which part, page by page, by which index."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection

from assessments.models import DueItem, Patient
from assessments.services import assessments
from assessments.summary import board
from assessments.views import due_rows
from cto.accounts.models import Profession, Team, User
from tests import due_items as rows
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = rows.TODAY
ROLES = ("inpatient_rc", "community_rc", "amhp", "care_coordinator")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def users():
    return make.team()


def all_pages(user: User, asked: board.Asked) -> list[DueItem]:
    found: list[DueItem] = []
    after = None
    while True:
        page = board.page(user, asked, after, NOW)
        found += page.rows
        if page.following is None:
            return found
        after = page.following


# Who sees what -----------------------------------------------------------------------------------
def test_the_work_list_is_visible_exactly_where_the_person_is(users: SimpleNamespace) -> None:
    """Team, each role in the person's care, invited and no longer invited, the other team."""
    there = rows.southfield(users)
    northgate, southfield = (
        rows.people(1, rows.northgate(users)),
        rows.people(1, there, name="Southfield"),
    )
    named = [
        rows.people(1, there, name=f"Named {role}", **{role: getattr(users, who)})[0]
        for role, who in zip(ROLES, ("rc", "rc", "amhp", "nurse"), strict=True)
    ]
    elsewhere = {"community_team": there["community_team"], "inpatient_team": None}
    elsewhere |= {"inpatient_rc": None, "community_rc": users.other, "amhp": None}
    elsewhere |= {"care_coordinator": None}
    invited, no_longer = (
        make.person(users, name=name, nhs_number=number, **elsewhere)
        for name, number in (("Invited", "9990000018"), ("No longer", "9990000026"))
    )
    for patient in (invited, no_longer):
        one = assessments.open_assessment(patient=patient, by=users.other, at=make.MOMENT)
        assessments.invite(assessment=one, member=users.ot, by=users.other, at=make.MOMENT)
        if patient is no_longer:
            assessments.close(
                assessment=one, why="no_longer_needed", reason="R", by=users.other, at=make.MOMENT
            )
        DueItem.objects.create(
            patient=patient,
            assessment=one,
            key="local_review",
            statutory=False,
            due_on=TODAY,
            owner=users.other,
            community_team=patient.community_team,
        )
    for patient in (*northgate, *southfield, *named):
        rows.stored(patient, "order_ends", TODAY)
        rows.stored(patient, "reference_six_months", TODAY)

    nobody = User(username="new", name="New", profession=Profession.NURSE)
    nobody.save()
    seen = {}
    for user in (*vars(users).values(), nobody):
        people = Patient.objects.visible_to(user)
        items = DueItem.objects.visible_to(user)
        assert set(items) == set(DueItem.objects.filter(patient__in=people.values("pk")))
        assert set(DueItem.objects.of(user)) <= set(items)
        seen[user.username] = {item.patient.name for item in items}
    assert seen["auditor"] == seen["sysadmin"] == seen["new"] == set()
    assert {"Invited"} == seen["ot"] - {"Person 00000"}
    assert "Named amhp" in seen["amhp"]
    assert "Named care_coordinator" in seen["nurse"]
    assert {"Named inpatient_rc", "Named community_rc"} <= seen["rc"]
    assert "Southfield" not in seen["rc"] | seen["ot"]
    assert {"Southfield", "Person 00000", "No longer"} <= seen["mha"]


def test_mine_are_those_that_wait_for_me_and_the_offices_those_without_an_owner(
    users: SimpleNamespace,
) -> None:
    (patient,) = rows.people(1, rows.northgate(users))
    mine = rows.stored(patient, "order_ends", TODAY)
    office = rows.stored(patient, "reference_six_months", TODAY)
    own = board.Asked(whose=board.OWN)
    assert all_pages(users.rc, own) == [mine]
    assert all_pages(users.mha, own) == [office]
    assert all_pages(users.nurse, own) == []
    assert set(all_pages(users.nurse, board.Asked())) == {mine, office}


def test_what_waits_for_somebody_who_may_not_sign_in_any_more_is_the_offices(
    users: SimpleNamespace,
) -> None:
    (patient,) = rows.people(1, rows.northgate(users))
    left = rows.stored(patient, "order_ends", TODAY - timedelta(days=1))
    User.objects.filter(pk=users.rc.pk).update(is_active=False)
    assert all_pages(users.mha, board.Asked(whose=board.OWN)) == [left]
    assert board.overdue_of(users.mha, NOW) == 1


def test_overdue_is_counted_of_ones_own_and_no_further_than_is_said(
    users: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "COUNTED", 3)
    yesterday = TODAY - timedelta(days=1)
    for number, patient in enumerate(rows.people(6, rows.northgate(users))):
        rows.stored(patient, "order_ends", yesterday if number < 2 else TODAY)
        rows.stored(patient, "reference_six_months", yesterday)
    assert board.overdue_of(users.rc, NOW) == 2
    assert board.overdue_of(users.mha, NOW) == 4
    assert due_rows.overdue_words(4, office=True) == (
        "More than 3 overdue dates wait for the Mental Health Act office."
    )


# Parts -------------------------------------------------------------------------------------------
def test_each_part_holds_its_days_and_hours_that_are_over_are_overdue(
    users: SimpleNamespace,
) -> None:
    (patient,) = rows.people(1, rows.northgate(users))
    days = {
        "order_ends": (TODAY - timedelta(days=1), "overdue"),
        "recall_ends": (NOW - timedelta(minutes=1), "overdue"),
        "barring_report_by": (NOW + timedelta(minutes=1), "7"),
        "cto8_due": (TODAY, "7"),
        "part_4a_certificate": (TODAY + timedelta(days=7), "7"),
        "local_review": (TODAY + timedelta(days=8), "28"),
        "reference_long_stop": (TODAY + timedelta(days=28), "28"),
        "detention_ends": (TODAY + timedelta(days=29), "60"),
        "absence_retake_until": (TODAY + timedelta(days=60), "60"),
        "reference_six_months": (TODAY + timedelta(days=61), "later"),
    }
    for key, (on, _) in days.items():
        rows.stored(patient, key, on)
    for part in (*board.PARTS, board.LATER):
        found = all_pages(users.mha, board.Asked(part=part))
        assert {item.key for item in found} == {k for k, (_, p) in days.items() if p == part}
        assert all(board.part_of(item, NOW) == part for item in found)
    counts = {part.key: part.count for part in board.parts(users.mha, board.Asked(), NOW)}
    assert counts == {"overdue": 2, "7": 3, "28": 2, "60": 2}
    assert len(all_pages(users.mha, board.Asked())) == 9


def test_counting_stops_and_says_so(
    users: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "COUNTED", 4)
    people = rows.people(6, rows.northgate(users))
    for number, patient in enumerate(people):
        rows.stored(patient, "order_ends", TODAY + timedelta(days=4 * number - 1))
    parts = board.parts(users.mha, board.Asked(), NOW)
    assert [(part.key, part.count, part.more) for part in parts] == [
        ("overdue", 1, False),
        ("7", 2, False),
        ("28", 2, True),
        ("60", 0, True),
    ]


# Filters -----------------------------------------------------------------------------------------
def test_filters_by_team_clinician_and_kind(users: SimpleNamespace) -> None:
    (here,) = rows.people(1, rows.northgate(users))
    (there,) = rows.people(1, rows.southfield(users), inpatient_rc=users.rc)
    for patient in (here, there):
        for key in ("order_ends", "local_review", "reference_six_months"):
            rows.stored(patient, key, TODAY)

    def shown(**asked: object) -> set[tuple[str, str]]:
        found = all_pages(users.mha, board.Asked(**asked))
        return {("here" if item.patient_id == here.pk else "there", item.key) for item in found}

    everything = {(p, k) for p in ("here", "there") for k in
                  ("order_ends", "local_review", "reference_six_months")}  # fmt: skip
    assert shown() == everything
    assert shown(team=here.inpatient_team_id) == {pair for pair in everything if pair[0] == "here"}
    assert shown(team=there.community_team_id) == {p for p in everything if p[0] == "there"}
    assert shown(rc=users.rc.pk) == everything  # in hospital for the one, outside for the other
    assert shown(rc=users.other.pk) == {pair for pair in everything if pair[0] == "there"}
    assert shown(kind="statutory") == {p for p in everything if p[1] != "local_review"}
    assert shown(kind="local") == {p for p in everything if p[1] == "local_review"}
    assert shown(kind="order_ends") == {p for p in everything if p[1] == "order_ends"}


# Pages -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("sort", [board.BY_DAY, board.BY_PERSON, board.BY_OWNER])
@pytest.mark.parametrize("who", ["mha", "rc"])
def test_pages_hold_every_row_once_and_in_order(
    users: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, sort: str, who: str
) -> None:
    """Days, names and owners that are the same for many rows do not lose or repeat one."""
    monkeypatch.setattr(board, "ON_A_PAGE", 7)
    namesakes = rows.people(9, rows.northgate(users), name="The Same")
    rows.spread(rows.people(12, rows.northgate(users)) + namesakes)
    rows.spread(rows.people(4, rows.southfield(users), inpatient_rc=users.rc, name="Zoë"))
    asked = board.Asked(sort=sort)
    user = getattr(users, who)
    paged = [item.pk for item in all_pages(user, asked)]
    assert paged == [item.pk for item in board.in_order(board.found(user, asked, NOW), sort)]
    assert len(paged) == len(set(paged)) == 75


@pytest.mark.parametrize("sort", [board.BY_DAY, board.BY_PERSON, board.BY_OWNER])
def test_a_later_page_is_one_query_like_the_first(
    users: SimpleNamespace, django_assert_num_queries, sort: str
) -> None:
    rows.spread(rows.people(60, rows.northgate(users)))
    asked = board.Asked(sort=sort)
    assert users.rc.team_ids  # asked once for each request
    with django_assert_num_queries(1):
        first = board.page(users.rc, asked, None, NOW)
        [(item.patient.name, item.owner and item.owner.name) for item in first.rows]
    with django_assert_num_queries(1):
        later = board.page(users.rc, asked, first.following, NOW)
        [(item.patient.name, item.owner and item.owner.name) for item in later.rows]
    assert len(first.rows) == len(later.rows) == board.ON_A_PAGE


# Indexes -----------------------------------------------------------------------------------------
DAY, OWNER = {"due_by_day"}, {"due_by_owner"}
TEAMS = {"due_by_community_team", "due_by_inpatient_team"}
# The foreign key's own index, which serves as well where most of a team's days are asked for.
TEAM = {"dueitem_community_team_id"}
# Who asks for what; the indexes that SQLite uses, all of them; those of which PostgreSQL uses one.
PLANS = [
    ("mha", board.Asked(), DAY, DAY),
    ("rc", board.Asked(whose=board.OWN), OWNER, OWNER),
    # A third of all has no owner. The foreign key's own index finds what somebody left as well.
    ("mha", board.Asked(whose=board.OWN), OWNER, OWNER | DAY | {"dueitem_owner_id"}),
    ("nurse", board.Asked(), TEAMS, TEAMS | TEAM),
]


def many_teams(users: SimpleNamespace) -> None:
    """Northgate's sixty people among a thousand of other teams, as in a service of that size."""
    rows.spread(rows.people(60, rows.northgate(users)))
    for number in range(12):
        team = Team.objects.create(name=f"Team {number}", kind="community")
        rc = User(username=f"rc.{number}", name=f"RC {number}", profession=Profession.PSYCHIATRIST)
        rc.save()
        rows.spread(rows.people(80, {"community_team": team, "community_rc": rc}))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def reads_by_index(plan: str, sqlite: set[str], postgresql: set[str]) -> bool:
    if connection.vendor == "sqlite":
        return sqlite == {each for each in sqlite if each in plan} and not re.search(
            r"SCAN assessments_dueitem$", plan, re.MULTILINE
        )
    whole = "Seq Scan on assessments_dueitem" in plan
    return any(each in plan for each in postgresql) and not whole


def test_every_page_reads_its_rows_by_an_index(users: SimpleNamespace) -> None:
    many_teams(users)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A table of a few thousand rows may be quicker to read whole: a real one is not.
            cursor.execute("SET LOCAL enable_seqscan = off")
    wrong = []
    for who, asked, *indexes in PLANS:
        user = getattr(users, who)
        first = board.page(user, asked, None, NOW)
        assert first.following is not None
        for after in (None, first.following):
            plan = board.page_rows(user, asked, after, NOW).explain()
            wrong += [] if reads_by_index(plan, *indexes) else [(who, asked, after, plan)]
    assert wrong == []
