"""The catalogue refuses to be put together wrongly, and says what the paper says."""

import re
from dataclasses import replace

import pytest

from assessments import guideline
from assessments.guideline.catalogue import Catalogue, Malformed
from assessments.statute.conditions import comments_on
from cto.accounts.professions import AMHP_PROFESSIONS

AVOIDED = re.compile(
    r"non-complian|refus(?:e|es|ed|al)\b|lacks? insight|abscond|sufferer|schizophrenics",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("key", "History.Illness", "malformed"),  # capitals
        ("key", "history.illness.more", "malformed"),  # two dots
        ("key", "history illness", "malformed"),  # a space
        ("key", "social.illness", "must begin with"),  # another domain's prefix
        ("kind", "score", "not known"),  # no such way of answering
        ("title", " ", "has no title"),  # nothing to show
        ("why", "", "has no why"),  # every factor says why it matters
        ("why_sources", (), "who says why"),  # and who says so
        ("prompts", (), "has no prompts"),  # a consideration has prompts
        ("patient_prompt", "", "does not ask the person"),  # and asks the person
        ("perspectives", ("managers",), "not known"),  # two perspectives exist
    ],
)
def test_a_malformed_factor_is_refused(field, value, complaint):
    with pytest.raises(Malformed, match=complaint):
        replace(guideline.factor("history.illness"), **{field: value})


def test_a_key_that_appears_twice_is_refused():
    stage = guideline.STAGES[0]
    doubled = replace(stage, factors=stage.factors + stage.factors[:1])
    with pytest.raises(Malformed, match=r"factor 'history.illness' appears twice"):
        Catalogue((doubled,), guideline.INSTRUMENTS)


def test_an_instrument_that_appears_twice_is_refused():
    with pytest.raises(Malformed, match="instrument 'box1' appears twice"):
        Catalogue(guideline.STAGES, guideline.INSTRUMENTS + guideline.INSTRUMENTS[:1])


def test_a_factor_beside_one_that_does_not_exist_is_refused():
    stage = guideline.STAGES[0]
    astray = replace(stage.factors[0], beside=("history.weather",))
    with pytest.raises(Malformed, match=r"stands beside 'history.weather'"):
        Catalogue((replace(stage, factors=(astray, *stage.factors[1:])),), ())


def test_a_repeated_prompt_key_is_refused():
    factor = guideline.factor("history.illness")
    with pytest.raises(Malformed, match="repeats a prompt key"):
        replace(factor, prompts=factor.prompts + factor.prompts[:1])


def test_risk_is_asked_from_both_perspectives_and_stands_beside_strengths():
    for factor in guideline.factors_of("risk"):
        assert factor.needs_both_perspectives, factor.key
        assert "history.strengths" in factor.beside, factor.key
    assert not guideline.factor("history.illness").needs_both_perspectives


def test_strengths_are_marked_as_such():
    strengths = [factor.key for factor in guideline.factors() if factor.about_strengths]
    assert strengths == ["history.strengths", "risk.positive_risk", "interview.strengths"]


def test_the_papers_lists_have_their_lengths():
    assert len(guideline.instrument("box1").prompts) == 6
    assert len(guideline.instrument("dilemmas").prompts) == 6
    assert len(guideline.instrument("dawson_factors").prompts) == 4
    assert len(guideline.instrument("box4").prompts) == 5
    assert len(guideline.instrument("box3").prompts) == 7
    assert [role.key for role in guideline.ROLES] == ["amhp", "responsible_clinician", "soad"]
    assert len(guideline.FIGURE_1_ROLES) == 4


def test_what_was_not_read_in_its_source_always_says_check_against_the_code():
    from_memory = guideline.Source("Code of Practice", "chapter 31", "memory")
    assert from_memory.cited == "Code of Practice, chapter 31 (check against the Code)"
    assert "check" not in guideline.Source("Mental Health Act 1983", "s.17A").cited


def test_five_options_stand_side_by_side_and_none_is_recommended():
    assert [option.key for option in guideline.OPTIONS] == [
        "informal",
        "hospital",
        "leave",
        "guardianship",
        "cto",
    ]
    for option in guideline.OPTIONS:
        assert option.favours
        assert option.allows
        assert option.does_not_allow


def test_the_pause_asks_five_questions_and_names_what_to_show():
    assert len(guideline.PAUSE) == 5
    for question in guideline.PAUSE:
        assert question.factors
        assert question.options


def test_swartz_is_shown_with_its_caveat_and_reports_say_that_they_are_reports():
    swartz = guideline.evidence("swartz")
    assert "57%" in swartz.finding
    assert "later analysis" in swartz.kind
    assert "later trials found no overall effect" in swartz.caveat
    assert "check before quoting" in guideline.evidence("octet").cited
    assert "check before quoting" not in swartz.cited
    with pytest.raises(KeyError):
        guideline.evidence("nobody_2030")


def test_offered_conditions_are_the_papers_two_and_the_wording_check_is_silent_on_them():
    assert [each.key for each in guideline.OFFERED_CONDITIONS] == [
        "condition.medication",
        "condition.contact",
    ]
    for offered in guideline.OFFERED_CONDITIONS:
        assert offered.wording("Eddie").startswith("Eddie will ")
        assert comments_on(offered.wording("Eddie")) == ()


IN_THE_PAPERS_WORDS = re.compile(
    r"should be used actively|in planning and reviewing|not so high that|more than a trial|"
    r"major stress or evidence|treatment without consent is likely|vital for",
    re.IGNORECASE,
)


def test_the_papers_sentences_do_not_stand_in_the_prompts():
    from assessments.guideline.__main__ import as_markdown

    assert IN_THE_PAPERS_WORDS.findall(as_markdown()) == []


@pytest.mark.parametrize(
    ("key", "leans"),
    [
        ("history.substance_use", "What part do"),  # as if there were some
        ("interview.symptoms", "What symptoms are there"),
        ("meeting.least_restrictive", "why is it not enough"),  # as if an order were the answer
        ("box4.purpose", "What is the order for"),
        ("review.benefits", "What good has"),
        ("condition.medication", "why is it needed"),
    ],
)
def test_a_question_does_not_presume_its_answer(key, leans):
    factor = guideline.factor(key)
    assert leans not in " ".join([factor.question, *(each.text for each in factor.prompts)])


def test_the_words_that_hurt_are_not_used():
    from assessments.guideline.__main__ import as_markdown

    assert AVOIDED.findall(as_markdown()) == []


def test_box_2_names_the_professions_that_may_sign_in_as_an_amhp():
    assert {each.key for each in guideline.AMHP_PROFESSIONS} == {
        profession.value for profession in AMHP_PROFESSIONS
    }
