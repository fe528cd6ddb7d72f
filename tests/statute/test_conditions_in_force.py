"""The conditions of an order on a day, folded from what was recorded."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assessments.statute.conditions_in_force import Conditions, Wording, conditions_in_force
from assessments.statute.ledger import Entry
from assessments.statute.moments import Moment

LONDON = ZoneInfo("Europe/London")
MADE, VARIED, AFTER = date(2026, 11, 24), date(2026, 12, 10), date(2027, 1, 31)
CONTACT = {"id": "a", "wording": "Meet the nurse every week.", "purposes": ["treatment"]}
DEPOT = {"id": "b", "wording": "Have the depot.", "purposes": ["treatment", "others"]}
LAW = ["examination_for_extension", "examination_for_certificate"]


def entry(kind: str, on: date, hour: int | None = None, **details: Any) -> Entry:
    if hour is None:
        return Entry(object(), kind, Moment.of_day(on), details)
    at = datetime(on.year, on.month, on.day, hour, tzinfo=LONDON)
    return Entry(object(), kind, Moment.at(at), details)


def made(*conditions: dict[str, Any]) -> Entry:
    return entry("order_made", MADE, 14, conditions=list(conditions))


def suspended(on: date, **more: Any) -> Entry:
    return entry("condition_suspended", on, condition="a", reasons="Away.", **more)


def resumed(on: date) -> Entry:
    return entry("condition_resumed", on, condition="a")


def on_day(day: date, *entries: Entry) -> Conditions:
    return conditions_in_force(entries, day, person="Amara")


def keys(found: Conditions) -> list[str]:
    return [one.key for one in found.standing]


def test_the_two_that_the_law_sets_stand_in_every_order_with_the_name() -> None:
    found = on_day(AFTER, made())
    assert keys(found) == LAW
    assert all(one.mandatory and one.in_force and one.since == MADE for one in found.standing)
    assert found.standing[0].wording.startswith("Amara is to be available for examination")


def test_the_others_are_those_of_the_order_as_made() -> None:
    found = on_day(AFTER, made(CONTACT, DEPOT))
    assert keys(found) == [*LAW, "a", "b"]
    depot = found.standing[-1]
    assert (depot.wording, depot.purposes, depot.mandatory) == (
        "Have the depot.",
        ("treatment", "others"),
        False,
    )


def test_before_the_order_is_made_there_are_none() -> None:
    assert on_day(date(2026, 11, 23), made(CONTACT)) == Conditions((), ())
    assert on_day(AFTER) == Conditions((), ())


def test_a_variation_puts_the_new_list_in_place_of_the_old() -> None:
    reworded = CONTACT | {"wording": "Meet the nurse every month.", "purposes": ["others"]}
    new = {"id": "c", "wording": "Live at home.", "purposes": ["health_or_safety"]}
    varied = entry("conditions_varied", VARIED, conditions=[reworded, new], reasons="He is well.")
    found = on_day(AFTER, made(CONTACT, DEPOT), varied)
    assert keys(found) == [*LAW, "a", "c"]
    _, _, contact, home = found.standing
    assert (contact.since, contact.purposes) == (MADE, ("others",))
    assert contact.earlier_words == (Wording("Meet the nurse every week.", VARIED),)
    assert (home.since, home.earlier_words) == (VARIED, ())
    (depot,) = found.earlier
    assert (depot.key, depot.dropped, depot.reasons, depot.in_force) == (
        "b",
        VARIED,
        "He is well.",
        False,
    )
    assert found.keys == {*LAW, "a", "b", "c"}


def test_the_day_before_a_variation_knows_nothing_of_it() -> None:
    varied = entry("conditions_varied", VARIED, conditions=[])
    assert keys(on_day(date(2026, 12, 9), made(CONTACT), varied)) == [*LAW, "a"]
    assert keys(on_day(VARIED, made(CONTACT), varied)) == LAW


def test_a_dropped_condition_may_come_back_and_its_first_time_stays_listed() -> None:
    found = on_day(
        AFTER,
        made(CONTACT),
        entry("conditions_varied", VARIED, conditions=[]),
        entry("conditions_varied", date(2026, 12, 20), conditions=[CONTACT]),
    )
    assert found.standing[-1].since == date(2026, 12, 20)
    assert [one.dropped for one in found.earlier] == [VARIED]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2026, 12, 9), True),
        (date(2026, 12, 10), False),
        (date(2026, 12, 20), False),
        (date(2026, 12, 21), True),
    ],
)
def test_a_suspension_holds_from_its_day_to_its_last_day(day: date, in_force: bool) -> None:
    contact = on_day(day, made(CONTACT), suspended(VARIED, until="2026-12-20")).standing[-1]
    assert contact.in_force is in_force
    assert (contact.suspension is None) is in_force


def test_a_suspension_that_is_over_is_kept_with_its_reasons() -> None:
    contact = on_day(AFTER, made(CONTACT), suspended(VARIED, until="2026-12-20")).standing[-1]
    (before,) = contact.suspended_before
    assert (before.since, before.until, before.reasons, before.ended) == (
        VARIED,
        date(2026, 12, 20),
        "Away.",
        None,
    )


def test_without_an_end_a_suspension_holds_until_it_is_ended() -> None:
    began = suspended(VARIED)
    assert not on_day(AFTER, made(CONTACT), began).standing[-1].in_force
    ended = resumed(date(2027, 1, 4))
    assert not on_day(date(2027, 1, 3), made(CONTACT), began, ended).standing[-1].in_force
    contact = on_day(date(2027, 1, 4), made(CONTACT), began, ended).standing[-1]
    assert contact.in_force
    assert [one.ended for one in contact.suspended_before] == [date(2027, 1, 4)]


def test_a_second_suspension_takes_the_place_of_the_first() -> None:
    again = suspended(date(2026, 12, 15), until="2027-02-28")
    contact = on_day(AFTER, made(CONTACT), suspended(VARIED), again).standing[-1]
    assert contact.suspension is not None
    assert contact.suspension.since == date(2026, 12, 15)
    assert [one.ended for one in contact.suspended_before] == [date(2026, 12, 15)]


def test_a_suspension_outlasts_a_variation_that_keeps_the_condition() -> None:
    varied = entry("conditions_varied", date(2026, 12, 15), conditions=[CONTACT, DEPOT])
    found = on_day(AFTER, made(CONTACT), suspended(VARIED), varied)
    assert [one.in_force for one in found.standing] == [True, True, False, True]


def test_a_condition_that_the_law_sets_can_be_suspended_and_never_dropped() -> None:
    away = entry("condition_suspended", VARIED, condition=LAW[1], reasons="Abroad.")
    found = on_day(AFTER, made(), away, entry("conditions_varied", VARIED, conditions=[]))
    assert keys(found) == LAW
    assert [one.in_force for one in found.standing] == [True, False]


def test_what_names_no_condition_of_the_order_changes_nothing() -> None:
    stray = entry("condition_suspended", VARIED, condition="nobody's")
    over = entry("condition_resumed", VARIED, condition="a")
    assert on_day(AFTER, made(CONTACT), stray, over) == on_day(AFTER, made(CONTACT))


def test_entries_are_read_in_time_whatever_the_order_of_recording() -> None:
    varied = entry("conditions_varied", MADE, conditions=[DEPOT])
    assert keys(on_day(AFTER, varied, made(CONTACT))) == [*LAW, "b"]
    late = entry("conditions_varied", VARIED, 18, conditions=[])
    early = entry("conditions_varied", VARIED, 9, conditions=[DEPOT])
    assert keys(on_day(AFTER, made(CONTACT), late, early)) == LAW
