"""The access matrix: every address, every sign-in and nobody, every object, GET and POST.

Each test is one page and one method and goes through all who may knock and all objects, so that
its message shows the whole row of what is wrong.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from assessments.lifecycle import Status
from tests.access import policies
from tests.access.addresses import account_address, address, has_child, own, patterns
from tests.access.clients import NOBODY, Clients
from tests.access.policies import OF, About, Policy
from tests.access.watching import AUDIT, Seen, watched
from tests.access.world import EVERYBODY, OWN, THEIRS, Case, World

METHODS = ("GET", "POST")
KEY = "a key that nobody was given"  # anybody can make one up: it is not worth an entry
PAGE, REASONS, UNKNOWN, WRONG_METHOD, SIGN_IN = "page", "403", "404", "405", "sign in"
SECRETS = re.compile(rb'(nonce|name="csrfmiddlewaretoken" value)="[^"]*"')
# What differs between two answers without saying anything about what was asked for.
PASSING = {"X-Request-ID", "Set-Cookie"}


@dataclass(frozen=True)
class Knock:
    """One cell: who asks for what, and what they are to get."""

    who: str
    what: str
    url: str
    expected: str
    exists: bool = True
    about: Any = None

    def __str__(self) -> str:
        return f"{self.who}, {self.what}"


def test_every_address_has_a_policy_and_every_policy_an_address() -> None:
    assert set(patterns()) == set(OF)
    assert len(OF) == len(policies.POLICIES)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", OF)
def test_whoever_knocks_gets_what_the_policy_says(
    world: World, clients: Clients, second_database: bool, name: str, method: str
) -> None:
    policy = OF[name]
    wrong: list[str] = []
    nothing: dict[str, bytes] = {}
    for knock in knocks(policy, method, world, brief=second_database):
        with watched() as seen:
            answer = getattr(clients[knock.who], method.lower())(knock.url)
        wrong += [f"{knock}: {problem}" for problem in problems(knock, method, answer, seen)]
        if answer.status_code == 404:
            # The first 404 for each who is that of an id which does not exist.
            said = nothing.setdefault(knock.who, whole(answer))
            if said != whole(answer):
                wrong.append(f"{knock}: another 404 than for what does not exist")
    assert not wrong, "\n".join(wrong)


def knocks(policy: Policy, method: str, world: World, *, brief: bool) -> Iterator[Knock]:
    """Every cell of one page and method; what does not exist comes first.

    `brief` leaves out the other team's case and the later statuses.
    """
    if policy.about in (About.NOBODY, About.SIGNING_IN):
        yield from _about_nobody(policy, method)
    elif policy.about is About.KEY:
        yield from _by_key(policy, method)
    elif policy.about is About.ACCOUNT:
        yield from _about_accounts(policy, method, world)
    else:
        yield from _about_people(policy, method, world, brief)


def _about_nobody(policy: Policy, method: str) -> Iterator[Knock]:
    may = policy.may(method, Status.WITH_TEAM)
    url = reverse(policy.name)
    for who in EVERYBODY:
        yield Knock(who, "", url, expected(who, may, frozenset()))
    signs_in = policy.name in ("account_login", "account_logout")
    yield Knock(NOBODY, "", url, PAGE if signs_in else SIGN_IN)


def _by_key(policy: Policy, method: str) -> Iterator[Knock]:
    """A key that nobody was given opens nothing to anybody, signed in or not."""
    gets = UNKNOWN if policy.may(method, Status.WITH_TEAM) is not None else WRONG_METHOD
    for who in (*EVERYBODY, NOBODY):
        yield Knock(who, KEY, reverse(policy.name, args=["no-such-key"]), gets, exists=False)


def _about_accounts(policy: Policy, method: str, world: World) -> Iterator[Knock]:
    may = policy.may(method, Status.WITH_TEAM)
    nothing = account_address(policy.name, world, exists=False)
    for who in EVERYBODY:
        gets = WRONG_METHOD if may is None else UNKNOWN
        yield Knock(who, "a thing that does not exist", nothing, gets, exists=False)
    url = account_address(policy.name, world)
    for who in EVERYBODY:
        yield Knock(who, "a user or team", url, expected(who, may, frozenset()))
    yield Knock(NOBODY, "a user or team", url, SIGN_IN)


def _about_people(policy: Policy, method: str, world: World, brief: bool) -> Iterator[Knock]:
    name, first = policy.name, world.cases[OWN, policy.tried[0]]
    gets = WRONG_METHOD if policy.may(method, policy.tried[0]) is None else UNKNOWN
    absent = nowhere(first)
    for who in EVERYBODY:
        yield Knock(who, "does not exist", address(name, absent), gets, exists=False)
    yield from _about_one(policy, method, world, OWN, policy.tried[0])
    for url in (address(name, first), address(name, absent)):
        yield Knock(NOBODY, "a person", url, SIGN_IN)
    if brief or gets == WRONG_METHOD:
        return
    yield from _about_one(policy, method, world, THEIRS, policy.tried[0])
    for status in policy.tried[1:]:
        yield from _about_one(policy, method, world, OWN, status)


def _about_one(
    policy: Policy, method: str, world: World, side: str, status: Status
) -> Iterator[Knock]:
    """Every sign-in at one case, and at other cases' entries under this case's address."""
    case, name, may = world.cases[side, status], policy.name, policy.may(method, status)
    later = status is not policy.tried[0]
    url = address(name, case)
    for who in EVERYBODY:
        if later and who not in policies.TEAM - policy.alike:
            continue  # one status is as good as another: to strangers, and to who are alike
        gets = expected(role(who, side), may, policies.TEAM)
        yield Knock(who, f"{side}, {status.value}", url, gets, about=case.patient)
    if not has_child(name) or later or may is None:
        return
    for foreign in children_elsewhere(policy.name, world, side, status):
        url = address(name, case, foreign)
        for who in EVERYBODY:
            what = f"{side}, {status.value}, an entry of another assessment"
            sees = role(who, side) in policies.TEAM
            yield Knock(who, what, url, UNKNOWN, about=case.patient if sees else None)


def children_elsewhere(name: str, world: World, side: str, status: Status) -> list[uuid.UUID]:
    """An entry of the same team's next case, one of the other team's, and one that is nowhere."""
    if OF[name].about is About.ORDER:
        return [own(name, world.cases[THEIRS if side == OWN else OWN, status]), uuid.uuid4()]
    key = {"condition-withdraw": "condition", "note-confirm": "note"}.get(name, name)
    another = Status.PUT_FORWARD if status is Status.WITH_TEAM else Status.WITH_TEAM
    sides = (side, THEIRS if side == OWN else OWN)
    return [*(world.cases[each, another].rows[key] for each in sides), uuid.uuid4()]


def nowhere(case: Case) -> Case:
    """A case with ids that nothing has."""
    things = {"assessment": case.assessment, "patient": case.patient}
    made = {name: type(thing)(pk=uuid.uuid4()) for name, thing in things.items()}
    rows = {name: uuid.uuid4() for name in case.rows}
    return replace(case, **made, rows=rows, reference="ZZZZ-ZZZZ-v1")


def role(who: str, side: str) -> str:
    """As whom somebody comes: in Southfield `other` is the RC, and Northgate's are strangers."""
    if side == OWN or who not in policies.CARERS - policies.OFFICE:
        return who
    return "rc" if who == "other" else "other"


def expected(who: str, may: policies.Who | None, sees: policies.Who) -> str:
    """What a row of the table says for one role."""
    if may is None:
        return WRONG_METHOD
    if who in may:
        return PAGE
    return REASONS if who in sees else UNKNOWN


def problems(knock: Knock, method: str, answer: HttpResponse, seen: Seen) -> Iterator[str]:
    """Everything about one answer that is not as it should be."""
    got = kind(answer)
    if got != knock.expected:
        yield f"expected {knock.expected}, got {got} ({answer.status_code}) {error(answer)}"
        return
    if (method == "GET" or got != PAGE) and seen.tables - {AUDIT}:
        yield f"wrote {seen.tables}"
    if got in (SIGN_IN, WRONG_METHOD) and seen.tables:
        yield f"wrote {seen.tables}"
    if got == REASONS and not seen.refusals:
        yield "no refusal in the audit"
    if got == UNKNOWN:
        yield from unknown(knock, seen)
    if got in (PAGE, REASONS) and knock.about is not None:
        looks = [entry for entry in seen.done if entry.about == knock.about.pk]
        if not looks:
            yield "nothing about the person in the audit"


def unknown(knock: Knock, seen: Seen) -> Iterator[str]:
    """A look-up of what is not there, or not theirs, is audited as refused, and tells of nobody.

    An entry that is not this assessment's is the exception: the look at the assessment stands.
    """
    if knock.about is not None:
        return
    system = knock.who == "sysadmin" and not knock.exists and knock.url.startswith("/users")
    if len(seen.refusals) != 1 and not system and knock.what != KEY:
        yield f"{len(seen.refusals)} refusals in the audit"
    if seen.done:
        yield "a look is in the audit as done"
    if any(entry.about for entry in seen.refusals):
        yield "the refusal names a person"


def kind(answer: HttpResponse) -> str:
    """The answer in the words of the policies; a number for what no policy knows."""
    if answer.status_code == 302:
        return SIGN_IN if "?next=" in answer.headers["Location"] else PAGE
    if answer.status_code in (200, 409, 422):
        return PAGE
    return str(answer.status_code)


def error(answer: HttpResponse) -> str:
    raised = getattr(answer, "exc_info", None)
    return f"{raised[0].__name__}: {raised[1]}" if raised else ""


def whole(answer: HttpResponse) -> bytes:
    """Headers and body without what differs from answer to answer."""
    headers = sorted(f"{k}: {v}" for k, v in answer.headers.items() if k not in PASSING)
    return "\n".join(headers).encode() + b"\n\n" + SECRETS.sub(b"", answer.content)
