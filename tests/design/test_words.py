"""Dates, moments and numbers in words."""

from datetime import UTC, date, datetime

import pytest

from cto.design import words


def test_a_day_is_said_in_full():
    assert words.day(date(2027, 6, 17)) == "Thursday 17 June 2027"
    assert words.short_day(date(2027, 6, 7)) == "7 June 2027"


def test_a_moment_is_said_in_london():
    assert words.moment(datetime(2027, 6, 17, 13, 32, tzinfo=UTC)) == (
        "Thursday 17 June 2027 at 14:32"
    )
    assert words.moment(datetime(2027, 6, 17, 23, 30, tzinfo=UTC)) == "Friday 18 June 2027 at 00:30"
    assert words.day(datetime(2027, 6, 17, 23, 30, tzinfo=UTC)) == "Friday 18 June 2027"


@pytest.mark.parametrize(
    ("born", "today", "said"),
    [
        (date(1990, 6, 17), date(2026, 6, 16), "17 June 1990 (35 years)"),
        (date(1990, 6, 17), date(2026, 6, 17), "17 June 1990 (36 years)"),
        (date(2008, 2, 29), date(2026, 2, 28), "29 February 2008 (17 years)"),
        (date(2008, 2, 29), date(2026, 3, 1), "29 February 2008 (18 years)"),
        (date(2025, 6, 1), date(2026, 6, 1), "1 June 2025 (1 year)"),
    ],
)
def test_age_is_in_completed_years(born, today, said):
    assert words.birth(born, today) == said


def test_an_nhs_number_is_said_in_threes_and_a_four():
    assert words.nhs_number("9990000018") == "999 000 0018"
    assert words.nhs_number("RX1 234") == "RX1 234"


@pytest.mark.parametrize(
    ("label", "middle"),
    [
        ("Reasons", "reasons"),
        ("NHS number", "NHS number"),
        ("CTO1", "CTO1"),
        ("A reason", "a reason"),
    ],
)
def test_a_label_in_the_middle_of_a_sentence(label, middle):
    assert words.lower_first(label) == middle


def test_things_are_listed_with_and():
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
