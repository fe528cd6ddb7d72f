"""A decision to make an order, corrected after the order exists: the order lives on, in sight."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.lifecycle import Outcome, Status
from assessments.models import Record
from assessments.services import assessments, orders
from tests import factories as make
from tests.views.signing_forms import page

UNENDED = "Correcting this record does not end it."


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(make.MOMENT + timedelta(days=7))


@pytest.fixture
def order(users):
    """In force since 24 November, on the CTO1 that followed from version 1."""
    return make.order(users)


@pytest.fixture
def one(order):
    return order.assessment


def corrected(one, users):
    """Sealed again as "not made", after the form was recorded."""
    assessments.correct(assessment=one, reason="Wrong outcome.", by=users.rc)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)


def text(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


def test_whoever_corrects_is_told_that_the_order_goes_on(client, users, order, one):
    shown = text(client, users.rc, page("correct", one))

    assert "An order was made on form CTO1: in force, until 23 May 2027" in shown
    assert UNENDED in shown
    assert reverse("order", args=[order.pk]) in shown


def test_whoever_seals_the_correction_is_told_again(client, users, one):
    assessments.correct(assessment=one, reason="Wrong outcome.", by=users.rc)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    assert UNENDED in text(client, users.rc, page("seal", one))


def test_a_record_that_no_order_followed_warns_of_none(client, users):
    one = make.assessment_at(Status.SEALED, users)

    assert UNENDED not in text(client, users.rc, page("correct", one))


def test_both_records_keep_the_order_and_its_form_in_sight(client, users, order, one):
    corrected(one, users)

    for record in Record.objects.filter(assessment=one):
        shown = text(client, users.rc, reverse("record", args=[record.reference]))
        assert "as written on form CTO1" in shown
        assert UNENDED in shown
        assert reverse("order", args=[order.pk]) in shown
        assert "Correct the dates on form" not in shown  # no order follows from "not made"
        assert "before this decision was sealed" not in shown  # the form followed from version 1


def test_the_person_s_page_and_the_list_of_people_say_both(client, users, one):
    corrected(one, users)

    for url in (reverse("home"), reverse("person", args=[one.patient_id])):
        shown = text(client, users.rc, url)
        assert "Community treatment order not made" in shown
        assert "In force" in shown


def test_without_a_form_a_correction_leaves_no_order_behind(client, users):
    one = make.assessment_at(Status.SEALED, users)
    corrected(one, users)

    shown = text(client, users.rc, reverse("home"))

    assert "Community treatment order not made" in shown
    assert "In force" not in shown
    assert "not yet made" not in shown


def test_an_order_that_has_ended_is_named_as_ended(client, users, order, one):
    order.refresh_from_db()
    at = make.MOMENT + timedelta(days=5)
    ended = orders.Happening("order_discharged", at.date(), at, {"by": "responsible_clinician"})
    orders.record(order=order, happening=ended, shown=order.entries, by=users.rc)

    shown = text(client, users.rc, page("correct", one))

    assert "An order was made on form CTO1: order discharged" in shown
    assert UNENDED not in shown
