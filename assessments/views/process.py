"""Stage 3: everything that happened with the person and with those around them, entry by entry."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.forms.capacity import CapacityForm
from assessments.forms.consultation import ConsultationForm
from assessments.forms.process import InterviewForm, InvolvementForm, MeetingForm
from assessments.models import (
    Assessment,
    CapacityAssessment,
    Consultation,
    ConsultationKind,
    DischargeMeeting,
    Interview,
    Involvement,
    Patient,
)
from assessments.services import process as services
from assessments.summary.stage_three import stage_three
from assessments.views.access import with_assessment
from assessments.views.entries import Kind, entry
from assessments.views.process_steps import following, steps
from cto.accounts.access import signed_in

INTERVIEW = Kind(
    model=Interview,
    form=InterviewForm,
    record=services.record_interview,
    template="assessments/process/interview.html",
    said="The interview is saved.",
)
CAPACITY = Kind(
    model=CapacityAssessment,
    form=CapacityForm,
    record=services.record_capacity,
    template="assessments/process/capacity.html",
    said="The capacity assessment is saved.",
)
CONSULTATION = Kind(
    model=Consultation,
    form=ConsultationForm,
    record=services.record_consultation,
    template="assessments/process/consultation.html",
    said="The consultation is saved.",
)
INVOLVEMENT = Kind(
    model=Involvement,
    form=InvolvementForm,
    record=services.record_involvement,
    template="assessments/process/involvement.html",
    said="Consent, advocate and interpreter are saved.",
    several=False,
)
MEETING = Kind(
    model=DischargeMeeting,
    form=MeetingForm,
    record=services.record_meeting,
    template="assessments/process/meeting.html",
    said="The section 117 meeting is saved.",
    several=False,
)

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@with_assessment("opened_process")
def process(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Stage 3 as it stands, with a way to each part and what comes next."""
    stage = stage_three(assessment)
    listed = steps(assessment, stage)
    may_record = not permissions.reasons_not_to_record(signed_in(request), assessment)
    context = {
        "assessment": assessment,
        "person": assessment.patient,
        "stage": stage,
        "steps": listed,
        "following": following(listed, assessment) if may_record else None,
        "may_record": may_record,
    }
    return render(request, "assessments/process/process.html", context)


@get_or_post
@with_assessment("opened_interview")
def interview_new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Record a meeting with the person."""
    return entry(request, assessment, INTERVIEW)


@get_or_post
@with_assessment("opened_interview")
def interview(request: HttpRequest, assessment: Assessment, thread: uuid.UUID) -> HttpResponse:
    """One meeting with the person: read or change it."""
    return entry(request, assessment, INTERVIEW, thread)


@get_or_post
@with_assessment("opened_capacity")
def capacity_new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Record capacity for one decision."""
    return entry(request, assessment, CAPACITY)


@get_or_post
@with_assessment("opened_capacity")
def capacity(request: HttpRequest, assessment: Assessment, thread: uuid.UUID) -> HttpResponse:
    """One capacity assessment: read or change it."""
    return entry(request, assessment, CAPACITY, thread)


@get_or_post
@with_assessment("opened_consultation")
def consultation_new(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Record who was consulted, or why not. ``?kind=`` may say whom the form begins with."""
    suggested = _suggested(request.GET.get("kind", ""), assessment.patient)
    return entry(request, assessment, CONSULTATION, suggested=suggested)


@get_or_post
@with_assessment("opened_consultation")
def consultation(request: HttpRequest, assessment: Assessment, thread: uuid.UUID) -> HttpResponse:
    """One consultation: read or change it."""
    return entry(request, assessment, CONSULTATION, thread)


@get_or_post
@with_assessment("opened_involvement")
def involvement(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Level of consent, advocate and interpreter."""
    return entry(request, assessment, INVOLVEMENT)


@get_or_post
@with_assessment("opened_meeting")
def meeting(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The section 117 discharge planning meeting."""
    return entry(request, assessment, MEETING)


def _suggested(kind: str, patient: Patient) -> dict[str, str]:
    """What a new consultation begins with: for the nearest relative, who is recorded as that."""
    if kind not in ConsultationKind.values:
        return {}
    if kind != ConsultationKind.NEAREST_RELATIVE:
        return {"kind": kind}
    return {
        "kind": kind,
        "name": patient.relative_name,
        "role": patient.relative_relationship,
    }
