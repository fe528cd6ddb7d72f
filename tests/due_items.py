"""Work-lists for tests of the board: rows as the services would have copied them, many at once."""

import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from assessments.models import Assessment, DueItem, Order, Patient
from tests import factories as make

TODAY = make.TODAY
OFFICES = ("reference_six_months", "reference_after_revocation", "reference_long_stop")


def northgate(users: SimpleNamespace) -> dict[str, Any]:
    """The particulars of somebody in the care of Northgate's team."""
    inpatient, community = sorted(users.rc.teams.all(), key=lambda team: team.kind, reverse=True)
    return {"inpatient_team": inpatient, "community_team": community, "community_rc": users.rc}


def southfield(users: SimpleNamespace) -> dict[str, Any]:
    """The particulars of somebody whom nobody of Northgate may see."""
    return {"community_team": users.other.teams.get(), "community_rc": users.other}


def people(count: int, care: dict[str, Any], **changes: Any) -> list[Patient]:
    """So many people with an order each, and nothing due yet."""
    made = []
    for number in range(count):
        values = {
            "name": f"Person {number:05}",
            "local_number": uuid.uuid4().hex[:20],
            "date_of_birth": date(1990, 6, 17),
            "section": "3",
        }
        made.append(Patient(**{**values, **care, **changes}))
    Patient.objects.bulk_create(made)
    opener = care["community_rc"]
    sealed = [
        Assessment(
            patient=one,
            reference=uuid.uuid4().hex[:9],
            opened_by=opener,
            opened_at=make.MOMENT,
            status="sealed",
        )
        for one in made
    ]
    Assessment.objects.bulk_create(sealed)
    Order.objects.bulk_create(
        Order(
            patient=one.patient,
            assessment=one,
            nation="england",
            section="3",
            opened_at=make.MOMENT,
            status="in_force",
            made_on=TODAY,
        )
        for one in sealed
    )
    return made


def due(patient: Patient, key: str, on: date | datetime, **changes: Any) -> DueItem:
    """One item, not stored: owned and visible as the services would have copied it."""
    order = patient.orders.get()
    at = on if isinstance(on, datetime) else None
    values = {
        "patient": patient,
        "order": order,
        "assessment": order.assessment,
        "key": key,
        "statutory": key != "local_review",
        "due_on": timezone.localdate(on) if isinstance(on, datetime) else on,
        "due_at": at,
        "owner": None if key in OFFICES else patient.community_rc or patient.inpatient_rc,
        "inpatient_team": patient.inpatient_team,
        "community_team": patient.community_team,
    }
    return DueItem(**{**values, **changes})


def stored(patient: Patient, key: str, on: date | datetime, **changes: Any) -> DueItem:
    """One item, stored."""
    item = due(patient, key, on, **changes)
    item.save()
    return item


def spread(patients: list[Patient], *, every: int = 1) -> list[DueItem]:
    """Three things due for each person, from three days ago on, so many days apart."""
    keys = ("order_ends", "local_review", "reference_six_months")
    items = [
        due(one, key, TODAY + timedelta(days=every * (number % 30) - 3))
        for number, one in enumerate(patients)
        for key in keys
    ]
    return DueItem.objects.bulk_create(items)
