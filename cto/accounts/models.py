"""Who works here: teams, and the people who sign in.

No Django permissions, groups or admin: what a person may do follows from their profession, their
approvals and the teams they are in.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from cto.accounts.professions import AMHP_PROFESSIONS, CLINICAL, DOCTORS, Profession

NO_OTHER_ROLE = Q(
    profession=Profession.ADMINISTRATOR,
    is_approved_clinician=False,
    is_amhp=False,
    is_mha_administrator=False,
)

__all__ = ["Profession", "Team", "User", "UserManager"]


class Team(models.Model):
    """A clinical team; patients are visible to the people in their teams."""

    class Kind(models.TextChoices):
        """Where the team works."""

        INPATIENT = "inpatient", "In-patient"
        COMMUNITY = "community", "Community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        "Team name",
        max_length=100,
        error_messages={"blank": "Enter the team's name"},
    )
    kind = models.CharField("Kind of team", max_length=10, choices=Kind)
    lead = models.ForeignKey(
        "accounts.User",
        verbose_name="Team lead",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    deputy = models.ForeignKey(
        "accounts.User",
        verbose_name="Deputy of the team lead",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ("name",)
        # A constraint's error code is the field beside which its message belongs.
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="accounts_team_name_unique",
                violation_error_code="name",
                violation_error_message="Enter another name. A team with this name already exists",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="accounts_team_has_a_name",
                violation_error_code="name",
                violation_error_message="Enter the team's name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["inpatient", "community"]),
                name="accounts_team_kind_known",
                violation_error_code="kind",
                violation_error_message="Select whether the team is in-patient or community",
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by user name, whatever its case."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Store a new user whose password is hashed; without a password nobody can sign in as them.

        Raises `IntegrityError` where a role does not go with the profession.
        """
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this user name in any case; raises `User.DoesNotExist`."""
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in: their profession, approvals and roles.

    A role says what somebody may do in the whole organisation. Who is responsible for a patient
    (responsible clinician, AMHP, care coordinator) is recorded with the patient.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(
        "User name",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9][a-z0-9._-]*\Z",
                "Enter a user name with only small letters a to z, digits, full stops, "
                "hyphens and underscores, starting with a letter or a digit",
            )
        ],
        error_messages={
            "unique": "Enter another user name. This one is already taken",
            "blank": "Enter the user name",
        },
    )
    name = models.CharField(
        "Full name", max_length=150, error_messages={"blank": "Enter the person's full name"}
    )
    email = models.EmailField(
        "Email address",
        blank=True,
        error_messages={"invalid": "Enter an email address like name@example.org"},
    )
    profession = models.CharField("Profession", max_length=30, choices=Profession)
    job_title = models.CharField("Job title", max_length=100, blank=True)
    is_approved_clinician = models.BooleanField("Approved clinician", default=False)
    is_amhp = models.BooleanField("Approved mental health professional (AMHP)", default=False)
    is_mha_administrator = models.BooleanField("Mental Health Act administrator", default=False)
    is_auditor = models.BooleanField("Auditor (information governance)", default=False)
    is_system_administrator = models.BooleanField("System administrator", default=False)
    is_active = models.BooleanField("May sign in", default=True)
    is_demonstration = models.BooleanField("Demonstration sign-in", default=False)
    teams = models.ManyToManyField(Team, related_name="members", blank=True, verbose_name="Teams")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "profession"]

    class Meta:
        ordering = ("name", "username")
        indexes = (models.Index(fields=("name", "username"), name="accounts_user_by_name"),)
        # A constraint's error code is the field beside which its message belongs.
        constraints = (
            models.CheckConstraint(
                condition=Q(username=Lower("username")) & ~Q(username=""),
                name="accounts_user_username_small_letters",
                violation_error_code="username",
                violation_error_message="Enter the user name in small letters",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="accounts_user_has_a_name",
                violation_error_code="name",
                violation_error_message="Enter the person's full name",
            ),
            models.CheckConstraint(
                condition=Q(profession__in=sorted(Profession)),
                name="accounts_user_profession_known",
                violation_error_code="profession",
                violation_error_message="Select the person's profession",
            ),
            models.CheckConstraint(
                condition=Q(is_amhp=False) | ~Q(profession__in=sorted(DOCTORS)),
                name="accounts_user_doctor_is_no_amhp",
                violation_error_code="is_amhp",
                violation_error_message=(
                    "Untick AMHP or select another profession. A doctor cannot be an approved "
                    "mental health professional (Mental Health Act, section 114(2))"
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_amhp=False) | Q(profession__in=sorted(AMHP_PROFESSIONS | DOCTORS)),
                name="accounts_user_amhp_profession",
                violation_error_code="is_amhp",
                violation_error_message=(
                    "Untick AMHP or select another profession. An approved mental health "
                    "professional is a social worker, a mental health or learning disability "
                    "nurse, an occupational therapist or a psychologist"
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_approved_clinician=False) | Q(profession__in=sorted(CLINICAL)),
                name="accounts_user_approved_clinician_is_clinical",
                violation_error_code="is_approved_clinician",
                violation_error_message=(
                    "Untick approved clinician or select a clinical profession. "
                    "Only a clinician can be an approved clinician"
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_mha_administrator=False) | Q(profession=Profession.ADMINISTRATOR),
                name="accounts_user_mha_administrator_not_clinical",
                violation_error_code="is_mha_administrator",
                violation_error_message=(
                    "Untick Mental Health Act administrator, or select the profession "
                    "“Administrator (not clinical)”"
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_auditor=False) | (NO_OTHER_ROLE & Q(is_system_administrator=False)),
                name="accounts_user_auditor_is_nothing_else",
                violation_error_code="is_auditor",
                violation_error_message=(
                    "Untick auditor, or untick every other role and select the profession "
                    "“Administrator (not clinical)”. An auditor has no other part in the service"
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_system_administrator=False) | (NO_OTHER_ROLE & Q(is_auditor=False)),
                name="accounts_user_system_administrator_is_nothing_else",
                violation_error_code="is_system_administrator",
                violation_error_message=(
                    "Untick system administrator, or untick every other role and select the "
                    "profession “Administrator (not clinical)”. A system administrator has no "
                    "other part in the service"
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @cached_property
    def team_ids(self) -> frozenset[uuid.UUID]:
        """The teams this person is in. Asked once for each request."""
        return frozenset(self.teams.values_list("pk", flat=True))

    @property
    def is_clinician(self) -> bool:
        """Whether this person looks after patients: a clinical profession, and no office that
        is kept apart from care (auditor, system administrator).
        """
        return self.profession in CLINICAL and not (self.is_auditor or self.is_system_administrator)

    @property
    def description(self) -> str:
        """What this person is, in words: "Consultant psychiatrist, approved clinician"."""
        office = self.is_auditor or self.is_system_administrator or self.is_mha_administrator
        words = [self.job_title or ("" if office else Profession(self.profession).label)]
        words += [word for held, word in self._roles() if held]
        sentence = ", ".join(word for word in words if word)
        return sentence[:1].upper() + sentence[1:]

    def _roles(self) -> tuple[tuple[bool, str], ...]:
        return (
            (self.is_approved_clinician, "approved clinician"),
            (self.is_amhp, "approved mental health professional"),
            (self.is_mha_administrator, "Mental Health Act administrator"),
            (self.is_auditor, "auditor"),
            (self.is_system_administrator, "system administrator"),
        )

    def get_full_name(self) -> str:
        """The name; Django and allauth ask for it under this name."""
        return self.name
