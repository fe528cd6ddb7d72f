"""A recall by letterbox on the Saturday on which clocks go back, 72 hours, and the release."""

from datetime import date

import pytest

from assessments.models import DueItem
from tests.journeys import living
from tests.views.order_given import london

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Clocks go back at 02:00 on Sunday 25 October 2026: from then on London keeps Greenwich time.
NOTICE = london(2026, 10, 24, 18, 0)
DETAINED = london(2026, 10, 25, 0, 30)
ENDS = london(2026, 10, 27, 23, 30)
RELEASED = london(2026, 10, 27, 14, 30)
IN_WORDS = "23:30 on Tuesday 27 October 2026"
LETTERBOX = "Delivered to the usual or last known address, for example through the letterbox"
NEEDED = "Treatment in hospital is needed, and there would be a risk of harm without recall"


def test_the_72_hours_of_a_recall_run_through_the_change_of_clocks(desk, users):
    order = living.order(users, london(2026, 9, 7, 14, 0))
    with living.on(london(2026, 10, 24, 18, 10)) as clock:
        a_missed_appointment_is_no_ground(desk("rc"), order)
        the_notice_goes_through_the_letterbox(desk("rc"), order)
        clock.move_to(london(2026, 10, 25, 0, 40))
        the_ward_records_the_detention(desk("nurse"), order)
        clock.move_to(london(2026, 10, 26, 9, 0))
        anybody_on_the_ward_sees_the_hours(desk("ot"), order)
        clock.move_to(london(2026, 10, 27, 14, 40))
        the_clinician_releases(desk("rc", another=True), order)


def a_missed_appointment_is_no_ground(rc, order):
    """A discretionary condition alone is refused, with why and with what can be done instead."""
    living.what_happened(rc, order, "Recall notice (CTO3)")
    rc.choose(
        "Why is the person recalled?", "A discretionary condition was not kept, and nothing else"
    )
    rc.choose("How was the notice given?", LETTERBOX)
    rc.date("Date of the notice", NOTICE)
    rc.write("Hospital to which the person is recalled", "Northgate Hospital")
    rc.press("Check before recording")
    (problem,) = rc.problems()
    assert "no ground for recall on its own: section 17B(6) and (7)" in problem
    rc.sees("What can be done instead", "Hold a review, with the person.")
    assert living.entries(order) == ["order_made"]


def the_notice_goes_through_the_letterbox(rc, order):
    """What was typed is still there; the notice counts as served when the next day begins."""
    rc.choose("Why is the person recalled?", NEEDED)
    rc.write("Reasons", "She hears voices again and has not eaten for two days.")
    rc.press("Check before recording")
    served = living.compared(rc)["Recall notice counts as served"]
    assert served == ("None", "00:00 on Sunday 25 October 2026", "New")
    rc.press("Record it")
    notice = living.last(order)
    assert (notice.kind, notice.at) == ("recall_notice", NOTICE)
    assert notice.details["method"] == "at_address"
    assert notice.details["ground"] == "treatment_needed"
    assert "recall_ends" not in living.due(order)


def the_ward_records_the_detention(nurse, order):
    """Before the notice is served nobody can be detained; 72 hours later clocks show one less."""
    living.what_happened(nurse, order, "Detained in hospital after recall (CTO4)")
    began = "Date and time when detention began"
    nurse.date(began, london(2026, 10, 24, 23, 30))
    nurse.press("Check before recording")
    served = "The notice counts as served only at 00:00 on Sunday 25 October 2026."
    assert served in nurse.problems()
    assert living.entries(order) == ["order_made", "recall_notice"]

    nurse.date(began, DETAINED)
    nurse.write("Hospital", "Northgate Hospital")
    nurse.press("Check before recording")
    dates = living.compared(nurse)
    assert dates["72 hours of the recall end"] == ("None", IN_WORDS, "New")
    assert dates["Status now"][1] == "In force, recalled to hospital"
    nurse.press("Record it")
    assert living.last(order).at == DETAINED
    item = DueItem.objects.get(order=order, key="recall_ends")
    assert (item.due_on, item.due_at) == (date(2026, 10, 27), ENDS)
    assert item.owner == order.patient.community_rc


def anybody_on_the_ward_sees_the_hours(ot, order):
    """The bar says since when, how long still, until when: 72 hours less 33 and a half."""
    ot.open(living.address(order))
    assert living.standing(ot) == "In force, recalled to hospital"
    ot.sees("38 hours left", "Detained Sun 00:30", "Now Mon 09:00", "Until Tue 23:30")
    assert living.day_of(ot, "72 hours of the recall end") == IN_WORDS


def the_clinician_releases(rc, order):
    """In time: the order goes on, and nothing of the recall waits for anybody."""
    living.what_happened(rc, order, "Released after recall")
    rc.sees(f"72 hours of the recall end: {IN_WORDS}")
    rc.date("Date and time of the release", RELEASED)
    rc.write("Reasons", "She slept, took her dose, and wants to go on at home.")
    rc.press("Check before recording")
    assert living.compared(rc)["Status now"][:2] == ("In force, recalled to hospital", "In force")
    rc.press("Record it")
    assert living.entries(order)[1:] == ["recall_notice", "recall_detention", "recall_release"]
    assert living.last(order).at == RELEASED
    assert "recall_ends" not in living.due(order)
    assert living.standing(rc) == "In force"
    rc.sees_none("hours left")
