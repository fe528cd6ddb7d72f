"""Stage 3 as its pages show it: every entry in labelled facts, every topic with its voices."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from assessments import guideline
from assessments.models import (
    Agreement,
    Assessment,
    CapacityAssessment,
    Consultation,
    DischargeMeeting,
    Interview,
    Involvement,
)
from assessments.summary import process, rows
from assessments.summary.topic_shapes import Chapter, Fact, Who
from assessments.summary.topics import chapter, who
from cto.design.words import short_day


@dataclass(frozen=True)
class Shown:
    """One version of one entry, as facts that all have a value."""

    row: str
    thread: str
    title: str
    facts: tuple[Fact, ...]
    third_party: bool
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class StageThree:
    """Everything recorded in Stage 3 of one assessment."""

    interviews: tuple[Shown, ...]
    interview_topics: Chapter
    capacity: tuple[Shown, ...]
    explanation: Chapter
    involvement: Shown | None
    consultations: tuple[Shown, ...]
    meeting: Shown | None
    meeting_topics: Chapter


def stage_three(assessment: Assessment) -> StageThree:
    """Stage 3 of this assessment as it stands, in six queries.

    Raises nothing: what is not there yet is empty.
    """
    words = rows.considerations(assessment, factor__in=_topic_keys())
    one = {model: rows.current(model, assessment) for model in FACTS}

    def topics(domain: str) -> Chapter:
        return chapter(domain, words, assessment.patient)

    def shown_all(model: Any) -> tuple[Shown, ...]:
        return tuple(shown(row) for row in one[model])

    return StageThree(
        interviews=tuple(shown(r) for r in sorted(one[Interview], key=lambda i: i.held_on)),
        interview_topics=topics("interview"),
        capacity=shown_all(CapacityAssessment),
        explanation=topics("explain"),
        involvement=next(iter(shown_all(Involvement)), None),
        consultations=shown_all(Consultation),
        meeting=next(iter(shown_all(DischargeMeeting)), None),
        meeting_topics=topics("meeting"),
    )


def shown(row: Any) -> Shown:
    """One version of an interview, capacity assessment, involvement, consultation or meeting."""
    return Shown(
        row=str(row.pk),
        thread=str(row.thread),
        title=_title(row),
        facts=tuple(fact for fact in facts_of(row) if fact.value),
        third_party=getattr(row, "third_party", False),
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def facts_of(row: Any) -> tuple[Fact, ...]:
    """What a version says, in the words of the record."""
    return {**FACTS, Agreement: _agreement}[type(row)](row)


def _title(row: Any) -> str:
    if isinstance(row, Consultation):
        seen = process.consultation(row)
        return f"{seen.kind_words}: {seen.name}"
    return str(row)


def _topic_keys() -> list[str]:
    return [
        factor.key
        for domain in ("interview", "explain", "meeting")
        for factor in guideline.factors_of(domain)
        if factor.is_consideration
    ]


def _interview(row: Interview) -> tuple[Fact, ...]:
    return (
        Fact("Held on", short_day(row.held_on)),
        Fact("Who was there", row.present),
        Fact("Responsible clinician there", process.YES_NO[row.with_responsible_clinician]),
        Fact("AMHP there", process.YES_NO[row.with_amhp]),
        Fact("Notes", row.notes),
    )


def _capacity(row: CapacityAssessment) -> tuple[Fact, ...]:
    seen = process.capacity(row)
    return (
        Fact("Decision", seen.decision),
        Fact("Assessed on", f"{short_day(seen.assessed_on)}, by {seen.assessor}"),
        *seen.facts,
    )


def _consultation(row: Consultation) -> tuple[Fact, ...]:
    return process.consultation(row).facts


def _involvement(row: Involvement) -> tuple[Fact, ...]:
    return process.involvement(row).facts


def _meeting(row: DischargeMeeting) -> tuple[Fact, ...]:
    return process.meeting(row).facts


def _agreement(row: Agreement) -> tuple[Fact, ...]:
    return (
        Fact("What it recommends", row.get_recommendation_display()),
        Fact("Dissent", row.dissent),
        Fact("Reasons", row.reasons),
        Fact("Agreed on", short_day(row.agreed_on)),
    )


FACTS: dict[Any, Callable[[Any], tuple[Fact, ...]]] = {
    Interview: _interview,
    CapacityAssessment: _capacity,
    Involvement: _involvement,
    Consultation: _consultation,
    DischargeMeeting: _meeting,
}
