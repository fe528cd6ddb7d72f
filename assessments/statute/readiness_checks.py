"""Simple checks of readiness as data: a recorded fact, and what to do where it is missing."""

from __future__ import annotations

from dataclasses import dataclass

from .readiness_facts import Facts
from .readiness_item import BLOCKS_ANY, WORTH_A_LOOK, Item

PAPER = "Macpherson et al. 2010"
STAGE_1 = f"{PAPER}, Figure 1, Stage 1"
STAGE_2 = f"{PAPER}, Figure 1, Stage 2"
STAGE_3 = f"{PAPER}, Figure 1, Stage 3"
REFLECTION = f"{PAPER}, Figure 1, introduction"
BOX_4 = f"{PAPER}, Box 4"
IDENTITY = "Identity on every page of the record"


@dataclass(frozen=True)
class Check:
    """Done where the field ``fact`` of the facts holds something: true, a date, or words."""

    key: str
    fact: str
    title: str
    sentence: str
    source: str
    field: str
    weight: str = WORTH_A_LOOK

    def item(self, facts: Facts) -> Item:
        """The line of the list for these facts."""
        value = getattr(facts, self.fact)
        done = bool(value.strip() if isinstance(value, str) else value)
        return Item(self.key, self.weight, done, self.title, self.sentence, self.source, self.field)


FOR_ANY = (
    Check(
        "identity.name",
        "name",
        "Name",
        "Enter the person's name.",
        IDENTITY,
        "patient.name",
        BLOCKS_ANY,
    ),
    Check(
        "identity.date_of_birth",
        "date_of_birth",
        "Date of birth",
        "Enter the person's date of birth.",
        IDENTITY,
        "patient.date_of_birth",
        BLOCKS_ANY,
    ),
    Check(
        "identity.number",
        "number",
        "NHS number or hospital number",
        "Enter the person's NHS number, or their hospital number.",
        IDENTITY,
        "patient.number",
        BLOCKS_ANY,
    ),
    Check(
        "outcome_reasons",
        "outcome_reasons",
        "Reasons for the outcome",
        "Write the reasons for the outcome.",
        "Equal record for every outcome",
        "decision.outcome_reasons",
        BLOCKS_ANY,
    ),
)

FOR_MORE_INFORMATION = (
    Check(
        "information_needed",
        "information_needed",
        "What information is needed",
        "Write what is needed, and from whom.",
        "Equal record for every outcome",
        "decision.information_needed",
        BLOCKS_ANY,
    ),
    Check(
        "needed_by",
        "needed_by",
        "Day by which more is needed",
        "Enter the day by which the information is needed.",
        STAGE_3,
        "decision.needed_by",
        BLOCKS_ANY,
    ),
)

TALKS = (
    Check(
        "interview.rc",
        "interviewed_by_rc",
        "Interview with the responsible clinician",
        "Record an interview of the person with the responsible clinician.",
        STAGE_3,
        "interviews",
    ),
    Check(
        "interview.amhp",
        "interviewed_by_amhp",
        "Interview with the AMHP",
        "Record an interview of the person with the approved mental health professional.",
        STAGE_3,
        "interviews",
    ),
    Check(
        "capacity",
        "capacity_recorded",
        "Capacity",
        "Record whether the person has capacity to make the decisions, and why.",
        f"{STAGE_3}; Mental Capacity Act 2005, ss.1-3 (check against the Code)",
        "factor:interview.capacity",
    ),
    Check(
        "consent_level",
        "consent_level_recorded",
        "Level of consent",
        "Record how far the person agrees. The law does not ask for consent.",
        STAGE_3,
        "factor:interview.consent_level",
    ),
    Check(
        "advocate",
        "advocate_recorded",
        "Independent mental health advocate",
        "Record whether the person was told of an advocate, and whether they want one.",
        "ss.130A-130D",
        "advocate",
    ),
)
INTERPRETER = Check(
    "interpreter",
    "interpreter_recorded",
    "Interpreter",
    "Record who interpreted, or why nobody did.",
    "Code of Practice (England, 2015) (check against the Code)",
    "interviews",
)

CONSULTATIONS = (
    Check(
        "consult.nearest_relative",
        "nearest_relative_consulted",
        "Nearest relative",
        "Record what the nearest relative said, or why they were not consulted. It is good "
        "practice and not a condition of the order.",
        f"{STAGE_3}; s.23, s.66",
        "factor:consult.nearest_relative",
    ),
    Check(
        "consult.others",
        "others_consulted",
        "Accommodation team and other agencies",
        "Record what those who house or support the person said, or that nobody was asked.",
        STAGE_3,
        "factor:consult.accommodation",
    ),
    Check(
        "meeting",
        "meeting_held",
        "Section 117 discharge planning meeting",
        "Record the discharge planning meeting.",
        f"{STAGE_3}; s.117(2)",
        "meeting",
    ),
)
MEETING_WITH_AMHP = Check(
    "meeting.amhp",
    "meeting_with_amhp",
    "AMHP at the discharge planning meeting",
    "Record that the approved mental health professional took part in the meeting.",
    STAGE_3,
    "meeting",
)

TEAM = (
    Check(
        "agreement",
        "agreement_recorded",
        "The team's recommendation",
        "Record whether the team recommends an order, and who differs.",
        STAGE_2,
        "factor:agreement.recommend",
    ),
    Check(
        "pause",
        "paused",
        "Pause before the decision",
        "Go through the pause questions together.",
        f"{PAPER}, Box 3 and Box 4",
        "pause",
    ),
)

PERSON = (
    Check(
        "patient_view",
        "patient_view_recorded",
        "The person's own words",
        "Record what the person says they want, in their own words.",
        BOX_4,
        "factor:interview.attitude_formal",
    ),
    Check(
        "ethnicity",
        "ethnicity_recorded",
        "Ethnicity",
        "Record the person's ethnicity: orders fall very unequally, and it has to be seen.",
        BOX_4,
        "patient.ethnicity",
    ),
    Check(
        "advance_decision",
        "advance_decision_asked",
        "Advance decision, attorney or deputy",
        "Record whether there is an advance decision or statement, an attorney or a deputy.",
        "ss.64B-64G",
        "patient.advance_decision",
    ),
)
VICTIMS = Check(
    "victims",
    "victims_recorded",
    "Victims' contact",
    "Record the victims' contact, or that there is none. The managers must be told that an order "
    "is being considered.",
    "Domestic Violence, Crime and Victims Act 2004, s.37A(4)",
    "patient.victims",
)
