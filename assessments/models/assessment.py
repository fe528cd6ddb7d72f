"""One assessment: who it is about, how far it has come, who takes part."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.lifecycle import OPEN_STATUSES, Status
from assessments.models.append_only import AppendOnly, AssessmentVersion, first_in_slot
from assessments.models.patient import Patient
from cto.accounts.models import User


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> "AssessmentQuerySet":
        """Assessments of the people whom this user may open."""
        return self.filter(patient__in=Patient.objects.visible_to(user).values("pk"))

    def open(self) -> "AssessmentQuerySet":
        return self.filter(status__in=OPEN_STATUSES)


class Assessment(models.Model):
    """A team's consideration of a CTO for one person, through all its versions.

    ``status`` moves only by ``lifecycle.TRANSITIONS``. Each correction and each return for more
    information opens a version with the next number, and no number is given twice; ``version`` is
    the one that is open, or was sealed last. Every sealed version keeps its own record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="assessments")
    reference = models.CharField(max_length=9, unique=True, editable=False)
    status = models.CharField(
        max_length=12, choices=[(s.value, s.words) for s in Status], default=Status.WITH_TEAM.value
    )
    version = models.PositiveIntegerField(default=1)
    guideline_edition = models.CharField(max_length=40)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    prompts = models.JSONField(default=list, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status__in=OPEN_STATUSES),
                name="one_open_assessment_per_person",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in Status]), name="assessment_status_known"
            ),
        ]
        indexes = [models.Index(fields=["status", "opened_at"])]

    def __str__(self) -> str:
        return f"Assessment {self.reference}"

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def is_correction(self) -> bool:
        """Whether this version corrects a sealed record. No query while it is the first."""
        kind = VersionOpened.Kind.CORRECTION
        opened = self.versions_opened.filter(number=self.version, kind=kind)
        return self.version > 1 and opened.exists()


class VersionOpened(AppendOnly):
    """Why a version began: the first, a correction, or a return for more information."""

    class Kind(models.TextChoices):
        FIRST = "first", "First version"
        CORRECTION = "correction", "Correction"
        MORE_INFORMATION = "more_information", "More information was needed"

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="versions_opened"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.TextField(blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="a_version_opens_once"),
            models.CheckConstraint(
                condition=Q(kind="first") | ~Q(reason=""), name="a_new_version_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.assessment}"


class Closing(AppendOnly):
    """An assessment that ended without a decision, and why."""

    class Why(models.TextChoices):
        ENTERED_IN_ERROR = "entered_in_error", "Entered in error"
        NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="closing")
    why = models.CharField(max_length=20, choices=Why.choices)
    reason = models.TextField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_closing_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.assessment} closed"


class Invitation(AppendOnly):
    """A colleague added by name. They see the person until this version is sealed or closed.

    The next version lets nobody in whom it did not add: who was needed then may not be now.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="invitations")
    version = models.PositiveIntegerField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "version", "member"], name="invited_once_to_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} invited to {self.assessment}"


class Attendance(AssessmentVersion):
    """Whether somebody took part in the assessment, and as what."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    took_part = models.BooleanField()
    how = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            first_in_slot("attendance_per_member", "assessment", "member", member__isnull=False),
            first_in_slot("attendance_per_name", "assessment", "name", member__isnull=True),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"
