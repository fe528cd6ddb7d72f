"""A review read through, printed as a draft, and served as it was sealed."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments import permissions
from assessments.documents.marks import Draft
from assessments.documents.renderer import CannotPrint
from assessments.documents.review import body, review_record
from assessments.documents.review_first_page import first_page
from assessments.lifecycle import ReviewStatus
from assessments.models import Review, ReviewRecord
from assessments.summary.reviews import next_of, records_of, sealed_record, summary_of
from assessments.views.access import care_only
from assessments.views.records import UNPRINTABLE, pdf
from assessments.views.review_access import about, records_step, with_review
from cto.accounts.access import signed_in
from cto.audit import door


@require_GET
@with_review("checked_review")
def check(request: HttpRequest, review: Review) -> HttpResponse:
    """Everything as the record would print it, to be read through before it is sealed."""
    if review.state is ReviewStatus.SEALED:
        return redirect("review-record", records_of(review)[0].reference)
    summary = summary_of(review)
    page = first_page(summary, Draft(timezone.localtime()))
    context = {**about(review), "first": page.blocks, "body": body(summary, page)}
    return render(request, "reviews/check.html", context)


@require_GET
@with_review("printed_review_draft")
def draft(request: HttpRequest, review: Review) -> HttpResponse:
    """The draft as PDF, with DRAFT across every page and no reference; once sealed, the record."""
    if review.state is ReviewStatus.SEALED:
        return redirect("review-record", records_of(review)[0].reference)
    mark = Draft(timezone.localtime())
    try:
        content = review_record(summary_of(review), mark=mark)
    except CannotPrint as problem:
        context = {**about(review), "problem": str(problem)}
        return render(request, "reviews/cannot_print.html", context, status=UNPRINTABLE)
    return pdf(content, f"CTO-review-draft_{mark.printed_at:%Y-%m-%d_%H%M}.pdf")


@require_GET
@care_only
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """One sealed review: what comes next under the Act, and its versions."""
    found = _record_or_404(request, reference, "opened_review_record")
    user, review = signed_in(request), found.review
    versions = records_of(review)
    outcome, step = next_of(found)
    context = {
        **about(review),
        "record": found,
        "outcome": outcome,
        "step": step,
        "records_step": records_step(user, review, step),
        "versions": versions,
        "newest": versions[0],
        "superseded": found != versions[0],
        "corrects": not permissions.reasons_not_to_correct_review(user, review),
    }
    return render(request, "reviews/record.html", context)


@require_GET
@care_only
def record_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The bytes that were sealed, never rendered again; an older version says so in its name."""
    found = _record_or_404(request, reference, "printed_review_record")
    content = bytes(found.pdf)
    if hashlib.sha256(content).hexdigest() != found.pdf_sha256:
        raise RuntimeError(f"The stored bytes of {found.reference} are not those that were sealed.")
    superseded = "_SUPERSEDED" if found.version != records_of(found.review)[0].version else ""
    return pdf(content, f"CTO-review_{found.reference}{superseded}.pdf")


def _record_or_404(request: HttpRequest, reference: str, page: str) -> ReviewRecord:
    found = sealed_record(signed_in(request), reference)
    if found is None:
        door.refused(signed_in(request), page, "reviewrecord", reference)
        raise Http404
    door.read(request, page, found, about=found.review.order.patient_id)
    return found
