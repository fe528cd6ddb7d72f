"""A review on screen: beginning it, its task list, who was there, what follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessments.forms.reviews import (
    CloseReviewForm,
    CorrectReviewForm,
    MeetingForm,
    OpenReviewForm,
    OutcomeForm,
)
from assessments.models import Review, ReviewMeeting, ReviewOutcome
from assessments.services import reviews
from cto.audit.models import Entry
from cto.design.forms import fields_without_instructions
from tests import factories as make
from tests.reviewing import (
    AT,
    DISCHARGE,
    LATER,
    decided,
    discharged,
    met,
    opened,
    ready,
    said,
    sealed,
)
from tests.views.review_forms import CANARY, meeting, outcome, page, question, text

QUERIES_OF_A_NEW_ONE = 8
QUERIES_OF_THE_LIST = 18
QUERIES_OF_THE_MEETING = 8
QUERIES_OF_THE_OUTCOME = 11


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(AT + timedelta(hours=2), tick=False)
    return found


@pytest.fixture
def review(order, users):
    return opened(order, users)


@pytest.fixture
def nurse(client, users, order):
    client.force_login(users.nurse)
    return client


@pytest.fixture
def rc(client, users, order):
    client.force_login(users.rc)
    return client


# Beginning ---------------------------------------------------------------------------------------
def test_a_member_begins_a_review_and_comes_to_its_tasks(nurse, order, users):
    address = reverse("review-new", args=[order.pk])
    assert "Why is this review held?" in text(nurse.get(address))

    answer = nurse.post(address, {"trigger": "new_risk", "why": "A knife was found."})

    review = Review.objects.get()
    assert answer.url == page("review", review)
    assert (review.trigger, review.why, review.opened_by) == (
        "new_risk",
        "A knife was found.",
        users.nurse,
    )
    assert "A knife was found." in text(nurse.get(answer.url))


def test_a_review_that_was_not_planned_asks_why_and_keeps_what_was_typed(nurse, order):
    answer = nurse.post(reverse("review-new", args=[order.pk]), {"trigger": "stress", "why": ""})
    assert answer.status_code == 422
    assert "Enter what led to this review" in text(answer)
    assert not Review.objects.exists()


def test_sent_twice_it_begins_once(nurse, order):
    typed = {"trigger": "planned", "submission": str(make.token())}
    first = nurse.post(reverse("review-new", args=[order.pk]), typed)
    second = nurse.post(reverse("review-new", args=[order.pk]), typed)
    assert first.url == second.url
    assert Review.objects.count() == 1


def test_where_one_is_open_the_page_leads_to_it(nurse, review):
    shown = text(nurse.get(reverse("review-new", args=[review.order_id])))
    assert page("review", review) in shown
    assert "Begin the review" not in shown


@pytest.mark.parametrize(
    "form", [OpenReviewForm, CloseReviewForm, CorrectReviewForm, MeetingForm, OutcomeForm]
)
def test_every_empty_field_is_met_with_an_instruction(form):
    assert fields_without_instructions(form) == []


# Who may -----------------------------------------------------------------------------------------
PAGES = ("review", "review-meeting", "review-outcome", "review-check")


@pytest.mark.parametrize("name", [*PAGES, "review-seal", "review-close", "review-draft"])
def test_a_stranger_gets_the_page_of_what_does_not_exist(client, users, review, name):
    client.force_login(users.other)
    assert client.get(page(name, review)).status_code == 404
    assert client.get(question(review)).status_code == 404
    assert Entry.objects.filter(outcome="refused", subject_id=str(review.pk)).exists()


def test_the_office_reads_everything_and_records_nothing(client, users, review):
    met(review, users)
    said(review, users.nurse, DISCHARGE, "Not yet.")
    decided(review, users)
    client.force_login(users.mha)
    for address in (*(page(name, review) for name in PAGES), question(review)):
        assert client.get(address).status_code == 200
    assert "Amara and her mother." in text(client.get(page("review-meeting", review)))
    assert "Not yet." in text(client.get(question(review)))
    assert "Too early to be sure." in text(client.get(page("review-outcome", review)))
    for address, typed in (
        (page("review-meeting", review), meeting(AT.date())),
        (question(review), {"team_text": "No."}),
        (page("review-outcome", review), outcome()),
        (reverse("review-new", args=[review.order_id]), {"trigger": "planned"}),
    ):
        assert client.post(address, typed).status_code == 403


def test_a_member_reads_the_outcome_and_does_not_decide(nurse, review):
    assert "Only this person&#x27;s responsible clinician" in text(
        nurse.get(page("review-outcome", review))
    )
    assert nurse.post(page("review-outcome", review), outcome()).status_code == 403
    assert not ReviewOutcome.objects.exists()


# The task list -----------------------------------------------------------------------------------
def test_the_tasks_lead_from_the_meeting_to_the_seal(rc, users, review):
    def list_says(*words):
        shown = text(rc.get(page("review", review)))
        assert all(word in shown for word in words), shown

    list_says("Next: record who was there.", "Cannot start yet")
    met(review, users)
    list_says("Next: discharge.", "Why not discharge today?")
    said(review, users.nurse, DISCHARGE, "Not yet.")
    list_says("Next: benefits of the order.")
    decided(review, users)
    list_says("Go on to seal", page("review-seal", review), "Worth a look before it is sealed")


def test_discharge_comes_first_of_the_questions(nurse, review):
    shown = text(nurse.get(page("review", review)))
    places = [shown.index(f">{title}</a>") for title in ("Discharge", "Benefits of the order")]
    assert places == sorted(places)


def test_whose_move_it_is_has_no_button_for_somebody_else(nurse, order, users):
    review = ready(order, users)
    shown = text(nurse.get(page("review", review)))
    assert "Whose move it is: the responsible clinician" in shown
    assert "Go on to seal" not in shown
    assert page("review-seal", review) not in shown


def test_the_list_says_which_form_and_which_entry_come_next(rc, order, users):
    review = ready(order, users, outcome="vary")
    shown = text(rc.get(page("review", review)))
    assert "completes form CTO2" in shown
    assert reverse("order-event-new", args=[order.pk, "conditions_varied"]) in shown


def test_a_sealed_review_leads_to_its_record(nurse, order, users):
    review, record = sealed(order, users)
    shown = text(nurse.get(page("review", review)))
    assert reverse("review-record", args=[record.reference]) in shown
    assert "What was recorded" in shown
    for name in ("review-check", "review-draft"):
        assert nurse.get(page(name, review)).url == reverse(
            "review-record", args=[record.reference]
        )


# Who was there -----------------------------------------------------------------------------------
def test_the_meeting_is_recorded_and_leads_to_the_question_of_discharge(nurse, review):
    answer = nurse.post(page("review-meeting", review), meeting(AT.date()))
    assert answer.url == question(review)
    row = ReviewMeeting.objects.get()
    assert (row.held_on, row.person_present, row.present) == (
        AT.date(),
        True,
        "Amara and her mother.",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person_present": "no"}, "Enter why Amara Test was not there"),
        ({"why_absent": "At work."}, "Choose “no” to keep what you wrote"),
        ({"person_present": ""}, "Select whether the person was there"),
        ({"present": ""}, "Enter who was there"),
        ({"held_on-year": "2028"}, "in the past"),
    ],
)
def test_a_meeting_that_is_not_whole_is_sent_back(nurse, review, changes, said):
    typed = meeting(AT.date(), **{"present": "Kept words.", **changes})
    answer = nurse.post(page("review-meeting", review), typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert changes.get("present", "Kept words.") in text(answer)
    assert not ReviewMeeting.objects.exists()


def test_a_meeting_before_the_order_is_refused_with_the_reason(nurse, review):
    answer = nurse.post(page("review-meeting", review), meeting(date(2026, 11, 20)))
    assert answer.status_code == 422
    assert "on or after the day on which the order was made" in text(answer)


def test_two_who_record_the_meeting_see_both_texts(nurse, review, users):
    first = met(review, users)
    met(review, users, present="Theirs.", supersedes=first.pk)
    typed = meeting(AT.date(), present="Mine.", shown=str(first.pk))
    answer = nurse.post(page("review-meeting", review), typed)
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)


# The outcome -------------------------------------------------------------------------------------
def test_the_outcome_is_recorded(rc, review, users):
    met(review, users)
    answer = rc.post(page("review-outcome", review), outcome(date(2027, 5, 3)))
    assert answer.url == page("review", review)
    row = ReviewOutcome.objects.get()
    assert (row.outcome, row.next_on) == ("continue", date(2027, 5, 3))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": ""}, "Select the outcome of this review"),
        ({"reasons": ""}, "Enter the reasons for this outcome"),
        ({"outcome": "discharge"}, "Enter the plan for when formal powers are needed again"),
        ({"reinstatement": "Ring."}, "to keep the plan for formal powers"),
        ({"next_on-month": "8", "next_on-day": "1"}, "on or before 31 July 2027"),
        (
            {"next_on-day": "", "next_on-month": "", "next_on-year": ""},
            "Enter the day of the next local review",
        ),
    ],
)
def test_an_outcome_that_is_not_whole_is_sent_back(rc, review, users, changes, said):
    met(review, users)
    answer = rc.post(page("review-outcome", review), outcome(date(2027, 5, 3), **changes))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not ReviewOutcome.objects.exists()


def test_the_outcomes_say_what_the_act_asks_for(rc, review):
    shown = text(rc.get(page("review-outcome", review)))
    for words in ("form CTO2", "form CTO7", "no form is prescribed in England", "form CTO3"):
        assert words in shown
    assert "changes no date of the Mental Health Act" in shown


def test_an_order_that_has_ended_cannot_go_on(rc, order, users, review):
    discharged(order, users)
    shown = rc.get(page("review-outcome", review))
    assert [value for value, _ in shown.context["form"].fields["outcome"].choices] == [
        "discharge",
        "revoke",
    ]
    assert "The order has ended, so it cannot go on." in text(shown)
    assert "Nothing more is signed under it." in text(shown)


def test_two_who_decide_see_both_texts(rc, review, users):
    decided(review, users)
    answer = rc.post(
        page("review-outcome", review), outcome(date(2027, 5, 3), reasons="Other reasons.")
    )
    assert answer.status_code == 409
    assert "Too early to be sure." in text(answer)
    assert "Other reasons." in text(answer)


# What every page keeps ---------------------------------------------------------------------------
def test_what_somebody_typed_is_never_markup(rc, order, users):
    review = opened(order, users, trigger="stress", why=CANARY)
    met(review, users, person_present=False, why_absent=CANARY, present=CANARY)
    said(review, users.nurse, DISCHARGE, CANARY)
    decided(review, users, reasons=CANARY)
    reviews.seal(review=review, by=users.rc, at=AT)
    second = opened(order, users, LATER)
    said(second, users.nurse, DISCHARGE, CANARY + "!", LATER, mark="changed")
    addresses = [page(name, one) for name in PAGES for one in (review, second)]
    addresses += [question(review), question(second), page("review-seal", second)]
    for address in addresses:
        assert CANARY not in text(rc.get(address, follow=True)), address


def test_the_pages_ask_the_database_a_fixed_number_of_times(
    rc, order, users, django_assert_num_queries
):
    pages = {
        "review": QUERIES_OF_THE_LIST,
        "review-meeting": QUERIES_OF_THE_MEETING,
        "review-outcome": QUERIES_OF_THE_OUTCOME,
    }
    with django_assert_num_queries(QUERIES_OF_A_NEW_ONE):
        rc.get(reverse("review-new", args=[order.pk]))
    review = opened(order, users)
    for name, count in pages.items():
        with django_assert_num_queries(count):
            rc.get(page(name, review))
    reviews.close(review=review, reason="Empty.", by=users.rc, at=AT)
    for at in (AT + timedelta(days=1), AT + timedelta(days=2)):
        one = ready(order, users, at)
        for name, count in pages.items():
            with django_assert_num_queries(count):
                rc.get(page(name, one))
        reviews.seal(review=one, by=users.rc, at=at + timedelta(minutes=1))
