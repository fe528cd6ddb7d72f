"""Answers to a request that every room gives in the same way."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

SECRET_NAMES = ("password", "csrf", "token", "oldpassword")
LONGEST_SHOWN = 20_000


def form_page(
    request: HttpRequest, template: str, form: BaseForm, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of a form: status 422 and everything typed where the form is invalid, else 200."""
    wrong = form.is_bound and bool(form.errors)
    values = {"form": form, **(context or {})}
    return render(request, template, values, status=422 if wrong else 200)


def refused_page(
    request: HttpRequest, reasons: tuple[str, ...], context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page that says why something may not be done, with status 403."""
    values = {"reasons": reasons, **(context or {})}
    return render(request, "403.html", values, status=403)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: says what to do, and gives back what was typed, to be copied.

    A form that was open when somebody signed out and in again ends here; without this page its
    text would be gone. Passwords are never shown.
    """
    return render(request, "403_csrf.html", {"typed": typed(request)}, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The page for a form that was sent after its sender's session had ended: as above, with the
    way to sign in. It is kept nowhere, although nobody is signed in.
    """
    values = {"typed": typed(request), "signed_out": True}
    response = render(request, "403_csrf.html", values, status=403)
    response["Cache-Control"] = "no-store"
    return response


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody wrote into a form, by the words of the field's name; never a password."""
    return [
        (name.replace("-", " ").replace("_", " "), value[:LONGEST_SHOWN])
        for name, values in request.POST.lists()
        if not any(secret in name.lower() for secret in SECRET_NAMES)
        for value in values
        if " " in value.strip() or "\n" in value.strip()
    ]
