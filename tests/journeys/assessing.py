"""Stage 1 and the deliberation, page by page, in the order in which the screen leads on."""

from assessments import guideline
from assessments.models import Leaning, Standing
from tests.journeys.screen import Screen
from tests.journeys.told import Told, keys_of

LEANING = {each.value: each.label for each in Leaning}
STANDING = {each.value: each.label for each in Standing}
POINTS = "Which way does this point? (optional)"
WHERE_FROM = "Where this comes from, and who may see it"
ASKED_OF_BOTH = keys_of("risk")


def all_of(screen: Screen, told: Told, *domains: str) -> None:
    """Every factor of these domains, from the first one's page on; each leads to the next."""
    for key in keys_of(*domains):
        one_factor(screen, told, key)
        screen.press("Save and next")
        screen.sees(f"Saved: {guideline.factor(key, told.person['nation']).title}.")


def one_factor(screen: Screen, told: Told, key: str) -> None:
    """Fill in one factor's page, where we are now."""
    factor = guideline.factor(key, told.person["nation"])
    screen.is_at(factor.title)
    said = told.on_factor(key)
    if "standing" in said:
        screen.choose("How is this answered?", STANDING[said["standing"]])
    else:
        own = f"The notes before us say little of it: {factor.title}."
        screen.write("What the team records", told.say(said.get("text", own)))
    if "leaning" in said:
        screen.pick(POINTS, LEANING[said["leaning"]])
    if "source" in said:
        screen.unfold(WHERE_FROM)
        screen.write("Source", told.say(said["source"]))
    of_the_person(screen, told, key)


def of_the_person(screen: Screen, told: Told, key: str) -> None:
    """The person's own words, where the case has them or risk asks for both perspectives."""
    called, said = told.person["preferred_name"], told.on_factor(key, "patient")
    own = f"This is how I see it: {guideline.factor(key).title}."
    words = said.get("text", own if key in ASKED_OF_BOTH else "")
    if "standing" in said:
        screen.choose("How is this answered?", STANDING[said["standing"]], nth=1)
    elif words:
        screen.write(f"{called}’s own words", told.say(words))


def carer_and_colleague(screen: Screen, told: Told) -> None:
    """On a factor's page: a carer's words by name, and a note typed for a colleague."""
    screen.follow("Add what a carer or relative says")
    screen.write("Who said it", "Ann Example, mother")
    screen.write("Their words", told.say("He used to garden with me, and slept better then."))
    screen.press("Save")
    screen.sees("Ann Example, mother")
    screen.follow("Add a colleague’s note")
    screen.pick("Whose note is it?", "Daniel Mensah")
    screen.write("What your colleague says", told.say("He opened the door to me each time."))
    screen.press("Save")
    screen.sees("Not confirmed yet")


def confirm_the_note(screen: Screen) -> None:
    """The colleague reads what was typed for him, and makes it his own."""
    screen.follow("Risk")
    screen.follow("Risk to self")
    screen.press("Confirm as my own")
    screen.sees_none("Not confirmed yet")


def own_note(screen: Screen, told: Told) -> None:
    """The AMHP's note on a factor, typed by herself."""
    (step,) = told.steps("consider", voice="member", member="amhp")
    screen.follow("Professional views")
    screen.follow(guideline.factor(step.values["factor"]).title)
    screen.follow("Add my own note")
    screen.write("Your note", told.say(step.values["text"]))
    screen.pick(POINTS, LEANING[step.values["leaning"]])
    screen.press("Save")


def all_options(screen: Screen, told: Told) -> None:
    """The five alternatives side by side, each with reasons for and against."""
    for option in guideline.OPTIONS:
        screen.is_at(option.title)
        one_option(screen, told)
        last = option is guideline.OPTIONS[-1]
        screen.press("Save and finish" if last else "Save and next")
    screen.is_at("Options side by side")


def one_option(screen: Screen, told: Told) -> None:
    """The reasons that the case gives for and against the option whose page is open."""
    for step in told.steps("weigh option", option=screen.path.split("/")[-2]):
        for label, part in (("Reasons for", "reasons_for"), ("Reasons against", "reasons_against")):
            if part in step.values:
                screen.write(label, told.say(step.values[part]))


def own_view(screen: Screen, told: Told, name: str) -> None:
    """From the task list: the view of whoever sits here, which leads to the page of views."""
    (step,) = [step for step in told.steps("give view") if step.by == name]
    said = step.values
    stance = {
        "make": "Make a community treatment order",
        "more": "More information is needed first",
    }
    sure = {"fairly": "Fairly sure", "unsure": "Unsure"}
    screen.follow("give your own view")
    screen.choose("What do you think should happen?", stance[said["stance"]])
    screen.choose("How sure are you?", sure[said["sureness"]])
    screen.write("Why?", told.say(said["reasons"]))
    screen.write("What would change your mind?", told.say(said["would_change"]))
    screen.press("Save my view")


def reveal(screen: Screen, told: Told) -> None:
    """The chair opens every view at once; the page names who has given none."""
    screen.press("Reveal all views")
    screen.sees("No view yet from", "Siân Prosser, Social worker")
    screen.press("Reveal all views")
    for step in told.steps("give view"):
        screen.sees(step.values["reasons"])


def who_took_part(screen: Screen, told: Told, names: dict[str, str]) -> None:
    """Everybody whom the case has in the room, with the role it gives them, and a relative."""
    screen.follow("Who takes part")
    for step in told.steps("take part"):
        name = names[step.values["member"]]
        screen.tick(name)
        screen.write(f"Role of {name}", step.values["role"])
    screen.press("Save who took part")
    screen.write("Name", "Ann Example")
    screen.write("Role", "Mother, carer")
    screen.press("Add this person")
