"""Eddie's case, typed by a team that reads nothing but the screen."""

import pytest

from tests.journeys import agreeing, assessing, people, signing
from tests.journeys.printing import Printed
from tests.journeys.told import Told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_team_takes_eddie_from_first_discussion_to_a_sealed_order(desk, users):
    told = Told("eddie")
    rc = desk("rc", signed_in=False)

    people.sign_in(rc, "rc")
    people.add_the_person(rc, told)
    tasks = people.start_an_assessment(rc)
    the_team_assesses(rc, told, tasks)
    members_give_their_views(desk, told, tasks)
    the_team_agrees(rc, told)
    rc.open(tasks)
    the_team_talks_with_eddie(rc, told)
    the_clinician_decides(rc, told)
    the_others_sign(desk, told, tasks)
    the_form_makes_it_an_order(rc, told)
    everything_is_printed_once(rc, told)


def the_team_assesses(rc, told, tasks):
    """Stage 1, reflection and the options: page by page, and from the task list."""
    rc.press("Go on: course of the illness")
    assessing.all_of(rc, told, "history", "social", "risk", "views", "reflection", "agreement")
    rc.open(tasks)
    rc.follow("Risk")
    rc.follow("Risk to self")
    assessing.carer_and_colleague(rc, told)
    rc.open(tasks)
    rc.press("Go on: informal care, without any order")
    assessing.all_options(rc, told)
    rc.open(tasks)
    rc.follow("What speaks for an order, and what against")
    rc.sees(told.on_factor("history.illness")["text"])
    rc.open(tasks)


def members_give_their_views(desk, told, tasks):
    """Each for themselves, at a browser of their own; the chair reveals.

    The AMHP gives no view here, only a note: her statement comes later.
    """
    amhp = desk("amhp", signed_in=False)
    people.sign_in(amhp, "amhp")
    amhp.open(tasks)
    assessing.own_note(amhp, told)
    for name in ("nurse", "ot"):
        member = desk(name, signed_in=False)
        people.sign_in(member, name)
        member.follow(told.person["name"], first=True)
        member.press("Go to the assessment")
        assessing.own_view(member, told, name)
    nurse, rc = desk("nurse"), desk("rc")
    nurse.open(tasks)
    assessing.confirm_the_note(nurse)
    assessing.own_view(rc, told, "rc")
    assessing.reveal(rc, told)
    rc.open(tasks)
    names = {"rc": people.RC, "amhp": people.AMHP, "nurse": people.NURSE, "ot": people.OT}
    assessing.who_took_part(rc, told, names)
    rc.open(tasks)


def the_team_agrees(rc, told):
    """Stage 2: what the team recommends, which leads on to its conditions."""
    rc.follow("The team’s agreement")
    agreeing.agreement(rc, told)
    rc.is_at("Conditions")
    agreeing.conditions(rc, told)


def the_team_talks_with_eddie(rc, told):
    """Stage 3: the interview with all its topics, then whatever the screen says comes next."""
    rc.follow("Interviews")
    agreeing.interview(rc, told)
    rc.follow("Record what was said: symptoms now")
    agreeing.topics(rc, told, "interview", interview="Interview")
    for chapter in ("explain", "meeting", "box4"):
        agreeing.topics(rc, told, chapter)
    rc.press("Go on: capacity")
    agreeing.capacity(rc, told)
    rc.follow("Record consent, advocate and interpreter")
    agreeing.involvement(rc, told)
    rc.follow("Record whether the nearest relative was consulted, or why not")
    agreeing.consultation(rc, told)
    rc.follow("Record the section 117 meeting")
    agreeing.meeting(rc, told)


def the_clinician_decides(rc, told):
    """The pause, the decision, what is still missing, and the signature under it."""
    rc.follow("Go on to the decision")
    signing.pause(rc, told.say(told.step("pause")["reflection"]))
    signing.decide_to_make(rc, told)
    rc.is_at("Before signing")
    rc.sees("Ask the AMHP to say whether they agree to condition 5.")
    rc.press("Put forward")
    signing.sign(rc, "Sign and put forward")
    rc.sees("Put forward. Siân Prosser is asked to state.")


def the_others_sign(desk, told, tasks):
    """The AMHP states at a browser of her own; the responsible clinician seals."""
    amhp = desk("amhp")
    amhp.open("/")
    amhp.follow(told.person["name"], first=True)
    amhp.press("Go to the assessment")
    amhp.press("Give your statement")
    signing.answer_as_amhp(amhp, told)
    rc = desk("rc")
    rc.open("/")
    rc.follow(told.person["name"], first=True)
    rc.press("Go to the assessment")
    rc.follow("Check your answers")
    rc.open(tasks)
    rc.press("Go on to seal")
    signing.seal(rc, signing.MADE)
    rc.sees("Decided, not yet made")


def the_form_makes_it_an_order(rc, told):
    """Decided is not made: the order exists from its statutory form."""
    rc.follow(told.person["name"], first=True)
    rc.sees("Decided, not yet made: CTO1 is not recorded")
    rc.press("Record the dates on CTO1")
    signing.record_the_form(rc, told)
    rc.sees("In effect from", "as written on form CTO1")
    rc.press("Set the review date")
    rc.date("When is the review?", told.day("+2 months"))
    rc.choose("Was this date agreed with the person?", "Yes")
    rc.press("Save and continue")
    rc.sees("agreed with Eddie")


def everything_is_printed_once(rc, told):
    """Every answer exactly once; on page 1 what somebody needs who reads no further."""
    printed = Printed(rc, told)
    assert len(told.typed) > 100
    assert told.misprinted(printed.text) == {}
    for words in (
        signing.MADE,
        "1 of 5 Eddie is to be available for examination under section 20A",
        "5 of 5 Eddie will agree to urine tests for illicit drugs.",
        "Disagreement In the team: The occupational therapist would first talk with him again",
        "Who took part Daniel Mensah",
        "Ann Example",
        "Mother, carer",
    ):
        assert words in printed.page_1
