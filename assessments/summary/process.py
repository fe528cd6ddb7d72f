"""Stage 3 as the summary shows it: interviews, capacity, involvement, consultations, meeting."""

from django.utils import timezone

from assessments.models import (
    CanDo,
    CapacityAssessment,
    CapacityOutcome,
    Consultation,
    DischargeMeeting,
    Interview,
    Involvement,
    Pause,
)
from assessments.models.append_only import Version
from assessments.summary import shapes
from assessments.summary.shapes import Fact
from assessments.summary.topics import who
from cto.design.words import short_day

YES_NO = {True: "Yes", False: "No"}


def interview(row: Interview) -> shapes.Interview:
    return shapes.Interview(
        row=str(row.pk),
        thread=str(row.thread),
        held_on=row.held_on,
        present=row.present,
        with_responsible_clinician=row.with_responsible_clinician,
        with_amhp=row.with_amhp,
        notes=row.notes,
        third_party=row.third_party,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def capacity(row: CapacityAssessment) -> shapes.Capacity:
    facts = [
        Fact("Support given to decide", row.support_given),
        Fact("Understand the information", CanDo(row.understand).label),
        Fact("Retain it", CanDo(row.retain).label),
        Fact("Use or weigh it", CanDo(row.use_or_weigh).label),
        Fact("Communicate the decision", CanDo(row.communicate).label),
        Fact("Impairment of mind or brain", row.impairment),
        Fact("How it causes the inability", row.causal_link),
        Fact("Outcome", CapacityOutcome(row.outcome).label),
        Fact("Reasons", row.reasons),
    ]
    return shapes.Capacity(
        thread=str(row.thread),
        decision=row.decision,
        assessed_on=row.assessed_on,
        assessor=row.assessor,
        facts=_filled(facts),
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def consultation(row: Consultation) -> shapes.Consultation:
    # A consultation that took place has its day: a constraint of the table.
    on = f"Yes, on {short_day(row.consulted_on)}" if row.consulted_on else "No"
    facts = [
        Fact("Consulted", on),
        Fact("The person's agreement", row.get_consent_display()),
        Fact("Reason", row.reason),
        Fact("What they said", row.said),
    ]
    return shapes.Consultation(
        thread=str(row.thread),
        kind=row.kind,
        kind_words=row.get_kind_display(),
        name=f"{row.name}, {row.role}" if row.role else row.name,
        facts=_filled(facts),
        third_party=row.third_party,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def involvement(row: Involvement) -> shapes.Facts:
    told = f"Yes, on {short_day(row.advocate_told_on)}" if row.advocate_told_on else "Not recorded"
    facts = [
        Fact("Level of consent", row.get_consent_level_display()),
        Fact("In the person's words", row.consent_words),
        Fact("Told about the independent advocate", told),
        Fact("Advocate offered", YES_NO[row.advocate_offered], "advocate_offered"),
        Fact("Answer about the advocate", row.get_advocate_answer_display()),
        Fact("Interpreter", row.interpreter, "interpreter"),
    ]
    return _facts(row, facts)


def meeting(row: DischargeMeeting) -> shapes.Facts:
    facts = [
        Fact("Held on", short_day(row.held_on)),
        Fact("Who was there", row.present),
        Fact("AMHP present", YES_NO[row.with_amhp], "with_amhp"),
        Fact("The person was present", YES_NO[row.person_present]),
        Fact("After-care services arranged (section 117)", row.services),
    ]
    return _facts(row, facts)


def pause(row: Pause) -> shapes.Facts:
    return _facts(row, [Fact("What the responsible clinician takes from it", row.reflection)])


def _facts(row: Version, facts: list[Fact]) -> shapes.Facts:
    return shapes.Facts(
        thread=str(row.thread),
        facts=_filled(facts),
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def _filled(facts: list[Fact]) -> tuple[Fact, ...]:
    """Facts with something in them: the record has no empty headings."""
    return tuple(fact for fact in facts if fact.value)
