"""Whole pages: the frame, the menu, what goes wrong, two people at once."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path

from cto.accounts.models import Profession, User
from cto.design import conflict
from cto.design.navigation import items_for
from tests.design.sample import NOW_STANDING
from tests.design.test_forms import GOOD, HOSTILE

pytestmark = pytest.mark.django_db
OLD = "00000000-0000-4000-8000-00000000000a"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# The frame ---------------------------------------------------------------------------------------
def test_a_page_has_one_h1_a_way_past_the_menu_and_says_what_it_is(client):
    html = text_of(client.get("/sample/"))
    assert html.count("<h1") == 1
    assert 'href="#maincontent"' in html
    assert "<title>Relationships – Community treatment order decisions</title>" in html
    assert "It does not recommend an order." in html
    assert "It is not an NHS product." in html


def test_a_page_keeps_to_the_strict_policy(client):
    html = client.get("/sample/").content.decode()
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*src=)", html)
    assert not re.search(r"\son\w+=", html)
    assert not re.search(r"(src|href)=\"(https?:)?//", html)


def test_the_nhs_logo_is_nowhere(client):
    html = client.get("/sample/").content.decode()
    assert "nhsuk-header__logo" not in html
    assert "organisation" not in html


def test_the_person_stands_on_the_page(client):
    html = text_of(client.get("/sample/"))
    assert "Eddie Example" in html
    assert "17 June 1990 (" in html
    assert "999 000 0018" in html
    assert "Demonstration" in html


def test_a_hospital_number_stands_where_there_is_no_nhs_number():
    person = SimpleNamespace(
        name=HOSTILE, nhs_number=None, local_number="RX1", date_of_birth=None, demonstration=False
    )
    html = render_to_string("design/person_banner.html", {"person": person})
    assert "RX1" in html
    assert "<script" not in html
    assert "Demonstration" not in html


def test_a_saved_page_says_so_on_the_next(client):
    response = client.post("/sample/", {**GOOD, "text": "a <b>"}, follow=True)
    assert "Saved “a &lt;b&gt;”" in text_of(response)
    assert "Saved" not in text_of(client.get("/sample/"))


def test_an_invalid_page_says_error_first_in_its_title(client):
    response = client.post("/sample/", {})
    assert response.status_code == 422
    assert "<title>Error: Relationships" in text_of(response)
    assert text_of(response).count("There is a problem") == 1


# The menu ----------------------------------------------------------------------------------------
CLINICIAN = User(profession=Profession.NURSE)
OFFICE = User(profession=Profession.ADMINISTRATOR, is_mha_administrator=True)
AUDITOR = User(profession=Profession.ADMINISTRATOR, is_auditor=True)
SYSTEM_ADMINISTRATOR = User(profession=Profession.ADMINISTRATOR, is_system_administrator=True)


def nothing(request):
    raise NotImplementedError


urlpatterns = [
    path("", nothing, name="home"),
    path("people/search/", nothing, name="people-search"),
    path("people/new/", nothing, name="person-new"),
    path("audit/", include("cto.audit.urls")),
    path("", include("cto.accounts.urls")),
]


@pytest.mark.parametrize(
    ("user", "menu"),
    [
        (CLINICIAN, ["Home", "Search people", "Add a person"]),
        (OFFICE, ["Home", "Search people", "Add a person"]),
        (AUDITOR, ["Audit"]),
        (SYSTEM_ADMINISTRATOR, ["Users", "Teams"]),
    ],
)
def test_the_menu_is_what_the_role_can_open(settings, user, menu):
    settings.ROOT_URLCONF = __name__
    request = RequestFactory().get("/people/new/")
    request.user = user
    items = items_for(request)
    assert [item.text for item in items] == menu
    assert [item.text for item in items if item.current] == menu[2:]


def test_nobody_has_no_menu():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert items_for(request) == []


def test_home_is_current_on_its_own_page_alone(settings):
    settings.ROOT_URLCONF = __name__
    request = RequestFactory().get("/elsewhere/")
    request.user = CLINICIAN
    assert not any(item.current for item in items_for(request))


def test_who_is_signed_in_stands_on_the_page(settings):
    settings.ROOT_URLCONF = __name__
    request = RequestFactory().get("/")
    request.user = User(
        name=HOSTILE,
        profession=Profession.PSYCHIATRIST,
        job_title="Consultant psychiatrist",
        is_approved_clinician=True,
        is_demonstration=True,
    )
    html = render_to_string("404.html", request=request)
    assert "Consultant psychiatrist, approved clinician" in html
    assert "Sign out" in html
    assert "Do not enter anything about a real person" in html
    assert "<script>" not in html


# What goes wrong ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_needs_nothing(name):
    html = render_to_string(name)
    assert html.count("<h1") == 1
    assert "Community treatment order decisions" in html


def test_a_page_that_is_not_there(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in text_of(response)


def test_a_mistake_of_the_service_says_what_is_kept():
    response = Client(raise_request_exception=False).get("/broken/")
    assert response.status_code == 500
    assert "What you last saved is kept" in text_of(response)
    assert "on purpose" not in text_of(response)


def test_reasons_for_refusing_stand_on_the_page(rf):
    from cto.design.pages import refused_page

    response = refused_page(rf.get("/"), ("You are not the AMHP named for this person", HOSTILE))
    assert response.status_code == 403
    assert "You are not the AMHP named for this person" in text_of(response)
    assert "<script>" not in text_of(response)


def test_text_in_a_form_that_was_open_too_long_is_given_back():
    client = Client(enforce_csrf_checks=True)
    typed = {
        "text": "Eddie said:\nno </textarea><script>",
        "password": "a pass phrase",
        "leaning": "for",
        "shown": OLD,
        "carer": OLD,
        "empty": " ",
    }
    response = client.post("/sample/", typed)
    assert response.status_code == 403
    html = response.content.decode()
    assert "This page was open for too long" in html
    assert ">\nEddie said:\nno &lt;/textarea&gt;&lt;script&gt;</textarea>" in html
    assert "pass phrase" not in html
    assert OLD not in html
    assert "Empty" not in html
    assert ">\nfor</textarea>" in html


@pytest.mark.parametrize("whole", [True, False])
def test_text_that_was_sent_to_a_page_that_is_gone_is_given_back(settings, whole):
    """Or of which nothing can be read; the page is none the worse for it."""
    settings.ROOT_URLCONF = "cto.urls"
    client = Client()
    if whole:
        response = client.post("/nowhere/", {"text": "Word", "oldpassword": "a pass phrase"})
    else:
        kind = "multipart/form-data; boundary=" + "x" * 300
        response = client.generic("POST", "/nowhere/", b"text=Word", content_type=kind)
    html = text_of(response)
    assert response.status_code == 404
    assert ("> Word</textarea>" in html) is whole
    assert ("Copy what you need" in html) is whole
    assert "pass phrase" not in html


# Signing in --------------------------------------------------------------------------------------
def test_signing_in_without_a_name_says_what_to_do(client):
    response = client.post("/account/login/", {"login": "", "password": ""})
    html = text_of(response)
    assert "Enter your user name" in html
    assert "Enter your password" in html
    assert "This field is required" not in html
    assert html.count("There is a problem") == 1
    assert html.count("<h1") == 1
    assert "sign up" not in html.lower()


# Two people at once ------------------------------------------------------------------------------
def overtaken(client, **changes):
    return client.post("/sample/", {**GOOD, "shown": OLD, "text": "Mine <i>\n two", **changes})


def fields_of(response) -> dict[str, list[str]]:
    """What the conflict page's form would post, as a browser reads it."""
    from html import unescape

    html = response.content.decode()
    html = html[html.index('<form method="post" novalidate data-cto-form') :]
    posted: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        posted.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S
    ):
        posted.setdefault(name, []).append(unescape(value))
    posted.pop("csrfmiddlewaretoken", None)
    return posted


def test_the_second_to_save_sees_both_texts_and_loses_nothing(client):
    response = overtaken(client)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Mine &lt;i&gt;\n two" in html
    assert "Theirs &lt;b&gt;bold&lt;/b&gt;" in html
    assert "Keep mine" in html
    assert fields_of(response)["leaning"] == ["neither"]
    assert fields_of(response)["submission"] == [GOOD["submission"]]


@pytest.mark.parametrize(
    ("choice", "text", "about"),
    [
        ("mine", "Mine <i>\n two", []),
        ("theirs", "Theirs <b>bold</b>", ["carer"]),
        ("both", "Theirs <b>bold</b>\n\nMine <i>\n two", []),
    ],
)
def test_each_choice_makes_the_form_that_was_meant(client, choice, text, about):
    posted = fields_of(overtaken(client)) | {"clash-team-choice": [choice]}
    data = QueryDict(mutable=True)
    for name, values in posted.items():
        data.setlist(name, values)
    result = conflict.resolved(data)
    assert result["text"].replace("\r\n", "\n") == text
    assert result.getlist("about") == about
    assert result["shown"] == str(NOW_STANDING)
    assert not [name for name in result if name.startswith("clash")]
    response = client.post("/sample/", posted)
    assert response.status_code == 302


def test_no_choice_asks_again_and_keeps_the_text_being_combined(client):
    posted = fields_of(overtaken(client)) | {"clash-team-both-text": ["Being <written>"]}
    response = client.post("/sample/", posted)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Choose what to keep for What the team knows" in html
    assert 'href="#clash-team-choice"' in html
    assert "Being &lt;written&gt;</textarea>" in html
    assert fields_of(response)["leaning"] == ["neither"]


def test_a_form_that_was_not_overtaken_is_left_as_it_is():
    data = QueryDict("text=a&about=x&about=y")
    assert conflict.resolved(data) == data
