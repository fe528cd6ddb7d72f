"""Stage 3, second half: the s.117 meeting, the guiding principles, the decision (Figure 1)."""

from __future__ import annotations

from .catalogue import Domain, Factor, Prompt
from .sources import BOX_4, INTERNATIONAL, STAGE_3, act

MEETING = Domain(
    "meeting",
    "Discharge planning meeting",
    "The section 117 meeting, with the approved mental health professional: is the person ready, "
    "and are we?",
)
PRINCIPLES = Domain(
    "box4",
    "Guiding principles",
    "The principles that guide every decision under the Act, each addressed before the order is "
    "decided.",
)
DECISION = Domain(
    "decision",
    "Decision",
    "The responsible clinician's decision to make the order, or not to. Both are equal outcomes.",
)

MEETING_FACTORS = (
    Factor(
        key="meeting.services",
        domain="meeting",
        title="Are services available?",
        question="Are the community services this person needs available, from which day?",
        prompts=(
            Prompt("available", "Who will provide what, how often, from when?"),
            Prompt("gaps", "What is missing, and what do we do about it?"),
            Prompt("treatment", "Is appropriate medical treatment available there?"),
        ),
        why=(
            "Without available treatment there can be no order. The duty of after-care cannot end "
            "while it lasts."
        ),
        source=STAGE_3,
        why_sources=(act("s.17A(5)(e)"), act("s.117(2)")),
        patient_prompt="What would you need from us to manage outside hospital?",
    ),
    Factor(
        key="meeting.feasible",
        domain="meeting",
        title="Is it feasible?",
        question="Is treatment in the community feasible for this person now?",
        prompts=(
            Prompt("ready", "How ready is the person for discharge?"),
            Prompt("detention", "Can treatment be given without keeping them in hospital?"),
            Prompt("breakdown", "How likely is it that the plan breaks down, and why?"),
        ),
        why=(
            "Treatment must be possible without continued detention, subject to the power of "
            "recall."
        ),
        source=STAGE_3,
        why_sources=(act("s.17A(5)(c)"),),
        patient_prompt="Do you feel ready to leave? What would help, and what might go wrong?",
    ),
    Factor(
        key="meeting.third_parties",
        domain="meeting",
        title="What others expect",
        question="What do third parties expect of an order, and is it something an order can do?",
        prompts=(
            Prompt("formal", "MAPPA, MARMAP or another formal process?"),
            Prompt("carers", "Carers and family: what do they hope for, what worries them?"),
            Prompt("weight", "How much weight should those expectations have?"),
        ),
        why=(
            "Other people's expectations are one of the four things that drive the use of orders. "
            "They are heard, and weighed."
        ),
        source=STAGE_3,
        why_sources=(INTERNATIONAL,),
        patient_prompt="What do your family, or others, want for you? Do you agree with them?",
    ),
    Factor(
        key="meeting.relationships",
        domain="meeting",
        title="Effect on relationships",
        question="Having met and talked, what do we now think the order would do to relationships?",
        prompts=(
            Prompt("views", "What does each profession think? Do we differ?"),
            Prompt("changed", "What has changed since we first discussed it?"),
            Prompt("repair", "What would we do to protect or repair trust?"),
        ),
        why="The guideline asks this twice: before the interviews, and after them.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        patient_prompt="How would working with us be for you now, on an order or without one?",
        beside=("views.relationship",),
    ),
    Factor(
        key="meeting.least_restrictive",
        domain="meeting",
        title="Most appropriate and least restrictive?",
        question="Is an order the most fitting and least restrictive option? Why, or why not?",
        prompts=(
            Prompt("less", "Which less restrictive ways were considered? Would one be enough?"),
            Prompt("tried", "Which was tried, and what came of it?"),
            Prompt("agreed", "Does everyone at the meeting agree?"),
        ),
        why="An order is never obligatory. If its aims can be met without it, it is not needed.",
        source=STAGE_3,
        why_sources=(BOX_4, act("s.17A(5)(d)")),
        patient_prompt="What would be the least that we could do, and still be of help to you?",
    ),
)

PRINCIPLE_FACTORS = (
    Factor(
        key="box4.purpose",
        domain="box4",
        title="Purpose",
        question="What would an order be for, and how would it keep harm small and help recovery?",
        prompts=(
            Prompt(
                "effects",
                "How would the unwanted effects of the disorder, and of treatment, be kept small?",
            ),
            Prompt("safety", "How would the person's safety and well-being be served?"),
            Prompt("recovery", "How would it help recovery, and how might it stand in the way?"),
            Prompt("others", "How would other people be protected from harm?"),
        ),
        why="A power without a stated purpose cannot be tested, nor ended when it is met.",
        source=BOX_4,
        why_sources=(BOX_4,),
        patient_prompt="What would you want an order, or any treatment, to achieve for you?",
    ),
    Factor(
        key="box4.least_restriction",
        domain="box4",
        title="Least restriction",
        question="How does the plan restrict the person least and leave them most independent?",
        prompts=(
            Prompt("without", "What would acting with consent, or without an order, look like?"),
            Prompt("liberty", "Which liberties are touched, and is each one needed?"),
        ),
        why="Acting without a person's consent calls for the least restrictive way.",
        source=BOX_4,
        why_sources=(BOX_4,),
        patient_prompt="Which freedoms matter most to you?",
    ),
    Factor(
        key="box4.respect",
        domain="box4",
        title="Respect",
        question="How does the plan respect who this person is, and avoid discrimination?",
        prompts=(
            Prompt("identity", "Race, religion, culture, sex, age, sexuality, disability?"),
            Prompt("bias", "Would we propose the same for someone of another background?"),
        ),
        why="Diversity is to be respected, and unlawful discrimination avoided.",
        source=BOX_4,
        why_sources=(BOX_4,),
        patient_prompt="What should we know about you so that we treat you with respect?",
    ),
    Factor(
        key="box4.participation",
        domain="box4",
        title="Participation",
        question="How has the person taken part in planning, and how have their carers?",
        prompts=(
            Prompt("person", "Where did the person's own words change the plan?"),
            Prompt("carers", "Were carers involved and taken seriously? If not, why not?"),
        ),
        why=(
            "Care is planned and reviewed with the person, not for them. Carers take part too, "
            "unless something particular speaks against it."
        ),
        source=BOX_4,
        why_sources=(BOX_4,),
        patient_prompt="Have you been listened to? What has been left out?",
    ),
    Factor(
        key="box4.effectiveness",
        domain="box4",
        title="Effectiveness, efficiency and equity",
        question="Is this a good and fair use of what services have?",
        prompts=(
            Prompt("effective", "Would the same effort do more good in another way?"),
            Prompt("equity", "Is the person getting what others in their place would get?"),
        ),
        why="What there is should meet people's needs effectively, efficiently and fairly.",
        source=BOX_4,
        why_sources=(BOX_4,),
        patient_prompt="Are you getting the help that you need? What is missing?",
    ),
)

DECISION_FACTOR = Factor(
    key="decision",
    domain="decision",
    title="The decision",
    question="Is the order to be made, not made, or is more information needed first?",
    prompts=(
        Prompt("criteria", "Is each of the five criteria met, and for what reasons?"),
        Prompt("instead", "If not made: what happens instead?"),
    ),
    why=(
        "The order needs the responsible clinician's opinion that all five criteria are met, and "
        "the approved mental health professional's written agreement."
    ),
    source=STAGE_3,
    why_sources=(act("s.17A(4)-(5)"),),
    kind="decision",
)

REVIEW_AGREED = Factor(
    key="explain.review_agreed",
    domain="explain",
    title="Further explanation, and review date agreed",
    question="What was explained after the decision, and which review date was agreed?",
    prompts=(
        Prompt("explained", "Who explained what, when, and what was understood?"),
        Prompt("date", "Which review date was agreed, six months ahead at most?"),
        Prompt("rights", "Were the leaflets on rights and the advocate given?"),
    ),
    why=(
        "The paper asks for a further talk once the decision stands. The managers must also give "
        "the person information by word of mouth and in writing."
    ),
    source=STAGE_3,
    why_sources=(STAGE_3, act("ss.132A, 130D")),
    kind="explanation",
)
