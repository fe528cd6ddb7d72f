"""The sealed record: bytes that are stored once and served as they are for ever."""

from django.conf import settings
from django.db import models

from assessments.lifecycle import Outcome
from assessments.models.append_only import AppendOnly


class SealedBytes(AppendOnly):
    """What every sealed document keeps of itself.

    ``snapshot`` is the canonical JSON of the summary, ``snapshot_sha256`` its hash in
    hexadecimal; the check code printed on each page is made from that hash.
    """

    version = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    check_code = models.CharField(max_length=12)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    guideline_edition = models.CharField(max_length=40)
    rules_edition = models.CharField(max_length=40)
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


class Record(SealedBytes):
    """One sealed version of one assessment."""

    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="records")
    outcome = models.CharField(max_length=20, choices=[(o.value, o.words) for o in Outcome])

    class Meta:
        ordering = ["assessment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "version"], name="a_version_seals_once")
        ]


class ReviewRecord(SealedBytes):
    """One sealed version of one review (Stage 4)."""

    review = models.ForeignKey("assessments.Review", models.PROTECT, related_name="records")
    outcome = models.CharField(max_length=20)

    class Meta:
        ordering = ["review", "version"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="a_review_seals_once")
        ]
