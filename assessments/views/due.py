"""The due board: what the Act and the team's own plan ask for next, of whom, and by whom."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST

from assessments.documents.sheet import csv_sheet
from assessments.forms.due import BoardFilter
from assessments.models import DueItem, ReminderRun
from assessments.services import due as services
from assessments.services.refusals import Refused
from assessments.summary import board
from assessments.views import due_rows
from assessments.views.access import care_only
from cto.accounts.access import signed_in
from cto.accounts.models import User
from cto.audit import door
from cto.design.pages import refused_page
from cto.design.words import moment, nhs_number

KEYS = ("whose", "part", "kind", "team", "rc", "sort")
LONGEST = 40
COLUMNS = (
    "When",
    "Day",
    "Time",
    "Kind",
    "What is due",
    "Debatable",
    "Name",
    "Date of birth",
    "NHS number",
    "Hospital number",
    "Waits for",
    "Seen on",
)
HEAD = ("Due", "What", "Person", "Waits for", "Do")


@require_GET
@care_only
def due(request: HttpRequest) -> HttpResponse:
    """A page of what is due, in its parts, with what can be done about each."""
    user, now = signed_in(request), timezone.now()
    form = _filter(request, user)
    if not form.is_valid():
        return due_filter(request)
    asked = form.asked()
    door.read(request, "opened_due", DueItem, **asked.as_keys())
    after = _after(request.GET.get("after", ""))
    page = board.page(user, asked, after, now)
    kept = _kept(request)
    here = {**kept, "after": _written(after)}
    context = {
        "chosen": form.chosen(),
        "filter": reverse("due-filter") + _query(kept),
        "office": user.is_mha_administrator,
        "parts": _parts(board.parts(user, asked, now), asked, kept),
        "later": _part_link(kept, board.LATER, board.LATER_WORDS, asked),
        "sections": _sections(page, asked, user, now),
        "head": HEAD,
        "here": _query(here),
        "newest": _query(kept) or "?" if after else "",
        "older": _query({**kept, "after": _written(page.following)}) if page.following else "",
        "everybody": _query({**kept, "whose": board.EVERYBODY}) if asked.whose == board.OWN else "",
        "csv": reverse("due-csv") + _query(kept),
        **_reminders(board.last_run(), office=user.is_mha_administrator),
    }
    return render(request, "due/due.html", context)


@require_GET
@care_only
def due_filter(request: HttpRequest) -> HttpResponse:
    """What the board can be narrowed to, on a page of its own: a large trust's lists are long."""
    user = signed_in(request)
    form = BoardFilter(request.GET, user=user, choices=board.choices(user))
    return render(
        request, "due/filter.html", {"form": form}, status=200 if form.is_valid() else 422
    )


@require_GET
@care_only
def due_csv(request: HttpRequest) -> HttpResponse:
    """Every row that the filter shows, on all its pages, as a table for a spreadsheet."""
    user, now = signed_in(request), timezone.now()
    form = _filter(request, user)
    if not form.is_valid():
        return redirect(reverse("due") + _query(_kept(request)))
    asked = form.asked()
    items = board.in_order(board.with_people(board.found(user, asked, now)), asked.sort)
    rows = [_line(item, now) for item in items]
    door.read(request, "exported_due", DueItem, **asked.as_keys(), rows=len(rows))
    response = HttpResponse(csv_sheet(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    name = f"due-{timezone.localdate(now).isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, no_store=True)
    return response


@require_POST
@care_only
def due_seen(request: HttpRequest) -> HttpResponse:
    """The reader has seen that something of theirs is due; back to the page they came from."""
    user = signed_in(request)
    after = _after(request.GET.get("after", ""))
    back = reverse("due") + _query({**_kept(request), "after": _written(after)})
    item, due_on = _named(request.POST.get("seen", ""), user)
    if item is None or due_on is None:
        messages.error(request, services.MOVED)
        return redirect(back)
    try:
        services.mark_seen(item=item, due_on=due_on, by=user)
    except Refused as refusal:
        if services.MOVED not in refusal.reasons:
            return refused_page(request, refusal.reasons, {"person": item.patient})
        messages.error(request, services.MOVED)
    else:
        messages.success(request, f"Marked as seen: {due_rows.title(item)}, {item.patient.name}.")
    return redirect(back)


def _filter(request: HttpRequest, user: User) -> BoardFilter:
    """What the address asks for. Of the teams and clinicians it offers only those asked for."""
    named = []
    for key in ("team", "rc"):
        with suppress(ValueError):
            named.append(UUID(request.GET.get(key, "")))
    return BoardFilter(request.GET, user=user, choices=board.choices(user, only=named))


def _named(typed: str, user: Any) -> tuple[DueItem | None, date | None]:
    """The item and the day that a button named, if the user may see them."""
    pk, _, day = typed.partition("_")
    try:
        return board.item_for(user, UUID(pk)), date.fromisoformat(day)
    except ValueError:
        return None, None


def _line(item: DueItem, now: datetime) -> tuple[str, ...]:
    """One row of the export: what the board shows, and nothing clinical."""
    part = board.part_of(item, now)
    patient = item.patient
    return (
        board.PARTS[part][0] if part in board.PARTS else board.LATER_WORDS,
        item.due_on.isoformat(),
        f"{timezone.localtime(item.due_at):%H:%M}" if item.due_at else "",
        due_rows.kind(item),
        due_rows.title(item),
        "Debatable: the safe day is shown" if item.debatable else "",
        patient.name,
        patient.date_of_birth.isoformat(),
        nhs_number(patient.nhs_number or ""),
        patient.local_number or "",
        due_rows.owner(item),
        timezone.localdate(item.seen_at).isoformat() if item.seen_at else "",
    )


def _sections(
    page: board.Page, asked: board.Asked, user: Any, now: datetime
) -> list[dict[str, Any]]:
    """The rows of a page under their parts; in one list where they are not in the order of days."""
    if asked.sort != board.BY_DAY and page.rows:
        words = "By person" if asked.sort == board.BY_PERSON else "By owner"
        return [{"key": "all", "words": words, "rows": due_rows.rows(page.rows, user, now)}]
    return [
        {
            "key": key,
            "words": board.PARTS[key][0] if key in board.PARTS else board.LATER_WORDS,
            "rows": due_rows.rows(items, user, now),
        }
        for key, items in board.grouped(page.rows, now)
    ]


def _parts(
    parts: tuple[board.Part, ...], asked: board.Asked, kept: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The parts with their counts, each a link to itself alone."""
    result = []
    for part in parts:
        count = f"{part.count}{' or more' if part.more else ''}"
        link = _part_link(kept, part.key, part.words, asked)
        result.append({**link, "count": count, "late": part.key == "overdue" and part.count > 0})
    return result


def _part_link(kept: Mapping[str, str], key: str, words: str, asked: board.Asked) -> dict[str, Any]:
    href = _query({**kept, "part": key})
    return {"href": href, "words": words, "current": asked.part == key}


def _reminders(run: ReminderRun | None, *, office: bool) -> dict[str, Any]:
    """When reminders last went out; by name what failed, for the office alone."""
    if run is None:
        return {"reminders": "Reminders have never been sent."}
    if run.finished_at is None:
        return {"reminders": f"Reminders began {moment(run.started_at)} and have not finished."}
    sent = f"{run.sent} mail{'' if run.sent == 1 else 's'}"
    said = f"Reminders last sent {moment(run.finished_at)}: {sent}."
    failed = [str(each) for each in run.failures]
    if not failed:
        return {"reminders": said}
    count = "1 reminder" if len(failed) == 1 else f"{len(failed)} reminders"
    names = "; ".join(failed) if office else "the Mental Health Act office can see whose"
    return {"reminders": said, "failures": f"{count} failed: {names}."}


def _kept(request: HttpRequest) -> dict[str, str]:
    """The filter as it stands in the address: ids and keys, none of which is long."""
    asked = ((key, request.GET.get(key, "")) for key in KEYS)
    return {key: value for key, value in asked if value and len(value) <= LONGEST}


def _query(asked: Mapping[str, str]) -> str:
    """An address's query; empty where there is nothing to ask."""
    asked = {key: value for key, value in asked.items() if value}
    return f"?{urlencode(asked)}" if asked else ""


def _written(after: board.After | None) -> str:
    """The last row of a page, for the address of the next."""
    if after is None:
        return ""
    owner = after.owner or "none"
    return f"{after.due_on.isoformat()}_{after.item}_{after.patient}_{owner}"


def _after(typed: str) -> board.After | None:
    """Where a page begins. Our own links name it; anything else is the first page."""
    try:
        day, item, patient, owner = typed.split("_")
        whose = None if owner == "none" else UUID(owner)
        return board.After(date.fromisoformat(day), UUID(item), UUID(patient), whose)
    except ValueError:
        return None
