"""One question of a review on one page: last time's answer, its three marks, and today's words."""

from datetime import timedelta

import pytest

from assessments.models import ReviewAnswer
from assessments.services import reviews
from assessments.summary.reviews import KEYS
from tests import factories as make
from tests.reviewing import AT, BENEFITS, DISCHARGE, LATER, opened, ready, said
from tests.views.review_forms import CANARY, page, question, text

QUERIES = 11


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(LATER + timedelta(hours=2), tick=False)
    return found


@pytest.fixture
def first(order, users):
    """A sealed review in which the team and the person spoke of the benefits."""
    one = ready(order, users)
    said(one, users.nurse, BENEFITS, "No admission.")
    said(one, users.nurse, BENEFITS, "Fewer visits.", voice="patient")
    reviews.seal(review=one, by=users.rc, at=AT + timedelta(hours=1))
    return one


@pytest.fixture
def review(first, order, users):
    return opened(order, users, LATER)


@pytest.fixture
def nurse(client, users, order):
    client.force_login(users.nurse)
    return client


def lasts(client, review, key=BENEFITS):
    """The hidden fields and chosen radios that the page as it stands would post."""
    form = client.get(question(review, key)).context["form"]
    names = [name for name in form.fields if name != "submission"]
    return {name: str(form[name].value() or "") for name in names}


def stands(review, voice="team", key=BENEFITS):
    return ReviewAnswer.objects.current().get(review=review, key=key, voice=voice)


def test_last_times_answer_is_shown_with_nothing_chosen(nurse, review):
    answer = nurse.get(question(review, BENEFITS))
    shown = text(answer)
    assert "Last time, 1 February 2027" in shown
    assert "No admission." in shown
    assert "Fewer visits." in shown
    assert answer.context["form"]["team_mark"].value() == ""
    assert "checked" not in shown.split("Last time")[1].split("What is said now")[0]
    for mark in ("Still true", "Changed", "Drop"):
        assert shown.count(mark) >= 2


def test_marking_keeps_and_goes_on_to_the_next_question(nurse, review):
    typed = lasts(nurse, review) | {
        "team_mark": "still_true",
        "patient_mark": "changed",
        "patient_text": "More visits.",
    }
    answer = nurse.post(question(review, BENEFITS), typed)
    assert answer.url == question(review, KEYS[KEYS.index(BENEFITS) + 1])
    assert (stands(review).text, stands(review).mark) == ("No admission.", "still_true")
    assert (stands(review, "patient").text, stands(review, "patient").previous.text) == (
        "More visits.",
        "Fewer visits.",
    )


def test_a_page_saved_untouched_carries_nothing(nurse, review):
    nurse.post(question(review, BENEFITS), lasts(nurse, review))
    assert not ReviewAnswer.objects.filter(review=review).exists()


@pytest.mark.parametrize(
    ("typed", "said_back"),
    [
        ({"team_text": "Kept words."}, "Select what became of last time’s answer"),
        ({"team_mark": "changed"}, "Enter what is said now"),
        ({"team_mark": "still_true", "team_text": "Kept words."}, "Delete the words, or choose"),
        ({"team_mark": "dropped", "team_standing": "declined"}, "take back the mark"),
        ({"team_last": ""}, "This page is out of date"),
        ({"patient_text": "Kept words.", "patient_standing": "not_known"}, "Delete the words"),
    ],
)
def test_what_does_not_fit_together_is_sent_back(nurse, review, typed, said_back):
    answer = nurse.post(question(review, BENEFITS), lasts(nurse, review) | typed)
    assert answer.status_code == 422
    assert said_back in text(answer)
    if "Kept words." in typed.values():
        assert "Kept words." in text(answer)
    assert not ReviewAnswer.objects.filter(review=review).exists()


@pytest.mark.parametrize(
    "typed",
    [{"team_standing": "not_discussed"}, {"team_mark": "dropped"}],
)
def test_why_not_discharge_is_asked_for_in_words(nurse, review, typed):
    answer = nurse.post(question(review, DISCHARGE), lasts(nurse, review, DISCHARGE) | typed)
    assert answer.status_code == 422
    assert "Enter why there is no discharge today" in text(answer)


def test_words_replace_an_answer_without_words(nurse, first, order, users):
    review = opened(order, users, LATER)
    key = "review.nearest_relative"
    row = said(review, users.nurse, key, "", LATER, standing="not_discussed")
    nurse.post(question(review, key), lasts(nurse, review, key) | {"team_text": "She rang."})
    assert (stands(review, key=key).text, stands(review, key=key).supersedes) == ("She rang.", row)


def test_saving_without_going_on_stays_and_the_last_question_leads_back(nurse, review):
    key = KEYS[-1]
    typed = {"team_text": "She rang.", "then": "stay"}
    assert nurse.post(question(review, key), typed).url == question(review, key)
    answer = nurse.post(question(review, key), lasts(nurse, review, key))
    assert answer.url == page("review", review)


def test_two_who_answer_see_both_texts_and_choose(nurse, review, users):
    typed = lasts(nurse, review) | {"team_mark": "changed", "team_text": "Mine."}
    said(review, users.ot, BENEFITS, "Theirs.", LATER, mark="changed")
    answer = nurse.post(question(review, BENEFITS), typed)
    assert answer.status_code == 409
    assert "Theirs." in text(answer)
    assert "Mine." in text(answer)

    chosen = typed | {
        "clash": "team_shown",
        "clash-team_shown-choice": "mine",
        "clash-team_shown-shown": "team_shown",
        "clash-team_shown-current": str(stands(review).pk),
    }
    nurse.post(question(review, BENEFITS), chosen)
    assert stands(review).text == "Mine."


def test_a_colleagues_answer_of_the_other_voice_is_not_in_the_way(nurse, review, users):
    typed = lasts(nurse, review) | {"team_mark": "changed", "team_text": "Mine."}
    said(review, users.ot, BENEFITS, "", LATER, voice="patient", mark="still_true")
    assert nurse.post(question(review, BENEFITS), typed).status_code == 302
    assert (stands(review).text, stands(review, "patient").mark) == ("Mine.", "still_true")


def test_sent_twice_it_is_saved_once(nurse, review):
    typed = lasts(nurse, review) | {
        "team_mark": "changed",
        "team_text": "Mine.",
        "submission": str(make.token()),
    }
    nurse.post(question(review, BENEFITS), typed)
    nurse.post(question(review, BENEFITS), typed)
    assert ReviewAnswer.objects.filter(review=review).count() == 1


def test_a_closed_review_is_read_only(nurse, review, users):
    said(review, users.nurse, BENEFITS, "Some.", LATER, mark="changed")
    reviews.close(review=review, reason="Not needed.", by=users.rc, at=LATER)
    shown = text(nurse.get(question(review, BENEFITS)))
    assert "Some." in shown
    assert "No admission." in shown
    assert "Save and next" not in shown
    assert nurse.post(question(review, BENEFITS), {"team_text": "No."}).status_code == 403


def test_a_key_that_is_no_question_is_no_address(nurse, review):
    assert nurse.get(f"/reviews/{review.pk}/questions/risk.self/").status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(
    nurse, review, first, users, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        nurse.get(question(review, BENEFITS))
    said(review, users.nurse, BENEFITS, CANARY, LATER, mark="changed")
    with django_assert_num_queries(QUERIES):
        assert CANARY not in text(nurse.get(question(review, BENEFITS)))
    with django_assert_num_queries(QUERIES):
        nurse.get(question(first, BENEFITS))
