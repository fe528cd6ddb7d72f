"""The statutory forms: which goes with what, who signs, and when (section 3 of the legal basis).

Names and purposes only. The application records beside the prescribed forms and never claims to
generate one. Sources: SI 2008/1184 regs 6, 9, 13 to 17, 25, 28; SI 2008/2439 (W) regs 16 to 22,
26, 29, 34.
"""

from __future__ import annotations

from dataclasses import dataclass

from .events import (
    BarringReport,
    ConditionsVaried,
    Cto8Report,
    Event,
    OrderDischarged,
    OrderExtended,
    OrderMade,
    OrderRevoked,
    RecallDetention,
    RecallNotice,
    RecallRelease,
    RecallTransfer,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A statutory form by its name in each nation; None where that nation prescribes none.

    ``check`` marks a Welsh name that is still to be checked against the regulations.
    """

    england: str | None
    wales: str | None
    purpose: str
    signed_by: tuple[str, ...]
    due: str
    event: type[Event] | None = None
    check: bool = False

    def name(self, nation: str) -> str | None:
        """The form's name in ``england`` or ``wales``."""
        return self.wales if nation == "wales" else self.england


_RC, _AMHP, _HM = (
    "responsible clinician",
    "approved mental health professional",
    "managers of the hospital",
)
_SOAD = "second opinion appointed doctor"
_ASAP = "to the managers as soon as reasonably practicable"

FORMS: tuple[Form, ...] = (
    Form("CTO1", "CP1", "Order and conditions", (_RC, _AMHP, _RC), _ASAP, OrderMade),
    Form("CTO2", "CP2", "Conditions varied", (_RC,), _ASAP, ConditionsVaried),
    Form("CTO3", "CP5", "Notice of recall", (_RC,), "served on the patient", RecallNotice),
    Form("CTO4", "CP6 Part 1", "Detention after recall", (_HM,), "on arrival", RecallDetention),
    Form(None, "CP6 Part 2", "Release after recall", (_HM,), "on release", RecallRelease),
    Form("CTO5", "CP7", "Revocation", (_RC, _AMHP, _RC), "within the 72 hours", OrderRevoked),
    Form("CTO6", "TC6", "Transfer after recall", (_HM,), "within the 72 hours", RecallTransfer),
    Form("CTO7", "CP3", "Extension", (_RC, _AMHP, _RC, _HM), "inside the window", OrderExtended),
    Form("CTO8", "CP4", "Return after more than 28 days", (_RC, _HM), "within a week", Cto8Report),
    Form("CTO9", "TC8", "Patient moved from outside", (_RC, _AMHP), "on arrival"),
    Form("CTO10", "TC5", "Responsible hospital assigned", (_HM,), "before transfer", check=True),
    Form("CTO11", "CO7", "Part 4A certificate", (_SOAD,), "before it is needed", check=True),
    Form(
        "CTO12",
        "CO8",
        "Part 4A certificate of consent",
        ("approved clinician in charge",),
        "before it is needed",
        check=True,
    ),
    Form("M2", "NR1", "Discharge barred", (_RC, _HM), "within the 72 hours", BarringReport),
    Form(None, "CP8", "Discharge", (_RC, _HM), "at any time", OrderDischarged),
)

_BY_ENGLISH_NAME = {form.england: form for form in FORMS}
_OF_EVENT = {form.event: form for form in FORMS if form.event is not None}


def form_of(event: type[Event], nation: str) -> Form | None:
    """The form that goes with an event in a nation; None where none is prescribed."""
    form = _OF_EVENT.get(event)
    return form if form is not None and form.name(nation) else None


def period_named(kind: str, report: str, nation: str) -> str:
    """A period of an order by the form that made it: "Extension (CTO7)", in Wales "(CP3)".

    ``kind`` and ``report`` are those of ``results.Period``.
    """
    if kind == "first":
        return "First period"
    return f"Extension ({_BY_ENGLISH_NAME[report].name(nation)})"
