"""What nobody should send: refused with everything typed still there, never a half-saved page."""

import json
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse

from assessments.lifecycle import Status
from tests.access.addresses import address
from tests.access.clients import Clients
from tests.access.policies import ABOUT_PEOPLE, OF
from tests.access.reading import PARTS, Control, PageForm, Typed, filled, forms
from tests.access.sending import NAMES, Sending, SiteForm, of_page, sendings
from tests.access.test_matrix import error
from tests.access.watching import watched
from tests.access.world import OWN, World

KEPT_OR_REFUSED = "kept or refused"
# The fields take turns in these. What only this site's own fields refuse goes into each of them.
MISLEADING = {
    "too long": ("a word " * 2_000,),
    "right-to-left override": ("dose 10\u202e50 mg",),
    "unprintable": ("w" * 20_000, "a\x00b", "a\x1b[31mb", "flag\U000e0041", "end\ufffe"),
    KEPT_OR_REFUSED: (
        "   ",
        "\u0416 \u05d0\u05d1 \u0639\u0631 \u4e2d\u6587 e\u0301 \U0001f469\u200d\u2695\ufe0f",
        "\ue000",
        "{{ person.name }}{% csrf_token %}${7*7}",
        "'\"; DROP TABLE audit_entry; --",
        "a\u200bb\ufeffc\u00ad",
    ),
}
DAYS = [
    ("31", "2", "2026"),
    ("1", "1", "99999"),
    ("one", "two", "three"),
    ("1", "13", "2026"),
    ("0", "0", "0000"),
    ("-1", "-1", "-100"),
    ("", "2", "2026"),
    ("9" * 400, "1", "2026"),
    ("\u0663", "2", "2026"),
    ("1\x00", "1", "2026"),
    ("1.5", "1e3", "0x7ea"),
]
# Of the decision, and not asked about an order that is made.
OF_OTHER_OUTCOMES = {"instead_words", "leave_considered", "information_needed", "information_by"}
ELSEWHERE = ["", "no-such-choice", "9" * 500, "\x00", "../../etc"]


@pytest.mark.parametrize("kind", MISLEADING)
def test_text_that_misleads_is_refused_in_every_field_and_stays(
    every_form: list[SiteForm], clients: Clients, kind: str
) -> None:
    wrong: list[str] = []
    turns = cycle(MISLEADING[kind])
    for page, form in every_form:
        typed = filled(form, sensible, page.answers)
        typed |= {text.name: [next(turns)] for text in form.texts}
        refused = form.texts if kind != KEPT_OR_REFUSED else ()
        if form.texts:
            found = problems(clients[page.who], page, form, typed, refused=refused)
            wrong += [f"{page.name}: {problem}" for problem in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("first", [0, 4, 8])
def test_a_day_that_is_none_is_refused_and_stays_in_its_boxes(
    every_form: list[SiteForm], clients: Clients, first: int
) -> None:
    """Each form three times, its days taking turns in what is wrong with them."""
    wrong: list[str] = []
    turns = islice(cycle(DAYS), first, None)
    for page, form in every_form:
        boxes = [control for control in form.controls.values() if control.is_date]
        days = {box.name.rpartition("-")[0] for box in boxes}
        bad = {
            f"{name}-{part}": [value]
            for name in sorted(days)
            for part, value in zip(PARTS, (*next(turns), "25:61"), strict=True)
        }
        typed = filled(form, sensible, page.answers)
        typed |= {box.name: bad[box.name] for box in boxes}
        if boxes:
            found = problems(clients[page.who], page, form, typed, refused=boxes)
            wrong += [f"{page.name}: {problem}" for problem in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("bad", ELSEWHERE, ids=lambda bad: json.dumps(bad)[:30])
def test_an_answer_or_id_that_was_not_offered_saves_nothing_by_halves(
    every_form: list[SiteForm], clients: Clients, bad: str
) -> None:
    wrong: list[str] = []
    for number, (page, form) in enumerate(every_form):
        # The answers of a form are asked after in one way, its ids each in their own.
        is_turn = ELSEWHERE[number % len(ELSEWHERE)] == bad
        for controls in (hidden(form), chosen(form) if is_turn else []):
            if controls:
                typed = filled(form, sensible, page.answers)
                typed.update({control.name: [bad] for control in controls})
                found = problems(clients[page.who], page, form, typed)
                wrong += [f"{page.name}: {problem}" for problem in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_each_field_may_be_missing_or_come_thrice(
    every_form: list[SiteForm], clients: Clients, name: str
) -> None:
    wrong: list[str] = []
    for page, form in of_page(every_form, name):
        whole = filled(form, sensible, page.answers)
        for control in set(whole) - {"act"}:
            missing = {key: values for key, values in whole.items() if key != control}
            found = problems(clients[page.who], page, form, missing)
            wrong += [f"without {control}: {problem}" for problem in found]
        thrice = {k: [*values, *values, "x"] for k, values in whole.items() if k != "act"}
        act = {key: values for key, values in whole.items() if key == "act"}
        wrong += problems(clients[page.who], page, form, thrice | act)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", NAMES)
def test_half_a_character_is_refused_by_whatever_way_it_comes(
    every_form: list[SiteForm], clients: Clients, name: str
) -> None:
    """As bytes that are not UTF-8, and by a charset in which half a character can be written."""
    wrong: list[str] = []
    for page, form in of_page(every_form, name):
        typed = filled(form, lambda field: "HALF", page.answers)
        for control in form.texts:
            typed[control.name] = ["HALF"]
        body = urlencode(typed, doseq=True).replace("HALF", "a%ED%A0%80b")
        wrong += sent(clients[page.who], page, body, "application/x-www-form-urlencoded")
        for charset, half in (("unicode_escape", r"a\ud800b"), ("utf-7", "a+2AA-b")):
            parts = multipart(typed).replace("HALF", half)
            kind = f"multipart/form-data; boundary=cut; charset={charset}"
            wrong += [f"{charset}: {p}" for p in sent(clients[page.who], page, parts, kind)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("words", ["Zuzanna", "w" * 101, "w" * 201, "w" * 300, "7K3M-9Q2D-v0"])
def test_words_in_an_address_find_nothing_and_are_kept_nowhere(
    world: World, clients: Clients, words: str
) -> None:
    pk = world.cases[OWN, Status.WITH_TEAM].assessment.pk
    for url in (
        f"/records/{words}/",
        f"/records/{words}/pdf/",
        f"/review-records/{words}/",
        f"/review-records/{words}/pdf/",
        f"/assessments/{pk}/conditions/new/{words}/",
    ):
        with watched() as seen:
            for answer in (clients["rc"].get(url), clients["rc"].post(url)):
                assert answer.status_code == 404, url
        assert words not in str([(e.subject_id, e.detail) for e in seen.entries])


PARAMETERS = (
    "page", "before", "open", "reviews", "people", "team", "kind", "active", "next", "actor",
    "action", "about", "outcome", "from-day", "from-month", "from-year", "to-day", "since", "until",
    "whose", "part", "rc", "sort", "after", "leaving", "to", "duty",
)  # fmt: skip
ASKED = ["", "\x00", "9" * 500, "-1", "x" * 5000, "\u202e", "%", "None", "<script>", "\U0001f469"]


@pytest.mark.parametrize("name", [policy.name for policy in OF.values() if policy.opens])
def test_no_question_in_an_address_breaks_a_page(
    world: World, clients: Clients, questions_read: list[WSGIRequest], name: str
) -> None:
    policy = OF[name]
    who = next(who for who in ("rc", "auditor", "sysadmin", "mha") if who in policy.opens)
    if policy.about in ABOUT_PEOPLE:
        status = next(s for s in policy.tried if s in policy.opens_while)
        url = address(name, world.cases[OWN, status])
    else:
        url = next((each.url for each in sendings(world) if each.name == name), "")
        url = url or reverse(name)
    asked = [[(key, value) for key in PARAMETERS] for value in ASKED]
    wrong = []
    for pairs in [[("open", "1"), ("open", "2"), ("page", "[]")], *asked]:
        answer = clients[who].get(f"{url}?{urlencode(pairs)}")
        if answer.status_code not in (200, 302, 404, 422):
            wrong.append(f"{pairs[0][1][:20]!r}: {answer.status_code} {error(answer)}")
        if not questions_read:
            break  # another question would be as little read
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def questions_read(monkeypatch: pytest.MonkeyPatch) -> list[WSGIRequest]:
    """The requests of which somebody looked at the questions in the address."""
    found: list[WSGIRequest] = []
    ordinary = WSGIRequest.GET.func  # type: ignore[attr-defined]

    def read(request: WSGIRequest) -> QueryDict:
        found.append(request)
        return ordinary(request)

    monkeypatch.setattr(WSGIRequest, "GET", property(read))
    return found


def sensible(name: str) -> str:
    return f"Words about {name}".replace("_", " ")[:28]


def hidden(form: PageForm) -> list[Control]:
    """Ids and the like. Not `act`, by which a page with several forms knows which was sent."""
    found = (control for control in form.controls.values() if control.kind == "hidden")
    return [control for control in found if control.name not in ("csrfmiddlewaretoken", "act")]


def chosen(form: PageForm) -> list[Control]:
    kinds = ("radio", "select", "checkbox")
    return [control for control in form.controls.values() if control.kind in kinds]


def problems(
    client: Client,
    page: Sending,
    form: PageForm,
    typed: Typed,
    *,
    refused: Sequence[Control] = (),
) -> list[str]:
    """What is wrong with the answer: broken, written though refused, saved, or text lost.

    `refused` are the controls each of which must be named as mistaken.
    """
    with watched() as seen:
        answer = client.post(page.url, typed)
        status, found = answer.status_code, []
        if status in (409, 422) and seen.wrote():
            found.append(f"{status}, and yet it wrote {seen.tables}")
    if status not in (200, 302, 409, 422):
        found.append(f"{status} {error(answer)}")
    if refused and status != 422:
        found.append(f"expected 422, got {status} to {answer.headers.get('Location')}")
    if status == 422:
        missed = {field(control) for control in refused} - mistaken(answer) - OF_OTHER_OUTCOMES
        found += [f"nothing is said about {name}" for name in missed]
        texts = {c.name: typed[c.name] for c in refused or form.texts if c.name in typed}
        found += [f"{name} is no longer there" for name in lost(answer, texts)]
    return found


def field(control: Control) -> str:
    """The field that a control is of, or is a box of."""
    return control.name.rpartition("-")[0] if control.is_date else control.name


def mistaken(answer: Any) -> set[str]:
    """The fields of which the page says that something is wrong with them."""
    shown = {id(v): v for part in answer.context for v in part.flatten().values()}
    told = [form for form in shown.values() if isinstance(form, BaseForm)]
    return {form.add_prefix(name) for form in told for name in form.errors}


def lost(answer: HttpResponse, texts: Typed) -> list[str]:
    """Names of the fields whose text is not on the page again."""
    again: dict[str, list[str]] = {}
    for form in forms(answer.content):
        for control in form.controls.values():
            again.setdefault(control.name, []).append(control.value.replace("\r\n", "\n"))
    return [name for name, values in texts.items() if values[-1] not in again.get(name, [])]


def sent(client: Client, page: Sending, body: str, kind: str) -> list[str]:
    """Problems with a body that is sent as it stands."""
    with watched() as seen:
        answer = client.generic("POST", page.url, body.encode("ascii"), content_type=kind)
        found = []
        if answer.status_code >= 400 and seen.wrote():
            found.append(f"{answer.status_code}, and yet it wrote {seen.tables}")
    if answer.status_code not in (200, 302, 400, 409, 422):
        found.append(f"{answer.status_code} {error(answer)}")
    return found


def multipart(typed: Typed) -> str:
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, values in typed.items()
        for value in values
        if value.isascii()
    ]
    return "".join(parts) + "--cut--\r\n"
