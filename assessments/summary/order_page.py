"""All that an order’s own page shows, and in short the person’s: one reading of the ledger."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.models import DueItem, Order, Patient
from assessments.statute.ledger import Entry, Story
from assessments.statute.ledger import story as ledger_story
from assessments.statute.periods import london_day
from assessments.statute.results import Status, Timeline
from assessments.statute.stretches import as_day
from assessments.summary import order_life, order_standing
from assessments.summary.order_life import Piece, ReviewDay
from assessments.summary.order_reviews import ReviewLine
from assessments.summary.order_standing import Standing
from assessments.summary.orders import Ledger, basis_of, considered_before, entries_of, ledger
from assessments.summary.recall_clock import RecallClock, recall_clock


@dataclass(frozen=True)
class OrderNow:
    """One order at one moment.

    ``entries`` are those that stand, ``counted`` those of them that the law allows; ``refused``
    says of the others why not. ``due`` is what waits for somebody, of the Act and local.
    """

    order: Order
    rows: Ledger
    entries: tuple[Entry, ...]
    counted: tuple[Entry, ...]
    story: Story
    now: datetime
    standing: Standing
    clock: RecallClock | None
    due: tuple[DueItem, ...]
    reviews: tuple[ReviewLine, ...]

    @property
    def told(self) -> Timeline:
        return self.story.timeline

    @property
    def today(self) -> date:
        return london_day(self.now)

    @property
    def refused(self) -> Mapping[uuid.UUID, tuple[str, ...]]:
        return self.story.refused

    @property
    def local(self) -> DueItem | None:
        """The local review that is agreed."""
        return next((item for item in self.due if not item.statutory), None)

    def is_open(self, key: str) -> bool:
        """Whether a deadline's duty still waits for somebody."""
        return any(item.statutory and item.key == key for item in self.due)

    def life(self, numbered: Sequence[tuple[str, int]]) -> tuple[Piece, ...]:
        """The life-line. ``numbered`` are the deadlines that the page lists, with their numbers;
        those that lie ahead are drawn.
        """
        told = self.told
        ahead = [
            (key, n) for key, n in numbered if as_day(told.deadlines[key].when.safe) >= self.today
        ]
        order = self.order
        since = order.treatment_admission_on
        return order_life.pieces(
            told,
            self.counted,
            detained_since=(order.section, since) if since else None,
            reviews=self._review_days(),
            numbered=ahead,
            clock_ends=self.clock.must_by if self.clock else None,
            today=self.today,
        )

    def _review_days(self) -> list[ReviewDay]:
        days = [
            ReviewDay(one.held_on, f"Review {one.reference}", ahead=False)
            for one in self.reviews
            if one.held_on is not None
        ]
        if self.local is not None:
            days.append(ReviewDay(self.local.due_on, "Local review due", ahead=True))
        return days


def order_now(
    order: Order,
    *,
    due: Sequence[DueItem],
    reviews: Sequence[ReviewLine],
    first: bool = False,
) -> OrderNow:
    """The order with its person, now: two queries, for the ledger and for what came before.

    ``first``: the person had no order before this one, so that there is nothing to look for.
    """
    now, rows = timezone.now(), ledger(order)
    entries = entries_of(rows)
    before = () if first else considered_before(order)
    story = ledger_story(basis_of(order, order.patient, before), entries, as_of=now)
    counted = tuple(entry for entry in entries if entry.id not in story.refused)
    told = story.timeline
    clock = recall_clock(
        told,
        counted,
        made_on=order.made_on,
        now=now,
        absent=told.status is Status.ABSENT,
    )
    return OrderNow(
        order=order,
        rows=rows,
        entries=entries,
        counted=counted,
        story=story,
        now=now,
        standing=order_standing.standing(order.nation, told, counted, rows, clock, now),
        clock=clock,
        due=tuple(due),
        reviews=tuple(reviews),
    )


def due_of(patient: Patient) -> tuple[DueItem, ...]:
    """What is due for one person, the earliest first, with the owners' names: one query."""
    return tuple(DueItem.objects.filter(patient=patient).select_related("owner"))


def orders_of(patient: Patient) -> tuple[Order, ...]:
    """Every order of one person, the newest first."""
    found = tuple(Order.objects.filter(patient=patient).order_by("-made_on", "-opened_at"))
    for order in found:
        order.patient = patient  # already here with everybody named
    return found
