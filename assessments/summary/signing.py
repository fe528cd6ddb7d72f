"""What was signed and no longer stands, and how conditions were worded when they were answered."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Assessment, Condition, Record, Statement, Voiding
from cto.accounts.models import User


@dataclass(frozen=True)
class Voided:
    """What was put forward, and perhaps stated, until a change made it void.

    ``stated_by`` is empty and ``stated_at`` None where the AMHP had not stated.
    """

    put_forward_by: str
    put_forward_at: datetime
    stated_by: str
    stated_at: datetime | None
    because: str
    by: str
    at: datetime


def latest_voiding(assessment: Assessment) -> Voided | None:
    """What was signed last for this version and is void; None where nothing is, or it was signed
    again since, or the version is sealed or closed. One query.
    """
    if not assessment.is_open or assessment.state.is_signed:
        return None
    row = (
        Voiding.objects.filter(
            put_forward__assessment=assessment, put_forward__version=assessment.version
        )
        .select_related("voided_by", "put_forward__signed_by", "put_forward__statement__signed_by")
        .order_by("-voided_at")
        .first()
    )
    if row is None:
        return None
    signed = row.put_forward
    statement: Statement | None = getattr(signed, "statement", None)
    return Voided(
        put_forward_by=signed.signed_by.name,
        put_forward_at=signed.signed_at,
        stated_by=statement.signed_by.name if statement else "",
        stated_at=statement.signed_at if statement else None,
        because=row.because,
        by=row.voided_by.name,
        at=row.voided_at,
    )


def wordings(assessment: Assessment, rows: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The words of these versions of this assessment's conditions, standing or not. One query."""
    found = Condition.objects.filter(assessment=assessment, pk__in=list(rows))
    return dict(found.values_list("pk", "wording"))


def sealed_reference(assessment: Assessment, version: int) -> str:
    """The reference of the record of this version, empty while it is not sealed."""
    found = Record.objects.filter(assessment=assessment, version=version)
    return found.values_list("reference", flat=True).first() or ""


def stated_on(put_forward: uuid.UUID, assessment: Assessment, by: User) -> bool:
    """Whether this person has stated on what was put forward then."""
    found = Statement.objects.filter(put_forward=put_forward, put_forward__assessment=assessment)
    return found.filter(signed_by=by).exists()
