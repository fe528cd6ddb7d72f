"""Two steps: nothing before it is confirmed, one effect however often it is sent, nothing lost."""

from datetime import date

import pytest
from django.test import Client

from tests import factories as make
from tests.views.recording import (
    REASONS,
    checked,
    confirmed,
    days,
    event_url,
    happened,
    london,
    new_url,
    recorded,
    text_of,
    typed,
)


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


def test_a_form_sent_twice_has_one_effect_and_no_complaint(client, users, order):
    notice = {"method": "in_hand", "ground": "treatment_needed"}
    happened(order, users.rc, "recall_notice", london(3, 1, 9), **notice)
    happened(order, users.rc, "recall_detention", london(3, 1, 10))
    client.force_login(users.rc)
    url = new_url(order, "recall_release")
    check = checked(client, url, days(when=london(3, 2, 10)))
    assert confirmed(client, url, check).status_code == 302

    again = confirmed(client, url, check)

    assert again.status_code == 302
    assert order.events.filter(kind="recall_release").count() == 1


@pytest.mark.parametrize("kind", ["responsible_clinician_changed", "hospital_assigned"])
def test_a_change_of_particulars_sent_twice_has_one_effect(client, users, order, kind):
    client.force_login(users.mha)
    url = new_url(order, kind)
    answers = {"community_rc": str(users.other.pk), "hospital": "Southgate Hospital"}
    check = checked(client, url, days(when=date(2027, 4, 9)) | answers)
    for _ in range(2):
        assert confirmed(client, url, check).status_code == 302
    assert order.events.filter(kind=kind).count() == 1


def test_nothing_is_recorded_before_it_is_confirmed(client, users, order):
    client.force_login(users.nurse)
    check = checked(client, new_url(order, "police_contact"), days(when=date(2027, 3, 2)))
    assert "Check before recording" in text_of(check)
    assert order.events.count() == 1


def test_what_was_entered_can_be_changed_from_the_check(client, users, order):
    client.force_login(users.nurse)
    url = new_url(order, "police_contact")
    check = checked(client, url, days(when=date(2027, 3, 2)) | REASONS)
    carried = typed(client, url, dict(days(when=date(2027, 3, 2)) | REASONS))

    back = client.post(url, {**carried, "act": "change"})

    assert check.status_code == back.status_code == 200
    assert REASONS["reasons"] in back.content.decode()
    assert "Check before recording" in back.content.decode()
    assert order.events.count() == 1


def test_somebody_else_in_between_brings_the_check_back_with_new_dates(client, users, order):
    client.force_login(users.rc)
    url = new_url(order, "police_contact")
    check = checked(client, url, days(when=date(2027, 3, 2)) | REASONS)
    happened(order, users.mha, "application_made", date(2027, 1, 5), section="66(1)(ca)")

    answer = confirmed(client, url, check)

    assert answer.status_code == 409
    assert "Somebody recorded something else meanwhile" in text_of(answer)
    assert REASONS["reasons"] in answer.content.decode()
    assert order.events.filter(kind="police_contact").count() == 0
    answer.status_code = 200
    assert confirmed(client, url, answer).status_code == 302
    assert order.events.filter(kind="police_contact").count() == 1


def test_a_new_clinician_named_in_between_brings_the_check_back(client, users, order):
    client.force_login(users.mha)
    url = new_url(order, "hospital_assigned")
    check = checked(client, url, days(when=date(2027, 4, 9)) | {"hospital": "Southgate Hospital"})
    second = checked(client, url, days(when=date(2027, 4, 8)) | {"hospital": "Eastgate Hospital"})
    assert confirmed(client, url, second).status_code == 302

    answer = confirmed(client, url, check)

    assert answer.status_code == 409
    answer.status_code = 200
    assert confirmed(client, url, answer).status_code == 302
    order.patient.refresh_from_db()
    assert order.patient.hospital == "Southgate Hospital"


def test_a_form_of_another_site_is_refused(order, users):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(users.rc)
    assert strict.post(new_url(order, "police_contact"), {}).status_code == 403


def test_words_that_would_run_are_shown_as_words(client, users, order):
    client.force_login(users.rc)
    url = new_url(order, "police_contact")
    bad = {"reasons": "</textarea><script>alert(1)</script>\"'><b onclick=alert(1)>"}
    answers = days(when=date(2027, 3, 2)) | bad
    check = checked(client, url, answers)
    wrong = checked(client, url, answers | {"when-day": "99"})
    row = recorded(client, url, answers)
    correct = client.get(event_url(order, row, "correct"))
    strike = client.get(event_url(order, row, "strike"))
    assert [each.status_code for each in (check, wrong, correct, strike)] == [200, 422, 200, 200]
    for page in (check, wrong, correct, strike):
        assert b"<script>alert" not in page.content
        assert b"<b onclick" not in page.content
