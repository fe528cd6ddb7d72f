"""Adding people and keeping their particulars right, with every earlier version kept."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import permissions
from assessments.models import Assessment, Patient, PatientRevision, SearchKey
from assessments.models.search import keys_of
from assessments.services import orders, worklist
from assessments.services.refusals import OUT_OF_DATE, Clash, Overtaken, Refused, refuse
from assessments.services.writing import cleaned, moment, void_signatures
from assessments.summary.due import ENDED
from assessments.summary.orders import latest_order
from cto.audit import door

ALREADY_REGISTERED = (
    "Someone with this number is already registered. Ask the Mental Health Act office for access."
)

IDENTITY = (
    "name",
    "preferred_name",
    "nhs_number",
    "local_number",
    "date_of_birth",
    "ethnicity",
    "language",
    "interpreter_needed",
    "diagnosis",
)
DETENTION = (
    "nation",
    "hospital",
    "section",
    "restricted",
    "section_2_admission_on",
    "section_began_on",
    "section_ends_on",
    "first_medication_on",
    "victim_contact",
)
ROLES = (
    "inpatient_team",
    "community_team",
    "inpatient_rc",
    "community_rc",
    "amhp",
    "care_coordinator",
)
RELATIVES = (
    "advance_decision",
    "attorney_or_deputy",
    "relative_standing",
    "relative_name",
    "relative_relationship",
    "relative_contact",
    "relative_reason",
)


def add(
    *,
    values: dict[str, Any],
    by: Any,
    submission: uuid.UUID | None = None,
    demonstration: bool = False,
    at: datetime | None = None,
) -> Patient:
    """Register a person. ``values`` are fields of ``Patient``.

    Raises ``Refused`` where the user may not, a value cannot be stored, the number is already
    registered, or the user would lose sight of the person they add.
    """
    repeated = PatientRevision.objects.filter(submission=submission).first()
    if submission is not None and repeated is not None:
        if (repeated.number, repeated.recorded_by_id) != (1, by.pk):
            raise Refused([OUT_OF_DATE])
        return repeated.patient
    patient = Patient(demonstration=demonstration, **_stored_form(values))
    with _audited(patient, "added_person", by):
        refuse(permissions.reasons_not_to_add_person(by))
        refuse(_reasons_number_is_taken(patient, by))
        refuse(_reasons_roles_do_not_fit(patient, changed=ROLES))
        _store(patient, by=by, at=at, submission=submission)
        if not Patient.objects.visible_to(by).filter(pk=patient.pk).exists():
            raise Refused(
                ["Choose one of your own teams or name yourself, so that you can see this person."]
            )
        door.wrote(by, "added_person", patient, about=patient.pk, at=at)
    return patient


def change_identity(**call: Any) -> Patient:
    """Correct who the person is. Arguments as ``_change``."""
    return _change(IDENTITY, permissions.reasons_not_to_change_particulars, "identity", **call)


def change_detention(**call: Any) -> Patient:
    """Correct section, hospital and their dates. Arguments as ``_change``."""
    return _change(DETENTION, permissions.reasons_not_to_change_particulars, "detention", **call)


def name_roles(**call: Any) -> Patient:
    """Name teams, responsible clinicians, AMHP and care coordinator. Arguments as ``_change``."""
    return _change(ROLES, permissions.reasons_not_to_name_roles, "roles", **call)


def change_relatives(**call: Any) -> Patient:
    """Record nearest relative, advance decision, attorney or deputy. Arguments as ``_change``."""
    return _change(RELATIVES, permissions.reasons_not_to_change_relatives, "relatives", **call)


def _change(
    fields: tuple[str, ...],
    may: Any,
    part: str,
    *,
    patient: Patient,
    values: dict[str, Any],
    shown: int,
    by: Any,
    submission: uuid.UUID | None = None,
    since: date | None = None,
    at: datetime | None = None,
) -> Patient:
    """Change some of a person's particulars and keep the ones before.

    ``shown`` is the revision that the form was made from. Raises ``Overtaken`` where one of
    ``fields`` has changed since, ``Refused`` with reasons. A change voids the signatures of an
    assessment that was put forward. A live order follows: its dates are counted again, and a
    new responsible clinician or hospital is entered in its ledger, ``since`` the day given.
    """
    with _audited(patient, f"changed_{part}", by):
        locked = Patient.objects.select_for_update().get(pk=patient.pk)
        if _stored_before(locked, submission, by):
            return locked
        refuse(may(by, locked))
        _refuse_if_overtaken(locked, fields, shown)
        changed = _apply(locked, fields, _stored_form(values))
        if changed:
            refuse(_reasons_number_is_taken(locked, by))
            refuse(_reasons_roles_do_not_fit(locked, changed=changed))
            locked.revision += 1
            _store(locked, by=by, at=at, submission=submission)
            _void_open_assessment(locked, part, by=by, at=moment(at))
            _keep_order(locked, changed, since=since, by=by, at=at)
            door.wrote(
                by, f"changed_{part}", locked, about=locked.pk, at=at, fields=",".join(changed)
            )
    return locked


@contextmanager
def _audited(patient: Patient, what: str, by: Any) -> Iterator[None]:
    """One transaction; a refusal is audited after its rollback."""
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        about = None if patient._state.adding else patient.pk
        audit = partial(door.refused, by, what, "patient", patient.pk, about=about)
        if ALREADY_REGISTERED in refusal.reasons:
            audit(why="number_registered")
        else:
            audit()
        raise


def _stored_before(patient: Patient, submission: uuid.UUID | None, by: Any) -> bool:
    if submission is None:
        return False
    stored = PatientRevision.objects.filter(submission=submission).first()
    if stored is not None and (stored.patient_id, stored.recorded_by_id) != (patient.pk, by.pk):
        raise Refused([OUT_OF_DATE])
    return stored is not None


def _refuse_if_overtaken(patient: Patient, fields: tuple[str, ...], shown: int) -> None:
    if shown == patient.revision:
        return
    then = patient.revisions.filter(number=shown).first()
    if then is None or any(then.values[f] != plain(patient)[f] for f in fields):
        raise Overtaken(Clash("particulars", patient))


def _apply(patient: Patient, fields: tuple[str, ...], values: dict[str, Any]) -> tuple[str, ...]:
    changed = [f for f in fields if f in values and getattr(patient, f) != values[f]]
    for field in changed:
        setattr(patient, field, values[field])
    return tuple(changed)


def _store(patient: Patient, *, by: Any, at: datetime | None, submission: uuid.UUID | None) -> None:
    relations = [f.name for f in Patient._meta.fields if f.is_relation]
    try:
        patient.clean_fields(exclude=relations)
        patient.validate_constraints(exclude=relations)
    except ValidationError as problem:
        raise Refused(problem.messages) from problem
    try:
        with transaction.atomic():
            patient.save()
    except IntegrityError as problem:
        raise Refused([ALREADY_REGISTERED]) from problem
    PatientRevision.objects.create(
        patient=patient,
        number=patient.revision,
        values=plain(patient),
        submission=submission,
        recorded_by=by,
        recorded_at=moment(at),
    )
    _index(patient)


def _index(patient: Patient) -> None:
    """Make the search keys equal to what the person is called now."""
    wanted = keys_of(patient)
    stored = {bytes(row.key): row for row in patient.search_keys.all()}
    for key in stored.keys() - wanted:
        stored[key].delete()
    SearchKey.objects.bulk_create(
        SearchKey(patient=patient, key=key) for key in sorted(wanted - stored.keys())
    )


def _stored_form(values: dict[str, Any]) -> dict[str, Any]:
    stored = dict(values)
    for number in ("nhs_number", "local_number"):
        if number in stored:
            stored[number] = stored[number] or None
    return cleaned(Patient, stored)


def plain(patient: Patient) -> dict[str, Any]:
    """The particulars as JSON can hold them."""
    values = {}
    for field in (*IDENTITY, *DETENTION, *ROLES, *RELATIVES):
        value = getattr(patient, f"{field}_id" if field in ROLES else field)
        values[field] = str(value) if isinstance(value, date | uuid.UUID) else value
    return values


def _reasons_number_is_taken(patient: Patient, by: Any) -> tuple[str, ...]:
    """The one answer that admits to an unseen person: the number is registered already."""
    for field, label in (("nhs_number", "NHS number"), ("local_number", "hospital number")):
        number = getattr(patient, field)
        if not number:
            continue
        other = Patient.objects.filter(**{field: number}).exclude(pk=patient.pk).first()
        if other is None:
            continue
        if Patient.objects.visible_to(by).filter(pk=other.pk).exists():
            return (f"{other.name} is already registered with this {label}.",)
        return (ALREADY_REGISTERED,)
    return ()


def _reasons_roles_do_not_fit(patient: Patient, *, changed: tuple[str, ...]) -> tuple[str, ...]:
    """Who may hold which role: RC approved clinician (s.34), AMHP approved, two people."""
    reasons = []
    for field in ("inpatient_rc", "community_rc"):
        rc = getattr(patient, field)
        if field in changed and rc and not rc.is_approved_clinician:
            reasons.append(f"{rc.name} is not an approved clinician and cannot be the RC.")
    if "amhp" in changed and patient.amhp and not patient.amhp.is_amhp:
        reasons.append(f"{patient.amhp.name} is not an approved mental health professional.")
    if patient.amhp_id and patient.amhp_id in patient.rc_ids:
        reasons.append("The AMHP and the responsible clinician must be two different people.")
    coordinator = patient.care_coordinator
    if "care_coordinator" in changed and coordinator and not coordinator.is_clinician:
        reasons.append(f"{coordinator.name} is not a clinician and cannot be care coordinator.")
    return tuple(reasons)


def _keep_order(
    patient: Patient, changed: tuple[str, ...], *, since: date | None, by: Any, at: datetime | None
) -> None:
    """Make the order and the work-list follow the particulars."""
    order = latest_order(patient)
    if order is not None and order.status not in ENDED:
        on = since or timezone.localdate(moment(at))
        if {"community_rc", "inpatient_rc"} & set(changed):
            rc = patient.community_rc or patient.inpatient_rc
            details = {"to": rc.name if rc else "", "to_id": str(rc.pk) if rc else ""}
            kind = "responsible_clinician_changed"
            orders.note_change(order=order, kind=kind, details=details, on=on, by=by, at=at)
        if "hospital" in changed:
            details = {"hospital": patient.hospital}
            kind = "hospital_assigned"
            orders.note_change(order=order, kind=kind, details=details, on=on, by=by, at=at)
    worklist.rebase(patient)


def _void_open_assessment(patient: Patient, part: str, *, by: Any, at: datetime) -> None:
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("patient")
        .open()
        .filter(patient=patient)
        .first()
    )
    if assessment is not None and assessment.state.is_signed:
        because = f"The person's particulars ({part}) were changed."
        void_signatures(assessment, because=because, by=by, at=at)
