"""Stage 4: a review of an order, planned or triggered, sealed like the decision."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.lifecycle import ReviewStatus
from assessments.models.append_only import AppendOnly, Version, first_in_slot
from assessments.models.order import Order
from assessments.models.patient import Patient
from cto.accounts.models import User


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> "ReviewQuerySet":
        """Reviews of the people whom this user may open."""
        return self.filter(order__patient__in=Patient.objects.visible_to(user).values("pk"))

    def open(self) -> "ReviewQuerySet":
        return self.filter(status=ReviewStatus.OPEN.value)


class Review(models.Model):
    """One review of one order, through all its versions.

    ``trigger`` is a key of the guideline's review triggers ("planned", "deterioration", …).
    ``status`` moves only by the lifecycle's table of review moves.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reviews")
    reference = models.CharField(max_length=9, unique=True, editable=False)
    trigger = models.CharField(max_length=20)
    why = models.TextField(blank=True)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.words) for s in ReviewStatus],
        default=ReviewStatus.OPEN.value,
    )
    version = models.PositiveIntegerField(default=1)
    guideline_edition = models.CharField(max_length=40)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status=ReviewStatus.OPEN.value),
                name="one_open_review_per_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in ReviewStatus]), name="review_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.reference}"

    @property
    def state(self) -> ReviewStatus:
        return ReviewStatus(self.status)

    @property
    def is_open(self) -> bool:
        return self.state is ReviewStatus.OPEN


class ReviewVersion(Version):
    """One version of an entry that belongs to a review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class ReviewMeeting(ReviewVersion):
    """When the review was held, who was there, and if not the person, why not."""

    held_on = models.DateField()
    person_present = models.BooleanField()
    why_absent = models.TextField(blank=True)
    present = models.TextField()

    class Meta:
        constraints = [
            first_in_slot("one_meeting_per_review", "review"),
            models.CheckConstraint(
                condition=Q(person_present=True) | ~Q(why_absent=""),
                name="an_absence_from_review_says_why",
                violation_error_message="Enter why the person was not there.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review held on {self.held_on:%-d %B %Y}"


class ReviewAnswer(ReviewVersion):
    """What was said on one of the paper's questions (``review.benefits`` and its sisters).

    ``voice`` is "team" or "patient". ``mark`` says what became of last time's answer, which is
    ``previous``: still true, changed or dropped; empty where there was none. "Still true" keeps
    the text of last time, because somebody said so now.
    """

    class Mark(models.TextChoices):
        STILL_TRUE = "still_true", "Still true"
        CHANGED = "changed", "Changed"
        DROPPED = "dropped", "Drop"

    class Standing(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        NOT_KNOWN = "not_known", "Not known"
        NOT_DISCUSSED = "not_discussed", "Not discussed"
        DECLINED = "declined", "Declined"

    key = models.CharField(max_length=40)
    voice = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    standing = models.CharField(max_length=15, choices=Standing.choices)
    mark = models.CharField(max_length=10, choices=Mark.choices, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            first_in_slot("one_answer_per_question", "review", "key", "voice"),
            models.CheckConstraint(
                condition=~Q(standing="recorded") | ~Q(text="") | Q(mark="dropped"),
                name="a_review_answer_has_words",
                violation_error_message="Enter the answer, or say that it was not discussed.",
            ),
            models.CheckConstraint(
                condition=Q(mark="") | Q(previous__isnull=False),
                name="a_mark_names_last_times_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:40]}"


class ReviewOutcome(ReviewVersion):
    """What follows from the review: the responsible clinician's own (``review.discharge``).

    ``reinstatement`` is the strategy for reinstating formal powers after a discharge.
    ``next_on`` is the next local review, never a date of the Act.
    """

    class Outcome(models.TextChoices):
        CONTINUE = "continue", "The order goes on as it is"
        VARY = "vary", "The order goes on with other conditions"
        EXTEND = "extend", "The order is to be extended"
        DISCHARGE = "discharge", "The person is to be discharged from the order"
        REVOKE = "revoke", "The order is to be revoked"

    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reasons = models.TextField()
    reinstatement = models.TextField(blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            first_in_slot("one_outcome_per_review", "review"),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="a_review_outcome_has_reasons",
                violation_error_message="Enter the reasons.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="discharge") | ~Q(reinstatement=""),
                name="a_discharge_has_a_strategy",
                violation_error_message=(
                    "Enter what the team would do if formal powers were needed again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class ReviewStep(AppendOnly):
    """A review that was opened again as its next version, or closed; with the reason."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    reason = models.TextField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version", "verb"], name="a_review_step_is_taken_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_review_step_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.reason[:40]}"
