"""The guideline as each nation reads it: its own Code's principles, and its own Code cited.

The paper and the Act are the same for both. The Code of Practice is not: a person in Wales is
never shown England's names for the principles, nor England's chapters as if they were theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .catalogue import Domain, Factor, Point, Source
from .discharge_meeting import PRINCIPLE_FACTORS
from .options import Option, PauseQuestion
from .sources import CODE_PRINCIPLES, CODE_WALES, WELSH

ENGLAND = "england"
WALES = "wales"


@dataclass(frozen=True)
class Principle:
    """A guiding principle of the Code in force, and the factors of Box 4 that answer to it.

    ``as_in_the_paper`` is the 2008 name, which stands beside the present one.
    """

    key: str
    title: str
    as_in_the_paper: str
    answers: tuple[str, ...]
    source: Source


PRINCIPLES = {
    ENGLAND: (
        Principle(
            "purpose", "Purpose and effectiveness", "Purpose", ("box4.purpose",), CODE_PRINCIPLES
        ),
        Principle(
            "least_restriction",
            "Least restrictive option and maximising independence",
            "Least restriction",
            ("box4.least_restriction",),
            CODE_PRINCIPLES,
        ),
        Principle("respect", "Respect and dignity", "Respect", ("box4.respect",), CODE_PRINCIPLES),
        Principle(
            "participation",
            "Empowerment and involvement",
            "Participation",
            ("box4.participation",),
            CODE_PRINCIPLES,
        ),
        Principle(
            "effectiveness",
            "Efficiency and equity",
            "Effectiveness, efficiency and equity",
            ("box4.effectiveness",),
            CODE_PRINCIPLES,
        ),
    ),
    WALES: (
        Principle("dignity", "Dignity and respect", "Respect", ("box4.respect",), CODE_WALES),
        Principle(
            "least_restriction",
            "Least restrictive option and maximising independence",
            "Least restriction",
            ("box4.least_restriction",),
            CODE_WALES,
        ),
        Principle(
            "fairness",
            "Fairness, equality and equity",
            "Respect; effectiveness, efficiency and equity",
            ("box4.respect", "box4.effectiveness"),
            CODE_WALES,
        ),
        Principle(
            "participation",
            "Empowerment and involvement",
            "Participation",
            ("box4.participation",),
            CODE_WALES,
        ),
        Principle("safety", "Keeping people safe", "Purpose", ("box4.purpose",), CODE_WALES),
        Principle(
            "effectiveness",
            "Effectiveness and efficiency",
            "Effectiveness, efficiency and equity",
            ("box4.effectiveness",),
            CODE_WALES,
        ),
    ),
}


def principles(nation: str) -> tuple[Principle, ...]:
    """The principles of the Code in force in ``england`` or ``wales``; KeyError otherwise."""
    return PRINCIPLES[nation]


def principles_of(key: str, nation: str) -> tuple[Principle, ...]:
    """The principles of that Code which a factor answers to; none for most factors."""
    return tuple(each for each in principles(nation) if key in each.answers)


def factor_in(nation: str, factor: Factor) -> Factor:
    """A factor under the names of this nation's Code, with this nation's Code cited."""
    names = [each.title for each in principles_of(factor.key, nation)]
    return replace(
        factor,
        title="; ".join(names) or factor.title,
        why_sources=tuple(source_in(nation, each) for each in factor.why_sources),
    )


def domain_in(nation: str, domain: Domain) -> Domain:
    """A domain; that of the principles says whose names these are."""
    if domain.key != "box4":
        return domain
    named = principles(nation)
    return replace(
        domain,
        rule=(
            f"Named by the {_COUNTED[len(named)]} principles of the {named[0].source.cited}. As in "
            f"the paper, in this order: {'; '.join(each.title for each in PRINCIPLE_FACTORS)}."
        ),
    )


def option_in(nation: str, option: Option) -> Option:
    """An option with this nation's Code cited."""
    return replace(
        option,
        favours=_points(nation, option.favours),
        allows=_points(nation, option.allows),
        does_not_allow=_points(nation, option.does_not_allow),
    )


def pause_in(nation: str, question: PauseQuestion) -> PauseQuestion:
    """A question of the pause with this nation's Code cited."""
    return replace(question, source=source_in(nation, question.source))


def source_in(nation: str, source: Source) -> Source:
    """The same source, or for Wales the passage of its own Code to look in."""
    return WELSH.get(source, source) if nation == WALES else source


def _points(nation: str, points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(replace(each, source=source_in(nation, each.source)) for each in points)


_COUNTED = {5: "five", 6: "six"}
