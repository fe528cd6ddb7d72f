"""Stages 2 and 3: agreement, conditions, and what happens with the person and those around them."""

from assessments import guideline
from assessments.models import Recommendation
from assessments.statute.conditions import PURPOSES
from tests.journeys.assessing import LEANING, POINTS, of_the_person
from tests.journeys.screen import Screen
from tests.journeys.told import Told, keys_of

RECOMMENDS = {each.value: each.label for each in Recommendation}
OFFERED = {e.key: guideline.factor(e.key).title for e in guideline.OFFERED_CONDITIONS}
FOR = {each.key: each.text for each in PURPOSES}
PARTS = {
    "rationale": "Why is it necessary or appropriate?",
    "beneficial": "How far is it beneficial?",
    "enforceable": "How far is it enforceable?",
    "support": "What support is offered, so that it can be kept?",
    "patient_view": "What does Eddie say about it?",
}


def agreement(screen: Screen, told: Told) -> None:
    """What the team recommends; the dissent appears under the answer that has one."""
    said = told.step("agree")
    screen.choose("What does the team recommend?", RECOMMENDS[said["recommendation"]])
    if "dissent" in said:
        screen.write("Whose dissent is it, and why?", told.say(said["dissent"]))
    screen.write("The team’s reasons", told.say(said["reasons"]))
    screen.date("Date of the agreement", told.today)
    screen.press("Save the team’s agreement")


def conditions(screen: Screen, told: Told) -> None:
    """Every discretionary condition of the case, and back to the list of them."""
    for step in told.steps("propose condition"):
        said = step.values
        if said["key"] in OFFERED:
            screen.follow(f"Add a condition: {OFFERED[said['key']]}")
        else:
            screen.press("Add a condition of our own")
        one_condition(screen, told, said)


def one_condition(screen: Screen, told: Told, said) -> None:
    """One condition, from its wording to its purpose, saved."""
    screen.write("Wording", told.say(said["wording"]))
    for purpose in said["purposes"]:
        screen.tick(FOR[purpose])
    for part, label in PARTS.items():
        if part in said:
            screen.write(label, told.say(said[part]))
    screen.press("Save condition")


def interview(screen: Screen, told: Told) -> None:
    said = told.step("interview")
    screen.date("Date of the interview", told.day("-14 days"))
    screen.write("Who was there?", told.say(said["present"]))
    screen.choose("Was the responsible clinician there?", "Yes")
    screen.choose("Was the approved mental health professional (AMHP) there?", "Yes")
    screen.write("Notes", told.say(said.get("notes", "He was asked twice what he wants.")))
    screen.press("Save interview")


def topics(screen: Screen, told: Told, domain: str, *, interview: str = "") -> None:
    """Every topic of a chapter, from the first one's page on; each names the interview."""
    for key in keys_of(domain):
        factor = guideline.factor(key, told.person["nation"])
        screen.is_at(factor.title)
        said = told.on_factor(key)
        own = f"We asked, and heard little that was new: {factor.title}"
        screen.write("What the team records", told.say(said.get("text", own)))
        if "leaning" in said:
            screen.pick(POINTS, LEANING[said["leaning"]])
        of_the_person(screen, told, key)
        if interview:
            screen.pick("Said at which interview?", interview)
        last = guideline.neighbours(key).next is None
        screen.press("Save and finish" if last else "Save and next")


def capacity(screen: Screen, told: Told) -> None:
    screen.write("Which decision?", told.say("Whether to have the injection after leaving."))
    screen.date("Date of the assessment", told.day("-14 days"))
    screen.write("Who assessed?", told.say("The responsible clinician"))
    screen.write(
        "What was done to help the person decide for themselves?",
        told.say("A quiet room, two talks, and a page in plain words."),
    )
    for ability in (
        "Understand the information",
        "Retain it for long enough",
        "Use or weigh it",
        "Communicate the decision by any means",
    ):
        screen.choose(ability, "Yes")
    screen.choose("Outcome", "Has capacity to make this decision")
    screen.write("Reasons", told.say("He said in his own words what it is for."))
    screen.press("Save capacity assessment")


def involvement(screen: Screen, told: Told) -> None:
    said = told.step("involve")
    screen.choose("How far does Eddie agree to the proposed order?", "Agrees with the order")
    screen.write("In Eddie’s own words", told.say(said.get("consent_words", "I want to be out.")))
    screen.choose("Was an independent mental health advocate (IMHA) offered?", "Yes")
    screen.choose("What was the answer?", "Has not answered yet")
    told_on = "Date on which Eddie was told about the advocate"
    screen.date(told_on, told.day("-14 days"))
    screen.press("Save")


def consultation(screen: Screen, told: Told) -> None:
    """The nearest relative, who was not asked, with the reason."""
    screen.choose("Who is it?", "Nearest relative")
    screen.write("Name", told.say("Ann Example, as the nearest relative"))
    screen.choose("Did Eddie agree to their being asked?", "The person was not asked")
    screen.choose("Were they consulted?", "No")
    screen.write("Reason", told.say("It is not yet known who the nearest relative is in law."))
    screen.press("Save consultation")


def meeting(screen: Screen, told: Told) -> None:
    screen.date("Date of the meeting", told.day("-13 days"))
    screen.write("Who was there?", told.say("The ward team, the outreach team and the person"))
    screen.choose("Was the approved mental health professional (AMHP) there?", "Yes")
    screen.choose(f"Was {told.person['preferred_name']} there?", "Yes")
    said = told.steps("meet")
    own = "The outreach team gives the injection and visits."
    services = said[0].values["services"] if said else own
    screen.write("After-care services arranged", told.say(services))
    screen.press("Save meeting")
