"""A review of an order read as one frozen summary, and the records of those that are sealed."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from assessments import guideline
from assessments.models import Order, OrderEvent, Review, ReviewAnswer, ReviewOutcome, ReviewRecord
from assessments.statute import rules
from assessments.statute.after_review import GOES_ON, next_review_faults, next_step, outcome_faults
from assessments.statute.conditions_in_force import OrderCondition, conditions_in_force
from assessments.statute.ledger import Story
from assessments.statute.plain_words import DEADLINES, STATUSES
from assessments.statute.results import Deadline, Status
from assessments.summary import review_shapes as shapes
from assessments.summary.contact_frequency import frequency
from assessments.summary.contacts import life_of, logged
from assessments.summary.orders import entries_of, ledger, story_of
from assessments.summary.particulars import person
from assessments.summary.read import PEOPLE
from assessments.summary.review_rows import (
    PATIENT,
    TEAM,
    VOICES,
    Answers,
    ReviewRows,
    fetch,
    meeting_of,
    read_again,
    rows_of_question,
)
from assessments.summary.shapes import Fact, Replaces
from assessments.summary.topics import who
from cto.accounts.models import User
from cto.design.words import short_day

# The question of discharge comes first of the five.
FACTORS = sorted(guideline.factors_of("review"), key=lambda each: each.key != shapes.DISCHARGE)
KEYS = tuple(factor.key for factor in FACTORS)
TRIGGERS = {prompt.key: prompt.text for prompt in guideline.REVIEW_TRIGGERS}
PLANNED = "planned"


def review_summary(review: Review, *, as_of: datetime | None = None) -> shapes.ReviewSummary:
    """Everything recorded in this review, read afresh: a fixed number of queries.

    The order's status and dates are those at ``as_of`` (now, left out).
    """
    return summarise(fetch(read_again(review.pk)), as_of=as_of or timezone.now())


def summary_of(review: Review) -> shapes.ReviewSummary:
    """The summary for a page that has just fetched the review with ``review_for``."""
    return summarise(fetch(review), as_of=timezone.now())


def question_now(review: Review, key: str) -> shapes.Question:
    """One question as it stands, with last time's answers: four queries."""
    found = rows_of_question(review, key)
    return _question(guideline.factor(key), found)


def summarise(found: ReviewRows, *, as_of: datetime) -> shapes.ReviewSummary:
    """The summary of rows already fetched, with the order's ledger and its contacts."""
    review, patient = found.review, found.review.order.patient
    events = ledger(review.order)
    story = story_of(review.order, events, as_of=as_of)
    now = _order(review.order, story)
    day = found.meeting.held_on if found.meeting else timezone.localdate(as_of)
    return shapes.ReviewSummary(
        id=str(review.pk),
        reference=review.reference,
        version=review.version,
        replaces=_replaces(found),
        status=review.status,
        opened_at=timezone.localtime(review.opened_at),
        opened_by=who(review.opened_by),
        guideline_edition=review.guideline_edition,
        rules_edition=rules.RULES_EDITION,
        person=person(patient),
        trigger=review.trigger,
        trigger_words=TRIGGERS[review.trigger],
        why=review.why,
        order=now,
        meeting=_meeting(found),
        questions=tuple(_question(factor, found) for factor in FACTORS),
        outcome=_outcome(found, now),
        conditions=_conditions(events, day, patient.called),
        contacts=_contacts(review.order, events, story, day),
        contact_caveat=contact_caveat(),
        signatures=(),
    )


def _replaces(found: ReviewRows) -> Replaces | None:
    step = found.reopened
    if step is None:
        return None
    return Replaces(
        version=step.version - 1,
        reason=step.reason,
        by=who(step.taken_by),
        at=timezone.localtime(step.taken_at),
    )


def _order(order: Order, story: Story) -> shapes.OrderNow:
    timeline = story.timeline
    dates = tuple(
        _act_date(key, timeline.deadlines[key]) for key in DEADLINES if key in timeline.deadlines
    )
    return shapes.OrderNow(
        id=str(order.pk),
        status=timeline.status.value,
        status_words=STATUSES[timeline.status],
        made_on=order.made_on,
        dates=dates,
    )


def _act_date(key: str, found: Deadline) -> shapes.ActDate:
    note = ""
    if found.when.debatable:
        note = f"debatable; the safe reading is {_when(found.when.safe)}"
    return shapes.ActDate(key, DEADLINES[key].title, _when(found.when.on), found.source, note)


def _when(value: date | datetime) -> str:
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{short_day(local.date())} at {local:%H:%M}"
    return short_day(value)


def _meeting(found: ReviewRows) -> shapes.Meeting | None:
    row = found.meeting
    if row is None:
        return None
    return shapes.Meeting(
        row=str(row.pk),
        held_on=row.held_on,
        person_present=row.person_present,
        why_absent=row.why_absent,
        present=row.present,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def _question(factor: guideline.Factor, found: Answers) -> shapes.Question:
    called = found.review.order.patient.called
    words = {TEAM: "The team", PATIENT: f"{called}, in their own words"}
    answers = tuple(_answer(factor.key, voice, words[voice], found) for voice in VOICES)
    silent = [each.voice for each in answers if not each.given]
    missing = tuple(words[voice] for voice in silent if voice in factor.perspectives)
    return shapes.Question(factor.key, factor.title, factor.question, answers, missing)


def _answer(key: str, voice: str, words: str, found: Answers) -> shapes.Answer:
    row, last = found.answers.get((key, voice)), found.before.get((key, voice))
    shown = None
    if last is not None:
        shown = shapes.LastTime(
            str(last.row.pk), last.row.text, last.said_on, who(last.row.recorded_by)
        )
    if row is None:
        return shapes.Answer(voice, words, last=shown)
    return shapes.Answer(
        voice=voice,
        voice_words=words,
        row=str(row.pk),
        text=row.text,
        standing=row.standing,
        standing_words=ReviewAnswer.Standing(row.standing).label,
        mark=row.mark,
        mark_words=ReviewAnswer.Mark(row.mark).label if row.mark else "",
        last=shown,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def _outcome(found: ReviewRows, now: shapes.OrderNow) -> shapes.Outcome | None:
    row = found.outcome
    if row is None:
        return None
    return shapes.Outcome(
        row=str(row.pk),
        outcome=row.outcome,
        outcome_words=ReviewOutcome.Outcome(row.outcome).label,
        reasons=row.reasons,
        reinstatement=row.reinstatement,
        next_on=row.next_on,
        step=_next(row.outcome, found.review.order, now.status),
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def _conditions(
    events: Sequence[OrderEvent], on: date, called: str
) -> tuple[shapes.ConditionNow, ...]:
    standing = conditions_in_force(entries_of(events), on, person=called).standing
    return tuple(
        shapes.ConditionNow(number, len(standing), each.wording, _beside(each))
        for number, each in enumerate(standing, 1)
    )


def _beside(condition: OrderCondition) -> str:
    """What stands beside a condition: that the law sets it, or that it is suspended."""
    if condition.mandatory:
        return "mandatory, s.17B(3)"
    if condition.suspension is None:
        return ""
    until = condition.suspension.until
    ends = f" until {short_day(until)}" if until else ""
    return f"suspended since {short_day(condition.suspension.since)}{ends}, s.17B(5)"


def _contacts(
    order: Order, events: Sequence[OrderEvent], story: Story, on: date
) -> tuple[Fact, ...]:
    """Contacts that happened in each of the last full months before the day: one query."""
    life = life_of(entries_of(events), story)
    months = frequency(logged(order, {}), life, on).months
    return tuple(Fact(month.name, str(month.count)) for month in months)


def contact_caveat() -> str:
    """How the frequency of contact is to be read: the study it stands beside, and its limits."""
    study = guideline.evidence("swartz")
    return (
        f"{study.title}: {study.finding} {study.caveat} Three contacts a month is not a target, "
        f"and the study cannot say what one person needs. {study.kind}. Source: {study.cited}."
    )


def review_for(user: User, pk: uuid.UUID) -> Review | None:
    """The review with its order and the person, if the user may see them."""
    people = tuple(f"order__{name}" for name in ("patient", *PEOPLE))
    found = Review.objects.visible_to(user).filter(pk=pk)
    found = found.select_related("opened_by", "order", *people)
    return next(iter(found.order_by()[:1]), None)


def open_review(order: Order) -> Review | None:
    """The review of this order that is open, if there is one."""
    return order.reviews.open().first()


def sealed_record(user: User, reference: str) -> ReviewRecord | None:
    """The record of a review with this reference, if the user may see the person; without bytes."""
    return (
        ReviewRecord.objects.filter(reference=reference, review__in=Review.objects.visible_to(user))
        .defer("pdf", "snapshot")
        .select_related(
            "sealed_by",
            "review__order__patient__inpatient_team",
            "review__order__patient__community_team",
        )
        .first()
    )


def sealed_reference(review: Review, version: int) -> str:
    """The reference of the record of this version, empty while it is not sealed."""
    found = ReviewRecord.objects.filter(review=review, version=version)
    return found.values_list("reference", flat=True).first() or ""


def next_of(record: ReviewRecord) -> tuple[str, shapes.Next]:
    """The outcome of a sealed review in words, and what comes next under the Act."""
    order = record.review.order
    return ReviewOutcome.Outcome(record.outcome).label, _next(record.outcome, order, order.status)


def reasons_not_this_outcome(
    review: Review, outcome: str, next_on: date | None, *, as_of: datetime
) -> tuple[str, ...]:
    """Why a review cannot have this outcome, with this next local review, at ``as_of``."""
    ended = story_of(review.order, as_of=as_of).timeline.status.value in shapes.ENDED
    if outcome != outcome_sealed_before(review) and (
        faults := outcome_faults(outcome, ended=ended)
    ):
        return faults
    meeting = meeting_of(review)
    return next_review_faults(
        next_on,
        meeting.held_on if meeting else None,
        goes_on=outcome in GOES_ON and not ended,
    )


def outcome_sealed_before(review: Review) -> str:
    """The outcome of the version that this one corrects, empty for a first version."""
    if review.version == 1:
        return ""
    before = ReviewRecord.objects.filter(review=review, version__lt=review.version)
    return before.order_by("-version").values_list("outcome", flat=True).first() or ""


def _next(outcome: str, order: Order, status: str) -> shapes.Next:
    recalled, ended = status == Status.RECALLED.value, status in shapes.ENDED
    step = next_step(outcome, order.nation, recalled=recalled, ended=ended)
    return shapes.Next(step.kind, step.form, step.sentence, step.source)


def records_of(review: Review) -> list[ReviewRecord]:
    """Every sealed version of one review, newest first, without bytes."""
    return list(
        ReviewRecord.objects.filter(review=review)
        .defer("pdf", "snapshot")
        .select_related("sealed_by")
        .order_by("-version")
    )
