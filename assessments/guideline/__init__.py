"""The paper as data. This module is the only door: import from here, not from the rooms behind.

Macpherson et al., "Supervised community treatment: guidance for clinicians", Advances in
Psychiatric Treatment 2010; 16: 253-259, doi 10.1192/apt.bp.109.007203. The facts are the paper's,
the sentences are the project's own. Standard library only.

An assessment pins ``EDITION``, and a sealed record keeps the wording it showed. Change the edition
with every change of wording that a team could notice.
"""

from __future__ import annotations

from typing import NamedTuple

from . import (
    agreement,
    discharge_meeting,
    history,
    process,
    professional_views,
    review,
    risk,
    social,
)
from .agreement import OFFERED_CONDITIONS, OWN_CONDITION_CAUTION, OfferedCondition
from .catalogue import (
    CAVEAT,
    CONSIDERATION,
    KINDS,
    PATIENT,
    TEAM,
    Catalogue,
    Domain,
    Factor,
    Instrument,
    Malformed,
    Point,
    Prompt,
    Source,
    Stage,
)
from .evidence import IN_SHORT as EVIDENCE_IN_SHORT
from .evidence import ROWS as EVIDENCE
from .evidence import Evidence, evidence
from .instruments import (
    AMHP_PROFESSIONS,
    FIGURE_1_ROLES,
    INSTRUMENTS,
    ROLES,
    FigureRole,
    Profession,
    Role,
)
from .nations import (
    PRINCIPLES,
    Principle,
    domain_in,
    factor_in,
    option_in,
    pause_in,
    principles,
    principles_of,
)
from .options import OPTIONS, PAUSE, VOICES, Option, PauseQuestion
from .review import TRIGGERS as REVIEW_TRIGGERS
from .sources import PAPER, PAPER_IN_FULL

EDITION = "macpherson-2010/2"
"""Pinned by each assessment and printed on each record."""

STAGES = (
    Stage(
        "assessment",
        1,
        "Assessment",
        "The whole team, with the responsible clinician and the approved mental health "
        "professional of both teams, goes through four domains.",
        (history.DOMAIN, social.DOMAIN, risk.DOMAIN, professional_views.DOMAIN),
        history.FACTORS + social.FACTORS + risk.FACTORS + professional_views.FACTORS,
    ),
    Stage(
        "agreement",
        2,
        "Team agreement and conditions",
        "The team looks at its own thinking, recommends an order or not, and shapes conditions.",
        agreement.DOMAINS,
        agreement.FACTORS,
    ),
    Stage(
        "process",
        3,
        "Process",
        "Interviews, explanation, consultations, the discharge planning meeting and the decision.",
        (
            process.INTERVIEW,
            process.EXPLAIN,
            process.CONSULT,
            discharge_meeting.MEETING,
            discharge_meeting.PRINCIPLES,
            discharge_meeting.DECISION,
        ),
        process.INTERVIEW_FACTORS
        + process.EXPLAIN_FACTORS
        + (process.CONSENT_LEVEL,)
        + process.CONSULT_FACTORS
        + discharge_meeting.MEETING_FACTORS
        + discharge_meeting.PRINCIPLE_FACTORS
        + (discharge_meeting.DECISION_FACTOR, discharge_meeting.REVIEW_AGREED),
    ),
    Stage("review", 4, "Review", review.DOMAIN.introduction, (review.DOMAIN,), review.FACTORS),
)

CATALOGUE = Catalogue(STAGES, INSTRUMENTS)

_FACTORS = {
    "": CATALOGUE.by_key,
    **{
        nation: {key: factor_in(nation, each) for key, each in CATALOGUE.by_key.items()}
        for nation in PRINCIPLES
    },
}


class Neighbours(NamedTuple):
    """The factor before and the one after, or None at either end."""

    previous: Factor | None
    next: Factor | None


def factors() -> tuple[Factor, ...]:
    """Every factor of the guideline in reading order."""
    return tuple(CATALOGUE.by_key.values())


def considerations() -> tuple[Factor, ...]:
    """The factors whose answer is one text for each voice, in reading order."""
    return tuple(factor for factor in factors() if factor.is_consideration)


def factor(key: str, nation: str = "") -> Factor:
    """The factor filed under ``key``; KeyError where the guideline has none.

    Given a nation, under the names of its own Code; otherwise as in the paper.
    """
    return _FACTORS[nation][key]


def domains(stage: str | None = None) -> tuple[Domain, ...]:
    """The domains of all stages, or of the stage with this key, in reading order."""
    return tuple(domain for each in STAGES if stage in (None, each.key) for domain in each.domains)


def domain(key: str, nation: str = "") -> Domain:
    """The domain filed under ``key``; KeyError where there is none. ``nation`` as for factors."""
    found = CATALOGUE.domains_by_key[key]
    return domain_in(nation, found) if nation else found


def factors_of(domain: str) -> tuple[Factor, ...]:
    """The factors of one domain in reading order; KeyError for an unknown domain."""
    key = CATALOGUE.domains_by_key[domain].key
    return tuple(factor for factor in factors() if factor.domain == key)


def stage_of(key: str) -> Stage:
    """The stage that a factor belongs to; KeyError where the guideline has no such factor."""
    found = factor(key)
    return next(stage for stage in STAGES if found in stage.factors)


def neighbours(key: str, nation: str = "") -> Neighbours:
    """The previous and the next factor of the same kind, in reading order across all stages.

    Of the same kind, because factors of other kinds are answered on pages of their own.
    """
    here = factor(key, nation)
    line = [each for each in _FACTORS[nation].values() if each.kind == here.kind]
    place = line.index(here)
    return Neighbours(
        line[place - 1] if place else None,
        line[place + 1] if place + 1 < len(line) else None,
    )


def options(nation: str) -> tuple[Option, ...]:
    """The options in their order, each citing the Code of this nation."""
    return tuple(option_in(nation, each) for each in OPTIONS)


def pause(nation: str) -> tuple[PauseQuestion, ...]:
    """The questions of the pause, citing the Code of this nation."""
    return tuple(pause_in(nation, each) for each in PAUSE)


def instrument(key: str) -> Instrument:
    """The paper's box, list or case filed under ``key``; KeyError where there is none."""
    return {each.key: each for each in INSTRUMENTS}[key]


for _question in PAUSE:
    for _key in _question.factors:
        if _key not in CATALOGUE.by_key:
            raise Malformed(f"The pause question {_question.key!r} names {_key!r}.")

__all__ = [
    "AMHP_PROFESSIONS",
    "CATALOGUE",
    "CAVEAT",
    "CONSIDERATION",
    "EDITION",
    "EVIDENCE",
    "EVIDENCE_IN_SHORT",
    "FIGURE_1_ROLES",
    "INSTRUMENTS",
    "KINDS",
    "OFFERED_CONDITIONS",
    "OPTIONS",
    "OWN_CONDITION_CAUTION",
    "PAPER",
    "PAPER_IN_FULL",
    "PATIENT",
    "PAUSE",
    "REVIEW_TRIGGERS",
    "ROLES",
    "STAGES",
    "TEAM",
    "VOICES",
    "Domain",
    "Evidence",
    "Factor",
    "FigureRole",
    "Instrument",
    "Malformed",
    "Neighbours",
    "OfferedCondition",
    "Option",
    "PauseQuestion",
    "Point",
    "Principle",
    "Profession",
    "Prompt",
    "Role",
    "Source",
    "Stage",
    "considerations",
    "domain",
    "domains",
    "evidence",
    "factor",
    "factors",
    "factors_of",
    "instrument",
    "neighbours",
    "options",
    "pause",
    "principles",
    "principles_of",
    "stage_of",
]
