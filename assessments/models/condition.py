"""Discretionary conditions as the team words them. The two mandatory ones are law, not rows."""

from django.db import models
from django.db.models import Q

from assessments.models.append_only import AssessmentVersion, first_in_slot


class Condition(AssessmentVersion):
    """One version of one discretionary condition (s.17B(2)).

    ``position`` fixes the order of printing. ``key`` is the guideline's (``condition.contact``)
    or ``condition.additional`` for the team's own. A condition is taken out by a version with
    ``withdrawn`` and a reason; what was proposed stays readable.
    """

    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    wording = models.TextField()
    purposes = models.JSONField(default=list, blank=True)
    rationale = models.TextField(blank=True)
    beneficial = models.TextField(blank=True)
    enforceable = models.TextField(blank=True)
    support = models.TextField(blank=True)
    patient_view = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "recorded_at"]
        constraints = [
            first_in_slot("condition_per_position", "assessment", "position"),
            models.CheckConstraint(condition=~Q(wording=""), name="a_condition_has_words"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(withdrawn_reason=""),
                name="a_withdrawal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.wording[:60]
