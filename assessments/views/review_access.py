"""Reaching a review: through what the user may see, audited, or a 404."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from assessments import permissions
from assessments.models import Review
from assessments.summary.review_shapes import Next
from assessments.summary.reviews import KEYS, review_for
from assessments.views.access import View, care_only
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.audit import door


def with_review(page: str) -> Callable[[View], View]:
    """Give a view the review, with its order and the person, in place of its id.

    The view is open to those who care for people; ``page`` is the audit's word for the look.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @care_only
        def fetched(request: HttpRequest, pk: uuid.UUID, **keys: Any) -> HttpResponse:
            found = review_for(signed_in(request), pk)
            if found is None:
                door.refused(request.user, page, "review", pk)
                raise Http404
            door.read(request, page, found, about=found.order.patient_id, **keys)
            return view(request, found, **keys)

        return fetched

    return decorate


def about(review: Review) -> dict[str, Any]:
    """What every page of a review shows around its own content."""
    return {"person": review.order.patient, "review": review}


def rights(user: User, review: Review) -> dict[str, bool]:
    """Whether this user records in the review, and whether they decide it."""
    return {
        "records": not permissions.reasons_not_to_record_in_review(user, review),
        "decides": not permissions.reasons_not_to_decide_review(user, review),
    }


def question_address(review: Review, key: str) -> str:
    return reverse("review-question", args=[review.pk, key])


def mended_at(review: Review, field: str) -> str:
    """The address of the page on which this field of a readiness item is mended."""
    kind, _, key = field.partition(":")
    if kind == "question" and key in KEYS:
        return question_address(review, key)
    if kind == "patient.name":
        return reverse("person-identity", args=[review.order.patient_id])
    pages = {"meeting": "review-meeting", "outcome": "review-outcome"}
    return reverse(pages.get(kind, "review"), args=[review.pk])


def records_step(user: User, review: Review, step: Next | None) -> bool:
    """Whether the user may enter in the order's ledger what comes next under the Act."""
    if step is None or not step.kind:
        return False
    return not permissions.reasons_not_to_record_event(user, review.order, step.kind)
