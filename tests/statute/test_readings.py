"""Each decided reading names the function that applies it, and has a test of its own."""
# ruff: noqa: E501  (names of tests are sentences, and the table is easier to read unbroken)

from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

from assessments.statute.readings import DECIDED

# Each reading with its test; test files are searched by the test's name.
TESTS = {
    "ties": "test_between_a_bare_date_and_a_time_on_that_day_list_order_decides",
    "repeated hour": "test_in_the_repeated_hour_a_time_without_offset_is_the_earlier_one",
    "month end": "test_e4_and_e7_where_the_corresponding_date_is_missing",
    "window": "test_where_the_window_opens_if_the_order_ends_with_a_month",
    "window of each last day": "test_an_extension_fits_the_window_of_one_reading_of_the_last_day",
    "extension reported again": "test_cto7_once_more_makes_sure_what_one_reading_allowed",
    "posting in Wales": "test_posting_in_wales_takes_good_friday_as_a_holiday_and_says_that_it_is_debatable",
    "chains": "test_the_safe_day_of_an_extension_is_the_earlier_of_two_ways_to_count",
    "what is shown": "test_a_deadline_stays_shown_once_it_is_past",
    "current right": "test_the_right_to_apply_is_that_of_the_period_that_holds_the_moment",
    "absence needs recall": "test_absence_is_refused_unless_a_served_notice_is_live",
    "end while absent": "test_while_absent_in_the_last_week_the_order_ends_with_the_power_to_take_the_patient",
    "extra week": "test_back_within_28_days_there_is_one_week_more_to_examine_and_report",
    "week for CTO8": "test_back_after_more_than_28_days_the_order_ends_with_the_week_for_cto8",
    "custody over six months": "test_more_than_six_months_in_custody_end_the_order_with_the_six_months",
    "deemed absence": "test_after_release_the_deemed_absence_only_moves_the_end",
    "successive custodies": "test_successive_custodies_add_up_in_days",
    "last minute": "test_revocation_at_the_exact_last_minute_is_in_time",
    "second notice": "test_a_second_notice_during_detention_is_refused",
    "fresh 72 hours": "test_absent_on_the_day_they_would_end_a_fresh_72_hours_run_from_the_return",
    "long stop": "test_the_long_stop_is_the_first_day_on_which_more_than_three_years_have_passed",
    "never considered": "test_a_part_3_patient_never_considered_counts_from_the_order_of_the_court",
    "six-month reference": "test_the_six_month_reference_waits_while_the_patient_is_absent",
    "section 69": "test_section_69_delays_the_right_of_every_part_3_patient",
    "medication": "test_three_months_since_first_medication_are_reached_on_the_anniversary",
    "e-mailed notice": "test_an_emailed_notice_is_refused_in_wales_only",
    "relative's discharge": "test_discharge_on_the_date_on_which_the_72_hours_end_is_accepted",
    "barring report": "test_a_barring_report_dated_on_the_last_day_without_a_time_is_accepted_and_debatable",
    "2025 Act": "test_the_orders_day_chooses_the_rules_of_reference",
    "doubles": "test_a_second_order_is_refused_while_one_is_live",
    "unbegun extension": "test_after_a_return_an_extension_that_had_not_begun_is_in_doubt_until_reported_again",
    "CTO8 in time": "test_cto8_before_the_expiry_never_doubles_as_cto7",
    "recalled before custody": "test_a_patient_who_was_recalled_before_custody_may_be_taken_for_28_days_after_it",
    "two notices": "test_a_second_way_of_service_counts_where_it_is_earlier",
    "disputed hours": "test_no_reading_allows_a_second_notice_before_the_first_end_of_disputed_hours",
    "reference by each reading": "test_what_follows_from_an_event_that_one_reading_allows_is_debatable",
    "doubtful absence": "test_what_follows_from_an_event_that_one_reading_allows_is_debatable",
    "after release": "test_recall_and_release_leave_the_order_in_force",
    "long stop and absence": "test_the_long_stop_waits_for_an_absent_patient_too",
    "unknown birth": "test_the_long_stop_is_the_first_day_on_which_more_than_three_years_have_passed",
    "section 3 right on an order": "test_a_patient_on_an_order_has_no_right_on_section_3",
    "right of a community patient": "test_an_application_by_a_community_patient_needs_an_order_in_force",
    "bar that may be late": "test_a_report_that_may_have_been_late_still_bars",
    "reference after a new order": "test_a_new_order_after_revocation_keeps_the_duty_to_refer",
}


def test_every_reading_has_a_test():
    assert [one.key for one in DECIDED] == list(TESTS)
    written = "".join(
        file.read_text()
        for file in Path(__file__).parent.glob("test_*.py")
        if file.name != "test_readings.py"
    )
    missing = [name for name in TESTS.values() if f"def {name}(" not in written]
    assert missing == []


@pytest.mark.parametrize("reading", DECIDED, ids=lambda reading: reading.key)
def test_every_reading_names_the_function_that_applies_it(reading):
    module, *names = reading.where.split(".")
    found = reduce(getattr, names, import_module(f"assessments.statute.{module}"))
    assert callable(found)
    assert reading.decided.endswith(".")
    assert reading.source
