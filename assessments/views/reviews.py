"""Stage 4 on screen: beginning a review, its task list, who was there, what follows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import guideline, permissions
from assessments.forms.about import initial_of
from assessments.forms.reviews import MeetingForm, OpenReviewForm, OutcomeForm
from assessments.lifecycle import ReviewStatus
from assessments.models import Order, Review
from assessments.services import reviews
from assessments.statute.readiness_item import BLOCKS_ANY
from assessments.summary import review_readiness
from assessments.summary.orders import story_of
from assessments.summary.review_rows import meeting_of, outcome_of
from assessments.summary.reviews import (
    KEYS,
    open_review,
    outcome_sealed_before,
    records_of,
    summary_of,
)
from assessments.views.access import refused, with_order
from assessments.views.review_access import (
    about,
    mended_at,
    question_address,
    records_step,
    rights,
    with_review,
)
from assessments.views.review_tasks import lines, next_move
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import resolved

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@with_order("opened_review_new")
def review_new(request: HttpRequest, order: Order) -> HttpResponse:
    """Begin a review: at the agreed time, or because something happened."""
    reasons = permissions.reasons_not_to_open_review(signed_in(request), order)
    if reasons:
        return refused(request, reasons, order.patient)
    form = OpenReviewForm(request.POST if request.method == "POST" else None)
    context = {"order": order, "open": open_review(order), "domain": guideline.domain("review")}
    page = Saving(
        request, form, template="reviews/new.html", patient=order.patient, context=context
    )
    opened: list[Review] = []

    def save() -> None:
        review = reviews.open_review(
            order=order,
            by=signed_in(request),
            submission=form.cleaned_data["submission"],
            **form.values(),
        )
        opened.append(review)

    return page.answer(save, lambda: reverse("review", args=[opened[0].pk]), said="")


@require_GET
@with_review("opened_review")
def review(request: HttpRequest, review: Review) -> HttpResponse:
    """What there is to do for this review, what is done, and whose move it is."""
    summary = summary_of(review)
    user = signed_in(request)
    items = review_readiness.items_for(summary)
    may = rights(user, review)
    context = {
        **about(review),
        "summary": summary,
        "lines": lines(review, summary, items, decides=may["decides"]),
        "next": next_move(review, summary, items, **may),
        "next_keys": {"data-key": "j"},
        "look": [
            (item, mended_at(review, item.field))
            for item in items
            if not item.done and item.weight != BLOCKS_ANY
        ],
        "sealed": records_of(review),
        "reads": review.state is not ReviewStatus.SEALED,
        "corrects": not permissions.reasons_not_to_correct_review(user, review),
        "records_step": records_step(
            user, review, summary.outcome.step if summary.outcome else None
        ),
        "closes": not permissions.reasons_not_to_close_review(user, review),
    }
    return render(request, "reviews/review.html", context)


@get_or_post
@with_review("opened_review_meeting")
def meeting(request: HttpRequest, review: Review) -> HttpResponse:
    """When the review was held and who was there; without the person, why."""
    patient = review.order.patient
    reasons = permissions.reasons_not_to_record_in_review(signed_in(request), review)
    if reasons and request.method == "POST":
        return refused(request, reasons, patient)
    stored = meeting_of(review)
    context = {**about(review), "now": stored, "reasons": reasons}
    if reasons:
        return render(request, "reviews/meeting.html", context)
    form = MeetingForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=patient,
        initial=initial_of(stored, MeetingForm),
    )
    page = Saving(request, form, template="reviews/meeting.html", patient=patient, context=context)

    def save() -> None:
        reviews.record_meeting(
            review=review,
            supersedes=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=signed_in(request),
            **form.values(),
        )

    return page.answer(save, question_address(review, KEYS[0]), said="Saved: who was there.")


@get_or_post
@with_review("opened_review_outcome")
def outcome(request: HttpRequest, review: Review) -> HttpResponse:
    """The responsible clinician's outcome. It changes no date of the Act by itself."""
    patient = review.order.patient
    reasons = permissions.reasons_not_to_decide_review(signed_in(request), review)
    if reasons and request.method == "POST":
        return refused(request, reasons, patient)
    stored, held = outcome_of(review), meeting_of(review)
    context = {
        **about(review),
        "now": stored,
        "reasons": reasons,
        "recommendations": guideline.factor("box1"),
    }
    if reasons:
        return render(request, "reviews/outcome.html", context)
    form = OutcomeForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=patient,
        nation=review.order.nation,
        status=story_of(review.order).timeline.status.value,
        sealed_before=outcome_sealed_before(review),
        held_on=held.held_on if held else None,
        initial=initial_of(stored, OutcomeForm),
    )
    page = Saving(request, form, template="reviews/outcome.html", patient=patient, context=context)

    def save() -> None:
        reviews.decide(
            review=review,
            supersedes=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=signed_in(request),
            **form.values(),
        )

    return page.answer(save, reverse("review", args=[review.pk]), said="Saved: the outcome.")
