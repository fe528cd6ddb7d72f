"""The lists of the home page, a page of each at a time; and review dates with their history."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import Assessment, Patient, ReviewDate
from assessments.summary import factors, standing
from assessments.summary.read import with_people

ON_A_PAGE = 20


@dataclass(frozen=True)
class PersonRow:
    """One person and where things stand, in lines. ``move`` is None where nothing is open."""

    patient: Patient
    lines: tuple[str, ...]
    move: standing.Move | None


@dataclass(frozen=True)
class OpenRow:
    """One open assessment and whose move it is.

    ``typed``: the factors with a note typed for the reader, who has not confirmed it.
    """

    assessment: Assessment
    move: standing.Move
    typed: tuple[str, ...]


@dataclass(frozen=True)
class ReviewRow:
    """One review date ahead. ``days`` from today; negative where it is overdue."""

    review: ReviewDate
    days: int


def people_of(user: Any, team: UUID | None = None) -> QuerySet[Patient]:
    """Those whom the user may see, of one team or of all."""
    found = Patient.objects.visible_to(user)
    if team is not None:
        found = found.filter(Q(inpatient_team=team) | Q(community_team=team))
    return found


def people(user: Any, team: UUID | None, page: str | None) -> tuple[Page, tuple[PersonRow, ...]]:
    """A page of people by name, with where things stand."""
    shown = _page(people_of(user, team), page)
    ids = [patient.pk for patient in shown]
    records = standing.sealed_records(ids)
    opened = {
        one.patient_id: one
        for one in with_people(Assessment.objects.open()).filter(patient__in=ids)
    }
    rows = tuple(
        _person_row(patient, opened.get(patient.pk), records.get(patient.pk, ()), user)
        for patient in shown
    )
    return shown, rows


def open_assessments(
    user: Any, team: UUID | None, page: str | None
) -> tuple[Page, tuple[OpenRow, ...]]:
    """A page of the open assessments of the user's people, the oldest first."""
    found = Assessment.objects.open().filter(patient__in=people_of(user, team).values("pk"))
    shown = _page(with_people(found).order_by("opened_at", "pk"), page)
    typed = factors.typed_for(user, [one.pk for one in shown])
    return shown, tuple(
        OpenRow(one, standing.whose_move(one, user), typed.get(one.pk, ())) for one in shown
    )


def review_now(patient: Patient) -> ReviewRow | None:
    """The review date that stands for this person, if one was agreed."""
    dates = ReviewDate.objects.current().filter(patient=patient)
    stands = dates.order_by("-assessment__opened_at").first()
    return ReviewRow(stands, (stands.due_on - timezone.localdate()).days) if stands else None


def review_history(assessment: Assessment) -> tuple[ReviewDate, ...]:
    """Every review date that was set for this assessment, each before the one that it replaced."""
    dates = ReviewDate.objects.filter(assessment=assessment).select_related("recorded_by")
    by_replaced = {row.supersedes_id: row for row in dates}
    history: list[ReviewDate] = []
    following = by_replaced.get(None)
    while following is not None:
        history.insert(0, following)
        following = by_replaced.get(following.pk)
    return tuple(history)


def _page(rows: QuerySet, number: str | None) -> Page:
    return Paginator(rows, ON_A_PAGE).get_page(number)


def _person_row(
    patient: Patient,
    one: Assessment | None,
    records: tuple[standing.Sealed, ...],
    user: Any,
) -> PersonRow:
    lines = standing.decided_words(patient, records)
    if one is not None:
        lines = (f"Assessment open: {one.state.words}", *lines)
    move = standing.whose_move(one, user) if one is not None else None
    return PersonRow(patient, lines or (standing.NO_ASSESSMENT,), move)
