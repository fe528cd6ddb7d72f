"""Reaching a person, an assessment or an order: through what the user may see, audited, or a 404.

A stranger gets the same 404 as for what does not exist. Every page fetches through here, so that
no page shows anything that is not in the audit.
"""

import uuid
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from assessments.models import Assessment, Order, Patient
from assessments.summary.orders import order_for
from assessments.summary.read import NAMED, with_people
from cto.accounts.access import only, signed_in
from cto.accounts.models import User
from cto.audit import door
from cto.design.pages import refused_page

View = Callable[..., HttpResponse]


def cares(user: User) -> bool:
    """Who has any business with people's records: clinicians and the Mental Health Act office."""
    return user.is_clinician or user.is_mha_administrator


care_only = only(cares)


def person_or_404(request: HttpRequest, pk: uuid.UUID, page: str, **detail: Any) -> Patient:
    """The person, with teams and roles, if the user may see them; the look is audited."""
    user = signed_in(request)
    found = Patient.objects.visible_to(user).select_related(*NAMED).filter(pk=pk).first()
    if found is None:
        _refuse(request, page, "patient", pk)
    door.read(request, page, found, about=found.pk, **detail)
    return found


def assessment_or_404(request: HttpRequest, pk: uuid.UUID, page: str, **detail: Any) -> Assessment:
    """The assessment with its person, if the user may see them; the look is audited.

    ``page`` is the audit's word for what is opened, ``detail`` its keys and ids.
    """
    user = signed_in(request)
    found = _one(with_people(Assessment.objects.visible_to(user)), pk)
    if found is None:
        _refuse(request, page, "assessment", pk)
    door.read(request, page, found, about=found.patient_id, **detail)
    return found


def order_or_404(request: HttpRequest, pk: uuid.UUID, page: str, **detail: Any) -> Order:
    """The order with its person, if the user may see them; the look is audited."""
    found = order_for(signed_in(request), pk)
    if found is None:
        _refuse(request, page, "order", pk)
    door.read(request, page, found, about=found.patient_id, **detail)
    return found


def _one(rows: QuerySet[Assessment], pk: uuid.UUID) -> Assessment | None:
    """The row with this id, or None. Unordered: to order one row by names costs a fifth of it."""
    return next(iter(rows.filter(pk=pk).order_by()[:1]), None)


def child_or_404(rows: Any, **which: Any) -> Any:
    """One row out of a queryset already narrowed to the assessment on the page."""
    found = rows.filter(**which).first()
    if found is None:
        raise Http404
    return found


def refused(request: HttpRequest, reasons: Iterable[str], patient: Patient) -> HttpResponse:
    """The page that says why this user may not do this, status 403; the refusal is audited."""
    match = request.resolver_match
    page = match.view_name.replace("-", "_") if match else "page"
    door.refused(request.user, "refused_page", "page", page, about=patient.pk)
    return refused_page(request, tuple(reasons), {"person": patient})


def _refuse(request: HttpRequest, page: str, kind: str, pk: uuid.UUID) -> NoReturn:
    door.refused(request.user, page, kind, pk)
    raise Http404


def with_assessment(page: str) -> Callable[[View], View]:
    """Give a view the assessment in place of its id, as its second argument.

    The view is open to those who care for people; ``page`` is the audit's word for the look.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @care_only
        def fetched(request: HttpRequest, pk: uuid.UUID, **keys: Any) -> HttpResponse:
            assessment = assessment_or_404(request, pk, page, **keys)
            return view(request, assessment, **keys)

        return fetched

    return decorate


def with_order(page: str) -> Callable[[View], View]:
    """Give a view the order, with its person, in place of its id, as its second argument."""

    def decorate(view: View) -> View:
        @wraps(view)
        @care_only
        def fetched(request: HttpRequest, pk: uuid.UUID, **keys: Any) -> HttpResponse:
            return view(request, order_or_404(request, pk, page, **keys), **keys)

        return fetched

    return decorate


def with_person(page: str) -> Callable[[View], View]:
    """Give a view the person in place of their id, as its second argument."""

    def decorate(view: View) -> View:
        @wraps(view)
        @care_only
        def fetched(request: HttpRequest, pk: uuid.UUID, **keys: Any) -> HttpResponse:
            return view(request, person_or_404(request, pk, page, **keys), **keys)

        return fetched

    return decorate
