"""What must be found before an order can be made: the five criteria of s.17A(5).

A set of criteria is data with the day from which it applies, chosen by the date of the event and
never by today's date, so that a new Act is one more entry here. The Mental Health Act 2025
changes these criteria (its ss.6-8), but no day has been appointed for that, so it has no set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MET = "met"
NOT_MET = "not_met"
FINDINGS = (MET, NOT_MET)


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    ``key`` names the columns ``<key>_finding`` and ``<key>_reasons``. ``words`` follow the
    statute closely; ``question`` puts it plainly; ``consider`` is what the Act or a definition
    adds to it, with ``consider_source``.
    """

    key: str
    letter: str
    title: str
    words: str
    question: str
    source: str
    consider: str = ""
    consider_source: str = ""


@dataclass(frozen=True)
class CriteriaSet:
    """The criteria for events on or after ``first_day``, until the next set's first day."""

    edition: str
    first_day: date
    criteria: tuple[Criterion, ...]

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key; KeyError where this set has none."""
        return {each.key: each for each in self.criteria}[key]


MHA_1983 = CriteriaSet(
    edition="mha-1983/1",
    first_day=date(2008, 11, 3),
    criteria=(
        Criterion(
            key="appropriate",
            letter="a",
            title="Mental disorder that makes treatment appropriate",
            words=(
                "The person is suffering from mental disorder of a nature or degree which makes it "
                "appropriate for them to receive medical treatment."
            ),
            question="Is there a mental disorder whose nature or degree makes treatment right?",
            source="s.17A(5)(a)",
            consider=(
                "Learning disability alone counts only where it goes with abnormally aggressive or "
                "seriously irresponsible conduct. Dependence on alcohol or drugs alone does not "
                "count."
            ),
            consider_source="s.1(2A), (2B), (3)",
        ),
        Criterion(
            key="necessary",
            letter="b",
            title="Treatment is necessary",
            words=(
                "It is necessary for their health or safety, or for the protection of other "
                "persons, that they should receive such treatment."
            ),
            question="Is treatment necessary for health, for safety or to protect others: which?",
            source="s.17A(5)(b)",
        ),
        Criterion(
            key="community",
            letter="c",
            title="Treatment is possible outside hospital",
            words=(
                "Subject to their being liable to be recalled, such treatment can be provided "
                "without their continuing to be detained in a hospital."
            ),
            question="With the power of recall in place, can treatment be given out of hospital?",
            source="s.17A(5)(c)",
        ),
        Criterion(
            key="recall",
            letter="d",
            title="The power of recall is necessary",
            words=(
                "It is necessary that the responsible clinician should be able to exercise the "
                "power under section 17E(1) to recall the person to hospital."
            ),
            question="Is it necessary, and not only useful, to be able to recall the person?",
            source="s.17A(5)(d)",
            consider=(
                "The responsible clinician must in particular consider, having regard to the "
                "person's history of mental disorder and any other relevant factors, what risk "
                "there would be of a deterioration of their condition if they were not detained in "
                "a hospital, for example because they decline or neglect the treatment they need."
            ),
            consider_source="s.17A(6)",
        ),
        Criterion(
            key="available",
            letter="e",
            title="Appropriate treatment is available",
            words="Appropriate medical treatment is available for them.",
            question="Is the right treatment really available to this person in the community?",
            source="s.17A(5)(e)",
        ),
    ),
)

CRITERIA_SETS: tuple[CriteriaSet, ...] = (MHA_1983,)
"""Oldest first. A commenced change of the law is one more entry."""

FIRST_DAY = CRITERIA_SETS[0].first_day
"""The first day on which an order could be made."""


def criteria_on(day: date, *, sets: Sequence[CriteriaSet] = CRITERIA_SETS) -> CriteriaSet:
    """The criteria in force on the day of the event, whatever day it is now.

    Raises ValueError for a day before 3 November 2008, when no such order could be made.
    """
    in_force = [each for each in sets if each.first_day <= day]
    if not in_force:
        raise ValueError(
            f"No community treatment order could be made on {day.day} {day:%B %Y}: "
            "the power began on 3 November 2008."
        )
    return max(in_force, key=lambda each: each.first_day)
