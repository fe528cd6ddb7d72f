"""Contacts and conditions in use: the list, logging, mending and withdrawing."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments import permissions
from assessments.forms.about import initial_of
from assessments.forms.contacts import NONE, ContactForm, WithdrawContactForm
from assessments.guideline.evidence import evidence
from assessments.models import Contact, Order
from assessments.services import contacts as services
from assessments.summary.conditions_in_use import OrderInUse, order_in_use
from assessments.summary.contacts import Logged, by_month, contact_versions
from assessments.views.access import refused, with_order
from assessments.views.saving import Saving
from cto.accounts.access import signed_in
from cto.design.conflict import resolved

LIST = "orders/contact_list.html"
FORM = "orders/contact.html"
WITHDRAW = "orders/contact_withdraw.html"
MONTHS_ON_A_PAGE = 6
FILTERS = {
    "": "Everything",
    Contact.What.CONTACT.value: "Contacts with the team",
    Contact.What.TREATMENT.value: "Treatments",
    Contact.What.OTHER.value: "Something else",
}


@require_GET
@with_order("opened_contacts")
def contacts(request: HttpRequest, order: Order) -> HttpResponse:
    """What was logged, month by month; the conditions in use; how often there was contact."""
    use = order_in_use(order)
    wanted = request.GET.get("what", "")
    what = wanted if wanted in FILTERS else ""
    shown = [one for one in use.entries if what in ("", one.what_key)]
    page = Paginator(by_month(shown), MONTHS_ON_A_PAGE).get_page(request.GET.get("page"))
    reasons = permissions.reasons_not_to_log_contact(signed_in(request), order)
    context = {
        "person": order.patient,
        "order": order,
        "back": reverse("order", args=[order.pk]),
        "use": use,
        "page": page,
        "what": what,
        "filters": [(words, _filtered(key), key == what) for key, words in FILTERS.items()],
        "finding": evidence("swartz"),
        "may_log": not reasons,
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
@with_order("opened_contact_form")
def contact_new(request: HttpRequest, order: Order) -> HttpResponse:
    """Log what happened, was missed or was rearranged."""
    reasons = permissions.reasons_not_to_log_contact(signed_in(request), order)
    if reasons:
        return refused(request, reasons, order.patient)
    use = order_in_use(order)
    today, last = timezone.localdate(), use.life.last
    form = _form(request, order, use, {"on": today if last is None else min(today, last)})

    def save() -> Contact:
        values = form.values()
        return services.log(order=order, **values, **_sent(request, form))

    page = Saving(
        request,
        form,
        template=FORM,
        patient=order.patient,
        context={
            "order": order,
            "heading": "Log a contact or treatment",
            "back": reverse("order", args=[order.pk]),
            "back_words": "Back to the order",
            "use": use,
        },
    )
    return page.answer(save, reverse("order", args=[order.pk]), said="Logged.")


@require_http_methods(["GET", "POST"])
@with_order("opened_contact")
def contact(request: HttpRequest, order: Order, thread: uuid.UUID) -> HttpResponse:
    """Mend one entry; what it said before stays readable."""
    line = _line(order, thread)
    reasons = permissions.reasons_not_to_log_contact(signed_in(request), order)
    if reasons:
        return refused(request, reasons, order.patient)
    row, back = line[-1], reverse("contacts", args=[order.pk])
    if row.withdrawn and request.method == "GET":
        return _withdrawn_already(request, row, back)
    use = order_in_use(order)
    initial = initial_of(row, ContactForm)
    form = _form(request, order, use, {**initial, "condition": row.condition or NONE})

    def save() -> Contact:
        shown = form.cleaned_data["shown"]
        return services.amend(
            contact=row, supersedes=shown, **form.values(), **_sent(request, form)
        )

    page = Saving(
        request,
        form,
        template=FORM,
        patient=order.patient,
        context={
            "order": order,
            "heading": "Change an entry",
            "back": back,
            "back_words": "Contacts and conditions in use",
            "use": use,
            "here": _here(use, thread),
        },
    )
    return page.answer(save, back, said="Saved. What the entry said before stays readable.")


@require_http_methods(["GET", "POST"])
@with_order("opened_contact")
def contact_withdraw(request: HttpRequest, order: Order, thread: uuid.UUID) -> HttpResponse:
    """Strike one entry through, with the reason; it stays readable."""
    line = _line(order, thread)
    reasons = permissions.reasons_not_to_log_contact(signed_in(request), order)
    if reasons:
        return refused(request, reasons, order.patient)
    row, back = line[-1], reverse("contacts", args=[order.pk])
    if row.withdrawn and request.method == "GET":
        return _withdrawn_already(request, row, back)
    posted = request.POST if request.method == "POST" else None
    form = WithdrawContactForm(posted, initial={"shown": row.pk})

    def save() -> Contact:
        return services.withdraw(
            contact=row,
            supersedes=form.cleaned_data["shown"],
            **form.values(),
            **_sent(request, form),
        )

    page = Saving(
        request,
        form,
        template=WITHDRAW,
        patient=order.patient,
        context={"order": order, "here": _here(order_in_use(order), thread)},
    )
    return page.answer(save, back, said="The entry is withdrawn. It stays readable.")


def _form(
    request: HttpRequest, order: Order, use: OrderInUse, initial: dict[str, Any]
) -> ContactForm:
    named = initial.get("condition")
    return ContactForm(
        resolved(request.POST) if request.method == "POST" else None,
        patient=order.patient,
        conditions=use.found,
        life=use.life,
        struck=[
            (one.condition_key, f"{one.condition} (struck out)")
            for one in use.entries
            if one.condition_key == named and named not in use.found.keys
        ][:1],
        initial=initial,
    )


def _sent(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"submission": form.cleaned_data["submission"], "by": signed_in(request)}


def _line(order: Order, thread: uuid.UUID) -> list[Contact]:
    found = contact_versions(order, thread)
    if not found:
        raise Http404
    return found


def _here(use: OrderInUse, thread: uuid.UUID) -> Logged:
    return next(one for one in use.entries if one.thread == thread)


def _withdrawn_already(request: HttpRequest, row: Contact, back: str) -> HttpResponse:
    messages.warning(request, f"{row.recorded_by.name} has withdrawn this entry already.")
    return redirect(back)


def _filtered(what: str) -> str:
    return f"?{urlencode({'what': what})}#entries" if what else "?#entries"
