"""The discretionary conditions of a decision as sealed, in the shape of an order's ledger."""

import json
import uuid
from typing import Any

from assessments.models import Condition, Record


def sealed_conditions(assessment: uuid.UUID) -> list[dict[str, Any]] | None:
    """Id, wording and purposes of each, from the latest sealed record: two queries.

    What is written in a correction that is still open is no condition of any order. None where
    nothing is sealed, or the record is an invented one that lists none.
    """
    rows = (
        Record.objects.filter(assessment=assessment)
        .order_by("-version")
        .values_list("snapshot", flat=True)
    )
    snapshot = next(iter(rows[:1]), None)
    found = json.loads(snapshot).get("conditions") if snapshot else None
    if found is None:
        return None
    listed = [one for one in found if one["kind"] == "discretionary"]
    stored = Condition.objects.filter(pk__in=[one["row"] for one in listed])
    purposes = {str(pk): found for pk, found in stored.values_list("pk", "purposes")}
    return [
        {"id": one["thread"], "wording": one["wording"], "purposes": purposes[one["row"]]}
        for one in listed
    ]
