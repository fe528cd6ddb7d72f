"""The state that the fold builds up: a person's orders, and what belongs to the person.

Only the event handlers change it, each in the module of its own subject.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from .calendar_words import in_words, moment_in_words
from .events import TribunalApplication
from .facts import Facts
from .moments import Moment
from .periods import Reading
from .results import Deadline, Period, Status
from .rules import RuleSet, law_on


class Hold(Protocol):
    """An absence or a custody: something that moves the end of an order."""

    def end_of_order(self, ends: Deadline[date]) -> Deadline[date]:
        """The order's last day, given what it is without this hold."""

    def end_as_known(self, ends: Deadline[date], day: date) -> Deadline[date]:
        """``end_of_order`` as far as is known on ``day``, when the hold may still go on."""

    def end_of_window(self, closes: Deadline[date]) -> Deadline[date]:
        """The last day for an extension, given what it is without this hold."""


@dataclass(slots=True)
class Recall:
    """A recall from its notice to its end.

    ``served`` is the earliest service of its notices, ``notice_served`` the latest notice's.
    ``ends`` is the end of the 72 hours: None before detention, and while the patient is absent on
    the day on which they would end; ``would_end`` is then what they were, which binds a patient who
    is back before. ``notice_doubtful``: only one reading allows a notice;
    ``doubtful``: only one allows the detention. ``hours_doubtful_from``: from then on the 72 hours
    run on one reading only (s.21(4)); a notice given then ``disputes`` the recall of those hours.
    """

    served: Reading[datetime]
    notice_served: Deadline[datetime]
    notice_doubtful: bool = False
    disputes: Recall | None = None
    detained: datetime | None = None
    ends: Deadline[datetime] | None = None
    would_end: Deadline[datetime] | None = None
    closed: datetime | None = None
    doubtful: bool = False
    hours_doubtful_from: datetime | None = None

    def over_by(self, instant: datetime) -> bool:
        """Whether the recall had ended: released, revoked, or the 72 hours gone."""
        if self.closed is not None and instant >= self.closed:
            return True
        return self.ends is not None and instant >= self.ends.when.on

    def may_be_over_by(self, instant: datetime) -> bool:
        """Whether the 72 hours had ended on a reading of s.21(4)."""
        return self.hours_doubtful_from is not None and instant >= self.hours_doubtful_from


@dataclass(frozen=True, slots=True)
class Ending:
    """How and when an order was discharged or revoked."""

    status: Status
    moment: Moment


@dataclass(slots=True)
class Order:
    """One community treatment order. ``law`` is the rule set of the day on which it was made."""

    made: Moment
    law: RuleSet
    periods: list[Period]
    holds: list[Hold] = field(default_factory=list)
    recalls: list[Recall] = field(default_factory=list)
    ending: Ending | None = None

    @property
    def period(self) -> Period:
        """The last valid period, even before it starts."""
        return self.periods[-1]

    @property
    def recall(self) -> Recall | None:
        """The latest recall."""
        return self.recalls[-1] if self.recalls else None

    @property
    def detention(self) -> Recall | None:
        """The recall that detains the patient, if any: the latest, or the one that it disputes."""
        recall = self.recall
        if recall is not None and recall.disputes is not None and recall.detained is None:
            return recall.disputes
        return recall

    def ends(self, last: Reading[date] | None = None) -> Deadline[date]:
        """The last day in force: the last period's end, as absences and custody move it.

        ``last`` is another reading of the last period's end.
        """
        ends = Deadline(last or self.period.last, self.period.source, self.period.working)
        for hold in self.holds:
            ends = hold.end_of_order(ends)
        return ends

    def ends_as_known(self, day: date) -> Deadline[date]:
        """``ends`` as far as is known on ``day``: not what an absence may still become."""
        ends = Deadline(self.period.last, self.period.source, self.period.working)
        for hold in self.holds:
            ends = hold.end_as_known(ends, day)
        return ends

    def doubtful_on(self, day: date) -> bool:
        """Whether the order is in force on ``day`` on one reading only."""
        return day > self.ends().when.safe


@dataclass(frozen=True, slots=True)
class Revival:
    """The detention that revives on revocation (s.17G).

    ``referred``: s.68(7) applies. ``doubtful``: only one reading allows the revocation.
    """

    day: date
    ends: Deadline[date]
    law: RuleSet
    referred: bool
    doubtful: bool


@dataclass(slots=True)
class RelativeNotice:
    """A nearest relative's notice; ``ends`` is the end of the 72 hours that follow it.

    ``doubtful``: the order was in force on one reading only when it was given.
    """

    given: Moment
    served: Reading[datetime]
    ends: Deadline[datetime]
    doubtful: bool
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A barring report and how long it lasts; ``informed`` is when the relative was told."""

    first_day: date
    last: Deadline[date]
    informed: date | None


@dataclass(slots=True)
class Case:
    """Everything accepted so far about one person."""

    facts: Facts
    orders: list[Order] = field(default_factory=list)
    revivals: list[Revival] = field(default_factory=list)
    applications: list[TribunalApplication] = field(default_factory=list)
    considered_on: list[date] = field(default_factory=list)
    notices: list[RelativeNotice] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def order(self) -> Order | None:
        """The latest order."""
        return self.orders[-1] if self.orders else None

    @property
    def revival(self) -> Revival | None:
        """The detention revived by the latest order's revocation."""
        order = self.order
        if order is None or order.ending is None or order.ending.status is not Status.REVOKED:
            return None
        return self.revivals[-1]

    def law_on(self, day: date) -> RuleSet:
        """The rule set for an event on ``day``."""
        return law_on(day, mha_2025_from=self.facts.mha_2025_from)

    def order_in_force(self, moment: Moment) -> tuple[Order | None, list[str]]:
        """The order, or why none was in force at ``moment`` on any reading."""
        order = self.order
        if order is None:
            return None, [f"No order had been made by {in_words(moment.day)}"]
        if order.ending is not None:
            ending = order.ending
            return None, [f"The order was {ending.status.value} {when(ending.moment)}"]
        last_day = order.ends().when.on
        if moment.day > last_day:
            return None, [f"The order ended on {in_words(last_day)}"]
        return order, []


def when(moment: Moment) -> str:
    """A moment in a sentence: "on 4 May 2027" or "at 10:00 on Tuesday 4 May 2027"."""
    if moment.has_time:
        return f"at {moment_in_words(moment.instant)}"
    return f"on {in_words(moment.day)}"
