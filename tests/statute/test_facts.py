"""The reader is strict and complete: it names the field that is wrong, and reads back its own."""

from datetime import date, datetime

import pytest

from assessments.statute.facts import (
    EVENTS,
    event_as_json,
    facts_as_json,
    parse,
    read_event,
    read_facts,
)
from assessments.statute.moments import LAST_DAY, Moment, NotWellFormed
from tests.statute import story
from tests.statute.story import made, tell

EVERY_KIND = [
    made("2026-10-20T11:00:00+01:00"),
    story.extended("2027-03-01", "2027-03-02"),
    story.at("conditions_varied", "2026-11-01"),
    story.at("condition_suspended", "2026-11-02T10:00:00+00:00"),
    story.notice("first_class_post", "2026-11-20"),
    story.detained("2026-11-24T10:00:00+00:00"),
    story.at("recall_transfer", "2026-11-24T12:00:00+00:00"),
    story.released("2026-11-25T10:00:00+00:00"),
    story.revoked("2026-11-26T10:00:00.500000+00:00"),
    story.absent("2026-11-22", "2026-11-23T08:00:00+00:00"),
    story.cto8("2027-01-03"),
    story.custody("2026-12-01", "2026-12-24"),
    story.discharged("2027-02-01", "managers"),
    story.applied("66(1)(ca)", "2026-12-01", "2026-12-05"),
    story.considered("1999-12-31"),
    story.relative_notice("second_class_post", "2027-01-04"),
    story.barred("2027-01-07", "2027-01-08"),
]

WHOLE = {
    "nation": "wales",
    "as_of": "2026-12-01T09:00:00+00:00",
    "date_of_birth": "1998-05-01",
    "detention": {
        "section": "45A",
        "section_2_admission": "2026-01-10",
        "treatment_admission": "2026-01-30",
    },
    "first_medication": "2026-09-20",
    "events": EVERY_KIND,
    "rules": {"mha_2025": "2028-04-01"},
}


def complaint(value):
    with pytest.raises(NotWellFormed) as caught:
        read_facts(value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isascii()
    return caught.value.field


def facts_with(**changes):
    return {"nation": "england", "events": [], **changes}


def test_every_kind_of_event_reads_back_as_it_was_written():
    assert {event["event"] for event in EVERY_KIND} == set(EVENTS)
    for event in EVERY_KIND:
        assert event_as_json(read_event(event)) == event


def test_all_facts_read_back_as_they_were_written():
    assert facts_as_json(read_facts(WHOLE)) == WHOLE


def test_only_nation_and_events_are_required():
    facts = read_facts({"nation": "england", "events": []})
    assert facts.section == "3"
    assert facts.treatment_admission is None
    assert read_facts(facts_with(detention=None, rules=None, as_of=None, first_medication=None))


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, "input"),
        ([], "input"),
        ("text", "input"),
        ({}, "nation"),
        ({"nation": "england"}, "events"),
        (facts_with(nation="scotland"), "nation"),
        (facts_with(nation=["england"]), "nation"),
        (facts_with(nation=None), "nation"),
        (facts_with(events={}), "events"),
        (facts_with(events=[None]), "events[0]"),
        (facts_with(events=[{}]), "events[0].event"),
        (facts_with(events=[{"event": {}}]), "events[0].event"),
        (facts_with(events=[{"event": "order_renewed"}]), "events[0].event"),
        (facts_with(detention=[]), "detention"),
        (facts_with(detention={"section": "2"}), "detention.section"),
        (facts_with(detention={"section": 3}), "detention.section"),
        (facts_with(detention={"sektion": "3"}), "detention.sektion"),
        (
            facts_with(detention={"treatment_admission": "1982-12-31"}),
            "detention.treatment_admission",
        ),
        (facts_with(detention={"section_2_admission": 5}), "detention.section_2_admission"),
        (facts_with(rules={"mha_2025": "soon"}), "rules.mha_2025"),
        (facts_with(rules={"mha_2026": "2028-04-01"}), "rules.mha_2026"),
        (facts_with(first_medication="2026-02-30"), "first_medication"),
        (facts_with(first_medication="2026-09-20T10:00:00"), "first_medication"),
        (facts_with(date_of_birth="1899-12-31"), "date_of_birth"),
        (facts_with(as_of=True), "as_of"),
        (facts_with(as_of="2026-13-01"), "as_of"),
        (facts_with(as_of="2101-01-01"), "as_of"),
        (facts_with(reference="A1"), "reference"),
        (facts_with(**{"new\nline \ud800": 1}), "new\\nline \\ud800"),
    ],
)
def test_what_is_wrong_with_the_facts_is_named(value, field):
    assert complaint(value) == field


@pytest.mark.parametrize(
    ("event", "key"),
    [
        ({"event": "order_made"}, "at"),
        ({"event": "order_made", "at": None}, "at"),
        (made("2008-11-02"), "at"),
        (made("2008-11-02T23:59:59+00:00"), "at"),
        (made("2100-12-31T23:59:00-05:00"), "at"),  # already 2101 in London
        (made("2101-01-01"), "at"),
        (made("0000-01-01"), "at"),
        (made("9999-12-31T23:59:59-23:59"), "at"),
        (made("0001-01-01T00:00:00+14:00"), "at"),
        (made("20261020"), "at"),
        (made("2026-W43-2"), "at"),
        (made("2026-10-20 11:00"), "at"),
        (made("2026-10-20T24:00:00"), "at"),
        (made("2026-10-20T10:60"), "at"),
        (made("2026-10-20T10:00+25:00"), "at"),
        (made("２０２６-10-20"), "at"),
        ({**made("2026-10-20"), "by": "rc"}, "by"),
        ({"event": "order_extended", "examined": "2027-03-01"}, "furnished"),
        ({"event": "order_extended", "examined": 1, "furnished": "2027-03-01"}, "examined"),
        (story.notice("email", "2026-11-20T10:00"), "method"),
        ({**story.notice("in_hand", "2026-11-20T10:00"), "ground": "risk"}, "ground"),
        (story.absent("2026-11-22", "yesterday"), "returned"),
        (story.custody("2026-11-22", "2026-11-31"), "released"),
        ({"event": "custody", "released": None}, "from"),
        (story.discharged("2026-11-22", "patient"), "by"),
        (story.applied("section 66", "2026-11-22"), "section"),
        ({**story.applied("66", "2026-11-22"), "section": 66}, "section"),
        (story.applied("66(1)(ca)", "1982-12-31"), "on"),
        (story.relative_notice("at_address", "2026-11-22"), "method"),
    ],
)
def test_what_is_wrong_with_an_event_is_named(event, key):
    assert complaint(facts_with(events=[made("2026-10-20"), event])) == f"events[1].{key}"


@pytest.mark.parametrize(
    "event",
    [
        story.detained("2026-11-24"),
        story.at("recall_transfer", "2026-11-24"),
        story.released("2026-11-24"),
        story.revoked("2026-11-24"),
        story.notice("in_hand", "2026-11-24"),
        story.relative_notice("in_hand", "2026-11-24"),
    ],
)
def test_what_is_done_on_the_ward_or_handed_over_needs_a_time(event):
    assert complaint(facts_with(events=[event])) == "events[0].at"


def test_a_time_that_does_not_exist_is_not_well_formed():
    assert complaint(facts_with(events=[made("2027-03-28T01:30:00")])) == "events[0].at"
    assert read_facts(facts_with(events=[made("2027-03-28T01:30:00+00:00")]))


def test_in_the_repeated_hour_a_time_without_offset_is_the_earlier_one():
    [event] = read_facts(facts_with(events=[made("2027-10-31T01:30:00")])).events
    assert event.moment.instant == datetime.fromisoformat("2027-10-31T01:30:00+01:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-20T11:00",
        "2026-10-20T11:00:00",
        "2026-10-20T10:00:00Z",
        "2026-10-20T10:00:00.000+00:00",
        "2026-10-20T15:30+0530",
        "2026-10-20T11:00+01",
    ],
)
def test_one_moment_in_many_spellings(text):
    event = read_event(made(text))
    assert event.moment.instant == datetime.fromisoformat("2026-10-20T11:00:00+01:00")
    assert event_as_json(event) == made("2026-10-20T11:00:00+01:00")


def test_the_first_and_last_days_that_are_well_formed():
    assert read_event(made("2008-11-03")).moment == Moment.of_day(date(2008, 11, 3))
    assert read_event(made("2100-12-31T23:59:59")).moment.day == LAST_DAY
    assert read_event(story.considered("1983-01-01"))
    assert read_facts(facts_with(date_of_birth="1900-01-01"))


def test_of_a_time_given_for_a_day_the_london_day_counts():
    event = read_event(story.cto8("2027-06-01T23:30:00+00:00"))
    assert event_as_json(event) == story.cto8("2027-06-02")


def test_the_error_for_a_missing_time_says_what_to_give():
    with pytest.raises(NotWellFormed) as caught:
        read_event(story.detained("2026-11-24"))
    assert str(caught.value) == "event.at: give a date and time such as 2026-10-20T11:00:00+01:00"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (b"", "input"),
        (b"{", "input"),
        (b"\xff\xfe\xfd", "input"),
        (b"[" * 100_000, "input"),
        (b"1" * 5000, "input"),
        (b'{"nation": "england", "nation": "wales"}', "nation"),
        (b'{"events": [{"at": 1, "at": 2}]}', "at"),
    ],
)
def test_text_that_is_not_json_or_repeats_a_key_is_not_well_formed(text, field):
    with pytest.raises(NotWellFormed) as caught:
        parse(text)
    assert caught.value.field == field


def test_json_is_parsed():
    assert parse('{"nation": "england", "events": []}') == facts_with()


def test_a_bare_date_among_the_moments_is_midnight_in_london():
    early = tell(made("2026-10-20"), as_of="2026-10-20")
    assert early["status"] == "in_force"
    assert tell(made("2026-10-20T00:01"), as_of="2026-10-20")["status"] == "not_made"
