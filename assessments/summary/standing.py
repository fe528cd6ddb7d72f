"""Where things stand with a person: the open assessment, whose move it is, what was decided.

Read for many people at once, in a fixed number of queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.lifecycle import Outcome, Turn
from assessments.models import Assessment, Nation, Patient, Record, StatutoryForm
from assessments.statute.plain_words import STATUSES
from assessments.statute.results import Status
from cto.design.words import short_day

# The form from which the order exists: SI 2008/1184 in England, SI 2008/2439 (W) in Wales.
ORDER_FORMS = {Nation.ENGLAND.value: "CTO1", Nation.WALES.value: "CP1"}
NO_ASSESSMENT = "No assessment yet"
NOBODY_NAMED = "nobody named yet"
LIVE = (Status.IN_FORCE, Status.RECALLED, Status.ABSENT)


@dataclass(frozen=True)
class Move:
    """Whose move it is, in words, and whether it is the reader's own; ``team``: everybody's."""

    words: str
    mine: bool
    team: bool = False


@dataclass(frozen=True)
class Sealed:
    """One sealed record, without its bytes. ``superseded``: a later version replaces it.

    ``effective_at`` is the moment on the statutory form, None while that is not recorded.
    ``order_status`` and ``order_ends_on`` (the safe last day) are the order's own copies.
    """

    assessment_id: UUID
    patient_id: UUID
    reference: str
    version: int
    outcome: str
    sealed_at: datetime
    sealed_by: str
    order_status: str | None
    order_ends_on: date | None
    effective_at: datetime | None
    superseded: bool

    @property
    def made(self) -> bool:
        return self.outcome == Outcome.MADE.value

    @property
    def outcome_words(self) -> str:
        return Outcome(self.outcome).words


def whose_move(assessment: Assessment, user: Any) -> Move:
    """Who has to act next on an open assessment, and whether that is this user. No query.

    The assessment comes with its person and everybody named in their care.
    """
    patient, turn = assessment.patient, assessment.state.turn
    if turn is Turn.TEAM:
        return Move("The team", user.is_clinician, team=True)
    if turn is Turn.AMHP:
        return Move(f"AMHP: {_names(patient.amhp)}", user.pk == patient.amhp_id)
    if turn is Turn.RESPONSIBLE_CLINICIAN:
        names = _names(patient.inpatient_rc, patient.community_rc)
        return Move(f"Responsible clinician: {names}", user.pk in patient.rc_ids)
    return Move("Nobody", False)


def sealed_records(patients: Iterable[UUID]) -> dict[UUID, tuple[Sealed, ...]]:
    """The sealed records of these people, newest first: one query."""
    form = StatutoryForm.objects.current().filter(assessment=OuterRef("assessment"))
    rows = list(
        Record.objects.filter(assessment__patient__in=list(patients))
        .annotate(effective_at=Subquery(form.values("effective_at")[:1]))
        .order_by("-sealed_at", "-version")
        .values_list(
            "assessment_id",
            "assessment__patient_id",
            "reference",
            "version",
            "outcome",
            "sealed_at",
            "sealed_by__name",
            "assessment__order__status",
            "assessment__order__ends_on",
            "effective_at",
        )
    )
    newest: dict[UUID, int] = {}
    for assessment, _, _, version, *_ in rows:
        newest[assessment] = max(version, newest.get(assessment, 0))
    found: dict[UUID, list[Sealed]] = {}
    for row in rows:
        assessment, patient, _, version = row[:4]
        one = Sealed(*row, superseded=version < newest[assessment])
        found.setdefault(patient, []).append(one)
    return {patient: tuple(records) for patient, records in found.items()}


def order_now(records: Sequence[Sealed]) -> Sealed | None:
    """The newest decision to make an order that stands, if there is one.

    One that a correction replaced stands too where the statutory form followed from it: the order
    exists from that form, and correcting the record does not end it (s.17C).
    """
    found = (r for r in records if r.made and not (r.superseded and r.effective_at is None))
    return next(found, None)


def order_words(order: Sealed, nation: str) -> str:
    """Whether the order exists, and where it stands today.

    It exists only once the statutory form is recorded (s.17A, s.20A(1)). An order whose last day
    has passed is said to have ended, whatever was copied before.
    """
    if order.effective_at is None:
        return f"Decided, not yet made: {ORDER_FORMS[nation]} is not recorded"
    if order.order_status is None or order.effective_at > timezone.now():
        return f"In effect from {short_day(order.effective_at)}"
    return status_words(order.order_status, order.order_ends_on)


def status_words(status: str, ends_on: date | None) -> str:
    """An order's present status from the copies that it keeps for lists.

    They are of the moment of the last entry: an order that was to begin then has begun since.
    """
    now = Status.IN_FORCE if status == Status.NOT_MADE else Status(status)
    if now in (*LIVE, Status.EXPIRED) and ends_on is not None:
        if ends_on < timezone.localdate():
            return f"Order ended on {short_day(ends_on)}"
        if now is not Status.EXPIRED:
            return f"{STATUSES[now]}, until {short_day(ends_on)} unless extended"
    return f"Order {STATUSES[now].lower()}" if now not in LIVE else STATUSES[now]


def decided_words(patient: Patient, records: Sequence[Sealed]) -> tuple[str, ...]:
    """What was decided last, and whether an order exists, as lines; empty where nothing was."""
    order, newest = order_now(records), next((r for r in records if not r.superseded), None)
    lines = []
    if newest is not None and not newest.made:
        lines.append(f"{newest.outcome_words}, {short_day(newest.sealed_at)}")
    if order is not None:
        lines.append(order_words(order, patient.nation))
    return tuple(lines)


def _names(*people: Any) -> str:
    names = dict.fromkeys(person.name for person in people if person is not None)
    return " or ".join(names) or NOBODY_NAMED
