"""Rows that are written once: the base of everything a clinician types."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class CurrentQuerySet(models.QuerySet):
    """Versions of entries, of which those that nothing replaced are current."""

    def current(self) -> "CurrentQuerySet":
        """Rows that no later row supersedes."""
        return self.filter(superseded_by__isnull=True)


class AppendOnly(models.Model):
    """A row that can be inserted and read, never changed or deleted.

    Triggers refuse the same in the database; this refusal is the readable one.
    """

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert. Raises ``TypeError`` on a row that is stored already."""
        if not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never changed; append a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")


class Version(AppendOnly):
    """One version of one entry. ``thread`` names the entry, ``supersedes`` the version before.

    ``submission`` is the token of the form that wrote the row: a form posted twice has one
    effect, because the database takes each token once. ``sent_before`` is true of the row that
    such a form gets back the second time.
    """

    sent_before: bool = False

    thread = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects = CurrentQuerySet.as_manager()

    class Meta:
        abstract = True


class AssessmentVersion(Version):
    """One version of an entry that belongs to an assessment."""

    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


def first_in_slot(name: str, *fields: str, **condition: Any) -> models.UniqueConstraint:
    """A constraint that lets one thread only begin for each combination of ``fields``.

    With the one-to-one ``supersedes`` it means one current row for each slot.
    """
    return models.UniqueConstraint(
        fields=fields,
        condition=models.Q(supersedes__isnull=True, **condition),
        name=name,
    )
