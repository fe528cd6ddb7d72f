"""The options weighed against each other (Box 3), and the pause before a decision.

No option is recommended and none comes out on top: each has what favours it, what it allows and
what it does not, and the team writes its own reasons for and against.
"""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Malformed, Point, Source
from .sources import (
    BOX_1,
    BOX_3,
    BOX_4,
    CODE_29,
    CODE_30,
    CODE_31,
    THROUGHOUT,
    act,
    act_from_memory,
)


@dataclass(frozen=True)
class Option:
    """One way of going on. ``favours``: what speaks for it, by source."""

    key: str
    title: str
    in_short: str
    favours: tuple[Point, ...]
    allows: tuple[Point, ...]
    does_not_allow: tuple[Point, ...]


OPTIONS = (
    Option(
        key="informal",
        title="Informal care, without any order",
        in_short="The person leaves hospital free of the Act, with support they accept.",
        favours=(
            Point("The aims can be met without compulsion.", CODE_29),
            Point("The person would accept treatment and contact freely.", BOX_4),
            Point("No good relationship has come about on an order, or it is not accepted.", BOX_1),
        ),
        allows=(
            Point("Support, treatment with consent, and after-care.", act("s.117")),
            Point(
                "A new assessment for detention if the person becomes unwell.",
                act_from_memory("ss.2, 3, 13"),
            ),
        ),
        does_not_allow=(
            Point("Recall to hospital.", act("s.17E")),
            Point(
                "Treatment of someone with capacity who says no.", act_from_memory("s.3; Part 4")
            ),
        ),
    ),
    Option(
        key="hospital",
        title="Staying in hospital under the section",
        in_short="Nothing changes yet: the person stays detained while it is still needed.",
        favours=(
            Point(
                "Treatment cannot yet be given without continued detention in hospital.",
                act("s.17A(5)(c)"),
            ),
            Point("The services the person needs outside are not there yet.", act("s.17A(5)(e)")),
        ),
        allows=(
            Point(
                "Treatment under Part 4, and leave when the time is right.",
                act_from_memory("ss.17, 63"),
            ),
            Point("Discharge at any time by the responsible clinician.", act("s.23")),
        ),
        does_not_allow=(
            Point(
                "Keeping the person once the grounds for detention are gone.",
                act_from_memory("ss.20, 23"),
            ),
        ),
    ),
    Option(
        key="leave",
        title="Section 17 leave",
        in_short="The person lives outside and stays liable to be detained.",
        favours=(
            Point("Discharge is deliberately a trial.", BOX_3),
            Point(
                "The person will probably need hospital treatment again without agreeing to it.",
                BOX_3,
            ),
            Point("The risk that arrangements break down is high.", BOX_3),
            Point("It is for a specific purpose or a fixed time.", CODE_31),
        ),
        allows=(
            Point(
                "Conditions of leave, set by the responsible clinician.", act_from_memory("s.17(1)")
            ),
            Point("Recall in writing by the responsible clinician.", act_from_memory("s.17(4)")),
        ),
        does_not_allow=(
            Point(
                "Leave of more than 7 days in a row, or without an end, unless an order was "
                "considered first. That is a duty to consider, not to prefer.",
                act("s.17(2A)-(2B)"),
            ),
        ),
    ),
    Option(
        key="guardianship",
        title="Guardianship",
        in_short="A guardian, usually the council, may say where the person lives.",
        favours=(
            Point("The main need is welfare or somewhere to live, more than treatment.", CODE_31),
            Point("It can be used without any time in hospital.", CODE_30),
        ),
        allows=(
            Point(
                "Requiring residence at a place the guardian names.", act_from_memory("s.8(1)(a)")
            ),
            Point(
                "Requiring attendance for treatment or work, and access.",
                act_from_memory("s.8(1)(b)-(c)"),
            ),
        ),
        does_not_allow=(
            Point("Recall to hospital.", CODE_31),
            Point("Treatment without consent.", CODE_30),
        ),
    ),
    Option(
        key="cto",
        title="Community treatment order",
        in_short="The person leaves hospital with conditions, and can be recalled.",
        favours=(
            Point("The team is confident that discharge will last.", BOX_3),
            Point("No further detention in hospital is expected to be needed.", BOX_3),
            Point(
                "The person appears ready to consent to the plan or keep to it, and the risks mean "
                "that recall may be needed.",
                CODE_31,
            ),
            Point(
                "Recall or a breakdown of the plan is possible enough to justify it, and yet not "
                "to be expected.",
                BOX_3,
            ),
        ),
        allows=(
            Point(
                "Recall, if treatment in hospital is needed and harm is a risk, or if a mandatory "
                "condition is not kept.",
                act("s.17E(1)-(2)"),
            ),
            Point("Conditions that serve one of three purposes.", act("s.17B(2)")),
        ),
        does_not_allow=(
            Point(
                "Treatment by force in the community; with capacity, the person can say no unless "
                "recalled.",
                act("Part 4A"),
            ),
            Point(
                "Recall for breaking a condition that the team added, by itself.",
                act("ss.17B(6)-(7), 17E"),
            ),
            Point("Conditions that deprive the person of liberty.", act("s.17B; [2018] UKSC 66")),
        ),
    ),
)

_OPTIONS = {option.key: option for option in OPTIONS}


@dataclass(frozen=True)
class PauseQuestion:
    """A question of the short pause before a decision.

    ``factors``, ``options`` and ``voices`` name what is shown beside it: what the team already
    wrote under those keys, in people's own words.
    """

    key: str
    question: str
    why: str
    source: Source
    factors: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


PAUSE = (
    PauseQuestion(
        "informal",
        "Can this be done informally?",
        "An order is never obligatory, and needs a power of recall that is necessary.",
        act("s.17A(5)(d)"),
        factors=("interview.attitude_informal", "history.engagement", "meeting.least_restrictive"),
        options=("informal",),
        voices=("patient",),
    ),
    PauseQuestion(
        "leave",
        "Would section 17 leave do?",
        "Leave suits a trial, or a plan that may well break down.",
        BOX_3,
        factors=("history.compulsion", "interview.attitude_formal", "meeting.feasible"),
        options=("leave", "hospital"),
    ),
    PauseQuestion(
        "guardianship",
        "Would guardianship do?",
        "Where the need is welfare or a place to live, recall may not be the point.",
        CODE_31,
        factors=("social.housing_finance", "social.exploitation"),
        options=("guardianship",),
    ),
    PauseQuestion(
        "trust",
        "What harm could the order do to trust?",
        "A good relationship may be essential if an order is to work.",
        BOX_1,
        factors=("views.relationship", "views.process_impact", "meeting.relationships", "dilemmas"),
        options=("cto",),
        voices=("patient", "member"),
    ),
    PauseQuestion(
        "wants",
        "What does the person want?",
        "Read their own words again before deciding.",
        THROUGHOUT,
        factors=("interview.attitude_support", "interview.attitude_formal", "interview.strengths"),
        options=("informal", "hospital", "leave", "guardianship", "cto"),
        voices=("patient", "carer"),
    ),
)

VOICES = frozenset({"team", "patient", "carer", "member"})

for _question in PAUSE:
    if not (set(_question.options) <= set(_OPTIONS) and set(_question.voices) <= VOICES):
        raise Malformed(f"The pause question {_question.key!r} names what does not exist.")
