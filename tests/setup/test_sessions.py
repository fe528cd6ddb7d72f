"""Sessions last eight hours from signing in: no less for a pause, no more for being busy."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cto.accounts.models import Profession, User

MORNING = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def whoami(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


def busy(request: HttpRequest) -> HttpResponse:
    request.session["typed"] = True
    return HttpResponse("saved")


urlpatterns = [
    path("whoami/", whoami),
    path("busy/", busy),
    path("in/", whoami, name="account_login"),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def nurse() -> User:
    return get_user_model().objects.create_user(
        "test.nurse", "a password for a test", name="Test Nurse", profession=Profession.NURSE
    )


def test_a_pause_of_seven_hours_signs_nobody_out(client: Client, nurse: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        client.force_login(nurse)
    with time_machine.travel(MORNING + 7 * HOUR, tick=False):
        assert client.get("/whoami/").content == b"test.nurse"


def test_a_busy_session_ends_eight_hours_after_signing_in(client: Client, nurse: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        client.force_login(nurse)
    with time_machine.travel(MORNING + 7 * HOUR, tick=False):
        answer = client.get("/busy/")
        assert answer.content == b"saved"
        assert answer.cookies["sessionid"]["max-age"] == 3600
    with time_machine.travel(MORNING + 8 * HOUR, tick=False):
        assert client.get("/whoami/").status_code == 302


def test_the_stored_session_ends_at_the_same_moment(client: Client, nurse: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        client.force_login(nurse)
    with time_machine.travel(MORNING + HOUR, tick=False):
        client.get("/busy/")
    assert Session.objects.get().expire_date == MORNING + 8 * HOUR


def test_signing_in_again_starts_the_clock_again(client: Client, nurse: User) -> None:
    with time_machine.travel(MORNING, tick=False):
        client.force_login(nurse)
        client.logout()
    with time_machine.travel(MORNING + 6 * HOUR, tick=False):
        client.force_login(nurse)
    with time_machine.travel(MORNING + 13 * HOUR, tick=False):
        assert client.get("/whoami/").content == b"test.nurse"


def test_what_a_signed_in_person_saw_is_not_stored_by_the_browser(
    client: Client, nurse: User
) -> None:
    client.force_login(nurse)
    assert client.get("/whoami/")["Cache-Control"] == "no-store"


def test_a_page_asks_nobody_who_is_not_signed_in(client: Client) -> None:
    answer = client.get("/whoami/")
    assert (answer.status_code, answer["Location"]) == (302, "/in/?next=/whoami/")
