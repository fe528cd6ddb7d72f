"""An event that one reading of the law allows is accepted, and what follows from it is debatable.

Each row: the story, other facts, and the deadlines that carry the doubt.
"""

from typing import Any

import pytest

from tests.statute.story import (
    Json,
    absent,
    applied,
    barred,
    custody,
    deadline,
    detained,
    extended,
    first_or_safe,
    made,
    notice,
    refused,
    relative_notice,
    released,
    revoked,
    sure,
    tell,
)

MADE = made("2026-10-05")  # to 4 April 2027
MONTH_END = made("2026-08-29")  # to 28 February 2027, or the 27th: there is no 29th
# Examined before the later of the two days on which that window opens (s.20A(4)).
UNSURE = (MONTH_END, extended("2026-12-29", "2027-01-05"))
# Wales: Christmas Day may be a business day, so service on 29 or 30 December.
WELSH = (MADE, notice("first_class_post", "2026-12-24"), detained("2026-12-29T10:00"))
# Back on the day on which the 72 hours would end at 10:00: s.21(4) asks for a patient who is absent
# on that day, which may or may not mean to its end.
DISPUTED = (
    MADE,
    notice("in_hand", "2026-12-01T09:00"),
    detained("2026-12-01T10:00"),
    absent("2026-12-03", "2026-12-04T08:00"),
)
HELD_SINCE_2024 = {"section": "37", "treatment_admission": "2024-02-10"}
RECALLED = (MADE, notice("in_hand", "2027-02-01T09:00"))

Expected = tuple[str, str, bool] | None
Row = tuple[tuple[Json, ...], dict[str, Any], dict[str, Expected]]

TABLE: list[Row] = [
    # A recall on the day between two readings of the last day (s.17E: a community patient).
    (
        (MONTH_END, notice("in_hand", "2027-02-28T10:00")),
        {},
        {"notice_served": first_or_safe(*["2027-02-28T10:00:00+00:00"] * 2)},
    ),
    (
        (MONTH_END, notice("in_hand", "2027-02-27T10:00")),
        {},
        {
            "notice_served": sure("2027-02-27T10:00:00+00:00"),
        },
    ),
    # The nearest relative's notice that day (s.25(1)).
    (
        (MONTH_END, relative_notice("in_hand", "2027-02-28T10:00")),
        {},
        {"barring_report_by": first_or_safe(*["2027-03-03T10:00:00+00:00"] * 2)},
    ),
    # Notice and barring report within an extension that one reading allows.
    (
        (*UNSURE, relative_notice("in_hand", "2027-05-01T10:00"), barred("2027-05-02T10:00")),
        {},
        {
            "barring_report_by": first_or_safe(*["2027-05-04T10:00:00+01:00"] * 2),
            "relative_barred_until": first_or_safe(*["2027-11-01"] * 2),
        },
    ),
    # A report on that day about a notice of the day before, which both readings allow.
    (
        (MONTH_END, relative_notice("in_hand", "2027-02-27T10:00"), barred("2027-02-28T10:00")),
        {},
        {
            "barring_report_by": sure("2027-03-02T10:00:00+00:00"),
            "relative_barred_until": first_or_safe(*["2027-08-27"] * 2),
        },
    ),
    # Either in the revived detention or still on the order: a report is possible on both readings.
    (
        (
            MADE,
            relative_notice("in_hand", "2026-12-29T09:00"),
            *WELSH[1:],
            revoked("2026-12-30T10:00"),
            barred("2026-12-30T12:00"),
        ),
        {"nation": "wales"},
        {"relative_barred_until": sure("2027-06-29")},
    ),
    # Revoked on a detention that one reading of service allows (s.68(7), s.66(2)(cb)).
    (
        (*WELSH, revoked("2026-12-30T10:00")),
        {"nation": "wales", "as_of": "2027-01-10"},
        {
            "detention_ends": first_or_safe("2027-06-29", "2027-04-04"),
            "reference_after_revocation": first_or_safe(*["2026-12-30"] * 2),
            "application_window_opens": first_or_safe(*["2026-12-30"] * 2),
            "application_window_closes": first_or_safe(*["2027-06-29"] * 2),
        },
    ),
    # The right that an extension brings exists on the reading that allows it (s.66(2)(fza)).
    (
        UNSURE,
        {"as_of": "2027-05-02"},
        {
            "application_window_opens": first_or_safe(*["2027-03-01"] * 2),
            "application_window_closes": first_or_safe("2027-08-31", "2027-02-27"),
        },
    ),
    # A new notice within the disputed hours: on the reading that ended them the patient was free
    # to be recalled; on the other the first recall still detains.
    (
        (*DISPUTED, notice("in_hand", "2026-12-05T09:00")),
        {},
        {
            "notice_served": first_or_safe(*["2026-12-05T09:00:00+00:00"] * 2),
            "recall_ends": first_or_safe("2026-12-07T08:00:00+00:00", "2026-12-04T10:00:00+00:00"),
        },
    ),
    (
        (*DISPUTED, notice("in_hand", "2026-12-05T09:00"), detained("2026-12-05T10:00")),
        {},
        {
            "recall_ends": first_or_safe("2026-12-08T10:00:00+00:00", "2026-12-07T08:00:00+00:00"),
        },
    ),
    # Still detained on the reading that runs the hours on, so still to be revoked.
    (
        (*DISPUTED, notice("in_hand", "2026-12-05T09:00"), revoked("2026-12-06T10:00")),
        {},
        {"detention_ends": first_or_safe("2027-06-05", "2027-04-04")},
    ),
    # A second notice once the hours are over on every reading is as good as any.
    (
        (
            *DISPUTED,
            notice("in_hand", "2026-12-05T09:00"),
            notice("in_hand", "2026-12-08T09:00"),
            detained("2026-12-08T10:00"),
        ),
        {},
        {
            "notice_served": sure("2026-12-08T09:00:00+00:00"),
            "recall_ends": sure("2026-12-11T10:00:00+00:00"),
        },
    ),
    # Absent in the disputed hours: from a recall that is live on one reading (s.18(2A)).
    (
        (*DISPUTED, absent("2026-12-06")),
        {"as_of": "2027-03-29T12:00"},
        {
            "absence_retake_until": first_or_safe(*["2027-06-05"] * 2),
            "order_ends": first_or_safe("2027-06-05", "2027-04-04"),
            "recall_ends": None,  # while absent on the day on which they would end
        },
    ),
    # Absent again on the day on which the disputed hours would end.
    (
        (*DISPUTED, absent("2026-12-07", "2026-12-09T08:00")),
        {},
        {"recall_ends": first_or_safe("2026-12-12T08:00:00+00:00", "2026-12-04T10:00:00+00:00")},
    ),
    # Absent before the later day of service, so perhaps not from a recall at all: the order may
    # have ended with its period (s.21(1)).
    (
        (MADE, notice("first_class_post", "2026-12-24"), absent("2026-12-29")),
        {"nation": "wales", "as_of": "2027-03-29"},
        {"order_ends": first_or_safe("2027-06-28", "2027-04-04")},
    ),
    # Back on the day between two readings of the limit for retaking: on the earlier the order had
    # ended with the power to take the patient (s.21(2)(b)).
    (
        (MADE, notice("at_address", "2027-03-29"), absent("2027-03-31", "2027-09-30")),
        {},
        {"order_ends": first_or_safe("2027-10-06", "2027-09-29")},
    ),
    # A long stop that is debatable for want of a first hearing stays so through an absence.
    (
        (*RECALLED, absent("2027-02-05", "2027-02-20T10:00")),
        {"detention": HELD_SINCE_2024},
        {"reference_long_stop": first_or_safe(*["2027-02-20"] * 2)},
    ),
    # Six months to 28 February, or the 27th: the duty of 28 February arose before the absence
    # began, that of 1 March waits for the return (s.68(2), s.21(3)).
    (
        (*RECALLED, absent("2027-03-01", "2027-03-05T10:00")),
        {"detention": {"treatment_admission": "2026-08-31"}},
        {"reference_six_months": first_or_safe("2027-03-05", "2027-02-28")},
    ),
    # Absent on both days, both wait; back on the earlier, neither does.
    (
        (*RECALLED, absent("2027-02-28", "2027-03-05T10:00")),
        {"detention": {"treatment_admission": "2026-08-31"}},
        {"reference_six_months": sure("2027-03-05")},
    ),
    (
        (*RECALLED, absent("2027-02-20", "2027-02-28T10:00")),
        {"detention": {"treatment_admission": "2026-08-31"}},
        {"reference_six_months": first_or_safe("2027-03-01", "2027-02-28")},
    ),
    # An absence that one reading of service allows postpones on that reading.
    (
        (MADE, notice("first_class_post", "2026-12-24"), absent("2026-12-29", "2027-01-04")),
        {"nation": "wales", "detention": {"treatment_admission": "2026-07-02"}},
        {"reference_six_months": first_or_safe("2027-01-04", "2027-01-02")},
    ),
]


@pytest.mark.parametrize(("story", "facts", "expected"), TABLE)
def test_what_follows_from_an_event_that_one_reading_allows_is_debatable(story, facts, expected):
    found = tell(*story, **facts)
    assert found["refused"] == []
    assert {key: deadline(found, key) for key in expected} == expected


def test_no_reading_allows_a_second_notice_before_the_first_end_of_disputed_hours():
    assert refused(tell(*DISPUTED, notice("in_hand", "2026-12-04T09:59"))) == [4]
    assert refused(tell(*DISPUTED, notice("in_hand", "2026-12-04T10:00"))) == []
    once_detained = (notice("in_hand", "2026-12-05T09:00"), detained("2026-12-05T10:00"))
    again = notice("in_hand", "2026-12-06T09:00")
    assert refused(tell(*DISPUTED, *once_detained, again)) == [6]
    let_go = (notice("in_hand", "2026-12-05T09:00"), released("2026-12-06T09:00"))
    assert refused(tell(*DISPUTED, *let_go)) == []


def test_an_absence_may_be_from_either_of_two_recalls_that_dispute_each_other():
    by_post = notice("first_class_post", "2026-12-04T10:00")  # served on 8 December
    found = tell(*DISPUTED, by_post, absent("2026-12-06", "2026-12-06T20:00"))
    assert found["refused"] == []
    assert refused(tell(*DISPUTED, by_post, absent("2026-12-09"))) == []


def test_a_doubtful_revocation_is_applied_against_like_any_other():
    story = [*WELSH, revoked("2026-12-30T10:00"), applied("66(1)(cb)", "2027-01-04")]
    assert refused(tell(*story, nation="wales")) == []


def test_custody_after_a_disputed_notice_is_accepted():
    story = [*DISPUTED, notice("in_hand", "2026-12-05T09:00"), custody("2026-12-06", "2026-12-20")]
    assert refused(tell(*story)) == []
