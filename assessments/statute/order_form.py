"""The form that makes an order, and what looks odd between its dates.

The order exists only from its completed form: CTO1 in England, CP1 in Wales (s.17A(1), (4);
SI 2008/1184 reg 6(1); SI 2008/2439 (W)). Its first period begins with the effective day
(s.20A(1)). Nothing here refuses a date: a form is what it is, and an oddity is said so that
somebody looks at the paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

WALES = "wales"


def form_name(nation: str) -> str:
    """What the form is called where the responsible hospital is."""
    return "CP1" if nation == WALES else "CTO1"


@dataclass(frozen=True)
class FormDates:
    """The days on the form. ``received_on`` is None until the managers have it."""

    part_1_on: date
    part_2_on: date
    part_3_on: date
    effective_on: date
    received_on: date | None = None
    decided_on: date | None = None
    planned_on: date | None = None
    section_began_on: date | None = None
    section_ends_on: date | None = None


def oddities(dates: FormDates) -> tuple[str, ...]:
    """What to look at on the paper form, as sentences; empty where the dates fit together."""
    return tuple(_oddities(dates))


def _oddities(dates: FormDates) -> Iterator[str]:
    if dates.part_2_on < dates.part_1_on:
        yield "Part 2 (AMHP) is dated before Part 1 (responsible clinician)."
    if dates.part_3_on < max(dates.part_1_on, dates.part_2_on):
        yield "Part 3 is dated before Part 1 or Part 2 was complete."
    if dates.effective_on < dates.part_3_on:
        yield "The order takes effect before Part 3 was signed."
    elif dates.effective_on > dates.part_3_on:
        yield (
            "Part 3 was signed on another day than the one on which the order takes effect. "
            "The period is counted from the effective day (s.20A(1)); this is debatable."
        )
    if dates.received_on is not None and dates.received_on < dates.part_3_on:
        yield "The managers received the form before Part 3 was signed."
    if dates.decided_on is not None and dates.part_3_on < dates.decided_on:
        yield "Part 3 was signed before this decision was sealed."
    if dates.section_began_on is not None and dates.effective_on < dates.section_began_on:
        yield (
            "The order takes effect before the recorded section began. It needs a person who is "
            "liable to be detained (s.17A(1), (2))."
        )
    if dates.section_ends_on is not None and dates.effective_on > dates.section_ends_on:
        yield (
            "The order takes effect after the recorded section ended. It needs a person who is "
            "liable to be detained (s.17A(1), (2))."
        )
    if dates.planned_on is not None and dates.effective_on != dates.planned_on:
        yield "The order takes effect on another day than the one in the sealed decision."
