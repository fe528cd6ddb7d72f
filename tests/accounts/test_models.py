"""Who can be what: the constraints as truth tables, asked of the database and of the form."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cto.accounts.models import Team, User
from cto.accounts.professions import CLINICAL, Profession

P = Profession
AC, AMHP = {"is_approved_clinician": True}, {"is_amhp": True}
MHA = {"is_mha_administrator": True}
AUDITOR, SYSADMIN = {"is_auditor": True}, {"is_system_administrator": True}

# profession, roles, whether the law and the separation of duties allow it
TABLE: list[tuple[str, dict[str, bool], bool]] = [
    (P.PSYCHIATRIST, AC, True),
    (P.PSYCHIATRIST, AMHP, False),  # s.114(2)
    (P.PSYCHIATRIST, AC | AMHP, False),  # s.114(2)
    (P.DOCTOR, {}, True),
    (P.DOCTOR, AMHP, False),  # s.114(2)
    (P.SOCIAL_WORKER, AMHP, True),  # Box 2
    (P.NURSE, AMHP, True),  # Box 2
    (P.OCCUPATIONAL_THERAPIST, AMHP, True),  # Box 2
    (P.PSYCHOLOGIST, AMHP, True),  # Box 2
    (P.PHARMACIST, AMHP, False),  # not in Box 2
    (P.THERAPIST, AMHP, False),
    (P.SUPPORT_WORKER, AMHP, False),
    (P.PEER_SUPPORT_WORKER, AMHP, False),
    (P.STUDENT, AMHP, False),
    (P.ADMINISTRATOR, AMHP, False),
    (P.NURSE, AC, True),  # an approved clinician need not be a doctor
    (P.NURSE, AC | AMHP, True),  # both approvals, for different patients
    (P.PSYCHOLOGIST, AC, True),
    (P.ADMINISTRATOR, AC, False),  # not a clinician
    (P.ADMINISTRATOR, {}, True),
    (P.ADMINISTRATOR, MHA, True),
    (P.NURSE, MHA, False),  # the office is not clinical
    (P.ADMINISTRATOR, AUDITOR, True),
    (P.NURSE, AUDITOR, False),  # nobody audits themself
    (P.ADMINISTRATOR, AUDITOR | MHA, False),
    (P.ADMINISTRATOR, AUDITOR | SYSADMIN, False),
    (P.ADMINISTRATOR, SYSADMIN, True),
    (P.PSYCHIATRIST, SYSADMIN, False),
    (P.ADMINISTRATOR, SYSADMIN | MHA, False),
    ("astrologer", {}, False),
]


def a_user(**fields: Any) -> User:
    return User(**{"username": "someone", "name": "Some One", "profession": P.NURSE, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize(("profession", "roles", "allowed"), TABLE)
def test_the_database_knows_which_roles_go_with_which_profession(
    profession: str, roles: dict[str, bool], allowed: bool
) -> None:
    user = a_user(profession=profession, **roles)
    if allowed:
        user.save()
        assert User.objects.filter(pk=user.pk).exists()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            user.save()
        assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("profession", "roles", "allowed"), TABLE)
def test_what_the_database_refuses_is_explained_as_an_instruction_beside_its_field(
    profession: str, roles: dict[str, bool], allowed: bool
) -> None:
    user = a_user(profession=profession, **roles)
    if allowed:
        user.validate_constraints()
        return
    with pytest.raises(ValidationError) as wrong:
        user.validate_constraints()
    for error in wrong.value.error_dict["__all__"]:
        assert str(error.message).startswith(("Untick", "Select"))
        assert hasattr(user, str(error.code))


@pytest.mark.django_db
def test_a_doctor_who_cannot_be_an_amhp_is_told_the_section() -> None:
    with pytest.raises(ValidationError, match=r"section 114\(2\)"):
        a_user(profession=P.DOCTOR, is_amhp=True).validate_constraints()


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["", "Capital"])
def test_a_user_name_is_in_small_letters_and_not_empty(username: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_user(username=username).save()


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["r c", "rс", "-rc", "rc\n", "r'c", "rc\x00", "é"])
def test_a_user_name_that_could_be_taken_for_another_is_not_valid(username: str) -> None:
    with pytest.raises(ValidationError, match="Enter a user name with only small letters"):
        a_user(username=username).clean_fields(exclude=["password"])


@pytest.mark.django_db
def test_a_user_name_is_unique_and_found_in_any_case() -> None:
    user = User.objects.create_user("Rc", "secret", name="A", profession=P.NURSE)
    assert user.username == "rc"
    assert User.objects.get_by_natural_key("RC") == user
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("rC", "secret", name="B", profession=P.NURSE)


@pytest.mark.django_db
def test_a_team_name_is_unique_in_any_case_and_its_kind_is_known() -> None:
    Team.objects.create(name="Ward 2", kind=Team.Kind.INPATIENT)
    for name, kind in (("WARD 2", "inpatient"), ("Ward 3", "moon"), ("", "inpatient")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Team.objects.create(name=name, kind=kind)


@pytest.mark.parametrize("profession", Profession)
def test_whether_somebody_is_a_clinician_follows_from_the_profession(
    profession: Profession,
) -> None:
    assert profession.is_clinical is (profession in CLINICAL)
    assert a_user(profession=profession).is_clinician is (profession is not P.ADMINISTRATOR)


def test_auditor_and_system_administrator_are_never_clinicians() -> None:
    assert not a_user(is_auditor=True).is_clinician
    assert not a_user(is_system_administrator=True).is_clinician


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"profession": P.PSYCHIATRIST, "job_title": "Consultant psychiatrist", **AC},
            "Consultant psychiatrist, approved clinician",
        ),
        (
            {"profession": P.SOCIAL_WORKER, **AMHP},
            "Social worker, approved mental health professional",
        ),
        ({"profession": P.NURSE}, "Mental health or learning disability nurse"),
        ({"profession": P.ADMINISTRATOR, **MHA}, "Mental Health Act administrator"),
        ({"profession": P.ADMINISTRATOR, **AUDITOR}, "Auditor"),
        ({"profession": P.ADMINISTRATOR}, "Administrator (not clinical)"),
    ],
)
def test_a_description_says_in_words_what_somebody_is(fields: dict[str, Any], words: str) -> None:
    assert a_user(**fields).description == words


def test_users_are_shown_by_their_names() -> None:
    assert str(a_user(name="Amara Okonjo")) == "Amara Okonjo"
    assert str(Team(name="Ward 2")) == "Ward 2"
