"""Words put into every text field of the site, and where they may and may not turn up again.

One team's whole job is typed through the pages, from the person's name to what follows the sealed
record. Each field gets a word of its own with something that would run if it were not escaped.
"""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from assessments.lifecycle import Status
from assessments.models import Record
from assessments.views import considerations
from cto.audit.models import Entry
from cto.logs import JsonLine
from tests import paper
from tests.access.addresses import address, plain_address
from tests.access.clients import Clients
from tests.access.policies import ABOUT_PEOPLE, OF, About
from tests.access.reading import filled, forms
from tests.access.sending import NAMES, Sending, sendings
from tests.access.test_matrix import error
from tests.access.watching import AsInATest
from tests.access.world import EVERYBODY, OWN, Case, World

RUNS = ("<script>alert(1)</script>", "\"'><b onclick=alert(1)>")
RAN = re.compile(rb"<script>alert\(1\)|<b onclick=alert", re.IGNORECASE)
WORD = re.compile(r"q\d{3}z")
# Pages that end what the others need: another case, or the very end.
LATER = ("return-to-team", "close", "correct")
ORDER = [*(name for name in NAMES if name not in LATER), *LATER]
NUMBERS = ("9990000018", "9990000026")
# What these are about belongs to the one case into which everything is typed.
TYPED_INTO = (About.ASSESSMENT, About.ORDER, About.REVIEW)


@dataclass
class Told:
    """What became of typing it all."""

    case: Case
    words: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, HttpResponse]] = field(default_factory=list)
    pages: list[tuple[str, HttpResponse]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def say(self, page: str, name: str) -> str:
        """A new word for this field; at most 30 characters with what would run."""
        word = f"q{len(self.words):03d}z"
        self.words[word] = f"{page}.{name}"
        return RUNS[len(self.words) % 2] + word

    def found_in(self, text: str) -> list[str]:
        """The fields whose words stand in the text."""
        return [self.words[word] for word in WORD.findall(text) if word in self.words]


class _Lines(logging.Handler):
    """Keeps each line of the log as it is written, and as it would be without its formatter."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines, self.json = lines, JsonLine()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [self.json.format(record), record.getMessage()]


@pytest.fixture(scope="module")
def told(
    room: World, browsers: Clients, django_db_blocker: Any, second_database: bool
) -> Iterator[Told]:
    """Everything typed, once for the tests of this module."""
    found = Told(room.cases[OWN, Status.WITH_TEAM])
    listening = _Lines(found.lines)
    logging.getLogger().addHandler(listening)
    with django_db_blocker.unblock(), AsInATest(), pytest.MonkeyPatch.context() as patch:
        paper.take_away(patch)
        pages = {each.name: each for each in sendings(room)}
        for name in ORDER:
            _type(found, room, browsers, pages[name])
        found.case.reference = Record.objects.latest("sealed_at").reference
        if not second_database:
            found.pages = list(_crawl(found, room, browsers))
        yield found
        transaction.set_rollback(True)
    found.case.reference = "0000-0000-v1"
    for case in room.cases.values():
        case.assessment.refresh_from_db()
        case.patient.refresh_from_db()
    logging.getLogger().removeHandler(listening)


def _type(found: Told, world: World, clients: Clients, page: Sending) -> None:
    url = page.url
    if OF[page.name].about in TYPED_INTO and page.name not in (
        "return-to-team",
        "close",
    ):
        url = address(page.name, found.case)
    shown = clients[page.who].get(url)
    # The last first: a form may go once nothing is left that it offers, and none before it does.
    for number in reversed(range(len(forms(shown.content)))):
        form = forms(clients[page.who].get(url).content)[number]
        if form.action not in ("", url):
            continue
        typed = filled(form, lambda name: found.say(page.name, name), page.answers)
        answer = clients[page.who].post(url, typed)
        found.answers.append((f"{page.name} {number}", answer))
        if "compared" in (answer.context or {}):  # "Check before recording"
            (confirm,) = forms(answer.content)
            answer = clients[page.who].post(url, filled(confirm, lambda name: ""))
            found.answers.append((f"{page.name} {number} confirmed", answer))


def _crawl(told: Told, world: World, clients: Clients) -> Iterator[tuple[str, Any]]:
    """Every page as every role; by status 200 only those who may see it."""
    for policy in OF.values():
        if not policy.opens:
            continue
        about_people = policy.about in ABOUT_PEOPLE
        url = address(policy.name, told.case) if about_people else plain_address(policy.name, world)
        for who in EVERYBODY:
            if policy.name not in ("draft", "review-draft") or who == "rc":
                yield f"{policy.name} as {who}", clients[who].get(url)


def test_everything_typed_was_saved(told: Told, db: None) -> None:
    """Or the other tests of this module would show nothing."""
    wrong = [
        f"{page}: {answer.status_code} {said(answer)}"
        for page, answer in told.answers
        if answer.status_code not in (200, 302)
    ]
    # The review date is set already, which its page shows beside what was typed.
    assert [each for each in wrong if not each.startswith("after-review")] == []
    assert len(told.words) > 100


@pytest.mark.once
def test_no_word_runs_on_any_page_of_any_role(told: Told, db: None) -> None:
    seen: set[str] = set()
    for page, answer in told.pages:
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert RAN.findall(answer.content) == [], page
            seen.update(told.found_in(answer.content.decode()))
    for page, answer in told.answers:
        assert RAN.findall(answer.content) == [], page
    assert len(seen) > 80


def test_no_word_is_in_the_audit(told: Told, db: None) -> None:
    """But for who did it: a user who was given a new name acts under it."""
    columns = [f.attname for f in Entry._meta.concrete_fields if f.name != "actor_name"]
    log = json.dumps(list(Entry.objects.values(*columns)), default=str)
    assert told.found_in(log) == []
    assert not any(number in log for number in NUMBERS)
    assert not any(run in log for run in ("script>", "onclick"))


def test_no_word_is_in_the_log(told: Told, db: None) -> None:
    log = "\n".join(told.lines)
    assert told.found_in(log) == []
    assert not any(number in log for number in NUMBERS)


def test_an_error_that_quotes_what_was_typed_is_logged_without_it(
    told: Told, world: World, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("DETAIL: Failing row contains (q001z, 9990000018)")

    monkeypatch.setattr(considerations, "_record", fail)
    url = address("factor", world.cases[OWN, Status.STATED])
    form = forms(clients["rc"].get(url).content)[0]
    before = len(told.lines)
    answer = clients["rc"].post(url, filled(form, lambda name: "q001z"))
    assert answer.status_code == 500
    assert "q001z" not in answer.content.decode()
    lines = "\n".join(told.lines[before:])
    assert "ValueError" in lines
    assert "q001z" not in lines
    assert "9990000018" not in lines


@pytest.mark.once
def test_no_word_is_in_an_address_or_the_name_of_a_file(told: Told, db: None) -> None:
    links = re.compile(rb'(?:href|action|src)="([^"]*)"')
    files = 0
    for page, answer in [*told.answers, *told.pages]:
        named = answer.headers.get("Content-Disposition", "")
        files += bool(named)
        addresses = b" ".join(links.findall(answer.content)).decode()
        for text in (answer.headers.get("Location", ""), named, addresses):
            assert told.found_in(text) == [], page
            assert not any(number in text for number in NUMBERS), page
    assert files > 1


def test_a_search_leaves_no_trace_of_what_was_searched_for(told: Told, clients: Clients) -> None:
    before = len(told.lines)
    answer = clients["rc"].post(reverse("people-search"), {"typed": "q999z Zuzanna"})
    assert answer.status_code == 200
    assert "q999z" not in json.dumps(list(Entry.objects.values()), default=str)
    assert "q999z" not in "".join(told.lines[before:])
    assert "q999z" not in json.dumps(dict(answer.headers))


def said(answer: HttpResponse) -> str:
    """What was wrong, for the message of a test."""
    context = getattr(answer, "context", None) or {}
    wrong = context["form"].errors if "form" in context else {}
    return f"{dict(wrong)} {error(answer)}"
