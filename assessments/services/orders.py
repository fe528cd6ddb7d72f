"""The ledger of an order: recording what happened, and correcting what was recorded wrongly."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assessments import permissions
from assessments.models import Order, OrderEvent
from assessments.services.ordering import SOMEBODY_ELSE, Change, changing_order, sent_before
from assessments.services.refusals import Refused, refuse
from assessments.services.writing import cleaned, moment
from assessments.statute.duties import DUTIES, to_note
from assessments.statute.ledger import KINDS, STRUCK_OUT, Entry
from assessments.statute.moments import Moment, NotWellFormed
from assessments.summary.due import responsible
from assessments.summary.orders import (
    Preview,
    basis_of,
    considered_before,
    entries_of,
    ledger,
    previewed,
    standing_rows,
    story_of,
)

LONGEST_WORDS = 10_000
_STILL = (
    "Striking this out would leave {now} as the {what} in the particulars. Record the change to "
    "the right one first, under “What happened?”. Then strike this entry out."
)


@dataclass(frozen=True)
class Happening:
    """One happening as a form or a case file gives it.

    ``on`` is the day in London; ``when`` the aware moment, where a time was given. ``details``
    hold what the kind allows (see ``statute.ledger.KINDS``). ``answers`` is the entry that this
    one completes.
    """

    kind: str
    on: date
    when: datetime | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    answers: uuid.UUID | None = None


def preview(
    *,
    order: Order,
    happening: Happening | None,
    strikes: OrderEvent | None = None,
    at: datetime | None = None,
) -> Preview:
    """What recording this would mean: deadlines before and after, and why the law refuses it.

    ``strikes`` is the entry that it would correct; without a ``happening`` that one is struck
    out. Writes nothing. Raises ``Refused`` for what cannot be read at all.
    """
    return look_ahead(order, ledger(order), checked(happening, at), strikes, at)


def record(
    *,
    order: Order,
    happening: Happening,
    shown: int,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> OrderEvent:
    """Add what happened to the ledger. ``shown`` is the number of entries that the form knew.

    Raises ``Refused`` with the reasons where the user may not, the law does not allow it, or
    somebody recorded something in between.
    """
    with changing_order(
        order,
        may=lambda user, one: permissions.reasons_not_to_record_event(user, one, happening.kind),
        what="recorded_order_event",
        by=by,
        at=at,
        kind=happening.kind,
        on=happening.on,
    ) as change:
        stored = sent_before(order, submission, by)
        if stored is not None:
            change.happened = False
            return stored
        refuse_if_moved_on(change, shown)
        found = checked(happening, at)
        refuse(_reasons_not_to_note(change, found, by, at))
        refuse(_reasons_nobody_signed(change, found, by))
        refuse(look_ahead(change.order, change.rows, found, None, at).refusals)
        return append_entry(change, found, by=by, at=at, submission=submission)


def correct(
    *,
    event: OrderEvent,
    happening: Happening | None,
    reason: str,
    shown: int,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> OrderEvent:
    """Strike through an entry, with a reason; ``happening`` is what is true in its place.

    Without a ``happening`` nothing takes its place. The struck entry stays readable.
    """
    with changing_order(
        event.order,
        may=permissions.reasons_not_to_correct_event,
        what="corrected_order_event",
        by=by,
        at=at,
        kind=event.kind,
        number=event.number,
    ) as change:
        stored = sent_before(event.order, submission, by)
        if stored is not None:
            change.happened = False
            return stored
        refuse_if_moved_on(change, shown)
        return struck_through(
            change, event, happening, reason=reason, by=by, submission=submission, at=at
        )


def struck_through(
    change: Change,
    event: OrderEvent,
    happening: Happening | None,
    *,
    reason: str,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> OrderEvent:
    """Strike through an entry of a locked order. Raises ``Refused``."""
    if event.pk not in {row.pk for row in standing_rows(change.rows)}:
        raise Refused(["This entry was corrected already."])
    if happening is None and event.kind == "order_made":
        raise Refused(["The making of the order cannot be struck out. Correct its date."])
    if happening is not None and happening.kind != event.kind:
        raise Refused(["A correction is of the same kind. Strike this entry out instead."])
    if happening is None:
        refuse(_reasons_particulars_still_say(change, event))
    why = cleaned(OrderEvent, {"reason": reason})["reason"]
    if not why:
        raise Refused(["Enter why this entry is wrong."])
    found = checked(happening, at)
    if found is not None and any(
        found.details.get(key) != event.details.get(key) for key in ("duty", "due_on")
    ):
        raise Refused(["A correction is about the same duty. Strike this entry out instead."])
    refuse(look_ahead(change.order, change.rows, found, event, at).refusals)
    return append_entry(
        change, found, by=by, at=at, submission=submission, strikes=event, reason=why
    )


def note_change(
    *, order: Order, kind: str, details: Mapping[str, Any], on: date, by: Any, at: datetime | None
) -> None:
    """Enter a change of responsible clinician or hospital that the particulars have just taken.

    For the services of the particulars, inside their transaction.
    """
    locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    change = Change(locked, ledger(locked))
    append_entry(change, Happening(kind, on, None, details), by=by, at=at, submission=None)


def _reasons_not_to_note(
    change: Change, found: Happening | None, by: Any, at: datetime | None
) -> tuple[str, ...]:
    """Why this user may not say that a duty is done: the duty, its day, or whose it is."""
    if found is None or found.kind != "duty_done":
        return ()
    told, entries = story_of(change.order, change.rows, as_of=moment(at)), entries_of(change.rows)
    key, due_on = found.details.get("duty"), found.details.get("due_on")
    for duty in to_note(told.timeline, entries, moment(at)):
        if (duty.key, duty.due_on.isoformat()) == (key, due_on):
            if DUTIES[duty.key].once_past and found.on <= duty.due_on:
                return ("This ends only with its last day. Enter a later day.",)
            owner = DUTIES[duty.key].owner
            return permissions.reasons_not_to_note_done(by, change.order.patient, owner)
    return ("This is not due, or not on that day. Look again at what is due.",)


def _reasons_nobody_signed(change: Change, found: Happening | None, by: Any) -> tuple[str, ...]:
    """Why an act of the responsible clinician is not recorded from the paper by this user."""
    if found is None or found.kind not in permissions.FROM_THE_PAPER:
        return ()
    if found.details.get("signed_by"):
        return ()
    if permissions.reasons_not_to_change_particulars(by, change.order.patient):
        return ("Enter the name of the clinician who decided and signed this.",)
    return ()


def _reasons_particulars_still_say(change: Change, event: OrderEvent) -> tuple[str, ...]:
    """Why an entry that came with the particulars is not struck out while they say the same."""
    patient, said = change.order.patient, event.details
    later = [row for row in standing_rows(change.rows) if row.kind == event.kind]
    if event.pk != later[-1].pk:
        return ()
    if event.kind == "responsible_clinician_changed" and said.get("to_id") == str(
        responsible(patient)
    ):
        return (_STILL.format(what="responsible clinician", now=said.get("to", "")),)
    if event.kind == "hospital_assigned" and said.get("hospital") == patient.hospital:
        return (_STILL.format(what="responsible hospital", now=patient.hospital),)
    return ()


def refuse_if_moved_on(change: Change, shown: int) -> None:
    """Raises ``Refused`` where the ledger holds more than the form was made from."""
    if change.order.entries != shown:
        raise Refused([SOMEBODY_ELSE])


def checked(happening: Happening | None, at: datetime | None) -> Happening | None:
    """The happening with every text cleaned. Raises ``Refused`` for what no ledger can hold."""
    if happening is None:
        return None
    kind = KINDS.get(happening.kind)
    if kind is None:
        raise Refused(["Choose what happened."])
    if kind.needs_time and happening.when is None:
        raise Refused(["Enter the time as well: the law counts hours from it."])
    when = happening.when if kind.takes_time else None
    now = moment(at)
    late = when > now if when else happening.on > timezone.localdate(now)
    if late and not kind.ahead:
        raise Refused(["This lies in the future. Record it once it has happened."])
    unknown = set(happening.details) - {*kind.facts, *kind.words}
    if unknown:
        raise ValueError(f"{happening.kind} has no {', '.join(sorted(unknown))}")
    details = {key: _clean(value) for key, value in happening.details.items()}
    return Happening(happening.kind, happening.on, when, details, happening.answers)


def _clean(value: Any) -> Any:
    """Texts by the one cleaning rule; dates as text; the rest as JSON holds it."""
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST_WORDS:
            raise Refused([f"Shorten the text to {LONGEST_WORDS} characters or fewer."])
        return cleaned(OrderEvent, {"reason": value})["reason"]
    return value


def _entry(pk: Any, happening: Happening) -> Entry:
    at = Moment.at(happening.when) if happening.when else Moment.of_day(happening.on)
    return Entry(pk, happening.kind, at, happening.details, happening.answers)


def look_ahead(
    order: Order,
    rows: tuple[OrderEvent, ...],
    happening: Happening | None,
    strikes: OrderEvent | None,
    at: datetime | None,
) -> Preview:
    """What a cleaned happening would mean beside the entries of the ledger. Raises ``Refused``."""
    before = entries_of(rows)
    titles: dict[object, str] = {
        entry.id: f"{KINDS[entry.kind].title}, {entry.moment.day:%-d %B %Y}" for entry in before
    }
    after = list(before)
    if strikes is None:
        if happening is None:
            raise ValueError("nothing to preview")
        _refuse_wrong_answer(happening, before)
        after.append(_entry("new", happening))
    else:
        titles.pop(strikes.pk, None)
        place = next(i for i, entry in enumerate(before) if entry.id == strikes.pk)
        answers = before[place].answers
        new = [] if happening is None else [_entry(strikes.pk, happening)]
        new = [Entry(e.id, e.kind, e.moment, e.details, answers) for e in new]
        after[place : place + 1] = new
        if not new and any(entry.answers == strikes.pk for entry in after):
            raise Refused(["Another entry completes this one. Strike that one out first."])
    basis = basis_of(order, order.patient, considered_before(order))
    try:
        return previewed(basis, before, after, titles, as_of=moment(at))
    except NotWellFormed as problem:
        raise Refused([f"{problem.problem[0].upper()}{problem.problem[1:]}."]) from problem


def _refuse_wrong_answer(happening: Happening, before: tuple[Entry, ...]) -> None:
    """What completes another entry names one that stands, is of its kind and is not complete."""
    wanted = KINDS[happening.kind].answers
    if not wanted:
        return
    open_ones = {entry.id for entry in before if entry.kind == wanted}
    open_ones -= {entry.answers for entry in before if entry.kind == happening.kind}
    if happening.answers not in open_ones:
        raise Refused([f"Nothing is open that this could end: {KINDS[wanted].title.lower()}."])


def append_entry(
    change: Change,
    happening: Happening | None,
    *,
    by: Any,
    at: datetime | None,
    submission: uuid.UUID | None,
    strikes: OrderEvent | None = None,
    reason: str = "",
) -> OrderEvent:
    """Insert the next entry of a locked order."""
    what = happening or Happening(STRUCK_OUT, strikes.on if strikes else date.min)
    number = len(change.rows) + 1
    row = OrderEvent.objects.create(
        order=change.order,
        number=number,
        kind=what.kind,
        on=timezone.localdate(what.when) if what.when else what.on,
        at=what.when,
        details=dict(what.details),
        answers_id=what.answers or (strikes.answers_id if strikes else None),
        strikes=strikes,
        reason=reason,
        submission=submission,
        recorded_by=by,
        recorded_at=moment(at),
    )
    change.order.entries = number
    change.order.save(update_fields=["entries"])
    return row
