"""Looking changes nothing but the log, and is always in the log: without it nothing is shown."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from cto.audit import door
from tests.access.addresses import address, plain_address
from tests.access.clients import Clients
from tests.access.policies import ABOUT_PEOPLE, OF, Policy
from tests.access.watching import AUDIT, Rows, changed, rows, watched
from tests.access.world import OWN, Case, World

pytestmark = pytest.mark.once
PAGES_ABOUT_PEOPLE = [
    policy.name for policy in OF.values() if policy.opens and policy.about in ABOUT_PEOPLE
]
EVERY_PAGE = [policy.name for policy in OF.values() if policy.opens]


def cases(policy: Policy, world: World) -> Iterator[Case]:
    """A case in each status in which the responsible clinician opens this page."""
    for status in policy.tried:
        if "rc" in (policy.may("GET", status) or ()):
            yield world.cases[OWN, status]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_looking_changes_no_row_of_any_table_but_the_log(
    world: World, clients: Clients, all_rows: Rows, name: str
) -> None:
    policy = OF[name]
    who = next(w for w in ("rc", "auditor", "sysadmin", "mha") if w in (policy.opens or ()))
    urls = [address(name, case) for case in cases(policy, world)][:2]
    if name not in PAGES_ABOUT_PEOPLE:
        urls = [plain_address(name, world)]
    for url in urls:
        for method in ("get", "head", "options"):
            getattr(clients[who], method)(url)
    assert set(changed(all_rows, rows())) <= {AUDIT}


@pytest.mark.parametrize("name", PAGES_ABOUT_PEOPLE)
def test_a_page_about_a_person_is_one_look_in_the_log(
    world: World, clients: Clients, name: str
) -> None:
    for case in cases(OF[name], world):
        with watched() as seen:
            answer = clients["rc"].get(address(name, case))
        assert answer.status_code in (200, 302)
        (entry,) = seen.entries
        assert (entry.actor, entry.outcome) == (world.users.rc, "done")
        assert entry.about == case.patient.pk


@pytest.mark.parametrize("name", ["home", *PAGES_ABOUT_PEOPLE])
def test_without_the_log_nothing_is_shown(
    world: World,
    clients: Clients,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    case = next(cases(OF[name], world), None) or next(iter(world.cases.values()))
    url = "/" if name == "home" else address(name, case)
    monkeypatch.setattr(door, "_enter", full)
    with watched():
        answer = clients["rc"].get(url)
    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith("text/html")
    shown = answer.content.decode()
    patient = case.patient
    for word in (patient.name, patient.called, patient.nhs_number, str(patient.pk), "Zuza"):
        assert word not in shown
    assert "Something went wrong" in shown


def test_a_search_that_cannot_be_logged_finds_nobody(
    world: World, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(door, "_enter", full)
    with watched():
        answer = clients["rc"].post("/people/search/", {"typed": "Zuzanna"})
    assert answer.status_code == 500
    assert "Zuzanna Own" not in answer.content.decode()
