"""Stage 1, professional views: what an order may do to people's trust (Figure 1)."""

from __future__ import annotations

from .catalogue import Domain, Factor, Prompt
from .sources import ATTITUDES, BOX_1, DILEMMAS, NHS_RATES, STAGE_1

DOMAIN = Domain(
    "views",
    "Professional views",
    "What an order, and the process around it, may do to working relationships and to stigma. "
    "Views that differ are wanted: record each by name.",
)

FACTORS = (
    Factor(
        key="views.relationship",
        domain="views",
        title="Working relationships",
        question="How good are the working relationships, and what might compulsion do to them?",
        prompts=(
            Prompt("quality", "How well do the person and each of us work together now?"),
            Prompt("trust", "Whom does the person trust, and whom not?"),
            Prompt("coercion", "What might formal compulsion do: harm, help, or neither?"),
        ),
        why=(
            "A good relationship within a reasonable time may be essential if an order is to work. "
            "In a survey in New Zealand 42% of clinicians thought that orders helped the "
            "relationship and 31% that they hindered it."
        ),
        source=STAGE_1,
        why_sources=(BOX_1, ATTITUDES),
        patient_prompt=(
            "Who in the team do you get on with? How would being on an order change how you feel "
            "about us?"
        ),
    ),
    Factor(
        key="views.process_impact",
        domain="views",
        title="Effect of the process",
        question="What might the tribunal and the review meetings do to these relationships?",
        prompts=(
            Prompt("tribunal", "What might a tribunal hearing do, with evidence read out loud?"),
            Prompt("reviews", "What might regular review meetings do?"),
            Prompt("openness", "Could openness about the evidence also do some good?"),
            Prompt("preparation", "How could we make it easier to bear?"),
        ),
        why=(
            "Hearing one's symptoms, risks and self-care argued over by others can drive a person "
            "away, although being open about them can also be part of a good relationship."
        ),
        source=STAGE_1,
        why_sources=(DILEMMAS,),
        patient_prompt=(
            "What is it like for you when people talk about you at meetings or tribunals? What "
            "would make it better?"
        ),
    ),
    Factor(
        key="views.stigma",
        domain="views",
        title="Stigma",
        question="Could the order make the person feel more marked out, or be treated so?",
        prompts=(
            Prompt("felt", "How might it affect how the person sees themselves?"),
            Prompt("others", "How might family, neighbours, employers or services react?"),
            Prompt(
                "discrimination",
                "Is anything in our thinking shaped by race, culture, sex or another prejudice?",
            ),
        ),
        why=(
            "People on orders and their clinicians have called them stigmatising and "
            "disempowering. Black people are placed on orders far more often than White people, "
            "so the team should ask itself why it is thinking of one here."
        ),
        source=STAGE_1,
        why_sources=(ATTITUDES, NHS_RATES),
        patient_prompt=(
            "Would being on an order change how you see yourself, or how others treat you?"
        ),
    ),
)
