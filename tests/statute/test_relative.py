"""The nearest relative's notice, the barring report and the bar, beyond the readings decided."""

import pytest

from tests.statute.story import (
    barred,
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

MADE = made("2026-10-05")
GIVEN = relative_notice("in_hand", "2026-11-30T10:00")
BY_RELATIVE = "nearest_relative"


@pytest.mark.parametrize(
    ("given", "by"),
    [
        (GIVEN, "2026-12-03T10:00:00+00:00"),
        (relative_notice("first_class_post", "2026-11-27"), "2026-12-04T00:00:00+00:00"),
        (relative_notice("second_class_post", "2026-11-27"), "2026-12-06T00:00:00+00:00"),
        (relative_notice("email", "2026-11-27T16:00"), "2026-12-03T00:00:00+00:00"),
        (relative_notice("email", "2026-12-24"), "2027-01-01T00:00:00+00:00"),  # to the 29th
    ],
)
def test_the_72_hours_begin_when_the_notice_counts_as_given(given, by):
    assert deadline(tell(MADE, given), "barring_report_by") == sure(by)


def test_posting_over_good_friday_in_wales_takes_the_earlier_end_as_the_safe_one():
    found = tell(
        made("2027-01-04"), relative_notice("first_class_post", "2027-03-25"), nation="wales"
    )
    assert deadline(found, "barring_report_by") == first_or_safe(
        "2027-04-03T00:00:00+01:00", "2027-04-02T00:00:00+01:00"
    )
    late = barred("2027-04-02T12:00")
    story = [made("2027-01-04"), relative_notice("first_class_post", "2027-03-25"), late]
    assert deadline(tell(*story, nation="wales"), "relative_barred_until")[2] is True
    assert deadline(tell(*story), "relative_barred_until")[2] is False


def test_email_is_allowed_in_england_only_from_december_2020():
    story = [made("2020-10-05"), relative_notice("email", "2020-11-30T10:00")]
    assert why(tell(*story)) == "Notice by e-mail is allowed only from 1 December 2020"
    on_the_day = [made("2020-10-05"), relative_notice("email", "2020-12-01T10:00")]
    assert refused(tell(*on_the_day)) == []


@pytest.mark.parametrize("section", ["37", "45A", "47", "48"])
def test_the_relative_of_a_part_3_patient_cannot_discharge(section):
    found = tell(MADE, GIVEN, discharged("2026-12-10", BY_RELATIVE), detention={"section": section})
    assert refused(found) == [1, 2]
    assert f"section {section} has no power to discharge" in why(found)


def test_discharge_without_notice_is_refused():
    assert "72 hours' notice" in why(tell(MADE, discharged("2026-12-10", BY_RELATIVE)))


def test_a_barring_report_needs_a_notice_that_waits_for_it():
    assert "No notice" in why(tell(MADE, barred("2026-12-02")))
    assert "No notice" in why(tell(MADE, GIVEN, barred("2026-11-30T09:59")))
    assert "No notice" in why(tell(MADE, GIVEN, barred("2026-12-01"), barred("2026-12-02")))
    assert "The 72 hours ended at 10:00" in why(tell(MADE, GIVEN, barred("2026-12-10")))
    assert refused(tell(MADE, barred("2026-11-30"), GIVEN)) == [1]  # by the list's order
    assert refused(tell(MADE, GIVEN, barred("2026-11-30"))) == []
    assert refused(tell(MADE, GIVEN, barred("2026-11-30T10:00"))) == []


def test_a_report_may_answer_a_posted_notice_that_came_early():
    found = tell(
        MADE, relative_notice("first_class_post", "2026-11-27"), barred("2026-11-30T09:00")
    )
    assert found["refused"] == []


def test_the_relative_is_told_after_the_report():
    found = tell(MADE, GIVEN, barred("2026-12-02T10:00", "2026-12-01"))
    assert "before the report" in why(found)


def test_a_notice_that_was_answered_supports_no_discharge_once_the_bar_is_over():
    story = [made("2026-10-05"), GIVEN, barred("2026-12-02T10:00")]
    longer = [
        *story,
        {"event": "order_extended", "examined": "2027-03-01", "furnished": "2027-03-01"},
    ]
    assert "72 hours' notice" in why(tell(*longer, discharged("2027-06-02", BY_RELATIVE)))
    again = relative_notice("in_hand", "2027-06-02T10:00")
    assert refused(tell(*longer, again, discharged("2027-06-05T10:00", BY_RELATIVE))) == []


def test_a_report_answers_the_notice_whose_time_is_not_over_and_bars_from_its_own_day():
    second = relative_notice("in_hand", "2026-12-10T10:00")
    story = [MADE, GIVEN, second, barred("2026-12-11T10:00")]
    assert refused(tell(*story)) == []
    same_day = tell(*story, discharged("2026-12-11", BY_RELATIVE))
    assert "bars discharge until 10 June 2027" in why(same_day)


def test_on_the_debatable_last_day_of_a_bar_discharge_is_accepted():
    story = [
        made("2026-08-01"),
        relative_notice("in_hand", "2026-08-30T10:00"),
        barred("2026-08-31T10:00"),  # to 28 February 2027, or the 27th
        {"event": "order_extended", "examined": "2027-01-05", "furnished": "2027-01-05"},
        relative_notice("in_hand", "2027-02-01T10:00"),
    ]
    assert deadline(tell(*story), "relative_barred_until") == first_or_safe(
        "2027-02-28", "2027-02-27"
    )
    assert refused(tell(*story, discharged("2027-02-27", BY_RELATIVE))) == [5]
    assert refused(tell(*story, discharged("2027-02-28", BY_RELATIVE))) == []


def test_a_report_that_may_have_been_late_still_bars():
    story = [MADE, GIVEN, barred("2026-12-03"), relative_notice("in_hand", "2026-12-05T10:00")]
    assert "bars discharge until" in why(tell(*story, discharged("2026-12-09", BY_RELATIVE)))


def test_after_revocation_a_notice_already_given_can_still_be_barred():
    story = [
        MADE,
        relative_notice("in_hand", "2026-12-04T08:00"),
        notice("in_hand", "2026-12-04T09:00"),
        detained("2026-12-04T10:00"),
        revoked("2026-12-05T10:00"),
    ]
    found = tell(*story, barred("2026-12-06T10:00"))
    assert found["refused"] == []
    assert deadline(found, "relative_barred_until") == sure("2027-06-05")


def test_a_new_order_starts_without_the_old_notice():
    found = tell(MADE, GIVEN, discharged("2026-12-10"), made("2026-12-20"))
    assert deadline(found, "barring_report_by") is None
