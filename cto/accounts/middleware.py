"""Every page asks for a signed-in user, and nothing typed is lost where there is none any more."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from cto.design import pages


class SignInRequired(LoginRequiredMiddleware):
    """Sends to the sign-in page whoever is not signed in. A form with words in it, sent after the
    session had ended, is answered with those words instead: a redirect would lose them.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """The text back, or the way to the sign-in page."""
        if request.method == "POST" and pages.typed(request):
            return pages.signed_out(request)
        return super().handle_no_permission(request, view_func)
