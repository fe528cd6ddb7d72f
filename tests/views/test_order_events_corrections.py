"""Correcting an entry of the ledger, and striking one out: always with a reason."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.views.recording import (
    REASONS,
    checked,
    confirmed,
    days,
    event_url,
    happened,
    london,
    recorded,
    standing,
    text_of,
    typed,
)

WHY = {"why": "The form says Tuesday."}


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


@pytest.fixture
def notice(order, users):
    told = {"method": "at_address", "ground": "treatment_needed", "hospital": "Northgate"}
    return happened(order, users.rc, "recall_notice", london(3, 6, 18), **told, **REASONS)


def test_a_corrected_entry_takes_the_place_with_reason_and_dates(client, users, order, notice):
    client.force_login(users.rc)
    url = event_url(order, notice, "correct")
    page = client.get(url)
    assert page.context["form"]["method"].value() == "at_address"
    assert 'value="18:00"' in page.content.decode()

    check = checked(client, url, {**days(when=london(3, 5, 18)), **WHY})

    assert "Struck through" in text_of(check)
    assert "Moved from 00:00 on Sunday 7 March 2027 to 00:00 on Saturday 6 March" in text_of(check)
    assert confirmed(client, url, check).status_code == 302
    _, second, third = order.events.order_by("number")
    assert (third.strikes, third.reason, third.at) == (second, WHY["why"], london(3, 5, 18))
    assert third.details == notice.details
    assert standing(order) == ["order_made", "recall_notice"]


def test_the_office_corrects_a_date_and_the_clinical_reasons_stay(client, users, order, notice):
    client.force_login(users.mha)
    url = event_url(order, notice, "correct")
    assert "reasons" not in client.get(url).context["form"].fields
    row = recorded(client, url, {**days(when=london(3, 5, 18)), **WHY})
    assert row.details == notice.details


@pytest.mark.parametrize("what", ["correct", "strike"])
def test_without_a_reason_nothing_is_corrected(client, users, order, notice, what):
    client.force_login(users.rc)
    answer = checked(client, event_url(order, notice, what), {"why": " "})
    assert answer.status_code == 422
    assert "Enter why the earlier entry is wrong" in text_of(answer)
    assert order.events.count() == 2


def test_an_entry_struck_out_leaves_its_place_empty(client, users, order, notice):
    client.force_login(users.mha)
    url = event_url(order, notice, "strike")
    check = checked(client, url, WHY)
    assert "Recall notice counts as served" in text_of(check)
    assert "No longer applies" in text_of(check)
    assert confirmed(client, url, check).status_code == 302
    assert standing(order) == ["order_made"]
    assert confirmed(client, url, check).status_code == 302  # sent twice
    assert order.events.count() == 3


def test_what_another_entry_rests_on_is_not_struck_out(client, users, order, notice):
    happened(order, users.rc, "recall_detention", london(3, 7, 10))
    client.force_login(users.mha)
    answer = checked(client, event_url(order, notice, "strike"), WHY)
    assert answer.status_code == 422
    assert "If that entry is wrong too, strike it out first" in text_of(answer)
    assert "What stands in the way" in text_of(answer)
    assert WHY["why"] in answer.content.decode()


def test_a_return_stays_the_answer_to_its_absence(client, users, order, notice):
    happened(order, users.rc, "recall_detention", london(3, 7, 10))
    away = happened(order, users.nurse, "absence_began", date(2027, 3, 8))
    back = happened(order, users.nurse, "returned", london(3, 9, 10), answers=away.pk)
    client.force_login(users.rc)
    url = event_url(order, back, "correct")
    assert "This ends: Absent without leave, Monday 8 March 2027." in text_of(client.get(url))
    row = recorded(client, url, {**days(when=london(3, 9, 11)), **WHY})
    assert row.answers == away


def test_of_several_open_entries_one_is_chosen(client, users, order):
    rows = [happened(order, users.nurse, "admission_began", date(2027, 3, day)) for day in (1, 9)]
    client.force_login(users.nurse)
    url = reverse("order-event-new", args=[order.pk, "admission_ended"])
    missing = checked(client, url, days(when=date(2027, 3, 10)))
    assert missing.status_code == 422
    assert "Choose which one this ends" in text_of(missing)
    row = recorded(client, url, {**days(when=date(2027, 3, 10)), "answers": str(rows[1].pk)})
    assert row.answers == rows[1]


@pytest.mark.parametrize("what", ["correct", "strike"])
def test_the_orders_own_date_is_corrected_with_its_form(client, users, order, what):
    client.force_login(users.rc)
    made = order.events.get()
    answer = client.get(event_url(order, made, what))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("after-form", args=[order.assessment_id])


@pytest.mark.parametrize("what", ["correct", "strike"])
@pytest.mark.parametrize(("who", "status"), [("nurse", 403), ("other", 404), ("sysadmin", 404)])
def test_who_may_not_correct(client, users, order, notice, what, who, status):
    client.force_login(getattr(users, who))
    assert client.get(event_url(order, notice, what)).status_code == status
    assert client.post(event_url(order, notice, what), WHY).status_code == status


def test_an_entry_that_was_corrected_already_leads_back(client, users, order, notice):
    client.force_login(users.rc)
    recorded(client, event_url(order, notice, "strike"), WHY)
    answer = client.get(event_url(order, notice, "correct"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("order", args=[order.pk])


def test_a_correction_overtaken_by_another_entry_comes_back_to_be_checked(
    client, users, order, notice
):
    client.force_login(users.rc)
    url = event_url(order, notice, "strike")
    check = checked(client, url, WHY)
    happened(order, users.nurse, "police_contact", date(2027, 3, 8))
    answer = confirmed(client, url, check)
    assert answer.status_code == 409
    assert WHY["why"] in answer.content.decode()


KEY = "reference_six_months"


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        ("responsible_clinician_changed", {"to": "Dr Test", "to_id": ""}),
        ("hospital_assigned", {"hospital": "Elsewhere"}),
        ("duty_done", {"duty": KEY, "due_on": "2027-03-01", "done": "By e-mail."}),
        ("hearing_listed", {"before": "tribunal"}),
    ],
)
def test_a_day_is_corrected_and_the_rest_stays(client, users, order, kind, details):
    row = happened(order, users.mha, kind, date(2027, 3, 2), **details)
    client.force_login(users.mha)
    new = recorded(client, event_url(order, row, "correct"), {**days(when=date(2027, 3, 3)), **WHY})
    assert (new.on, new.details) == (date(2027, 3, 3), {k: v for k, v in details.items() if v})


def test_a_page_of_a_correction_asks_no_more_of_a_long_ledger(
    client, users, order, notice, django_assert_num_queries
):
    client.force_login(users.rc)
    for what in ("correct", "strike"):
        url = event_url(order, notice, what)
        client.get(url)
        with django_assert_num_queries(9):
            assert client.get(url).status_code == 200
    happened(order, users.nurse, "police_contact", date(2027, 3, 8))
    with django_assert_num_queries(9):
        client.get(event_url(order, notice, "correct"))


def test_what_the_page_carries_is_what_was_typed(client, users, order, notice):
    client.force_login(users.rc)
    url = event_url(order, notice, "correct")
    lines = 'One line.\nAnother "quoted" <line>.'
    row = recorded(client, url, {"why": lines})
    assert row.reason == lines
    assert typed(client, event_url(order, row, "correct"), {})["shown"] == ["3"]
