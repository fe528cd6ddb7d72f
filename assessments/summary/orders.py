"""An order read from its ledger: what stands, what follows from it, what would follow."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from assessments.models import Order, OrderEvent, Patient
from assessments.statute.duties import duties
from assessments.statute.facts import SECTIONS
from assessments.statute.ledger import STRUCK_OUT, Basis, Entry, Story, story
from assessments.statute.moments import Moment
from assessments.statute.results import Status, Timeline
from assessments.statute.rules import ADMISSION_FOR_TREATMENT, NATIONS
from cto.accounts.models import User

Ledger = tuple[OrderEvent, ...]
OVER = (Status.REVOKED, Status.DISCHARGED, Status.EXPIRED)

# What belongs to the person and is copied to the order while it lives: patient's field, order's.
BASIS_FIELDS = (
    ("nation", "nation"),
    ("section", "section"),
    ("section_2_admission_on", "section_2_admission_on"),
    ("section_began_on", "treatment_admission_on"),
    ("first_medication_on", "first_medication_on"),
)


@dataclass(frozen=True)
class Preview:
    """An order before and after an entry that is not recorded yet. ``refusals`` are sentences.

    ``done`` are the keys of the duties that it would end, ``to_do`` of those that it would bring
    back or begin. ``entries`` are the ledgers themselves, before and after;
    ``in_the_way`` those that stand and would not be possible any more.
    """

    before: Timeline
    after: Timeline
    refusals: tuple[str, ...]
    done: frozenset[str] = frozenset()
    to_do: frozenset[str] = frozenset()
    entries: tuple[tuple[Entry, ...], tuple[Entry, ...]] = ((), ())
    in_the_way: tuple[Entry, ...] = ()


def ledgers(orders: Iterable[Order]) -> dict[uuid.UUID, Ledger]:
    """Every entry of these orders, struck out or not, in the order of recording: one query."""
    ids = [order.pk for order in orders]
    found: dict[uuid.UUID, list[OrderEvent]] = {pk: [] for pk in ids}
    rows = OrderEvent.objects.filter(order__in=ids).select_related("recorded_by")
    for row in rows.order_by("order_id", "number"):
        found[row.order_id].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}


def ledger(order: Order) -> Ledger:
    """Every entry of one order."""
    return ledgers([order])[order.pk]


def standing_rows(rows: Sequence[OrderEvent]) -> tuple[OrderEvent, ...]:
    """The entries that stand. A correction stands in the place of what it corrects."""
    struck = {row.strikes_id for row in rows if row.strikes_id}
    by_id = {row.pk: row for row in rows}

    def place(row: OrderEvent) -> int:
        while row.strikes_id:
            row = by_id[row.strikes_id]
        return row.number

    stands = [row for row in rows if row.pk not in struck and row.kind != STRUCK_OUT]
    return tuple(sorted(stands, key=place))


def made_row(rows: Sequence[OrderEvent]) -> OrderEvent:
    """The entry that begins the ledger, as it stands."""
    return next(row for row in standing_rows(rows) if row.kind == "order_made")


def entries_of(rows: Sequence[OrderEvent]) -> tuple[Entry, ...]:
    """The standing entries as the arithmetic reads them.

    An entry that completed a corrected one completes the correction.
    """
    now = {row.strikes_id: row.pk for row in rows if row.strikes_id and row.kind != STRUCK_OUT}

    def standing(pk: uuid.UUID | None) -> uuid.UUID | None:
        while pk in now:
            pk = now[pk]
        return pk

    return tuple(
        Entry(row.pk, row.kind, moment_of(row), row.details, standing(row.answers_id))
        for row in standing_rows(rows)
    )


def moment_of(row: OrderEvent) -> Moment:
    """When it happened, as the arithmetic counts."""
    return Moment.at(row.at) if row.at else Moment.of_day(row.on)


def basis_of(order: Order, patient: Patient, considered_before: Sequence[date] = ()) -> Basis:
    """What the order's dates count from. Section 3 where no power is known that an order needs."""
    return Basis(
        nation=NATIONS[order.nation],
        date_of_birth=patient.date_of_birth,
        section=order.section if order.section in SECTIONS else ADMISSION_FOR_TREATMENT,
        section_2_admission=order.section_2_admission_on,
        treatment_admission=order.treatment_admission_on,
        first_medication=order.first_medication_on,
        considered_before=tuple(considered_before),
    )


def considered_before(order: Order) -> tuple[date, ...]:
    """The days on which the tribunal considered this person's case under earlier orders."""
    earlier = OrderEvent.objects.filter(
        order__patient=order.patient_id,
        order__made_on__lt=order.made_on,
        kind="tribunal_considered",
        struck_by__isnull=True,
    )
    return tuple(earlier.order_by("on").values_list("on", flat=True))


def story_of(
    order: Order, rows: Sequence[OrderEvent] | None = None, *, as_of: datetime | None = None
) -> Story:
    """What follows from an order's ledger at ``as_of`` (now, left out)."""
    rows = ledger(order) if rows is None else rows
    basis = basis_of(order, order.patient, considered_before(order))
    return story(basis, entries_of(rows), as_of=as_of or timezone.now())


def latest_order(patient: Patient) -> Order | None:
    """The person's newest order, live or ended."""
    return Order.objects.filter(patient=patient).order_by("-made_on", "-opened_at").first()


def live_order(patient: Patient, at: datetime) -> Order | None:
    """The person's newest order, unless it has ended by ``at``: by its ledger, expiry included."""
    order = latest_order(patient)
    if order is None:
        return None
    order.patient = patient
    return None if story_of(order, as_of=at).timeline.status in OVER else order


def order_for(user: User, pk: uuid.UUID) -> Order | None:
    """The order with its person, if the user may see them."""
    rows = Order.objects.visible_to(user).select_related(
        "patient",
        "patient__inpatient_team",
        "patient__community_team",
        "patient__inpatient_rc",
        "patient__community_rc",
        "patient__amhp",
        "patient__care_coordinator",
    )
    return next(iter(rows.filter(pk=pk).order_by()[:1]), None)


def previewed(
    basis: Basis,
    before: Sequence[Entry],
    after: Sequence[Entry],
    titles: Mapping[object, str],
    *,
    as_of: datetime,
) -> Preview:
    """What a changed ledger would mean. An entry that stood and would now be refused counts as a
    refusal too, named by its title in ``titles``. Raises ``NotWellFormed``.
    """
    old, new = story(basis, before, as_of=as_of), story(basis, after, as_of=as_of)
    refusals: list[str] = []
    for pk, reasons in new.refused.items():
        if pk in old.refused:
            continue
        if pk in titles:
            refusals.append(
                f"“{titles[pk]}” is recorded and would no longer be possible: "
                f"{'; '.join(reasons).rstrip('.')}. If that entry is wrong too, strike it out "
                "first, then correct this one, then record it again as it was."
            )
        else:
            refusals += [reason if reason.endswith(".") else f"{reason}." for reason in reasons]
    in_the_way = tuple(e for e in after if e.id in titles and e.id in new.refused)
    due, still = (
        {duty.key for duty in duties(told.timeline, entries)}
        for told, entries in ((old, before), (new, after))
    )
    return Preview(
        old.timeline,
        new.timeline,
        tuple(refusals),
        done=frozenset(due - still),
        to_do=frozenset(still - due),
        entries=(tuple(before), tuple(after)),
        in_the_way=tuple(entry for entry in in_the_way if entry.id not in old.refused),
    )
