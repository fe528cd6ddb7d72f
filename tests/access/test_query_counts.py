"""A page asks the database the same number of questions however much there is to show.

Each room pins the number of its pages; here one small case is held beside one with several of
everything, so that a page which asks once for each row is found whatever its number is.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from assessments.lifecycle import Outcome, Status
from assessments.services import assessments, decisions
from cto.accounts import services as accounts
from tests import factories as make
from tests import paper
from tests.access import world as made
from tests.access.addresses import address, plain_address
from tests.access.clients import Clients
from tests.access.policies import ABOUT_PEOPLE, OF, About
from tests.access.watching import AsInATest, watched
from tests.access.world import OWN, Case, World

pytestmark = pytest.mark.once
MANY = 4
PAGES = [(p.name, s) for p in OF.values() if p.opens and p.about in ABOUT_PEOPLE
         for s in (Status.WITH_TEAM, Status.SEALED) if "rc" in (p.may("GET", s) or ())
         and s in p.tried]  # fmt: skip
LISTS = [(p.name, who) for p in OF.values() for who in ("rc", "mha", "auditor", "sysadmin")
         if p.opens and who in p.opens and p.about in (About.NOBODY, About.ACCOUNT)]  # fmt: skip


@pytest.fixture(scope="module")
def much(room: World, django_db_blocker: Any) -> Iterator[dict[Status, Case]]:
    """A person with four of everything in an open assessment, and one with two sealed versions."""
    with django_db_blocker.unblock(), AsInATest(), pytest.MonkeyPatch.context() as patch:
        paper.take_away(patch)
        yield {status: _much(room, status, 70 + n) for n, status in enumerate(Status) if status in
               (Status.WITH_TEAM, Status.SEALED)}  # fmt: skip
        transaction.set_rollback(True)


def _much(world: World, status: Status, number: int) -> Case:
    users = world.users
    patient = made.person(users, f"much {status.value}", number)
    for _ in range(3):
        gone = make.assessment(users, patient)
        assessments.close(
            assessment=gone, why="no_longer_needed", reason="R", by=users.rc, at=make.MOMENT
        )
    case = made.case(users, patient, status, entries=MANY)
    if status is Status.SEALED:
        again(case, users)
    return case


def again(case: Case, users: Any) -> None:
    """Corrected and sealed a second time."""
    one = case.assessment
    assessments.correct(assessment=one, reason="A date was wrong.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.MADE)
    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp, at=make.MOMENT + timedelta(days=1))
    case.reference = make.sealed(one, users.rc).reference
    one.refresh_from_db()


def asked(clients: Clients, who: str, url: str) -> list[str]:
    """The questions of one look at a page, savepoints apart."""
    with watched() as seen:
        answer = clients[who].get(url)
    assert answer.status_code in (200, 302)
    return [sql for sql in seen.queries if "SAVEPOINT" not in sql]


@pytest.mark.parametrize(("name", "status"), PAGES)
def test_a_page_about_much_asks_no_more_than_one_about_little(
    world: World,
    much: dict[Status, Case],
    clients: Clients,
    name: str,
    status: Status,
) -> None:
    url = address(name, world.cases[OWN, status])
    clients["rc"].get(url)  # what is asked once for each process
    little = asked(clients, "rc", url)
    more = asked(clients, "rc", address(name, much[status]))
    assert len(more) == len(little), difference(little, more)


@pytest.mark.parametrize(("name", "who"), LISTS)
def test_a_list_asks_no_more_when_it_is_longer(
    world: World, clients: Clients, name: str, who: str
) -> None:
    url = plain_address(name, world)
    add_some(world, 0)
    clients[who].get(url)
    little = asked(clients, who, url)
    for number in range(1, MANY):
        add_some(world, number)
    more = asked(clients, who, url)
    assert len(more) == len(little), difference(little, more)


def add_some(world: World, number: int) -> None:
    """One more person with an assessment, one more team, one more user."""
    patient = made.person(world.users, f"more {number}", 80 + number)
    made.case(world.users, patient, Status.WITH_TEAM)
    team = accounts.add_team(name=f"Team {number}", kind="community", by=None)
    made.member(f"more.user{number}", "nurse", team)


def difference(little: list[str], more: list[str]) -> str:
    """The questions that come more often, without what they ask for."""
    return "\n".join(
        f"{more.count(sql)} times, not {little.count(sql)}: …{sql[sql.find(' FROM ') :][:300]}"
        for sql in dict.fromkeys([*more, *little])
        if more.count(sql) != little.count(sql)
    )
