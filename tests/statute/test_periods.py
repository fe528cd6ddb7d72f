"""Counting months, days and hours, beside a second implementation that walks the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assessments.statute.moments import iso
from assessments.statute.periods import (
    Reading,
    day_after_months,
    end_of_hours,
    end_of_month,
    first_day_more_than,
    last_day_of_days,
    last_day_of_months,
    last_day_of_week,
    london_day,
    months_window_ending_on,
    start_of_day,
)
from tests.statute.by_stepping import (
    after_72_hours,
    change,
    clock,
    first_day_ending_on,
    last_day_beginning_with,
)

FIRST_START, LAST_START = date(2008, 11, 3), date(2040, 12, 31)
EVERY_START = [
    date.fromordinal(number)
    for number in range(FIRST_START.toordinal(), LAST_START.toordinal() + 1)
]
ANY_DAY = some.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
def test_months_beginning_with_every_day_agree_with_walking_the_calendar(months):
    for day in EVERY_START:
        found = last_day_of_months(day, months)
        assert (found.on, found.safe) == last_day_beginning_with(day, months), day
        assert found.debatable == (found.on != found.safe)
        assert found.widest == found.on


def test_two_months_ending_on_every_day_agree_with_walking_the_calendar():
    for day in EVERY_START:
        found = months_window_ending_on(day, 2)
        assert (found.on, found.widest) == first_day_ending_on(day, 2), day
        assert found.safe == found.on
        assert found.debatable == (found.on != found.widest)


@pytest.mark.parametrize(
    ("first_day", "months", "on", "safe"),
    [
        ("2026-10-05", 6, "2027-04-04", "2027-04-04"),  # E1
        ("2026-08-29", 6, "2027-02-28", "2027-02-27"),  # E4: there is no 29 February 2027
        ("2026-03-31", 6, "2026-09-30", "2026-09-29"),  # E7: there is no 31 September
        ("2026-03-01", 6, "2026-08-31", "2026-08-31"),  # the 1st: to the end of the fifth month
        ("2027-08-29", 6, "2028-02-28", "2028-02-28"),  # 2028 is a leap year: the 29th exists
        ("2027-08-30", 6, "2028-02-29", "2028-02-28"),
        ("2028-02-29", 12, "2029-02-28", "2029-02-27"),
        ("2026-10-31", 1, "2026-11-30", "2026-11-29"),
    ],
)
def test_months_beginning_with_a_day(first_day, months, on, safe):
    found = last_day_of_months(date.fromisoformat(first_day), months)
    assert (found.on.isoformat(), found.safe.isoformat()) == (on, safe)


@pytest.mark.parametrize(
    ("last_day", "on", "other"),
    [
        ("2027-04-04", "2027-02-05", "2027-02-05"),  # E1
        ("2027-04-30", "2027-03-01", "2027-03-01"),  # L - 2 months: 28 February stands for the 30th
        ("2027-04-29", "2027-03-01", "2027-03-01"),
        ("2027-02-28", "2027-01-01", "2026-12-29"),  # a month-end: the later start
        ("2028-02-29", "2028-01-01", "2027-12-30"),
        ("2028-02-28", "2027-12-29", "2027-12-29"),  # not a month-end in a leap year
        ("2026-09-30", "2026-08-01", "2026-07-31"),
        ("2027-08-31", "2027-07-01", "2027-07-01"),
        ("2026-12-31", "2026-11-01", "2026-11-01"),
    ],
)
def test_a_window_of_two_months_ending_on_a_day(last_day, on, other):
    found = months_window_ending_on(date.fromisoformat(last_day), 2)
    assert (found.on.isoformat(), found.widest.isoformat()) == (on, other)
    assert found.safe == found.on


def test_only_the_ends_of_february_and_september_make_a_window_debatable():
    debatable = {
        (day.month, day.day) for day in EVERY_START if months_window_ending_on(day, 2).debatable
    }
    assert debatable == {(2, 28), (2, 29), (9, 30)}


@given(ANY_DAY, some.integers(1, 40))
def test_a_period_of_months_holds_its_first_day_and_never_a_day_too_many(day, months):
    last = last_day_of_months(day, months)
    assert day <= last.safe <= last.on <= end_of_month(day, months)
    assert last.on - last.safe <= timedelta(days=1)
    assert day_after_months(day, months).on == last.on + timedelta(days=1)


@given(ANY_DAY, some.integers(1, 40))
def test_a_longer_period_never_ends_earlier(day, months):
    assert last_day_of_months(day, months).on < last_day_of_months(day, months + 1).safe


@pytest.mark.parametrize(
    ("since", "months", "first"),
    [
        ("2024-03-10", 36, "2027-03-11"),
        ("2024-02-29", 36, "2027-03-01"),  # the three years end with 28 February
        ("2024-02-29", 48, "2028-03-01"),
        ("2026-12-31", 12, "2028-01-01"),
    ],
)
def test_more_than_a_number_of_months_have_passed_on_the_day_after_the_anniversary(
    since, months, first
):
    assert first_day_more_than(months, date.fromisoformat(since)).isoformat() == first


def test_days_and_weeks_include_the_day_that_they_begin_with():
    assert last_day_of_days(date(2026, 11, 1), 28) == date(2026, 11, 28)
    assert last_day_of_week(date(2026, 11, 22)) == date(2026, 11, 28)


def weekends_of_change():
    """Friday 00:00 to Monday 24:00 UTC around every clock change."""
    for year in range(2008, 2041):
        for month in (3, 10):
            friday = change(year, month).replace(hour=0) - timedelta(days=2)
            yield [friday + timedelta(hours=hour) for hour in range(96)]


def test_72_hours_from_every_hour_of_every_clock_change_agree_with_walking_the_clock():
    for hours in weekends_of_change():
        for utc in hours:
            found = end_of_hours(utc.replace(tzinfo=UTC), 72)
            assert iso(found) == after_72_hours(utc, minutes=60), utc


def test_72_hours_agree_minute_by_minute_over_two_weekends():
    for utc in [*list(weekends_of_change())[38], *list(weekends_of_change())[39]]:
        assert iso(end_of_hours(utc.replace(tzinfo=UTC), 72)) == after_72_hours(utc, minutes=1)


def test_the_london_day_of_every_hour_of_every_clock_change_agrees():
    for hours in weekends_of_change():
        for utc in hours:
            assert london_day(utc.replace(tzinfo=UTC)).isoformat() == clock(utc)[:10]


def test_every_day_begins_at_midnight_in_london():
    for day in EVERY_START:
        assert iso(start_of_day(day))[:19] == f"{day}T00:00:00"


def test_e14_seventy_two_hours_across_the_end_of_summer_time():
    begins = datetime.fromisoformat("2027-10-29T10:00:00+01:00")
    assert iso(end_of_hours(begins, 72)) == "2027-11-01T09:00:00+00:00"


def test_seventy_two_hours_across_the_start_of_summer_time():
    begins = datetime.fromisoformat("2027-03-26T10:00:00+00:00")
    assert iso(end_of_hours(begins, 72)) == "2027-03-29T11:00:00+01:00"


def test_a_step_carries_every_reading_with_it():
    found = Reading.of_an_end(date(2027, 2, 28), date(2027, 2, 27)).then(start_of_day)
    assert (found.on, found.safe) == (
        start_of_day(date(2027, 2, 28)),
        start_of_day(date(2027, 2, 27)),
    )
    assert found.debatable
    assert found.widest == found.on


def test_a_reading_that_follows_from_a_doubtful_event_keeps_its_moments():
    found = Reading.certain(date(2027, 2, 28)).doubted()
    assert (found.on, found.safe, found.debatable) == (date(2027, 2, 28), date(2027, 2, 28), True)
