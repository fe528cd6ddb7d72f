"""Oddities between the dates of CTO1 are said, never refused."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.statute.order_form import FormDates, form_name, oddities

DAY = date(2026, 12, 1)
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 2)
FITTING = FormDates(DAY, DAY, DAY, DAY, received_on=DAY, decided_on=DAY, planned_on=DAY)
FITTING = replace(FITTING, section_began_on=DAY, section_ends_on=DAY)

ODD = [
    ({"part_2_on": BEFORE}, "Part 2"),  # AMHP before the responsible clinician
    ({"part_1_on": AFTER}, "Part 3 is dated before"),  # Part 3 before Part 1
    ({"effective_on": BEFORE}, "takes effect before Part 3"),  # in force before it is made
    ({"effective_on": AFTER}, "debatable"),  # Part 3 on another day: s.20A(1)
    ({"received_on": BEFORE}, "managers received"),  # received before it was signed
    ({"decided_on": AFTER}, "before this decision was sealed"),
    ({"section_began_on": AFTER}, "before the recorded section began"),  # s.17A(2)
    ({"section_ends_on": BEFORE}, "after the recorded section ended"),
    ({"planned_on": AFTER}, "another day than the one in the sealed decision"),
]


def test_dates_that_fit_together_raise_nothing():
    assert oddities(FITTING) == ()


def test_what_is_not_known_yet_raises_nothing():
    assert oddities(FormDates(DAY, DAY, DAY, DAY)) == ()


@pytest.mark.parametrize(("change", "said"), ODD)
def test_what_does_not_fit_is_said(change, said):
    assert any(said in sentence for sentence in oddities(replace(FITTING, **change)))


def test_the_form_is_named_as_the_nation_names_it():
    assert (form_name("england"), form_name("wales")) == ("CTO1", "CP1")
