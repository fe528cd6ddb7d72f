"""Adding people and keeping their particulars right, with every earlier version kept."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import permissions
from assessments.models import Assessment, OrderEvent, Patient, PatientRevision, SearchKey
from assessments.models.search import keys_of
from assessments.services import orders, worklist
from assessments.services.refusals import OUT_OF_DATE, Clash, Overtaken, Refused, refuse
from assessments.services.writing import cleaned, moment, void_signatures
from assessments.summary.due import responsible
from assessments.summary.order_basis import Moved, moved
from assessments.summary.orders import live_order
from cto.audit import door
from cto.audit.door import LONGEST_DETAIL
from cto.design.words import short_day

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
    "victims",
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


class _RegisteredOutOfSight(Refused):
    """The one answer that admits to an unseen person; who it is, is for the auditor alone."""

    def __init__(self, other: Patient) -> None:
        super().__init__([ALREADY_REGISTERED])
        self.other = other.pk


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
        refuse(permissions.reasons_not_to_name_people_when_adding(by, patient))
        _refuse_if_number_is_taken(patient, by)
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
    reason: str = "",
    at: datetime | None = None,
) -> Patient:
    """Change some of a person's particulars and keep the ones before.

    ``shown`` is the revision that the form was made from. Raises ``Overtaken`` where one of
    ``fields`` has changed since, ``Refused`` with reasons. A change voids the signatures of an
    assessment that was put forward. A live order follows: its dates are counted again, for the
    ``reason`` given, and a new responsible clinician or hospital is entered in its ledger,
    ``since`` the day given.
    """
    with _audited(patient, f"changed_{part}", by):
        locked = Patient.objects.select_for_update().get(pk=patient.pk)
        if _stored_before(locked, submission, by):
            return locked
        refuse(may(by, locked))
        _refuse_if_overtaken(locked, fields, shown)
        new = {f: value for f, value in _stored_form(values).items() if f in fields}
        dates = moved(locked, new, moment(at))
        before = responsible(locked)
        changed = _apply(locked, new)
        if changed:
            why = _reason_for(dates, reason)
            _refuse_if_number_is_taken(locked, by)
            refuse(_reasons_roles_do_not_fit(locked, changed=changed))
            locked.revision += 1
            _store(locked, by=by, at=at, submission=submission, why=why)
            _void_open_assessment(locked, part, by=by, at=moment(at))
            _keep_order(locked, before, changed, since=since, by=by, at=at)
            detail = {"fields": ",".join(changed)}
            if dates is not None:
                detail["dates"] = ",".join(dates.dates)[:LONGEST_DETAIL]
            door.wrote(by, f"changed_{part}", locked, about=locked.pk, at=at, **detail)
    return locked


def _reason_for(dates: Moved | None, reason: str) -> str:
    """Why the dates of a live order move, cleaned. Raises ``Refused``.

    A date of the Act is moved by a correction with a reason, and in no other way.
    """
    if dates is None or not dates.asks_why:
        return ""
    refuse(dates.refusals)
    why: str = cleaned(OrderEvent, {"reason": reason})["reason"]
    if not why:
        raise Refused(["Enter why the dates of the order change."])
    return why


@contextmanager
def _audited(patient: Patient, what: str, by: Any) -> Iterator[None]:
    """One transaction; a refusal is audited after its rollback."""
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        pk = None if patient._state.adding else patient.pk
        if isinstance(refusal, _RegisteredOutOfSight):
            other, why = refusal.other, "number_registered"
            door.refused(by, what, "patient", pk or other, about=other, why=why)
        else:
            door.refused(by, what, "patient", pk or "", about=pk)
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
    now = plain(patient)
    if then is None or any(then.particulars[f] != now[f] for f in fields):
        raise Overtaken(Clash("particulars", patient))


def _apply(patient: Patient, values: dict[str, Any]) -> tuple[str, ...]:
    changed = [f for f, value in values.items() if getattr(patient, f) != value]
    for field in changed:
        setattr(patient, field, values[field])
    return tuple(changed)


def _store(
    patient: Patient,
    *,
    by: Any,
    at: datetime | None,
    submission: uuid.UUID | None,
    why: str = "",
) -> None:
    """Save the particulars, and keep them as a revision; with ``why`` where dates moved."""
    relations = [f.name for f in Patient._meta.fields if f.is_relation]
    try:
        patient.clean_fields(exclude=relations)
        patient.validate_constraints(exclude=relations)
    except ValidationError as problem:
        raise Refused(problem.messages) from problem
    try:
        with transaction.atomic():
            patient.save()
    except IntegrityError:
        _refuse_if_number_is_taken(patient, by)  # by somebody who was quicker
        raise
    PatientRevision.objects.create(
        patient=patient,
        number=patient.revision,
        values={**plain(patient), **({"dates_reason": why} if why else {})},
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


def _refuse_if_number_is_taken(patient: Patient, by: Any) -> None:
    """Raises ``Refused`` where another person has one of the numbers, named if ``by`` sees them."""
    for field, label in (("nhs_number", "NHS number"), ("local_number", "hospital number")):
        number = getattr(patient, field)
        if not number:
            continue
        other = Patient.objects.filter(**{field: number}).exclude(pk=patient.pk).first()
        if other is None:
            continue
        if Patient.objects.visible_to(by).filter(pk=other.pk).exists():
            raise Refused([f"{other.name} is already registered with this {label}."])
        raise _RegisteredOutOfSight(other)


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
    patient: Patient,
    before: uuid.UUID | None,
    changed: tuple[str, ...],
    *,
    since: date | None,
    by: Any,
    at: datetime | None,
) -> None:
    """Make the order and the work-list follow the particulars. ``before`` is who answered for the
    order until now: in hospital somebody else may be named without a change of theirs.
    """
    order = live_order(patient, moment(at))
    if order is not None:
        on = since or max(timezone.localdate(moment(at)), order.made_on)
        if on < order.made_on:
            made = short_day(order.made_on)
            raise Refused([f"The order was made on {made}. Enter that day or a later one."])
        if responsible(patient) != before:
            rc = patient.community_rc or patient.inpatient_rc
            details = {"to": rc.name if rc else "", "to_id": str(rc.pk) if rc else ""}
            kind = "responsible_clinician_changed"
            orders.note_change(order=order, kind=kind, details=details, on=on, by=by, at=at)
        if "hospital" in changed:
            details = {"hospital": patient.hospital}
            kind = "hospital_assigned"
            orders.note_change(order=order, kind=kind, details=details, on=on, by=by, at=at)
    worklist.rebase(patient, moment(at))


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
