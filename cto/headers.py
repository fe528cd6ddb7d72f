"""Headers that no package of ours sets, and one that it reads."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)


class PrivatePages:
    """What a signed-in person saw leaves no trace on a shared computer; no device is asked for.

    Stands inside the session's middleware, because it asks the session, and never the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        session = request.session
        if session.accessed and SESSION_KEY in session:
            response["Cache-Control"] = "no-store"
        return response


class OnlyUtf8:
    """Refuses, with status 400, a form that is not sent in UTF-8, as browsers send ours.

    In some encodings half a character can be written, which could be neither stored nor shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = (request.content_params or {}).get("charset", "utf-8")
        if named.lower() not in ("utf-8", "utf8"):
            raise BadRequest("The body is not sent in UTF-8")
        return self.get_response(request)
