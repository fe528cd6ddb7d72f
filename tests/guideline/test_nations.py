"""Each nation's own Code: its names for the principles, and its own chapters cited."""

import pytest

from assessments import guideline

BOX4 = [factor.key for factor in guideline.factors_of("box4")]
NAMES = {
    "england": [
        "Purpose and effectiveness",
        "Least restrictive option and maximising independence",
        "Respect and dignity",
        "Empowerment and involvement",
        "Efficiency and equity",
    ],
    "wales": [
        "Keeping people safe",
        "Least restrictive option and maximising independence",
        "Dignity and respect; Fairness, equality and equity",
        "Empowerment and involvement",
        "Fairness, equality and equity; Effectiveness and efficiency",
    ],
}
IN_THE_PAPER = [
    "Purpose",
    "Least restriction",
    "Respect",
    "Participation",
    "Effectiveness, efficiency and equity",
]


@pytest.mark.parametrize("nation", NAMES)
def test_the_principles_stand_under_the_names_of_the_nations_own_code(nation):
    assert [guideline.factor(key, nation).title for key in BOX4] == NAMES[nation]


def test_without_a_nation_they_stand_as_in_the_paper_for_neither_code_is_everybodys():
    assert [guideline.factor(key).title for key in BOX4] == IN_THE_PAPER


@pytest.mark.parametrize(("nation", "how_many"), [("england", 5), ("wales", 6)])
def test_every_principle_of_a_code_is_answered_and_names_what_the_paper_calls_it(nation, how_many):
    principles = guideline.principles(nation)
    assert len(principles) == how_many
    assert {key for each in principles for key in each.answers} == set(BOX4)
    for key in BOX4:
        for principle in guideline.principles_of(key, nation):
            assert guideline.factor(key).title.lower() in principle.as_in_the_paper.lower()


def test_what_nobody_read_in_the_welsh_code_says_check_against_the_code():
    for principle in guideline.principles("wales"):
        assert "check against the Code" in principle.source.cited


@pytest.mark.parametrize(("nation", "other"), [("england", "Wales"), ("wales", "England, 2015")])
def test_a_nation_is_never_cited_the_other_ones_code(nation, other):
    options = guideline.options(nation)
    cited = [
        point.source.cited
        for option in options
        for point in (*option.favours, *option.allows, *option.does_not_allow)
    ]
    cited += [question.source.cited for question in guideline.pause(nation)]
    for key in guideline.CATALOGUE.by_key:
        cited += [source.cited for source in guideline.factor(key, nation).why_sources]
    codes = [each for each in cited if each.startswith("Code of Practice")]
    assert codes
    assert not [each for each in codes if other in each]
    assert all("check against the Code" in each for each in codes)
    assert [option.key for option in options] == [option.key for option in guideline.OPTIONS]


@pytest.mark.parametrize(("nation", "words"), [("england", "five"), ("wales", "six")])
def test_the_domain_says_whose_names_these_are_and_what_the_paper_calls_them(nation, words):
    rule = guideline.domain("box4", nation).rule
    assert f"the {words} principles of the Code of Practice ({nation.capitalize()}" in rule
    assert rule.endswith(f"As in the paper, in this order: {'; '.join(IN_THE_PAPER)}.")
    assert guideline.domain("risk", nation) == guideline.domain("risk")


@pytest.mark.parametrize("nation", NAMES)
def test_neighbours_bear_the_names_of_the_nation_too(nation):
    near = guideline.neighbours("box4.least_restriction", nation)
    assert near.previous is not None
    assert near.next is not None
    assert [near.previous.title, near.next.title] == NAMES[nation][0:3:2]
