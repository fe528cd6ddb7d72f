"""Particulars from which a live order counts: its dates before and after, with a reason."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Patient
from tests import factories as make


@pytest.fixture(autouse=True)
def now():
    """While the order is live, whenever the tests run."""
    with time_machine.travel(make.EFFECTIVE + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def order(users):
    return make.order(users)


@pytest.fixture
def office(client, users):
    client.force_login(users.mha)
    return client


def typed(**changes):
    days = {"section_began_on": date(2026, 9, 1), "section_ends_on": date(2027, 2, 28), **changes}
    section = days.pop("section", "3")
    shown = {"section": section, "hospital": "Northgate", "nation": "england", "shown": "1"}
    for name, day in days.items():
        parts = {"day": day.day, "month": day.month, "year": day.year}
        shown |= {f"{name}-{part}": str(value) for part, value in parts.items()}
    return shown


def send(client, order, **data):
    return client.post(reverse("person-detention", args=[order.patient.pk]), data)


def test_what_moves_a_date_is_shown_before_and_after_and_nothing_is_saved(office, order):
    answer = send(office, order, **typed(first_medication_on=date(2026, 9, 2)))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Dates of the order would change" in page
    assert "Certificate" in page
    assert "Why do these dates change?" in page
    assert Patient.objects.get().first_medication_on is None


def test_a_reason_is_needed_and_is_kept_and_shown(office, order):
    asked = typed(first_medication_on=date(2026, 9, 2))

    without = send(office, order, **asked, act="record")
    assert without.status_code == 422
    assert "Enter why the dates of the order change" in without.content.decode()
    kept = send(office, order, **asked, act="record", dates_reason="From the medicine chart.")

    assert kept.status_code == 302
    assert Patient.objects.get().first_medication_on == date(2026, 9, 2)
    person = office.get(reverse("person", args=[order.patient.pk])).content.decode()
    assert "From the medicine chart." in person


def test_going_back_shows_the_form_with_everything_typed(office, order):
    answer = send(office, order, **typed(first_medication_on=date(2026, 9, 2)), act="change")

    assert answer.status_code == 200
    assert 'name="first_medication_on-year" ' in answer.content.decode()
    assert "Section and hospital" in answer.content.decode()


def test_what_would_unmake_the_order_is_refused_at_the_field(office, order):
    answer = send(office, order, **typed(section_began_on=date(2026, 11, 25)))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Order made, 24 Nov" in page
    assert 'href="#id_section_began_on' in page
    assert "Choose section 3, 37" in send(office, order, **typed(section="2")).content.decode()


def test_what_no_date_counts_from_is_saved_at_once(office, order):
    answer = send(office, order, **typed(section_ends_on=date(2027, 2, 27)))

    assert answer.status_code == 302
