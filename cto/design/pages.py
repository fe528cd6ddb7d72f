"""Answers to a request that every room gives in the same way."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

SECRET_NAMES = ("password", "csrf", "token")
# What a page puts into a form by itself, beside the ids of rows: nobody typed it.
OF_THE_PAGE = re.compile(r"submission|act|next|seen|(?:.+[_-])?shown")
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
    """The page that says why something may not be done, with status 403, and what was typed."""
    values = {"reasons": reasons, "typed": typed(request), **(context or {})}
    return render(request, "403.html", values, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For ``handler404``: gives back what was typed into the form of a page that is gone.

    By then its reader may have lost sight of the person, or the entry may be withdrawn. The page
    depends on what was sent alone: it is the same whether there is such a thing or not.
    """
    return render(request, "404.html", {"typed": typed(request)}, status=404)


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
    """What somebody wrote or chose in a form, by the words of the field's name.

    Never a password, and nothing that the page put in by itself. It is shown and kept nowhere.
    """
    return [
        (name.replace("-", " ").replace("_", " "), value[:LONGEST_SHOWN])
        for name, values in _sent(request).lists()
        if not any(secret in name.lower() for secret in SECRET_NAMES)
        and not OF_THE_PAGE.fullmatch(name)
        for value in values
        if value.strip() and not _is_id(value)
    ]


def _sent(request: HttpRequest) -> QueryDict:
    """The form that was sent; empty where it cannot be read, as of an address that is none."""
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return QueryDict()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
