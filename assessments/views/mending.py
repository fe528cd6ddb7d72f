"""Where each line of the readiness list is mended: from its field to an address."""

from collections.abc import Callable
from urllib.parse import quote

from django.urls import reverse

from assessments.models import ConsultationKind
from assessments.summary.shapes import AssessmentSummary

# Pages about the person.
PERSON = {
    "patient.name": "person-identity",
    "patient.date_of_birth": "person-identity",
    "patient.number": "person-identity",
    "patient.ethnicity": "person-identity",
    "patient.section": "person-detention",
    "patient.detention": "person-detention",
    "patient.restricted": "person-detention",
    "patient.first_medication_on": "person-detention",
    "patient.victims": "person-detention",
    "patient.responsible_clinician": "person-roles",
    "patient.amhp": "person-roles",
    "patient.advance_decision": "person-relatives",
}
# Pages of the assessment, with the place on the page. The second half names whole parts of the
# summary, which is how a text that cannot be printed says where it stands.
ASSESSMENT = {
    "patient.roles": ("people-involved", ""),
    "decision.outcome": ("decision", "id_outcome"),
    "decision.outcome_reasons": ("decision", "id_reasons"),
    "decision.effective_on": ("decision", "id_effective_on-day"),
    "decision.review_on": ("decision", "id_review_on-day"),
    "decision.instead": ("decision", "id_instead"),
    "decision.leave_over_7_days": ("decision", "id_instead"),
    "decision.order_considered": ("decision", "id_leave_considered"),
    "decision.information_needed": ("decision", "id_information_needed"),
    "decision.needed_by": ("decision", "id_information_by-day"),
    "statement": ("statement", ""),
    "signatures": ("statement", ""),
    "signatures.content": ("return-to-team", ""),
    "interviews": ("process", "interviews"),
    "advocate": ("involvement", ""),
    "meeting": ("meeting", ""),
    "views": ("views", "reveal"),
    "pause": ("pause", ""),
    "factor:interview.capacity": ("process", "capacity"),
    "factor:interview.consent_level": ("involvement", ""),
    "factor:consult.accommodation": ("process", "consultations"),
    "factor:agreement.recommend": ("agreement", ""),
    "decision": ("decision", ""),
    "options": ("options", ""),
    "agreement": ("agreement", ""),
    "capacity": ("process", "capacity"),
    "involvement": ("involvement", ""),
    "consultations": ("process", "consultations"),
    "earlier_statements": ("statement", ""),
    "attended": ("people-involved", ""),
    "roles_missing": ("people-involved", ""),
    "replaces": ("check", ""),
}


def mended_at(field: str, summary: AssessmentSummary) -> str:
    """The address of the page on which this field of ``readiness.Item`` is mended.

    Raises ``KeyError`` for a field that has no page; a test goes through all that there are.
    """
    if field in PERSON:
        return reverse(PERSON[field], args=[summary.person.id])
    if field in ASSESSMENT:
        page, place = ASSESSMENT[field]
        return reverse(page, args=[summary.id]) + (f"#{place}" if place else "")
    if field == "factor:consult.nearest_relative":
        return _nearest_relative(summary)
    kind, _, key = field.partition(":" if ":" in field else ".")
    return _KINDS[kind](summary, key)


def _condition(summary: AssessmentSummary, row: str) -> str:
    for condition in summary.discretionary:
        if condition.row == row:
            return reverse("condition", args=[summary.id, condition.thread])
    return reverse("conditions", args=[summary.id])


def _nearest_relative(summary: AssessmentSummary) -> str:
    kind = quote(ConsultationKind.NEAREST_RELATIVE.value)
    return reverse("consultation-new", args=[summary.id]) + f"?kind={kind}"


_KINDS: dict[str, Callable[[AssessmentSummary, str], str]] = {
    "factor": lambda summary, key: reverse("factor", args=[summary.id, key]),
    "option": lambda summary, key: reverse("option", args=[summary.id, key]),
    "consultation": lambda summary, key: reverse("consultation", args=[summary.id, key]),
    "condition": _condition,
    # decision.<criterion>: the finding on one criterion.
    "decision": lambda summary, key: reverse("decision", args=[summary.id]) + f"#id_{key}_finding",
}
