"""Where an order stands: its status in words, the 72 hours of a recall, its end."""

from datetime import date
from types import SimpleNamespace

import pytest

from assessments.models import Order
from tests import factories as make
from tests.views.order_given import london, page, recalled, record, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


@pytest.mark.parametrize("name", ["order", "person"])
def test_an_order_in_force_says_until_when_and_where_the_dates_come_from(order, users, name):
    shown = page(users.nurse, order, name=name)

    assert status(shown) == "In force"
    assert "In force until the end of 23 May 2027, unless it is extended before." in shown
    assert "14:00 on Tuesday 24 November 2026" in shown
    assert "6 months beginning with 24 November 2026. Source: s.20A(1)." in shown
    assert "72 hours of the recall" not in shown


def test_the_status_says_who_made_the_last_entry_and_when(order, users):
    record(order, users.nurse, "police_contact", london(2026, 12, 1, 9, 0), power="136")

    assert (
        "Last entry: Tuesday 1 December 2026 at 10:00, by Daniel Mensah: contact with the police"
        in page(users.rc, order)
    )


@pytest.mark.parametrize("name", ["order", "person"])
def test_a_recall_shows_its_hours_drawn_and_in_words(order, users, name):
    recalled(order, users, london(2026, 12, 7, 9, 0))

    shown = page(users.nurse, order, name=name)

    assert status(shown) == "In force, recalled to hospital"
    assert "43 hours left" in shown
    assert (
        "Detained Monday 7 December 2026 at 09:00 · now Tuesday 8 December 2026 at 14:00, 43 "
        "hours left · must be released or the order revoked by Thursday 10 December 2026 at 09:00."
    ) in shown
    assert "Detained Mon 09:00" in shown
    assert "Until Thu 09:00" in shown
    assert 'width="40.28%"' in shown  # 29 of 72 hours


def test_the_hours_go_on_through_the_change_of_clocks(order, users):
    recalled(order, users, london(2027, 3, 26, 17, 0))

    shown = page(users.nurse, order, london(2027, 3, 28, 12, 0))

    assert "must be released or the order revoked by Monday 29 March 2027 at 18:00" in shown
    assert "30 hours left" in shown


def test_hours_that_have_run_over_say_that_there_is_no_authority(order, users):
    recalled(order, users, london(2026, 12, 4, 9, 0))

    shown = page(users.nurse, order)

    assert "29 hours over the limit" in shown
    assert "had to be released or the order revoked by Monday 7 December 2026 at 09:00." in shown
    assert "there is no authority to detain under the recall" in shown
    assert "Overdue by 1 day" in shown


def test_a_notice_without_detention_starts_no_hours(order, users):
    notice = {"method": "at_address", "ground": "treatment_needed"}
    record(order, users.rc, "recall_notice", london(2026, 12, 5, 18, 0), **notice)

    shown = page(users.nurse, order)

    assert status(shown) == "In force, recalled to hospital"
    assert "counted as served at 00:00 on Sunday 6 December 2026" in shown
    assert "the 72 hours have not begun" in shown
    assert "cto-recall" not in shown


def test_a_release_ends_the_hours_and_stays_on_the_line(order, users):
    recalled(order, users, london(2026, 12, 4, 9, 0))
    record(order, users.rc, "recall_release", london(2026, 12, 6, 9, 0))

    shown = page(users.nurse, order)

    assert status(shown) == "In force"
    assert "cto-recall" not in shown
    assert "Detained after recall, until released after recall" in shown


def test_absence_says_until_when_the_person_may_be_taken(order, users):
    notice = {"method": "in_hand", "ground": "treatment_needed"}
    record(order, users.rc, "recall_notice", london(2026, 12, 4, 7, 0), **notice)
    record(order, users.nurse, "absence_began", date(2026, 12, 5))

    shown = page(users.nurse, order)

    assert status(shown) == "In force, absent without leave"
    assert "Absent without leave since 5 December 2026." in shown
    assert "brought back until 4 June 2027" in shown


def test_custody_is_part_of_the_status(order, users):
    record(order, users.nurse, "custody_began", date(2026, 12, 1))

    shown = page(users.nurse, order)

    assert status(shown) == "In force, in custody"
    assert "In custody since 1 December 2026." in shown


def test_a_revoked_order_has_ended_and_the_detention_has_its_own_end(order, users):
    recalled(order, users, london(2026, 12, 4, 9, 0))
    record(order, users.rc, "order_revoked", london(2026, 12, 5, 9, 0), amhp="S. Prosser")

    shown = page(users.nurse, order)

    assert status(shown) == "Revoked"
    assert "it was revoked at 09:00 on Saturday 5 December 2026" in shown
    assert "Detention ends" in shown
    assert "Start a review" not in shown


def test_a_discharged_order_says_when_and_by_whom(order, users):
    record(order, users.rc, "order_discharged", date(2026, 12, 6), by="managers")

    shown = page(users.nurse, order)

    assert status(shown) == "Discharged"
    assert "the person was discharged from it on 6 December 2026, by the hospital managers" in shown
    assert "No date of the Act lies ahead." in shown


@pytest.mark.parametrize("name", ["order", "person"])
def test_an_expired_order_says_plainly_that_it_ended_and_when(order, users, name):
    shown = page(users.nurse, order, london(2027, 7, 1, 9, 0), name)

    assert status(shown) == "Expired"
    assert "This order has ended: its last day was 23 May 2027, and nothing extended it." in shown
