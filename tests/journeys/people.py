"""Signing in, adding a person, starting an assessment: as the screens ask for it."""

from cto.accounts.demonstration import OUTREACH, WARD
from tests import factories as make
from tests.journeys.screen import Screen
from tests.journeys.told import Told

RC, AMHP, NURSE, OT = "Dr Amara Okonjo", "Siân Prosser", "Daniel Mensah", "Farah Siddiq"


def sign_in(screen: Screen, name: str) -> None:
    screen.open("/")
    screen.write("User name", name)
    screen.page.get_by_label("Password", exact=True).fill(make.PASSWORD)
    screen.press("Sign in")


def add_the_person(screen: Screen, told: Told) -> None:
    """From home to the person's own page."""
    who = told.person
    screen.open("/")
    screen.press("Add a person")
    screen.write("Full name", who["name"])
    screen.write("Likes to be called", who["preferred_name"])
    screen.date("Date of birth", told.day(who["date_of_birth"]))
    screen.write("NHS number", who["nhs_number"])
    screen.write("Diagnosis", told.say(who["diagnosis"]))
    screen.pick("Liable to detention under", "Section 3")
    screen.date("Section began on", told.day("-3 months"))
    screen.date("Section ends on", told.day("+2 months"))
    screen.write("Responsible hospital", who["hospital"])
    screen.pick("In-patient team", WARD)
    screen.pick("Responsible clinician in hospital", RC)
    screen.pick("Community team", OUTREACH)
    screen.pick("Responsible clinician in the community", RC)
    screen.pick("Approved mental health professional (AMHP)", AMHP)
    screen.pick("Care coordinator", NURSE)
    screen.press("Add this person")
    screen.sees(f"{who['name']} is added.")


def start_an_assessment(screen: Screen) -> str:
    """From the person's page to the task list, whose address comes back."""
    screen.press("Start an assessment")
    screen.press("Start the assessment")
    screen.is_at("Should a community treatment order be made?")
    return screen.path
