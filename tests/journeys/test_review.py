"""A review because somebody became more unwell: from last time's answers to a sealed record."""

from datetime import date, timedelta

import pytest

from assessments.models import DueItem, ReviewAnswer
from assessments.services import reviews
from tests import reviewing
from tests.documents.reading import pages, squeezed
from tests.journeys import living, signing
from tests.views.order_given import london

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = london(2026, 9, 21, 10, 0)
AGAIN = london(2026, 11, 16, 10, 0)
MARK, NOW = "What became of it?", "What is said now"
STAYS = "She kept every appointment, and says herself that the visits help."
GONE = "I would rather come to the clinic on foot."
WAS, IS = "Not yet: the order is two weeks old.", "Not today: she hears the voices again."
WHY = "Her mother rang: she has not slept for a week."
OUTCOME = "The order goes on with other conditions"
TYPED = {
    "Who was there?": "Amara Test; Ann Example, mother; Daniel Mensah, care coordinator",
    "relationship": "She trusts Daniel, and tells him when the voices come.",
    "own": "I did tell you about the voices. That should count.",
    "view": "Keep it until spring, then let me try without.",
    "relative": "Her mother wants the order to stay for this winter.",
}


@pytest.fixture
def order(users):
    """An order of which a planned review was sealed in September."""
    one = living.order(users, london(2026, 9, 7, 14, 0))
    review = reviewing.opened(one, users, FIRST)
    reviewing.met(review, users, FIRST)
    reviewing.said(review, users.nurse, reviewing.BENEFITS, STAYS, FIRST)
    reviewing.said(review, users.nurse, reviewing.OWN_VIEW, GONE, FIRST, voice="patient")
    reviewing.said(review, users.nurse, reviewing.DISCHARGE, WAS, FIRST)
    reviewing.decided(review, users, FIRST)
    with living.unprinted():
        reviews.seal(review=review, by=users.rc, at=FIRST + timedelta(hours=1))
    return one


def test_a_triggered_review_begins_with_last_times_answers_and_ends_sealed(desk, users, order):
    assert DueItem.objects.get(order=order, key="local_review").due_on == date(2026, 12, 20)
    with living.on(AGAIN):
        nurse, rc = desk("nurse"), desk("rc")
        the_nurse_begins_it(nurse, order)
        last_times_answers_are_marked(nurse, order)
        the_clinician_decides_and_seals(rc, order)
        the_record_holds_the_answers(rc)
    assert DueItem.objects.get(order=order, key="local_review").due_on == date(2027, 1, 18)
    assert living.entries(order) == ["order_made"]


def the_nurse_begins_it(nurse, order):
    """Why it is held now, and who was there."""
    nurse.open(living.address(order))
    nurse.press("Start a review")
    nurse.choose("Why is this review held?", "The person has become more unwell")
    nurse.press("Begin the review")
    assert nurse.problems() == ["Enter what led to this review"]
    nurse.write("What led to this review?", WHY)
    nurse.press("Begin the review")
    nurse.sees(WHY)
    nurse.press("Go on: who was there")
    nurse.date("When was the review held?", AGAIN.date())
    nurse.choose("Was Amara Test there?", "Yes")
    nurse.write("Who was there?", TYPED["Who was there?"])
    nurse.press("Save and go on")


def last_times_answers_are_marked(nurse, order):
    """Still true, changed, dropped: nothing of last time is carried on by itself."""
    nurse.is_at("Discharge")
    nurse.sees("Last time, 21 September 2026", WAS)
    assert nurse.value(NOW) == ""
    nurse.choose(MARK, "Changed")
    nurse.press("Save and next")
    assert nurse.problems() == ["Enter what is said now"]
    nurse.write(NOW, IS)
    nurse.press("Save and next")
    nurse.is_at("Benefits of the order")
    nurse.sees(STAYS)
    nurse.choose(MARK, "Still true")
    nurse.press("Save and next")
    nurse.is_at("Effect on the relationship")
    nurse.write("What the team says", TYPED["relationship"])
    nurse.write("Amara Test’s own words", TYPED["own"])
    nurse.press("Save and next")
    nurse.is_at("The person")
    nurse.sees(GONE)
    nurse.choose(MARK, "Drop")
    nurse.write("What the team says", TYPED["view"])
    nurse.press("Save and next")
    nurse.is_at("The nearest relative")
    nurse.write("What the team says", TYPED["relative"])
    nurse.press("Save and go on")
    review = order.reviews.get(trigger="deterioration")
    said = ReviewAnswer.objects.filter(review=review).values_list("key", "voice", "mark", "text")
    assert set(said) >= {
        ("review.benefits", "team", "still_true", STAYS),
        ("review.patient_view", "patient", "dropped", ""),
        ("review.discharge", "team", "changed", IS),
        ("review.relationship", "patient", "", TYPED["own"]),
    }
    nurse.sees("Whose move it is: the responsible clinician")
    assert not nurse.offers("Go on: the outcome")


def the_clinician_decides_and_seals(rc, order):
    """The outcome says what the Act asks for, and changes no date; the password seals."""
    rc.open(living.address(order))
    (review,) = order.reviews.filter(trigger="deterioration")
    rc.press(f"Go to review {review.reference}")
    rc.press("Go on: the outcome")
    rc.choose("What is the outcome of this review?", OUTCOME)
    rc.write("Reasons", "Weekly visits instead of fortnightly ones, at her own wish.")
    rc.date("Next local review", date(2027, 1, 18))
    rc.press("Save the outcome")
    rc.sees("The outcome of a review changes no date by itself.")
    rc.press("Go on to seal")
    rc.sees(IS)
    signing.seal(rc, OUTCOME)
    rc.is_at(OUTCOME)
    review.refresh_from_db()
    assert review.status == "sealed"


def the_record_holds_the_answers(rc):
    """Every answer is printed; page 1 has what led to the review and what comes of it."""
    name, pdf = rc.document("Open the record (PDF)")
    assert name.endswith(".pdf")
    printed = squeezed("".join(pages(pdf)))
    for words in (STAYS, IS, *TYPED.values()):
        assert squeezed(words) in printed, words
    first = squeezed(pages(pdf)[0])
    for words in (WHY, OUTCOME, "18 January 2027"):
        assert squeezed(words) in first, words
    rc.open(rc.path)
    rc.follow("Open the review")
    rc.sees("Open the sealed record, version 1")
