"""Carers' words and members' own notes on one factor, each by name."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments import permissions
from assessments.forms.considerations import (
    CarerForm,
    ColleagueNoteForm,
    ConfirmNoteForm,
    NoteForm,
)
from assessments.forms.voices import OneVoiceForm
from assessments.models import Assessment, Consideration
from assessments.services import considerations
from assessments.services.considerations import Words
from assessments.services.refusals import Overtaken, Refused
from assessments.summary import factors, members
from assessments.views.access import child_or_404, refused, with_assessment
from assessments.views.saving import Saving, clash_on
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.design import conflict

TEMPLATE = "assessments/considerations/voice.html"


@require_http_methods(["GET", "POST"])
@with_assessment("opened_carer_words")
def carer_new(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """The words of a carer or relative who has said nothing on this factor yet."""
    page = _Page(request, assessment, key, "A carer’s or relative’s words")
    return page.answer(lambda data: CarerForm(data, row=None, **page.given))


@require_http_methods(["GET", "POST"])
@with_assessment("opened_carer_words")
def carer(
    request: HttpRequest, assessment: Assessment, key: str, thread: uuid.UUID
) -> HttpResponse:
    """Change what a carer or relative is recorded to have said; the version before stays."""
    row = child_or_404(factors.carers_words(assessment, key), thread=thread)
    page = _Page(request, assessment, key, row.speaker)
    return page.answer(lambda data: CarerForm(data, row=row, **page.given))


@require_http_methods(["GET", "POST"])
@with_assessment("opened_note")
def note_mine(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """One's own note. Saving what a colleague typed for one, unchanged, confirms it."""
    page = _Page(request, assessment, key, "Your note")
    row = page.now.note_of(signed_in(request).pk)
    return page.answer(lambda data: NoteForm(data, row=row, **page.given))


@require_http_methods(["GET", "POST"])
@with_assessment("opened_note")
def note_new(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """A note typed for a colleague; it waits for that colleague to confirm or amend it."""
    page = _Page(request, assessment, key, "A colleague’s note")
    whose = members.colleagues_without_note(assessment, key, signed_in(request))
    return page.answer(lambda data: ColleagueNoteForm(data, colleagues=whose, **page.given))


@require_POST
@with_assessment("confirmed_note")
def note_confirm(
    request: HttpRequest, assessment: Assessment, key: str, row: uuid.UUID
) -> HttpResponse:
    """A member makes the note that a colleague typed for them their own."""
    note = child_or_404(factors.notes(assessment, key), pk=row)
    form = ConfirmNoteForm(request.POST)
    try:
        if form.is_valid():
            submission = form.cleaned_data["submission"]
            considerations.confirm_note(note=note, by=signed_in(request), submission=submission)
            messages.success(request, "Confirmed as your own note.")
    except Refused as refusal:
        return refused(request, refusal.reasons, assessment.patient)
    except Overtaken:
        messages.warning(request, "This note has changed since you saw it. Read it again below.")
    return redirect("factor", assessment.pk, key)


class _Page:
    """A page for one voice on one factor: who may, what is shown, what is saved."""

    def __init__(
        self, request: HttpRequest, assessment: Assessment, key: str, heading: str
    ) -> None:
        self.request, self.assessment, self.heading = request, assessment, heading
        self.now = factors.factor_now(assessment, key)
        self.back = reverse("factor", args=[assessment.pk, key])
        self.given = {"now": self.now, "back": self.back}

    def answer(self, build: Callable[[Any], OneVoiceForm]) -> HttpResponse:
        """The response of the page whose form ``build`` makes from what was posted."""
        patient = self.assessment.patient
        reasons = permissions.reasons_not_to_record(signed_in(self.request), self.assessment)
        if reasons:
            return refused(self.request, reasons, patient)
        posted = self.request.method == "POST"
        form = build(conflict.resolved(self.request.POST) if posted else None)
        saving = Saving(
            self.request,
            form,
            template=TEMPLATE,
            patient=patient,
            context={
                "assessment": self.assessment,
                "factor": self.now.factor,
                "heading": self.heading,
                "back": self.back,
            },
        )
        return saving.answer(
            lambda: self.record(form), self.back, clashes=lambda o: self.clashes(form, o)
        )

    def record(self, form: OneVoiceForm) -> None:
        """Save the words, or confirm what a colleague typed where they are left as they are."""
        words, user = self.words(form), signed_in(self.request)
        submission = form.cleaned_data["submission"]
        row: Consideration | None = form.row
        if (
            row is not None
            and _typed_for(user, row)
            and words.shown == row.pk
            and words.same_as(row)
        ):
            considerations.confirm_note(note=row, by=user, submission=submission)
            return
        considerations.record(
            assessment=self.assessment,
            factor=self.now.factor.key,
            words=[words],
            by=user,
            submission=submission,
        )

    def words(self, form: OneVoiceForm) -> Words:
        if isinstance(form, ColleagueNoteForm):
            return form.words(form.member)
        return form.words(signed_in(self.request))

    def clashes(self, form: OneVoiceForm, overtaken: Overtaken) -> Sequence[conflict.Clash]:
        return [
            clash_on(
                form,
                clash.current,
                self.heading,
                shown=form.voice.field("shown"),
                fields=form.clash_fields(form.voice.name),
            )
            for clash in overtaken.clashes
        ]


def _typed_for(user: User, row: Consideration) -> bool:
    """Whether somebody else typed this note for the user, who has not confirmed it."""
    return row.member_id == user.pk != row.recorded_by_id
