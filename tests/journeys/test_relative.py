"""A nearest relative's notice of discharge, the report that bars it, and for how long."""

from datetime import date

import pytest

from tests.journeys import living
from tests.views.order_given import london

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTICE = london(2026, 11, 9, 10, 0)
REPORT = london(2026, 11, 11, 15, 0)
BARRED = "Nearest relative barred until"


def test_a_report_in_time_bars_the_nearest_relative_for_six_months(desk, users):
    order = living.order(users, london(2026, 9, 7, 14, 0))
    with living.on(london(2026, 11, 9, 11, 0)) as clock:
        the_office_records_the_notice(desk("mha"), order)
        clock.move_to(london(2026, 11, 11, 15, 30))
        the_clinician_bars_the_discharge(desk("rc"), order)
        clock.move_to(london(2026, 11, 16, 9, 0))
        within_the_bar_the_relative_cannot_discharge(desk("mha", another=True), order)


def the_office_records_the_notice(mha, order):
    """Handed over, so that the 72 hours run from the hour; they wait for the clinician."""
    living.what_happened(mha, order, "Nearest relative’s notice of discharge")
    mha.choose("How was the notice given?", "Handed to an officer of the managers")
    mha.date("Date of the notice", NOTICE.date())
    mha.press("Check before recording")
    assert mha.problems() == [
        "Enter the time as well: a notice that is handed over counts from then"
    ]
    mha.date("Date of the notice", NOTICE)
    mha.press("Check before recording")
    report_by = living.compared(mha)["Report to bar discharge: last moment"]
    assert report_by == ("None", "10:00 on Thursday 12 November 2026", "New")
    mha.press("Record it")
    assert living.last(order).at == NOTICE
    assert living.due(order)["barring_report_by"] == date(2026, 11, 12)
    assert living.owner(order, "barring_report_by") == order.patient.community_rc


def the_clinician_bars_the_discharge(rc, order):
    """Within the 72 hours: the bar begins with the report's day."""
    living.what_happened(rc, order, "Discharge by the nearest relative barred (M2)")
    rc.sees("Report to bar discharge: last moment: 10:00 on Thursday 12 November 2026")
    rc.date("Date of the report", REPORT)
    why = "She ran into traffic in April and hears voices that tell her to do it again."
    rc.write("Why the person would be dangerous if discharged", why)
    rc.press("Check before recording")
    assert living.compared(rc)[BARRED] == ("None", "Monday 10 May 2027", "New")
    rc.press("Record it")
    assert living.entries(order) == ["order_made", "nearest_relative_notice", "barring_report"]
    assert living.last(order).at == REPORT
    assert living.last(order).details["reasons"] == why
    assert living.day_of(rc, BARRED) == "Monday 10 May 2027"
    assert "barring_report_by" not in living.due(order)


def within_the_bar_the_relative_cannot_discharge(mha, order):
    """Whoever else may discharge still can, so the form is there; the Act refuses this answer."""
    living.what_happened(mha, order, "Discharged from the order")
    mha.choose("Who discharged the person?", "Nearest relative")
    mha.date("Date of the discharge", london(2026, 11, 13, 9, 0))
    mha.press("Check before recording")
    assert "A barring report bars discharge until 10 May 2027." in mha.problems()
    assert living.entries(order)[-1] == "barring_report"
    mha.open(living.address(order))
    assert living.standing(mha) == "In force"
