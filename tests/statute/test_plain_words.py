"""The table of plain words is complete: every deadline, event, status, choice and right."""

from dataclasses import astuple, fields

import pytest

from assessments.statute import applications, events
from assessments.statute import plain_words as words
from assessments.statute.facts import EVENTS, read_event
from assessments.statute.moments import NotWellFormed
from assessments.statute.results import Status

# The deadline keys of the ``timeline`` contract, in its order.
KEYS = (
    "order_ends",
    "extension_window_opens",
    "extension_window_closes",
    "notice_served",
    "recall_ends",
    "absence_retake_until",
    "cto8_due",
    "detention_ends",
    "reference_after_revocation",
    "reference_six_months",
    "reference_long_stop",
    "application_window_opens",
    "application_window_closes",
    "part_4a_certificate",
    "barring_report_by",
    "relative_barred_until",
)
NOT_OURS = ("non-compliant", "refuses", "insight", "abscond")


def test_every_deadline_of_the_contract_has_its_words():
    assert tuple(words.DEADLINES) == KEYS
    assert all(all(text for text in astuple(said)) for said in words.DEADLINES.values())
    titles = [said.title for said in words.DEADLINES.values()]
    assert len(set(titles)) == len(titles)


def test_every_event_of_the_contract_has_its_words():
    assert tuple(words.EVENT_WORDS) == tuple(EVENTS)
    assert all(said.title for said in words.EVENT_WORDS.values())


def test_every_status_has_its_words():
    assert set(words.STATUSES) == set(Status)


CHOICES = [
    (events.RecallNotice, "method", words.RECALL_METHODS),
    (events.RecallNotice, "ground", words.RECALL_GROUNDS),
    (events.NearestRelativeNotice, "method", words.NOTICE_METHODS),
    (events.OrderDischarged, "by", words.DISCHARGED_BY),
]


@pytest.mark.parametrize(("kind", "key", "table"), CHOICES)
def test_the_choices_are_exactly_those_that_the_reader_takes(kind, key, table):
    read = next(part.metadata["read"] for part in fields(kind) if part.name == key)

    assert [read(choice, key) for choice in table] == list(table)
    with pytest.raises(NotWellFormed, match="give one of " + ", ".join(table)):
        read("", key)


def test_every_right_to_apply_that_the_arithmetic_knows_has_its_words():
    named = {value for name, value in vars(applications).items() if name.startswith("ON_")}

    assert set(words.RIGHTS) == named | applications.TAKEN_AS_STATED
    for section in words.RIGHTS:
        read_event({"event": "tribunal_application", "section": section, "on": "2026-10-20"})


def test_an_event_is_named_with_its_form_in_each_nation():
    assert words.event_title("recall_notice", "england") == "Recall notice (CTO3)"
    assert words.event_title("recall_notice", "wales") == "Recall notice (CP5)"
    assert words.event_title("recall_notice") == "Recall notice (CTO3; in Wales CP5)"
    assert words.event_title("recall_release", "england") == "Released after recall"
    assert words.event_title("recall_release") == "Released after recall (in Wales CP6 Part 2)"
    assert words.event_title("custody") == "In custody"


def test_the_words_blame_nobody():
    every = [text for said in words.DEADLINES.values() for text in astuple(said)]
    every += [text for said in words.EVENT_WORDS.values() for text in astuple(said)]

    assert not [text for text in every for word in NOT_OURS if word in text.lower()]
