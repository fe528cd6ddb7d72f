"""The facts that can happen to an order, as frozen dataclasses.

Each class is one event of the ``timeline`` contract; its fields are the contract's keys. ``moment``
is when the event is read in the story of the order. See ``facts`` for the JSON around them.
"""
# ruff: noqa: RUF009  (each call in a class below makes a dataclass field, with its reader)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .event_fields import (
    ACT_FROM,
    choice_field,
    day_field,
    moment_field,
    section_field,
    time_field,
)
from .moments import Moment, NotWellFormed

IN_HAND = "in_hand"
AT_ADDRESS = "at_address"
FIRST_CLASS_POST = "first_class_post"
SECOND_CLASS_POST = "second_class_post"
EMAIL = "email"

RESPONSIBLE_CLINICIAN = "responsible_clinician"
MANAGERS = "managers"
TRIBUNAL = "tribunal"
NEAREST_RELATIVE = "nearest_relative"


class Event:
    """Something that happened, is planned, or is tried out in a what-if."""

    __slots__ = ()
    name: ClassVar[str]

    @property
    def moment(self) -> Moment:
        """When the event is read; here for those that have ``at``."""
        return self.at  # type: ignore[attr-defined]

    def check(self, where: str) -> None:
        """Raise NotWellFormed for keys that do not fit together; ``where`` is the event's place."""


@dataclass(frozen=True, slots=True)
class OrderMade(Event):
    """The order takes effect: the date and time in Part 3 of CTO1 (s.17A; s.20A(1))."""

    name: ClassVar[str] = "order_made"
    at: Moment = moment_field()


@dataclass(frozen=True, slots=True)
class OrderExtended(Event):
    """The responsible clinician examined the patient and furnished CTO7 (s.20A(4))."""

    name: ClassVar[str] = "order_extended"
    examined: date = day_field()
    furnished: date = day_field()

    @property
    def moment(self) -> Moment:
        """The report is what extends the order."""
        return Moment.of_day(self.furnished)


@dataclass(frozen=True, slots=True)
class ConditionsVaried(Event):
    """The responsible clinician varied the conditions, CTO2 (s.17B(4))."""

    name: ClassVar[str] = "conditions_varied"
    at: Moment = moment_field()


@dataclass(frozen=True, slots=True)
class ConditionSuspended(Event):
    """The responsible clinician suspended a condition (s.17B(5)); no form is prescribed."""

    name: ClassVar[str] = "condition_suspended"
    at: Moment = moment_field()


@dataclass(frozen=True, slots=True)
class RecallNotice(Event):
    """CTO3 was handed over, put through the door or posted (s.17E; reg 6)."""

    name: ClassVar[str] = "recall_notice"
    method: str = choice_field(IN_HAND, AT_ADDRESS, FIRST_CLASS_POST)
    at: Moment = moment_field()
    ground: str = choice_field("treatment_needed", "mandatory_condition")

    def check(self, where: str) -> None:
        """What is handed over is served at that moment, so it needs a time."""
        _handed_over_at_a_time(self.method, self.at, where)


@dataclass(frozen=True, slots=True)
class RecallDetention(Event):
    """Detention in hospital by virtue of the notice began, CTO4 (s.17F(8))."""

    name: ClassVar[str] = "recall_detention"
    at: Moment = time_field()


@dataclass(frozen=True, slots=True)
class RecallTransfer(Event):
    """The recalled patient went to another hospital, CTO6 (s.17F(2)-(3))."""

    name: ClassVar[str] = "recall_transfer"
    at: Moment = time_field()


@dataclass(frozen=True, slots=True)
class RecallRelease(Event):
    """The recalled patient was released and the order continues (s.17F(5))."""

    name: ClassVar[str] = "recall_release"
    at: Moment = time_field()


@dataclass(frozen=True, slots=True)
class OrderRevoked(Event):
    """The order was revoked, CTO5 (s.17F(4))."""

    name: ClassVar[str] = "order_revoked"
    at: Moment = time_field()


@dataclass(frozen=True, slots=True)
class Absence(Event):
    """Absent without leave from the hospital of the recall (s.18(2A)); ``returned`` may be open."""

    name: ClassVar[str] = "absence"
    first_day: date = day_field()
    returned: Moment | None = moment_field(optional=True)

    @property
    def moment(self) -> Moment:
        """The absence is read on its first day."""
        return Moment.of_day(self.first_day)


@dataclass(frozen=True, slots=True)
class Cto8Report(Event):
    """CTO8 was furnished after a return from more than 28 days' absence (s.21B(2))."""

    name: ClassVar[str] = "cto8_report"
    on: date = day_field()

    @property
    def moment(self) -> Moment:
        """The day of the report."""
        return Moment.of_day(self.on)


@dataclass(frozen=True, slots=True)
class Custody(Event):
    """In custody by order of a court (s.22(1)); ``released`` may be open."""

    name: ClassVar[str] = "custody"
    began: date = day_field(key="from")
    released: date | None = day_field(optional=True)

    @property
    def moment(self) -> Moment:
        """Custody is read on its first day."""
        return Moment.of_day(self.began)


@dataclass(frozen=True, slots=True)
class OrderDischarged(Event):
    """Discharged by order under s.23 or by the tribunal under s.72."""

    name: ClassVar[str] = "order_discharged"
    on: Moment = moment_field()
    by: str = choice_field(RESPONSIBLE_CLINICIAN, MANAGERS, TRIBUNAL, NEAREST_RELATIVE)

    @property
    def moment(self) -> Moment:
        """When the order for discharge takes effect."""
        return self.on


@dataclass(frozen=True, slots=True)
class TribunalApplication(Event):
    """An application to the tribunal under ``section``, perhaps withdrawn (s.66, s.69)."""

    name: ClassVar[str] = "tribunal_application"
    section: str = section_field()
    on: date = day_field(earliest=ACT_FROM)
    withdrawn: date | None = day_field(optional=True, earliest=ACT_FROM)

    @property
    def moment(self) -> Moment:
        """The day of the application."""
        return Moment.of_day(self.on)


@dataclass(frozen=True, slots=True)
class TribunalConsidered(Event):
    """The tribunal considered the case, on an application or a reference (s.68(6))."""

    name: ClassVar[str] = "tribunal_considered"
    on: date = day_field(earliest=ACT_FROM)

    @property
    def moment(self) -> Moment:
        """The day of the hearing."""
        return Moment.of_day(self.on)


@dataclass(frozen=True, slots=True)
class NearestRelativeNotice(Event):
    """The nearest relative gave the managers notice of an intended discharge (s.25(1))."""

    name: ClassVar[str] = "nearest_relative_notice"
    method: str = choice_field(IN_HAND, FIRST_CLASS_POST, SECOND_CLASS_POST, EMAIL)
    at: Moment = moment_field()

    def check(self, where: str) -> None:
        """What is handed over is served at that moment, so it needs a time."""
        _handed_over_at_a_time(self.method, self.at, where)


@dataclass(frozen=True, slots=True)
class BarringReport(Event):
    """The responsible clinician barred that discharge, M2 (s.25(1)).

    ``relative_informed`` is when the managers told the relative, where it is known.
    """

    name: ClassVar[str] = "barring_report"
    on: Moment = moment_field()
    relative_informed: date | None = day_field(optional=True)

    @property
    def moment(self) -> Moment:
        """When the report was furnished."""
        return self.on


def _handed_over_at_a_time(method: str, at: Moment, where: str) -> None:
    if method == IN_HAND and not at.has_time:
        raise NotWellFormed(f"{where}.at", "give the time as well: it was handed over")
