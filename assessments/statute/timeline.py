"""The one fold: facts in; status, periods, deadlines and refusals out.

Each event is read in time and handed to the function of its subject, which takes it into the state
or says why the law does not allow it. What follows is computed from the final state: all events
count, whenever dated, and the moment asked about only sets the status and the current right to
apply to the tribunal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from . import (
    absence,
    applications,
    custody,
    discharge,
    events,
    extension,
    recall,
    references,
    relative,
    treatment,
)
from .case import Case
from .facts import Facts, read_facts
from .periods import london_day
from .results import Deadline, Refusal, Status, Timeline
from .status import status_at

AnyDeadline = Deadline[date] | Deadline[datetime]


def tribunal_considered(case: Case, event: events.TribunalConsidered) -> list[str]:
    """The tribunal considered the case, from which the long stop counts (s.68(6))."""
    case.considered_on.append(event.on)
    return []


HANDLERS: dict[type[events.Event], Callable[[Case, Any], list[str]]] = {
    events.OrderMade: extension.order_made,
    events.OrderExtended: extension.order_extended,
    events.ConditionsVaried: extension.conditions_changed,
    events.ConditionSuspended: extension.conditions_changed,
    events.RecallNotice: recall.recall_notice,
    events.RecallDetention: recall.recall_detention,
    events.RecallTransfer: recall.recall_transfer,
    events.RecallRelease: recall.recall_release,
    events.OrderRevoked: recall.order_revoked,
    events.Absence: absence.absence,
    events.Cto8Report: absence.cto8_report,
    events.Custody: custody.custody,
    events.OrderDischarged: discharge.order_discharged,
    events.TribunalApplication: applications.tribunal_application,
    events.TribunalConsidered: tribunal_considered,
    events.NearestRelativeNotice: relative.nearest_relative_notice,
    events.BarringReport: relative.barring_report,
}


def timeline(facts: Facts, *, now: datetime) -> Timeline:
    """The story of one order. ``now`` (aware) is used where the facts have no ``as_of``."""
    case = Case(facts)
    refused = []
    for index in in_time(facts.events):
        event = facts.events[index]
        reasons = HANDLERS[type(event)](case, event)
        if reasons:
            refused.append(Refusal(index, event.name, tuple(reasons)))
    as_of = facts.as_of or now
    return Timeline(
        status=status_at(case, as_of),
        periods=tuple(case.order.periods) if case.order else (),
        deadlines=dict(_deadlines(case, as_of)),
        refused=tuple(sorted(refused, key=lambda refusal: refusal.index)),
    )


def timeline_of_json(value: object, *, now: datetime) -> dict[str, object]:
    """The contract: parsed JSON in, JSON out; raises NotWellFormed and nothing else."""
    return timeline(read_facts(value), now=now).as_json()


def in_time(happened: tuple[events.Event, ...]) -> list[int]:
    """The events' places in the list, in the order in which they are read.

    By time; at the same moment the list decides, and so it does between a bare date and a time on
    that day: a bare date comes after every timed event of its day that stands before it.
    """
    latest_of_day: dict[date, datetime] = {}
    keys = []
    for index, event in enumerate(happened):
        moment = event.moment
        instant = moment.instant
        before = latest_of_day.get(moment.day, instant)
        if moment.has_time:
            latest_of_day[moment.day] = max(before, instant)
        else:
            instant = before
        keys.append((instant, index))
    return [index for _, index in sorted(keys)]


def _deadlines(case: Case, as_of: datetime) -> Iterator[tuple[str, AnyDeadline]]:
    """Nothing after discharge; after revocation nothing that belongs to the order."""
    order = case.order
    if order is None or (order.ending and order.ending.status is Status.DISCHARGED):
        return
    if case.revival is None:
        yield from extension.deadlines(order, london_day(as_of))
        yield from recall.deadlines(order, london_day(as_of))
        yield from absence.deadlines(order, as_of)
        yield from treatment.deadlines(case, order)
    else:
        yield "detention_ends", case.revival.ends
    yield from references.deadlines(case, order)
    yield from applications.deadlines(case, order, london_day(as_of))
    yield from relative.deadlines(case)
