"""Stage 3, first half: interviewing the person, explaining, consulting others (Figure 1)."""

from __future__ import annotations

from .catalogue import Domain, Factor, Prompt
from .sources import BOX_4, CODE_29, INSIGHT, MCA, OCTET_INTERVIEWS, STAGE_3, THROUGHOUT, act

INTERVIEW = Domain(
    "interview",
    "Interviews with the person",
    "The responsible clinician and the approved mental health professional talk with the person, "
    "more than once if need be.",
    rule="Say for each answer at which interview it was given.",
)
EXPLAIN = Domain(
    "explain",
    "Explanation",
    "What was explained, point by point, and what the person understood in their own words.",
)
CONSULT = Domain(
    "consult",
    "Consultations",
    "Who else was asked, and what they said.",
    rule=(
        "consult.*: each consultation needs the person's consent, or a recorded reason under the "
        "usual rules on confidentiality."
    ),
)

INTERVIEW_FACTORS = (
    Factor(
        key="interview",
        domain="interview",
        title="Interview",
        question="Who met the person, when and where?",
        prompts=(
            Prompt(
                "both",
                "Were both the responsible clinician and the approved professional (AMHP) there?",
            ),
            Prompt("again", "Is another meeting needed?"),
            Prompt("support", "Who supported the person: advocate, interpreter, family?"),
        ),
        why="Several meetings may be needed before the person's view is really known.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        kind="interview",
    ),
    Factor(
        key="interview.symptoms",
        domain="interview",
        title="Symptoms now",
        question="Are there symptoms now: which, and how strong?",
        prompts=(
            Prompt("now", "What did the person describe, and what did we see?"),
            Prompt("change", "What has changed since admission?"),
        ),
        why="The order needs a mental disorder whose nature or degree makes treatment appropriate.",
        source=STAGE_3,
        why_sources=(act("s.17A(5)(a)"),),
        patient_prompt="How are you feeling at the moment? What troubles you most?",
    ),
    Factor(
        key="interview.illness_beliefs",
        domain="interview",
        title="Beliefs about the illness",
        question="How does the person explain what has been happening to them?",
        prompts=(
            Prompt(
                "explanation", "What does the person call it, and what do they think caused it?"
            ),
            Prompt("meaning", "What do faith, culture or family have to do with it?"),
        ),
        why="An explanation the person does not share is a weak foundation for any agreement.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        patient_prompt="What do you think has been happening to you, and why?",
    ),
    Factor(
        key="interview.insight",
        domain="interview",
        title="View of being unwell (insight)",
        question="Does the person think that they have been unwell, and that treatment helps?",
        prompts=(
            Prompt(
                "unwell",
                "Do they see a change in themselves at the times when others thought them unwell?",
            ),
            Prompt("treatment", "What do they think treatment does or does not do?"),
            Prompt("described", "Write what they said, not a label for it."),
        ),
        why=(
            "In a study of 42 orders, not thinking of oneself as unwell counted for much, and a "
            "change of mind did not by itself end an order. Disagreeing with us is no proof of "
            "illness."
        ),
        source=STAGE_3,
        why_sources=(INSIGHT,),
        patient_prompt="Have you been unwell, as you see it? Does treatment help you, or not?",
    ),
    Factor(
        key="interview.strengths",
        domain="interview",
        title="Interests and strengths",
        question="What did the person say about what they like, can do and hope for?",
        prompts=(
            Prompt("interests", "What are they interested in?"),
            Prompt("strengths", "What do they see as their own strengths?"),
            Prompt("hopes", "What do they hope for in the next year?"),
        ),
        why="The guideline asks for strengths in the same breath as symptoms.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        patient_prompt="What do you enjoy, what are you proud of, and what do you hope for?",
        about_strengths=True,
        beside=("history.strengths",),
    ),
    Factor(
        key="interview.capacity",
        domain="interview",
        title="Capacity to make the decisions",
        question="For each decision: can the person understand, retain, weigh and communicate it?",
        prompts=(
            Prompt("decision", "Which decision exactly, and on which day?"),
            Prompt("support", "What was done to help the person decide for themselves?"),
            Prompt("reasons", "What shows each part of the answer?"),
        ),
        why=(
            "Capacity is about one decision at one time. It decides what treatment is lawful in "
            "the community: someone with capacity who says no cannot be treated there."
        ),
        source=STAGE_3,
        why_sources=(MCA, act("ss.64B-64G")),
        kind="capacity",
    ),
    Factor(
        key="interview.cognition",
        domain="interview",
        title="Memory and thinking",
        question="Does anything about memory, attention or learning affect what we ask of them?",
        prompts=(
            Prompt("ability", "How are memory, attention, reading and planning?"),
            Prompt("help", "What would help: writing, pictures, shorter talks, another language?"),
        ),
        why="Conditions have to be understood and remembered before they can be kept.",
        source=STAGE_3,
        why_sources=(STAGE_3, CODE_29),
        patient_prompt="Is it easy for you to remember and follow things? What would help you?",
    ),
    Factor(
        key="interview.attitude_support",
        domain="interview",
        title="View of services and support",
        question="What does the person think of the help offered, in hospital and outside?",
        prompts=(
            Prompt("hospital", "What do they say about support in hospital?"),
            Prompt("community", "What do they say about support in the community?"),
            Prompt("wanted", "Which help would they take up gladly?"),
        ),
        why="Help that is wanted does not need a condition.",
        source=STAGE_3,
        why_sources=(STAGE_3, BOX_4),
        patient_prompt="What help do you want, in hospital and after? What help do you not want?",
    ),
    Factor(
        key="interview.attitude_informal",
        domain="interview",
        title="View of informal treatment",
        question="Would the person accept treatment without any order, and what is that based on?",
        prompts=(
            Prompt("said", "What did they say about carrying on without an order?"),
            Prompt("done", "What have they done before when nothing was compulsory?"),
        ),
        why=(
            "If treatment would be accepted freely, the power of recall is hard to call necessary. "
            "Informal care comes first."
        ),
        source=STAGE_3,
        why_sources=(act("s.17A(5)(d)"), BOX_4),
        patient_prompt="If there were no order, what treatment and contact would you accept?",
    ),
    Factor(
        key="interview.attitude_formal",
        domain="interview",
        title="View of an order, of leave and of other formal ways",
        question="What does the person think of an order, of section 17 leave, or of another way?",
        prompts=(
            Prompt("order", "What do they think of a community treatment order?"),
            Prompt("leave", "What do they think of section 17 leave?"),
            Prompt("other", "What of guardianship or staying in hospital?"),
            Prompt("not_discussed", "If they did not want to talk about it, what happened?"),
        ),
        why=(
            "Consent is not needed in law, yet an order that the person does not accept as valid "
            "is unlikely to work."
        ),
        source=STAGE_3,
        why_sources=(act("s.17A"), STAGE_3),
        patient_prompt="What do you think about being on an order? What would you rather have?",
    ),
)

EXPLAIN_FACTORS = (
    Factor(
        key="explain.order",
        domain="explain",
        title="What the order is",
        question="What was said about the order, and what did the person understand?",
        prompts=(
            Prompt("said", "What was explained: why, how long, what changes, what does not?"),
            Prompt("understood", "What did the person say it means, in their own words?"),
            Prompt("how", "How was it explained: language, interpreter, leaflet?"),
        ),
        why="Nobody can agree to, or argue with, what has not been explained.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        patient_prompt="In your own words: what is a community treatment order?",
    ),
    Factor(
        key="explain.conditions",
        domain="explain",
        title="The conditions",
        question="What was said about each condition, and what did the person understand?",
        prompts=(
            Prompt("said", "Which conditions are set by law, and which are ours?"),
            Prompt("limits", "Was it said that no one may treat them by force in the community?"),
            Prompt("understood", "What did the person say they would have to do?"),
        ),
        why="People on orders are often unsure what can be enforced and what cannot.",
        source=STAGE_3,
        why_sources=(OCTET_INTERVIEWS,),
        patient_prompt="What would you have to do on the order? Which parts are hard for you?",
    ),
    Factor(
        key="explain.recall",
        domain="explain",
        title="Recall to hospital",
        question="What was said about recall, and what did the person understand?",
        prompts=(
            Prompt(
                "need",
                "That they can be recalled if they need treatment in hospital and harm is a "
                "risk, or if a mandatory condition is not kept?",
            ),
            Prompt("not_alone", "That breaking one of our own conditions alone is not a ground?"),
            Prompt("length", "That recall lasts up to 72 hours, and what may follow?"),
            Prompt("understood", "What did the person say could bring them back?"),
        ),
        why=(
            "Recall is the order's real power. Breach of a condition that the team added is "
            "never by itself a ground for it."
        ),
        source=STAGE_3,
        why_sources=(act("s.17E(1)-(2)"), act("s.17B(6)-(7)"), act("s.17F")),
        patient_prompt="As you understand it, what could lead to your being called back?",
    ),
    Factor(
        key="explain.tribunal",
        domain="explain",
        title="Right to a tribunal",
        question="What was said about the right to a tribunal, and what was understood?",
        prompts=(
            Prompt("right", "That they may ask a tribunal to end the order, and when?"),
            Prompt("help", "That a solicitor and an independent advocate can help, free?"),
            Prompt("understood", "What did the person say they could do?"),
        ),
        why="The person may apply once in the first six months, and once in each later period.",
        source=STAGE_3,
        why_sources=(act("s.66(1)(ca)"), act("s.66(1)(fza), (faa)")),
        patient_prompt="If you disagree with the order, what can you do about it?",
    ),
    Factor(
        key="explain.review_date",
        domain="explain",
        title="Proposed review date",
        question="What review date was proposed, and what did the person think of it?",
        prompts=(
            Prompt("date", "Which date was named, and who will be there?"),
            Prompt("sooner", "Do they know how to ask for a review sooner?"),
            Prompt("understood", "What did the person say about it?"),
        ),
        why="The order should have an end in sight: the paper allows six months at most.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        patient_prompt="When will we look at whether you still need it? Is that soon enough?",
    ),
)

CONSENT_LEVEL = Factor(
    key="interview.consent_level",
    domain="interview",
    title="Level of consent",
    question="How far does the person agree to the proposed order?",
    prompts=(
        Prompt("level", "Agrees, goes along with it, is unsure, or does not agree?"),
        Prompt("reason", "Why? Is it, for example, a way to leave hospital?"),
    ),
    why=(
        "Consent is not required in law: it is information, not a gate. How freely it is given "
        "says much about whether the order can work."
    ),
    source=STAGE_3,
    why_sources=(act("s.17A"), STAGE_3),
    kind="consent_level",
)

CONSULT_FACTORS = (
    Factor(
        key="consult.nearest_relative",
        domain="consult",
        title="Nearest relative",
        question="What does the nearest relative think, or why were they not asked?",
        prompts=(
            Prompt("consent", "Does the person consent to our asking?"),
            Prompt("view", "What is their view of the order?"),
            Prompt("rights", "Do they know that they may order discharge and may apply?"),
        ),
        why=(
            "Asking them is good practice and not a condition in law. They may order discharge "
            "(not for a Part 3 patient) and may in some cases apply to the tribunal."
        ),
        source=STAGE_3,
        why_sources=(THROUGHOUT, act("ss.23, 25, 66")),
        kind="consultation",
    ),
    Factor(
        key="consult.accommodation",
        domain="consult",
        title="Accommodation or support team",
        question="What do the people who house or support the person say?",
        prompts=(
            Prompt("consent", "Does the person consent to our asking?"),
            Prompt("offer", "What can they offer, and what do they expect?"),
        ),
        why="They will see the person most, and notice first how things go.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        kind="consultation",
    ),
    Factor(
        key="consult.agency",
        domain="consult",
        title="Other agencies",
        question="What do other agencies that know the person say?",
        prompts=(
            Prompt("consent", "Does the person consent to our asking?"),
            Prompt("who", "Which: GP, probation, police, drug and alcohol service, others?"),
        ),
        why="Each may hold a piece of the picture, and each may expect something of the order.",
        source=STAGE_3,
        why_sources=(STAGE_3,),
        kind="consultation",
    ),
)
