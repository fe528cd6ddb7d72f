"""Readings decided where the text leaves them open: tribunal, treatment, relative, 2025, doubles.

The other rows of the table are in test_readings_of_the_order.
"""

from typing import Any

import pytest

from tests.statute.story import (
    absent,
    applied,
    barred,
    considered,
    deadline,
    detained,
    discharged,
    first_or_safe,
    made,
    notice,
    refused,
    relative_notice,
    revoked,
    sure,
    tell,
    why,
)

MADE = made("2026-10-05")  # in force to 4 April 2027
RECALLED = notice("at_address", "2027-03-01")  # served on 2 March 2027
DETAINED = (MADE, notice("in_hand", "2026-12-04T09:00"), detained("2026-12-04T10:00"))

# --- tribunal -----------------------------------------------------------------------------------

PART_3 = {"section": "37", "treatment_admission": "2026-05-31"}


def test_the_long_stop_is_the_first_day_on_which_more_than_three_years_have_passed():
    found = tell(MADE, considered("2026-09-01"), considered("2025-09-01"))
    assert deadline(found, "reference_long_stop") == sure("2029-09-02")


@pytest.mark.parametrize(
    ("born", "on"),
    [
        ("2009-09-03", "2027-09-02"),  # 18 on the day after the year has passed
        ("2009-09-02", "2029-09-02"),  # 18 on that very day
        ("2008-02-29", "2029-09-02"),
    ],
)
def test_under_18_is_asked_on_the_day_that_the_year_has_passed(born, on):
    found = tell(MADE, considered("2026-09-01"), date_of_birth=born)
    assert deadline(found, "reference_long_stop") == sure(on)


def test_a_part_3_patient_never_considered_counts_from_the_order_of_the_court():
    found = tell(MADE, detention=PART_3)
    assert deadline(found, "reference_long_stop") == first_or_safe("2029-06-01", "2029-06-01")
    assert deadline(tell(MADE, detention={"section": "37"}), "reference_long_stop") is None


def test_a_section_3_patient_never_considered_has_no_long_stop():
    found = tell(MADE, detention={"treatment_admission": "2026-01-30"})
    assert deadline(found, "reference_long_stop") is None


def test_the_six_month_reference_is_shown_even_where_it_fell_before_the_order():
    found = tell(MADE, detention={"treatment_admission": "2025-01-30"})
    assert deadline(found, "reference_six_months") == sure("2025-07-30")


def test_the_six_month_reference_waits_while_the_patient_is_absent():
    detention = {"treatment_admission": "2026-09-10"}  # due on 10 March 2027
    assert deadline(tell(MADE, detention=detention), "reference_six_months") == sure("2027-03-10")
    away = tell(MADE, RECALLED, absent("2027-03-03"), detention=detention)
    assert deadline(away, "reference_six_months") is None
    back = tell(MADE, RECALLED, absent("2027-03-03", "2027-03-15"), detention=detention)
    assert deadline(back, "reference_six_months") == sure("2027-03-15")
    that_day = tell(MADE, RECALLED, absent("2027-03-10", "2027-03-12"), detention=detention)
    assert deadline(that_day, "reference_six_months") == sure("2027-03-12")
    before = tell(MADE, RECALLED, absent("2027-03-03", "2027-03-09"), detention=detention)
    assert deadline(before, "reference_six_months") == sure("2027-03-10")


@pytest.mark.parametrize("section", ["37", "45A", "47", "48"])
def test_section_69_delays_the_right_of_every_part_3_patient(section):
    detention = {"section": section, "treatment_admission": "2026-07-01"}
    found = tell(MADE, detention=detention, as_of="2026-11-01")
    assert deadline(found, "application_window_opens") == sure("2027-01-01")
    assert deadline(found, "application_window_closes") == sure("2027-04-04")
    assert refused(tell(MADE, applied("66(1)(ca)", "2026-12-31"), detention=detention)) == [1]
    assert refused(tell(MADE, applied("66(1)(ca)", "2027-01-01"), detention=detention)) == []


# --- Part 4A ------------------------------------------------------------------------------------


def test_three_months_since_first_medication_are_reached_on_the_anniversary():
    found = tell(made("2026-10-20"), first_medication="2026-11-30")
    assert deadline(found, "part_4a_certificate") == first_or_safe("2027-03-01", "2027-02-28")


def test_without_a_first_medication_there_is_no_day_for_the_certificate():
    assert deadline(tell(MADE), "part_4a_certificate") is None


# --- nearest relative ---------------------------------------------------------------------------

GIVEN = relative_notice("in_hand", "2026-11-30T10:00")  # 72 hours to 3 December, 10:00


def test_an_emailed_notice_is_refused_in_wales_only():
    emailed = relative_notice("email", "2026-11-20T16:00")
    assert "e-mail" in why(tell(MADE, emailed, nation="wales"))
    found = tell(MADE, emailed)
    assert deadline(found, "barring_report_by") == sure("2026-11-26T00:00:00+00:00")


def test_discharge_on_the_date_on_which_the_72_hours_end_is_accepted():
    assert refused(tell(MADE, GIVEN, discharged("2026-12-02", "nearest_relative"))) == [2]
    found = tell(MADE, GIVEN, discharged("2026-12-03", "nearest_relative"), as_of="2026-12-03")
    assert (found["status"], found["refused"]) == ("discharged", [])
    early = discharged("2026-12-03T09:59", "nearest_relative")
    assert "10:00 on Thursday 3 December 2026" in why(tell(MADE, GIVEN, early))
    assert refused(tell(MADE, GIVEN, discharged("2026-12-03T10:00", "nearest_relative"))) == []


def test_a_notice_inside_a_bar_is_accepted_and_the_discharge_refused():
    story = [
        MADE,
        GIVEN,
        barred("2026-12-02T10:00"),
        relative_notice("in_hand", "2027-01-04T10:00"),
    ]
    found = tell(*story)
    assert found["refused"] == []
    assert deadline(found, "relative_barred_until") == sure("2027-06-01")
    assert deadline(found, "barring_report_by") == sure("2027-01-07T10:00:00+00:00")
    assert "until 1 June 2027" in why(tell(*story, discharged("2027-02-01", "nearest_relative")))


def test_a_barring_report_dated_on_the_last_day_without_a_time_is_accepted_and_debatable():
    found = tell(MADE, GIVEN, barred("2026-12-03"))
    assert deadline(found, "relative_barred_until") == first_or_safe("2027-06-02", "2027-06-02")
    assert deadline(tell(MADE, GIVEN, barred("2026-12-02")), "relative_barred_until") == sure(
        "2027-06-01"
    )
    assert refused(tell(MADE, GIVEN, barred("2026-12-04"))) == [2]
    assert refused(tell(MADE, GIVEN, barred("2026-12-03T10:00"))) == []
    assert refused(tell(MADE, GIVEN, barred("2026-12-03T10:01"))) == [2]


# --- Mental Health Act 2025, pretended ----------------------------------------------------------

PRETENDED: dict[str, Any] = {"rules": {"mha_2025": "2026-10-05"}}
LATER: dict[str, Any] = {
    "rules": {"mha_2025": "2026-12-05"}
}  # after the order, on the day of revocation
REVOCATION = (*DETAINED, revoked("2026-12-05T10:00"))


def test_the_orders_day_chooses_the_months_of_medication():
    assert deadline(
        tell(MADE, first_medication="2026-09-20", **PRETENDED), "part_4a_certificate"
    ) == sure("2026-11-20")
    assert deadline(
        tell(MADE, first_medication="2026-09-20", **LATER), "part_4a_certificate"
    ) == sure("2026-12-20")


def test_the_orders_day_chooses_the_rules_of_reference():
    detention = {"treatment_admission": "2026-01-30"}
    new = tell(MADE, considered("2026-09-01"), detention=detention, **PRETENDED)
    assert deadline(new, "reference_six_months") == sure("2027-04-05")
    assert deadline(new, "reference_long_stop") == sure("2027-09-02")
    old = tell(MADE, considered("2026-09-01"), detention=detention, **LATER)
    assert deadline(old, "reference_six_months") == sure("2026-07-30")
    assert deadline(old, "reference_long_stop") == sure("2029-09-02")


def test_the_revocations_day_chooses_the_revived_detention_and_the_reference():
    found = tell(*REVOCATION, **LATER)
    assert deadline(found, "detention_ends") == sure("2027-03-04")
    assert deadline(found, "reference_after_revocation") is None
    part_3 = tell(*REVOCATION, detention=PART_3, **LATER)
    assert deadline(part_3, "detention_ends") == sure("2027-06-04")
    today = tell(*REVOCATION)
    assert deadline(today, "detention_ends") == sure("2027-06-04")
    assert deadline(today, "reference_after_revocation") == sure("2026-12-05")


def test_the_reports_day_chooses_how_long_it_bars():
    found = tell(MADE, GIVEN, barred("2026-12-02T10:00"), **PRETENDED)
    assert deadline(found, "relative_barred_until") == sure("2027-03-01")


# --- doubles ------------------------------------------------------------------------------------


def test_a_second_order_is_refused_while_one_is_live():
    assert refused(tell(MADE, made("2027-04-04"))) == [1]
    assert refused(tell(MADE, made("2027-04-05"))) == []
    found = tell(MADE, discharged("2026-12-01"), made("2026-12-20"), as_of="2026-12-21")
    assert (found["status"], found["refused"]) == ("in_force", [])
    assert deadline(found, "order_ends") == sure("2027-06-19")


def test_an_order_before_the_admission_for_treatment_is_refused():
    detention = {"treatment_admission": "2026-10-06"}
    assert "before liability to detention" in why(tell(MADE, detention=detention))
    assert refused(tell(MADE, detention={"treatment_admission": "2026-10-05"})) == []
