"""The auditor's page: who may open it, what it finds, what it costs, what it never shows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from cto.accounts.models import Team, User
from cto.audit import door
from cto.audit.models import Entry
from tests.factories import USERNAMES

PERSON = UUID("00000000-0000-4000-8000-000000000001")
URL = "/audit/"


@pytest.fixture
def log(people: dict[str, User]) -> None:
    """One entry for each filter to find, on either side of a midnight in London."""
    rc, nurse = people["rc"], people["nurse"]
    before_midnight = datetime(2026, 6, 9, 22, 59, tzinfo=UTC)  # 23:59 on 9 June in London
    after_midnight = datetime(2026, 6, 9, 23, 1, tzinfo=UTC)  # 00:01 on 10 June in London
    door.wrote(rc, "sealed_record", None, PERSON, at=before_midnight)
    door.wrote(nurse, "recorded_consideration", None, PERSON, at=after_midnight, key="history")
    door.refused(nurse, "sealed_record", "assessments.assessment", uuid4())


def found(answer: Any) -> int:
    """How many of the entries of `log` are on the page."""
    ours = ("Sealed record", "Recorded consideration")
    return sum(str(row[2]).startswith(ours) for row in answer.context["rows"])


# Who may open it ---------------------------------------------------------------------------------
@pytest.mark.parametrize("username", [name for name in USERNAMES if name != "auditor"])
def test_everybody_else_gets_a_404_and_is_audited(
    people: dict[str, User], browser_of: Callable[[str], Client], username: str
) -> None:
    assert browser_of(username).get(URL).status_code == 404
    entry = Entry.objects.first()
    assert entry is not None
    assert (entry.actor, entry.outcome, entry.subject_id) == (
        people[username],
        "refused",
        "audit:entries",
    )


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db: None) -> None:
    assert Client().get(URL).headers["Location"].startswith("/account/login/?next=")


def test_the_auditor_opens_it_and_that_is_an_entry_too(
    people: dict[str, User], auditor: Client
) -> None:
    answer = auditor.get(URL, {"who": "Amara", "outcome": "done"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    entry = Entry.objects.get(action="read_audit_log")
    assert entry.actor == people["auditor"]
    assert entry.detail == {"filters": "outcome,who"}
    assert entry.address == "127.0.0.1"


def test_the_auditor_sees_no_page_of_users_and_teams(
    people: dict[str, User], auditor: Client
) -> None:
    nurse, team = people["nurse"].pk, Team.objects.all()[0].pk
    for name, args in (
        ("users", []),
        ("user_add", []),
        ("user", [nurse]),
        ("teams", []),
        ("team_add", []),
        ("team", [team]),
    ):
        assert auditor.get(reverse(f"accounts:{name}", args=args)).status_code == 404


def test_the_log_is_only_read(auditor: Client) -> None:
    assert auditor.post(URL).status_code == 405


def test_where_looking_cannot_be_logged_nothing_is_shown(
    log: None, browser_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser_of("auditor")
    client.raise_request_exception = False

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Entry.objects, "create", full)
    answer = client.get(URL)
    assert answer.status_code == 500
    assert b"Sealed record" not in answer.content


# What it finds -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 3),
        ({"who": "rc"}, 1),
        ({"who": "RC"}, 1),
        ({"who": "Daniel"}, 2),  # part of a name
        ({"who": "nobody at all"}, 0),
        ({"action": "sealed_record"}, 2),
        ({"outcome": "refused"}, 1),
        ({"outcome": "done", "action": "sealed_record"}, 1),
        ({"about": str(PERSON)}, 2),
        ({"about": str(uuid4())}, 0),
        ({"from_on-day": "10", "from_on-month": "6", "from_on-year": "2026"}, 2),
        ({"to_on-day": "9", "to_on-month": "6", "to_on-year": "2026"}, 1),
        (
            {
                "from_on-day": "10",
                "from_on-month": "6",
                "from_on-year": "2026",
                "to_on-day": "10",
                "to_on-month": "6",
                "to_on-year": "2026",
            },
            1,
        ),
    ],
)
def test_each_filter_finds_what_it_says(
    log: None, auditor: Client, query: dict[str, str], number: int
) -> None:
    answer = auditor.get(URL, query)
    assert answer.status_code == 200
    assert found(answer) == number


@pytest.mark.parametrize(
    "query",
    [
        {"about": "not an identifier"},
        {"action": "never_happened"},
        {"outcome": "perhaps"},
        {"who": "x" * 151},
        {"who": "a\u202eb"},
        {"from_on-day": "31", "from_on-month": "2", "from_on-year": "2026"},
        {
            "from_on-day": "2",
            "from_on-month": "2",
            "from_on-year": "2026",
            "to_on-day": "1",
            "to_on-month": "2",
            "to_on-year": "2026",
        },
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_what_to_do(
    log: None, auditor: Client, query: dict[str, str]
) -> None:
    answer = auditor.get(URL, query)
    assert answer.status_code == 422
    assert b"There is a problem" in answer.content
    assert found(answer) == 0


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "1e3", "٣"])
def test_an_address_that_was_tampered_with_shows_the_newest(
    log: None, auditor: Client, before: str
) -> None:
    assert found(auditor.get(URL, {"before": before})) == 3


def test_every_entry_is_on_one_page_exactly_newest_first(
    people: dict[str, User], auditor: Client
) -> None:
    for n in range(120):
        door.wrote(people["rc"], "tried", None, n=n)
    seen: list[str] = []
    query = "?action=tried"
    pages = 0
    while query:
        answer = auditor.get(URL + query)
        seen += [strip_tags(str(row[3])) for row in answer.context["rows"]]
        query = answer.context["older"]
        pages += 1
    assert seen == [f"N: {n}" for n in reversed(range(120))]
    assert pages == 3
    assert "action=tried" in answer.context["newest"]


# What it costs -----------------------------------------------------------------------------------
@pytest.mark.parametrize("query", [{}, {"who": "rc", "outcome": "done", "about": str(PERSON)}])
def test_the_page_asks_the_database_a_fixed_number_of_questions_however_long_the_log(
    people: dict[str, User],
    auditor: Client,
    django_assert_num_queries: Callable[[int], Any],
    query: dict[str, str],
) -> None:
    for n in range(60):
        door.wrote(people["rc"], f"tried_{n % 7}", people["ot"], PERSON, n=n)
    # session, user, actions; the entry of this look in a savepoint (begin, insert, end);
    # entries with their actors, names of the users acted upon
    with django_assert_num_queries(8):
        auditor.get(URL, query)


# What it shows -----------------------------------------------------------------------------------
def test_users_stand_by_name_and_changes_by_words(people: dict[str, User], auditor: Client) -> None:
    door.wrote(people["sysadmin"], "changed_user", people["ot"], changed="name,is_amhp", ok=True)
    page = auditor.get(URL, {"action": "changed_user"}).content.decode()
    assert f"User {people['ot'].name}" in page
    assert "Changed: name, is_amhp" in page
    assert "Ok: yes" in page


def test_names_are_escaped(people: dict[str, User], auditor: Client) -> None:
    User.objects.filter(username="ot").update(name="<script>alert(1)</script>")
    door.wrote(User.objects.get(username="ot"), "tried", User.objects.get(username="ot"))
    page = auditor.get(URL).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_checksum_may_break_where_the_page_is_narrow(
    people: dict[str, User], auditor: Client
) -> None:
    door.wrote(people["rc"], "sealed_record", None, PERSON, sha256="0f" * 32)
    line = f'<span class="cto-text">Sha256: {"0f" * 32}</span>'
    assert line in auditor.get(URL).content.decode()
