"""What somebody's own calendar shows of their work: days, and nothing by which to know whose."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from assessments.models import CalendarFeed, DueItem
from assessments.statute.duty_words import DUTY_WORDS
from cto.accounts.models import User
from cto.design.words import LONDON

# What is long overdue is the board's business; further ahead than this nothing is planned.
BEHIND, AHEAD, MOST = timedelta(days=90), timedelta(days=400), 2_000


@dataclass(frozen=True)
class Day:
    """One whole-day entry. ``uid`` stays the same when the day moves, and names nothing."""

    uid: uuid.UUID
    on: date
    words: str


def feed_of(token_sha256: str) -> CalendarFeed | None:
    """The calendar with this hash, revoked or not: one look into an index."""
    rows = CalendarFeed.objects.filter(token_sha256=token_sha256)
    return rows.select_related("owner").first()


def live_feed(user: User) -> CalendarFeed | None:
    """The user's own calendar, if they have one."""
    return CalendarFeed.objects.filter(owner=user, revoked_at=None).first()


def days(feed: CalendarFeed, now: datetime) -> tuple[Day, ...]:
    """What waits for the owner (for the office: what has no owner), by day: one query."""
    today = timezone.localdate(now)
    items = (
        DueItem.objects.of(feed.owner)
        .filter(due_on__gte=today - BEHIND, due_on__lte=today + AHEAD)
        .order_by("due_on", "pk")[:MOST]
    )
    return tuple(_day(feed, item) for item in items)


def _day(feed: CalendarFeed, item: DueItem) -> Day:
    short = DUTY_WORDS[item.key].short if item.statutory else "local review due"
    at = f" at {item.due_at.astimezone(LONDON):%H:%M}" if item.due_at else ""
    uid = uuid.uuid5(feed.pk, f"{item.assessment_id} {item.key}")
    return Day(uid, item.due_on, f"CTO: {short}{at}")
