"""What follows a sealed decision, added beside it and never into it."""

from django.db import models
from django.db.models import Q

from assessments.models.append_only import AssessmentVersion, first_in_slot


class FurtherExplanation(AssessmentVersion):
    """Further explanation to the person after the decision (``explain.review_agreed``)."""

    explained_on = models.DateField()
    explained_by = models.CharField(max_length=200)
    understood = models.TextField()
    interpreter = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["explained_on", "recorded_at"]

    def __str__(self) -> str:
        return f"Explained on {self.explained_on:%-d %B %Y}"


class RightsGiven(AssessmentVersion):
    """Rights and the advocate's leaflet given (ss.132A, 130D), by word and in writing."""

    given_on = models.DateField()
    given_by = models.CharField(max_length=200)
    rights_spoken = models.BooleanField()
    rights_leaflet = models.BooleanField()
    advocate_leaflet = models.BooleanField()
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["given_on", "recorded_at"]

    def __str__(self) -> str:
        return f"Rights given on {self.given_on:%-d %B %Y}"


class StatutoryForm(AssessmentVersion):
    """The dates on the completed CTO1 (Wales CP1). The order exists from ``effective_at``.

    Source: s.17A, s.20A(1); SI 2008/1184 reg 6(1); SI 2008/2439 (W).
    """

    effective_at = models.DateTimeField()
    part_1_on = models.DateField()
    part_2_on = models.DateField()
    part_3_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [first_in_slot("one_statutory_form", "assessment")]

    def __str__(self) -> str:
        return f"Order in effect from {self.effective_at:%-d %B %Y}"


class ReviewDate(AssessmentVersion):
    """A local review date for a person. A later version moves it, with the reason."""

    patient = models.ForeignKey(
        "assessments.Patient", on_delete=models.PROTECT, related_name="review_dates"
    )
    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="review_dates"
    )
    due_on = models.DateField(db_index=True)
    reason = models.TextField(blank=True)
    agreed_with_person = models.BooleanField()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            first_in_slot("one_review_date", "assessment"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""),
                name="a_moved_review_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Review due on {self.due_on:%-d %B %Y}"
