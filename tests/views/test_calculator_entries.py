"""The date calculator: entering what happened, losing nothing, storing nothing, never failing."""

import re
from dataclasses import fields

import pytest
from django.utils import timezone

from assessments.forms.calculator import MOST_EVENTS, CalculatorForm
from assessments.forms.calculator_events import FIELDS
from assessments.statute.facts import EVENTS
from assessments.statute.plain_words import EVENT_WORDS
from cto.design.forms import fields_without_instructions
from tests.access.watching import rows
from tests.views.calculating import NOW, PAGE, dates, day, order, recall, words


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def signed_in(client, users):
    client.force_login(users.mha)
    return client


# Entering what happened --------------------------------------------------------------------------
@pytest.mark.parametrize("name", EVENTS)
def test_each_event_is_added_with_its_own_fields_and_no_complaint(signed_in, name):
    answer = signed_in.post(PAGE, {**order(), "kind": name, "add": "yes"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'value="1:{name}"' in text
    assert 'name="e1-' in text
    assert EVENT_WORDS[name].title in words(answer)


def test_adding_keeps_what_was_typed_before(signed_in):
    typed = order("5/10/2026", "1:recall_notice", **recall(1, "at_address", "21/11/2026"))

    text = signed_in.post(PAGE, {**typed, "kind": "custody", "add": "yes"}).content.decode()

    assert 'value="1:recall_notice"' in text
    assert 'value="2:custody"' in text
    assert re.search(r'name="e1-at-day"[^>]*value="21"', text)


def test_an_event_is_removed_and_the_others_stay(signed_in):
    typed = order(
        "5/10/2026",
        "1:recall_notice",
        "2:custody",
        **recall(1, "at_address", "21/11/2026"),
        **day("e2-from", "1/12/2026"),
    )

    text = signed_in.post(PAGE, {**typed, "remove": "1"}).content.decode()

    assert "1:recall_notice" not in text
    assert 'value="2:custody"' in text
    assert re.search(r'name="e2-from-month"[^>]*value="12"', text)


def test_nothing_chosen_is_nothing_added(signed_in):
    answer = signed_in.post(PAGE, {**order(), "add": "yes"})

    assert answer.status_code == 422
    assert "Choose what happened, then add it" in words(answer)


def test_an_empty_page_is_met_with_instructions(signed_in):
    answer = signed_in.post(PAGE, {})

    assert answer.status_code == 422
    assert "Choose England or Wales" in words(answer)
    assert "Enter the date of the order" in words(answer)
    assert "This field is required" not in words(answer)
    assert fields_without_instructions(CalculatorForm) == []


def test_a_wrong_date_keeps_everything_that_was_typed(signed_in):
    typed = order("31/2/2026", "1:recall_notice", **recall(1, "at_address", "21/13/2026"))

    answer = signed_in.post(PAGE, typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Date of the order must be a real date" in text
    assert "Date of the notice must be a real date" in text
    assert re.search(r'name="made-day"[^>]*value="31"', text)
    assert re.search(r'name="e1-at-month"[^>]*value="13"', text)
    assert dates(answer) == {}


def test_a_notice_that_is_handed_over_needs_its_time(signed_in):
    typed = order("5/10/2026", "1:recall_notice", **recall(1, "in_hand", "21/11/2026"))

    answer = signed_in.post(PAGE, typed)

    assert answer.status_code == 422
    assert "Enter the time as well" in words(answer)


def test_there_is_an_end_to_the_events(signed_in):
    entries = [f"{n}:order_made" for n in range(1, MOST_EVENTS + 1)]

    for press in ({"kind": "custody", "add": "yes"}, {"what_if": "revoked"}):
        answer = signed_in.post(PAGE, {**order("5/10/2026", *entries), **press})

        assert answer.status_code == 422
        assert "Remove an event before you add another" in words(answer)


# Nothing is stored, nothing breaks ---------------------------------------------------------------
def test_nothing_is_stored(signed_in):
    before = {table: len(kept) for table, kept in rows().items()}

    signed_in.get(PAGE)
    signed_in.post(PAGE, order())
    signed_in.post(PAGE, {**order(), "what_if": "revoked"})
    signed_in.post(PAGE, {})

    assert {table: len(kept) for table, kept in rows().items()} == before


def test_the_page_asks_the_database_only_who_is_signed_in(signed_in, django_assert_num_queries):
    signed_in.post(PAGE, order())

    with django_assert_num_queries(2):
        signed_in.get(PAGE)
    with django_assert_num_queries(2):
        signed_in.post(PAGE, {**order(), "what_if": "revoked"})


@pytest.mark.parametrize("who", ["rc", "nurse", "mha", "auditor", "sysadmin"])
def test_whoever_is_signed_in_may_open_it_and_finds_it_in_the_menu(client, users, who):
    client.force_login(getattr(users, who))

    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert "Date calculator</a>" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_else_may(client, db):
    assert client.get(PAGE).status_code == 302


def test_what_is_typed_is_escaped_everywhere(signed_in):
    canary = '"><script>alert(1)</script>'
    names = [name for name in CalculatorForm.base_fields if name != "kind"]
    typed = {f"{name}{part}": canary for name in names for part in ("", "-day", "-time")}
    entry = {"entry": ["1:recall_notice", canary], "e1-method": canary, "e1-at-day": canary}

    for press in ({}, {"add": "yes", "kind": canary}, {"remove": canary}, {"what_if": canary}):
        answer = signed_in.post(PAGE, {**typed, **entry, **press})

        assert "<script>alert" not in answer.content.decode()
        assert answer.status_code in (200, 422)


BAD = [
    {"entry": ["", "1", "1:", ":x", "99999:custody", "1:custody", "1:order_made", "²:custody"]},
    {"entry": ["1:custody"], "e1-from-day": "1" * 5000, "e1-from-month": "\x00"},
    {"entry": ["1:custody"], "e1-from-day": "١", "e1-from-month": "1", "e1-from-year": "2027"},
    {"entry": ["1:tribunal_application"], "e1-section": "66(1)(zz)"},
    {"nation": "scotland", "section": "41"},
    {"what_if": "nothing"},
    {"what_if": "revoked", **day("as_of", "31/12/2100", "23:59")},
    {"what_if": "absent", **day("as_of", "1/1/1983")},
    {"what_if": "recalled_by_post", **day("as_of", "31/12/2100")},
    {"remove": "9" * 400},
    {"add": "yes", "kind": "order"},
    day("made", "31/12/2100", "23:59"),
    day("made", "3/11/2008"),
    day("mha_2025", "1/1/1983"),
    {"section": "37", **day("treatment_admission", "1/1/1983")},
]


@pytest.mark.parametrize("typed", BAD)
def test_bad_input_is_never_an_error_of_the_server(signed_in, typed):
    for sent in ({**order(), **typed}, typed):
        answer = signed_in.post(PAGE, sent)

        assert answer.status_code in (200, 422)


@pytest.mark.parametrize("name", EVENTS)
def test_the_fields_of_an_event_are_the_keys_of_the_contract(name):
    made = {key: make() for key, make in FIELDS[name].items()}
    parts = {part.metadata["key"] or part.name: part for part in fields(EVENTS[name])}

    assert list(made) == list(parts)
    for key, field in made.items():
        assert field.required == (not parts[key].metadata["optional"])
        assert "This field is required" not in str(field.error_messages["required"])
