"""The audit log, for auditors alone."""

from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cto.accounts.access import is_auditor, only
from cto.audit import door, words
from cto.audit.forms import EntriesFilter
from cto.audit.models import Entry

ENTRIES_ON_A_PAGE = 50
UNPROCESSABLE = 422

# Leaps from one action to the next by the index; DISTINCT would read the whole log.
ACTIONS = """
WITH RECURSIVE known(action) AS (
    SELECT MIN(action) FROM audit_entry
    UNION ALL
    SELECT (SELECT MIN(action) FROM audit_entry WHERE action > known.action)
    FROM known WHERE known.action IS NOT NULL
)
SELECT action FROM known WHERE action IS NOT NULL
"""


@require_GET
@only(is_auditor)
def entries(request: HttpRequest) -> HttpResponse:
    """Fifty entries, newest first, and a link to older ones. Looking at the log is logged."""
    form = EntriesFilter(request.GET, actions=_actions())
    valid = form.is_valid()
    door.read(request, "read_audit_log", Entry, filters=form.used())
    before = _before(request)
    asked_for = form.entries() if valid else Entry.objects.none()
    found = list(
        (asked_for.filter(id__lt=before) if before else asked_for)[: ENTRIES_ON_A_PAGE + 1]
    )
    shown = found[:ENTRIES_ON_A_PAGE]
    asked = {key: value for key, value in request.GET.items() if value and key != "before"}
    context = {
        "form": form,
        "head": words.HEAD,
        "rows": words.rows(shown),
        "newest": f"?{urlencode(asked)}" if before else "",
        "older": f"?{urlencode({**asked, 'before': shown[-1].pk})}"
        if len(found) > len(shown)
        else "",
    }
    return render(request, "audit/entries.html", context, status=200 if valid else UNPROCESSABLE)


def _before(request: HttpRequest) -> int | None:
    """The entry that the page begins after. Our own links name one; anything else is none."""
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _actions() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ACTIONS)
        return [action for (action,) in cursor.fetchall()]
