"""Many invented people at once, for trying scale: stored in bulk, as the services would have.

What is copied (the work-list, the columns of orders) is not invented: the same code derives it
from the ledgers that derives it every day. Only for a machine of one's own.
"""

import gc
import hashlib
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from assessments import guideline
from assessments.cases.invented import Entry, Life, life
from assessments.cases.invented_page import PAGE
from assessments.cases.invented_staff import Colleagues, colleagues, office
from assessments.documents.marks import check_code
from assessments.lifecycle import Outcome, Status
from assessments.models import (
    Assessment,
    Condition,
    Order,
    OrderEvent,
    Patient,
    PatientRevision,
    Record,
    Review,
    ReviewDate,
    SearchKey,
    StatutoryForm,
    VersionOpened,
)
from assessments.models.search import keys_of
from assessments.services import patients, worklist
from assessments.services.assessments import ALPHABET
from assessments.statute.rules import RULES_EDITION
from cto.accounts.models import User
from cto.audit import door

BATCH = 500
FIRST_NAMES = ("Demonstration", "Example", "Invented", "Madeup", "Sample", "Specimen", "Trial")
# The order in which rows are inserted: each after those that it points to.
TABLES: tuple[type[models.Model], ...] = (
    Patient,
    PatientRevision,
    SearchKey,
    Assessment,
    VersionOpened,
    Condition,
    Record,
    StatutoryForm,
    ReviewDate,
    Order,
    OrderEvent,
    Review,
)
SNAPSHOT = '{"demonstration": true}'
DIGITS = 6
WEIGHTS = range(10, 1, -1)


class ThereAlready(Exception):
    """The people of this seed are in the database."""


@dataclass
class Rows:
    """Rows of every table, to be inserted together."""

    of: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: {table: [] for table in TABLES}
    )

    def add(self, row: models.Model) -> Any:
        self.of[type(row)].append(row)
        return row


def make(*, people: int, seed: int, today: date) -> Iterator[int]:
    """Invent so many people; after each batch how many there are by then.

    The same seed on the same day gives the same rows. Raises ``ThereAlready``.
    """
    if Patient.objects.filter(pk=_rng(seed, 0)[1]).exists():
        raise ThereAlready
    numbers = _numbers()
    with transaction.atomic():
        by, teams = office(), colleagues(seed, people)
    for start in range(0, people, BATCH):
        with _uncollected():
            rows = Rows()
            for number in range(start, min(start + BATCH, people)):
                cared_by = teams[number % len(teams)]
                _person(rows, number, seed=seed, today=today, number_of=numbers, of=cared_by, by=by)
            _store(rows)
        yield min(start + BATCH, people)


@contextmanager
def _uncollected() -> Iterator[None]:
    """One batch without the garbage collector, which would go through it again and again: a fifth
    of the time. What a batch leaves behind is collected after it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _store(rows: Rows) -> None:
    """One batch in one transaction: the rows, what follows from them, and one audit entry."""
    with transaction.atomic():
        for table, found in rows.of.items():
            table._base_manager.bulk_create(found)
        people = [row for row in rows.of[Patient] if isinstance(row, Patient)]
        worklist.refresh_all(people)
        door.wrote(None, "made_demonstration_data", Patient, people=len(people))


def _person(
    rows: Rows,
    number: int,
    *,
    seed: int,
    today: date,
    number_of: Iterator[dict[str, str]],
    of: Colleagues,
    by: User,
) -> None:
    rng, pk = _rng(seed, number)
    one = life(rng, today)
    made = one.entries[0]
    opened = (made.at or made.recorded_at) - timedelta(days=14)
    patient = rows.add(_patient(rng, pk, number, one, next(number_of), of))
    stamp = {"recorded_by": by, "recorded_at": opened}
    rows.add(
        PatientRevision(
            pk=_pk(rng), patient=patient, number=1, values=patients.plain(patient), **stamp
        )
    )
    for key in sorted(keys_of(patient)):
        rows.add(SearchKey(patient=patient, key=key))
    assessment = _assessment(rows, rng, patient, one, opened=opened, of=of, by=by)
    order = _order(rows, rng, patient, assessment, one, by)
    if rng.random() < 0.03:
        _open_review(rows, rng, order, one, by=of.rc)


def _patient(
    rng: random.Random,
    pk: uuid.UUID,
    number: int,
    one: Life,
    numbers: dict[str, str],
    of: Colleagues,
) -> Patient:
    return Patient(
        pk=pk,
        name=f"{rng.choice(FIRST_NAMES)} {_letters(number)}",
        date_of_birth=one.date_of_birth,
        nation=one.nation,
        hospital="Demonstration Hospital",
        section=one.section,
        section_2_admission_on=one.section_2_admission,
        section_began_on=one.treatment_admission,
        first_medication_on=one.first_medication,
        inpatient_team=of.ward,
        community_team=of.community,
        inpatient_rc=of.rc,
        community_rc=of.rc,
        amhp=of.amhp,
        care_coordinator=rng.choice(of.coordinators),
        demonstration=True,
        **numbers,
    )


def _assessment(
    rows: Rows,
    rng: random.Random,
    patient: Patient,
    one: Life,
    *,
    opened: datetime,
    of: Colleagues,
    by: User,
) -> Assessment:
    """The sealed assessment that led to the order, as short as it can be."""
    made = one.entries[0]
    moment = made.at or made.recorded_at
    sealed_at = moment - timedelta(days=1)
    stamp = {"recorded_by": by, "recorded_at": sealed_at}
    assessment: Assessment = rows.add(
        Assessment(
            pk=_pk(rng),
            patient=patient,
            reference=_reference(rng),
            status=Status.SEALED.value,
            guideline_edition=guideline.EDITION,
            opened_by=of.rc,
            opened_at=opened,
        )
    )
    rows.add(
        VersionOpened(
            pk=_pk(rng),
            assessment=assessment,
            number=1,
            kind=VersionOpened.Kind.FIRST,
            opened_by=of.rc,
            opened_at=opened,
        )
    )
    mine = {"assessment": assessment}
    for place, condition in enumerate(made.details["conditions"]):
        words = {"wording": condition["wording"], "purposes": condition["purposes"]}
        thread = uuid.UUID(condition["id"])
        rows.add(
            Condition(
                pk=_pk(rng),
                thread=thread,
                key="condition.additional",
                position=place + 1,
                **words,
                **mine,
                **stamp,
            )
        )
    rows.add(_record(rng, assessment, sealed_at, by=of.rc))
    dates = {f"part_{n}_on": sealed_at.date() for n in (1, 2, 3)}
    rows.add(_version(StatutoryForm, rng, effective_at=moment, **dates, **mine, **stamp))
    _review_dates(rows, rng, one, assessment, by=of.rc)
    return assessment


def _review_dates(
    rows: Rows, rng: random.Random, one: Life, assessment: Assessment, *, by: User
) -> None:
    before = None
    for due_on, agreed_at in one.reviews:
        before = rows.add(
            _version(
                ReviewDate,
                rng,
                thread=before.thread if before else _pk(rng),
                supersedes=before,
                assessment=assessment,
                patient=assessment.patient,
                due_on=due_on,
                reason="Reviewed; the next date was agreed." if before else "",
                agreed_with_person=True,
                recorded_by=by,
                recorded_at=agreed_at,
            )
        )


def _order(
    rows: Rows, rng: random.Random, patient: Patient, assessment: Assessment, one: Life, by: User
) -> Order:
    order: Order = rows.add(
        Order(
            pk=_pk(rng),
            patient=patient,
            assessment=assessment,
            nation=one.nation,
            section=one.section,
            section_2_admission_on=one.section_2_admission,
            treatment_admission_on=one.treatment_admission,
            first_medication_on=one.first_medication,
            opened_at=one.entries[0].recorded_at,
            entries=len(one.entries),
            status=one.status,
            made_on=one.entries[0].on,
            ends_on=one.ends_on,
        )
    )
    stored: list[OrderEvent] = []
    for entry in one.entries:
        stored.append(rows.add(_event(rng, order, entry, stored, by)))
    return order


def _event(
    rng: random.Random, order: Order, entry: Entry, before: list[OrderEvent], by: User
) -> OrderEvent:
    return OrderEvent(
        pk=_pk(rng),
        order=order,
        number=len(before) + 1,
        kind=entry.kind,
        on=entry.on,
        at=entry.at,
        details=entry.details,
        answers=None if entry.answers is None else before[entry.answers],
        strikes=None if entry.strikes is None else before[entry.strikes],
        reason=entry.reason,
        recorded_by=by,
        recorded_at=entry.recorded_at,
    )


def _open_review(rows: Rows, rng: random.Random, order: Order, one: Life, *, by: User) -> None:
    rows.add(
        Review(
            pk=_pk(rng),
            order=order,
            reference=_reference(rng),
            trigger=rng.choice(("planned", "deterioration", "stress", "new_risk")),
            why="Something that was invented.",
            guideline_edition=guideline.EDITION,
            opened_by=by,
            opened_at=one.entries[-1].recorded_at,
        )
    )


def _record(rng: random.Random, assessment: Assessment, at: datetime, *, by: User) -> Record:
    """The sealed bytes: one page that says what it is. Its hashes hold."""
    reference = f"{assessment.reference}-v1"
    return Record(
        pk=_pk(rng),
        assessment=assessment,
        version=1,
        reference=reference,
        outcome=Outcome.MADE.value,
        snapshot=SNAPSHOT,
        snapshot_sha256=hashlib.sha256(SNAPSHOT.encode()).hexdigest(),
        check_code=check_code(SNAPSHOT.encode()),
        pdf=PAGE,
        pdf_sha256=hashlib.sha256(PAGE).hexdigest(),
        guideline_edition=guideline.EDITION,
        rules_edition=RULES_EDITION,
        sealed_by=by,
        sealed_at=at,
    )


def _version(model: Any, rng: random.Random, **values: Any) -> Any:
    values.setdefault("thread", _pk(rng))
    return model(pk=_pk(rng), **values)


def _rng(seed: int, number: int) -> tuple[random.Random, uuid.UUID]:
    """The source of one person's life, and their id."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, and keeps no secret
    return rng, _pk(rng)


def _pk(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def _reference(rng: random.Random) -> str:
    letters = "".join(rng.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _letters(number: int) -> str:
    """A number in letters, since a name holds no digits: 0 is "Aaaa", 1 is "Aaab"."""
    found = ""
    for _ in range(4):
        number, place = divmod(number, 26)
        found = chr(ord("a") + place) + found
    return found.capitalize()


def _numbers() -> Iterator[dict[str, str]]:
    """Numbers that nobody in the database has: NHS numbers of nobody (999), then local ones."""
    known = Patient.objects.filter(nhs_number__startswith="999")
    taken = set(known.values_list("nhs_number", flat=True))
    for number in range(10**DIGITS):
        nine = f"999{number:0{DIGITS}d}"
        check = 11 - sum(int(d) * w for d, w in zip(nine, WEIGHTS, strict=True)) % 11
        whole = f"{nine}{check % 11}"
        if check != 10 and whole not in taken:
            yield {"nhs_number": whole}
    local = Patient.objects.filter(local_number__startswith="DEMO")
    used = set(local.values_list("local_number", flat=True))
    for number in range(10**9):
        if f"DEMO{number:09d}" not in used:
            yield {"local_number": f"DEMO{number:09d}"}
