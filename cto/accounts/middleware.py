"""Every page asks for a signed-in user, and nothing typed is lost where there is none any more."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cto.design import pages


class SignInRequired(LoginRequiredMiddleware):
    """Sends to the sign-in page whoever is not signed in. A form with words in it, sent after the
    session had ended, is answered with those words instead: a redirect would lose them.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Nothing where the page may be opened; else the text back, or the way to sign in."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and request.method == "POST" and pages.typed(request):
            return pages.signed_out(request)
        return answer
