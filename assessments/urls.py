"""The domain's addresses. No name, no number of a person and no clinical word stands in one."""

from django.urls import path, register_converter

from assessments.converters import DomainKey, FactorKey, OptionKey
from assessments.views import (
    after_decision,
    agreement,
    assessment,
    calculator,
    condition_withdrawal,
    conditions,
    considerations,
    decision,
    home,
    involved,
    opinions,
    options,
    particulars,
    people,
    process,
    readiness,
    records,
    returning,
    signing,
    statement,
    voices,
)

register_converter(FactorKey, "factor")
register_converter(DomainKey, "domain")
register_converter(OptionKey, "option")

urlpatterns = [
    # People ------------------------------------------------------------------------------------
    path("", home.home, name="home"),
    path("people/search/", people.search, name="people-search"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/identity/", particulars.identity, name="person-identity"),
    path("people/<uuid:pk>/detention/", particulars.detention, name="person-detention"),
    path("people/<uuid:pk>/roles/", particulars.roles, name="person-roles"),
    path("people/<uuid:pk>/relatives/", particulars.relatives, name="person-relatives"),
    path("people/<uuid:pk>/assessments/new/", people.assessment_new, name="assessment-new"),
    path("assessments/<uuid:pk>/review-date/", particulars.review_move, name="review-move"),
    # Stage 1 and deliberation ------------------------------------------------------------------
    path("assessments/<uuid:pk>/", assessment.assessment, name="assessment"),
    path("assessments/<uuid:pk>/factors/<factor:key>/", considerations.factor, name="factor"),
    path(
        "assessments/<uuid:pk>/factors/<factor:key>/history/",
        considerations.history,
        name="history",
    ),
    path(
        "assessments/<uuid:pk>/factors/<factor:key>/carers/new/",
        voices.carer_new,
        name="carer-new",
    ),
    path(
        "assessments/<uuid:pk>/factors/<factor:key>/carers/<uuid:thread>/",
        voices.carer,
        name="carer",
    ),
    path(
        "assessments/<uuid:pk>/factors/<factor:key>/notes/mine/",
        voices.note_mine,
        name="note-mine",
    ),
    path("assessments/<uuid:pk>/factors/<factor:key>/notes/new/", voices.note_new, name="note-new"),
    path(
        "assessments/<uuid:pk>/factors/<factor:key>/notes/<uuid:row>/confirm/",
        voices.note_confirm,
        name="note-confirm",
    ),
    path("assessments/<uuid:pk>/domains/<domain:key>/", considerations.domain, name="domain"),
    path("assessments/<uuid:pk>/overview/", considerations.overview, name="overview"),
    path("assessments/<uuid:pk>/options/", options.options, name="options"),
    path("assessments/<uuid:pk>/options/<option:key>/", options.option, name="option"),
    path("assessments/<uuid:pk>/pause/", options.pause, name="pause"),
    path("assessments/<uuid:pk>/views/", opinions.views, name="views"),
    path("assessments/<uuid:pk>/views/mine/", opinions.view_mine, name="view-mine"),
    path("assessments/<uuid:pk>/views/reveal/", opinions.views_reveal, name="views-reveal"),
    path("assessments/<uuid:pk>/team/", involved.people_involved, name="people-involved"),
    # Stages 2 and 3 ----------------------------------------------------------------------------
    path("assessments/<uuid:pk>/agreement/", agreement.agreement, name="agreement"),
    path("assessments/<uuid:pk>/conditions/", conditions.conditions, name="conditions"),
    path(
        "assessments/<uuid:pk>/conditions/new/<slug:key>/",
        conditions.condition_new,
        name="condition-new",
    ),
    path("assessments/<uuid:pk>/conditions/<uuid:thread>/", conditions.condition, name="condition"),
    path(
        "assessments/<uuid:pk>/conditions/<uuid:thread>/withdraw/",
        condition_withdrawal.condition_withdraw,
        name="condition-withdraw",
    ),
    path("assessments/<uuid:pk>/process/", process.process, name="process"),
    path("assessments/<uuid:pk>/interviews/new/", process.interview_new, name="interview-new"),
    path("assessments/<uuid:pk>/interviews/<uuid:thread>/", process.interview, name="interview"),
    path("assessments/<uuid:pk>/capacity/new/", process.capacity_new, name="capacity-new"),
    path("assessments/<uuid:pk>/capacity/<uuid:thread>/", process.capacity, name="capacity"),
    path("assessments/<uuid:pk>/involvement/", process.involvement, name="involvement"),
    path(
        "assessments/<uuid:pk>/consultations/new/",
        process.consultation_new,
        name="consultation-new",
    ),
    path(
        "assessments/<uuid:pk>/consultations/<uuid:thread>/",
        process.consultation,
        name="consultation",
    ),
    path("assessments/<uuid:pk>/meeting/", process.meeting, name="meeting"),
    # Decision, record and after ----------------------------------------------------------------
    path("assessments/<uuid:pk>/decision/", decision.decision, name="decision"),
    path("assessments/<uuid:pk>/readiness/", readiness.readiness, name="readiness"),
    path("assessments/<uuid:pk>/put-forward/", signing.put_forward, name="put-forward"),
    path("assessments/<uuid:pk>/statement/", statement.statement, name="statement"),
    path("assessments/<uuid:pk>/return/", returning.return_to_team, name="return-to-team"),
    path("assessments/<uuid:pk>/seal/", signing.seal, name="seal"),
    path("assessments/<uuid:pk>/close/", returning.close, name="close"),
    path("assessments/<uuid:pk>/check/", records.check, name="check"),
    path("assessments/<uuid:pk>/draft/", records.draft, name="draft"),
    path("assessments/<uuid:pk>/correct/", records.correct, name="correct"),
    path("records/<slug:reference>/", records.record, name="record"),
    path("records/<slug:reference>/pdf/", records.record_pdf, name="record-pdf"),
    path(
        "assessments/<uuid:pk>/after/explanation/",
        after_decision.explanation,
        name="after-explanation",
    ),
    path("assessments/<uuid:pk>/after/rights/", after_decision.rights, name="after-rights"),
    path("assessments/<uuid:pk>/after/form/", after_decision.statutory_form, name="after-form"),
    path("assessments/<uuid:pk>/after/review/", after_decision.review, name="after-review"),
    # The date calculator ------------------------------------------------------------------------
    path("dates/", calculator.calculator, name="calculator"),
]
