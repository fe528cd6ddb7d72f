"""The life of one invented person under the Act: deterministic for a seed, lawful by construction.

Nothing here is stored. Every life is a plausible one: orders that are extended in their windows,
run out, are recalled and released within 72 hours, revoked, or end by discharge.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from assessments.statute import ledger
from assessments.statute.duties import duties
from assessments.statute.ledger import STRUCK_OUT, Basis, Story, story
from assessments.statute.moments import Moment
from assessments.statute.periods import last_day_of_months, months_window_ending_on, next_day
from assessments.statute.rules import NATIONS
from cto.design.words import LONDON

DAYS_BACK = 900
HOURS = tuple(range(9, 18))
CONTACT = "See the care coordinator every two weeks."
DEPOT = "Accept the depot as prescribed."


@dataclass
class Entry:
    """One entry of an invented ledger. ``answers`` and ``strikes`` are places in the same list."""

    kind: str
    on: date
    at: datetime | None
    recorded_at: datetime
    details: dict[str, Any] = field(default_factory=dict)
    answers: int | None = None
    strikes: int | None = None
    reason: str = ""


@dataclass
class Life:
    """One order: what its dates count from, its ledger, and the local reviews that were agreed.

    ``status`` and ``ends_on`` are what the ledger said before duties were noted as done.
    """

    nation: str
    date_of_birth: date
    section: str
    section_2_admission: date | None
    treatment_admission: date
    first_medication: date
    entries: list[Entry]
    reviews: list[tuple[date, datetime]]
    status: str = "not_made"
    ends_on: date | None = None


def life(rng: random.Random, today: date) -> Life:
    """A life until yesterday, told from ``rng``; the same for the same state of ``rng``."""
    made_on = today - timedelta(days=rng.randint(1, DAYS_BACK))
    admission = made_on - timedelta(days=rng.randint(40, 200))
    section = "37" if rng.random() < 0.08 else "3"
    told = _Telling(rng, today, made_on, section)
    told.tell()
    found = Life(
        nation="wales" if rng.random() < 0.06 else "england",
        date_of_birth=date(rng.randint(1945, 2004), rng.randint(1, 12), rng.randint(1, 28)),
        section=section,
        section_2_admission=(
            admission - timedelta(days=rng.randint(5, 27)) if rng.random() < 0.3 else None
        ),
        treatment_admission=admission,
        first_medication=admission + timedelta(days=rng.randint(0, 10)),
        entries=told.entries,
        reviews=told.reviews(),
    )
    told.keep_duties(found)
    return found


def story_of(one: Life) -> tuple[Story, tuple[ledger.Entry, ...]]:
    """What follows from a life, at its last entry, and the entries that stand."""
    struck = {entry.strikes for entry in one.entries}
    stand = tuple(
        ledger.Entry(
            place,
            entry.kind,
            Moment.at(entry.at) if entry.at else Moment.of_day(entry.on),
            entry.details,
            entry.answers,
        )
        for place, entry in enumerate(one.entries)
        if place not in struck and entry.kind != STRUCK_OUT
    )
    basis = Basis(
        NATIONS[one.nation],
        one.date_of_birth,
        one.section,
        one.section_2_admission,
        one.treatment_admission,
        one.first_medication,
    )
    return story(basis, stand, as_of=one.entries[-1].recorded_at), stand


class _Telling:
    """Tells one order from its making onwards, in the order of time."""

    def __init__(self, rng: random.Random, today: date, made_on: date, section: str) -> None:
        self.rng, self.today, self.made_on, self.section = rng, today, made_on, section
        self.entries: list[Entry] = []
        self.ended = False
        self.conditions = [self._condition(CONTACT), self._condition(DEPOT)]

    def tell(self) -> None:
        self._add("order_made", self._at(self.made_on), conditions=list(self.conditions))
        first, months = self.made_on, 6
        while not self.ended:
            last = last_day_of_months(first, months).safe
            self._tell_period(first, last, is_first=months == 6 and first == self.made_on)
            if self.ended or not self._extend(last):
                return
            first, months = next_day(last), 6 if first == self.made_on else 12

    def reviews(self) -> list[tuple[date, datetime]]:
        """The review dates that were agreed, each with when: moved on at about each one's day."""
        due = self.made_on + timedelta(days=self.rng.randint(40, 150))
        found = [(due, self._recorded(self.made_on, 1))]
        while not self.ended and due + timedelta(days=3) < self.today and self.rng.random() < 0.995:
            held = due + timedelta(days=self.rng.randint(-4, 2))
            due = held + timedelta(days=self.rng.randint(60, 180))
            found.append((due, self._recorded(held, 0)))
        return found

    def keep_duties(self, one: Life) -> None:
        """Note most of the duties as done that have come; a few are forgotten, some are late."""
        found, entries = story_of(one)
        one.status = found.timeline.status.value
        if ends := found.timeline.deadlines.get("order_ends"):
            one.ends_on = ends.when.safe
        for duty in duties(found.timeline, entries):
            late = (self.today - duty.due_on).days
            if self.rng.random() < (0 if late <= 0 else 0.7 if late < 14 else 0.99):
                done = max(self.made_on, duty.due_on - timedelta(days=self.rng.randint(0, 3)))
                self._add("duty_done", done, duty=duty.key, due_on=duty.due_on.isoformat())

    def _tell_period(self, first: date, last: date, *, is_first: bool) -> None:
        """What happens in one period, well ahead of the window in which it is extended."""
        day = first + timedelta(days=self.rng.randint(10, 30))
        calm = last - timedelta(days=75)
        if is_first and self.section == "3" and self.rng.random() < 0.3:
            self._apply(day, last)
        while day < min(calm, self.today - timedelta(days=20)) and not self.ended:
            self._happen(day)
            day += timedelta(days=self.rng.randint(40, 200))

    def _happen(self, day: date) -> None:
        chance = self.rng.random()
        if chance < 0.22:
            self._recall(day)
        elif chance < 0.40:
            self._vary(day)
        elif chance < 0.48:
            self._police(day)
        elif chance < 0.53:
            self._add("order_discharged", day, by="responsible_clinician", reasons="Well for long.")
            self.ended = True

    def _recall(self, day: date) -> None:
        """Notice in hand, detention, perhaps absence before it; then release or revocation."""
        notice = self._at(day)
        ground = "treatment_needed" if self.rng.random() < 0.9 else "mandatory_condition"
        details: dict[str, Any] = {
            "method": "in_hand",
            "ground": ground,
            "hospital": "Demonstration Hospital",
        }
        self._add("recall_notice", notice, **details)
        detained = notice + timedelta(hours=2)
        if self.rng.random() < 0.2:
            away = day + timedelta(days=1)
            detained = self._at(away + timedelta(days=self.rng.randint(1, 12)))
            began = self._add("absence_began", away)
            self._add("returned", detained, answers=began)
        self._add("recall_detention", detained, hospital="Demonstration Hospital")
        decided = detained + timedelta(hours=self.rng.randint(4, 68))
        if self.rng.random() < 0.8:
            self._add("recall_release", decided, reasons="Treated and better.")
        else:
            self._add("order_revoked", decided, reasons="Needs to stay in hospital.")
            self.ended = True

    def _vary(self, day: date) -> None:
        self.conditions = [*self.conditions[:2], self._condition("Attend the clinic each month.")]
        self._add("conditions_varied", self._at(day), conditions=list(self.conditions))

    def _police(self, day: date) -> None:
        """A contact with the police; now and then entered for the wrong person, and struck out."""
        place = self._add("police_contact", self._at(day))
        if self.rng.random() < 0.3:
            self._add(STRUCK_OUT, day, strikes=place, reason="Entered for the wrong person.")

    def _apply(self, day: date, last: date) -> None:
        """The person applies to the tribunal, which considers the case unless they withdraw."""
        heard = day + timedelta(days=self.rng.randint(30, 60))
        if heard >= min(last, self.today):
            return
        place = self._add("application_made", day, section="66(1)(ca)")
        if self.rng.random() < 0.2:
            self._add("application_withdrawn", heard, answers=place)
        else:
            self._add("tribunal_considered", heard, outcome="The order goes on.")

    def _extend(self, last: date) -> bool:
        """Extend in the window, if the day has come and nobody forgot; whether it happened."""
        opens = months_window_ending_on(last, 2).safe
        examined = opens + timedelta(days=self.rng.randint(5, 45))
        furnished = min(last, examined + timedelta(days=self.rng.randint(0, 4)))
        if furnished >= self.today or self.rng.random() < 0.08:
            return False
        self._add("order_extended", furnished, examined=examined.isoformat())
        considered = furnished + timedelta(days=self.rng.randint(10, 40))
        if considered < self.today:
            self._add("managers_considered", considered, outcome="Not discharged.")
        return True

    def _add(
        self,
        kind: str,
        when: date | datetime,
        *,
        answers: int | None = None,
        strikes: int | None = None,
        reason: str = "",
        **details: Any,
    ) -> int:
        """Enter what happened; its place in the list."""
        at = when if isinstance(when, datetime) else None
        on = when.date() if isinstance(when, datetime) else when
        recorded = self._recorded(on, self.rng.randint(0, 2), at)
        if self.entries:
            recorded = max(recorded, self.entries[-1].recorded_at + timedelta(minutes=1))
        entry = Entry(kind, on, at, recorded, details, answers, strikes, reason)
        self.entries.append(entry)
        return len(self.entries) - 1

    def _at(self, day: date) -> datetime:
        at = time(self.rng.choice(HOURS), self.rng.choice((0, 15, 30, 45)))
        return datetime.combine(day, at, LONDON)

    def _recorded(self, day: date, later: int, at: datetime | None = None) -> datetime:
        """When it was entered: some days later, and never after this morning."""
        evening = datetime.combine(day + timedelta(days=later), time(18, 30), LONDON)
        this_morning = datetime.combine(self.today, time(0, 30), LONDON)
        recorded = min(evening, this_morning)
        return recorded if at is None else max(recorded, at)

    def _condition(self, wording: str) -> dict[str, Any]:
        pk = uuid.UUID(int=self.rng.getrandbits(128), version=4)
        return {"id": str(pk), "wording": wording, "purposes": ["treatment"]}
