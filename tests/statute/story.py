"""Short ways to tell a story of an order to the timeline, and to ask about it."""

from datetime import UTC, datetime
from typing import Any

from assessments.statute.timeline import timeline_of_json

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Json = dict[str, Any]


def tell(*events: Json, nation: str = "england", **facts: Any) -> Json:
    """The timeline of these events; other facts by their keys in the contract."""
    found: Json = timeline_of_json({"nation": nation, "events": list(events), **facts}, now=NOW)
    return found


def made(at: str) -> Json:
    return {"event": "order_made", "at": at}


def extended(examined: str, furnished: str | None = None) -> Json:
    return {
        "event": "order_extended",
        "examined": examined,
        "furnished": furnished or examined,
    }


def notice(method: str, at: str) -> Json:
    return {"event": "recall_notice", "method": method, "at": at, "ground": "treatment_needed"}


def at(event: str, moment: str) -> Json:
    return {"event": event, "at": moment}


def detained(moment: str) -> Json:
    return at("recall_detention", moment)


def released(moment: str) -> Json:
    return at("recall_release", moment)


def revoked(moment: str) -> Json:
    return at("order_revoked", moment)


def absent(first_day: str, returned: str | None = None) -> Json:
    return {"event": "absence", "first_day": first_day, "returned": returned}


def cto8(on: str) -> Json:
    return {"event": "cto8_report", "on": on}


def custody(begins: str, ends: str | None = None) -> Json:
    return {"event": "custody", "from": begins, "released": ends}


def discharged(on: str, by: str = "responsible_clinician") -> Json:
    return {"event": "order_discharged", "on": on, "by": by}


def applied(section: str, on: str, withdrawn: str | None = None) -> Json:
    return {
        "event": "tribunal_application",
        "section": section,
        "on": on,
        "withdrawn": withdrawn,
    }


def considered(on: str) -> Json:
    return {"event": "tribunal_considered", "on": on}


def relative_notice(method: str, moment: str) -> Json:
    return {"event": "nearest_relative_notice", "method": method, "at": moment}


def barred(on: str, relative_informed: str | None = None) -> Json:
    return {"event": "barring_report", "on": on, "relative_informed": relative_informed}


def deadline(found: Json, key: str) -> Any:
    """A deadline as (first reading, safe reading, debatable), or None where it does not apply."""
    one = found["deadlines"].get(key)
    return one and (one.get("on") or one["at"], one["safe"], one["debatable"])


def sure(moment: str) -> tuple[str, str, bool]:
    """A deadline about which nothing is debatable."""
    return moment, moment, False


def first_or_safe(on: str, safe: str) -> tuple[str, str, bool]:
    """A debatable deadline."""
    return on, safe, True


def refused(found: Json) -> list[int]:
    """The places of the refused events."""
    return [one["index"] for one in found["refused"]]


def why(found: Json) -> str:
    """All reasons of all refusals."""
    return "; ".join(reason for one in found["refused"] for reason in one["reasons"])
