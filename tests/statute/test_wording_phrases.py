"""Conditions as they are really written: what draws a comment, and what must not.

The check looks for words, not for meaning. Each row is one wording with the comments it draws,
by key, and the words that each is about.
"""

import pytest

from assessments.statute.conditions import comments_on

COMMENTED = [
    # Testing and samples: nobody can be made to give one.
    ("Submit to testing for illicit substances", "unenforceable", "testing for illicit substances"),
    ("Be tested for drugs at the clinic", "unenforceable", "tested for drugs"),
    ("Accept random tests", "unenforceable", "random tests"),
    ("Provide samples to the nurse", "unenforceable", "Provide samples"),
    ("Not to misuse substances", "unenforceable", "Not to misuse substances"),
    ("Peter must not get drunk", "unenforceable", "not get drunk"),
    ("Eddie will not gamble", "unenforceable", "not gamble"),
    ("Have no contact with his former partner", "unenforceable", "no contact with"),
    ("Not have any contact with Mr Smith", "unenforceable", "Not have any contact"),
    ("Not go within 100 metres of the school", "unenforceable", "Not go within"),
    # A curfew, or company out of doors.
    ("Stay in his room between 9pm and 7am", "liberty", "Stay in his room between 9pm"),
    ("Be home by 10pm each night", "liberty", "Be home by 10pm"),
    ("Be back at the hostel by 11 p.m", "liberty", "Be back at the hostel by 11 p.m"),
    ("Return to the unit before 22:00", "liberty", "Return to the unit before 22:00"),
    ("Be in by 9", "liberty", "Be in by 9"),
    ("Be indoors after dark", "liberty", "Be indoors after dark"),
    ("Jeanette must not go out alone", "liberty", "not go out alone"),
    ("Not go out without staff", "liberty", "Not go out without staff"),
    ("Only go out with a member of staff", "liberty", "Only go out"),
    ("Not leave the county", "liberty", "Not leave the county"),
    (
        "Get permission from staff before going out",
        "liberty",
        "permission from staff before going out",
    ),
    # Treatment done to the person, where the wording should say what the person does.
    ("He will be given his depot by injection", "force", "will be given his depot by injection"),
    ("The depot will be given every two weeks", "force", "depot will be given"),
    ("Will be injected every two weeks", "force", "Will be injected"),
    # Recall for breach, in other words than "recalled if".
    ("Missing the depot leads to recall to hospital", "recall_if", None),
    ("Non-attendance results in recall", "recall_if", None),
    ("Not taking tablets means going back to hospital", "recall_if", None),
    ("Taken back to hospital if she stops treatment", "recall_if", "Taken back to hospital if"),
    # Nobody could say whether it was done.
    ("Behave well", "vague", "Behave"),
    ("Show good behaviour at the hostel", "vague", "good behaviour"),
    ("Adhere to the care plan", "vague", "Adhere"),
    ("Live where directed", "vague", "where directed"),
    ("Follow the team's advice", "vague", "Follow the team's advice"),
    ("Drink sensibly", "vague", "Drink sensibly"),
    ("Peter will stay well", "vague", "will stay well"),
    ("Allow staff into the flat at any time", "vague", "Allow staff into the flat at any time"),
    # Nothing said about how often.
    ("Attend appointments", "how_often", "Attend appointments"),
    ("Keep all his outpatient appointments", "how_often", "Keep all his outpatient appointments"),
    ("Maintain contact with the team", "how_often", "Maintain contact"),
    ("Accept home visits", "how_often", "Accept home visits"),
    (
        "Meet with the community mental health team",
        "how_often",
        "Meet with the community mental health team",
    ),
]

INNOCENT = [
    "Attend appointments with the nurse every two weeks, at the health centre",
    "Attend appointments on the days written in the care plan",
    "See the psychiatrist on the first Monday of the month",
    "Meet the care coordinator on 3 December and then every fortnight",
    "Accept a home visit from the nurse each Tuesday",
    "Keep in touch by telephone once a week",
    "Be at home between 6pm and 7pm on Tuesdays, when the nurse calls",
    "Be at home by 10am on the first Monday of each month for the nurse's visit",
    "Live in a town where he has family, if he wishes",
    "He may go out alone or with friends",
    "She need not go out alone to the clinic: somebody can come with her",
    "Peter will be given a choice of injection or tablets",
    "The injection will be given only with his consent",
    "Jeanette will be given a reminder of her injection the day before",
    "Have the injection at the clinic every four weeks",
    "Have a test for lithium in the blood every three months",
    "Give a sample of blood for clozapine once a month",
    "Missing an injection does not by itself lead to recall",
    "Missing an injection never means going back to hospital by itself",
    "Tell the responsible clinician about a change of address within a week",
    "Be seen by the responsible clinician once a month",
    "Go to the recovery college, if he wishes, to help him stay well",
    "Take the tablets named in the care plan in the morning and in the evening",
    "Let the care coordinator in on Friday mornings",
    "Nobody will ask her for a sample",
    "Keep her contact details up to date with the team",
    "Accept support with budgeting from the housing officer",
    "See the doctor if her mood changes",
    "Not be alone with children under sixteen",
    "Jeanette will be given her medication in a box for the week",
    "The team will let him leave the group at any time",
    "Spend no more than two nights a week away without telling the team",
]


@pytest.mark.parametrize(("wording", "key", "words"), COMMENTED)
def test_a_phrase_in_use_draws_its_comment_and_no_other(wording, key, words):
    found = comments_on(wording)
    assert [comment.key for comment in found] == [key], found
    assert found[0].words == (words or wording)


@pytest.mark.parametrize("wording", INNOCENT)
def test_an_innocent_phrase_draws_none(wording):
    assert comments_on(wording) == ()
