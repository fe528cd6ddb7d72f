"""The sealed record: bytes that are stored once and served as they are for ever."""

from django.conf import settings
from django.db import models

from assessments.lifecycle import Outcome
from assessments.models.append_only import AppendOnly


class Record(AppendOnly):
    """One sealed version of one assessment.

    ``snapshot`` is the canonical JSON of the summary, ``snapshot_sha256`` its hash in
    hexadecimal; the check code printed on each page is made from that hash.
    """

    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="records")
    version = models.PositiveIntegerField()
    reference = models.CharField(max_length=20, unique=True)
    outcome = models.CharField(max_length=20, choices=[(o.value, o.words) for o in Outcome])
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
        ordering = ["assessment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "version"], name="a_version_seals_once")
        ]

    def __str__(self) -> str:
        return self.reference
