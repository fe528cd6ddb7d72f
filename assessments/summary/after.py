"""What stands beside a sealed record: the record itself, and everything added since."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from assessments.lifecycle import Outcome
from assessments.models import (
    Assessment,
    Decision,
    FurtherExplanation,
    Order,
    Record,
    ReviewDate,
    RightsGiven,
    StatutoryForm,
    VersionOpened,
)
from assessments.statute.order_form import FormDates, form_name, oddities
from assessments.statute.results import Status
from assessments.summary.rows import current
from assessments.summary.standing import status_words
from cto.accounts.models import User
from cto.design.words import lower_first


@dataclass(frozen=True)
class AfterDecision:
    """Entries beside the sealed record; ``oddities`` are warnings about the form's dates."""

    explanations: list[FurtherExplanation]
    rights: list[RightsGiven]
    form: StatutoryForm | None
    review: ReviewDate | None
    earlier_reviews: list[ReviewDate]
    oddities: tuple[str, ...]


@dataclass(frozen=True)
class OrderMade:
    """The order that the form of an assessment made, and where it stands, in words."""

    pk: UUID
    words: str
    has_ended: bool

    @property
    def heading(self) -> str:
        return "An order was made" if self.has_ended else "The order goes on"


def order_made(assessment: Assessment) -> OrderMade | None:
    """The order that followed from this assessment, if its form is recorded: one query."""
    order = Order.objects.filter(assessment=assessment).first()
    if order is None:
        return None
    past = order.ends_on is not None and order.ends_on < timezone.localdate()
    ended = past or Status(order.status) in (Status.REVOKED, Status.DISCHARGED, Status.EXPIRED)
    words = lower_first(status_words(order.status, order.ends_on))
    return OrderMade(order.pk, words, has_ended=ended)


def after_decision(record: Record) -> AfterDecision:
    """What was added after this record's assessment was sealed. Four queries; with a form, five."""
    assessment = record.assessment
    reviews = list(
        ReviewDate.objects.filter(assessment=assessment)
        .select_related("recorded_by", "superseded_by")
        .order_by("-recorded_at")
    )
    standing = [review for review in reviews if not hasattr(review, "superseded_by")]
    forms = current(StatutoryForm, assessment)
    form = forms[0] if forms else None
    return AfterDecision(
        explanations=current(FurtherExplanation, assessment),
        rights=current(RightsGiven, assessment),
        form=form,
        review=standing[0] if standing else None,
        earlier_reviews=[review for review in reviews if review not in standing],
        oddities=oddities(form_dates(form, record)) if form else (),
    )


def form_dates(form: StatutoryForm, record: Record) -> FormDates:
    """The form's days beside those of the decision it follows from, and of the detention."""
    patient = record.assessment.patient
    return FormDates(
        part_1_on=form.part_1_on,
        part_2_on=form.part_2_on,
        part_3_on=form.part_3_on,
        effective_on=timezone.localdate(form.effective_at),
        received_on=form.received_on,
        decided_on=timezone.localdate(record.sealed_at),
        planned_on=planned_on(record),
        section_began_on=patient.section_began_on,
        section_ends_on=patient.section_ends_on,
    )


def planned_on(record: Record) -> date | None:
    """The day on which the order was to take effect, in the decision of this version. One query."""
    decisions = Decision.objects.filter(assessment=record.assessment_id, version=record.version)
    return decisions.current().values_list("effective_on", flat=True).first()


def sealed_record(user: User, reference: str) -> Record | None:
    """The record with this reference, if the user may see the person. Without its bytes."""
    return (
        Record.objects.filter(
            reference=reference, assessment__in=Assessment.objects.visible_to(user)
        )
        .defer("pdf", "snapshot")
        .select_related(
            "sealed_by",
            "assessment__patient__inpatient_team",
            "assessment__patient__community_team",
        )
        .first()
    )


def versions(record: Record) -> list[Record]:
    """Every sealed version of the same assessment, newest first, without bytes."""
    return list(
        Record.objects.filter(assessment=record.assessment_id)
        .defer("pdf", "snapshot")
        .select_related("sealed_by")
        .order_by("-version")
    )


def withdrawn(record: Record) -> list[VersionOpened]:
    """Corrections of the same assessment that were opened and given up, oldest first. One query."""
    assessment = record.assessment
    sealed = Record.objects.filter(assessment=assessment).values("version")
    given_up = assessment.versions_opened.exclude(number__in=sealed).select_related("opened_by")
    return [one for one in given_up if not assessment.is_open or one.number != assessment.version]


def statutory_form_named(record: Record) -> str:
    return form_name(record.assessment.patient.nation)


def is_made(record: Record) -> bool:
    return record.outcome == Outcome.MADE.value


def latest_record(assessment: Assessment) -> Record | None:
    """The newest sealed version, without bytes."""
    return assessment.records.defer("pdf", "snapshot").order_by("-version").first()
