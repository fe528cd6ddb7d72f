"""Moving a review date: with a reason, by those who may, the old date in view."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.lifecycle import Status
from assessments.models import ReviewDate
from assessments.services import after_decision
from tests import factories as make


def days(**dates):
    return {
        f"{field}-{part}": number
        for field, on in dates.items()
        for part, number in (("day", on.day), ("month", on.month), ("year", on.year))
    }


@pytest.fixture
def reviewed(users):
    """A sealed decision to make an order, with its first review date."""
    with time_machine.travel(make.MOMENT + timedelta(days=1), tick=False):
        one = make.assessment_at(Status.SEALED, users)
        first = after_decision.set_review_date(
            assessment=one, due_on=date(2027, 2, 1), agreed_with_person=True, by=users.rc
        )
        yield first


def moving(first, **changes):
    new = days(due_on=date(2027, 3, 2))
    answers = {"agreed_with_person": "no", "reason": "Ward round moved.", "shown": str(first.pk)}
    return {**new, **answers, **changes}


def move_url(first):
    return reverse("review-move", args=[first.assessment_id])


@pytest.mark.parametrize("who", ["rc", "mha"])
def test_a_review_is_moved_with_a_reason_and_the_old_date_stays(client, users, reviewed, who):
    client.force_login(getattr(users, who))
    assert "Monday 1 February 2027" in client.get(move_url(reviewed)).content.decode()

    response = client.post(move_url(reviewed), moving(reviewed))

    assert response.status_code == 302
    now = ReviewDate.objects.current().get()
    assert (now.due_on, now.supersedes, now.agreed_with_person) == (
        date(2027, 3, 2),
        reviewed,
        False,
    )
    page = client.get(move_url(reviewed)).content.decode()
    assert "Tuesday 2 March 2027" in page
    assert "Ward round moved." in page
    assert "1 February 2027" in page


WRONG_MOVES = [
    ({"reason": ""}, "Enter why the review date is moved"),
    ({"due_on-day": ""}, "must include a day"),
    (days(due_on=date(2026, 11, 23)), "The new review date must be today or later"),
    ({"agreed_with_person": ""}, "Select whether the person agreed"),
]


@pytest.mark.parametrize(("typed", "instruction"), WRONG_MOVES)
def test_a_move_half_filled_in_is_sent_back(client, users, reviewed, typed, instruction):
    client.force_login(users.mha)

    response = client.post(move_url(reviewed), moving(reviewed, **typed))

    assert response.status_code == 422
    assert instruction in response.content.decode()
    assert ReviewDate.objects.count() == 1


def test_a_member_may_not_move_a_review(client, users, reviewed):
    client.force_login(users.nurse)

    assert client.get(move_url(reviewed)).status_code == 403
    assert client.post(move_url(reviewed), moving(reviewed)).status_code == 403
    assert ReviewDate.objects.count() == 1


def test_two_who_move_a_review_at_once_are_shown_both_dates(client, users, reviewed):
    client.force_login(users.mha)
    client.post(move_url(reviewed), moving(reviewed))
    client.force_login(users.rc)

    response = client.post(
        move_url(reviewed), moving(reviewed, **days(due_on=date(2027, 4, 9)), reason="Leave.")
    )

    assert response.status_code == 409
    assert "Leave." in response.content.decode()
    assert "Ward round moved." in response.content.decode()


def test_there_is_nothing_to_move_before_a_date_is_set(client, users):
    one = make.assessment(users)
    client.force_login(users.rc)

    assert client.get(reverse("review-move", args=[one.pk])).status_code == 404
