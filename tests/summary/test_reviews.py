"""A review read as one frozen summary: the order, its dates, its contacts, its queries."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.services import contacts, orders, reviews
from assessments.services.orders import Happening
from assessments.summary.canonical import canonical_json, changed_parts, content_hash
from assessments.summary.review_readiness import blocks_sealing, items_for
from assessments.summary.reviews import KEYS, review_summary
from tests import factories as make
from tests.reviewing import AT, BENEFITS, LATER, met, opened, ready, said, sealed

QUERIES = 11


@pytest.fixture
def users(db):
    return make.team()


@pytest.fixture
def order(users):
    return make.order(users)


def test_discharge_comes_first_and_every_question_has_both_voices(order, users):
    summary = review_summary(opened(order, users), as_of=AT)
    assert [each.key for each in summary.questions] == [
        "review.discharge",
        "review.benefits",
        "review.relationship",
        "review.patient_view",
        "review.nearest_relative",
    ]
    assert KEYS[0] == summary.discharge.key
    assert all([a.voice for a in q.answers] == ["team", "patient"] for q in summary.questions)


def test_the_person_is_asked_for_where_the_guideline_asks_for_them(order, users):
    summary = review_summary(opened(order, users), as_of=AT)
    assert summary.question("review.patient_view").missing == (
        "The team",
        "Amara Test, in their own words",
    )
    assert summary.question(BENEFITS).missing == ("The team",)


def test_dates_of_the_act_carry_their_sections(order, users):
    now = review_summary(opened(order, users), as_of=AT).order
    ends = next(each for each in now.dates if each.key == "order_ends")
    assert (now.status, ends.value, ends.source) == ("in_force", "23 May 2027", "s.20A(1)")
    assert not now.has_ended
    assert review_summary(order.reviews.get(), as_of=LATER + timedelta(days=60)).order.has_ended


def test_a_date_that_is_debatable_gives_the_safe_reading(order, users):
    orders.record(
        order=order,
        happening=Happening("custody_began", date(2026, 12, 1)),
        shown=order.entries,
        by=users.rc,
        at=AT,
    )
    dates = review_summary(opened(order, users), as_of=AT).order.dates
    assert all(("safe reading" in each.note) == bool(each.note) for each in dates)


def test_conditions_in_force_say_what_stands_beside_them(order, users):
    found = review_summary(opened(order, users), as_of=AT).conditions
    assert [(each.number, each.of, each.note) for each in found] == [
        (1, 3, "mandatory, s.17B(3)"),
        (2, 3, "mandatory, s.17B(3)"),
        (3, 3, ""),
    ]
    condition = order.events.get(kind="order_made").details["conditions"][0]["id"]
    happening = Happening(
        "condition_suspended",
        date(2027, 1, 10),
        None,
        {"condition": condition, "until": "2027-03-01", "reasons": "She is away."},
    )
    orders.record(order=order, happening=happening, shown=order.entries, by=users.rc, at=AT)
    found = review_summary(order.reviews.get(), as_of=AT).conditions
    assert found[2].note == "suspended since 10 January 2027 until 1 March 2027, s.17B(5)"


def test_contacts_are_counted_by_full_months_before_the_meeting(order, users):
    for day in (4, 11, 25):
        contacts.log(
            order=order, what="contact", outcome="happened", on=date(2027, 1, day), by=users.nurse,
            at=AT,
        )  # fmt: skip
    review = opened(order, users)
    met(review, users)
    summary = review_summary(review, as_of=LATER)
    assert [(fact.label, fact.value) for fact in summary.contacts] == [
        ("January 2027", "3"),
        ("December 2026", "0"),
    ]
    assert "not a target" in summary.contact_caveat


def test_what_is_signed_does_not_hang_on_the_hour(order, users):
    review = ready(order, users)
    first, second = (review_summary(review, as_of=AT + timedelta(hours=h)) for h in (0, 5))
    assert content_hash(first) == content_hash(second)
    assert canonical_json(first) == canonical_json(second)


def test_what_changed_is_named(order, users):
    review = ready(order, users)
    before = review_summary(review, as_of=AT)
    said(review, users.nurse, BENEFITS, "Good.")
    assert changed_parts(before, review_summary(review, as_of=AT)) == (
        "Somebody changed an answer while you were signing. Read it again, then sign.",
    )


def test_what_blocks_comes_first_and_the_rest_is_worth_a_look(order, users):
    summary = review_summary(opened(order, users), as_of=AT)
    items = items_for(summary)
    assert [item.key for item in blocks_sealing(summary)] == ["meeting", "discharge", "outcome"]
    assert [item.weight for item in items] == sorted(item.weight for item in items)
    assert all(item.sentence.endswith(".") for item in items)


def test_last_times_answers_left_unmarked_block_each_with_its_place(order, users):
    sealed(order, users)
    items = blocks_sealing(review_summary(opened(order, users, LATER), as_of=LATER))
    (left,) = [item for item in items if item.key == "review.discharge.last_time"]
    assert "whether it is still true, has changed or is dropped" in left.sentence
    assert left.field == "question:review.discharge"


def test_however_much_there_is_it_is_read_in_the_same_number_of_queries(order, users):
    def queries(review, at: datetime) -> int:
        with CaptureQueriesContext(connection) as seen:
            review_summary(review, as_of=at)
        return len(seen)

    first = opened(order, users)
    assert queries(first, AT) == QUERIES
    reviews.close(review=first, reason="Empty.", by=users.rc, at=AT)
    for days in (1, 2, 3):
        sealed(order, users, AT + timedelta(days=days))
    assert queries(ready(order, users, LATER), LATER) == QUERIES
