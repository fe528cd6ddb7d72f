"""Rule sets chosen by the day of the event; the statutory forms; how old the rules are."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from assessments.statute import events, rules
from assessments.statute.calendar_words import months_in_words
from assessments.statute.facts import EVENTS
from assessments.statute.forms import FORMS, form_of, period_named
from assessments.statute.rules import MHA_2007, MHA_2025, NATIONS, law_on
from tests.statute.by_stepping import first_day_ending_on, last_day_beginning_with
from tests.statute.story import deadline, made, tell


def test_no_event_falls_under_the_2025_act_because_it_is_not_commenced():
    assert MHA_2025.commenced is None
    assert law_on(date(2100, 12, 31)) is MHA_2007
    assert law_on(date(2008, 11, 3)) is MHA_2007


def test_a_pretended_commencement_divides_events_by_their_day():
    pretended = date(2028, 4, 1)
    assert law_on(date(2028, 3, 31), mha_2025_from=pretended) is MHA_2007
    assert law_on(pretended, mha_2025_from=pretended) is MHA_2025


def test_what_the_2025_act_changes_and_nothing_else():
    changed = {
        part.name
        for part in fields(MHA_2007)
        if getattr(MHA_2007, part.name) != getattr(MHA_2025, part.name)
    }
    assert changed == {
        "name",
        "commenced",
        "revived_months_section_3",
        "revocation_is_referred",
        "reference_counts_from",
        "long_stop_months",
        "medication_months",
        "barring_months",
        "condition_test",
        "relative",
    }


def test_the_lengths_of_extensions():
    assert [MHA_2007.extension_months(before) for before in range(4)] == [6, 12, 12, 12]
    assert [MHA_2007.revived_months(section) for section in ("3", "37")] == [6, 6]
    assert [MHA_2025.revived_months(section) for section in ("3", "37")] == [3, 6]


def test_the_rules_grow_old():
    checked = rules.RULES_CHECKED_TO
    assert not rules.rules_are_old(checked + timedelta(days=90))
    assert rules.rules_are_old(checked + timedelta(days=91))
    assert not rules.rules_are_too_old(checked + timedelta(days=180))
    assert rules.rules_are_too_old(checked + timedelta(days=181))
    assert date.fromisoformat(rules.RULES_EDITION) <= checked


def test_each_nation_has_its_tribunal():
    assert NATIONS["england"].tribunal == "First-tier Tribunal (Mental Health)"
    assert NATIONS["wales"].tribunal == "Mental Health Review Tribunal for Wales"


@pytest.mark.parametrize(
    ("event", "england", "wales"),
    [
        (events.OrderMade, "CTO1", "CP1"),
        (events.ConditionsVaried, "CTO2", "CP2"),
        (events.RecallNotice, "CTO3", "CP5"),
        (events.RecallDetention, "CTO4", "CP6 Part 1"),
        (events.RecallRelease, None, "CP6 Part 2"),
        (events.OrderRevoked, "CTO5", "CP7"),
        (events.RecallTransfer, "CTO6", "TC6"),
        (events.OrderExtended, "CTO7", "CP3"),
        (events.Cto8Report, "CTO8", "CP4"),
        (events.BarringReport, "M2", "NR1"),
        (events.OrderDischarged, None, "CP8"),
        (events.ConditionSuspended, None, None),  # no form is prescribed: record it
        (events.Absence, None, None),
    ],
)
def test_which_form_goes_with_an_event(event, england, wales):
    names = [
        form and form.name(nation)
        for nation in ("england", "wales")
        for form in [form_of(event, nation)]
    ]
    assert names == [england, wales]


def test_every_form_says_who_signs_it_and_goes_with_one_event_at_most():
    assert all(form.signed_by and form.due and form.purpose for form in FORMS)
    used = [form.event for form in FORMS if form.event]
    assert len(used) == len(set(used))
    assert set(used) <= set(EVENTS.values())


def test_months_are_said_as_the_act_says_them():
    assert [months_in_words(months) for months in (1, 3, 12, 18, 36)] == [
        "1 month",
        "3 months",
        "1 year",
        "18 months",
        "3 years",
    ]


def test_every_start_of_an_order_agrees_with_walking_the_calendar():
    """The whole way from JSON to JSON, each day from 3 November 2008 to the end of 2040."""
    day, last_start = date(2008, 11, 3), date(2040, 12, 31)
    while day <= last_start:
        found = tell(made(str(day)))
        on, safe = last_day_beginning_with(day, 6)
        opens, _ = first_day_ending_on(on, 2)
        assert deadline(found, "order_ends")[:2] == (str(on), str(safe)), day
        assert deadline(found, "extension_window_opens")[:2] == (str(opens), str(opens)), day
        assert deadline(found, "extension_window_closes")[:2] == (str(on), str(safe)), day
        day += timedelta(days=1)


def test_a_period_is_named_by_the_form_of_its_nation():
    assert period_named("first", "CTO1", "wales") == "First period"
    assert period_named("extension", "CTO7", "england") == "Extension (CTO7)"
    assert period_named("extension", "CTO7", "wales") == "Extension (CP3)"
    assert period_named("extension", "CTO8", "wales") == "Extension (CP4)"
