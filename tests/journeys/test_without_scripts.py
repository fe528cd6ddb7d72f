"""A browser in which no script runs: everything is there, one page at a time."""

import pytest

from assessments.lifecycle import Status
from tests.journeys import given, people, signing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rc(desk):
    screen = desk("rc", signed_in=False, java_script_enabled=False)
    people.sign_in(screen, "rc")
    return screen


@pytest.fixture
def tasks(users) -> str:
    return f"/assessments/{given.assessment_at(Status.WITH_TEAM, users).pk}/"


def test_a_factor_is_saved_and_the_next_one_opens(rc, tasks):
    rc.open(tasks)
    rc.press("Go on: course of the illness")
    rc.write("What the team records", "Ill most winters.")
    rc.press("Save and next")
    rc.sees("Saved: Course of the illness.")
    rc.is_at("Strengths and good times")


def test_a_wording_is_checked_before_it_is_saved(rc, tasks):
    rc.open(f"{tasks}conditions/")
    rc.press("Add a condition of our own")
    rc.write("Wording", "Amara will live at 4 Sea Road and will be recalled if she drinks.")
    rc.press("Check the wording")
    rc.sees("The wording check has something to say", "Nothing is saved yet.")
    assert rc.value("Wording").startswith("Amara will live at 4 Sea Road")
    rc.write("Wording", "Amara will live in supported accommodation.")
    rc.tick("Ensuring that the person receives medical treatment")
    rc.press("Save condition")
    rc.sees("Amara will live in supported accommodation.")


def test_a_decision_shows_every_field_and_says_which_contradict(rc, tasks):
    rc.open(tasks)
    rc.follow("The decision")
    signing.pause(rc, "We can wait.")
    rc.choose("What do you decide?", signing.NOT_MADE)
    rc.choose("What happens instead?", "Discharge with informal care")
    leave = "For leave of more than 7 days: how was an order considered first?"
    rc.write(leave, "It was considered.")
    rc.write("Your reasons for the outcome", "She accepts help.")
    rc.press("Save and check what is missing")
    assert rc.problems() == [
        "Choose leave of more than 7 days to keep what you wrote about it, or delete that"
    ]
    rc.write(leave, "")
    rc.press("Save and check what is missing")
    rc.press("Seal: community treatment order not made")
    signing.seal(rc, signing.NOT_MADE)
