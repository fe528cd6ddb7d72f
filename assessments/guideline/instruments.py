"""The paper's boxes, lists and cases, and the roles that its process names."""

from __future__ import annotations

from dataclasses import dataclass

from .agreement import BOX1_PROMPTS, DAWSON_PROMPTS, DILEMMA_PROMPTS
from .catalogue import Instrument, Prompt, Source
from .sources import (
    BOX_1,
    BOX_2,
    BOX_3,
    BOX_4,
    CASES,
    DILEMMAS,
    EVIDENCE,
    INTERNATIONAL,
    STAGE_1,
    act,
)

BOX3_PROMPTS = (
    Prompt("leave_trial", "For leave: the team wants to try out discharge."),
    Prompt(
        "leave_treatment",
        "For leave: the person will probably need hospital treatment again without agreeing to it.",
    ),
    Prompt("leave_breakdown", "For leave: the arrangements may very well not hold."),
    Prompt("order_confidence", "For an order: the team is confident that discharge will last."),
    Prompt("order_no_detention", "For an order: no further detention is expected."),
    Prompt("order_consent", "For an order: the person consents to the plan, or keeps to it."),
    Prompt(
        "order_risk",
        "For an order: recall or a breakdown of the plan is possible enough to justify it, and yet "
        "not to be expected.",
    ),
)
BOX4_PROMPTS = (
    Prompt("purpose", "Keep the effects of the disorder small; safety; recovery; protect others."),
    Prompt("least_restriction", "Act in the least restrictive way where there is no consent."),
    Prompt("respect", "Respect diversity; avoid unlawful discrimination."),
    Prompt("participation", "Involve the person as far as possible, and their carers."),
    Prompt("effectiveness", "Use resources effectively, efficiently and fairly."),
)

INSTRUMENTS = (
    Instrument(
        "box1",
        "Six recommendations on the use of orders",
        "What Mullen and colleagues advise anyone who uses an order.",
        "Prompts at the team's agreement, the conditions, the decision and each review.",
        BOX_1,
        BOX1_PROMPTS,
    ),
    Instrument(
        "box2",
        "Professional roles",
        "The approved mental health professional, the responsible clinician and the second "
        "opinion appointed doctor.",
        "Professions, roles and what each may do.",
        BOX_2,
    ),
    Instrument(
        "box3",
        "Leave or an order",
        "What favours long section 17 leave, and what favours a community treatment order.",
        "The options appraisal, beside informal care, staying in hospital and guardianship.",
        BOX_3,
        BOX3_PROMPTS,
    ),
    Instrument(
        "box4",
        "Five guiding principles",
        "The principles of the 2008 Code, shown under the names of the Code in force.",
        "Each is addressed before the decision.",
        BOX_4,
        BOX4_PROMPTS,
    ),
    Instrument(
        "dilemmas",
        "Six dilemmas",
        "Dilemmas that face clinicians who consider an order.",
        "Reflective prompts for the team.",
        DILEMMAS,
        DILEMMA_PROMPTS,
    ),
    Instrument(
        "swartz",
        "How often, and how long",
        "A finding made after the event: fewer admissions where the order lasted over six months "
        "and contact was at least three times a month. Later trials found no overall effect.",
        "The evidence panel, and beside the frequency of contact at each review.",
        EVIDENCE,
    ),
    Instrument(
        "dawson_factors",
        "Four factors behind the use of orders",
        "What explains, across countries, how often orders are used.",
        "Reflective prompts for the team.",
        INTERNATIONAL,
        DAWSON_PROMPTS,
    ),
    Instrument(
        "eddie",
        "Eddie",
        "A fictitious case: an order with a condition on drug testing that could not be enforced.",
        "A demonstration case in fixtures/, with the paper's two questions.",
        CASES,
    ),
    Instrument(
        "jeanette",
        "Jeanette",
        "A fictitious case: an order could not be discussed, and long leave was used instead.",
        "A demonstration case in fixtures/, with the paper's question.",
        CASES,
    ),
    Instrument(
        "peter",
        "Peter",
        "A fictitious case: a stable order that he wants to end and his parents want to keep.",
        "A demonstration case in fixtures/, with the paper's three questions.",
        CASES,
    ),
)


@dataclass(frozen=True)
class Role:
    """A role of Box 2, and what whoever holds it may do."""

    key: str
    title: str
    who: str
    may: str
    source: Source


ROLES = (
    Role(
        "amhp",
        "Approved mental health professional",
        "A social worker, nurse, occupational therapist or psychologist with special training "
        "and approval. Never a doctor.",
        "States in writing whether the criteria are met and an order is appropriate, and agrees "
        "or does not agree to each condition that the law does not set.",
        act("ss.17A(4)(b), 17B(2), 114(2)"),
    ),
    Role(
        "responsible_clinician",
        "Responsible clinician",
        "The approved clinician with overall responsibility for the person's care. Need not be a "
        "doctor.",
        "Forms the opinion that the criteria are met, makes the order in writing, and may vary "
        "conditions, recall and discharge.",
        act("ss.17A(1), 17A(4)(a), 17B(4), 17E, 23"),
    ),
    Role(
        "soad",
        "Second opinion appointed doctor",
        "An independent doctor, appointed to give a second opinion on treatment.",
        "Certifies, where the Act asks for it, that the treatment is appropriate.",
        act("s.64C(4), 64H"),
    ),
)


@dataclass(frozen=True)
class FigureRole:
    """Someone whom Figure 1 wants in the discussion; the record says who was missing."""

    key: str
    title: str
    team: str
    source: Source = STAGE_1


FIGURE_1_ROLES = (
    FigureRole("inpatient_rc", "Responsible clinician, in-patient team", "inpatient"),
    FigureRole("community_rc", "Responsible clinician, community team", "community"),
    FigureRole(
        "inpatient_amhp", "Approved mental health professional, in-patient team", "inpatient"
    ),
    FigureRole(
        "community_amhp", "Approved mental health professional, community team", "community"
    ),
)


@dataclass(frozen=True)
class Profession:
    """A profession from which approved mental health professionals are drawn."""

    key: str
    title: str
    source: Source = BOX_2


AMHP_PROFESSIONS = (
    Profession("social_worker", "Social worker"),
    Profession("nurse", "Mental health or learning disability nurse"),
    Profession("occupational_therapist", "Occupational therapist"),
    Profession("psychologist", "Psychologist"),
)
