"""Adding people and changing their particulars: what is kept, refused, voided and audited."""

from datetime import date

import pytest

from assessments.lifecycle import Status
from assessments.models import Patient, PatientRevision, SearchKey
from assessments.services import patients
from assessments.services.refusals import Overtaken, Refused
from cto.audit.models import Entry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def users():
    return make.team()


def least(users, **changes):
    """The least that a person is added with."""
    values = {
        "name": "Bea Sample",
        "date_of_birth": date(1985, 1, 2),
        "nhs_number": "9990000026",
        "community_team": users.nurse.teams.get(),
    }
    return {**values, **changes}


def add(users, by, **changes):
    return patients.add(values=least(users, **changes), by=by, at=make.MOMENT)


def test_a_name_a_birth_a_number_and_a_team_are_enough(users):
    patient = add(users, users.nurse)

    assert Patient.objects.visible_to(users.nurse).get() == patient
    assert (patient.revision, patient.revisions.get().recorded_by) == (1, users.nurse)


def test_neither_number_is_refused_and_nothing_is_kept(users):
    with pytest.raises(Refused, match="Enter an NHS number or a local hospital number"):
        add(users, users.nurse, nhs_number="")

    assert (Patient.objects.count(), SearchKey.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
def test_auditors_and_system_administrators_add_nobody(users, who):
    with pytest.raises(Refused, match="Only a clinician or the Mental Health Act office"):
        add(users, getattr(users, who))

    assert Patient.objects.count() == 0


def test_nobody_adds_a_person_whom_they_then_could_not_see(users):
    with pytest.raises(Refused, match="Choose one of your own teams"):
        add(users, users.other)

    assert Patient.objects.count() == 0


@pytest.mark.parametrize("role", ["inpatient_rc", "community_rc", "amhp", "care_coordinator"])
def test_a_member_who_adds_a_person_names_nobody(users, role):
    named = {"amhp": users.amhp, "care_coordinator": users.ot}.get(role, users.other)

    with pytest.raises(Refused, match="Leave the people to be named"):
        add(users, users.nurse, **{role: named})

    assert add(users, users.mha, **{role: named}).named_ids == {named.pk}


def test_a_number_registered_out_of_sight_says_only_that_and_is_audited(users):
    known = add(users, users.nurse)
    own = {"community_team": users.other.teams.get(), "name": "Someone Else"}

    with pytest.raises(Refused) as refusal:
        add(users, users.other, **own)

    assert refusal.value.reasons == (patients.ALREADY_REGISTERED,)
    entry = Entry.objects.filter(outcome="refused").get()
    assert (entry.action, entry.actor, entry.about) == ("added_person", users.other, known.pk)
    assert entry.subject_id == str(known.pk)
    assert entry.detail == {"why": "number_registered"}


def test_a_number_registered_in_sight_says_whose_it_is(users):
    add(users, users.nurse)

    with pytest.raises(Refused, match="Bea Sample is already registered with this NHS number"):
        add(users, users.ot, name="Bea Sampel")


def test_a_number_cannot_be_changed_to_one_that_is_taken(users):
    patient = make.person(users)
    add(users, users.nurse)

    with pytest.raises(Refused, match="already registered"):
        patients.change_identity(
            patient=patient, values={"nhs_number": "9990000026"}, shown=1, by=users.rc
        )

    patient.refresh_from_db()
    assert (patient.nhs_number, patient.revision) == ("9990000018", 1)


def test_the_same_form_sent_twice_adds_one_person(users):
    token = make.token()

    first = patients.add(values=least(users), by=users.nurse, submission=token)
    second = patients.add(values=least(users), by=users.nurse, submission=token)

    assert first == second
    assert Patient.objects.count() == 1


# Who, which verb, which value; and whether it is allowed to somebody who sees the person.
MAY_CHANGE = [
    ("rc", patients.change_identity, {"language": "Welsh"}, True),
    ("mha", patients.change_identity, {"language": "Welsh"}, True),
    ("nurse", patients.change_identity, {"language": "Welsh"}, False),  # the RC or the office
    ("amhp", patients.change_detention, {"hospital": "Elsewhere"}, False),
    ("mha", patients.change_detention, {"hospital": "Elsewhere"}, True),
    ("ot", patients.name_roles, {"care_coordinator": None}, False),
    ("rc", patients.name_roles, {"care_coordinator": None}, True),
    ("ot", patients.change_relatives, {"relative_name": "Sam"}, True),  # members hear of it first
    ("mha", patients.change_relatives, {"relative_name": "Sam"}, True),
    ("auditor", patients.change_relatives, {"relative_name": "Sam"}, False),
]


@pytest.mark.parametrize(("who", "change", "values", "allowed"), MAY_CHANGE)
def test_who_may_change_which_part(users, who, change, values, allowed):
    patient = make.person(users)
    call = {"patient": patient, "values": values, "shown": 1, "by": getattr(users, who)}

    if not allowed:
        with pytest.raises(Refused):
            change(**call)
    assert allowed == (allowed and change(**call).revision == 2)


def test_every_earlier_value_stays_with_who_and_when(users):
    patient = make.person(users)

    patients.change_identity(
        patient=patient, values={"name": "Amara Best"}, shown=1, by=users.mha, at=make.MOMENT
    )

    first, second = PatientRevision.objects.filter(patient=patient)
    assert (first.values["name"], second.values["name"]) == ("Amara Test", "Amara Best")
    assert (second.recorded_by, second.recorded_at) == (users.mha, make.MOMENT)


def test_saving_what_stands_already_makes_no_new_version(users):
    patient = make.person(users)

    patients.change_identity(patient=patient, values={"name": "Amara Test"}, shown=1, by=users.rc)

    assert PatientRevision.objects.filter(patient=patient).count() == 1


def test_a_change_made_meanwhile_to_the_same_part_overtakes(users):
    patient = make.person(users)
    patients.change_identity(patient=patient, values={"language": "Welsh"}, shown=1, by=users.rc)

    with pytest.raises(Overtaken):
        patients.change_identity(
            patient=patient, values={"language": "Urdu"}, shown=1, by=users.mha
        )

    patient.refresh_from_db()
    assert patient.language == "Welsh"


def test_a_change_made_meanwhile_to_another_part_does_not(users):
    patient = make.person(users)
    patients.change_relatives(
        patient=patient, values={"relative_name": "Sam"}, shown=1, by=users.nurse
    )

    patients.change_identity(patient=patient, values={"language": "Urdu"}, shown=1, by=users.mha)

    patient.refresh_from_db()
    assert (patient.language, patient.relative_name, patient.revision) == ("Urdu", "Sam", 3)


# Role, who, and the sentence that refuses them: s.34 (RC), s.114 (AMHP), s.17A(4)(b) (two people).
DO_NOT_FIT = [
    ("inpatient_rc", "nurse", "is not an approved clinician"),
    ("community_rc", "amhp", "is not an approved clinician"),
    ("amhp", "nurse", "is not an approved mental health professional"),
    ("care_coordinator", "mha", "is not a clinician"),
]


@pytest.mark.parametrize(("role", "who", "sentence"), DO_NOT_FIT)
def test_nobody_holds_a_role_they_may_not_hold(users, role, who, sentence):
    patient = make.person(users)

    with pytest.raises(Refused, match=sentence):
        patients.name_roles(
            patient=patient, values={role: getattr(users, who)}, shown=1, by=users.mha
        )


def test_changing_particulars_voids_what_was_signed(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)

    patients.change_detention(
        patient=one.patient, values={"hospital": "Elsewhere"}, shown=1, by=users.mha
    )

    one.refresh_from_db()
    assert one.state is Status.WITH_TEAM


def test_the_audit_names_the_fields_and_never_their_values(users):
    patient = make.person(users)

    patients.change_identity(
        patient=patient, values={"diagnosis": "Schizophrenia"}, shown=1, by=users.rc
    )

    entry = Entry.objects.filter(action="changed_identity").get()
    assert (entry.about, entry.detail) == (patient.pk, {"fields": "diagnosis"})
