"""Absence without leave and custody, beyond the readings decided."""

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
    sure,
    tell,
    why,
)

MADE = made("2026-10-05")  # to 4 April 2027
RECALLED = notice("at_address", "2027-03-01")
MONTH_END = made("2026-08-29")  # to 28 February 2027, safe the 27th


def test_dates_of_absence_that_contradict_each_other_are_refused():
    assert "before the first day of absence" in why(
        tell(MADE, RECALLED, absent("2027-03-03", "2027-03-02"))
    )
    assert "Already absent since 3 March 2027" in why(
        tell(MADE, RECALLED, absent("2027-03-03"), absent("2027-03-05"))
    )
    first = absent("2027-03-03", "2027-03-06T10:00")
    assert "Already absent until 6 March 2027" in why(
        tell(MADE, RECALLED, first, absent("2027-03-05"))
    )
    assert refused(tell(MADE, RECALLED, first, absent("2027-03-06", "2027-03-08"))) == []


def test_the_limit_for_retaking_is_shown_while_absent_and_gone_on_return():
    story = [MADE, RECALLED, absent("2027-03-03", "2027-03-10T10:00")]
    assert deadline(tell(*story, as_of="2027-03-10T09:59"), "absence_retake_until") == sure(
        "2027-09-02"
    )
    back = tell(*story, as_of="2027-03-10T10:00")
    assert deadline(back, "absence_retake_until") is None
    assert back["status"] == "recalled"


def test_the_limit_for_retaking_is_the_orders_end_where_that_is_later():
    story = [
        MADE,
        extended("2027-03-01"),
        extended("2027-09-01"),
        notice("at_address", "2027-10-30"),
    ]
    found = tell(*story, absent("2027-11-01"))
    assert deadline(found, "absence_retake_until") == sure("2028-10-04")


def test_an_absence_begins_with_service_where_that_is_later_that_day():
    story = [MADE, notice("in_hand", "2027-03-03T15:00"), absent("2027-03-03")]
    assert tell(*story, as_of="2027-03-03T14:59")["status"] == "in_force"
    assert tell(*story, as_of="2027-03-03T15:00")["status"] == "absent"


def test_a_return_after_the_limit_comes_too_late():
    found = tell(MADE, RECALLED, absent("2027-03-03", "2027-09-03"), as_of="2027-09-03")
    assert found["status"] == "expired"
    assert deadline(found, "order_ends") == sure("2027-09-02")
    assert deadline(found, "cto8_due") is None


def test_a_return_on_the_day_between_two_readings_of_the_limit_is_debatable():
    recalled = notice("at_address", "2027-03-29")
    story = [MADE, recalled, absent("2027-03-31", "2027-09-30")]  # six months to 30 or 29 September
    found = tell(*story)
    assert deadline(found, "cto8_due") == first_or_safe("2027-10-06", "2027-10-06")
    a_day_before = tell(MADE, recalled, absent("2027-03-31", "2027-09-29"))
    assert deadline(a_day_before, "cto8_due") == sure("2027-10-05")
    reported = tell(*story, cto8("2027-10-01"))
    assert deadline(reported, "order_ends")[2] is True
    assert len(reported["periods"]) == 2
    assert deadline(tell(MADE, recalled, absent("2027-03-31")), "order_ends") == first_or_safe(
        "2027-09-30", "2027-09-29"
    )


def test_an_extension_that_had_not_begun_does_not_count_for_the_limit():
    story = [MADE, extended("2027-03-01"), notice("at_address", "2027-03-08")]
    found = tell(*story, absent("2027-03-10"))
    assert deadline(found, "absence_retake_until") == sure("2027-09-09")
    assert deadline(found, "order_ends") == sure("2027-09-09")


def test_after_a_return_an_extension_that_had_not_begun_is_in_doubt_until_reported_again():
    story = [
        MADE,
        extended("2027-03-01"),  # to 4 October 2027
        notice("at_address", "2027-03-08"),
        absent("2027-03-10", "2027-03-31"),
    ]
    doubtful = tell(*story)
    assert deadline(doubtful, "order_ends") == first_or_safe("2027-10-04", "2027-04-06")
    assert "s.18(4B)" in doubtful["deadlines"]["order_ends"]["working"]
    again = tell(*story, extended("2027-04-02", "2027-04-06"))
    assert again["refused"] == []
    assert len(again["periods"]) == 2
    assert deadline(again, "order_ends") == sure("2027-10-04")
    assert refused(tell(*story, extended("2027-04-07"))) == [4]
    assert refused(tell(*story, extended("2027-02-05", "2027-04-01"))) == []  # opens that day
    assert refused(tell(*story, extended("2027-04-01"))) == []


def test_the_doubt_about_an_unbegun_extension_outlasts_a_return_long_before_the_expiry():
    """s.18(4A)-(4B): for any provision of the Act, and of one who is or has been absent."""
    story = [
        MADE,
        extended("2027-03-01"),
        notice("in_hand", "2027-03-05T10:00"),
        absent("2027-03-06", "2027-03-07"),
    ]
    assert deadline(tell(*story), "order_ends") == first_or_safe("2027-10-04", "2027-04-04")
    again = tell(*story, extended("2027-03-10"))
    assert again["refused"] == []
    assert deadline(again, "order_ends") == sure("2027-10-04")
    assert refused(tell(*story, extended("2027-03-10"), extended("2027-03-11"))) == [5]


def test_reporting_an_unbegun_extension_again_removes_the_doubt_where_every_reading_allows_it():
    story = [
        MONTH_END,
        extended("2027-01-10"),
        notice("in_hand", "2027-01-20T10:00"),
        absent("2027-01-21", "2027-01-22"),
    ]
    assert deadline(tell(*story), "order_ends") == first_or_safe("2027-08-31", "2027-02-27")
    surely = tell(*story, extended("2027-02-27"))
    assert deadline(surely, "order_ends") == first_or_safe("2027-08-31", "2027-08-28")
    perhaps = tell(*story, extended("2027-02-28"))  # the last day, or the day after
    assert perhaps["refused"] == []
    assert deadline(perhaps, "order_ends") == first_or_safe("2027-08-31", "2027-02-27")


def test_cto8_removes_the_doubt_as_well():
    story = [
        MADE,
        extended("2027-03-01"),
        notice("at_address", "2027-03-08"),
        absent("2027-03-10", "2027-04-20"),
    ]
    assert deadline(tell(*story), "order_ends") == sure("2027-04-26")
    found = tell(*story, cto8("2027-04-21"))
    assert deadline(found, "order_ends") == sure("2027-10-04")
    assert len(found["periods"]) == 2


def test_a_later_absence_leaves_an_extension_that_has_begun():
    story = [MADE, extended("2027-03-01"), notice("at_address", "2027-05-03")]
    found = tell(*story, absent("2027-05-05", "2027-05-10"))
    assert deadline(found, "order_ends") == sure("2027-10-04")


def test_cto8_is_refused_without_a_long_absence_or_outside_its_week():
    assert "No return from more than 28 days" in why(tell(MADE, cto8("2027-03-15")))
    short = [MADE, RECALLED, absent("2027-03-03", "2027-03-10")]
    assert refused(tell(*short, cto8("2027-03-12"))) == [3]
    long = [MADE, notice("at_address", "2026-11-01"), absent("2026-11-03", "2026-12-15")]
    assert "outside the week from 15 December 2026 to 21 December 2026" in why(
        tell(*long, cto8("2026-12-14"))
    )
    assert refused(tell(*long, cto8("2026-12-22"))) == [3]
    assert refused(tell(*long, cto8("2026-12-15"), cto8("2026-12-16"))) == [4]


def test_the_right_to_apply_after_cto8_is_that_of_section_66_1_faa():
    story = [MADE, RECALLED, absent("2027-03-03", "2027-03-31"), cto8("2027-04-05")]
    found = tell(*story, as_of="2027-05-01")
    assert found["deadlines"]["application_window_opens"]["source"] == "s.66(1)(faa)"
    assert refused(tell(*story, applied("66(1)(faa)", "2027-05-01"))) == []
    assert refused(tell(*story, applied("66(1)(fza)", "2027-05-01"))) == [4]


@pytest.mark.parametrize(
    ("returned", "ends"),
    [
        ("2027-02-20", first_or_safe("2027-02-28", "2027-02-27")),
        ("2027-02-22", sure("2027-02-28")),  # the extra week ends there on both readings
        ("2027-03-02", sure("2027-03-08")),
    ],
)
def test_the_extra_week_by_each_reading_of_the_last_day(returned, ends):
    found = tell(MONTH_END, notice("at_address", "2027-02-10"), absent("2027-02-12", returned))
    assert deadline(found, "order_ends") == ends


def test_an_absence_that_begins_on_a_debatable_last_day_holds_the_order_on_one_reading_only():
    story = [MONTH_END, notice("at_address", "2027-02-10")]
    found = tell(*story, absent("2027-02-28", "2027-03-03"))
    assert deadline(found, "order_ends") == first_or_safe("2027-03-09", "2027-02-27")
    on_the_safe_day = tell(*story, absent("2027-02-27", "2027-03-03"))
    assert deadline(on_the_safe_day, "order_ends") == sure("2027-03-09")
    held = tell(MONTH_END, custody("2027-02-27", "2027-03-03"))
    assert deadline(held, "order_ends") == sure("2027-04-05")
    held = tell(MONTH_END, custody("2027-02-28", "2027-03-03"))
    assert deadline(held, "order_ends") == first_or_safe("2027-04-05", "2027-02-27")


def test_dates_of_custody_that_contradict_each_other_are_refused():
    assert refused(tell(MADE, custody("2026-12-01", "2026-12-01"))) == []
    assert "before custody began" in why(tell(MADE, custody("2026-12-01", "2026-11-30")))
    assert "Already in custody since" in why(
        tell(MADE, custody("2026-12-01"), custody("2026-12-05"))
    )
    assert "Already in custody until" in why(
        tell(MADE, custody("2026-12-01", "2026-12-24"), custody("2026-12-23"))
    )


def test_release_on_the_last_day_of_the_six_months_is_in_time():
    found = tell(MADE, custody("2026-11-01", "2027-04-30"))
    assert deadline(found, "order_ends") == sure("2027-06-02")
    assert deadline(found, "extension_window_closes") == sure("2027-06-02")
    month_end = tell(MADE, custody("2026-10-31", "2027-04-30"))  # or the 29th
    assert deadline(month_end, "order_ends") == first_or_safe("2027-06-02", "2027-04-29")


def test_the_lengths_of_months_can_make_six_months_in_all_debatable():
    """181 days from 1 November, 184 from 1 March: less 10 either way."""
    held = [custody("2026-11-01", "2026-11-10"), custody("2027-03-01")]
    found = tell(MADE, extended("2027-02-10"), *held)
    assert deadline(found, "order_ends") == first_or_safe("2027-08-21", "2027-08-18")
    later = [custody("2026-11-01", "2026-11-10"), custody("2027-03-15")]
    found = tell(MADE, extended("2027-02-10"), *later)
    assert deadline(found, "order_ends") == first_or_safe("2027-09-04", "2027-09-01")
    month_end = [custody("2026-10-10", "2026-10-19"), custody("2026-10-31")]
    assert deadline(tell(MADE, *month_end), "order_ends") == first_or_safe(
        "2027-04-20", "2027-04-19"
    )
    longer = [made("2026-02-10"), extended("2026-07-01"), extended("2027-01-05")]
    equal = [custody("2026-03-01", "2026-03-10"), custody("2027-03-01")]  # 184 days both
    assert deadline(tell(*longer, *equal), "order_ends") == first_or_safe(
        "2027-08-21", "2027-08-18"
    )


def test_six_months_in_all_never_end_the_order_before_the_custody_that_exceeds_them():
    """s.22(1): until the last custody began nothing had exceeded six months in the aggregate."""
    story = [made("2026-06-15"), custody("2026-07-01", "2026-12-31")]  # exactly six months
    again = custody("2027-02-01")
    assert deadline(tell(*story), "order_ends") == sure("2027-02-02")
    recalled = notice("in_hand", "2027-01-30T10:00")
    found = tell(*story, recalled, again, as_of="2027-01-30T12:00")
    assert (found["status"], found["refused"]) == ("recalled", [])
    assert deadline(found, "order_ends") == sure("2027-01-31")
    assert "not earlier than the day before it" in found["deadlines"]["order_ends"]["working"]
    assert tell(*story, again, as_of="2027-02-01")["status"] == "expired"
    assert deadline(tell(*story, custody("2027-02-01", "2027-02-02")), "order_ends") == sure(
        "2027-01-31"
    )


@pytest.mark.parametrize(
    ("story", "ends"),
    [
        # On the day between the two readings of the last day the order may be over: so may all
        # that custody does to it (s.22(1) asks for a community patient).
        ([MONTH_END, custody("2027-02-28")], first_or_safe("2027-08-27", "2027-02-27")),
        ([MONTH_END, custody("2027-02-27")], sure("2027-08-26")),
        # Within an extension that one reading of the window allows (s.20A(4)).
        (
            [MONTH_END, extended("2026-12-29", "2027-01-05"), custody("2027-05-01")],
            first_or_safe("2027-10-31", "2027-02-27"),
        ),
        (
            [MONTH_END, extended("2026-12-29", "2027-01-05"), custody("2027-05-01", "2027-12-01")],
            first_or_safe("2027-10-31", "2027-02-27"),
        ),
        # A second custody after one that was exactly six months on one reading only.
        (
            [made("2026-10-05"), custody("2026-10-31", "2027-04-30"), custody("2027-05-15")],
            first_or_safe("2027-05-16", "2027-04-29"),
        ),
    ],
)
def test_custody_keeps_the_doubt_whether_the_order_was_in_force(story, ends):
    found = tell(*story)
    assert found["refused"] == []
    assert deadline(found, "order_ends") == ends


def test_a_patient_who_was_recalled_before_custody_may_be_taken_for_28_days_after_it():
    story = [MADE, RECALLED, custody("2027-03-05", "2027-04-20")]
    assert deadline(tell(*story), "order_ends") == sure("2027-05-17")
    assert deadline(tell(*story), "extension_window_closes") == sure("2027-04-04")
    served_that_day = tell(MADE, RECALLED, custody("2027-03-02", "2027-04-20"))
    assert deadline(served_that_day, "order_ends") == sure("2027-05-17")
    at_once = tell(*story, detained("2027-04-20T20:00"))
    assert deadline(at_once, "order_ends") == sure("2027-04-26")
    on_the_last_day = tell(*story, detained("2027-05-17T20:00"))
    assert deadline(on_the_last_day, "order_ends") == sure("2027-05-23")
    back = tell(*story, detained("2027-04-25T10:00"))
    assert deadline(back, "order_ends") == sure("2027-05-01")
    assert deadline(back, "extension_window_closes") == sure("2027-05-01")


def test_a_recall_that_was_over_before_custody_is_none():
    recalled = [notice("in_hand", "2027-03-01T09:00"), detained("2027-03-01T10:00")]
    found = tell(MADE, *recalled, custody("2027-03-06", "2027-04-20"))
    assert deadline(found, "order_ends") == sure("2027-05-23")
    during = tell(MADE, *recalled, custody("2027-03-03", "2027-04-20"))
    assert deadline(during, "order_ends") == sure("2027-05-17")


def test_custody_puts_off_no_reference():
    detention = {"treatment_admission": "2026-09-10"}
    found = tell(MADE, custody("2027-03-01", "2027-03-20"), detention=detention)
    assert deadline(found, "reference_six_months") == sure("2027-03-10")


# While it lasts: what an open absence may become is not yet what it is (s.21).
def test_an_absence_moves_the_end_once_a_day_of_it_lies_in_the_last_week():
    story = [MADE, notice("in_hand", "2026-11-24T09:00"), absent("2026-11-25")]
    before = tell(*story, as_of="2027-03-28T23:00")
    assert deadline(before, "order_ends") == sure("2027-04-04")
    assert deadline(before, "extension_window_closes") == sure("2027-04-04")
    working = before["deadlines"]["order_ends"]["working"]
    assert "still absent on 29 March 2027" in working
    assert "limit for retaking, 24 May 2027, takes its place" in working
    assert before["status"] == "absent"
    in_it = tell(*story, as_of="2027-03-29T00:00")
    assert deadline(in_it, "order_ends") == sure("2027-05-24")
    long_after = tell(*story, as_of="2027-05-24T12:00")
    assert long_after["status"] == "absent"
    assert tell(*story, as_of="2027-05-25T12:00")["status"] == "expired"


def test_the_hours_of_a_recall_stay_until_the_absence_has_reached_their_day():
    story = [
        MADE,
        notice("in_hand", "2026-11-24T09:00"),
        detained("2026-11-24T10:00"),
        absent("2026-11-25"),
    ]
    ends = sure("2026-11-27T10:00:00+00:00")
    before = tell(*story, as_of="2026-11-26T23:59")
    assert deadline(before, "recall_ends") == ends
    assert "72 hours begin with the return" in before["deadlines"]["recall_ends"]["working"]
    assert "recall_ends" not in tell(*story, as_of="2026-11-27T00:00")["deadlines"]
    on_the_day = [*story[:3], absent("2026-11-27")]
    assert "recall_ends" not in tell(*on_the_day, as_of="2026-11-26T12:00")["deadlines"]
