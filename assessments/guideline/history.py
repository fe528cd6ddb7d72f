"""Stage 1, history: what has happened to the person, and what has helped (Figure 1)."""

from __future__ import annotations

from .catalogue import Domain, Factor, Prompt
from .sources import BOX_1, CASES, CODE_31, INSIGHT, STAGE_1, act

DOMAIN = Domain(
    "history",
    "History",
    "What the illness has been like, what has gone well, and what happened with each kind of help.",
)

FACTORS = (
    Factor(
        key="history.illness",
        domain="history",
        title="Course of the illness",
        question="How has the illness run so far, and how does it show when it is coming back?",
        prompts=(
            Prompt("course", "Does it come in episodes, or is it there most of the time?"),
            Prompt("disability", "How much does it get in the way of everyday life?"),
            Prompt("early_signs", "What are the earliest warning signs, and who notices them?"),
            Prompt("relapse", "What tells you that a relapse has begun?"),
        ),
        why=(
            "Whether the power of recall is needed is judged in the light of the person's history "
            "and of the risk that they become more unwell out of hospital. Known early signs give "
            "everyone something to act on before recall is in question."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(6)"),),
        patient_prompt=(
            "What has your illness been like for you, in your own words? What do you notice first "
            "when things start to go wrong?"
        ),
    ),
    Factor(
        key="history.strengths",
        domain="history",
        title="Strengths and good times",
        question="What is this person good at, what matters to them, and when have they been well?",
        prompts=(
            Prompt("strengths", "What strengths and skills do they bring?"),
            Prompt("interests", "What interests and hobbies do they have, now or before?"),
            Prompt("stability", "When were they stable and healthy, and what made that possible?"),
        ),
        why=(
            "An order should fit the individual and take account of their whole history, not only "
            "of the crises. Good periods show what may work without compulsion."
        ),
        source=STAGE_1,
        why_sources=(BOX_1,),
        patient_prompt=(
            "What are you good at and what do you enjoy? When have you felt well, and what helped?"
        ),
        about_strengths=True,
    ),
    Factor(
        key="history.treatment_response",
        domain="history",
        title="Response to treatment",
        question="What has each treatment done, for better and for worse?",
        prompts=(
            Prompt("oral", "How did the person do on tablets or other medicine by mouth?"),
            Prompt("intramuscular", "How did they do on long-acting injections?"),
            Prompt("other", "What did other treatments, and side effects, do?"),
            Prompt("with_treatment", "What got better with treatment, and what did not?"),
            Prompt("without_treatment", "What happened without treatment, good or bad?"),
        ),
        why=(
            "The order is only possible if treatment is necessary and appropriate treatment is "
            "available. If treatment has made little difference, an order to have it may not help."
        ),
        source=STAGE_1,
        why_sources=(act("s.17A(5)(b) and (e)"),),
        patient_prompt=(
            "Which treatments have helped you, and which have not? What were the side effects "
            "like? How were you when you were not taking anything?"
        ),
    ),
    Factor(
        key="history.engagement",
        domain="history",
        title="Contact with services",
        question="When has the person been in touch with services, when not, and what followed?",
        prompts=(
            Prompt("in_contact", "What did contact look like when it worked, and with whom?"),
            Prompt("out_of_contact", "When did contact stop, and what was the reason?"),
            Prompt("outcome", "What happened after each time, good or bad?"),
        ),
        why=(
            "An order was meant for people whose illness returns each time contact ends. That link "
            "should be shown for this person, and not assumed."
        ),
        source=STAGE_1,
        why_sources=(STAGE_1, act("s.17A(6)")),
        patient_prompt=(
            "When have you found it useful to see us? When did you stop, and why? What happened "
            "next, from your side?"
        ),
    ),
    Factor(
        key="history.compulsion",
        domain="history",
        title="Earlier use of the Act",
        question="What happened when the Act was used before, in hospital or outside it?",
        prompts=(
            Prompt("leave", "Earlier section 17 leave: what was tried and how did it end?"),
            Prompt(
                "supervised_discharge", "Supervised discharge under the old section 25, if any?"
            ),
            Prompt("orders", "Earlier community treatment orders: how long, any recalls, why?"),
            Prompt("authority", "How does the person get on with people in authority?"),
            Prompt(
                "formal_treatment",
                "How did treatment under the Act go before, as they and we saw it?",
            ),
        ),
        why=(
            "What earlier leave or earlier orders achieved is the best local evidence of what "
            "another would do. Leave suits a trial; an order supposes more confidence than that."
        ),
        source=STAGE_1,
        why_sources=(STAGE_1, CODE_31),
        patient_prompt=(
            "What was it like for you when you were on leave, on an order, or brought back to "
            "hospital? What would you want us to do differently?"
        ),
    ),
    Factor(
        key="history.personality_motivation",
        domain="history",
        title="Personality and readiness for change",
        question="How does the person's way of being affect their illness, and what do they want?",
        prompts=(
            Prompt(
                "personality",
                "How do personality factors affect the illness and relapse, for better or worse?",
            ),
            Prompt("motivation", "What would the person like to be different?"),
            Prompt(
                "stage_of_change",
                "How ready are they: not thinking of change, thinking, preparing, or acting?",
            ),
        ),
        why=(
            "In one study the main question behind an order was whether the person might "
            "come to take treatment. Someone already preparing to change may not need one."
        ),
        source=STAGE_1,
        why_sources=(INSIGHT,),
        patient_prompt=(
            "What would you like to be different in your life? What are you ready to try, and what "
            "not yet?"
        ),
    ),
    Factor(
        key="history.substance_use",
        domain="history",
        title="Alcohol and drugs",
        question="What part, if any, do alcohol and drugs play in the illness and in relapse?",
        prompts=(
            Prompt("use", "Is anything used: what, how much, since when?"),
            Prompt(
                "effect",
                "What shows that it affects the illness or relapse, or that it does not?",
            ),
            Prompt("readiness", "How ready is the person to change their use?"),
        ),
        why=(
            "Dependence on alcohol or drugs alone is not a mental disorder under the Act. A "
            "condition about drug use or testing cannot be enforced, so say plainly what it is for."
        ),
        source=STAGE_1,
        why_sources=(act("s.1(3)"), CASES),
        patient_prompt=(
            "Do you drink or use drugs? What does it do for you, and what does it do to you? Would "
            "you like to change anything about it?"
        ),
    ),
)
