"""A revocation within the 72 hours, and the reference that the hospital managers owe for it."""

import re
from datetime import date

import pytest

from tests.journeys import living
from tests.views.order_given import london, recalled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DETAINED = london(2026, 11, 2, 10, 0)
REVOKED = london(2026, 11, 4, 16, 0)
WHEN = "Date and time of the revocation"
REFERENCE = "Managers refer the case: order revoked"


@pytest.fixture
def order(users):
    """An order of September whose person has been in hospital since Monday, after a recall."""
    one = living.order(users, london(2026, 9, 7, 14, 0))
    recalled(one, users, DETAINED)
    return one


def test_the_office_revokes_in_time_and_then_owes_a_reference(desk, users, order):
    with living.on(london(2026, 11, 6, 9, 0)):
        mha = desk("mha")
        after_72_hours_nothing_can_be_revoked(mha, order)
        in_time_it_can(mha, order)
        the_reference_waits_for_the_office(mha, order)
        the_reference_is_made(mha, order)


def after_72_hours_nothing_can_be_revoked(mha, order):
    """The moment matters, not the day on which the form reaches the office."""
    mha.open(living.address(order))
    mha.sees("Act now", "The 72 hours ended at 10:00 on Thursday 5 November 2026.")
    mha.press("Record what happened")
    mha.follow("It happened earlier: Order revoked (CTO5)")
    mha.date(WHEN, london(2026, 11, 5, 10, 30))
    mha.write("Approved mental health professional (AMHP) who agreed", "Siân Prosser")
    mha.press("Check before recording")
    ended = "The 72 hours ended at 10:00 on Thursday 5 November 2026"
    assert f"{ended}: the patient had to be released by then." in mha.problems()
    assert living.entries(order)[-1] == "recall_detention"


def in_time_it_can(mha, order):
    """Detention begins again, and with it the duty to refer."""
    mha.date(WHEN, REVOKED)
    mha.press("Check before recording")
    dates = living.compared(mha)
    assert dates["Status now"][1] == "Revoked"
    assert dates[REFERENCE] == ("None", "Wednesday 4 November 2026", "New")
    assert dates["Detention ends"] == ("None", "Monday 3 May 2027", "New")
    mha.press("Record it")
    assert living.standing(mha) == "Revoked"
    assert living.entries(order)[-2:] == ["recall_detention", "order_revoked"]
    revoked = living.last(order)
    assert (revoked.at, revoked.details["amhp"]) == (REVOKED, "Siân Prosser")
    assert "reasons" not in revoked.details


def the_reference_waits_for_the_office(mha, order):
    """Since the day of the revocation, on the office's own board."""
    due = living.due(order)
    assert due["reference_after_revocation"] == date(2026, 11, 4)
    assert due["detention_ends"] == date(2027, 5, 3)
    assert "order_ends" not in due
    assert living.owner(order, "reference_after_revocation") is None
    mha.open("/due/?whose=own&part=overdue")
    with mha.within(re.compile(REFERENCE), "row"):
        mha.part.get_by_text("Overdue by 2 days").wait_for()
        mha.part.get_by_text("Mental Health Act office").wait_for()
        mha.follow("Record the reference , Amara Test")


def the_reference_is_made(mha, order):
    """Done on the day on which the tribunal had it; nothing of it waits any more."""
    mha.is_at("Something that was due is done")
    mha.date("Date on which it was done", date(2026, 11, 6))
    mha.write("How", "Referred by secure e-mail, receipt 4711.")
    mha.press("Check before recording")
    assert living.compared(mha)[REFERENCE][2] == "Unchanged, and done with this"
    mha.press("Record it")
    done = living.last(order)
    assert done.details["duty"] == "reference_after_revocation"
    assert done.details["due_on"] == "2026-11-04"
    assert "reference_after_revocation" not in living.due(order)
