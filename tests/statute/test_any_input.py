"""Whatever the input: an answer in the contract's shape or one line that names a field."""

import random
import time
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assessments.statute.facts import facts_as_json, read_facts
from assessments.statute.moments import NotWellFormed
from tests.statute.generated import check, inputs
from tests.statute.story import extended, made, tell

JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)


def test_two_thousand_generated_inputs_never_raise():
    seen = Counter(check(value) for value in inputs(2_000, seed=20261122))
    assert min(seen[status] for status in ("expired", "in_force", "revoked", "discharged")) > 20
    assert min(seen["absent"], seen["recalled"], seen["not_made"]) > 0
    assert 100 < seen["not well formed"] < 1_000


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_any_json_at_all_is_answered(value):
    check(value)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_in_the_place_of_an_event_is_answered(value):
    check({"nation": "england", "events": [made("2026-10-05"), value]})


def _read(value):
    """The facts, or None where a story ran beyond the year 2100."""
    with suppress(NotWellFormed):
        return read_facts(value)


def test_facts_that_are_read_are_written_and_read_back_the_same():
    for index, value in enumerate(inputs(300, seed=7)):
        if index % 3:
            facts = _read(value)
            assert facts is None or read_facts(facts_as_json(facts)) == facts


def test_the_order_of_the_list_does_not_matter_where_the_days_differ():
    chance = random.Random(11)  # noqa: S311  (a seed makes a failure repeatable)
    for index, value in enumerate(inputs(300, seed=11)):
        facts = _read(value) if index % 3 else None
        if facts is None or len({event.moment.day for event in facts.events}) < len(facts.events):
            continue
        shuffled = deepcopy(value)
        chance.shuffle(shuffled["events"])
        first, second = (
            tell(*value.pop("events"), **value),
            tell(*shuffled.pop("events"), **shuffled),
        )
        assert first | {"refused": len(first["refused"])} == second | {
            "refused": len(second["refused"])
        }


@pytest.fixture
def server_zone(monkeypatch):
    """Puts the server's clock in another zone."""

    def put(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def test_the_servers_own_time_zone_changes_nothing(server_zone):
    def answers(zone):
        server_zone(zone)
        stories = [value for index, value in enumerate(inputs(150, seed=5)) if index % 3]
        return [tell(*story.pop("events"), **story) for story in stories if _read(story)]

    here = answers("Europe/London")
    assert len(here) > 80
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"):
        assert answers(zone) == here, zone


@given(some.dates(date(2008, 11, 3), date(2090, 12, 31)), some.integers(0, 9))
def test_an_order_extended_on_its_last_days_never_has_a_gap(day, extensions):
    """Each extension is examined and reported on the safe last day, which every reading allows."""
    story = [made(str(day))]
    for _ in range(extensions):
        closes = tell(*story)["deadlines"]["extension_window_closes"]["safe"]
        story.append(extended(closes))
    found = tell(*story)
    assert found["refused"] == []
    assert len(found["periods"]) == extensions + 1
    for before, after in zip(found["periods"], found["periods"][1:], strict=False):
        gap = date.fromisoformat(after["first_day"]) - date.fromisoformat(before["last_day"])
        assert gap == timedelta(days=1)
    for one in found["periods"]:
        assert (
            0 <= (date.fromisoformat(one["last_day"]) - date.fromisoformat(one["safe"])).days <= 4
        )
