"""The people of one responsible clinician, for giving them to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Q

from assessments.lifecycle import Status
from assessments.models import Assessment, Patient, PatientRevision
from cto.accounts.models import User
from cto.design.words import listed, nhs_number, short_day

SIGNED = tuple(status.value for status in Status if status.is_signed)
PLACES = (("inpatient_rc", "in hospital"), ("community_rc", "in the community"))


@dataclass(frozen=True)
class Caseload:
    """One person, and the places in which the clinician is responsible.

    ``signed``: their assessment was put forward, and a change voids what was signed.
    """

    patient: Patient
    fields: tuple[str, ...]
    signed: bool

    @property
    def words(self) -> str:
        """Name, date of birth and number, where responsible, and what a change would void."""
        number = self.patient.nhs_number
        number = nhs_number(number) if number else f"{self.patient.local_number} (hospital number)"
        where = listed([words for field, words in PLACES if field in self.fields])
        void = ". What was put forward returns to the team" if self.signed else ""
        born = short_day(self.patient.date_of_birth)
        return f"{self.patient.name}, {born}, {number}: {where}{void}"


def of(clinician: User) -> tuple[Caseload, ...]:
    """Everybody whose responsible clinician this is, by name: one query."""
    signed = Assessment.objects.filter(patient=OuterRef("pk"), status__in=SIGNED)
    rows = Patient.objects.filter(Q(inpatient_rc=clinician) | Q(community_rc=clinician))
    return tuple(
        Caseload(patient, fields_of(patient, clinician.pk), patient.signed)
        for patient in rows.annotate(signed=Exists(signed))
    )


def fields_of(patient: Patient, clinician: UUID) -> tuple[str, ...]:
    """The particulars in which this clinician is named as responsible."""
    return tuple(field for field, _ in PLACES if getattr(patient, f"{field}_id") == clinician)


def token(submission: UUID, patient: UUID) -> UUID:
    """One person's part of a form that is about many."""
    return uuid5(submission, str(patient))


def handed_before(submission: str, people: Sequence[str]) -> tuple[Caseload, ...]:
    """Those of these people whom this filling-in of the form has handed over already."""
    try:
        tokens = [token(UUID(submission), UUID(pk)) for pk in people]
    except ValueError:
        return ()
    rows = PatientRevision.objects.filter(submission__in=tokens).select_related("patient")
    return tuple(Caseload(row.patient, (), signed=False) for row in rows)


def leaving() -> tuple[User, ...]:
    """Every approved clinician, and whoever else is somebody's responsible clinician: one query."""
    people = Patient.objects.filter(Q(inpatient_rc=OuterRef("pk")) | Q(community_rc=OuterRef("pk")))
    return tuple(User.objects.filter(Q(is_approved_clinician=True) | Exists(people)))


def taking() -> tuple[User, ...]:
    """Approved clinicians who may sign in: one query."""
    return tuple(User.objects.filter(is_approved_clinician=True, is_active=True))
