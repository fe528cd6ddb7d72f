"""A person's particulars in words, now and before each change, for their own page."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from assessments.models import (
    Assessment,
    Ethnicity,
    Nation,
    Order,
    Patient,
    RelativeStanding,
    Victims,
)
from assessments.statute import sections
from assessments.summary import order_page, standing, worklist
from assessments.summary.conditions_in_use import OrderInUse, order_in_use
from assessments.summary.finding import colleagues, teams
from assessments.summary.order_page import OrderNow
from assessments.summary.order_reviews import ReviewLine, reviews_of
from assessments.summary.particulars import UNKNOWN
from cto.design.words import birth, nhs_number, short_day

NOBODY, NO_TEAM = "Nobody named", "None"

# The part of the particulars, as the services name it: its heading, its fields with their labels.
PARTS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "identity": (
        "Who they are",
        (
            ("name", "Name"),
            ("preferred_name", "Likes to be called"),
            ("date_of_birth", "Date of birth"),
            ("nhs_number", "NHS number"),
            ("local_number", "Hospital number"),
            ("ethnicity", "Ethnicity"),
            ("language", "Language"),
            ("interpreter_needed", "Interpreter"),
            ("diagnosis", "Diagnosis"),
        ),
    ),
    "detention": (
        "Section and hospital",
        (
            ("section", "Liable to detention under"),
            ("restricted", "Restriction"),
            ("section_2_admission_on", "Admitted under section 2"),
            ("section_began_on", "Section began"),
            ("section_ends_on", "Section ends"),
            ("first_medication_on", "First medication in this detention"),
            ("hospital", "Responsible hospital"),
            ("nation", "Rules and forms of"),
            ("victims", "A victim asked to be told, or to be heard"),
            ("victim_contact", "Contact for victims"),
        ),
    ),
    "roles": (
        "Teams and people",
        (
            ("inpatient_team", "In-patient team"),
            ("inpatient_rc", "Responsible clinician in hospital"),
            ("community_team", "Community team"),
            ("community_rc", "Responsible clinician in the community"),
            ("amhp", "Approved mental health professional"),
            ("care_coordinator", "Care coordinator"),
        ),
    ),
    "relatives": (
        "Wishes and nearest relative",
        (
            ("advance_decision", "Advance decision or statement"),
            ("attorney_or_deputy", "Attorney or deputy"),
            ("relative_standing", "Nearest relative"),
            ("relative_name", "Name of the nearest relative"),
            ("relative_relationship", "Relationship"),
            ("relative_contact", "Contact for the nearest relative"),
            ("relative_reason", "Why nobody is named or consulted"),
        ),
    ),
}
DATES = {
    "section_2_admission_on",
    "section_began_on",
    "section_ends_on",
    "first_medication_on",
}
TEAMS = {"inpatient_team", "community_team"}
PEOPLE = {"inpatient_rc", "community_rc", "amhp", "care_coordinator"}
CHOICES: dict[str, dict[Any, str]] = {
    "ethnicity": dict(Ethnicity.choices),
    "nation": dict(Nation.choices),
    "relative_standing": dict(RelativeStanding.choices),
    "victims": dict(Victims.choices),
    "interpreter_needed": {True: "Needed", False: "Not needed"},
    "restricted": {True: "A restriction is in force", False: "None recorded"},
    "section": {power.key: power.label for power in sections.POWERS},
}
# Said only where it is recorded: most people have none.
LEFT_OUT_WHERE_EMPTY = {"local_number", "victims", "victim_contact", "relative_reason"}
# Asked of a nearest relative who is known; where nobody is, there is nothing that lacks.
OF_A_KNOWN_RELATIVE = {"relative_name", "relative_relationship", "relative_contact"}
NOBODY_KNOWN = {RelativeStanding.UNKNOWN.value, RelativeStanding.NONE.value}


@dataclass(frozen=True)
class Part:
    """One part of the particulars: heading, and rows of label and words, never blank."""

    key: str
    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Changed:
    """One change: who, when, and for each field its label, the words before and the words after."""

    number: int
    by: str
    at: datetime
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Particulars:
    """What is known now, and each change that led here, the newest first."""

    parts: tuple[Part, ...]
    changes: tuple[Changed, ...]
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class PersonPage:
    """All that a person's own page shows. ``decided`` are lines, ``records`` newest first.

    ``order`` is the decision to make an order that stands, ``review`` the date agreed after it
    while no order exists. ``now`` is the newest order at this moment, ``earlier`` those before it;
    ``reviews`` are those of all orders. ``used``: the newest order's conditions and contacts.
    """

    particulars: Particulars
    opened: Assessment | None
    move: standing.Move | None
    records: tuple[standing.Sealed, ...]
    decided: tuple[str, ...]
    order: standing.Sealed | None
    review: worklist.ReviewRow | None
    now: OrderNow | None
    earlier: tuple[Order, ...]
    reviews: tuple[ReviewLine, ...]
    used: OrderInUse | None


def page(patient: Patient, user: Any) -> PersonPage:
    """The person's page as this user reads it: a fixed number of queries."""
    opened = open_assessment(patient)
    records = standing.sealed_records([patient.pk]).get(patient.pk, ())
    orders = order_page.orders_of(patient)
    reviews = reviews_of(order.pk for order in orders)
    decided = standing.decided_words(patient, records)
    stands = standing.order_now(records)
    if orders and stands is not None and stands.effective_at is not None:
        decided = decided[:-1]  # the order's own lines say more
    now = _order_now(orders, reviews)
    return PersonPage(
        particulars=particulars(patient),
        opened=opened,
        move=standing.whose_move(opened, user) if opened else None,
        records=records,
        decided=decided,
        order=stands,
        review=None if orders else worklist.review_now(patient),
        now=now,
        earlier=orders[1:],
        reviews=tuple(line for order in orders for line in reviews.get(order.pk, ())),
        used=order_in_use(now.order, now.rows, now.story, today=now.today) if now else None,
    )


def _order_now(
    orders: tuple[Order, ...], reviews: Mapping[UUID, tuple[ReviewLine, ...]]
) -> OrderNow | None:
    """The newest order at this moment, with everything that is due for the person."""
    if not orders:
        return None
    newest = orders[0]
    return order_page.order_now(
        newest,
        due=order_page.due_of(newest.patient),
        reviews=reviews.get(newest.pk, ()),
        first=len(orders) == 1,
    )


def open_assessment(patient: Patient) -> Assessment | None:
    """The one assessment of this person that is open, if one is."""
    opened = Assessment.objects.open().filter(patient=patient).first()
    if opened is not None:
        opened.patient = patient  # already here with everybody named
    return opened


def particulars(patient: Patient) -> Particulars:
    """Everything recorded about who the person is: three queries, whatever their history."""
    revisions = list(patient.revisions.select_related("recorded_by").order_by("number"))
    names = _names(revisions)
    first, now = revisions[0], revisions[-1].particulars
    changes = [
        _changed(before.particulars, after, names)
        for before, after in itertools.pairwise(revisions)
    ]
    return Particulars(
        parts=tuple(_part(key, now, names) for key in PARTS),
        changes=tuple(reversed(changes)),
        added_by=first.recorded_by.name,
        added_at=first.recorded_at,
    )


def last_change(patient: Patient, part: str) -> tuple[str, datetime]:
    """Who changed this part of the particulars last, and when."""
    fields = [field for field, _ in PARTS[part][1]]
    revisions = list(patient.revisions.select_related("recorded_by").order_by("-number"))
    for after, before in itertools.pairwise(revisions):
        if any(after.particulars[field] != before.particulars[field] for field in fields):
            return after.recorded_by.name, after.recorded_at
    return revisions[-1].recorded_by.name, revisions[-1].recorded_at


def _names(revisions: list[Any]) -> Mapping[str, str]:
    """What to call every user and team that any of the revisions names."""
    people = {r.particulars[role] for r in revisions for role in PEOPLE if r.particulars[role]}
    found = {pk: f"{user.name}, {user.description}" for pk, user in colleagues(people).items()}
    return found | {str(pk): name for pk, name in teams()}


def _part(key: str, values: Mapping[str, Any], names: Mapping[str, str]) -> Part:
    heading, fields = PARTS[key]
    left_out = set(LEFT_OUT_WHERE_EMPTY)
    if values["relative_standing"] in NOBODY_KNOWN:
        left_out |= OF_A_KNOWN_RELATIVE
    rows = tuple(
        (label, words_of(field, values[field], names))
        for field, label in fields
        if values[field] or field not in left_out
    )
    return Part(key, heading, rows)


def _changed(before: Mapping[str, Any], after: Any, names: Mapping[str, str]) -> Changed:
    differences = tuple(
        (
            label,
            words_of(field, before[field], names),
            words_of(field, after.particulars[field], names),
        )
        for _, fields in PARTS.values()
        for field, label in fields
        if before[field] != after.particulars[field]
    )
    if why := after.values.get("dates_reason"):
        differences += (("Why the dates of the order changed", "", why),)
    return Changed(after.number, after.recorded_by.name, after.recorded_at, differences)


def words_of(field: str, value: Any, names: Mapping[str, str]) -> str:
    """One particular as a revision keeps it, in words; never blank."""
    if field in CHOICES:
        return CHOICES[field].get(value, UNKNOWN)
    if field in PEOPLE:
        return names.get(value, NOBODY)
    if field in TEAMS:
        return names.get(value, NO_TEAM)
    if not value:
        return UNKNOWN
    if field == "date_of_birth":
        return birth(date.fromisoformat(value))
    if field in DATES:
        return short_day(date.fromisoformat(value))
    return nhs_number(value) if field == "nhs_number" else str(value)
