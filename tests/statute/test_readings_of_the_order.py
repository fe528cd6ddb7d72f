"""Readings decided where the text leaves them open, one heading for each row of the table.

Rows about the person rather than the order are in test_readings_about_the_person.
"""

import pytest

from tests.statute.story import (
    absent,
    applied,
    cto8,
    custody,
    deadline,
    detained,
    extended,
    first_or_safe,
    made,
    notice,
    refused,
    released,
    revoked,
    sure,
    tell,
    why,
)

MADE = made("2026-10-05")  # in force to 4 April 2027
RECALLED = notice("at_address", "2027-03-01")  # served on 2 March 2027
DETAINED = (MADE, notice("in_hand", "2026-12-04T09:00"), detained("2026-12-04T10:00"))
HOURS_END = "2026-12-07T10:00:00+00:00"

# --- ties ---------------------------------------------------------------------------------------


def test_at_the_same_moment_list_order_decides():
    first, second = notice("in_hand", "2026-12-04T10:00"), detained("2026-12-04T10:00")
    assert refused(tell(MADE, first, second)) == []
    assert refused(tell(MADE, second, first)) == [1]


def test_between_a_bare_date_and_a_time_on_that_day_list_order_decides():
    day, time = made("2026-10-05"), notice("in_hand", "2026-10-05T10:00")
    assert refused(tell(day, time)) == []
    assert refused(tell(time, day)) == [0]


def test_a_bare_date_comes_after_every_time_of_its_day_that_stands_before_it():
    late, day, early = (
        notice("in_hand", "2026-10-05T15:00"),
        made("2026-10-05"),
        notice("in_hand", "2026-10-05T10:00"),
    )
    assert refused(tell(late, day, early)) == [0, 2]
    assert refused(tell(late, early, day)) == [0, 1]


# --- local times (those that are not well formed: test_facts) -----------------------------------


def test_a_time_without_offset_is_londons():
    found = tell(made("2026-06-01"), notice("in_hand", "2026-07-01T10:00"))
    assert deadline(found, "notice_served") == sure("2026-07-01T10:00:00+01:00")


# --- month-end windows; Wales and posting -------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-09-01", first_or_safe("2027-01-01", "2027-01-01")),  # L 28 February 2027
        ("2026-08-29", first_or_safe("2027-01-01", "2027-01-01")),
        ("2027-09-01", first_or_safe("2028-01-01", "2028-01-01")),  # L 29 February 2028
        ("2026-04-01", first_or_safe("2026-08-01", "2026-08-01")),  # L 30 September 2026
        ("2026-11-01", sure("2027-03-01")),  # L 30 April: 28 February stands for the 30th
        ("2026-10-30", sure("2027-03-01")),  # L 29 April 2027
        ("2026-03-01", sure("2026-07-01")),  # L 31 August
    ],
)
def test_where_the_window_opens_if_the_order_ends_with_a_month(day, opens):
    assert deadline(tell(made(day)), "extension_window_opens") == opens


def test_an_examination_that_one_reading_of_the_window_allows_is_accepted_and_debatable():
    found = tell(made("2026-09-01"), extended("2026-12-29", "2027-01-10"))
    assert found["refused"] == []
    assert deadline(found, "order_ends") == first_or_safe("2027-08-31", "2027-02-28")
    assert refused(tell(made("2026-09-01"), extended("2026-12-28", "2027-01-10"))) == [1]


def test_posting_in_wales_takes_good_friday_as_a_holiday_and_says_that_it_is_debatable():
    posted = [made("2027-01-04"), notice("first_class_post", "2027-03-25")]
    served = "2027-03-31T00:00:00+01:00"
    assert deadline(tell(*posted), "notice_served") == sure(served)
    welsh = tell(*posted, nation="wales")
    assert deadline(welsh, "notice_served") == first_or_safe(served, served)
    assert "Welsh regulations" in welsh["deadlines"]["notice_served"]["working"]


def test_detention_between_the_two_readings_of_service_is_accepted_and_debatable():
    story = [made("2027-01-04"), notice("first_class_post", "2027-03-25")]
    early = detained("2027-03-30T10:00")
    assert refused(tell(*story, early)) == [2]
    welsh = tell(*story, early, nation="wales")
    assert welsh["refused"] == []
    ends = "2027-04-02T10:00:00+01:00"
    assert deadline(welsh, "recall_ends") == first_or_safe(ends, ends)
    revocation = tell(*story, early, revoked("2027-04-01T10:00"), nation="wales")
    assert deadline(revocation, "detention_ends") == first_or_safe("2027-09-30", "2027-07-03")
    assert refused(tell(*story, detained("2027-03-29T10:00"), nation="wales")) == [2]


def test_absence_between_the_two_readings_of_service_is_accepted_and_debatable():
    story = [made("2027-01-04"), notice("first_class_post", "2027-03-25"), absent("2027-03-30")]
    assert refused(tell(*story)) == [2]
    welsh = tell(*story, nation="wales")
    until = "2027-09-29"
    assert deadline(welsh, "absence_retake_until") == first_or_safe(until, until)


# --- chains -------------------------------------------------------------------------------------


def test_the_safe_day_of_an_extension_is_the_earlier_of_two_ways_to_count():
    found = tell(made("2026-03-31"), extended("2026-09-01"), extended("2027-03-01"))
    assert [(one["last_day"], one["safe"], one["debatable"]) for one in found["periods"]] == [
        ("2026-09-30", "2026-09-29", True),
        ("2027-03-31", "2027-03-30", True),
        ("2028-03-31", "2028-03-30", True),
    ]
    assert "31 March 2026" in found["deadlines"]["order_ends"]["working"]


def test_after_an_extension_that_one_reading_allows_the_safe_day_is_of_the_period_before():
    found = tell(made("2026-03-31"), extended("2026-09-01", "2026-09-30"), extended("2027-03-01"))
    assert [(one["last_day"], one["safe"]) for one in found["periods"]] == [
        ("2026-09-30", "2026-09-29"),
        ("2027-03-31", "2026-09-29"),
        ("2028-03-31", "2026-09-29"),
    ]
    assert deadline(found, "order_ends") == first_or_safe("2028-03-31", "2026-09-29")


# --- what is shown ------------------------------------------------------------------------------


def test_the_end_shown_is_the_last_valid_periods_even_before_it_starts():
    found = tell(MADE, extended("2027-03-01"), as_of="2026-11-01")
    assert deadline(found, "order_ends") == sure("2027-10-04")


def test_a_deadline_stays_shown_once_it_is_past():
    found = tell(*DETAINED, first_medication="2026-09-20", as_of="2030-01-01")
    assert found["status"] == "expired"
    assert set(found["deadlines"]) == {
        "order_ends",
        "extension_window_opens",
        "extension_window_closes",
        "notice_served",
        "recall_ends",
        "part_4a_certificate",
    }


def test_the_right_to_apply_is_that_of_the_period_that_holds_the_moment():
    story = [MADE, extended("2027-03-01")]
    assert deadline(tell(*story, as_of="2027-04-04"), "application_window_opens") == sure(
        "2026-10-05"
    )
    second = tell(*story, as_of="2027-04-05")
    assert deadline(second, "application_window_opens") == sure("2027-04-05")
    assert deadline(second, "application_window_closes") == sure("2027-10-04")
    assert second["deadlines"]["application_window_opens"]["source"] == "s.66(1)(fza)"
    assert deadline(tell(*story, as_of="2027-10-05"), "application_window_opens") is None
    assert deadline(tell(*story, as_of="2026-10-04"), "application_window_opens") is None


def test_a_right_to_apply_is_gone_once_used_and_freed_by_withdrawal():
    used = tell(MADE, applied("66(1)(ca)", "2026-11-02"), as_of="2026-12-01")
    assert deadline(used, "application_window_closes") is None
    freed = tell(MADE, applied("66(1)(ca)", "2026-11-02", "2026-11-20"), as_of="2026-12-01")
    assert deadline(freed, "application_window_closes") == sure("2027-04-04")
    again = applied("66(1)(ca)", "2026-11-21")
    assert refused(tell(MADE, applied("66(1)(ca)", "2026-11-02"), again)) == [2]
    assert refused(tell(MADE, applied("66(1)(ca)", "2026-11-02", "2026-11-20"), again)) == []
    assert refused(tell(MADE, applied("66(1)(ca)", "2026-11-02", "2026-11-22"), again)) == [2]


def test_an_application_in_one_period_leaves_the_next_periods_right():
    found = tell(
        MADE, applied("66(1)(ca)", "2026-11-02"), extended("2027-03-01"), as_of="2027-05-01"
    )
    assert deadline(found, "application_window_opens") == sure("2027-04-05")


# --- absence ------------------------------------------------------------------------------------


def test_absence_is_refused_unless_a_served_notice_is_live():
    assert "s.18(2A)" in why(tell(MADE, absent("2027-03-01")))
    assert refused(tell(MADE, RECALLED, absent("2027-03-01"))) == [2]
    assert refused(tell(MADE, RECALLED, absent("2027-03-02"))) == []
    assert refused(tell(*DETAINED, released("2026-12-05T10:00"), absent("2026-12-06"))) == [4]
    assert refused(tell(*DETAINED, absent("2026-12-08"))) == [3]
    assert refused(tell(*DETAINED, absent("2026-12-07"))) == []


def test_while_absent_in_the_last_week_the_order_ends_with_the_power_to_take_the_patient():
    story = [MADE, RECALLED, absent("2027-03-03")]
    found = tell(*story, as_of="2027-09-02T23:59")
    assert deadline(found, "absence_retake_until") == sure("2027-09-02")
    assert deadline(found, "order_ends") == sure("2027-09-02")
    assert found["status"] == "absent"
    assert tell(*story, as_of="2027-09-03")["status"] == "expired"


def test_a_return_before_the_last_week_changes_nothing():
    found = tell(MADE, RECALLED, absent("2027-03-03", "2027-03-28"))
    assert deadline(found, "order_ends") == sure("2027-04-04")
    assert deadline(found, "absence_retake_until") is None


def test_back_within_28_days_there_is_one_week_more_to_examine_and_report():
    story = [MADE, RECALLED, absent("2027-03-03", "2027-03-30")]  # the 28th day
    found = tell(*story)
    assert deadline(found, "order_ends") == sure("2027-04-05")
    assert deadline(found, "extension_window_closes") == sure("2027-04-05")
    assert deadline(found, "cto8_due") is None
    longer = tell(*story, extended("2027-04-05"))
    assert longer["refused"] == []
    assert longer["periods"][1]["first_day"] == "2027-04-05"  # backdated to the expiry, s.21A
    assert deadline(longer, "order_ends") == sure("2027-10-04")
    assert refused(tell(*story, extended("2027-04-06"))) == [3]


def test_back_after_more_than_28_days_the_order_ends_with_the_week_for_cto8():
    story = [MADE, RECALLED, absent("2027-03-03", "2027-03-31")]  # the 29th day
    found = tell(*story)
    assert deadline(found, "cto8_due") == sure("2027-04-06")
    assert deadline(found, "order_ends") == sure("2027-04-06")
    assert deadline(found, "extension_window_closes") == sure("2027-04-04")
    assert tell(*story, as_of="2027-04-07")["status"] == "expired"
    assert refused(tell(*story, extended("2027-04-05"))) == [3]


def test_the_week_for_cto8_ends_an_order_that_had_longer_to_run():
    story = [MADE, notice("at_address", "2026-11-01"), absent("2026-11-03", "2026-12-15")]
    found = tell(*story, as_of="2026-12-22")
    assert deadline(found, "order_ends") == sure("2026-12-21")
    assert found["status"] == "expired"
    assert deadline(found, "extension_window_opens") is None
    reported = tell(*story, cto8("2026-12-21"), as_of="2026-12-22")
    assert deadline(reported, "order_ends") == sure("2027-04-04")
    assert len(reported["periods"]) == 1
    assert reported["status"] == "recalled"


def test_cto8_after_the_expiry_extends_from_that_day():
    story = [MADE, RECALLED, absent("2027-03-03", "2027-03-31")]
    found = tell(*story, cto8("2027-04-05"))
    assert found["periods"][1]["first_day"] == "2027-04-05"
    assert deadline(found, "order_ends") == sure("2027-10-04")
    assert "s.21B" in found["deadlines"]["order_ends"]["source"]


def test_cto8_before_the_expiry_never_doubles_as_cto7():
    found = tell(MADE, RECALLED, absent("2027-03-03", "2027-03-31"), cto8("2027-04-04"))
    assert len(found["periods"]) == 1
    assert deadline(found, "order_ends") == sure("2027-04-06")  # the week of s.21 still runs


# --- custody ------------------------------------------------------------------------------------


def test_more_than_six_months_in_custody_end_the_order_with_the_six_months():
    found = tell(MADE, custody("2026-11-01", "2027-05-01"), as_of="2027-05-01")
    assert deadline(found, "order_ends") == sure("2027-04-30")
    assert found["status"] == "expired"


def test_while_held_six_months_from_the_first_day_are_the_limit():
    assert deadline(tell(MADE, custody("2027-03-01")), "order_ends") == sure("2027-08-31")
    assert tell(MADE, custody("2027-03-01"), as_of="2027-08-31T12:00")["status"] == "in_force"


def test_after_release_the_deemed_absence_only_moves_the_end():
    found = tell(MADE, custody("2027-03-01", "2027-04-20"), as_of="2027-05-01")
    assert deadline(found, "order_ends") == sure("2027-05-23")  # 28 days, then one week
    assert deadline(found, "extension_window_closes") == sure("2027-05-23")
    assert found["status"] == "in_force"
    assert deadline(found, "absence_retake_until") is None
    assert deadline(found, "cto8_due") is None
    longer = tell(MADE, custody("2027-03-01", "2027-04-20"), extended("2027-05-23"))
    assert deadline(longer, "order_ends") == sure("2027-10-04")


def test_release_long_before_the_expiry_changes_nothing():
    found = tell(MADE, custody("2026-12-01", "2027-02-01"))
    assert deadline(found, "order_ends") == sure("2027-04-04")


def test_successive_custodies_add_up_in_days():
    found = tell(MADE, custody("2026-11-01", "2026-11-30"), custody("2027-01-01"))
    assert deadline(found, "order_ends") == sure("2027-05-31")  # 30 June less 30 days
    assert "less 30 days" in found["deadlines"]["order_ends"]["working"]


# --- 72 hours -----------------------------------------------------------------------------------


def test_revocation_at_the_exact_last_minute_is_in_time():
    assert refused(tell(*DETAINED, revoked("2026-12-07T10:00"))) == []
    assert "72 hours ended at 10:00 on Monday 7 December 2026" in why(
        tell(*DETAINED, revoked("2026-12-07T10:00:01"))
    )


def test_a_release_after_the_end_is_refused():
    assert refused(tell(*DETAINED, released("2026-12-07T10:00"))) == []
    assert refused(tell(*DETAINED, released("2026-12-07T10:01"))) == [3]
    assert tell(*DETAINED, as_of="2026-12-07T10:00")["status"] == "in_force"


def test_a_second_notice_during_detention_is_refused():
    assert refused(tell(*DETAINED, notice("in_hand", "2026-12-07T09:59"))) == [3]
    again = tell(*DETAINED, notice("in_hand", "2026-12-07T10:00"))
    assert again["refused"] == []
    assert deadline(again, "notice_served") == sure(HOURS_END)
    assert deadline(again, "recall_ends") is None


def test_absent_on_the_day_they_would_end_a_fresh_72_hours_run_from_the_return():
    story = [*DETAINED, absent("2026-12-06", "2026-12-09T15:00")]
    found = tell(*story, as_of="2026-12-09T15:00")
    assert deadline(found, "recall_ends") == sure("2026-12-12T15:00:00+00:00")
    assert found["deadlines"]["recall_ends"]["source"] == "s.21(4)"
    assert found["status"] == "recalled"
    assert refused(tell(*story, revoked("2026-12-12T15:00"))) == []


def test_while_absent_on_that_day_no_end_is_shown():
    found = tell(*DETAINED, absent("2026-12-06"), as_of="2026-12-08")
    assert deadline(found, "recall_ends") is None
    assert found["status"] == "absent"


def test_returned_on_the_day_they_would_end_likewise_but_debatable():
    found = tell(*DETAINED, absent("2026-12-06", "2026-12-07T08:00"))
    assert deadline(found, "recall_ends") == first_or_safe("2026-12-10T08:00:00+00:00", HOURS_END)
    in_time = tell(*DETAINED, absent("2026-12-06", "2026-12-07T08:00"), revoked("2026-12-07T10:00"))
    assert deadline(in_time, "detention_ends") == sure("2027-06-06")
    late = tell(*DETAINED, absent("2026-12-06", "2026-12-07T08:00"), revoked("2026-12-08T08:00"))
    assert deadline(late, "detention_ends") == first_or_safe("2027-06-07", "2027-04-04")


def test_a_bare_date_of_return_starts_at_midnight():
    found = tell(*DETAINED, absent("2026-12-06", "2026-12-09"), as_of="2026-12-09")
    assert deadline(found, "recall_ends") == sure("2026-12-12T00:00:00+00:00")
    assert found["status"] == "recalled"


def test_back_before_that_day_the_72_hours_are_unchanged():
    found = tell(*DETAINED, absent("2026-12-05", "2026-12-06T20:00"))
    assert deadline(found, "recall_ends") == sure(HOURS_END)
