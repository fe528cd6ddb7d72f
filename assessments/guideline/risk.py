"""Stage 1, risk: from the person's and from the professionals' perspective (Figure 1)."""

from __future__ import annotations

from .catalogue import PATIENT, TEAM, Domain, Factor, Prompt
from .sources import STAGE_1, act

DOMAIN = Domain(
    "risk",
    "Risk",
    "What could go wrong, what could go right, and how the person and the professionals see it.",
    rule="Each risk is recorded twice: as the person sees it, and as the professionals see it.",
)

BOTH = (PATIENT, TEAM)
STRENGTHS = ("history.strengths", "risk.positive_risk")

FACTORS = (
    Factor(
        key="risk.self",
        domain="risk",
        title="Risk to self",
        question="Could the person harm themselves or come to harm, and what makes it less likely?",
        prompts=(
            Prompt("what", "What has happened, when, and how serious was it?"),
            Prompt("relapse", "What did earlier relapses do to this risk?"),
            Prompt("protective", "What protects the person, now and before?"),
            Prompt("difference", "Where do the person's view and ours differ?"),
        ),
        why=(
            "Treatment must be necessary for the person's health or safety or to protect others, "
            "so each claim of risk needs its facts. The person often knows what protects them."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(5)(b)"), STAGE_1),
        patient_prompt=(
            "Do you ever feel that you might harm yourself? What brings it on, and what keeps you "
            "safe?"
        ),
        perspectives=BOTH,
        beside=STRENGTHS,
    ),
    Factor(
        key="risk.others",
        domain="risk",
        title="Risk to other people",
        question="Could anyone else come to harm, who, and in what circumstances?",
        prompts=(
            Prompt("what", "What has happened, to whom, and in what circumstances?"),
            Prompt("relapse", "What did earlier relapses do to this risk?"),
            Prompt("protective", "What has kept others safe when the person was well?"),
            Prompt("difference", "Where do the person's view and ours differ?"),
        ),
        why=(
            "Protection of others is one of the three grounds on which treatment may be "
            "necessary. Describe what happened and when: a label is not a reason."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(5)(b)"),),
        patient_prompt=(
            "Have there been times when other people were afraid of you, or were hurt? How do you "
            "see what happened?"
        ),
        perspectives=BOTH,
        beside=STRENGTHS,
    ),
    Factor(
        key="risk.neglect",
        domain="risk",
        title="Risk of neglect",
        question="Could the person's health or living conditions suffer, and how quickly?",
        prompts=(
            Prompt("what", "Food, warmth, hygiene, physical health, home: what has happened?"),
            Prompt("relapse", "What did earlier relapses do to this risk?"),
            Prompt("protective", "Who or what steps in? What can the person do alone?"),
            Prompt("difference", "Where do the person's view and ours differ?"),
        ),
        why=(
            "Slow harm to health counts as much as sudden harm. What one person calls neglect "
            "another calls their way of life, so both views are recorded."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(5)(b)"), STAGE_1),
        patient_prompt=(
            "How do you look after yourself and your home? What becomes hard when you are unwell?"
        ),
        perspectives=BOTH,
        beside=STRENGTHS,
    ),
    Factor(
        key="risk.positive_risk",
        domain="risk",
        title="Risks worth taking",
        question="Which risks are worth taking so that the person can live the life they want?",
        prompts=(
            Prompt("gain", "What would the person gain in choice, learning or confidence?"),
            Prompt("cost_of_caution", "What would be lost by being too careful?"),
            Prompt("plan", "What would make the risk safe enough to take?"),
        ),
        why=(
            "The guideline asks for the value of taking risks as well as for their dangers. "
            "Caution has a price too, and the person pays it."
        ),
        source=STAGE_1,
        why_sources=(STAGE_1,),
        patient_prompt=(
            "What would you like to try, even if it might not work out? What would help you to do "
            "it safely?"
        ),
        perspectives=BOTH,
        about_strengths=True,
        beside=("history.strengths",),
    ),
    Factor(
        key="risk.formal_process",
        domain="risk",
        title="Formal risk processes",
        question="Is a formal process such as MAPPA or MARMAP needed, or already under way?",
        prompts=(
            Prompt("mappa", "Multi-agency public protection arrangements (MAPPA)?"),
            Prompt("marmap", "A multi-agency risk management and assessment process (MARMAP)?"),
            Prompt("other", "Another formal process, such as safeguarding?"),
            Prompt("link", "What would an order add to it, or it to an order?"),
        ),
        why=(
            "Some risks belong in a process that several agencies share. Other agencies' "
            "expectations should be known, and should not decide the matter by themselves."
        ),
        source=STAGE_1,
        why_sources=(STAGE_1,),
        patient_prompt=(
            "Do you know which other services are involved in keeping you or others safe? What do "
            "you think of that?"
        ),
        perspectives=BOTH,
        beside=STRENGTHS,
    ),
)
