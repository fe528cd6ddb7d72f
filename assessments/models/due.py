"""The work-list: what is due, copied from the ledger for speed, and who has seen it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from assessments.lifecycle import OPEN_STATUSES
from assessments.models.append_only import AppendOnly
from assessments.models.order import Order
from assessments.models.patient import Patient
from cto.accounts.models import User

LOCAL_REVIEW = "local_review"


class DueItemQuerySet(models.QuerySet["DueItem"]):
    def visible_to(self, user: User) -> "QuerySet[DueItem]":
        """What is due for the people whom this user may open (as ``Patient.visible_to``).

        By the copied columns of the teams, and by person for those in whose care the user is
        named or to whose open assessment they were added: three looks into an index each, which
        an OR over several tables would not be. Filter first: each look then takes the filter along.
        """
        if user.is_mha_administrator:
            return self
        if not user.is_clinician:
            return self.none()
        from assessments.models.assessment import Invitation

        rows = self.order_by()
        teams = user.team_ids
        named = Patient.objects.filter(
            Q(inpatient_rc=user) | Q(community_rc=user) | Q(amhp=user) | Q(care_coordinator=user)
        )
        invited = Invitation.objects.filter(
            member=user, assessment__status__in=OPEN_STATUSES, assessment__version=F("version")
        )
        mine = rows.filter(inpatient_team__in=teams).values("pk")
        mine = mine.union(
            rows.filter(community_team__in=teams).values("pk"),
            rows.filter(patient__in=named.values("pk")).values("pk"),
            rows.filter(patient__in=invited.values("assessment__patient")).values("pk"),
        )
        return self.filter(pk__in=mine)

    def of(self, user: User) -> "QuerySet[DueItem]":
        """What waits for this user: their own; for the Mental Health Act office what has no owner,
        or one who may not sign in any more, as the reminders have it.

        An owner is the person's responsible clinician, who may always open them. Two looks into
        the index of owners, as in ``visible_to``.
        """
        if user.is_mha_administrator:
            gone = User.objects.filter(is_active=False).order_by().values("pk")
            rows = self.order_by()
            mine = rows.filter(owner=None).values("pk")
            return self.filter(pk__in=mine.union(rows.filter(owner__in=gone).values("pk")))
        return self.filter(owner=user) if user.is_clinician else self.none()


class DueItem(models.Model):
    """One thing that is due: a duty of the Act (``statutory``) or a local review.

    Derived from the ledger and the person's particulars by the services, and by
    ``manage.py rebuild_worklist``. ``key`` is that of a duty (``statute/duties.py``) or
    "local_review"; ``due_on`` the safe day (for hours: the day they end, with ``due_at``).
    Without an ``owner`` it is the Mental Health Act office's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="due_items")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="due_items"
    )
    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=40)
    statutory = models.BooleanField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    debatable = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    inpatient_team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    community_team = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = DueItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "key"], name="one_due_item_for_each_duty"
            ),
            models.CheckConstraint(
                condition=Q(statutory=True, order__isnull=False)
                | Q(statutory=False, key=LOCAL_REVIEW),
                name="statutory_and_local_told_apart",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="due_by_day"),
            models.Index(fields=["owner", "due_on", "id"], name="due_by_owner"),
            models.Index(fields=["community_team", "due_on", "id"], name="due_by_community_team"),
            models.Index(fields=["inpatient_team", "due_on", "id"], name="due_by_inpatient_team"),
        ]

    def __str__(self) -> str:
        return f"{self.key} on {self.due_on:%-d %B %Y}"


class Seen(AppendOnly):
    """An owner has seen that something is due on a day. A day that moves is seen anew."""

    assessment = models.ForeignKey(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=40)
    due_on = models.DateField()
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "key", "due_on", "seen_by"], name="seen_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} seen"


class ReminderRun(models.Model):
    """One run of ``send_reminders``: when, how many mails, and what failed.

    ``failures`` are user names with the kind of error; no address, no person.
    """

    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"Reminders of {self.started_at:%-d %B %Y}"


class ReminderClaim(models.Model):
    """A mail that is being handed over: no other run may send to this person meanwhile.

    It goes once the mail has left or failed. One that stays is of a run that broke off.
    """

    run = models.ForeignKey(ReminderRun, on_delete=models.PROTECT, related_name="+")
    recipient = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Being sent since {self.claimed_at:%-d %B %Y %H:%M}"


class ReminderSent(AppendOnly):
    """One digest that left for one person on one day: the reason why no second one does.

    ``told`` names what it reminded of ahead of the day, as [assessment, key, day]: whatever is
    not in it has not been said yet. What is overdue is said daily and not kept.
    """

    run = models.ForeignKey(ReminderRun, on_delete=models.PROTECT, related_name="digests")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    items = models.PositiveIntegerField()
    told = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"Digest of {self.on:%-d %B %Y}"


class CalendarFeed(models.Model):
    """A person's own calendar address. Only the token's hash is kept; it can be revoked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(revoked_at__isnull=True), name="one_live_feed_each"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.owner_id}"
