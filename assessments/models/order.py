"""An order as a ledger: one row for the order, one for each thing that happened to it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.append_only import AppendOnly, Version
from assessments.models.patient import Nation, Patient
from assessments.statute.ledger import KINDS, STRUCK_OUT
from assessments.statute.results import Status
from cto.accounts.models import User


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, user: User) -> "OrderQuerySet":
        """Orders of the people whom this user may open."""
        return self.filter(patient__in=Patient.objects.visible_to(user).values("pk"))


class Order(models.Model):
    """One community treatment order, from its completed statutory form (s.17A).

    Nothing here is a truth of its own. ``nation`` to ``first_medication_on`` are copied from the
    person's particulars while the order lives, because its dates count from them. ``status``,
    ``made_on`` and ``ends_on`` (the safe last day) are copied from the ledger for lists;
    ``manage.py rebuild_worklist`` derives them again. ``entries`` is the number of the ledger's
    last entry.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="orders")
    assessment = models.OneToOneField(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="order"
    )
    nation = models.CharField(max_length=7, choices=Nation.choices)
    section = models.CharField(max_length=20)
    section_2_admission_on = models.DateField(null=True, blank=True)
    treatment_admission_on = models.DateField(null=True, blank=True)
    first_medication_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()

    entries = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Status])
    made_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in Status]), name="order_status_known"
            )
        ]
        indexes = [models.Index(fields=["patient", "-made_on"])]

    def __str__(self) -> str:
        return f"Order of {self.made_on:%-d %B %Y}"


class OrderEvent(AppendOnly):
    """One happening, as it was recorded. The ledger is these rows in the order of ``number``.

    ``kind`` and the keys of ``details`` are those of ``statute.ledger``. ``on`` is the day in
    London; ``at`` the moment, where the law counts hours. ``answers`` is the entry that this one
    completes (the absence from which somebody returned). An entry that ``strikes`` another takes
    its place, with the ``reason``; one of the kind "struck out" leaves the place empty.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    on = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    strikes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="struck_by"
    )
    reason = models.TextField(blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_entry_per_number"),
            models.CheckConstraint(
                condition=Q(kind__in=[*KINDS, STRUCK_OUT]), name="order_event_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(strikes__isnull=True, reason="")
                | (Q(strikes__isnull=False) & ~Q(reason="")),
                name="a_correction_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=STRUCK_OUT) | Q(strikes__isnull=False),
                name="striking_out_names_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on:%-d %B %Y}"


class OrderVersion(Version):
    """One version of an entry that belongs to an order."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Contact(OrderVersion):
    """A contact, a treatment or something that a condition asks for: what came of it, and why.

    ``condition`` is the condition's id in the ledger, where one is concerned. ``enforced``:
    something was done about it beyond noting it, in the words of ``action``.
    """

    class What(models.TextChoices):
        CONTACT = "contact", "Contact with the team"
        TREATMENT = "treatment", "Treatment"
        OTHER = "other", "Something else a condition asks for"

    class Outcome(models.TextChoices):
        HAPPENED = "happened", "It happened"
        MISSED = "missed", "It was missed"
        REARRANGED = "rearranged", "It was rearranged"

    what = models.CharField(max_length=10, choices=What.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    on = models.DateField()
    rearranged_to = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    condition = models.CharField(max_length=40, blank=True)
    enforced = models.BooleanField(default=False)
    action = models.TextField(blank=True)
    withdrawn = models.BooleanField(default=False)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "-recorded_at"]
        indexes = [models.Index(fields=["order", "-on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="happened") | ~Q(why=""),
                name="a_missed_contact_says_why",
                violation_error_message="Enter why it was missed or rearranged.",
            ),
            models.CheckConstraint(
                condition=Q(enforced=False) | ~Q(action=""),
                name="what_was_done_is_said",
                violation_error_message="Enter what was done about it.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(withdrawn_reason=""),
                name="a_withdrawn_contact_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} on {self.on:%-d %B %Y}: {self.outcome}"
