"""The pause, the decision and the signatures, each as its own page asks for it."""

from datetime import datetime, time
from typing import Any

from assessments.lifecycle import Outcome
from assessments.statute.criteria import criteria_on
from cto.design.words import LONDON, lower_first
from tests import factories as make
from tests.journeys.screen import Screen
from tests.journeys.told import Told

MADE, NOT_MADE = Outcome.MADE.words, Outcome.NOT_MADE.words


def pause(screen: Screen, words: str) -> None:
    """The stop before the decision, which opens the decision's page."""
    screen.is_at("Pause before the decision")
    screen.write("What do you take from this pause?", words)
    screen.press("Save and go to the decision")
    screen.is_at("The decision")


def decide_to_make(screen: Screen, told: Told) -> None:
    """Five findings with their reasons, the outcome with its own."""
    said = told.step("decide")
    find_all(screen, told, said)
    screen.choose("What do you decide?", MADE)
    screen.date("Day on which the order is meant to take effect", told.today)
    screen.date("Proposed review date", told.day("+2 months"))
    screen.write("Your reasons for the outcome", told.say(said["reasons"]))
    screen.press("Save and check what is missing")


def find_all(screen: Screen, told: Told, said: Any) -> None:
    for criterion in criteria_on(told.today).criteria:
        screen.choose(criterion.question, "Met")
        reasons = told.say(said[f"{criterion.key}_reasons"])
        screen.write(f"Your reasons about criterion ({criterion.letter})", reasons)


def decide_not_to_make(screen: Screen, told: Told) -> None:
    """The outcome with what happens instead; the criteria may stay open."""
    said = told.step("decide")
    screen.choose("What do you decide?", NOT_MADE)
    screen.choose("What happens instead?", "Section 17 leave of more than 7 days")
    screen.write(
        "For leave of more than 7 days: how was an order considered first?",
        told.say(said["leave_considered"]),
    )
    screen.write("The plan instead, in your own words", told.say(said["instead_words"]))
    screen.write("Your reasons for the outcome", told.say(said["reasons"]))
    screen.press("Save and check what is missing")


def sign(screen: Screen, button: str) -> None:
    """The signer's password, and the button that signs."""
    screen.page.get_by_label("Your password", exact=True).fill(make.PASSWORD)
    screen.press(button)


def seal(screen: Screen, outcome: str) -> None:
    """From the page that reads it all back to the sealed record."""
    sign(screen, f"Seal: {lower_first(outcome)}")
    screen.sees("Sealed.")


def answer_as_amhp(screen: Screen, told: Told, *, not_appropriate: str = "") -> None:
    """Every answer of the statement with its reasons; a "no" where a reason for one is given."""
    said = told.step("state")
    screen.choose("Do you agree that all five criteria are met?", "Yes")
    screen.write("Your reasons about the criteria", told.say(said["criteria"]))
    agrees = "No" if not_appropriate else "Yes"
    screen.choose("Is it appropriate to make this order?", agrees)
    reasons = told.say(not_appropriate or said["appropriate"])
    screen.write("Your reasons about whether an order is appropriate", reasons)
    for number, reasons in enumerate(said["conditions"], start=3):
        screen.choose(f"Do you agree to condition {number}?", "Yes")
        screen.write(f"Your reasons about condition {number}", told.say(reasons))
    sign(screen, "Sign and give this statement")


def record_the_form(screen: Screen, told: Told) -> None:
    """The dates on the completed statutory form, all of today."""
    at = datetime.combine(told.today, time(0, 1), tzinfo=LONDON)
    screen.date("When does the order take effect?", at)
    for part in (
        "Date of Part 1 (responsible clinician)",
        "Date of Part 2 (AMHP)",
        "Date of Part 3 (responsible clinician)",
        "Received by the hospital managers on",
    ):
        screen.date(part, told.today)
    screen.press("Check before recording")
    screen.press("Record it")
