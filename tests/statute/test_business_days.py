"""Business days: the maintained library, the project's own table, and what Wales leaves open."""

import subprocess
import sys
from datetime import date

import pytest

from assessments.statute import business_days
from assessments.statute.business_days import (
    bank_holidays,
    business_day_after,
    is_business_day,
    is_business_day_by_the_1971_act,
)


@pytest.fixture(autouse=True)
def fresh_table():
    bank_holidays.cache_clear()
    yield
    bank_holidays.cache_clear()


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 21),  # Saturday
        date(2026, 11, 22),  # Sunday
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 12, 27),  # substitute for Christmas Day
        date(2027, 12, 28),  # substitute for Boxing Day
        date(2022, 9, 19),  # proclaimed: the State funeral
        date(2023, 5, 8),  # proclaimed: the coronation
        date(2020, 5, 8),  # moved: the May bank holiday
        date(2101, 1, 3),  # after the library's last year
    ],
)
def test_weekends_and_bank_holidays_are_not_business_days(day):
    assert not is_business_day(day)


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 23), date(2026, 12, 24), date(2022, 5, 30), date(2020, 5, 4)],
)
def test_other_days_are_business_days(day):
    assert is_business_day(day)


@pytest.mark.parametrize(
    ("day", "to_the_letter"),
    [
        (date(2027, 3, 26), True),  # Good Friday
        (date(2028, 4, 14), True),  # Good Friday
        (date(2026, 12, 25), True),  # Christmas Day on a Friday
        (date(2027, 12, 25), False),  # Christmas Day on a Saturday
        (date(2026, 12, 28), False),  # substitute for Boxing Day
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2026, 11, 24), True),
    ],
)
def test_the_1971_act_lists_neither_good_friday_nor_christmas_day(day, to_the_letter):
    assert is_business_day_by_the_1971_act(day) is to_the_letter


def test_the_second_business_day_after_thursday_before_good_friday():
    posted = date(2027, 3, 25)
    england = business_day_after(posted, 2, common_law_days_doubtful=False)
    wales = business_day_after(posted, 2, common_law_days_doubtful=True)
    assert (england.on, england.debatable) == (date(2027, 3, 31), False)
    assert (wales.on, wales.safe, wales.widest) == (
        date(2027, 3, 31),
        date(2027, 3, 31),
        date(2027, 3, 30),
    )
    assert wales.debatable


def test_nothing_is_debatable_in_wales_where_both_readings_agree():
    assert not business_day_after(date(2026, 11, 20), 2, common_law_days_doubtful=True).debatable


def test_the_projects_own_table_wins_over_the_library(monkeypatch):
    monkeypatch.setattr(business_days, "ADDED", {date(2026, 11, 23): "a proclaimed day"})
    monkeypatch.setattr(business_days, "STRUCK_OUT", frozenset({date(2026, 5, 4)}))
    assert not is_business_day(date(2026, 11, 23))
    assert is_business_day(date(2026, 5, 4))


def test_the_library_is_imported_only_when_something_was_posted():
    program = (
        "import sys; from tests.statute.story import *; tell(made('2026-10-05'));"
        "print('holidays' in sys.modules);"
        "tell(made('2026-10-05'), notice('first_class_post', '2026-11-20'));"
        "print('holidays' in sys.modules, 'django' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["False", "True", "False"]
