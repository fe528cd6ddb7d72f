"""Recording in two steps: the form, then "Check before recording" with every date before and after.

Whatever happens, nothing typed is lost: what was entered is carried from step to step by the pages
themselves. Only what is confirmed is recorded, and only while the ledger is as it was shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.forms.order_event_base import row_words
from assessments.models import OrderEvent
from assessments.services import orders
from assessments.services.ordering import SOMEBODY_ELSE
from assessments.services.refusals import Overtaken, Refused
from assessments.statute.ledger_words import GROUPS
from assessments.summary.order_events import Situation, situation
from assessments.summary.orders import Preview, standing_rows
from assessments.views.order_event_conditions import (
    KINDS,
    ConditionsCompared,
    conditions_compared,
)
from assessments.views.order_event_dates import compared
from cto.design.forms import Form
from cto.design.pages import form_page

FORM_PAGE = "orders/event.html"
CHECK_PAGE = "orders/event_check.html"
CONFLICT = 409
RECORD, CHANGE = "record", "change"
CHECK_DATES = (
    "The Act does not allow this as it stands. Check what you entered. If it is right, ask the "
    "Mental Health Act office, or a lawyer, what follows. It cannot be recorded as valid."
)
# What the pages set themselves.
_OWN = {"csrfmiddlewaretoken", "act", "shown", "submission", "revision"}

Fact = tuple[str, str]


@dataclass
class Steps:
    """One happening, or a correction, on its way into the ledger.

    ``happening`` reads it from the valid form; ``facts`` are its words for the check page;
    ``keep`` records it. ``strikes`` is the entry that it takes the place of.
    """

    request: HttpRequest
    now: Situation
    form: Form
    happening: Callable[[], orders.Happening | None]
    facts: Callable[[], list[Fact]]
    keep: Callable[[], Any]
    done: Callable[[], str]
    said: str
    strikes: OrderEvent | None = None
    context: Mapping[str, Any] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        """The form on GET; 422 where it is invalid or refused; the check; or recorded."""
        if self.request.method != "POST" or not self.form.is_valid():
            return self.page()
        act = self.request.POST.get("act", "")
        if act == CHANGE:
            return self.page()
        if act == RECORD:
            return self._record()
        return self._check(self.now)

    def page(self) -> HttpResponse:
        """The form, with everything typed."""
        context = {"person": self.now.order.patient, "order": self.now.order, **self.context}
        return form_page(self.request, FORM_PAGE, self.form, context)

    def _record(self) -> HttpResponse:
        try:
            self.keep()
        except Refused as refusal:
            if SOMEBODY_ELSE not in refusal.reasons:
                self.form.refuse(refusal.reasons)
                return self.page()
            return self._check(situation(self.now.order), moved_on=True)
        except Overtaken:
            self.now.order.patient.refresh_from_db()
            return self._check(situation(self.now.order), moved_on=True)
        messages.success(self.request, self.said)
        return redirect(self.done())

    def _check(self, now: Situation, *, moved_on: bool = False) -> HttpResponse:
        """The facts in words, and every date before and after; or why it cannot be."""
        try:
            found = orders.preview(
                order=now.order, happening=self.happening(), strikes=self.strikes
            )
        except Refused as refusal:
            self.form.refuse(refusal.reasons)
            return self.page()
        if found.refusals:
            self.form.refuse([*found.refusals, CHECK_DATES])
            rows = [row for e in found.in_the_way if (row := now.row(e.id)) is not None]
            self.context = {
                **self.context,
                "in_the_way": [(row.pk, row_words(row)) for row in rows],
                "rests_on": [] if rows else [(row.pk, row_words(row)) for row in self._group(now)],
                "strikes": self.strikes,
            }
            return self.page()
        return self._checked(now, found, moved_on=moved_on)

    def _group(self, now: Situation) -> Iterator[OrderEvent]:
        """The entries beside the one that is corrected, which may be wrong together with it."""
        if self.strikes is None:
            return
        kinds = next(kinds for kinds in GROUPS.values() if self.strikes.kind in kinds)
        for row in standing_rows(now.rows):
            if row.kind in kinds and row.pk != self.strikes.pk and row.kind != "order_made":
                yield row

    def _checked(self, now: Situation, found: Preview, *, moved_on: bool) -> HttpResponse:
        context = {
            "person": now.order.patient,
            "order": now.order,
            **self.context,
            "facts": self.facts(),
            "compared": compared(found),
            "conditions": self._conditions(now, found),
            "carried": list(self._carried(now)),
            "moved_on": moved_on,
        }
        return render(self.request, CHECK_PAGE, context, status=CONFLICT if moved_on else 200)

    def _conditions(self, now: Situation, found: Preview) -> ConditionsCompared | None:
        """Of an entry that changes conditions: those of its first day and of today."""
        happening = self.happening()
        days = [one.on for one in (happening, self.strikes) if one is not None]
        kind = (happening or self.strikes).kind if days else ""  # type: ignore[union-attr]
        return conditions_compared(found, min(days), now.today) if kind in KINDS else None

    def _carried(self, now: Situation) -> Iterator[tuple[str, Any]]:
        """Everything typed, and what this page has shown."""
        for name, values in self.request.POST.lists():
            if name not in _OWN:
                yield from ((name, value) for value in values)
        yield "shown", len(now.rows)
        yield "submission", self.form.cleaned_data["submission"]
        yield "revision", now.order.patient.revision


def submitted(request: HttpRequest) -> UUID | None:
    """The identity of the filled-in form that was sent, if it is one."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
