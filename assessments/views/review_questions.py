"""One question of a review on one page: last time's answer with its three marks, and today's."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import guideline, permissions
from assessments.forms.review_questions import Entered, QuestionForm
from assessments.models import Review
from assessments.services import reviews
from assessments.services.refusals import Overtaken
from assessments.summary.review_rows import version_shown
from assessments.summary.review_shapes import Question
from assessments.summary.reviews import KEYS, question_now
from assessments.views.access import refused
from assessments.views.review_access import about, question_address, with_review
from assessments.views.saving import Saving, clash_on
from cto.accounts.access import signed_in
from cto.design import conflict

TEMPLATE = "reviews/question.html"


@require_http_methods(["GET", "POST"])
@with_review("opened_review_question")
def question(request: HttpRequest, review: Review, key: str) -> HttpResponse:
    """The team's answer beside the person's own words, each under what was said last time."""
    patient = review.order.patient
    reasons = permissions.reasons_not_to_record_in_review(signed_in(request), review)
    if reasons and request.method == "POST":
        return refused(request, reasons, patient)
    now = question_now(review, key)
    context = {**about(review), **_around(review, now), "reasons": reasons}
    if reasons:
        return render(request, TEMPLATE, context)
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    last = key == KEYS[-1]
    form = QuestionForm(
        data, question=now, factor=guideline.factor(key), patient=patient, last=last
    )
    page = Saving(request, form, template=TEMPLATE, patient=patient, context=context)
    stay = data is not None and data.get("then") == "stay"
    done = question_address(review, key if stay else KEYS[KEYS.index(key) + (not last)])
    if last and not stay:
        done = reverse("review", args=[review.pk])
    return page.answer(
        lambda: _save(request, review, form, now),
        done,
        said="",
        clashes=lambda overtaken: _clashes(form, overtaken, patient.called),
    )


def _around(review: Review, now: Question) -> dict[str, Any]:
    place = KEYS.index(now.key)
    return {
        "question": now,
        "factor": guideline.factor(now.key),
        "place": place + 1,
        "places": len(KEYS),
        "previous": _link(review, KEYS[place - 1]) if place else None,
        "following": _link(review, KEYS[place + 1]) if KEYS[place + 1 :] else None,
    }


def _link(review: Review, key: str) -> tuple[str, str]:
    return guideline.factor(key).title, question_address(review, key)


def _save(request: HttpRequest, review: Review, form: QuestionForm, now: Question) -> None:
    """Record the voices that differ from what the form showed; the others were not touched."""
    said = form.said({each.voice: _stood(review, form, now, each.voice) for each in now.answers})
    if not said:
        return
    reviews.answer_all(
        review=review,
        key=now.key,
        said=said,
        by=signed_in(request),
        submission=form.cleaned_data["submission"],
    )
    messages.success(request, f"Saved: {now.title}.")


def _stood(review: Review, form: QuestionForm, now: Question, voice: str) -> Entered:
    """What the form showed of a voice; a colleague may have replaced it since."""
    shown, answer = form.cleaned_data.get(f"{voice}_shown"), now.by(voice)
    if shown is None or str(shown) == answer.row:
        return Entered.of(answer if shown else None)
    return Entered.of(version_shown(review, now.key, voice, shown))


def _clashes(form: QuestionForm, overtaken: Overtaken, called: str) -> Sequence[conflict.Clash]:
    titles = {"team": "What the team says", "patient": f"{called}’s own words"}
    return [
        clash_on(
            form,
            clash.current,
            titles[clash.name],
            shown=f"{clash.name}_shown",
            fields=form.clash_fields(clash.name),
        )
        for clash in overtaken.clashes
    ]
