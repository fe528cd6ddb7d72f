"""Stage 1, social circumstances: how the person lives (Figure 1)."""

from __future__ import annotations

from .catalogue import Domain, Factor, Prompt
from .sources import BOX_1, CODE_29, STAGE_1, act

DOMAIN = Domain(
    "social",
    "Social circumstances",
    "Where and how the person lives, who might take advantage, and what pressures them.",
)

FACTORS = (
    Factor(
        key="social.housing_finance",
        domain="social",
        title="Housing and money",
        question="Does the person have somewhere suitable to live, and enough money to live on?",
        prompts=(
            Prompt("housing", "Where will they live, is it secure, and is it what they want?"),
            Prompt("money", "What about income, benefits, debts and help with money?"),
            Prompt("practical", "What practical support would make living there possible?"),
        ),
        why=(
            "After-care must be in place for as long as an order lasts. If a condition speaks of "
            "where to live, it should name a kind of accommodation and leave room for choice."
        ),
        source=STAGE_1,
        why_sources=(act("s.117(2)"), BOX_1),
        patient_prompt=(
            "Where would you like to live? What worries you about housing or money, and what help "
            "would be useful?"
        ),
    ),
    Factor(
        key="social.exploitation",
        domain="social",
        title="Being taken advantage of",
        question="Could anyone exploit this person, and what would keep them safe?",
        prompts=(
            Prompt("vulnerability", "What makes them open to exploitation: when, and by whom?"),
            Prompt("past", "Has it happened before? Money, home, drugs, sex, work, online?"),
            Prompt("protection", "What protects them now? Is a safeguarding referral needed?"),
        ),
        why=(
            "The person's safety is one of the grounds on which treatment may be necessary. "
            "Safeguarding may meet the danger better than an order would."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(5)(b)"), STAGE_1),
        patient_prompt=(
            "Has anyone used you, your home or your money in a way you did not want? Who do you "
            "trust to help you with that?"
        ),
    ),
    Factor(
        key="social.stressors",
        domain="social",
        title="Stress and its effect",
        question="Which pressures make the illness worse, and how do we know?",
        prompts=(
            Prompt(
                "stressors", "Which stresses matter: family, loss, debt, noise, discrimination?"
            ),
            Prompt("evidence", "What evidence links them to the illness or to past relapses?"),
            Prompt("support", "Which of them could be eased without an order?"),
        ),
        why=(
            "If relapse follows stress more than a gap in treatment, support may do more than "
            "compulsion. The wider social and cultural setting is part of the decision."
        ),
        source=STAGE_1,
        why_sources=(STAGE_1, CODE_29),
        patient_prompt=(
            "What puts you under pressure, and what does it do to you? What would make life easier?"
        ),
    ),
)
