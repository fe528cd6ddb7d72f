"""Browsers, one for each sign-in, that forget between two requests all but who is signed in."""

from collections.abc import Mapping

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

from cto.accounts.models import User

NOBODY = "nobody"


class Clients:
    """`clients["rc"]` is a browser in which `rc` is signed in; in `clients["nobody"]` nobody is.

    Each time it is asked for it has only its session, so that a message left by one page does not
    show on the next. A mistake in a page is its status 500, as a user would meet it.
    """

    def __init__(self, users: Mapping[str, User]) -> None:
        handler = ClientHandler(enforce_csrf_checks=False)  # one: it takes a while to set up
        self.clients = {name: Client(raise_request_exception=False) for name in (*users, NOBODY)}
        self.sessions: dict[str, str] = {}
        for name, user in users.items():
            self.clients[name].force_login(user)
            cookie = self.clients[name].cookies[settings.SESSION_COOKIE_NAME]
            self.sessions[name] = cookie.value
        for client in self.clients.values():
            client.handler = handler

    def __getitem__(self, name: str) -> Client:
        client = self.clients[name]
        client.cookies.clear()
        if name in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client
