"""What may happen to an order, grouped as people look for it, with the paper that goes with it.

Titles are those of ``ledger.KINDS``. Sources: sections 2 and 3 of the legal basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .facts import EVENTS
from .forms import FORMS, Form, form_of
from .ledger import KINDS

# "What happened?": the groups of the page, and the kinds of the ledger in each.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Making and extending": ("order_made", "order_extended"),
        "Conditions": ("conditions_varied", "condition_suspended", "condition_resumed"),
        "Recall to hospital": (
            "recall_notice",
            "recall_detention",
            "recall_transfer",
            "recall_release",
            "order_revoked",
        ),
        "Absence and custody": (
            "absence_began",
            "returned",
            "cto8_report",
            "custody_began",
            "custody_ended",
        ),
        "Ending": ("order_discharged",),
        "Tribunal and hospital managers": (
            "application_made",
            "application_withdrawn",
            "hearing_listed",
            "tribunal_considered",
            "managers_considered",
        ),
        "Nearest relative": (
            "nearest_relative_notice",
            "notice_withdrawn",
            "barring_report",
            "relative_informed",
        ),
        "People and places": ("responsible_clinician_changed", "hospital_assigned"),
        "Other contacts": ("admission_began", "admission_ended", "police_contact"),
        "Something that was due": ("duty_done",),
        "The record itself": ("checked_against_papers",),
    }
)

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "order_extended": "Examined, agreed by an approved mental health professional, and "
        "reported to the managers in the last two months of the order.",
        "conditions_varied": "A new list of conditions. The approved mental health professional’s "
        "agreement is not needed.",
        "condition_suspended": "A condition that does not bind for a time.",
        "condition_resumed": "A suspended condition binds again.",
        "recall_notice": "In writing, by the responsible clinician.",
        "recall_detention": "Arrived at the hospital. The 72 hours begin with this, not with the "
        "notice.",
        "recall_transfer": "The 72 hours go on.",
        "recall_release": "The order goes on.",
        "order_revoked": "Within the 72 hours. Detention for treatment begins again.",
        "absence_began": "From the hospital to which the person was recalled.",
        "cto8_report": "Within a week of the return.",
        "custody_began": "By order of a court: on remand or serving a sentence.",
        "order_discharged": "By the responsible clinician, the managers, the tribunal or the "
        "nearest relative.",
        "hearing_listed": "It may lie ahead.",
        "nearest_relative_notice": "In writing, at least 72 hours before the discharge.",
        "barring_report": "Within 72 hours of the notice: likely, if discharged, to act in a "
        "manner dangerous to self or others.",
        "responsible_clinician_changed": "What is due moves to the new responsible clinician.",
        "admission_began": "Not by recall: informally, or under another section.",
        "police_contact": "It changes no date of the order.",
        "duty_done": "For example: the managers referred the case to the tribunal.",
        "checked_against_papers": "You compared what is recorded here with the signed forms and "
        "letters. It is recorded in your name and changes no date.",
    }
)

# Titles that need more words on their own page than in a ledger.
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "admission_ended": "Left hospital after such an admission",
        "duty_done": "Something that was due is done",
    }
)
# Forms of happenings that are no event of the arithmetic, by their English name.
_FORMS = {"hospital_assigned": "CTO10"}
# Where no form is prescribed: what there is in its place. Keys of ``KINDS``.
_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "condition_suspended": "No statutory form. The responsible clinician writes it down.",
        "condition_resumed": "No statutory form. The responsible clinician writes it down.",
        "order_discharged": "No statutory form. The discharge is in writing.",
        "nearest_relative_notice": "No statutory form. The notice is in writing, to the managers.",
        "application_made": "The tribunal’s own application form.",
    }
)
_NO_PAPER = "No statutory form."


@dataclass(frozen=True, slots=True)
class Paper:
    """The statutory form of a kind in a nation: its name, who signs it, when; in a sentence."""

    name: str
    signed_by: tuple[str, ...]
    words: str


def paper_of(kind: str, nation: str) -> Paper:
    """Which statutory form goes with a kind in ``england`` or ``wales``, and who signs it."""
    if kind == "duty_done":
        return Paper("", (), _certificates(nation))
    form = _form(kind, nation)
    name = form.name(nation) if form else None
    if form is None or name is None:
        return Paper("", (), _INSTEAD.get(kind, _NO_PAPER))
    signers = tuple(dict.fromkeys(form.signed_by))
    said = f"Form {name}, signed by the {_listed(signers)}; {form.due}."
    if form.check and nation == "wales":
        said += " Check the name of the form against the regulations."
    return Paper(name, signers, said)


def title_of(kind: str, nation: str) -> str:
    """A kind with its form: "Recall notice (CTO3)"."""
    name, title = paper_of(kind, nation).name, _TITLES.get(kind, KINDS[kind].title)
    return f"{title} ({name})" if name else title


def _certificates(nation: str) -> str:
    """The one duty of this kind that has a form of its own."""
    second, consent = (
        next(form.name(nation) for form in FORMS if form.england == name)
        for name in ("CTO11", "CTO12")
    )
    said = (
        f"A certificate for medicine is on form {second}, signed by the second opinion appointed "
        f"doctor, or on form {consent}, signed by the approved clinician in charge."
    )
    check = " Check the names of the forms against the regulations." if nation == "wales" else ""
    return said + check


def _form(kind: str, nation: str) -> Form | None:
    if kind in _FORMS:
        return next(form for form in FORMS if form.england == _FORMS[kind])
    event = KINDS[kind].event
    return form_of(EVENTS[event], nation) if event else None


def _listed(signers: tuple[str, ...]) -> str:
    if len(signers) == 1:
        return signers[0]
    return f"{', the '.join(signers[:-1])} and the {signers[-1]}"
