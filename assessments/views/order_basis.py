"""Before particulars are saved from which a live order counts: its dates before and after, and why.

A page of its own stands between the form and saving. Nothing typed is lost on the way.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.forms.order_basis import CHANGE, CONFIRM, WhyDatesForm
from assessments.forms.people import PartForm
from assessments.models import Patient
from assessments.summary.order_basis import Moved, moved
from assessments.summary.person_page import PARTS
from assessments.views.order_event_dates import compared
from cto.design.conflict import carried

PAGE = "orders/basis_check.html"
_LABELS = {field: label for _, fields in PARTS.values() for field, label in fields}


class Check:
    """What has to be asked before this form is saved.

    ``answer`` is the page that asks, None where there is nothing to ask (any more). ``reason`` is
    what was answered, as the service takes it; ``again``: the form before is wanted back.
    """

    def __init__(self, request: HttpRequest, patient: Patient, form: PartForm) -> None:
        self.request, self.patient, self.form = request, patient, form
        self.reason: dict[str, str] = {}
        self.again = False
        self.answer = self._asked()

    def _asked(self) -> HttpResponse | None:
        if self.request.method != "POST" or not self.form.is_valid():
            return None
        found = moved(self.patient, self.form.particulars(), timezone.now())
        if found is None or not found.asks_why:
            return None
        if found.refusals:
            self.form.add_error(found.fields[0], list(found.refusals))
            return None  # whoever saves the form shows it again with these reasons
        act = self.request.POST.get("act", "")
        if act == CHANGE:
            self.again = True
            return None
        why = self._why(bound=act == CONFIRM)
        if why.is_bound and why.is_valid():
            self.reason = {"reason": why.cleaned_data["dates_reason"]}
            return None
        return self._page(found, why)

    def _why(self, *, bound: bool) -> WhyDatesForm:
        return WhyDatesForm(
            self.request.POST if bound else None,
            typed=carried(self.form.data),  # type: ignore[arg-type]
            initial={"submission": self.form.cleaned_data["submission"]},
        )

    def _page(self, found: Moved, why: WhyDatesForm) -> HttpResponse:
        context = {
            "person": self.patient,
            "order": found.order,
            "changed": [_LABELS[name] for name in found.fields],
            "compared": compared(found.preview),
            "form": why,
        }
        return render(self.request, PAGE, context, status=422 if why.errors else 200)
