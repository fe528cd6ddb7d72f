"""What the Act asks for once a review has ended, and how far ahead the next local review may lie.

A review changes no date of the Act by itself: the outcome only says which statutory form and which
entry of the ledger come next. Sources: ss.17B(4), 17F(4), 20A, 23; SI 2008/1184 regs 6, 13, 15,
18; SI 2008/2439 (W) regs 16, 17, 19, 21.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from .calendar_words import in_words
from .events import ConditionsVaried, Event, OrderExtended, OrderRevoked, RecallNotice
from .forms import form_of
from .periods import last_day_of_months

CONTINUE, VARY, EXTEND, DISCHARGE, REVOKE = "continue", "vary", "extend", "discharge", "revoke"
OUTCOMES = (CONTINUE, VARY, EXTEND, DISCHARGE, REVOKE)
# Those by which the order goes on.
GOES_ON = (CONTINUE, VARY, EXTEND)
REVIEW_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next under the Act. ``kind`` is the entry of the ledger, empty where there is
    none; ``form`` the statutory form, empty where none is prescribed.
    """

    kind: str
    form: str
    sentence: str
    source: str


_EVENTS: Mapping[str, tuple[str, type[Event], str]] = MappingProxyType(
    {
        VARY: ("conditions_varied", ConditionsVaried, "s.17B(4)"),
        EXTEND: ("order_extended", OrderExtended, "s.20A(3)-(9)"),
        REVOKE: ("order_revoked", OrderRevoked, "s.17F(4)"),
    }
)
_SAID = MappingProxyType(
    {
        VARY: "The conditions change only when the responsible clinician completes form {form}.",
        EXTEND: (
            "The order is extended only when the responsible clinician has examined the person "
            "and completed form {form} inside the window, with the AMHP’s agreement."
        ),
        REVOKE: (
            "The order is revoked only when form {form} is completed within the 72 hours, with "
            "the AMHP’s agreement."
        ),
    }
)


def next_step(outcome: str, nation: str, *, recalled: bool, ended: bool = False) -> Step:
    """The form and the entry that follow from an outcome in ``england`` or ``wales``.

    ``recalled``: the person is detained in hospital after a recall, as revoking needs. ``ended``:
    the order has. Raises ``KeyError`` for an outcome that there is not.
    """
    if ended:
        return Step("", "", "The order has ended. Nothing more is signed under it.", "s.17C")
    if outcome == CONTINUE:
        return Step(
            "",
            "",
            "Nothing is signed under the Act. The order goes on until its last day, and ends "
            "then unless it is extended before.",
            "s.17C",
        )
    if outcome == DISCHARGE:
        return _discharge(nation)
    kind, event, source = _EVENTS[outcome]
    if outcome == REVOKE and not recalled:
        form = _name(RecallNotice, nation)
        return Step(
            "recall_notice",
            form,
            "An order can be revoked only while the person is detained in hospital after a "
            f"recall. The notice of recall, form {form}, comes first, on one of its two grounds.",
            "ss.17E, 17F(4)",
        )
    form = _name(event, nation)
    return Step(kind, form, _SAID[outcome].format(form=form), source)


def _discharge(nation: str) -> Step:
    form = "CP8" if nation == "wales" else ""
    how = f", on form {form}" if form else "; no form is prescribed in England"
    return Step(
        "order_discharged",
        form,
        f"The person is discharged only by the responsible clinician’s written order{how}.",
        "s.23(2)(c)",
    )


def _name(event: type[Event], nation: str) -> str:
    form = form_of(event, nation)
    return (form.name(nation) if form else None) or ""


def outcome_faults(outcome: str, *, ended: bool) -> tuple[str, ...]:
    """Why an outcome cannot stand, as instructions: an order that has ended does not go on."""
    if not ended or outcome not in GOES_ON:
        return ()
    return (
        "The order has ended, so it cannot go on. Choose another outcome, or close this review "
        "without a record.",
    )


def next_review_faults(
    next_on: date | None, held_on: date | None, *, goes_on: bool = False
) -> tuple[str, ...]:
    """Why the day of the next local review will not do, as instructions; empty means it will.

    Needed where the order ``goes_on``. At most six months, beginning with the day of the meeting
    (Figure 1). Without a meeting to measure from, nothing is wrong with a day.
    """
    if next_on is None and goes_on:
        return ("Enter the day of the next local review: the order goes on.",)
    if next_on is None or held_on is None:
        return ()
    if next_on <= held_on:
        return ("Enter a day for the next local review that lies after this meeting.",)
    latest = last_day_of_months(held_on, REVIEW_MONTHS).on
    if next_on > latest:
        return (
            f"Enter a day for the next local review on or before {in_words(latest)}, six months "
            "beginning with this meeting.",
        )
    return ()
