"""Stage 2: the team reflects, agrees or not to recommend an order, and shapes its conditions."""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Domain, Factor, Prompt, Source
from .sources import BOX_1, CODE_29, DILEMMAS, INTERNATIONAL, STAGE_2, THROUGHOUT, act

REFLECTION = Domain(
    "reflection",
    "Reflection",
    "Time to look at our own thinking, so that differing views on this person and on orders in "
    "general are heard.",
)
AGREEMENT = Domain(
    "agreement",
    "Team agreement",
    "Does the team recommend an order? This is not the decision, which is the responsible "
    "clinician's.",
)
CONDITION = Domain(
    "condition",
    "Conditions",
    "What the order would ask of the person. Two conditions are set by law; every other one needs "
    "a purpose, a reason and the agreement of the approved mental health professional.",
)
DOMAINS = (REFLECTION, AGREEMENT, CONDITION)

DILEMMA_PROMPTS = (
    Prompt("efficacy", "Will it work? The evidence that orders work is uncertain."),
    Prompt("balance", "Will the good outweigh the harm for this person?"),
    Prompt("relationship", "What will it do to the relationship with the person?"),
    Prompt("resources", "Do we have the people and services to keep our side of it?"),
    Prompt(
        "discharge",
        "When would it end? The better it goes, the less it seems needed: what would tell us?",
    ),
    Prompt("burden", "Is the administration it brings worth what it takes from care?"),
)
DAWSON_PROMPTS = (
    Prompt("powers", "The order's legal powers: which one would we use, and could we do without?"),
    Prompt("services", "Community services: are they enough to treat informally, or on an order?"),
    Prompt("coercion", "Our own views on coercion: how do they lean, and do we differ?"),
    Prompt("third_parties", "Third parties: what do carers or other agencies expect of us?"),
)
BOX1_PROMPTS = (
    Prompt("tailor", "Is this fitted to the individual and to their own history?"),
    Prompt("discretion", "Would we use the powers sparingly, and ask for consent first each time?"),
    Prompt(
        "carers",
        "Is it partly to help the family? Weigh that openly: their help may be what makes life "
        "outside hospital possible, and their wishes may not be the person's own.",
    ),
    Prompt(
        "additional",
        "Are we careful with any further power? Name a kind of accommodation, never an exact "
        "placement, so that the person keeps some choice.",
    ),
    Prompt(
        "relationship",
        "Is there, or will there soon be, a good relationship? If not, or if the person does not "
        "accept the order as valid, would we end it sooner?",
    ),
    Prompt("end", "How will we use discharge actively, and what is the plan if things go wrong?"),
)

FACTORS = (
    Factor(
        key="dilemmas",
        domain="reflection",
        title="Six dilemmas",
        question="Which of these six dilemmas do we feel here, and what do we say to them?",
        prompts=DILEMMA_PROMPTS,
        why=(
            "Mullen and colleagues describe these as facing anyone who considers an order. Naming "
            "them keeps a hard decision from looking like an easy one."
        ),
        source=DILEMMAS,
        why_sources=(DILEMMAS, THROUGHOUT),
        patient_prompt="What do you think an order would do for you, and what would it cost you?",
    ),
    Factor(
        key="dawson_factors",
        domain="reflection",
        title="What drives the use of orders",
        question="How far are these four influences at work in our thinking?",
        prompts=DAWSON_PROMPTS,
        why=(
            "Across countries these four explain how often orders are used. Only some of them are "
            "about the person, so the team should know which one is speaking."
        ),
        source=INTERNATIONAL,
        why_sources=(INTERNATIONAL,),
        patient_prompt="Why do you think an order is being talked about? Who wants it?",
    ),
    Factor(
        key="box1",
        domain="agreement",
        title="Six recommendations",
        question="Does what we plan hold up against these six recommendations?",
        prompts=BOX1_PROMPTS,
        why=(
            "They turn the dilemmas into practice: fit, restraint, honesty about carers, choice, "
            "relationship, and an end in sight."
        ),
        source=BOX_1,
        why_sources=(BOX_1,),
        patient_prompt="If there were an order, what would make it fair to you?",
    ),
    Factor(
        key="agreement.recommend",
        domain="agreement",
        title="The team's recommendation",
        question="Does the team recommend an order, not recommend one, or differ?",
        prompts=(
            Prompt("outcome", "Recommend, do not recommend, or recommend with dissent?"),
            Prompt("dissent", "Who differs, and why? Dissent is printed on page 1."),
        ),
        why=(
            "The guideline asks for agreement within the team before conditions are settled. The "
            "decision stays with the responsible clinician, and needs the approved mental health "
            "professional's written agreement."
        ),
        source=STAGE_2,
        why_sources=(STAGE_2, act("s.17A(4)")),
        kind="agreement",
    ),
    Factor(
        key="condition.medication",
        domain="condition",
        title="Taking medication",
        question="Would a condition about medication be needed, and what would it say?",
        prompts=(
            Prompt(
                "purpose", "Which purpose in law would it serve? Could the order do without it?"
            ),
        ),
        why=(
            "The paper lists it as a standing condition. In law it is one that the team may choose "
            "or leave out, and it never allows treatment by force in the community."
        ),
        source=STAGE_2,
        why_sources=(act("s.17B(2)"), act("Part 4A")),
        kind="condition_offered",
    ),
    Factor(
        key="condition.soad",
        domain="condition",
        title="Seeing a second opinion appointed doctor",
        question="Does the person know that an order would ask them to be available for this?",
        prompts=(Prompt("told", "Explain who this doctor is and why they come."),),
        why=(
            "The paper's second standing condition is the Act's mandatory condition (b), so it "
            "stands once, in the words of the law."
        ),
        source=STAGE_2,
        why_sources=(act("s.17B(3)(b)"),),
        kind="condition_mandatory",
    ),
    Factor(
        key="condition.contact",
        domain="condition",
        title="Regular contact with the team",
        question="Would a condition about contact be needed: with whom, how often, where?",
        prompts=(Prompt("often", "How often, and in a place the person has a say in?"),),
        why=(
            "The paper lists it as a standing condition. In law it is one that the team may choose "
            "or leave out, and missing an appointment is by itself no ground for recall."
        ),
        source=STAGE_2,
        why_sources=(act("s.17B(2)"), act("ss.17B(6), 17E")),
        kind="condition_offered",
    ),
    Factor(
        key="condition.additional",
        domain="condition",
        title="Any further condition",
        question="Is a further condition needed? How far beneficial, and how far enforceable?",
        prompts=(
            Prompt("beneficial", "How far would it benefit this person?"),
            Prompt("enforceable", "What would we really do if it were not kept?"),
            Prompt("support", "What support makes it possible to keep?"),
            Prompt("fewest", "Could the order do without it?"),
        ),
        why=(
            "The paper advises caution with further conditions. The Code asks for as few as serve "
            "the purpose, and for as little restriction of liberty as possible."
        ),
        source=STAGE_2,
        why_sources=(STAGE_2, CODE_29),
        kind="condition_own",
    ),
)


@dataclass(frozen=True)
class OfferedCondition:
    """A wording the team may choose and change; it is never chosen for them."""

    key: str
    template: str
    note: str
    source: Source

    def wording(self, person: str = "The person") -> str:
        """The text with the person's name in its place."""
        return self.template.format(person=person)


OFFERED_CONDITIONS = (
    OfferedCondition(
        "condition.medication",
        "{person} will take the medication named in the care plan, at the times written there.",
        "Optional in law. It may not be given by force in the community.",
        act("s.17B(2); Part 4A"),
    ),
    OfferedCondition(
        "condition.contact",
        "{person} will meet the care coordinator every two weeks, at a place they agree together.",
        "Optional in law. Change how often, and with whom, to fit the person.",
        act("s.17B(2)"),
    ),
)
OWN_CONDITION_CAUTION = Prompt(
    "caution",
    "Take care with further conditions: choose as few as possible, and only what is beneficial "
    "and can be put into practice.",
)
