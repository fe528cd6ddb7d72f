"""Every page of the site that somebody can open, at both widths, whether or not a journey comes by.

The addresses are the access matrix's, so that a page that is added later is looked at by itself.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.lifecycle import Status
from tests.access import world
from tests.access.addresses import address, patterns, plain_address
from tests.access.policies import OF, About
from tests.journeys.looking import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAY = (Status.WITH_TEAM, Status.PUT_FORWARD, Status.SEALED)
ABOUT_A_PERSON = (About.PERSON, About.ASSESSMENT, About.RECORD)


@pytest.fixture
def room(users) -> world.World:
    """One person and one assessment at each turn of the way, with an entry of every kind."""
    found = world.World(users)
    today = timezone.localdate()
    users.care = {"section_began_on": today - timedelta(days=60), "section_ends_on": today}
    users.care["section_ends_on"] += timedelta(days=120)
    for number, status in enumerate(WAY):
        patient = world.person(users, status.value, number)
        found.cases[world.OWN, status] = world.case(users, patient, status)
    return found


def addresses(room: world.World, name: str) -> Iterator[str]:
    """Where the page may be: once, or for the assessment at each turn of the way."""
    if OF[name].about not in ABOUT_A_PERSON:
        yield plain_address(name, room)
        return
    for status in WAY:
        if status is Status.SEALED or OF[name].about is not About.RECORD:
            yield address(name, room.cases[world.OWN, status])


def pages_open_to(user, room: world.World) -> Iterator[str]:
    """One address of each page that opens for this user."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    for name in patterns():
        for each in addresses(room, name):
            answer = client.get(each)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield each
                break


@pytest.mark.parametrize(
    ("name", "at_least"), [("rc", 50), ("mha", 35), ("auditor", 3), ("sysadmin", 8)]
)
def test_every_page_that_opens_is_accessible_and_fits_a_phone(desk, users, room, name, at_least):
    screen = desk(name)
    screen.contrast_at = NARROW
    opened = list(pages_open_to(getattr(users, name), room))

    for each in opened:
        screen.open(each)

    assert len(opened) >= at_least


def test_pages_that_say_no_are_accessible_too(desk, users, room):
    stranger = desk("other")
    stranger.open(f"/people/{room.cases[world.OWN, Status.WITH_TEAM].patient.pk}/")
    stranger.is_at("Page not found")
    nurse = desk("nurse")
    nurse.open(address("seal", room.cases[world.OWN, Status.WITH_TEAM]))
    nurse.sees("Only this person's responsible clinician can do this.")
