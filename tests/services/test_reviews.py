"""Stage 4 through the services: what may be recorded, what blocks a seal, what a seal does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assessments.models import (
    ReviewAnswer,
)
from assessments.services import reviews
from assessments.services.refusals import Overtaken, Refused
from assessments.summary.reviews import review_summary
from cto.audit.models import Entry
from tests import factories as make
from tests.reviewing import (
    AT,
    BENEFITS,
    DISCHARGE,
    LATER,
    RELATIVE,
    decided,
    discharged,
    looked_at,
    met,
    opened,
    ready,
    said,
    sealed,
)


@pytest.fixture
def order(users):
    return make.order(users)


@pytest.fixture
def review(order, users):
    return opened(order, users)


# Opening -----------------------------------------------------------------------------------------
def test_a_review_that_was_not_planned_says_why(order, users):
    with pytest.raises(Refused, match="what led to this review"):
        opened(order, users, trigger="stress")
    with pytest.raises(Refused, match="why this review is held"):
        opened(order, users, trigger="whim")
    review = opened(order, users, trigger="stress", why="Her flat was flooded.")
    assert review.why == "Her flat was flooded."


def test_an_order_has_one_open_review(order, review, users):
    with pytest.raises(Refused, match="open already"):
        opened(order, users)


def test_opening_twice_with_one_form_opens_one_review(order, users):
    token = make.token()
    first = opened(order, users, submission=token)
    assert opened(order, users, submission=token) == first
    with pytest.raises(Refused, match="out of date"):
        reviews.open_review(order=order, trigger="planned", by=users.ot, submission=token, at=AT)


@pytest.mark.parametrize("who", ["mha", "auditor", "sysadmin"])
def test_only_clinicians_open_a_review(order, users, who):
    with pytest.raises(Refused, match="clinician of this person's team"):
        reviews.open_review(order=order, trigger="planned", by=getattr(users, who), at=AT)
    assert Entry.objects.filter(action="opened_review", outcome="refused").count() == 1


# The meeting -------------------------------------------------------------------------------------
def test_a_meeting_has_been_held_during_the_order(review, users):
    with pytest.raises(Refused, match="once it was held"):
        met(review, users, held_on=date(2027, 2, 2))
    with pytest.raises(Refused, match="on which the order was made"):
        met(review, users, held_on=date(2026, 11, 23))


def test_without_the_person_the_meeting_says_why(review, users):
    with pytest.raises(Refused, match="why the person was not there"):
        met(review, users, person_present=False)
    with pytest.raises(Refused, match="leave out why"):
        met(review, users, why_absent="At work.")
    row = met(review, users, person_present=False, why_absent="At work.")
    assert (row.person_present, row.why_absent) == (False, "At work.")


def test_a_meeting_changed_by_somebody_else_overtakes(review, users):
    first = met(review, users)
    met(review, users, present="Amara alone.", supersedes=first.pk)
    with pytest.raises(Overtaken) as overtaken:
        met(review, users, present="Everybody.", supersedes=first.pk)
    assert overtaken.value.clashes[0].current.present == "Amara alone."


# Answers and last time ---------------------------------------------------------------------------
@pytest.fixture
def second(order, users):
    """A second review, after one whose answers on benefits were the team's and the person's."""
    first = ready(order, users)
    said(first, users.nurse, BENEFITS, "No admission.")
    said(first, users.nurse, BENEFITS, "Fewer visits.", voice="patient")
    reviews.seal(review=first, by=users.rc, at=AT + timedelta(hours=1))
    return opened(order, users, LATER)


def last(review, key=BENEFITS, voice="team"):
    return review_summary(review, as_of=LATER).question(key).by(voice)


def test_nothing_from_last_time_is_carried_silently(second):
    answer = last(second)
    assert (answer.given, answer.last.text, answer.last.said_on) == (
        False,
        "No admission.",
        AT.date(),
    )
    assert not ReviewAnswer.objects.filter(review=second).exists()


def test_new_words_beside_last_times_answer_need_a_mark(second, users):
    with pytest.raises(Refused, match="still true, changed, or drop"):
        said(second, users.nurse, BENEFITS, "One admission.", LATER)
    row = said(second, users.nurse, BENEFITS, "One admission.", LATER, mark="changed")
    assert (row.mark, row.previous.text) == ("changed", "No admission.")


def test_still_true_keeps_the_words_because_somebody_said_so(second, users):
    row = said(second, users.ot, BENEFITS, "", LATER, mark="still_true")
    assert (row.text, row.standing, row.recorded_by) == ("No admission.", "recorded", users.ot)
    with pytest.raises(Refused, match="clear the text"):
        said(second, users.ot, BENEFITS, "Else.", LATER, mark="still_true", supersedes=row.pk)


@pytest.mark.parametrize("text", ["", "No admission."])
def test_changed_says_what_has_changed(second, users, text):
    with pytest.raises(Refused, match="what has changed"):
        said(second, users.nurse, BENEFITS, text, LATER, mark="changed")


def test_a_mark_is_on_the_answer_that_was_shown(second, users):
    with pytest.raises(Refused, match="out of date"):
        said(second, users.nurse, BENEFITS, "", LATER, mark="dropped", previous=make.token())
    with pytest.raises(Refused, match="no answer from last time"):
        said(second, users.nurse, RELATIVE, "", LATER, mark="dropped")


def test_what_was_dropped_is_not_shown_again_and_what_was_left_is(order, second, users):
    said(second, users.nurse, BENEFITS, "", LATER, mark="dropped")
    met(second, users, LATER)
    reviews.answer(
        review=second,
        key=BENEFITS,
        voice="patient",
        standing="not_discussed",
        by=users.nurse,
        at=LATER,
    )
    said(second, users.nurse, DISCHARGE, "", LATER, mark="still_true")
    decided(second, users, LATER)
    reviews.seal(review=second, by=users.rc, at=LATER + timedelta(hours=1))

    third = opened(order, users, LATER + timedelta(days=1))
    assert last(third).last is None
    assert last(third, voice="patient").last.text == "Fewer visits."
    assert last(third, DISCHARGE).last.text == "Not yet, on 1 February."


def test_new_words_in_place_of_what_was_dropped_are_last_times_next_time(order, second, users):
    said(second, users.nurse, BENEFITS, "Nothing is known of any.", LATER, mark="dropped")
    ready_again(second, users)
    assert last(opened(order, users, LATER + timedelta(days=1))).last.text == (
        "Nothing is known of any."
    )


def test_why_not_discharge_is_answered_in_words(second, users):
    for values in (
        {"standing": "not_discussed"},
        {"standing": "not_known"},
        {"standing": "recorded", "mark": "dropped"},
    ):
        with pytest.raises(Refused, match="If it was not discussed, enter why not"):
            reviews.answer(review=second, key=DISCHARGE, by=users.nurse, at=LATER, **values)


def test_why_discharge_was_not_discussed_is_said_beside_it(review, users):
    row = said(review, users.nurse, DISCHARGE, "She had to leave.", standing="not_discussed")
    assert (row.standing, row.text) == ("not_discussed", "She had to leave.")


def ready_again(review, users):
    met(review, users, LATER)
    said(review, users.nurse, DISCHARGE, "", LATER, mark="still_true")
    looked_at(review, users, LATER)
    decided(review, users, LATER)
    reviews.seal(review=review, by=users.rc, at=LATER + timedelta(hours=1))


def test_last_time_is_what_was_sealed_not_what_a_correction_began(order, users):
    first, _ = sealed(order, users)
    reviews.correct(review=first, reason="Wrong.", by=users.rc, at=AT + timedelta(days=1))
    stood = ReviewAnswer.objects.get(review=first)
    said(first, users.nurse, DISCHARGE, "Else.", AT + timedelta(days=1), supersedes=stood.pk)
    reviews.close(review=first, reason="Not needed.", by=users.rc, at=AT + timedelta(days=2))

    assert last(opened(order, users, LATER), DISCHARGE).last.text == "Not yet, on 1 February."


def test_a_review_closed_without_a_record_leaves_nothing_for_next_time(order, users):
    first = ready(order, users)
    reviews.close(review=first, reason="Entered in error.", by=users.rc, at=AT)
    assert last(opened(order, users, LATER), DISCHARGE).last is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"standing": "recorded"}, "Enter the answer"),
        ({"standing": "not_discussed", "text": "A."}, "Remove what you typed"),
        ({"standing": "recorded", "text": "A.", "voice": "priest"}, "whose words"),
        ({"standing": "recorded", "text": "A\u202eB"}, "right-to-left override"),
        ({"standing": "recorded", "text": "A.", "key": "risk.self"}, "one of the review"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused(review, users, given, reason):
    values = {"key": BENEFITS, **given}
    with pytest.raises(Refused, match=reason):
        reviews.answer(review=review, by=users.nurse, at=AT, **values)


def test_the_same_form_twice_answers_once(review, users):
    token = make.token()
    first = said(review, users.nurse, BENEFITS, "Good.", submission=token)
    assert said(review, users.nurse, BENEFITS, "Good.", submission=token) == first
    assert Entry.objects.filter(action="answered_review_question").count() == 1


# The outcome -------------------------------------------------------------------------------------
def test_the_outcome_is_the_responsible_clinicians_own(review, users):
    with pytest.raises(Refused, match="responsible clinician can do this"):
        reviews.decide(review=review, outcome="continue", reasons="R.", by=users.nurse, at=AT)


def test_a_discharge_comes_with_a_strategy(review, users):
    with pytest.raises(Refused, match="if formal powers were needed again"):
        decided(review, users, outcome="discharge")
    row = decided(review, users, outcome="discharge", reinstatement="Ring the team.")
    assert row.reinstatement == "Ring the team."


def test_the_next_local_review_is_at_most_six_months_ahead(review, users):
    met(review, users)
    with pytest.raises(Refused, match="on or before 31 July 2027"):
        decided(review, users, next_on=date(2027, 8, 1))
    with pytest.raises(Refused, match="after this meeting"):
        decided(review, users, next_on=AT.date())
    assert decided(review, users, next_on=date(2027, 7, 31)).next_on == date(2027, 7, 31)


def test_where_the_order_goes_on_a_next_local_review_is_agreed(review, users):
    with pytest.raises(Refused, match="Enter the day of the next local review"):
        decided(review, users, next_on=None)
    row = decided(review, users, outcome="discharge", reinstatement="Ring.", next_on=None)
    assert row.next_on is None


@pytest.mark.parametrize("outcome", ["continue", "vary", "extend"])
def test_an_order_that_has_ended_does_not_go_on(order, review, users, outcome):
    discharged(order, users, AT)
    with pytest.raises(Refused, match="The order has ended, so it cannot go on"):
        decided(review, users, LATER, outcome=outcome)
    after = {"outcome": "discharge", "reinstatement": "Ring.", "next_on": None}
    assert decided(review, users, LATER, **after).outcome == "discharge"
    step = review_summary(review, as_of=LATER).outcome.step
    assert step.sentence == "The order has ended. Nothing more is signed under it."


def test_an_order_that_expired_has_ended(review, users):
    with pytest.raises(Refused, match="The order has ended"):
        decided(review, users, datetime(2027, 6, 1, 9, 0, tzinfo=UTC))


def test_an_outcome_from_before_the_end_is_not_sealed_after_it(order, users):
    review = ready(order, users)
    discharged(order, users, AT)
    with pytest.raises(Refused, match="The order has ended, so it cannot go on"):
        reviews.seal(review=review, by=users.rc, at=AT + timedelta(hours=1))


def test_a_correction_after_the_end_keeps_the_outcome_that_was_sealed(order, users):
    review, _ = sealed(order, users)
    discharged(order, users, LATER)
    reviews.correct(review=review, reason="A name.", by=users.rc, at=LATER)
    decided(review, users, LATER, reasons="Too early for Amara.")
    record = reviews.seal(review=review, by=users.rc, at=LATER)
    assert (record.version, record.outcome) == (2, "continue")
    assert "goes on until its last day" not in record.snapshot


# Closing -----------------------------------------------------------------------------------------
def test_a_closed_review_takes_nothing_more(review, users):
    with pytest.raises(Refused, match="reason for closing"):
        reviews.close(review=review, reason="", by=users.rc, at=AT)
    reviews.close(review=review, reason="Entered in error.", by=users.rc, at=AT)
    assert review.status == "closed"
    with pytest.raises(Refused, match="not open"):
        met(review, users)
    with pytest.raises(Refused, match="is closed"):
        reviews.close(review=review, reason="Again.", by=users.rc, at=AT)


@pytest.mark.parametrize("verb", [reviews.correct, reviews.close])
def test_only_the_responsible_clinician_corrects_and_closes(order, users, verb):
    review = sealed(order, users)[0] if verb is reviews.correct else ready(order, users)
    with pytest.raises(Refused, match="responsible clinician can do this"):
        verb(review=review, reason="Because.", by=users.nurse, at=LATER)
