"""Stage 1 on screen: one factor on one page, its history, each domain, and both sides together."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import guideline, permissions
from assessments.forms.considerations import ConfirmNoteForm, FactorForm
from assessments.models import Assessment, Voice
from assessments.services import considerations
from assessments.services.considerations import Words
from assessments.services.refusals import Overtaken
from assessments.summary import factors
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving, clash_on
from cto.accounts.access import signed_in
from cto.design import conflict

ROOM = "assessments/considerations"
VOICES = {Voice.TEAM.value: "team", Voice.PATIENT.value: "patient"}


@require_http_methods(["GET", "POST"])
@with_assessment("opened_factor")
def factor(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """One factor: the team's entry beside the person's own words, and everybody else's below."""
    reasons = permissions.reasons_not_to_record(signed_in(request), assessment)
    patient = assessment.patient
    if reasons and request.method == "POST":
        return refused(request, reasons, patient)
    now = factors.factor_now(assessment, key)
    context = {**_about(assessment, now, signed_in(request)), "closed": reasons}
    if reasons:
        return render(request, f"{ROOM}/factor.html", {"person": patient, **context})
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    following = guideline.neighbours(key, patient.nation).next
    form = FactorForm(data, now=now, patient=patient, last=following is None)
    saving = Saving(request, form, template=f"{ROOM}/factor.html", patient=patient, context=context)

    def save() -> None:
        _record(request, assessment, form, now)

    stay = data is not None and data.get("then") == "stay"
    done = _address(assessment, key if stay or following is None else following.key)
    if following is None and not stay:
        done = reverse("assessment", args=[assessment.pk])
    return saving.answer(save, done, said="", clashes=lambda o: _clashes(form, o, patient.called))


@require_GET
@with_assessment("opened_factor_history")
def history(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """Every version of every entry on one factor, read only."""
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "factor": guideline.factor(key, assessment.patient.nation),
        "threads": factors.history(assessment, key),
    }
    return render(request, f"{ROOM}/history.html", context)


@require_GET
@with_assessment("opened_domain")
def domain(request: HttpRequest, assessment: Assessment, key: str) -> HttpResponse:
    """One domain with every voice on each of its factors, read only."""
    line = [each.key for each in factors.domains()]
    if key not in line:
        raise Http404
    place = line.index(key)
    chapter = factors.domain_now(assessment, key)
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "domain": guideline.domain(key, assessment.patient.nation),
        "chapter": chapter,
        "may_record": not permissions.reasons_not_to_record(signed_in(request), assessment),
        "previous": _domain_link(assessment, line[place - 1]) if place else None,
        "following": _domain_link(assessment, line[place + 1]) if line[place + 1 :] else None,
    }
    return render(request, f"{ROOM}/domain.html", context)


@require_GET
@with_assessment("opened_overview")
def overview(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """What speaks for an order and what against, in people's own words, side by side."""
    context = {
        "person": assessment.patient,
        "assessment": assessment,
        "overview": factors.overview(assessment),
    }
    return render(request, f"{ROOM}/overview.html", context)


def _about(assessment: Assessment, now: factors.FactorNow, user: Any) -> dict[str, Any]:
    """What a factor's page shows around its form."""
    key, nation = now.factor.key, assessment.patient.nation
    near = guideline.neighbours(key, nation)
    line = [each.key for each in factors.considerations_of(now.factor.domain)]
    note = now.note_of(user.pk)
    return {
        "assessment": assessment,
        "factor": now.factor,
        "domain": guideline.domain(now.factor.domain),
        "principles": guideline.principles_of(key, nation),
        "place": line.index(key) + 1,
        "places": len(line),
        "topic": now.topic,
        "main": [e for e in now.topic.entries if e.kind in VOICES],
        "carers": [
            (entry, row.thread)
            for entry, row in zip(now.entries(Voice.CARER), now.rows_of(Voice.CARER), strict=True)
        ],
        "notes": now.entries(Voice.MEMBER),
        "my_note": str(note.pk) if note else "",
        "to_confirm": note is not None and note.recorded_by_id != user.pk,
        "confirm": ConfirmNoteForm(auto_id=False),
        "beside": now.beside,
        "previous": _factor_link(assessment, near.previous),
        "following": _factor_link(assessment, near.next),
    }


def _record(
    request: HttpRequest, assessment: Assessment, form: FactorForm, now: factors.FactorNow
) -> None:
    """Record the voices that differ from what the form showed; the others were not touched."""
    changed = [words for words in form.words() if not words.same_as(_shown(assessment, now, words))]
    if not changed:
        return
    stored = considerations.record(
        assessment=assessment,
        factor=now.factor.key,
        words=changed,
        by=signed_in(request),
        submission=form.cleaned_data["submission"],
    )
    if stored:
        messages.success(request, f"Saved: {now.factor.title}.")


def _shown(assessment: Assessment, now: factors.FactorNow, words: Words) -> Any:
    """The version that the form showed; a colleague may have replaced it since."""
    row = now.row(words.voice)
    if row is not None and row.pk == words.shown:
        return row
    return factors.version_shown(assessment, now.factor.key, words.voice, words.shown)


def _clashes(form: FactorForm, overtaken: Overtaken, called: str) -> Sequence[conflict.Clash]:
    titles = {"team": "What the team records", "patient": f"{called}’s own words"}
    return [
        clash_on(
            form,
            clash.current,
            titles[VOICES[clash.name]],
            shown=f"{VOICES[clash.name]}_shown",
            fields=form.clash_fields(VOICES[clash.name]),
        )
        for clash in overtaken.clashes
    ]


def _factor_link(assessment: Assessment, factor: guideline.Factor | None) -> tuple[str, str] | None:
    return (factor.title, _address(assessment, factor.key)) if factor else None


def _domain_link(assessment: Assessment, key: str) -> tuple[str, str]:
    return guideline.domain(key).title, reverse("domain", args=[assessment.pk, key])


def _address(assessment: Assessment, key: str) -> str:
    return reverse("factor", args=[assessment.pk, key])
