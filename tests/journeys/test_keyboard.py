"""No mouse: from home to a saved factor, and on to the next."""

import pytest

from assessments.lifecycle import Status
from tests.journeys import given

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "() => (document.activeElement.innerText || document.activeElement.id).trim()"
FARTHEST = 40


def tab_to(screen, words: str) -> None:
    """Press Tab until this link, button or field has the focus, as every key shows it."""
    for _ in range(FARTHEST):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate(FOCUSED) == words:
            assert screen.page.locator(":focus").bounding_box()
            return
    raise AssertionError(f"Tab does not lead to {words!r} on {screen.path}")


def test_from_home_to_a_saved_factor_and_the_next_one(desk, users):
    given.assessment_at(Status.WITH_TEAM, users)
    rc = desk("rc")
    rc.open("/")
    tab_to(rc, "Amara Test")
    rc.key("Enter")
    tab_to(rc, "Go to the assessment")
    rc.key("Enter")
    tab_to(rc, "Go on: course of the illness")
    rc.key("Enter")
    tab_to(rc, "id_team_text")
    rc.page.keyboard.type("Ill most winters.")
    rc.key("Control+Enter")
    rc.sees("Saved: Course of the illness.")
    rc.is_at("Strengths and good times")

    rc.key("j")
    rc.is_at("Response to treatment")
    rc.key("k")
    rc.is_at("Strengths and good times")


def test_the_skip_link_leads_past_the_menu(desk, users):
    rc = desk("rc")
    rc.open("/")
    tab_to(rc, "Skip to main content")
    rc.page.keyboard.press("Enter")
    assert rc.page.evaluate("() => document.activeElement.id") == "maincontent"


def test_keys_are_listed_and_can_be_switched_off(desk, users):
    one = given.assessment_at(Status.WITH_TEAM, users)
    rc = desk("rc")
    rc.open(f"/assessments/{one.pk}/factors/history.illness/")
    rc.page.keyboard.press("?")
    rc.sees("Keys of one letter rest while you type.")
    rc.page.get_by_label("Use keys of one letter").uncheck()
    rc.page.keyboard.press("Escape")
    rc.page.keyboard.press("j")
    rc.is_at("Course of the illness")
    rc.key("Alt+PageDown")
    rc.is_at("Strengths and good times")
