"""The decision: what the Act makes two professionals find, agree and sign."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.lifecycle import Outcome
from assessments.models.append_only import AppendOnly, AssessmentVersion, first_in_slot


class Finding(models.TextChoices):
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"


class Instead(models.TextChoices):
    """What happens where no order is made."""

    INFORMAL = "informal", "Discharge with informal care"
    STAY = "stay", "Stays in hospital under the present section"
    LEAVE_SHORT = "leave_short", "Section 17 leave, up to 7 days at a time"
    LEAVE_LONG = "leave_long", "Section 17 leave of more than 7 days"
    GUARDIANSHIP = "guardianship", "Guardianship (section 7)"
    CONTINUES_INFORMAL = "continues_informal", "Stays in hospital informally"
    OTHER = "other", "Something else"


def _finding() -> models.CharField:
    return models.CharField(max_length=8, choices=Finding.choices, blank=True)


class Decision(AssessmentVersion):
    """One version of the responsible clinician's opinion and outcome, for one assessment version.

    One pair of finding and reasons for each criterion of s.17A(5). ``effective_on`` is the day
    on which the order is meant to take effect; the order itself exists only from its CTO1.
    """

    version = models.PositiveIntegerField()
    outcome = models.CharField(
        max_length=20, choices=[(o.value, o.words) for o in Outcome], blank=True
    )
    reasons = models.TextField(blank=True)

    appropriate_finding = _finding()
    appropriate_reasons = models.TextField(blank=True)
    necessary_finding = _finding()
    necessary_reasons = models.TextField(blank=True)
    community_finding = _finding()
    community_reasons = models.TextField(blank=True)
    recall_finding = _finding()
    recall_reasons = models.TextField(blank=True)
    available_finding = _finding()
    available_reasons = models.TextField(blank=True)

    effective_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    instead = models.CharField(max_length=20, choices=Instead.choices, blank=True)
    instead_words = models.TextField(blank=True)
    leave_considered = models.TextField(blank=True)
    information_needed = models.TextField(blank=True)
    information_by = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [first_in_slot("one_decision_per_version", "assessment", "version")]

    def __str__(self) -> str:
        return self.get_outcome_display() or "No outcome yet"


class PutForward(AppendOnly):
    """The responsible clinician's signature under opinion and conditions.

    ``content_hash`` is the SHA-256 of the canonical JSON of everything but the signatures.
    """

    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Put forward by {self.signed_by}"


class Voiding(AppendOnly):
    """A signature that a later change made void, and what the change was."""

    put_forward = models.OneToOneField(PutForward, models.PROTECT, related_name="voiding")
    because = models.CharField(max_length=300)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.because


class Statement(AppendOnly):
    """The AMHP's statement on what was put forward (s.17A(4)(b)). No answer has a default."""

    put_forward = models.OneToOneField(PutForward, models.PROTECT, related_name="statement")
    agrees_criteria = models.BooleanField()
    criteria_reasons = models.TextField()
    appropriate = models.BooleanField()
    appropriate_reasons = models.TextField()
    content_hash = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(criteria_reasons="") & ~Q(appropriate_reasons=""),
                name="a_statement_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"Stated by {self.signed_by}"


class ConditionAnswer(AppendOnly):
    """The AMHP's answer on one discretionary condition, with the wording it was given on."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="answers")
    condition = models.ForeignKey("assessments.Condition", models.PROTECT, related_name="+")
    wording = models.TextField()
    agrees = models.BooleanField()
    reasons = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "condition"], name="answered_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="an_answer_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{'Agreed' if self.agrees else 'Not agreed'}: {self.wording[:40]}"
