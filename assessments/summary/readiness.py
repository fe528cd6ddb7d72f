"""What is still missing before a signature: the summary's facts put to ``statute.readiness``."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from assessments import guideline
from assessments.models import Assessment, Consideration, Patient, Standing, Victims, Voice
from assessments.statute import readiness, signatures
from assessments.statute.conditions import comments_on
from assessments.statute.readiness import ConditionFacts, Facts, Item, Named, Unprintable
from assessments.summary.canonical import content_hash
from assessments.summary.deliberation import paused_since_opened
from assessments.summary.factors import considerations_of
from assessments.summary.shapes import AssessmentSummary, Chapter, Condition
from cto.text import has_too_long_a_word, uncovered


def items_for(summary: AssessmentSummary, assessment: Assessment, by: Any) -> tuple[Item, ...]:
    """Every readiness item for the outcome on the table, seen by whoever is about to sign.

    One query, for what the summary does not hold.
    """
    outcome = summary.decision.outcome if summary.decision else ""
    facts = facts_of(summary, assessment.patient, by)
    unnamed = tuple(Named(key, guideline.factor(key).title) for key in _unnamed(assessment))
    return readiness.items(dataclasses.replace(facts, interview_unnamed=unnamed), outcome)


def blocks_putting_forward(
    summary: AssessmentSummary, assessment: Assessment, by: Any
) -> tuple[Item, ...]:
    """What stands in the way of putting forward: all but the statement that it asks for."""
    found = blocks_sealing(summary, assessment, by)
    return tuple(item for item in found if item.field != "statement")


def blocks_sealing(summary: AssessmentSummary, assessment: Assessment, by: Any) -> tuple[Item, ...]:
    """What stands in the way of sealing the outcome on the table."""
    outcome = summary.decision.outcome if summary.decision else ""
    found = readiness.items(facts_of(summary, assessment.patient, by), outcome)
    return readiness.blocking(found, outcome)


def facts_of(summary: AssessmentSummary, patient: Patient, by: Any) -> Facts:
    """The plain values that readiness looks at. ``by`` is the responsible clinician to be."""
    return Facts(
        **_identity(patient),
        **_detention(summary, patient),
        **_signing(summary, patient, by),
        **_deliberation(summary),
        **_process(summary, patient),
        **_outcome(summary),
        unprintable=tuple(_unprintable(summary)),
        too_long=tuple(
            place
            for place, part in _places(summary)
            if any(has_too_long_a_word(text) for text in texts(part))
        ),
    )


def signer(user: Any, patient: Patient) -> signatures.Signer:
    """A user as the rules about signing see them."""
    return signatures.Signer(
        id=str(user.pk),
        name=user.name,
        is_approved_clinician=user.is_approved_clinician,
        is_responsible_clinician=user.pk in patient.rc_ids,
        is_amhp=user.is_amhp,
        is_named_amhp=user.pk == patient.amhp_id,
    )


def _identity(patient: Patient) -> dict[str, Any]:
    return {
        "name": patient.name,
        "date_of_birth": patient.date_of_birth,
        "number": patient.nhs_number or patient.local_number or "",
        "ethnicity_recorded": bool(patient.ethnicity),
        "interpreter_needed": bool(patient.interpreter_needed),
        "advance_decision_asked": bool(patient.advance_decision),
        "first_medication_on": patient.first_medication_on,
        "victims_recorded": bool(patient.victim_contact) or patient.victims == Victims.NO,
    }


def _detention(summary: AssessmentSummary, patient: Patient) -> dict[str, Any]:
    decision = summary.decision
    return {
        "section": patient.section,
        "detention_from": patient.section_began_on,
        "detention_until": patient.section_ends_on,
        "restricted": patient.restricted,
        "effective_on": decision.effective_on if decision else None,
        "signing_on": timezone.localdate(),
        "review_on": decision.review_on if decision else None,
    }


def _signing(summary: AssessmentSummary, patient: Patient, by: Any) -> dict[str, Any]:
    rc = by if by.pk in patient.rc_ids else patient.community_rc or patient.inpatient_rc
    people = {str(u.pk): signer(u, patient) for u in (by, rc, patient.amhp) if u is not None}
    signed = {signature.act: signature for signature in summary.signatures}

    def signature(act: str) -> signatures.Signature | None:
        found = signed.get(act)
        if found is None:
            return None
        who = people.get(found.by.id) or signatures.Signer(found.by.id, found.by.name)
        return signatures.Signature(who, found.at, found.content_hash)

    return {
        "rc": people.get(str(rc.pk)) if rc else None,
        "amhp": people.get(str(patient.amhp_id)) if patient.amhp_id else None,
        "content": content_hash(summary) if signed else "",
        "put_forward": signature("put_forward"),
        "statement": _statement(summary, signature("stated")),
        "conditions": tuple(_condition(c, summary.person.called) for c in summary.discretionary),
    }


def _statement(
    summary: AssessmentSummary, signed: signatures.Signature | None
) -> signatures.Statement | None:
    if signed is None:
        return None
    given = summary.statement
    return signatures.Statement(
        signed.by,
        signed.at,
        signed.content,
        criteria_met=given.agrees_criteria,
        order_appropriate=given.appropriate,
        conditions={answer.row: answer.agrees for answer in given.conditions},
    )


def _condition(condition: Condition, person: str) -> ConditionFacts:
    considered = (
        condition.beneficial,
        condition.enforceable,
        condition.support,
        condition.patient_view,
    )
    return ConditionFacts(
        id=condition.row,
        label=f"condition {condition.number}",
        purposes=condition.purposes,
        rationale=condition.rationale,
        comments=len(comments_on(condition.wording)),
        weighed=all(considered),
    )


def _deliberation(summary: AssessmentSummary) -> dict[str, Any]:
    topics = [topic for chapter in summary.chapters for topic in chapter.topics]
    return {
        "untouched": tuple(Named(t.key, t.title) for t in topics if not t.started),
        "one_sided": tuple(Named(t.key, t.title) for t in topics if t.started and t.missing),
        "notes_unconfirmed": tuple(
            Named(t.key, entry.voice) for t in topics for entry in t.entries if entry.for_another
        ),
        "roles_missing": summary.roles_missing,
        "options_unweighed": tuple(Named(o.key, o.title) for o in summary.options if not o.weighed),
        "agreement_recorded": summary.agreement is not None,
        "views_missing": tuple(member.name for member in summary.views.none_from),
        "views_given": len(summary.views.given_by),
        "views_revealed": summary.views.revealed_at is not None,
        "patient_view_recorded": any(
            entry.kind == "patient" and entry.text for t in topics for entry in t.entries
        ),
        "paused": paused_since_opened(summary),
    }


def _unnamed(assessment: Assessment) -> list[str]:
    """Factors of the interview with something said that names no interview: one query."""
    said = Consideration.objects.current().filter(
        assessment=assessment,
        standing=Standing.RECORDED,
        interview=None,
        voice__in=(Voice.TEAM, Voice.PATIENT),
    )
    keys = [factor.key for factor in considerations_of("interview")]
    found = set(said.filter(factor__in=keys).values_list("factor", flat=True))
    return [key for key in keys if key in found]


def _process(summary: AssessmentSummary, patient: Patient) -> dict[str, Any]:
    involvement, meeting = summary.involvement, summary.meeting
    kinds = {c.kind for c in summary.consultations}
    return {
        "interviewed_by_rc": any(i.with_responsible_clinician for i in summary.interviews),
        "interviewed_by_amhp": any(i.with_amhp for i in summary.interviews),
        "capacity_recorded": bool(summary.capacity),
        "consent_level_recorded": involvement is not None,
        "advocate_recorded": involvement is not None
        and involvement.value("advocate_offered") == "Yes",
        "interpreter_recorded": involvement is not None and bool(involvement.value("interpreter")),
        "nearest_relative_consulted": "nearest_relative" in kinds
        or patient.relative_standing in ("none", "not_to_consult"),
        "others_consulted": bool(kinds - {"nearest_relative"}),
        "meeting_held": meeting is not None,
        "meeting_with_amhp": meeting is not None and meeting.value("with_amhp") == "Yes",
    }


def _outcome(summary: AssessmentSummary) -> dict[str, Any]:
    decision = summary.decision
    if decision is None:
        return {}
    leave = decision.instead in ("leave_short", "leave_long")
    return {
        "outcome_reasons": decision.reasons,
        "findings": {c.key: (c.finding, c.reasons) for c in decision.criteria},
        "instead": "leave" if leave else decision.instead,
        "leave_over_7_days": decision.instead == "leave_long" if leave else None,
        "order_considered_before_leave": bool(decision.leave_considered),
        "information_needed": decision.information_needed,
        "needed_by": decision.information_by,
    }


def _unprintable(summary: AssessmentSummary) -> Iterator[Unprintable]:
    for place, part in _places(summary):
        characters = uncovered("".join(texts(part)))
        if characters:
            yield Unprintable(place, " ".join(characters))


def _places(summary: AssessmentSummary) -> Iterator[tuple[str, Any]]:
    """Each part of the summary with the dotted name of where to mend it."""
    for chapter in summary.chapters:
        for topic in chapter.topics:
            yield f"factor:{topic.key}", topic.entries
    for condition in summary.discretionary:
        yield f"condition:{condition.row}", condition
    yield "patient.name", summary.person
    for field in dataclasses.fields(summary):
        value = getattr(summary, field.name)
        if field.name in ("person", "conditions") or _is_chapters(value):
            continue
        yield field.name, value


def _is_chapters(value: Any) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, Chapter)


def texts(value: Any) -> Iterator[str]:
    """Every text in a part of a summary."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
