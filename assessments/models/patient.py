"""The person, and the changing facts that the Act asks about them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.lifecycle import OPEN_STATUSES
from assessments.models.append_only import AppendOnly
from cto.accounts.models import User


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: User) -> "PatientQuerySet":
        """People whom this user may open.

        The Mental Health Act administrator sees everyone. A clinician sees the people of
        their teams, those in whose care they are named, and those to whose open assessment
        they were added by name, in the version that is open. Nobody else sees anyone.
        """
        if user.is_mha_administrator:
            return self
        if not user.is_clinician:
            return self.none()
        from assessments.models.assessment import Invitation

        teams = user.team_ids
        # By id, as everything else here is an index's: asked of each person, all would be read.
        invited = Invitation.objects.filter(
            assessment__status__in=OPEN_STATUSES, assessment__version=F("version"), member=user
        ).values("assessment__patient")
        return self.filter(
            Q(inpatient_team__in=teams)
            | Q(community_team__in=teams)
            | Q(inpatient_rc=user)
            | Q(community_rc=user)
            | Q(amhp=user)
            | Q(care_coordinator=user)
            | Q(pk__in=invited)
        )


class Nation(models.TextChoices):
    """Which nation's regulations and forms apply: that of the responsible hospital."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class Ethnicity(models.TextChoices):
    """The NHS data dictionary's sixteen groups and 'not stated' (16+1)."""

    WHITE_BRITISH = "A", "White: British"
    WHITE_IRISH = "B", "White: Irish"
    WHITE_OTHER = "C", "White: any other White background"
    MIXED_CARIBBEAN = "D", "Mixed: White and Black Caribbean"
    MIXED_AFRICAN = "E", "Mixed: White and Black African"
    MIXED_ASIAN = "F", "Mixed: White and Asian"
    MIXED_OTHER = "G", "Mixed: any other mixed background"
    INDIAN = "H", "Asian or Asian British: Indian"
    PAKISTANI = "J", "Asian or Asian British: Pakistani"
    BANGLADESHI = "K", "Asian or Asian British: Bangladeshi"
    ASIAN_OTHER = "L", "Asian or Asian British: any other Asian background"
    CARIBBEAN = "M", "Black or Black British: Caribbean"
    AFRICAN = "N", "Black or Black British: African"
    BLACK_OTHER = "P", "Black or Black British: any other Black background"
    CHINESE = "R", "Other ethnic groups: Chinese"
    OTHER = "S", "Other ethnic groups: any other ethnic group"
    NOT_STATED = "Z", "Not stated"


class RelativeStanding(models.TextChoices):
    """Who the nearest relative is (s.26), or why nobody is named or consulted."""

    UNKNOWN = "unknown", "Not known yet"
    NAMED = "named", "Named below"
    NONE = "none", "There is no nearest relative"
    NOT_TO_CONSULT = "not_to_consult", "Named below, not to be consulted"


class Victims(models.TextChoices):
    """Whether a victim asked to be told, or to be heard (Part 3)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


def _role(related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name=related_name,
    )


class Patient(models.Model):
    """One person. Earlier particulars stay in ``PatientRevision``; ``revision`` counts them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    preferred_name = models.CharField(max_length=200, blank=True)
    nhs_number = models.CharField(max_length=10, null=True, blank=True, unique=True)
    local_number = models.CharField(max_length=30, null=True, blank=True, unique=True)
    date_of_birth = models.DateField()
    ethnicity = models.CharField(max_length=1, choices=Ethnicity.choices, blank=True)
    language = models.CharField(max_length=100, blank=True)
    interpreter_needed = models.BooleanField(null=True, blank=True)
    diagnosis = models.TextField(blank=True)

    nation = models.CharField(max_length=7, choices=Nation.choices, default=Nation.ENGLAND)
    hospital = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=20, blank=True)
    restricted = models.BooleanField(default=False)
    section_2_admission_on = models.DateField(null=True, blank=True)
    section_began_on = models.DateField(null=True, blank=True)
    section_ends_on = models.DateField(null=True, blank=True)
    first_medication_on = models.DateField(null=True, blank=True)
    victims = models.CharField(max_length=10, choices=Victims.choices, blank=True)
    victim_contact = models.TextField(blank=True)

    inpatient_team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    community_team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    inpatient_rc = _role("+")
    community_rc = _role("+")
    amhp = _role("+")
    care_coordinator = _role("+")

    advance_decision = models.TextField(blank=True)
    attorney_or_deputy = models.TextField(blank=True)
    relative_standing = models.CharField(
        max_length=20, choices=RelativeStanding.choices, default=RelativeStanding.UNKNOWN
    )
    relative_name = models.CharField(max_length=200, blank=True)
    relative_relationship = models.CharField(max_length=100, blank=True)
    relative_contact = models.TextField(blank=True)
    relative_reason = models.TextField(blank=True)

    demonstration = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nhs_number__isnull=False) | Q(local_number__isnull=False),
                name="patient_has_a_number",
                violation_error_message="Enter an NHS number or a local hospital number.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(nhs_number="") & ~Q(local_number=""),
                name="patient_is_named",
                violation_error_message="Enter the person's name.",
            ),
        ]
        indexes = [
            models.Index(fields=["date_of_birth"]),
            models.Index(fields=["name", "id"], name="patient_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name to use in a sentence."""
        return self.preferred_name or self.name

    @property
    def rc_ids(self) -> frozenset[uuid.UUID]:
        """The responsible clinicians of the in-patient and the community team."""
        return frozenset(i for i in (self.inpatient_rc_id, self.community_rc_id) if i)

    @property
    def named_ids(self) -> frozenset[uuid.UUID]:
        """Everybody who is named in this person's care."""
        others = (self.amhp_id, self.care_coordinator_id)
        return self.rc_ids | frozenset(i for i in others if i)

    @property
    def team_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(i for i in (self.inpatient_team_id, self.community_team_id) if i)


class PatientRevision(AppendOnly):
    """The particulars as they stood from one change to the next. Nothing is overwritten unseen."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["patient", "number"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="one_revision_per_number")
        ]

    @property
    def particulars(self) -> dict[str, Any]:
        """The values, with the answer to a question that was not asked yet as it follows.

        A contact for victims was kept only where one had asked.
        """
        asked = Victims.YES.value if self.values.get("victim_contact") else ""
        return {"victims": asked, **self.values}

    def __str__(self) -> str:
        return f"{self.patient} as of {self.recorded_at:%d %B %Y}"
