"""Every page of the site that somebody can open, wide and on a phone, whether or not a journey
comes by.

The addresses are the access matrix's, so that a page that is added later is looked at by itself.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments.lifecycle import Status
from assessments.models import Assessment
from tests import factories as make
from tests.access import world
from tests.access.addresses import address, patterns, plain_address
from tests.access.policies import ABOUT_PEOPLE, OF

pytestmark = [pytest.mark.browser, pytest.mark.looks]
# Whose pages are looked at, and whether sealed assessments come first: nothing is filled in there.
WHO = {"rc": False, "mha": True, "auditor": False, "sysadmin": False}
WAY = (Status.WITH_TEAM, Status.PUT_FORWARD, Status.SEALED)
NOT_PAGES = {
    **dict.fromkeys(("draft", "record-pdf"), "answers with a PDF"),
    **dict.fromkeys(("review-draft", "review-record-pdf"), "answers with a PDF"),
    "due-csv": "answers with a table for a spreadsheet",
    "calendar-feed": "answers with a calendar, and to nobody who is signed in",
}


@pytest.fixture
def room(users, monkeypatch: pytest.MonkeyPatch) -> world.World:
    """The demonstration cases, all sealed, and others on their way with an entry of every kind."""
    monkeypatch.setenv("DEMO_PASSWORD", make.PASSWORD)
    for printer in ("records.decision_record", "review_seal.review_record"):
        monkeypatch.setattr(f"assessments.services.{printer}", lambda *_, **__: b"%PDF")
    call_command("load_cases", stdout=StringIO())
    found = world.World(users)
    for number, one in enumerate(Assessment.objects.order_by("opened_at")):
        record = one.records.get()
        found.cases[f"demonstration {number}", Status.SEALED] = world.Case(
            one, one.patient, reference=record.reference
        )
    today = timezone.localdate()
    days = {"section_began_on": today - timedelta(60), "section_ends_on": today + timedelta(120)}
    for number, status in enumerate(WAY, start=20):
        patient = world.person(users, status.value, number, **days)
        found.cases[world.OWN, status] = world.case(users, patient, status)
    return found


def cases_of(name: str, room: world.World, *, sealed_first: bool) -> Iterator[world.Case]:
    """The cases in which there may be such a page."""
    policy = OF[name]
    in_order = sorted(room.cases, key=lambda key: (key[1] is Status.SEALED) != sealed_first)
    for key in in_order:
        if key[1] in policy.opens_while and key[1] in policy.tried:
            yield room.cases[key]


def addresses(name: str, room: world.World, *, sealed_first: bool) -> Iterator[str]:
    """Where the page may be."""
    if OF[name].about not in ABOUT_PEOPLE:
        yield plain_address(name, room)
        return
    for case in cases_of(name, room, sealed_first=sealed_first):
        try:
            yield address(name, case)
        except KeyError:  # there is no such entry in this case
            continue


def open_to(who: str) -> set[str]:
    """The names of all pages that the policies open to this sign-in."""
    return {name for name in patterns() if who in (OF[name].opens or ())} - set(NOT_PAGES)


@pytest.mark.parametrize("who", WHO)
def test_every_page_that_opens_is_accessible_and_fits_a_phone(desk, room, who):
    screen = desk(who)
    visited = {
        name
        for name in sorted(open_to(who))
        if any(map(screen.opens, addresses(name, room, sealed_first=WHO[who])))
    }
    assert open_to(who) - visited == set()


def test_no_page_is_left_out_without_a_reason():
    looked_at = set().union(*map(open_to, WHO))
    no_pages = {name for name, policy in OF.items() if policy.opens is None}
    assert set(patterns()) - looked_at == no_pages | set(NOT_PAGES)


def test_pages_that_say_no_are_accessible_too(desk, room):
    stranger = desk("other")
    case = room.cases[world.OWN, Status.WITH_TEAM]
    stranger.open(f"/people/{case.patient.pk}/")
    stranger.is_at("Page not found")
    nurse = desk("nurse")
    nurse.open(address("seal", case))
    nurse.sees("Only this person's responsible clinician can do this.")
