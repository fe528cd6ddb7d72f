"""What the guideline asks: opinions held by people, as rows that are only ever added."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.append_only import AssessmentVersion, first_in_slot


class Voice(models.TextChoices):
    TEAM = "team", "The team"
    PATIENT = "patient", "The person"
    CARER = "carer", "A carer or relative"
    MEMBER = "member", "A member of the team"


class Leaning(models.TextChoices):
    """What the writer says their own words speak for. It is never counted or added up."""

    TOWARDS = "towards", "Speaks for an order"
    AGAINST = "against", "Speaks against an order"
    NEITHER = "neither", "Speaks for neither"


class Standing(models.TextChoices):
    RECORDED = "recorded", "Recorded"
    NOT_KNOWN = "not_known", "Not known"
    NOT_DISCUSSED = "not_discussed", "Not discussed"
    DECLINED = "declined", "Declined to say"


class Consideration(AssessmentVersion):
    """One voice on one factor of the guideline.

    Carers and relatives are named in ``speaker``; a member's own note has ``member``. A note
    whose ``recorded_by`` is not its ``member`` waits for that colleague to confirm it.
    ``interview`` is the version that stood when the words were recorded; ``interview_on``, which
    the reader of rows adds, is the day of that interview as it stands now.
    """

    interview_on: date | None

    factor = models.CharField(max_length=60)
    voice = models.CharField(max_length=10, choices=Voice.choices)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    leaning = models.CharField(max_length=10, choices=Leaning.choices, blank=True)
    standing = models.CharField(max_length=15, choices=Standing.choices)
    source = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)
    first_hand = models.BooleanField(null=True, blank=True)
    third_party = models.BooleanField(default=False)
    interview = models.ForeignKey(
        "assessments.Interview", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            first_in_slot(
                "consideration_per_voice",
                "assessment",
                "factor",
                "voice",
                "speaker",
                member__isnull=True,
            ),
            first_in_slot(
                "consideration_per_member",
                "assessment",
                "factor",
                "member",
                member__isnull=False,
            ),
            models.CheckConstraint(
                condition=Q(voice="member", member__isnull=False)
                | (~Q(voice="member") & Q(member__isnull=True)),
                name="a_note_has_its_member",
            ),
            models.CheckConstraint(
                condition=Q(voice="carer") & ~Q(speaker="") | ~Q(voice="carer") & Q(speaker=""),
                name="a_carer_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(standing="recorded") | ~Q(text=""), name="recorded_means_words"
            ),
        ]
        indexes = [models.Index(fields=["assessment", "factor"])]

    @property
    def interview_thread(self) -> uuid.UUID | None:
        """Which interview it was said at, whatever was corrected about that since."""
        return self.interview.thread if self.interview else None

    def __str__(self) -> str:
        return f"{self.factor}: {self.get_voice_display()}"
