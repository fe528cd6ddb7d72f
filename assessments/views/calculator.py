"""The date calculator: about nobody, storing nothing.

Everything comes by POST, so that no date stands in an address; nothing is written anywhere, and
nothing that was entered goes into the audit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.calculator import (
    MOST_EVENTS,
    TOO_MANY,
    CalculatorForm,
    Entry,
    add,
    entries_in,
    next_number,
    remove,
)
from assessments.statute.facts import EVENTS
from assessments.statute.periods import london_day
from assessments.views.calculator_dates import checked, found
from assessments.views.calculator_what_if import WHAT_IFS, story
from cto.design.pages import form_page

TEMPLATE = "assessments/calculator/calculator.html"
CHOOSE = "Choose what happened, then add it"


@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest) -> HttpResponse:
    """Enter dates, see every deadline with why; open to whoever is signed in."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request, CalculatorForm(), now)
    data = request.POST.copy()
    if "what_if" in data:
        return _what_if(request, data, now)
    if "add" in data:
        return _add(request, data, now)
    form = CalculatorForm(data)
    if "remove" in data:
        remove(data, str(data["remove"]))
        form = CalculatorForm(data)
        form.forgive_blanks()
    return _page(request, form, now)


def _add(request: HttpRequest, data: QueryDict, now: datetime) -> HttpResponse:
    """The page with one more event, empty, to be filled in."""
    chosen = data.get("kind", "")
    problem = TOO_MANY if len(entries_in(data)) >= MOST_EVENTS else ""
    if not problem and chosen not in EVENTS:
        problem = CHOOSE
    added = []
    if not problem:
        added = [add(data, chosen)]
        data["kind"] = ""
    form = CalculatorForm(data)
    form.forgive_blanks()
    if problem and "kind" not in form.errors:
        form.add_error("kind", problem)
    return _page(request, form, now, added=added)


def _what_if(request: HttpRequest, data: QueryDict, now: datetime) -> HttpResponse:
    """The page with the events of a shortcut, filled in, and what they would change.

    Without an order there is nothing to try it on: then the page also says what is missing.
    """
    form = CalculatorForm(data)
    form.is_valid()
    added: list[Entry] = []
    problem = ""
    if data["what_if"] in WHAT_IFS:
        steps = story(data["what_if"], form, now)
        if len(form.entries) + len(steps) > MOST_EVENTS:
            problem, steps = TOO_MANY, []
        for step in steps:
            values = {key: value for key, value in step.items() if key != "event"}
            added.append(add(data, str(step["event"]), values))
        form = CalculatorForm(data)
    if form.is_valid() or form.facts() is not None:
        form.forgive_blanks()
    if problem:
        form.add_error("kind", problem)
    return _page(request, form, now, added=added, tried=True)


def _page(
    request: HttpRequest,
    form: CalculatorForm,
    now: datetime,
    *,
    added: Sequence[Entry] = (),
    tried: bool = False,
) -> HttpResponse:
    """The page; with dates where nothing is wrong. ``tried``: say what ``added`` changes."""
    shown = list(form.shown())
    result = None
    if form.is_bound and not form.errors:
        result = found(form, now, added if tried else ())
    context: dict[str, Any] = {
        "entries": shown,
        "added": [each for each in shown if tried and each.entry in added],
        "next_anchor": Entry(next_number(form.entries), "").anchor,
        "what_ifs": WHAT_IFS.items(),
        "found": result,
        "checked": checked(london_day(now)),
    }
    return form_page(request, TEMPLATE, form, context)
