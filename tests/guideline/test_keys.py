"""The keys are for ever: records and exports are filed under them."""

import pytest

from assessments import guideline

# Every key of the guideline in its reading order, with how its answer is kept.
KEYS = {
    "history.illness": "consideration",
    "history.strengths": "consideration",
    "history.treatment_response": "consideration",
    "history.engagement": "consideration",
    "history.compulsion": "consideration",
    "history.personality_motivation": "consideration",
    "history.substance_use": "consideration",
    "social.housing_finance": "consideration",
    "social.exploitation": "consideration",
    "social.stressors": "consideration",
    "risk.self": "consideration",
    "risk.others": "consideration",
    "risk.neglect": "consideration",
    "risk.positive_risk": "consideration",
    "risk.formal_process": "consideration",
    "views.relationship": "consideration",
    "views.process_impact": "consideration",
    "views.stigma": "consideration",
    "dilemmas": "consideration",
    "dawson_factors": "consideration",
    "box1": "consideration",
    "agreement.recommend": "agreement",
    "condition.medication": "condition_offered",
    "condition.soad": "condition_mandatory",
    "condition.contact": "condition_offered",
    "condition.additional": "condition_own",
    "interview": "interview",
    "interview.symptoms": "consideration",
    "interview.illness_beliefs": "consideration",
    "interview.insight": "consideration",
    "interview.strengths": "consideration",
    "interview.capacity": "capacity",
    "interview.cognition": "consideration",
    "interview.attitude_support": "consideration",
    "interview.attitude_informal": "consideration",
    "interview.attitude_formal": "consideration",
    "explain.order": "consideration",
    "explain.conditions": "consideration",
    "explain.recall": "consideration",
    "explain.tribunal": "consideration",
    "explain.review_date": "consideration",
    "interview.consent_level": "consent_level",
    "consult.nearest_relative": "consultation",
    "consult.accommodation": "consultation",
    "consult.agency": "consultation",
    "meeting.services": "consideration",
    "meeting.feasible": "consideration",
    "meeting.third_parties": "consideration",
    "meeting.relationships": "consideration",
    "meeting.least_restrictive": "consideration",
    "box4.purpose": "consideration",
    "box4.least_restriction": "consideration",
    "box4.respect": "consideration",
    "box4.participation": "consideration",
    "box4.effectiveness": "consideration",
    "decision": "decision",
    "explain.review_agreed": "explanation",
    "review.benefits": "review",
    "review.relationship": "review",
    "review.patient_view": "review",
    "review.nearest_relative": "review",
    "review.discharge": "review",
}

INSTRUMENTS = (
    "box1",
    "box2",
    "box3",
    "box4",
    "dilemmas",
    "swartz",
    "dawson_factors",
    "eddie",
    "jeanette",
    "peter",
)


def test_every_key_of_the_guideline_stands_in_its_reading_order():
    assert {factor.key: factor.kind for factor in guideline.factors()} == KEYS
    assert [factor.key for factor in guideline.factors()] == list(KEYS)


def test_every_instrument_of_the_paper_is_there():
    assert tuple(each.key for each in guideline.INSTRUMENTS) == INSTRUMENTS


def test_the_four_stages_are_the_papers_and_stage_1_has_its_four_domains():
    assert [stage.number for stage in guideline.STAGES] == [1, 2, 3, 4]
    assert [domain.key for domain in guideline.domains("assessment")] == [
        "history",
        "social",
        "risk",
        "views",
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_factor_is_found_by_its_key_within_its_domain_and_stage(key):
    factor = guideline.factor(key)
    assert factor in guideline.factors_of(factor.domain)
    assert guideline.domain(factor.domain) in guideline.stage_of(key).domains


def test_an_unknown_key_is_refused():
    with pytest.raises(KeyError):
        guideline.factor("history.weather")
    with pytest.raises(KeyError):
        guideline.factors_of("weather")


def test_next_and_previous_walk_through_all_considerations_and_back():
    walked = [guideline.considerations()[0]]
    while (following := guideline.neighbours(walked[-1].key).next) is not None:
        assert guideline.neighbours(following.key).previous is walked[-1]
        walked.append(following)
    assert tuple(walked) == guideline.considerations()
    assert guideline.neighbours(walked[0].key).previous is None
