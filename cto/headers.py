"""Headers that no package of ours sets."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
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
