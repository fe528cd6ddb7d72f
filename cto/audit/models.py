"""The audit log: one row for each thing that somebody read, wrote, or was refused."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One happening. Rows are only ever added: the database refuses to change or remove one.

    Written through `cto.audit.door` alone. Holds ids, keys and single words, never clinical text.
    """

    append_only: ClassVar[bool] = True

    class Outcome(models.TextChoices):
        """Whether it happened."""

        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("When")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="Who",
        help_text="Empty where nobody was signed in.",
    )
    actor_name = models.CharField(
        max_length=150, blank=True, help_text="The actor's name at the time."
    )
    action = models.CharField("Action", max_length=60)
    subject_type = models.CharField(max_length=60, blank=True, help_text="Such as accounts.user.")
    subject_id = models.CharField(max_length=100, blank=True)
    about = models.UUIDField("Person", null=True, help_text="The patient this is about.")
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    outcome = models.CharField("Outcome", max_length=7, choices=Outcome, default=Outcome.DONE)
    address = models.GenericIPAddressField("Address", null=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ("-id",)
        # Each filter of the auditor's page reads newest first by one of these.
        indexes = (
            models.Index(fields=("actor", "-id"), name="audit_by_actor"),
            models.Index(fields=("action", "-id"), name="audit_by_action"),
            models.Index(fields=("about", "-id"), name="audit_by_person"),
            models.Index(fields=("outcome", "-id"), name="audit_by_outcome"),
            models.Index(fields=("at",), name="audit_by_moment"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome__in=["done", "refused"]), name="audit_outcome_known"
            ),
            models.CheckConstraint(condition=~Q(action=""), name="audit_has_an_action"),
        )

    def __str__(self) -> str:
        return f"{self.id}: {self.action} ({self.outcome})"
