"""All versions of one entry, for its page: what stands now, and what stood before."""

import uuid
from typing import Any

from assessments.models import Assessment


def versions(model: Any, assessment: Assessment, thread: uuid.UUID | None = None) -> list[Any]:
    """Every version of one entry of this assessment, oldest first, with its writer: one query.

    Without ``thread`` the entry is the only one of its kind that an assessment has. Empty where
    this assessment has no such entry, whichever other assessment may have it.
    """
    rows = model.objects.filter(assessment=assessment).select_related("recorded_by")
    if thread is not None:
        rows = rows.filter(thread=thread)
    return in_order(rows)


def in_order(rows: Any) -> list[Any]:
    """The rows of one thread from the first to the one that stands."""
    after = {row.supersedes_id: row for row in rows}
    line, here = [], after.get(None)
    while here is not None:
        line.append(here)
        here = after.get(here.pk)
    return line
