"""An order from the form that makes it to its extension five months later."""

from datetime import date

import pytest

from tests.journeys import living
from tests.views.order_given import london

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MADE = london(2026, 6, 8, 14, 0)


def test_an_order_is_made_by_its_form_and_extended_in_its_window(desk, users):
    one = living.decided(users, london(2026, 6, 7, 10, 0))
    with living.on(london(2026, 6, 9, 9, 0)) as clock:
        order = the_office_records_the_form(desk("mha"), one)
        clock.move_to(london(2026, 11, 10, 9, 0))
        the_clinician_extends(desk("rc"), order)
        the_office_sees_the_new_end(desk("mha", another=True), order)


def the_office_records_the_form(mha, one):
    """The order exists from its CTO1, and all its dates follow."""
    mha.open(f"/people/{one.patient_id}/")
    mha.press("Record the dates on CTO1")
    mha.date("When does the order take effect?", MADE)
    for part in (1, 2, 3):
        who = "AMHP" if part == 2 else "responsible clinician"
        mha.date(f"Date of Part {part} ({who})", MADE.date())
    mha.date("Received by the hospital managers on", MADE.date())
    mha.press("Check before recording")
    _, after, _ = living.compared(mha)["Order ends"]
    assert after == "Monday 7 December 2026"
    mha.press("Record it")
    order = one.order
    mha.open(living.address(order))
    assert living.standing(mha) == "In force"
    assert living.day_of(mha, "Order ends") == "Monday 7 December 2026"
    assert living.day_of(mha, "Window for extending opens") == "Thursday 8 October 2026"
    assert living.entries(order) == ["order_made"]
    assert living.last(order).at == MADE
    assert living.due(order)["order_ends"] == date(2026, 12, 7)
    return order


def the_clinician_extends(rc, order):
    """Examined too early is refused; in the window every date is shown before and after."""
    living.what_happened(rc, order, "Order extended (CTO7)")
    rc.sees("Window for extending opens: Thursday 8 October 2026")
    rc.date("Date of the examination", date(2026, 10, 7))
    rc.write("Person consulted", "Daniel Mensah")
    rc.write("Profession of the person consulted", "Nurse")
    rc.write("Approved mental health professional (AMHP)", "Siân Prosser")
    rc.date("Date of the AMHP’s statement", date(2026, 11, 6))
    rc.date("Date of the report", date(2026, 11, 9))
    rc.write("Reasons for extending", "She was well because the injections went on.")
    rc.press("Check before recording")
    early = "Examined on 7 October 2026, before the window opens on 8 October 2026."
    assert early in rc.problems()
    assert living.entries(order) == ["order_made"]

    rc.date("Date of the examination", date(2026, 11, 5))
    rc.press("Check before recording")
    before_and_after = living.compared(rc)
    assert before_and_after["Order ends"] == (
        "Monday 7 December 2026",
        "Monday 7 June 2027",
        "Moved from Monday 7 December 2026 to Monday 7 June 2027",
    )
    assert before_and_after["Window for extending opens"][1] == "Thursday 8 April 2027"
    assert before_and_after["Status now"] == ("In force", "In force", "Unchanged")
    assert living.entries(order) == ["order_made"]
    rc.press("Record it")
    rc.sees("Recorded: Order extended.")
    assert living.day_of(rc, "Order ends") == "Monday 7 June 2027"


def the_office_sees_the_new_end(mha, order):
    """One entry more, with all that was typed; the work-list waits for the new last day."""
    assert living.entries(order) == ["order_made", "order_extended"]
    extended = living.last(order)
    assert extended.on == date(2026, 11, 9)
    assert extended.details["examined"] == "2026-11-05"
    assert extended.details["consulted"] == "Daniel Mensah"
    assert living.due(order)["order_ends"] == date(2027, 6, 7)
    mha.open(f"/people/{order.patient_id}/")
    mha.sees("7 June 2027")
    mha.open(living.address(order))
    mha.sees("She was well because the injections went on.", "Entry 2: Order extended")
