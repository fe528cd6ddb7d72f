"""Jeanette's case: an order could not be talked about, and is not made. An equal record."""

import pytest

from tests.journeys import agreeing, assessing, people, signing
from tests.journeys.printing import Printed
from tests.journeys.told import Told, keys_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_responsible_clinician_alone_seals_that_no_order_is_made(desk):
    told = Told("jeanette")
    rc = desk("rc")
    people.add_the_person(rc, told)
    tasks = people.start_an_assessment(rc)
    what_the_team_knows(rc, told, tasks)
    what_was_tried(rc, told, tasks)
    rc.follow("The decision")
    signing.pause(rc, told.say(told.step("pause")["reflection"]))
    signing.decide_not_to_make(rc, told)
    rc.press("Seal: community treatment order not made")
    rc.sees("Not asked")
    signing.seal(rc, signing.NOT_MADE)

    printed = Printed(rc, told)
    assert len(told.typed) > 15
    assert told.misprinted(printed.text) == {}
    for words in (
        signing.NOT_MADE,
        "Section 17 leave of more than 7 days",
        "A community treatment order was considered before this leave.",
        "Jeanette’s own view",
        "Not asked",
    ):
        assert words in printed.page_1
    assert "1 of 2" not in printed.page_1
    rc.sees_none("CTO1 is not recorded", "Set the review date")


def what_the_team_knows(rc, told, tasks):
    """The history, as far as the case tells it, then straight to the options."""
    rc.press("Go on: course of the illness")
    for key in keys_of("history")[:4]:
        assessing.one_factor(rc, told, key)
        rc.press("Save and next")
    rc.open(tasks)
    rc.follow("Options side by side")
    for title in ("Section 17 leave", "Community treatment order"):
        rc.follow(title)
        assessing.one_option(rc, told)
        rc.press("Save")
        rc.sees("Saved:")
        rc.follow("Options side by side")
    rc.open(tasks)


def what_was_tried(rc, told, tasks):
    """The talk that she declined, the meeting, and what the team makes of it."""
    rc.follow("Interviews")
    agreeing.interview(rc, told)
    rc.follow("Open View of an order, of leave and of other formal ways")
    assessing.one_factor(rc, told, "interview.attitude_formal")
    rc.press("Save")
    rc.open(tasks)
    rc.follow("Section 117 meeting")
    agreeing.meeting(rc, told)
    rc.open(tasks)
    rc.follow("The team’s agreement")
    agreeing.agreement(rc, told)
    rc.open(tasks)
