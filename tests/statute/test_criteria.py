"""The five criteria of s.17A(5), the powers they can follow, and the choice of a set by date."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.statute.criteria import CRITERIA_SETS, MHA_1983, criteria_on
from assessments.statute.sections import (
    ALLOWING,
    POWERS,
    power,
    reasons_no_order_can_follow,
)


def test_there_are_five_criteria_each_with_its_paragraph():
    assert [(each.key, each.source) for each in MHA_1983.criteria] == [
        ("appropriate", "s.17A(5)(a)"),
        ("necessary", "s.17A(5)(b)"),
        ("community", "s.17A(5)(c)"),
        ("recall", "s.17A(5)(d)"),
        ("available", "s.17A(5)(e)"),
    ]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("appropriate", "nature or degree"),  # or, not and
        ("necessary", "health or safety"),  # or, not and
        ("necessary", "protection of other persons"),
        ("community", "without their continuing to be detained"),
        ("recall", "section 17E(1)"),
        ("available", "available"),
    ],
)
def test_the_words_that_carry_the_law_are_there(key, words):
    assert words in MHA_1983.criterion(key).words


def test_the_test_for_recall_is_that_of_section_17a_6():
    recall = MHA_1983.criterion("recall")
    assert recall.consider_source == "s.17A(6)"
    assert "deterioration" in recall.consider


def test_an_unknown_criterion_is_refused():
    with pytest.raises(KeyError):
        MHA_1983.criterion("dangerous")


LATER = replace(MHA_1983, edition="later/1", first_day=date(2028, 4, 1))


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2008, 11, 3), "mha-1983/1"),  # the first day of the power
        (date(2026, 11, 22), "mha-1983/1"),
        (date(2028, 3, 31), "mha-1983/1"),  # the day before a later set begins
        (date(2028, 4, 1), "later/1"),  # its first day
        (date(2031, 1, 1), "later/1"),
    ],
)
def test_the_day_of_the_event_chooses_the_criteria(day, edition):
    assert criteria_on(day, sets=(LATER, MHA_1983)).edition == edition


def test_no_order_could_be_made_before_3_november_2008():
    with pytest.raises(ValueError, match="made on 2 November 2008"):
        criteria_on(date(2008, 11, 2))


def test_the_2025_act_has_no_set_because_no_day_has_been_appointed():
    assert CRITERIA_SETS == (MHA_1983,)


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("3", True),  # s.17A(2), also on s.17 leave
        ("37", True),  # unrestricted hospital order
        ("45A", True),  # limitation direction no longer in force
        ("47", True),  # no restriction in force
        ("48", True),  # no restriction in force
        ("2", False),  # assessment only
        ("4", False),  # emergency
        ("5(2)", False),  # holding power
        ("5(4)", False),  # holding power
        ("7", False),  # guardianship
        ("35", False),  # remand for report
        ("36", False),  # remand for treatment
        ("38", False),  # interim
        ("37/41", False),  # restricted
        ("45A restricted", False),  # limitation direction in force
        ("47/49", False),  # restricted
        ("48/49", False),  # restricted
        ("informal", False),  # nothing to suspend
    ],
)
def test_an_order_can_follow_section_3_and_unrestricted_part_3_powers_only(key, allowed):
    assert power(key).allows_cto is allowed
    assert (reasons_no_order_can_follow(key) == ()) is allowed
    assert (key in ALLOWING) is allowed


def test_every_power_is_in_the_truth_table_above_and_says_why_not():
    assert len(POWERS) == 18
    for each in POWERS:
        assert bool(each.why_not) is not each.allows_cto, each.key
        assert each.source


def test_a_restriction_in_force_is_a_reason_whatever_the_section():
    assert reasons_no_order_can_follow("37", restricted=True) == (
        "A restriction is in force, and an order cannot be made until it has ended.",
    )
    assert len(reasons_no_order_can_follow("37/41", restricted=True)) == 1


def test_a_missing_section_is_asked_for():
    assert reasons_no_order_can_follow("") == (
        "Enter the section that the person is liable to be detained under.",
    )


def test_part_3_is_told_from_part_2():
    assert power("37").is_part_3
    assert not power("3").is_part_3
    assert not power("informal").is_part_3
