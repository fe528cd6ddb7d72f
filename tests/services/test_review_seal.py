"""Sealing and correcting a review: what blocks it, what it stores, what it moves."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.documents.marks import check_code
from assessments.models import (
    DueItem,
    Review,
    ReviewDate,
    ReviewMeeting,
    ReviewRecord,
)
from assessments.services import after_decision, review_seal, reviews, worklist
from assessments.services.refusals import Refused
from assessments.summary.canonical import content_hash
from assessments.summary.reviews import review_summary
from cto.audit.models import Entry
from tests import factories as make
from tests.reviewing import (
    AT,
    BENEFITS,
    DISCHARGE,
    LATER,
    OWN_VIEW,
    decided,
    met,
    next_day,
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


def local(order, on: date, users) -> ReviewDate:
    return after_decision.set_review_date(
        assessment=order.assessment, due_on=on, agreed_with_person=True, by=users.rc, at=AT
    )


def standing_date(order) -> ReviewDate:
    return ReviewDate.objects.current().get(assessment=order.assessment)


def test_a_review_runs_from_opening_to_a_sealed_record(order, users):
    review, record = sealed(order, users)

    assert (review.status, record.version, record.outcome) == ("sealed", 1, "continue")
    assert record.reference == f"{review.reference}-v1"
    assert hashlib.sha256(bytes(record.pdf)).hexdigest() == record.pdf_sha256
    assert hashlib.sha256(record.snapshot.encode()).hexdigest() == record.snapshot_sha256
    assert record.check_code == check_code(record.snapshot.encode())
    told = json.loads(record.snapshot)
    assert told["person"]["name"] == "Amara Test"
    assert told["order"]["status"] == "in_force"
    assert told["questions"][0]["key"] == DISCHARGE
    assert told["signatures"][0]["by"]["name"] == users.rc.name


# What blocks a seal ------------------------------------------------------------------------------
def test_meeting_outcome_and_discharge_block_a_first_seal(review, users):
    with pytest.raises(Refused) as refusal:
        reviews.seal(review=review, by=users.rc, at=AT)
    assert refusal.value.reasons == (
        "Record when the review was held and who was there.",
        "Answer in words why the person is not discharged today. If it was not discussed, say why.",
        "Record the outcome and its reasons.",
    )
    met(review, users)
    decided(review, users)
    said(review, users.nurse, DISCHARGE, "She had to leave.", standing="not_discussed")
    assert reviews.seal(review=review, by=users.rc, at=AT).version == 1


def test_the_persons_words_alone_do_not_answer_for_the_team(order, users):
    review = opened(order, users)
    met(review, users)
    decided(review, users)
    said(review, users.nurse, DISCHARGE, "Please.", voice="patient")
    with pytest.raises(Refused, match="not discharged today"):
        reviews.seal(review=review, by=users.rc, at=AT)


def test_a_text_that_cannot_be_printed_blocks_a_seal(order, users):
    review = ready(order, users)
    said(review, users.nurse, BENEFITS, "A private sign: \ue000")
    with pytest.raises(Refused, match="fonts cannot print"):
        reviews.seal(review=review, by=users.rc, at=AT)


def test_a_meeting_moved_after_the_outcome_is_measured_again(order, users):
    review = ready(order, users, LATER, next_on=date(2027, 10, 11))
    row = ReviewMeeting.objects.get(review=review)
    met(review, users, LATER, held_on=date(2027, 4, 1), supersedes=row.pk)
    with pytest.raises(Refused, match="on or before 30 September 2027"):
        reviews.seal(review=review, by=users.rc, at=LATER)


@pytest.mark.parametrize("who", ["nurse", "amhp", "mha", "other"])
def test_nobody_but_this_persons_responsible_clinician_seals(order, users, who):
    review = ready(order, users)
    with pytest.raises(Refused, match="responsible clinician can do this"):
        reviews.seal(review=review, by=getattr(users, who), at=AT)
    assert not ReviewRecord.objects.exists()


def test_a_seal_is_on_what_stood_on_the_page(order, users):
    review = ready(order, users)
    shown = content_hash(review_summary(review, as_of=AT))
    said(review, users.nurse, BENEFITS, "Good.")
    with pytest.raises(Refused, match="changed after this page was opened"):
        reviews.seal(review=review, shown=shown, by=users.rc, at=AT)


def test_what_changes_while_it_is_printed_is_not_sealed(order, users, monkeypatch):
    review = ready(order, users)

    def printing(summary: Any, *, mark: Any) -> bytes:
        said(review, users.nurse, BENEFITS, "Good.")
        return b"%PDF-"

    monkeypatch.setattr(review_seal, "review_record", printing)
    with pytest.raises(Refused, match="Somebody changed an answer"):
        reviews.seal(review=review, by=users.rc, at=AT)
    assert (Review.objects.get().status, ReviewRecord.objects.count()) == ("open", 0)


# What a seal does to the local review date -------------------------------------------------------
def test_sealing_moves_the_local_review_and_no_date_of_the_act(order, users):
    local(order, date(2027, 2, 1), users)
    act = set(DueItem.objects.filter(statutory=True).values_list("key", "due_on"))

    sealed(order, users)

    row = standing_date(order)
    assert (row.due_on, row.agreed_with_person) == (next_day(), True)
    assert row.reason == "Agreed at the review of 1 February 2027"
    assert DueItem.objects.get(statutory=False).due_on == next_day()
    assert set(DueItem.objects.filter(statutory=True).values_list("key", "due_on")) == act


def test_sealing_sets_a_local_review_where_there_was_none(order, users):
    sealed(order, users, LATER, next_on=date(2027, 9, 1))
    assert standing_date(order).due_on == date(2027, 9, 1)


TO_DISCHARGE = {"outcome": "discharge", "reinstatement": "Ring the team.", "next_on": None}


def test_without_a_next_review_the_one_that_was_held_is_done(order, users):
    local(order, date(2027, 2, 1), users)
    sealed(order, users, LATER, **TO_DISCHARGE)
    assert not DueItem.objects.filter(statutory=False).exists()
    assert worklist.drift([order.patient]) == []


def test_without_a_next_review_one_that_is_still_ahead_stays(order, users):
    before = local(order, date(2027, 5, 1), users)
    sealed(order, users, LATER, **TO_DISCHARGE)
    assert DueItem.objects.get(statutory=False).due_on == before.due_on


def test_a_review_that_was_only_begun_ends_no_local_review(order, users):
    local(order, date(2027, 2, 1), users)
    ready(order, users, LATER, **TO_DISCHARGE)
    worklist.refresh(order.patient)
    assert DueItem.objects.get(statutory=False).due_on == date(2027, 2, 1)


def test_last_times_answers_that_nobody_looked_at_again_block_a_seal(order, users):
    first = ready(order, users)
    said(first, users.nurse, BENEFITS, "No admission.")
    reviews.seal(review=first, by=users.rc, at=AT)
    review = opened(order, users, LATER)
    met(review, users, LATER)
    decided(review, users, LATER)
    said(review, users.nurse, DISCHARGE, "", LATER, mark="still_true")
    with pytest.raises(Refused, match="last time’s answer to “Benefits of the order”"):
        reviews.seal(review=review, by=users.rc, at=LATER)
    reviews.answer(review=review, key=BENEFITS, standing="not_discussed", by=users.nurse, at=LATER)
    assert reviews.seal(review=review, by=users.rc, at=LATER).version == 1


def test_a_correction_that_leaves_the_day_moves_nothing(order, users):
    local(order, date(2027, 2, 1), users)
    review, _ = sealed(order, users)
    moved = after_decision.set_review_date(
        assessment=order.assessment,
        due_on=date(2027, 3, 3),
        agreed_with_person=False,
        reason="The room is taken.",
        supersedes=standing_date(order).pk,
        by=users.mha,
        at=AT,
    )
    reviews.correct(review=review, reason="A name.", by=users.rc, at=AT + timedelta(days=1))
    reviews.seal(review=review, by=users.rc, at=AT + timedelta(days=2))
    assert standing_date(order) == moved


def test_a_corrected_day_moves_the_review_unless_a_later_review_followed(order, users):
    first, _ = sealed(order, users)
    reviews.correct(review=first, reason="The day.", by=users.rc, at=AT + timedelta(days=1))
    decided(first, users, AT + timedelta(days=1), next_on=date(2027, 6, 1))
    reviews.seal(review=first, by=users.rc, at=AT + timedelta(days=2))
    assert standing_date(order).due_on == date(2027, 6, 1)

    sealed(order, users, LATER)
    reviews.correct(review=first, reason="The day.", by=users.rc, at=LATER + timedelta(days=1))
    decided(first, users, LATER + timedelta(days=1), next_on=date(2027, 5, 1))
    reviews.seal(review=first, by=users.rc, at=LATER + timedelta(days=2))
    assert standing_date(order).due_on == next_day(LATER)


# Correcting --------------------------------------------------------------------------
def test_a_correction_is_a_version_of_its_own_that_says_what_it_replaces(order, users):
    review, first = sealed(order, users)
    reviews.correct(review=review, reason="A wrong name.", by=users.rc, at=AT + timedelta(days=1))
    assert (review.status, review.version) == ("open", 2)
    second = reviews.seal(review=review, by=users.rc, at=AT + timedelta(days=2))

    before = json.loads(second.snapshot)["replaces"]
    assert (before["version"], before["reason"]) == (1, "A wrong name.")
    assert second.reference == f"{review.reference}-v2"
    assert bytes(ReviewRecord.objects.get(pk=first.pk).pdf) == bytes(first.pdf)


def test_a_correction_needs_a_reason_and_no_other_open_review(order, users):
    review, _ = sealed(order, users)
    with pytest.raises(Refused, match="what has to be corrected"):
        reviews.correct(review=review, reason=" ", by=users.rc, at=AT)
    opened(order, users, LATER)
    with pytest.raises(Refused, match="open review before"):
        reviews.correct(review=review, reason="A name.", by=users.rc, at=LATER)


def test_no_word_of_a_review_is_in_the_audit(order, users):
    review = ready(order, users)
    said(review, users.nurse, OWN_VIEW, "Zuza zebra.", voice="patient")
    reviews.seal(review=review, by=users.rc, at=AT)
    reviews.correct(review=review, reason="Zuza zebra.", by=users.rc, at=AT)
    told = " ".join(str(entry.detail) for entry in Entry.objects.all())
    assert "Zuza" not in told
    assert {"sealed_review", "opened_review_correction"} <= set(
        Entry.objects.values_list("action", flat=True)
    )
