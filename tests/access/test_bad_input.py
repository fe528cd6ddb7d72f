"""What nobody should send: refused with everything typed still there, never a half-saved page."""

import json
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.addresses import address
from tests.access.clients import Clients
from tests.access.policies import ABOUT_PEOPLE, OF
from tests.access.reading import Control, PageForm, Typed, filled, forms
from tests.access.sending import NAMES, Sending, SiteForm, of_page, sendings
from tests.access.test_matrix import error
from tests.access.watching import watched
from tests.access.world import OWN, World

REFUSED = {
    "too long": "a word " * 2_000,
    "one long word": "w" * 20_000,
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "right-to-left override": "dose 10\u202e50 mg",
    "tag": "flag\U000e0041",
    "noncharacter": "end\ufffe",
}
KEPT_OR_REFUSED = {
    "spaces": "   ",
    "scripts": "\u0416 \u05d0\u05d1 \u0639\u0631 \u4e2d\u6587 e\u0301 \U0001f469\u200d\u2695\ufe0f",
    "private use": "\ue000",
    "template": "{{ person.name }}{% csrf_token %}${7*7}",
    "quotes": "'\"; DROP TABLE audit_entry; --",
    "zero width": "a\u200bb\ufeffc\u00ad",
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
ELSEWHERE = ["", "no-such-choice", "9" * 500, "\x00", "../../etc"]


@pytest.mark.parametrize("kind", [*REFUSED, *KEPT_OR_REFUSED])
def test_text_that_misleads_is_refused_and_every_text_stays(
    every_form: list[SiteForm], clients: Clients, kind: str
) -> None:
    bad = {**REFUSED, **KEPT_OR_REFUSED}[kind]
    wrong: list[str] = []
    for page, form in every_form:
        if not form.texts:
            continue
        typed = filled(form, sensible, page.answers)
        for text in form.texts:
            typed[text.name] = [bad]
        found = problems(clients[page.who], page, form, typed, must_refuse=kind in REFUSED)
        wrong += [f"{page.name}: {problem}" for problem in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("day", DAYS, ids=lambda day: json.dumps("-".join(day))[:30])
def test_a_day_that_is_none_is_refused_and_stays_in_its_boxes(
    every_form: list[SiteForm], clients: Clients, day: tuple[str, str, str]
) -> None:
    parts = {"day": day[0], "month": day[1], "year": day[2], "time": "25:61"}
    wrong: list[str] = []
    for page, form in every_form:
        boxes = [control for control in form.controls.values() if control.is_date]
        if not boxes:
            continue
        typed = filled(form, sensible, page.answers)
        for box in boxes:
            typed[box.name] = [parts[box.name.rpartition("-")[2]]]
        found = problems(clients[page.who], page, form, typed, must_refuse=True, kept=boxes)
        wrong += [f"{page.name}: {problem}" for problem in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("bad", ELSEWHERE, ids=lambda bad: json.dumps(bad)[:30])
def test_an_answer_or_id_that_was_not_offered_saves_nothing_by_halves(
    every_form: list[SiteForm], clients: Clients, bad: str
) -> None:
    wrong: list[str] = []
    for page, form in every_form:
        for controls in (hidden(form), chosen(form)):
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


PARAMETERS = (
    "page", "before", "open", "reviews", "people", "team", "kind", "active", "next", "actor",
    "action", "about", "outcome", "from-day", "from-month", "from-year", "to-day", "since", "until",
    "whose", "part", "rc", "sort", "after", "leaving", "to", "duty",
)  # fmt: skip
ASKED = ["", "\x00", "9" * 500, "-1", "x" * 5000, "\u202e", "%", "None", "<script>", "\U0001f469"]


@pytest.mark.parametrize("name", [policy.name for policy in OF.values() if policy.opens])
def test_no_question_in_an_address_breaks_a_page(
    world: World, clients: Clients, without_paper: None, name: str
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
    for pairs in [*asked, [("open", "1"), ("open", "2"), ("page", "[]")]]:
        answer = clients[who].get(f"{url}?{urlencode(pairs)}")
        if answer.status_code not in (200, 302, 404, 422):
            wrong.append(f"{pairs[0][1][:20]!r}: {answer.status_code} {error(answer)}")
    assert not wrong, "\n".join(wrong)


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
    must_refuse: bool = False,
    kept: list[Control] | None = None,
) -> list[str]:
    """What is wrong with the answer: broken, written though refused, saved, or text lost."""
    with watched() as seen:
        answer = client.post(page.url, typed)
        status, found = answer.status_code, []
        if status in (409, 422) and seen.wrote():
            found.append(f"{status}, and yet it wrote {seen.tables}")
    if status not in (200, 302, 409, 422):
        found.append(f"{status} {error(answer)}")
    if must_refuse and status != 422:
        found.append(f"expected 422, got {status} to {answer.headers.get('Location')}")
    if status == 422:
        texts = {c.name: typed[c.name] for c in kept or form.texts if c.name in typed}
        found += [f"{name} is no longer there" for name in lost(answer, texts)]
    return found


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
