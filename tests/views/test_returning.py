"""Taking back what was put forward, ending an assessment, and what is said of void signatures."""

import pytest

from assessments.models import Closing, Voiding
from assessments.summary.signing import latest_voiding
from tests import factories as make
from tests.views.signing_forms import page, put_forward


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def rc(client, users):
    client.force_login(users.rc)
    return client


def decided(one, users):
    make.decide(one, users.rc)
    return one


def status(one):
    one.refresh_from_db()
    return one.status


def test_returning_voids_what_was_signed_and_the_pages_say_why(rc, users, one):
    decided(one, users)
    put_forward(one, users.rc)

    response = rc.post(page("return-to-team", one), {"because": "A new address."}, follow=True)

    assert "Returned to the team." in response.content.decode()
    assert status(one) == "with_team"
    assert "A new address." in rc.get(page("readiness", one)).content.decode()
    again = rc.post(page("return-to-team", one), {"because": "A new address."})
    assert again.status_code == 302
    assert Voiding.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter why it goes back to the team"),
        ("x" * 301, "must be 300 characters or fewer"),
        ("Written in \ue000", "A printed record cannot show it"),
    ],
)
def test_a_return_says_why_in_words_that_can_be_printed(rc, users, one, typed, says):
    decided(one, users)
    put_forward(one, users.rc)

    response = rc.post(page("return-to-team", one), {"because": typed})

    assert response.status_code == 422
    assert says in response.content.decode()
    assert status(one) == "put_forward"


def test_closing_ends_the_assessment_with_a_reason_once(rc, users, one):
    typed = {"why": "entered_in_error", "reason": "Opened for the wrong person."}

    first, again = (rc.post(page("close", one), typed) for _ in range(2))

    assert first["Location"] == again["Location"] == f"/people/{one.patient_id}/"
    assert Closing.objects.get().reason == "Opened for the wrong person."
    assert status(one) == "closed"


def test_closing_without_a_reason_keeps_what_was_typed(rc, one):
    response = rc.post(page("close", one), {"why": "no_longer_needed", "reason": ""})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Enter the reason for closing this assessment" in text
    assert "checked" in text
    assert status(one) == "with_team"


def test_a_voiding_is_told_until_it_is_put_forward_again(users, one):
    decided(one, users)
    assert latest_voiding(one) is None
    put_forward(one, users.rc)
    assert latest_voiding(one) is None
    make.consider(one, "risk.self", "New.", users.nurse)
    one.refresh_from_db()

    voided = latest_voiding(one)
    assert (voided.put_forward_by, voided.by) == (users.rc.name, users.nurse.name)
    assert (voided.stated_by, voided.stated_at) == ("", None)
    assert "was changed" in voided.because

    put_forward(one, users.rc)
    assert latest_voiding(one) is None
