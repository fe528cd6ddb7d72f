"""Recall to hospital, the 72 hours, release and revocation (ss.17E to 17G)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from .absence import reasons_if_absent
from .business_days import business_day_after
from .calendar_words import in_words, moment_in_words, months_in_words, with_weekday
from .case import Case, Ending, Order, Recall, Revival
from .events import (
    AT_ADDRESS,
    IN_HAND,
    OrderRevoked,
    RecallDetention,
    RecallNotice,
    RecallRelease,
    RecallTransfer,
)
from .moments import Moment
from .periods import (
    Reading,
    end_of_hours,
    last_day_of_months,
    london_day,
    next_day,
    start_of_day,
)
from .results import Deadline, Status
from .rules import Nation

POSTED_RECALL_BUSINESS_DAYS = 2  # reg 6(6)(c)


def service_of_recall(method: str, given: Moment, nation: Nation) -> Deadline[datetime]:
    """When a recall notice counts as served (England reg 6(6), Wales reg 19(4)-(5)).

    At once in the patient's hand; at the usual or last known address from the start of the day
    after, business day or not; by first-class post from the start of the second business day after
    posting.
    """
    day = with_weekday(given.day)
    served: Reading[datetime]
    if method == IN_HAND:
        served = Reading.certain(given.instant)
        working = "Handed to the patient: served at once"
    elif method == AT_ADDRESS:
        served = Reading.certain(start_of_day(next_day(given.day)))
        working = f"Delivered to the address on {day}: served at the start of the day after"
    else:
        served = business_day_after(
            given.day,
            POSTED_RECALL_BUSINESS_DAYS,
            common_law_days_doubtful=nation.common_law_days_doubtful,
        ).then(start_of_day)
        working = f"First-class post on {day}: served on the second business day after posting"
        working += posting_note(served)
    return Deadline(served, nation.recall_service_source, working)


def posting_note(served: Reading[datetime]) -> str:
    """Why service by post is debatable in Wales, or nothing."""
    if not served.debatable:
        return ""
    return (
        "; Good Friday and Christmas Day are taken as holidays, which the Welsh regulations leave "
        f"open (otherwise {in_words(london_day(served.widest))})"
    )


def recall_notice(case: Case, event: RecallNotice) -> list[str]:
    """CTO3, by the responsible clinician alone (s.17E)."""
    order, reasons = case.order_in_force(event.at)
    if order is None:
        return reasons
    recall, disputed = order.recall, _disputed_detention(order, event.at.instant)
    reasons = _reasons_if_detained(recall, event.at)
    if reasons and disputed is None:
        return reasons
    notice = service_of_recall(event.method, event.at, case.facts.nation)
    doubtful = disputed is not None or order.doubtful_on(event.at.day)
    if doubtful:
        working = notice.working + "; only one reading allows a notice then"
        notice = Deadline(notice.when.doubted(), notice.source, working)
    if recall is None or recall is disputed or recall.over_by(event.at.instant):
        order.recalls.append(Recall(notice.when, notice, doubtful, disputed))
    else:
        recall.notice_served = notice
        recall.served = min(recall.served, notice.when, key=lambda reading: reading.on)
        if not doubtful:
            recall.notice_doubtful, recall.disputes = False, None
    return []


def _disputed_detention(order: Order, instant: datetime) -> Recall | None:
    """The detention whose 72 hours run on at ``instant`` on one reading only (s.21(4))."""
    recall = order.detention
    if recall is None or recall.over_by(instant) or not recall.may_be_over_by(instant):
        return None
    return recall


def _reasons_if_detained(recall: Recall | None, moment: Moment) -> list[str]:
    if recall is None or recall.detained is None or recall.over_by(moment.instant):
        return []
    return [f"Already detained under a recall since {moment_in_words(recall.detained)}"]


def recall_detention(case: Case, event: RecallDetention) -> list[str]:
    """Detention by virtue of the notice begins, and with it the 72 hours (s.17F(8), CTO4)."""
    order, reasons = case.order_in_force(event.at)
    if order is None:
        return reasons
    recall, instant = order.recall, event.at.instant
    if recall is None or recall.over_by(instant):
        return ["No recall notice is live"]
    reasons = _reasons_if_detained(recall, event.at) + reasons_if_absent(order, event.at)
    if instant < recall.served.widest:
        reasons.append(f"The notice counts as served only at {moment_in_words(recall.served.on)}")
    if not reasons:
        recall.doubtful = (
            recall.notice_doubtful or instant < recall.served.on or order.doubtful_on(event.at.day)
        )
        recall.detained = instant
        recall.ends = hours_of_recall(order, recall, instant)
    return reasons


def hours_of_recall(order: Order, recall: Recall, detained: datetime) -> Deadline[datetime]:
    """72 hours from the start of detention, elapsed, through nights, weekends and clock changes.

    Where only one reading allows the detention, the safe end is not after the order's, nor after
    that of the hours that its notice disputes.
    """
    hours, doubtful = order.law.recall_hours, recall.doubtful
    end = safe = end_of_hours(detained, hours)
    last = order.ends().when
    if doubtful:
        safe = min(end, start_of_day(next_day(last.safe)))
    if recall.disputes is not None and recall.disputes.ends is not None:
        safe = min(safe, recall.disputes.ends.when.on)
    working = f"{hours} hours beginning with {moment_in_words(detained)}, when detention began"
    if london_day(end) > last.on:
        working += f"; the order itself ends before, at the end of {in_words(last.on)}"
    return Deadline(Reading.of_an_end(end, safe, debatable=doubtful), "s.17F(5)-(8)", working)


def recall_transfer(case: Case, event: RecallTransfer) -> list[str]:
    """To another hospital, CTO6: within the 72 hours, which go on (s.17F(2)-(3))."""
    found = _detained_under_recall(case, event.at)
    return [] if isinstance(found, Detained) else found


def recall_release(case: Case, event: RecallRelease) -> list[str]:
    """Released within the 72 hours; the order continues (s.17F(5))."""
    found = _detained_under_recall(case, event.at)
    if not isinstance(found, Detained):
        return found
    found.recall.closed = event.at.instant
    return []


def order_revoked(case: Case, event: OrderRevoked) -> list[str]:
    """CTO5 within the 72 hours, the last minute included: detention revives (ss.17F(4), 17G)."""
    found = _detained_under_recall(case, event.at)
    if not isinstance(found, Detained):
        return found
    doubtful = (
        found.recall.doubtful
        or event.at.instant > found.hours.when.safe
        or found.order.doubtful_on(event.at.day)
    )
    case.revivals.append(_revival(case, found.order, event.at.day, doubtful=doubtful))
    found.recall.closed = event.at.instant
    found.order.ending = Ending(Status.REVOKED, event.at)
    return []


def _revival(case: Case, order: Order, day: date, *, doubtful: bool) -> Revival:
    """Six months beginning with the day of revocation (s.17G, s.20), by that day's law."""
    law = case.law_on(day)
    months = law.revived_months(case.facts.section)
    last = last_day_of_months(day, months)
    working = f"{months_in_words(months)} beginning with {in_words(day)}, the day of revocation"
    if doubtful:
        safe = min(last.safe, order.ends().when.safe)
        last = Reading.of_an_end(last.on, safe, debatable=True)
        working += "; only one reading allows the revocation"
    ends = Deadline(last, "s.17G, s.20", working)
    return Revival(day, ends, law, referred=law.revocation_is_referred, doubtful=doubtful)


class Detained(NamedTuple):
    """A patient detained under a recall, within the 72 hours."""

    order: Order
    recall: Recall
    hours: Deadline[datetime]


def _detained_under_recall(case: Case, at: Moment) -> Detained | list[str]:
    """The detention at a moment, or why there is none."""
    order, reasons = case.order_in_force(at)
    if order is None:
        return reasons
    reasons = reasons_if_absent(order, at)
    recall = order.detention
    if reasons or recall is None or recall.closed is not None or recall.ends is None:
        return reasons or ["The patient is not detained under a recall"]
    if at.instant > recall.ends.when.on:
        end = moment_in_words(recall.ends.when.on)
        return [f"The 72 hours ended at {end}: the patient had to be released by then"]
    return Detained(order, recall, recall.ends)


def deadlines(order: Order, as_of: date) -> Iterator[tuple[str, Deadline[datetime]]]:
    """Service of the latest notice, and the end of its 72 hours as known on ``as_of``."""
    recall, detention = order.recall, order.detention
    if recall is not None:
        yield "notice_served", recall.notice_served
    ends = detention and (detention.ends or _unless_absent(detention.would_end, as_of))
    if ends:
        yield "recall_ends", ends


def _unless_absent(ends: Deadline[datetime] | None, day: date) -> Deadline[datetime] | None:
    """The end of the hours while the absence has not reached its day (s.21(4))."""
    if ends is None or day >= london_day(ends.when.on):
        return None
    note = (
        f"{ends.working}. Where the patient is absent on that day, 72 hours begin with the return"
    )
    return replace(ends, working=note)
