"""The nearest relative: notice of discharge, the barring report, and the bar (ss.23, 25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from .business_days import business_day_after
from .calendar_words import in_words, moment_in_words, months_in_words, with_weekday
from .case import Bar, Case, RelativeNotice, when
from .events import (
    EMAIL,
    FIRST_CLASS_POST,
    IN_HAND,
    SECOND_CLASS_POST,
    BarringReport,
    NearestRelativeNotice,
)
from .moments import Moment
from .periods import (
    Reading,
    end_of_hours,
    last_day_of_months,
    london_day,
    start_of_day,
)
from .recall import posting_note
from .results import Deadline
from .rules import Nation

ONE_READING = "only one reading has the order in force then"
# Business days after which a notice to the managers counts as given (reg 3).
BUSINESS_DAYS = {EMAIL: 1, FIRST_CLASS_POST: 2, SECOND_CLASS_POST: 4}
_HOW = {
    EMAIL: ("E-mailed", "next business day"),
    FIRST_CLASS_POST: ("First-class post", "second business day after posting"),
    SECOND_CLASS_POST: ("Second-class post", "fourth business day after posting"),
}


def service_on_managers(
    method: str, given: Moment, nation: Nation
) -> tuple[Reading[datetime], str]:
    """When a notice counts as given to the managers (reg 3), and how that is counted."""
    if method == IN_HAND:
        return Reading.certain(given.instant), "handed over"
    served: Reading[datetime] = business_day_after(
        given.day,
        BUSINESS_DAYS[method],
        common_law_days_doubtful=nation.common_law_days_doubtful,
    ).then(start_of_day)
    how, counted = _HOW[method]
    working = f"{how} on {with_weekday(given.day)}, given at the start of the {counted}"
    return served, working + posting_note(served)


def nearest_relative_notice(case: Case, event: NearestRelativeNotice) -> list[str]:
    """Notice of an intended discharge: the 72 hours for a barring report begin (s.25(1))."""
    order, reasons = case.order_in_force(event.at)
    reasons = reasons + _reasons_without_power(case) + _reasons_by_email(case, event)
    if order is not None and not reasons:
        nation = case.facts.nation
        served, how = service_on_managers(event.method, event.at, nation)
        hours = case.law_on(event.at.day).relative_notice_hours
        # The report is a duty: what is later for service is not the safe end of its time.
        ends = Reading.of_an_end(end_of_hours(served.on, hours), end_of_hours(served.widest, hours))
        working = f"{hours} hours beginning with {moment_in_words(served.on)} ({how})"
        doubtful = order.doubtful_on(event.at.day)
        if doubtful:
            ends = ends.doubted()
            working += f"; {ONE_READING}"
        due = Deadline(ends, f"s.25(1), {nation.relative_service_source}", working)
        case.notices.append(RelativeNotice(event.at, served, due, doubtful))
    return reasons


def _reasons_without_power(case: Case) -> list[str]:
    if not case.facts.under_part_3:
        return []
    return [
        f"The nearest relative of a patient under section {case.facts.section} has no power to "
        "discharge (Sch 1 Pt 1)"
    ]


def _reasons_by_email(case: Case, event: NearestRelativeNotice) -> list[str]:
    allowed_from = case.facts.nation.notice_by_email_from
    if event.method != EMAIL or (allowed_from is not None and event.at.day >= allowed_from):
        return []
    if allowed_from is None:
        return [f"In {case.facts.nation.name} the regulations do not allow notice by e-mail"]
    return [f"Notice by e-mail is allowed only from {in_words(allowed_from)}"]


def barring_report(case: Case, event: BarringReport) -> list[str]:
    """M2 within the 72 hours: a bar begins with the day of the report (s.25(1))."""
    _, reasons = case.order_in_force(event.on)
    if case.revival is not None:
        reasons = []  # The relative could still discharge the patient from the revived detention.
    notice = _notice_to_answer(case, event.on)
    if notice is None:
        reasons.append("No notice of the nearest relative is waiting for a barring report")
    elif _is_late(event.on, notice.ends.when.on):
        reasons.append(f"The 72 hours ended at {moment_in_words(notice.ends.when.on)}")
    if event.relative_informed is not None and event.relative_informed < event.on.day:
        reasons.append(
            f"Relative informed on {in_words(event.relative_informed)}, before the report on "
            f"{in_words(event.on.day)}"
        )
    if notice is not None and not reasons:
        notice.answered = True
        why = ""
        if _report_doubtful(event.on, notice):
            why = "whether the report was within the 72 hours is not certain"
        elif notice.doubtful or _one_reading_has_power(case, event.on):
            why = ONE_READING
        case.bars.append(_bar(case, event, doubt=why))
    return reasons


def _one_reading_has_power(case: Case, on: Moment) -> bool:
    """Whether the patient was on an order or in the revived detention on one reading only."""
    order, revival = case.order, case.revival
    on_order = order is not None and not order.doubtful_on(on.day)
    return not on_order and (revival is None or revival.doubtful)


def _notice_to_answer(case: Case, at: Moment) -> RelativeNotice | None:
    """The first notice without an answer whose time is not over; else the latest such notice."""
    waiting = [
        notice
        for notice in case.notices
        if not notice.answered and at.instant >= _start_for(at, notice.given)
    ]
    in_time = [notice for notice in waiting if not _is_late(at, notice.ends.when.on)]
    return next(iter(in_time or waiting[-1:]), None)


def _start_for(at: Moment, given: Moment) -> datetime:
    return given.instant if at.has_time else start_of_day(given.day)


def _is_late(at: Moment, end: datetime) -> bool:
    return at.instant > end if at.has_time else at.day > london_day(end)


def _report_doubtful(at: Moment, notice: RelativeNotice) -> bool:
    """In time on one reading only: a bare date on the last day, or before the safe end is past."""
    safe = notice.ends.when.safe
    return at.instant > safe if at.has_time else at.day >= london_day(safe)


def _bar(case: Case, event: BarringReport, *, doubt: str) -> Bar:
    months = case.law_on(event.on.day).barring_months
    last = last_day_of_months(event.on.day, months)
    working = f"{months_in_words(months)} beginning with {in_words(event.on.day)}, the report's day"
    if doubt:
        last = last.doubted()
        working += f"; {doubt}"
    return Bar(event.on.day, Deadline(last, "s.25(1)(b)", working), event.relative_informed)


def reasons_not_to_discharge(case: Case, on: Moment) -> list[str]:
    """Why the nearest relative's order for discharge has no effect (ss.23, 25)."""
    reasons = _reasons_without_power(case)
    # A report that was accepted bars, also where its time of day leaves open whether it was late.
    # On a last day that is debatable one reading allows the discharge.
    for bar in case.bars:
        if bar.first_day <= on.day <= bar.last.when.safe:
            reasons.append(f"A barring report bars discharge until {in_words(bar.last.when.on)}")
    if not reasons and not any(_notice_is_over(notice, on) for notice in case.notices):
        reasons.append(_no_notice(case))
    return reasons


def _notice_is_over(notice: RelativeNotice, on: Moment) -> bool:
    """Whether 72 hours had passed since the notice; of a bare date the whole day counts."""
    if notice.answered:
        return False
    end = notice.ends.when.safe
    return on.instant >= end if on.has_time else on.day >= london_day(end)


def _no_notice(case: Case) -> str:
    waiting = [notice for notice in case.notices if not notice.answered]
    if not waiting:
        return "The nearest relative had not given the managers 72 hours' notice (s.25(1))"
    end = moment_in_words(waiting[-1].ends.when.on)
    return f"The 72 hours after the notice given {when(waiting[-1].given)} end at {end}"


def deadlines(case: Case) -> Iterator[tuple[str, Deadline[datetime] | Deadline[date]]]:
    """The time for a barring report after the latest notice, and the latest bar."""
    if case.notices:
        yield "barring_report_by", case.notices[-1].ends
    if case.bars:
        yield "relative_barred_until", case.bars[-1].last
