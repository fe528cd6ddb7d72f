"""Alternatives weighed, the pause before a decision, and what the team recommends."""

from django.db import models
from django.db.models import Q

from assessments.models.append_only import AssessmentVersion, first_in_slot


class OptionAppraisal(AssessmentVersion):
    """Reasons for and against one alternative (guideline ``box3``)."""

    option = models.CharField(max_length=30)
    reasons_for = models.TextField(blank=True)
    reasons_against = models.TextField(blank=True)

    class Meta:
        constraints = [
            first_in_slot("appraisal_per_option", "assessment", "option"),
            models.CheckConstraint(
                condition=~Q(reasons_for="") | ~Q(reasons_against=""),
                name="an_appraisal_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.option


class Pause(AssessmentVersion):
    """The responsible clinician's stop before deciding, and what they took from it."""

    reflection = models.TextField()

    class Meta:
        constraints = [
            first_in_slot("one_pause", "assessment"),
            models.CheckConstraint(condition=~Q(reflection=""), name="a_pause_has_words"),
        ]

    def __str__(self) -> str:
        return "Pause before the decision"


class Recommendation(models.TextChoices):
    RECOMMEND = "recommend", "The team recommends a community treatment order"
    DO_NOT = "do_not", "The team does not recommend a community treatment order"
    DISSENT = "dissent", "The team recommends an order, with dissent"


class Agreement(AssessmentVersion):
    """Stage 2: the team's agreement (``agreement.recommend``). It is not the decision."""

    recommendation = models.CharField(max_length=10, choices=Recommendation.choices)
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    agreed_on = models.DateField()

    class Meta:
        constraints = [
            first_in_slot("one_agreement", "assessment"),
            models.CheckConstraint(
                condition=~Q(recommendation="dissent") | ~Q(dissent=""),
                name="dissent_says_whose_and_why",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="an_agreement_has_reasons"),
        ]

    def __str__(self) -> str:
        return self.get_recommendation_display()
