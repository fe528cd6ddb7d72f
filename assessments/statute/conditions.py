"""The conditions of an order: two that the law sets, three purposes for any other.

s.17B(3): every order specifies two conditions, (a) and (b) below. s.17B(2): any other condition
needs one of three purposes and the AMHP's agreement. ``assessments.statute.wording`` comments on
how a condition is worded; the two are imported from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from .wording import PURPOSE_WORDS, Comment, comments_on

__all__ = [
    "MANDATORY",
    "PURPOSES",
    "Comment",
    "MandatoryCondition",
    "Purpose",
    "comments_on",
    "mandatory",
    "purpose",
]


@dataclass(frozen=True)
class MandatoryCondition:
    """A condition that stands in every order, in words that nobody edits.

    ``guideline_key`` is the paper's name for it, where the paper has one: it has (b) and leaves
    out (a).
    """

    key: str
    letter: str
    title: str
    template: str
    plain: str
    source: str
    guideline_key: str = ""

    def wording(self, person: str = "The person") -> str:
        """The locked text with the person's name in its place."""
        return self.template.format(person=person)


MANDATORY: tuple[MandatoryCondition, ...] = (
    MandatoryCondition(
        key="examination_for_extension",
        letter="a",
        title="Examination before the order can be extended",
        template=(
            "{person} is to be available for examination under section 20A, when it is being "
            "decided whether the order should be extended."
        ),
        plain="Meet the responsible clinician when they decide whether the order should go on.",
        source="s.17B(3)(a)",
    ),
    MandatoryCondition(
        key="examination_for_certificate",
        letter="b",
        title="Examination for a certificate about treatment",
        template=(
            "{person} is to be available for examination, if it is proposed to give a Part 4A "
            "certificate about the treatment, so that the certificate can be given."
        ),
        plain="Meet an independent doctor if the law asks for a second opinion on the treatment.",
        source="s.17B(3)(b)",
        guideline_key="condition.soad",
    ),
)


@dataclass(frozen=True)
class Purpose:
    """A purpose that a condition may serve. There are no others."""

    key: str
    text: str
    source: str


_LETTERS = {"treatment": "a", "health_or_safety": "b", "others": "c"}

PURPOSES: tuple[Purpose, ...] = tuple(
    Purpose(key, words[0].upper() + words[1:], f"s.17B(2)({_LETTERS[key]})")
    for key, words in PURPOSE_WORDS.items()
)


def mandatory(key: str) -> MandatoryCondition:
    """The mandatory condition filed under ``key``; KeyError where there is none."""
    return {each.key: each for each in MANDATORY}[key]


def purpose(key: str) -> Purpose:
    """The purpose filed under ``key``; KeyError where there is none."""
    return {each.key: each for each in PURPOSES}[key]
