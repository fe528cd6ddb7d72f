"""Stage 4, review: is the order still doing good, and why not end it? (Figure 1)."""

from __future__ import annotations

from .catalogue import PATIENT, TEAM, Domain, Factor, Prompt
from .sources import BOX_1, STAGE_4, act

DOMAIN = Domain(
    "review",
    "Review",
    "With the person, at the times agreed; and sooner if they become more unwell, go through great "
    "stress, or a new risk appears.",
)

TRIGGERS = (
    Prompt("planned", "At the time agreed with the person"),
    Prompt("deterioration", "The person has become more unwell"),
    Prompt("stress", "The person has been under major stress"),
    Prompt("new_risk", "There is evidence of a new risk"),
)

FACTORS = (
    Factor(
        key="review.benefits",
        domain="review",
        title="Benefits of the order",
        question="What has the order done, good and bad, and would that have happened anyway?",
        prompts=(
            Prompt("benefit", "What is better, and how do we know that it is the order?"),
            Prompt("harm", "What has it cost the person?"),
        ),
        why="An order is justified only while it is needed, so what it has done comes first.",
        source=STAGE_4,
        why_sources=(STAGE_4, act("s.17A(5)")),
        patient_prompt="What has the order done for you, good and bad?",
        kind="review",
    ),
    Factor(
        key="review.relationship",
        domain="review",
        title="Effect on the relationship",
        question="What has the order done to the working relationship?",
        prompts=(Prompt("effect", "Is there trust? Has it grown or gone?"),),
        why=(
            "Where no good relationship has come about in a reasonable time, discharge should be "
            "considered sooner."
        ),
        source=STAGE_4,
        why_sources=(BOX_1,),
        patient_prompt="How do you get on with the team now?",
        kind="review",
    ),
    Factor(
        key="review.patient_view",
        domain="review",
        title="The person's perspective",
        question="What does the person think of the order now?",
        prompts=(Prompt("view", "In their own words: keep it, change it, end it?"),),
        why="If the person does not accept the order as valid, discharge should be considered.",
        source=STAGE_4,
        why_sources=(BOX_1,),
        patient_prompt="What do you think of the order now? What should happen next?",
        kind="review",
        perspectives=(PATIENT, TEAM),
    ),
    Factor(
        key="review.nearest_relative",
        domain="review",
        title="The nearest relative",
        question="What does the nearest relative say, or why were they not asked?",
        prompts=(Prompt("consent", "Does the person consent to our asking?"),),
        why="They may order discharge (not for a Part 3 patient), and often see most.",
        source=STAGE_4,
        why_sources=(act("ss.23, 25"),),
        patient_prompt="Who in your family should we talk to, and who not?",
        kind="review",
    ),
    Factor(
        key="review.discharge",
        domain="review",
        title="Discharge",
        question="Why not discharge today? If stable, what is the plan for ending the order?",
        prompts=(
            Prompt("today", "What would have to be different to end it today?"),
            Prompt("plan", "If things go wrong later, what is the plan for formal powers?"),
        ),
        why=(
            "Ending an order is a step to take, not one to wait for, and goes with a plan in case "
            "things go wrong. A new order would first need a new detention for treatment."
        ),
        source=STAGE_4,
        why_sources=(BOX_1, act("s.17A(1)-(2)")),
        patient_prompt="What would help you to come off the order and stay well?",
        kind="review",
    ),
)
