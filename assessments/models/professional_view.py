"""Each member's own view, private until the chair reveals all of them at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.append_only import AppendOnly, AssessmentVersion, first_in_slot


class Stance(models.TextChoices):
    MAKE = "make", "Make a community treatment order"
    DO_NOT = "do_not", "Do not make an order"
    MORE = "more", "More information is needed first"


class Sureness(models.TextChoices):
    SURE = "sure", "Sure"
    FAIRLY = "fairly", "Fairly sure"
    UNSURE = "unsure", "Unsure"


class ProfessionalView(AssessmentVersion):
    """What one member thinks, why, and what would change their mind. ``recorded_by`` owns it."""

    stance = models.CharField(max_length=10, choices=Stance.choices)
    sureness = models.CharField(max_length=10, choices=Sureness.choices)
    reasons = models.TextField()
    would_change = models.TextField(blank=True)

    class Meta:
        constraints = [
            first_in_slot("view_per_member", "assessment", "recorded_by"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_view_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"View of {self.recorded_by}"


class Reveal(AppendOnly):
    """The moment at which all views given so far were opened to the team."""

    assessment = models.OneToOneField(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="reveal"
    )
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Views revealed on {self.revealed_at:%d %B %Y}"
