"""One entry on one page: recorded for the first time, changed, or read with what stood before."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments import permissions
from assessments.forms.about import FormAbout, initial_of
from assessments.models import Assessment
from assessments.summary.stage_three import shown
from assessments.summary.versions import versions
from assessments.views.access import refused
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import resolved


@dataclass(frozen=True)
class Kind:
    """A kind of entry: where it is kept, how it is typed, recorded and shown.

    ``record`` is a service whose values are the form's. ``several`` says whether an assessment may
    have more than one. ``after`` names the page to go to.
    """

    model: Any
    form: type[FormAbout]
    record: Callable[..., Any]
    template: str
    said: str
    several: bool = True


def entry(
    request: HttpRequest,
    assessment: Assessment,
    kind: Kind,
    thread: uuid.UUID | None = None,
    *,
    suggested: Mapping[str, Any] | None = None,
    context: Mapping[str, Any] | None = None,
    after: str = "",
) -> HttpResponse:
    """The page of one entry: ``thread`` for one that exists, None for a new one.

    Whoever may not record reads what stands there; a new entry and a POST are refused to them.
    ``suggested`` is what a new form begins with; ``after`` is where saving leads, Stage 3 where
    it is left out. Raises ``Http404`` for another assessment's
    thread.
    """
    line = versions(kind.model, assessment, thread) if thread or not kind.several else []
    if thread and not line:
        raise Http404
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    if reasons and (request.method == "POST" or (kind.several and not line)):
        return refused(request, reasons, assessment.patient)
    values = {**_shown(assessment, line), "reasons": reasons, **(context or {})}
    if reasons:
        return render(request, kind.template, values)
    form = kind.form(
        resolved(request.POST) if request.method == "POST" else None,
        patient=assessment.patient,
        initial=initial_of(line[-1], kind.form) if line else dict(suggested or {}),
    )
    page = Saving(request, form, template=kind.template, patient=assessment.patient, context=values)
    following = after or reverse("process", args=[assessment.pk])
    return page.answer(
        lambda: _save(kind, form, assessment, thread, request), following, said=kind.said
    )


def _shown(assessment: Assessment, line: list[Any]) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "person": assessment.patient,
        "now": shown(line[-1]) if line else None,
        "earlier": [shown(row) for row in reversed(line[:-1])],
    }


def _save(
    kind: Kind,
    form: FormAbout,
    assessment: Assessment,
    thread: uuid.UUID | None,
    request: HttpRequest,
) -> Any:
    return kind.record(
        assessment=assessment,
        supersedes=form.cleaned_data["shown"],
        submission=form.cleaned_data["submission"],
        by=signed_in(request),
        **({"thread": thread} if kind.several else {}),
        **form.values(),
    )
