"""Ids of another assessment in the body of a form: nothing of that other one changes.

Every form of the site is filled in as it should be; then each id on it, in values and in names
of fields, is exchanged for the id of a row of the same kind that belongs to another assessment.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from assessments.lifecycle import Status
from tests.access.clients import NOBODY, Clients
from tests.access.policies import ABOUT_PEOPLE, OF
from tests.access.reading import Typed, filled, forms
from tests.access.sending import NAMES, SiteForm, of_page, sendings
from tests.access.test_matrix import error
from tests.access.watching import AUDIT, Rows, changed, rows, watched
from tests.access.world import OWN, THEIRS, World

UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
PAGES_ABOUT_PEOPLE = [name for name in NAMES if OF[name].about in ABOUT_PEOPLE]


@pytest.mark.parametrize("side", [THEIRS, pytest.param(OWN, marks=pytest.mark.once)])
@pytest.mark.parametrize("name", PAGES_ABOUT_PEOPLE)
def test_an_id_from_elsewhere_changes_nothing_there(
    world: World,
    clients: Clients,
    every_form: list[SiteForm],
    all_rows: Rows,
    name: str,
    side: str,
) -> None:
    case = world.cases[side, Status.STATED]
    theirs = belonging(all_rows, {case.patient.pk, case.assessment.pk})
    wrong: list[str] = []
    for page, form in of_page(every_form, name):
        typed = filled(form, lambda field: f"Words {field}"[:28], page.answers)
        for sent in with_ids_of(typed, all_rows, theirs):
            with watched() as seen:
                answer = clients[page.who].post(page.url, sent)
                after = all_rows | rows(seen.tables - {AUDIT})
            wrong += touched(all_rows, after, theirs)
            if answer.status_code not in (200, 302, 403, 404, 409, 422):
                wrong.append(f"{answer.status_code} {error(answer)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
@pytest.mark.parametrize("who", ["other", NOBODY])
@pytest.mark.parametrize("name", PAGES_ABOUT_PEOPLE)
def test_a_whole_form_sent_by_a_stranger_changes_nothing(
    world: World, clients: Clients, every_form: list[SiteForm], name: str, who: str
) -> None:
    for page, form in of_page(every_form, name):
        typed = filled(form, lambda field: f"Words {field}"[:28], page.answers)
        with watched() as seen:
            answer = clients[who].post(page.url, typed)
        # Nobody gets their own words back, to be kept, or the way to sign in.
        assert answer.status_code in ((302, 403) if who == NOBODY else (404,))
        assert not seen.tables - {AUDIT}
        assert "Zuza" not in answer.content.decode()


@pytest.mark.parametrize("name", PAGES_ABOUT_PEOPLE)
def test_a_token_that_somebody_else_used_is_no_way_in_and_breaks_nothing(
    world: World, clients: Clients, every_form: list[SiteForm], name: str
) -> None:
    """The identity of a filled-in form, sent again by another person on another assessment."""
    token = str(uuid.uuid4())
    (there,) = (each for each in sendings(world, THEIRS) if each.name == name)
    first = forms(clients["other"].get(there.url).content)[:1]
    for form in first:
        typed = filled(form, lambda field: f"Words {field}"[:28], there.answers)
        clients["other"].post(there.url, {**typed, "submission": [token]})
    owners = [
        (c.patient.pk, c.assessment.pk) for (side, _), c in world.cases.items() if side != OWN
    ]
    before = rows()
    theirs = belonging(before, {pk for pair in owners for pk in pair})
    for page, form in of_page(every_form, name)[:1]:
        typed = filled(form, lambda field: f"Words {field}"[:28], page.answers)
        with watched() as seen:
            answer = clients[page.who].post(page.url, {**typed, "submission": [token]})
            wrong = touched(before, before | rows(seen.tables), theirs)
        assert answer.status_code in (200, 302, 409, 422), error(answer)
        assert wrong == []


def with_ids_of(typed: Typed, before: Rows, theirs: set[uuid.UUID]) -> Iterator[Typed]:
    """The form with one of its ids after the other exchanged, then with all of them."""
    found = {
        text for name, values in typed.items() for each in (name, *values) for text in ids(each)
    }
    exchange = {text: other for text in found if (other := same_kind(text, before, theirs))}
    for text, other in exchange.items():
        yield exchanged(typed, {text: other})
    if exchange:
        yield exchanged(typed, exchange)
    shown = [name for name in typed if name.endswith("shown")]
    for name in shown:  # forms of a new entry, which show none yet
        for row in sorted(theirs, key=str)[:6]:
            yield {**typed, name: [str(row)]}


def ids(text: str) -> list[str]:
    return [found for found in UUID.findall(text) if text != "csrfmiddlewaretoken"]


def same_kind(text: str, before: Rows, theirs: set[uuid.UUID]) -> str:
    """The id of a row of the other assessment that is of the same kind, written the same way."""
    wanted = str(uuid.UUID(text))
    for table in before.values():
        if wanted in table:
            other = next((key for key in table if _as_uuid(key) in theirs), "")
            return other if "-" in text else other.replace("-", "")
    return ""


def exchanged(typed: Typed, exchange: dict[str, str]) -> Typed:
    def other(text: str) -> str:
        for mine, theirs in exchange.items():
            text = text.replace(mine, theirs)
        return text

    return {other(name): [other(value) for value in values] for name, values in typed.items()}


def belonging(before: Rows, owners: set[uuid.UUID]) -> set[uuid.UUID]:
    """The ids of these rows and of all that hang on them."""
    found: set[Any] = set(owners)
    for _ in range(3):  # answers hang on statements, those on signatures, those on assessments
        found |= {
            _as_uuid(key)
            for name, table in before.items()
            if name not in (AUDIT, "accounts_user", "accounts_team")
            for key, row in table.items()
            if found.intersection(value for value in row if isinstance(value, uuid.UUID))
        }
    return {each for each in found if each}


def touched(before: Rows, after: Rows, theirs: set[uuid.UUID]) -> list[str]:
    """Rows that are the other assessment's, or name something of it, and came, went or changed."""
    return [
        f"{table} {key}"
        for table, keys in changed(before, after).items()
        if table != AUDIT
        for key in keys
        if theirs.intersection(_ids_of(after[table].get(key) or before[table][key]))
    ]


def _ids_of(row: Iterable[Any]) -> set[uuid.UUID]:
    return {value for value in row if isinstance(value, uuid.UUID)}


def _as_uuid(key: str) -> uuid.UUID | None:
    return uuid.UUID(key) if UUID.fullmatch(key) else None
