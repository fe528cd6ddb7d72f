"""When an order's entries were last compared with the signed papers, and by whom, in words.

The status is worked out from entries that people typed. A check changes none of them: it says how
far somebody has held them against what was signed.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from assessments.models import OrderEvent
from assessments.statute.calendar_words import in_words
from assessments.statute.ledger import CHECKED
from assessments.statute.periods import london_day
from assessments.summary.orders import standing_rows

NEVER = "Not checked against the papers yet."
OLDER = "Something was recorded after that check and is not checked yet."


def checked_words(rows: Sequence[OrderEvent]) -> str:
    """The latest check that stands, and whether anything else was recorded after it.

    A check whose day or words were corrected stays the check of whoever made it.
    """
    checks = [row for row in standing_rows(rows) if row.kind == CHECKED]
    if not checks:
        return NEVER
    last = sorted(checks, key=lambda row: row.on)[-1]
    by_id = {row.pk: row for row in rows}
    first = _first(last, by_id)
    said = f"Last checked against the papers on {in_words(last.on)} by {first.recorded_by.name}."
    later = any(
        row.number > first.number or london_day(row.recorded_at) > last.on
        for row in rows
        if _first(row, by_id).kind != CHECKED
    )
    return f"{said} {OLDER}" if later else said


def _first(row: OrderEvent, by_id: Mapping[UUID, OrderEvent]) -> OrderEvent:
    """The entry as it was first recorded, of which this one is a correction or a striking out."""
    while row.strikes_id:
        row = by_id[row.strikes_id]
    return row
