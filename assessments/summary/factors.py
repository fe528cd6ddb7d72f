"""Reading one factor, one domain, or what speaks for and against: a query or two for each page."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from assessments import guideline
from assessments.models import (
    Assessment,
    Consideration,
    Interview,
    Leaning,
    Patient,
    Standing,
    Voice,
)
from assessments.summary import rows
from assessments.summary.shapes import Chapter, Entry, Topic
from assessments.summary.topics import chapter, topic
from cto.accounts.models import User

WITHOUT_WORDS = (Standing.NOT_KNOWN, Standing.DECLINED)


@dataclass(frozen=True)
class FactorNow:
    """One factor of one assessment as it stands. ``beside`` are the topics next to it, read only.

    ``rows`` are the current rows of every voice on the factor itself, ``interviews`` those that
    a source may name (only for the factors of the interview).
    """

    assessment: Assessment
    factor: guideline.Factor
    topic: Topic
    beside: tuple[Topic, ...]
    rows: tuple[Consideration, ...]
    interviews: tuple[Interview, ...]

    def row(self, voice: str) -> Consideration | None:
        """The current row of the team or of the person; they have one at most."""
        return next((row for row in self.rows if row.voice == voice), None)

    def note_of(self, member: uuid.UUID) -> Consideration | None:
        """The current note of one member."""
        return next((row for row in self.rows if row.member_id == member), None)

    def rows_of(self, voice: str) -> tuple[Consideration, ...]:
        return tuple(row for row in self.rows if row.voice == voice)

    def entries(self, voice: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.topic.entries if entry.kind == voice)


@dataclass(frozen=True)
class Said:
    """One entry with the factor that it stands under."""

    key: str
    title: str
    domain: str
    entry: Entry


@dataclass(frozen=True)
class Overview:
    """Everything recorded, by what each writer says that their own words speak for.

    In the guideline's order. Nothing is counted, added up or compared. ``unsaid`` holds words
    whose writer did not say which way they point, and what is not known or was declined.
    """

    towards: tuple[Said, ...]
    against: tuple[Said, ...]
    neither: tuple[Said, ...]
    unsaid: tuple[Said, ...]
    not_discussed: tuple[Topic, ...]
    not_started: tuple[Topic, ...]


def factor_now(assessment: Assessment, key: str) -> FactorNow:
    """One factor with every voice and what stands beside it: one query, two for an interview."""
    factor = guideline.factor(key, assessment.patient.nation)
    found = rows.considerations(assessment, factor__in=[key, *factor.beside])
    own = tuple(row for row in found if row.factor == key)
    patient = assessment.patient
    interviews: tuple[Interview, ...] = ()
    if factor.domain == "interview":
        interviews = tuple(sorted(rows.current(Interview, assessment), key=lambda i: i.held_on))
    return FactorNow(
        assessment=assessment,
        factor=factor,
        topic=topic(key, own, patient),
        beside=tuple(
            topic(each, [row for row in found if row.factor == each], patient)
            for each in factor.beside
        ),
        rows=own,
        interviews=interviews,
    )


def version_shown(
    assessment: Assessment, key: str, voice: str, shown: uuid.UUID | None
) -> Consideration | None:
    """The version that a form showed, current or not; None where it showed none of this entry."""
    if shown is None:
        return None
    versions = Consideration.objects.filter(assessment=assessment, factor=key, voice=voice)
    return versions.select_related("interview").filter(pk=shown).first()


def carers_words(assessment: Assessment, key: str) -> "QuerySet[Consideration]":
    """The current words of carers on one factor, as a queryset."""
    return (
        Consideration.objects.current()
        .filter(assessment=assessment, factor=key, voice=Voice.CARER)
        .select_related("recorded_by", "interview")
    )


def notes(assessment: Assessment, key: str) -> "QuerySet[Consideration]":
    """Every version of every member's note on one factor, as a queryset."""
    return Consideration.objects.filter(
        assessment=assessment, factor=key, voice=Voice.MEMBER
    ).select_related("assessment__patient", "member", "recorded_by", "interview")


def typed_for(user: User, assessments: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Factors with a note that a colleague typed for this user, who has not confirmed it.

    By assessment, those without any left out, in the guideline's order: one query.
    """
    found = (
        Consideration.objects.current()
        .filter(assessment__in=list(assessments), voice=Voice.MEMBER, member=user.pk)
        .exclude(recorded_by=user.pk)
        .values_list("assessment_id", "factor")
    )
    keys = [factor.key for factor in guideline.considerations()]
    waiting: dict[UUID, tuple[str, ...]] = {}
    for assessment, factor in sorted(found, key=lambda row: keys.index(row[1])):
        waiting[assessment] = (*waiting.get(assessment, ()), factor)
    return waiting


def history(assessment: Assessment, key: str) -> tuple[tuple[Entry, ...], ...]:
    """Every version of every entry on one factor: entries in order, the newest version first."""
    every = Consideration.objects.filter(assessment=assessment, factor=key)
    found = list(rows.with_source(every))
    after = {row.supersedes_id: row for row in found}
    patient = assessment.patient

    def versions(first: Consideration) -> list[Consideration]:
        line = [first]
        while line[-1].pk in after:
            line.append(after[line[-1].pk])
        return line

    return tuple(
        tuple(topic(key, [row], patient).entries[0] for row in reversed(versions(first)))
        for first in found
        if first.supersedes_id is None
    )


def domain_now(assessment: Assessment, key: str) -> Chapter:
    """One domain with every voice on each of its factors: one query."""
    keys = [factor.key for factor in considerations_of(key)]
    return chapter(key, rows.considerations(assessment, factor__in=keys), assessment.patient)


def considerations_of(domain: str) -> tuple[guideline.Factor, ...]:
    """The factors of a domain that are answered on a page of their own."""
    return tuple(f for f in guideline.factors_of(domain) if f.is_consideration)


def domains() -> tuple[guideline.Domain, ...]:
    """The domains with a page of their own, in reading order."""
    return tuple(each for each in guideline.domains() if considerations_of(each.key))


def overview(assessment: Assessment) -> Overview:
    """What speaks for an order and what against, in people's words: one query."""
    found = rows.considerations(assessment)
    chapters = [_chapter(each, found, assessment.patient) for each in domains()]
    topics = [(each.title, one) for each in chapters for one in each.topics]
    said = [
        Said(one.key, one.title, title, entry)
        for title, one in topics
        for entry in one.entries
        if entry.speaks
    ]

    def leaning(which: str) -> tuple[Said, ...]:
        return tuple(each for each in said if each.entry.leaning == which)

    return Overview(
        towards=leaning(Leaning.TOWARDS),
        against=leaning(Leaning.AGAINST),
        neither=leaning(Leaning.NEITHER),
        unsaid=leaning(""),
        not_discussed=tuple(one for _, one in topics if one.started and not one.speaks),
        not_started=tuple(one for _, one in topics if not one.started),
    )


def _chapter(domain: guideline.Domain, found: Iterable[Consideration], patient: Patient) -> Chapter:
    keys = {factor.key for factor in considerations_of(domain.key)}
    return chapter(domain.key, [row for row in found if row.factor in keys], patient)
