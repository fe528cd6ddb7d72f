"""Sealing a review, correcting a sealed one, closing one without a record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.documents.marks import Final
from assessments.documents.renderer import CannotPrint
from assessments.documents.review_first_page import first_page, next_review, why_held
from assessments.forms.reviews import CloseReviewForm, CorrectReviewForm
from assessments.forms.signing import SealForm
from assessments.lifecycle import ReviewStatus
from assessments.models import Review
from assessments.services import reviews
from assessments.services.refusals import Refused
from assessments.summary.canonical import content_hash
from assessments.summary.review_readiness import blocks_sealing
from assessments.summary.review_shapes import ReviewSummary
from assessments.summary.reviews import records_of, sealed_reference, summary_of
from assessments.views.access import refused
from assessments.views.decision_rows import identity_rows
from assessments.views.readiness import Line
from assessments.views.review_access import about, mended_at, with_review
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.words import lower_first

get_or_post = require_http_methods(["GET", "POST"])
NOTHING = "Not recorded yet"


@get_or_post
@with_review("opened_review_seal")
def seal(request: HttpRequest, review: Review) -> HttpResponse:
    """Freeze and print the review. A second click finds the record of the first."""
    reference = _sealed_by_the_first_click(request, review)
    if reference:
        return redirect("review-record", reference)
    reasons = permissions.reasons_not_to_seal_review(signed_in(request), review)
    if reasons:
        return refused(request, reasons, review.order.patient)
    summary = summary_of(review)
    content = content_hash(summary)
    words = lower_first(summary.outcome.outcome_words) if summary.outcome else ""
    form = SealForm(
        request.POST if request.method == "POST" else None,
        request=request,
        words=words,
        initial={"content": content, "version": summary.version},
    )
    blocked = [Line(item, mended_at(review, item.field)) for item in blocks_sealing(summary)]
    context = {
        **about(review),
        "summary": summary,
        "rows": [*identity_rows(summary), *outcome_rows(summary)],
        "blocked": blocked,
        "first": _page_1(summary),
    }
    return _sealing(request, review, form, content, context)


def _sealing(
    request: HttpRequest, review: Review, form: SealForm, content: str, context: dict[str, Any]
) -> HttpResponse:
    patient = review.order.patient
    page = Saving(request, form, template="reviews/seal.html", patient=patient, context=context)
    sealed: list[str] = []

    def save() -> None:
        version, shown = form.cleaned_data["version"], form.cleaned_data["content"]
        try:
            record = reviews.seal(review=review, shown=shown, by=signed_in(request))
        except CannotPrint as problem:
            raise Refused([f"{problem} Nothing was sealed."]) from problem
        except Refused:
            # Two clicks at once: the first has sealed while the second was printing.
            reference = sealed_reference(review, version)
            if not reference:
                typed = request.POST.copy()
                typed["content"] = content  # the page shown again shows what stands now
                form.data = typed
                raise
            sealed.append(reference)
        else:
            sealed.append(record.reference)

    return page.answer(save, lambda: reverse("review-record", args=sealed), said="Sealed.")


def outcome_rows(summary: ReviewSummary) -> list[tuple[str, str]]:
    """What is about to be sealed, in words, none blank."""
    outcome = summary.outcome
    return [
        ("Review", why_held(summary)),
        ("Outcome", outcome.outcome_words if outcome else NOTHING),
        ("Next local review", next_review(summary)),
    ]


def _page_1(summary: ReviewSummary) -> Any:
    """What page 1 will say, without its first line: that names the moment of the seal."""
    mark = Final(summary.reference, summary.version, timezone.localtime(), b"")
    return first_page(summary, mark).blocks[1:]


def _sealed_by_the_first_click(request: HttpRequest, review: Review) -> str:
    """The reference of the record of the version on the page, empty while it is not sealed."""
    version = request.POST.get("version", "")
    rc = permissions.is_responsible_clinician(signed_in(request), review.order.patient)
    if not rc or not (version.isascii() and version.isdigit() and len(version) < 6):
        return ""
    return sealed_reference(review, int(version))


@get_or_post
@with_review("opened_review_correction")
def correct(request: HttpRequest, review: Review) -> HttpResponse:
    """Open version n+1 of a sealed review, with the reason that its first page will print."""
    patient = review.order.patient
    reasons = permissions.reasons_not_to_correct_review(signed_in(request), review)
    done = reverse("review", args=[review.pk])
    if reasons and _is_where(request, review, ReviewStatus.OPEN):
        return redirect(done)
    if reasons:
        return refused(request, reasons, patient)
    form = CorrectReviewForm(request.POST if request.method == "POST" else None)
    context = {**about(review), "record": records_of(review)[0]}
    page = Saving(request, form, template="reviews/correct.html", patient=patient, context=context)
    said = "A correction is open. The earlier version stays as it was sealed."
    return page.answer(
        lambda: reviews.correct(
            review=review, reason=form.cleaned_data["reason"], by=signed_in(request)
        ),
        done,
        said=said,
    )


@get_or_post
@with_review("opened_review_close")
def close(request: HttpRequest, review: Review) -> HttpResponse:
    """End a review without a record: entered in error, or no longer needed."""
    patient = review.order.patient
    reasons = permissions.reasons_not_to_close_review(signed_in(request), review)
    done = reverse("review", args=[review.pk])
    if reasons and _is_where(request, review, ReviewStatus.CLOSED):
        return redirect(done)
    if reasons:
        return refused(request, reasons, patient)
    form = CloseReviewForm(request.POST if request.method == "POST" else None)
    page = Saving(
        request,
        form,
        template="reviews/close.html",
        patient=patient,
        context=about(review),
    )
    return page.answer(
        lambda: reviews.close(
            review=review, reason=form.cleaned_data["reason"], by=signed_in(request)
        ),
        done,
        said="The review is closed. What it says stays readable.",
    )


def _is_where(request: HttpRequest, review: Review, status: ReviewStatus) -> bool:
    """Whether a click that came twice finds its work done."""
    rc = permissions.is_responsible_clinician(signed_in(request), review.order.patient)
    return rc and request.method == "POST" and review.state is status
