"""The domain's addresses. No name, no number of a person and no clinical word stands in one."""

from django.urls import path, register_converter

from assessments.converters import (
    ConditionKey,
    DomainKey,
    EventKind,
    FactorKey,
    OptionKey,
    RecordReference,
    ReviewKey,
)
from assessments.views import (
    after_decision,
    agreement,
    assessment,
    calculator,
    calendar_feed,
    condition_withdrawal,
    conditions,
    considerations,
    contacts,
    decision,
    due,
    home,
    involved,
    opinions,
    options,
    order_events,
    orders,
    particulars,
    people,
    process,
    readiness,
    reassign,
    records,
    returning,
    review_questions,
    review_records,
    review_signing,
    reviews,
    signing,
    statement,
    voices,
)

register_converter(FactorKey, "factor")
register_converter(DomainKey, "domain")
register_converter(OptionKey, "option")
register_converter(ReviewKey, "review_question")
register_converter(EventKind, "event")
register_converter(ConditionKey, "condition")
register_converter(RecordReference, "record")

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
        "assessments/<uuid:pk>/conditions/new/<condition:key>/",
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
    path("records/<record:reference>/", records.record, name="record"),
    path("records/<record:reference>/pdf/", records.record_pdf, name="record-pdf"),
    path(
        "assessments/<uuid:pk>/after/explanation/",
        after_decision.explanation,
        name="after-explanation",
    ),
    path("assessments/<uuid:pk>/after/rights/", after_decision.rights, name="after-rights"),
    path("assessments/<uuid:pk>/after/form/", after_decision.statutory_form, name="after-form"),
    path("assessments/<uuid:pk>/after/review/", after_decision.review, name="after-review"),
    # Contacts and conditions in use -------------------------------------------------------------
    path("orders/<uuid:pk>/", orders.order, name="order"),
    path("orders/<uuid:pk>/events/", order_events.events, name="order-events"),
    path(
        "orders/<uuid:pk>/events/<event:kind>/new/",
        order_events.event_new,
        name="order-event-new",
    ),
    path(
        "orders/<uuid:pk>/events/<uuid:event>/correct/",
        order_events.event_correct,
        name="order-event-correct",
    ),
    path(
        "orders/<uuid:pk>/events/<uuid:event>/strike/",
        order_events.event_strike,
        name="order-event-strike",
    ),
    path("orders/<uuid:pk>/contacts/", contacts.contacts, name="contacts"),
    path("orders/<uuid:pk>/contacts/new/", contacts.contact_new, name="contact-new"),
    path("orders/<uuid:pk>/contacts/<uuid:thread>/", contacts.contact, name="contact"),
    path(
        "orders/<uuid:pk>/contacts/<uuid:thread>/withdraw/",
        contacts.contact_withdraw,
        name="contact-withdraw",
    ),
    # What is due -------------------------------------------------------------------------------
    path("due/", due.due, name="due"),
    path("due/filter/", due.due_filter, name="due-filter"),
    path("due/csv/", due.due_csv, name="due-csv"),
    path("due/seen/", due.due_seen, name="due-seen"),
    path("due/reassign/", reassign.due_reassign, name="due-reassign"),
    path("calendar/", calendar_feed.calendar, name="calendar"),
    path("calendar/<slug:token>.ics", calendar_feed.calendar_feed, name="calendar-feed"),
    # Reviews ------------------------------------------------------------------------------------
    path("orders/<uuid:pk>/reviews/new/", reviews.review_new, name="review-new"),
    path("reviews/<uuid:pk>/", reviews.review, name="review"),
    path("reviews/<uuid:pk>/meeting/", reviews.meeting, name="review-meeting"),
    path(
        "reviews/<uuid:pk>/questions/<review_question:key>/",
        review_questions.question,
        name="review-question",
    ),
    path("reviews/<uuid:pk>/outcome/", reviews.outcome, name="review-outcome"),
    path("reviews/<uuid:pk>/check/", review_records.check, name="review-check"),
    path("reviews/<uuid:pk>/draft/", review_records.draft, name="review-draft"),
    path("reviews/<uuid:pk>/seal/", review_signing.seal, name="review-seal"),
    path("reviews/<uuid:pk>/correct/", review_signing.correct, name="review-correct"),
    path("reviews/<uuid:pk>/close/", review_signing.close, name="review-close"),
    path("review-records/<record:reference>/", review_records.record, name="review-record"),
    path(
        "review-records/<record:reference>/pdf/",
        review_records.record_pdf,
        name="review-record-pdf",
    ),
    # The date calculator ------------------------------------------------------------------------
    path("dates/", calculator.calculator, name="calculator"),
]
