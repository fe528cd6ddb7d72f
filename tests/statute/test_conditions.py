"""The two conditions that the law sets, the three purposes, and the wording check."""

import time

import pytest

from assessments.statute.conditions import (
    MANDATORY,
    PURPOSES,
    comments_on,
    mandatory,
    purpose,
)


def keys(wording: str) -> set[str]:
    return {comment.key for comment in comments_on(wording)}


def test_the_law_sets_exactly_two_conditions():
    assert [(each.key, each.source) for each in MANDATORY] == [
        ("examination_for_extension", "s.17B(3)(a)"),
        ("examination_for_certificate", "s.17B(3)(b)"),
    ]


def test_the_papers_second_opinion_doctor_is_condition_b_and_stands_once():
    assert [each.guideline_key for each in MANDATORY] == ["", "condition.soad"]


def test_a_mandatory_condition_names_the_person_and_draws_no_comment():
    for condition in MANDATORY:
        assert condition.wording("Eddie").startswith("Eddie is to be available")
        assert condition.wording().startswith("The person is to be available")
        assert comments_on(condition.wording("Eddie")) == ()
    assert mandatory("examination_for_extension").letter == "a"


def test_there_are_three_purposes_and_no_other():
    assert [(each.key, each.source) for each in PURPOSES] == [
        ("treatment", "s.17B(2)(a)"),
        ("health_or_safety", "s.17B(2)(b)"),
        ("others", "s.17B(2)(c)"),
    ]
    assert purpose("others").text == "Protecting other persons"
    with pytest.raises(KeyError):
        purpose("convenience")


@pytest.mark.parametrize(
    ("wording", "key", "words"),
    [
        # An exact placement, where a type of accommodation would do.
        ("Eddie will live at Northgate House.", "exact_placement", "live at Northgate House"),
        ("Reside at 12 Mill Lane", "exact_placement", "12 Mill Lane"),
        ("Live in the Bridge Street Hostel", "exact_placement", "Live in the Bridge Street Hostel"),
        ("Keep a room near GL1 2AB", "exact_placement", "GL1 2AB"),
        ("Live with his parents", "exact_placement", "Live with his parents"),
        ("stay at her mother's house", "exact_placement", "stay at her mother's house"),
        ("reside at the following address", "exact_placement", "reside at the following address"),
        # A deprivation of liberty.
        ("Not leave the flat without permission", "liberty", "Not leave the flat"),
        ("Peter is not allowed to leave the hostel", "liberty", "not allowed to leave the hostel"),
        ("Only leave the building with staff", "liberty", "Only leave the building"),
        ("Stay with staff at all times", "liberty", "Stay with staff at all times"),
        ("Curfew from 9pm to 7am", "liberty", "Curfew"),
        ("Accept continuous supervision", "liberty", "continuous supervision"),
        ("Go out escorted", "liberty", "escorted"),
        # Vague.
        ("Live as directed by the team", "vague", "as directed"),
        ("Engage with the team", "vague", "Engage"),
        ("Keep appropriate appointments", "vague", "appropriate"),
        ("Follow reasonable requests", "vague", "reasonable"),
        ("Give a sample when asked", "vague", "when asked"),
        ("Comply with the care plan", "vague", "Comply"),
        ("See the nurse regularly", "how_often", "regularly"),
        ("Have regular contact with the team", "how_often", "regular"),
        # How often is said in another sentence, about something else.
        ("Go to the clinic weekly. See the doctor regularly.", "how_often", "regularly"),
        # Recall for breach.
        ("You will be recalled if you miss it", "recall_if", "be recalled if"),
        ("Attend every week or be recalled", "recall_if", "or be recalled"),
        ("If he misses it he may be recalled", "recall_if", "If he misses it he may be recalled"),
        (
            "Failure to attend will result in recall",
            "recall_if",
            "Failure to attend will result in recall",
        ),
        # Treatment by force.
        ("The injection can be given by force", "force", "by force"),
        ("Is to be given his depot every two weeks", "force", "is to be given his depot"),
        ("Medication without consent", "force", "without consent"),
        ("Medication whether or not she agrees", "force", "whether or not she agrees"),
        ("Treated against his will", "force", "against his will"),
        # What cannot be enforced.
        ("Agree to urine testing for illicit substances", "unenforceable", "urine testing"),
        ("Provide a sample for drug screening", "unenforceable", "drug screening"),
        ("Abstain from alcohol", "unenforceable", "Abstain"),
        ("Not use any illicit drugs", "unenforceable", "Not use any illicit drugs"),
        ("Not associate with Mr Smith", "unenforceable", "Not associate"),
        ("Stay away from the city centre", "unenforceable", "Stay away from"),
        ("Not use social media", "unenforceable", "Not use social media"),
    ],
)
def test_a_wording_draws_a_comment_on_its_very_words(wording, key, words):
    found = {comment.key: comment for comment in comments_on(wording)}
    assert key in found, found
    comment = found[key]
    assert comment.words.lower() == words.lower()
    assert wording[slice(*comment.span)] == comment.words
    assert comment.consider
    assert comment.source


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "meet your care coordinator every two weeks at a place you agree together",
        "Take the medication named in the care plan, at the times written there.",
        # A type of accommodation, and a town, leave a choice.
        "Live in supported accommodation with staff on site.",
        "Live in Gloucester",
        "Live at an address agreed with the care coordinator",
        # A freedom is not a restriction.
        "You are free to leave the building at any time",
        "Tell us 24 hours before if you cannot come",
        "You can call the 24 hour helpline",
        # How often is said.
        "Have regular appointments every two weeks with the nurse",
        "See the nurse regularly: once a month",
        # Denials of force and of recall.
        "Medication will not be given by force.",
        "Nobody will give you medication without consent.",
        "Missing an appointment will not by itself lead to recall.",
        "The person will be given a bus pass",
        # Drugs and the internet, but nothing forbidden.
        "Come to the drug and alcohol group on Mondays, if you choose to",
        "Use the internet to book a visit",
        "Let the nurse visit at home once a week, in the morning",
        "Have a blood test for lithium every three months",
        "Let the team know if you will be away for more than 3 nights.",
    ],
)
def test_a_clear_wording_draws_no_comment(wording):
    assert comments_on(wording) == ()


def test_eddies_condition_on_drug_testing_draws_the_papers_comment():
    (comment,) = comments_on("Eddie will agree to urine testing for illicit substances.")
    assert comment.key == "unenforceable"
    assert "case of Eddie" in comment.source
    assert "s.17B(6)" in comment.source
    assert "by itself no ground for recall" in comment.consider


def test_several_faults_are_each_explained_in_the_order_of_the_words():
    found = comments_on("Live at Northgate House and engage, or be recalled. Abstain from alcohol.")
    assert [comment.key for comment in found] == [
        "exact_placement",
        "vague",
        "recall_if",
        "unenforceable",
    ]


def test_the_purpose_chosen_is_named_beside_what_cannot_be_enforced():
    (comment,) = comments_on("Abstain from alcohol", purposes=("treatment", "others"))
    assert comment.consider.endswith(
        "The purpose chosen is ensuring that the person receives medical treatment and protecting "
        "other persons: what else would serve it?"
    )
    with pytest.raises(KeyError):
        comments_on("Abstain from alcohol", purposes=("convenience",))


def test_what_was_not_read_in_the_code_says_so():
    (comment,) = comments_on("Engage with the team")
    assert "check against the Code" in comment.source


@pytest.mark.parametrize(
    "piece",
    [
        *("A", "Aa ", "not by force ", "1 Aa Aa ", "if ", "remain ", "live at Aa ", "given "),
        *("missing ", "be home ", "will be given depot ", "see the ", "allow ", "attend all the "),
    ],
)
def test_a_long_text_is_read_quickly(piece):
    began = time.perf_counter()
    comments_on(piece * (20_000 // len(piece)))
    assert time.perf_counter() - began < 2
