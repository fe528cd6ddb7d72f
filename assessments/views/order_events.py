"""What happened to an order: choosing it, recording it, correcting it."""

import uuid
from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.forms.order_event_base import EventForm, StrikeForm, row_words
from assessments.forms.order_event_particulars import ParticularsForm
from assessments.forms.order_events import FORMS
from assessments.models import Order, OrderEvent, Patient
from assessments.services import making, orders, patients
from assessments.statute.ledger import KINDS
from assessments.statute.ledger_words import HINTS, paper_of, title_of
from assessments.summary.order_events import Situation, sent_already, situation
from assessments.views.access import refused, with_order
from assessments.views.order_event_choice import choices, clocks_for
from assessments.views.order_event_steps import Steps, submitted
from cto.accounts.access import signed_in

MADE = "order_made"
_SERVICES = {
    "responsible_clinician_changed": patients.name_roles,
    "hospital_assigned": patients.change_detention,
}


@require_GET
@with_order("opened_events")
def events(request: HttpRequest, order: Order) -> HttpResponse:
    """What happened? Every kind, in groups, with what cannot be and why."""
    user = signed_in(request)
    not_the_form = permissions.reasons_not_to_change_particulars(user, order.patient)
    context = {
        "person": order.patient,
        "order": order,
        "groups": choices(_situation(order, user), user),
        "may_correct_made": not not_the_form,
    }
    return render(request, "orders/events.html", context)


@require_http_methods(["GET", "POST"])
@with_order("opened_event")
def event_new(request: HttpRequest, order: Order, kind: str) -> HttpResponse:
    """One happening: what that kind needs, then what it would change."""
    user = signed_in(request)
    reasons = permissions.reasons_not_to_record_event(user, order, kind)
    if reasons:
        return refused(request, reasons, order.patient)
    now = _situation(order, user)
    if sent_already(now, submitted(request), user):
        return _done(request, order, "This is recorded already.")
    if request.method != "POST" and now.never(kind):
        messages.warning(request, " ".join(now.not_now(kind)))
        return redirect("order-events", order.pk)
    form = FORMS[kind](
        request.POST if request.method == "POST" else None,
        now=now,
        office=user.is_mha_administrator,
        initial=_asked(request, kind),
    )
    return Steps(
        request,
        now,
        form,
        happening=form.happening,
        facts=lambda: list(form.facts()),
        keep=lambda: _save(form, order, user),
        done=lambda: _after(order, user),
        said=f"Recorded: {KINDS[kind].title}.",
        context=_context(now, kind, form, title_of(kind, order.nation)),
    ).answer()


@require_http_methods(["GET", "POST"])
@with_order("opened_event_correction")
def event_correct(request: HttpRequest, order: Order, event: uuid.UUID) -> HttpResponse:
    """What is true in the place of an entry that is wrong, with the reason."""
    found = _to_correct(request, order, event)
    if isinstance(found, HttpResponse):
        return found
    now, row = found
    user = signed_in(request)
    if row.kind == MADE:
        return _correct_to_sealed(request, now, row)
    form = FORMS[row.kind](
        request.POST if request.method == "POST" else None,
        now=now,
        office=user.is_mha_administrator,
        correcting=row,
    )
    title = f"Correct: {KINDS[row.kind].title}"
    return Steps(
        request,
        now,
        form,
        happening=form.happening,
        facts=lambda: [("Struck through", row_words(row)), *form.facts()],
        keep=lambda: _correct(row, form.happening(), form, user),
        done=lambda: _after(order, user),
        said="Corrected. The earlier entry is struck through and stays readable.",
        strikes=row,
        context={**_context(now, row.kind, form, title), "correcting": row_words(row)},
    ).answer()


@require_http_methods(["GET", "POST"])
@with_order("opened_event_striking_out")
def event_strike(request: HttpRequest, order: Order, event: uuid.UUID) -> HttpResponse:
    """Take an entry out that should not be there, with the reason."""
    found = _to_correct(request, order, event)
    if isinstance(found, HttpResponse):
        return found
    now, row = found
    user = signed_in(request)
    form = StrikeForm(
        request.POST if request.method == "POST" else None, initial={"shown": len(now.rows)}
    )
    context = {
        "title": f"Strike out: {KINDS[row.kind].title}",
        "back": reverse("order", args=[order.pk]),
        "striking": row_words(row),
        "confirm": "Strike it out",
    }
    return Steps(
        request,
        now,
        form,
        happening=lambda: None,
        facts=lambda: [("Struck through", row_words(row)), ("Why", form.cleaned_data["why"])],
        keep=lambda: _correct(row, None, form, user),
        done=lambda: _after(order, user),
        said="Struck out. The entry stays readable, struck through.",
        strikes=row,
        context=context,
    ).answer()


def _asked(request: HttpRequest, kind: str) -> dict[str, Any]:
    """What the address asks the form to begin with: a duty, or the list of a day."""
    if kind == "duty_done" and "duty" in request.GET:
        return {"duty": request.GET["duty"]}
    if kind == "conditions_varied":
        with suppress(ValueError):
            return {"list_of": date.fromisoformat(request.GET.get("list_of", ""))}
    return {}


def _situation(order: Order, user: Any) -> Situation:
    return situation(order, user, permissions.owners_noted_by(user, order.patient))


def _to_correct(
    request: HttpRequest, order: Order, event: uuid.UUID
) -> HttpResponse | tuple[Situation, OrderEvent]:
    """The order and the entry that stands under this id; or why not."""
    now = situation(order)
    if not any(row.pk == event for row in now.rows):
        raise Http404
    user = signed_in(request)
    reasons = permissions.reasons_not_to_correct_event(user, order)
    if reasons:
        return refused(request, reasons, order.patient)
    if sent_already(now, submitted(request), user):
        return _done(request, order, "This is corrected already.")
    row = now.row(event)
    if row is None:
        messages.warning(request, "This entry was corrected already.")
        return redirect("order", order.pk)
    row.order = order
    if row.kind == MADE and making.with_sealed_conditions(order, row) is None:
        messages.warning(request, "The order’s own date comes from its form. Correct it here.")
        return redirect("after-form", order.assessment_id)
    return now, row


def _correct_to_sealed(request: HttpRequest, now: Situation, row: OrderEvent) -> HttpResponse:
    """The first entry, put right by the conditions of the decision as it is sealed now."""
    order, user = now.order, signed_in(request)
    form = StrikeForm(
        request.POST if request.method == "POST" else None, initial={"shown": len(now.rows)}
    )
    return Steps(
        request,
        now,
        form,
        happening=lambda: making.with_sealed_conditions(order, row),
        facts=lambda: [("Struck through", row_words(row)), ("Why", form.cleaned_data["why"])],
        keep=lambda: making.take_sealed_conditions(
            order=order,
            reason=form.cleaned_data["why"],
            shown=form.cleaned_data["shown"],
            submission=form.cleaned_data["submission"],
            by=user,
        ),
        done=lambda: _after(order, user),
        said="Corrected. The earlier entry is struck through and stays readable.",
        strikes=row,
        context={
            "title": "Conditions of the sealed decision",
            "correcting": row_words(row),
            "back": reverse("order", args=[order.pk]),
            "confirm": "Correct it",
        },
    ).answer()


def _context(now: Situation, kind: str, form: EventForm, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "hint": HINTS.get(kind, ""),
        "paper": paper_of(kind, now.order.nation),
        "clocks": clocks_for(now, kind, always=form.correcting is not None),
        "instead": getattr(form, "instead", ()),
        "remarks": form.remarks() if form.is_bound and form.is_valid() else (),
        "back": reverse("order-events", args=[now.order.pk]),
        "confirm": "Record it",
    }


def _save(form: EventForm, order: Order, user: Any) -> None:
    data, happening = form.cleaned_data, form.happening()
    if isinstance(form, ParticularsForm):
        _SERVICES[form.kind](
            patient=order.patient,
            values=form.new_values(),
            shown=data["revision"],
            submission=data["submission"],
            since=happening.on,
            by=user,
        )
        return
    orders.record(
        order=order,
        happening=happening,
        shown=data["shown"],
        submission=data["submission"],
        by=user,
    )


def _correct(
    row: OrderEvent, happening: orders.Happening | None, form: EventForm | StrikeForm, user: Any
) -> None:
    orders.correct(
        event=row,
        happening=happening,
        reason=form.cleaned_data["why"],
        shown=form.cleaned_data["shown"],
        submission=form.cleaned_data["submission"],
        by=user,
    )


def _done(request: HttpRequest, order: Order, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(_after(order, signed_in(request)))


def _after(order: Order, user: Any) -> str:
    """The order's page; home for whoever has just given up what let them see it."""
    visible = Patient.objects.visible_to(user).filter(pk=order.patient_id).exists()
    return reverse("order", args=[order.pk]) if visible else reverse("home")
