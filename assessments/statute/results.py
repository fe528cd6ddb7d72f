"""What the timeline gives out: status, periods, deadlines, refusals; and their JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic

from .moments import iso
from .periods import Reading, When


class Status(StrEnum):
    """Where an order stands; the first that holds, ended states first."""

    NOT_MADE = "not_made"
    REVOKED = "revoked"
    DISCHARGED = "discharged"
    EXPIRED = "expired"
    ABSENT = "absent"
    RECALLED = "recalled"
    IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Deadline(Generic[When]):
    """A day or an instant that the law fixes, with where it comes from.

    ``when`` holds days (written as ``on``) or instants (``at``). ``working`` is a sentence that a
    Mental Health Act administrator can follow.
    """

    when: Reading[When]
    source: str
    working: str

    def as_json(self) -> dict[str, object]:
        """The contract's keys."""
        on, safe = self.when.on, self.when.safe
        if isinstance(on, datetime) and isinstance(safe, datetime):
            name, first, second = "at", iso(on), iso(safe)
        else:
            name, first, second = "on", on.isoformat(), safe.isoformat()
        return {
            name: first,
            "safe": second,
            "debatable": self.when.debatable,
            "source": self.source,
            "working": self.working,
        }


@dataclass(frozen=True, slots=True)
class Period:
    """The first period of an order or an extension of it.

    ``report`` is the form that made it: CTO1, CTO7 or CTO8. ``months`` is its length. ``counted``
    is its last day by counting alone; ``last`` is also safe where it is ``doubtful``, which means
    that only one reading allows the report.
    """

    kind: str
    report: str
    first_day: date
    months: int
    counted: Reading[date]
    last: Reading[date]
    source: str
    working: str
    doubtful: bool = False

    def as_json(self) -> dict[str, object]:
        """The contract's keys."""
        return {
            "kind": self.kind,
            "first_day": self.first_day.isoformat(),
            "last_day": self.last.on.isoformat(),
            "safe": self.last.safe.isoformat(),
            "debatable": self.last.debatable,
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that the law does not allow: its place in the list, and every reason."""

    index: int
    event: str
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The contract's keys."""
        return {"index": self.index, "event": self.event, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """One order's story, computed."""

    status: Status
    periods: tuple[Period, ...]
    deadlines: dict[str, Deadline[date] | Deadline[datetime]]
    refused: tuple[Refusal, ...]

    def as_json(self) -> dict[str, object]:
        """The contract's JSON."""
        return {
            "status": self.status.value,
            "periods": [period.as_json() for period in self.periods],
            "deadlines": {key: found.as_json() for key, found in self.deadlines.items()},
            "refused": [refusal.as_json() for refusal in self.refused],
        }
