"""Who may open a page: everybody else gets the 404 of a page that does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse

from cto.accounts.models import User
from cto.audit import door

Predicate = Callable[[User], bool]
View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def is_system_administrator(user: User) -> bool:
    """Users and teams alone."""
    return user.is_system_administrator


def is_auditor(user: User) -> bool:
    """The audit log alone."""
    return user.is_auditor


def signed_in(request: HttpRequest) -> User:
    """The request's user, for a view that only signed-in people reach; raises `Http404`."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def only(predicate: Predicate) -> Callable[[View], View]:
    """Open the page to the signed-in people for whom the predicate holds.

    For the others the refusal is audited with the page's name and `Http404` is raised. Whoever is
    not signed in was sent to sign in by the middleware before this is asked.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not predicate(user):
                match = request.resolver_match
                door.refused(user, "opened_page", "page", match.view_name if match else "")
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate
