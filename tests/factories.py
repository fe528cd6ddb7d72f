"""People and assessments for tests, made through the services a team uses.

Nothing here sets a status: ``assessment_at`` walks to it. Every moment is given, so that tests
read no clock.
"""

import uuid
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from assessments import guideline
from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment, Condition, Decision, Order, Patient, Record, Voice
from assessments.services import (
    after_decision,
    assessments,
    conditions,
    considerations,
    decisions,
    patients,
    records,
)
from assessments.summary import rows
from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import User
from tests.kept import kept

MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
# When the order of `order` takes effect: 14:00 in London.
EFFECTIVE = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
PASSWORD = "a password for tests"
USERNAMES = ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin")


def team() -> SimpleNamespace:
    """The eight sign-ins of the demonstration, as attributes: ``team().rc``."""
    return SimpleNamespace(**sign_ins(PASSWORD))


@kept
def sign_ins(password: str) -> dict[str, User]:
    """The same by user name, with a password of one's own."""
    return create_demonstration_users(password)


@kept
def person(users: SimpleNamespace, **changes: Any) -> Patient:
    """A person of the Northgate teams, liable to detention under section 3."""
    inpatient, community = sorted(users.rc.teams.all(), key=lambda team: team.kind, reverse=True)
    values = {
        "name": "Amara Test",
        "nhs_number": "9990000018",
        "date_of_birth": date(1990, 6, 17),
        "section": "3",
        "section_began_on": date(2026, 9, 1),
        "section_ends_on": date(2027, 2, 28),
        "hospital": "Northgate Hospital",
        "inpatient_team": inpatient,
        "community_team": community,
        "inpatient_rc": users.rc,
        "community_rc": users.rc,
        "amhp": users.amhp,
        "care_coordinator": users.nurse,
    }
    return patients.add(values={**values, **changes}, by=users.mha, at=MOMENT)


@kept
def assessment(users: SimpleNamespace, patient: Patient | None = None) -> Assessment:
    """An assessment that has just been opened."""
    who = patient or person(users)
    return assessments.open_assessment(patient=who, by=users.rc, at=MOMENT)


def consider(
    one: Assessment, factor: str, text: str, by: Any, *, voice: str = Voice.TEAM, **more: Any
) -> Any:
    """One voice's words on one factor, on top of whatever stands."""
    words = considerations.Words(voice=voice, text=text, **more)
    (row,) = considerations.record(assessment=one, factor=factor, words=[words], by=by, at=MOMENT)
    return row


def condition(one: Assessment, by: Any, **changes: Any) -> Condition:
    values = {
        "key": "condition.contact",
        "wording": "Amara is to meet her care coordinator every two weeks.",
        "purposes": ["treatment"],
        "rationale": "Contact was lost before each relapse.",
    }
    return conditions.propose(assessment=one, by=by, at=MOMENT, **{**values, **changes})


def decide(one: Assessment, by: Any, outcome: Outcome = Outcome.MADE, **changes: Any) -> Decision:
    """The responsible clinician's opinion, everything "made" needs filled in."""
    values: dict[str, Any] = {
        "outcome": outcome.value,
        "reasons": f"Reasons for {outcome.value}.",
        "effective_on": TODAY + timedelta(days=1),
        "review_on": TODAY + timedelta(days=90),
    }
    for key in ("appropriate", "necessary", "community", "recall", "available"):
        values[f"{key}_finding"] = "met"
        values[f"{key}_reasons"] = f"Reasons why {key} is met."
    if outcome is Outcome.MORE_INFORMATION:
        values |= {
            "information_needed": "A second interview.",
            "information_by": TODAY + timedelta(days=14),
        }
    if outcome is Outcome.NOT_MADE:
        values |= {"instead": "leave_long", "leave_considered": "Considered before leave."}
    current = Decision.objects.current().filter(assessment=one, version=one.version).first()
    return decisions.record_decision(
        assessment=one,
        supersedes=current.pk if current else None,
        by=by,
        at=MOMENT,
        **{**values, **changes},
    )


def state(one: Assessment, by: Any, *, agrees: bool = True, at: datetime | None = None) -> Any:
    """The AMHP's statement on what stands put forward, yes (or no) throughout.

    Two hours after ``MOMENT``, which journeys move to today: read when called, not before.
    """
    signed = rows.standing_put_forward(one)
    asked = Condition.objects.current().filter(assessment=one, withdrawn=False)
    answer = decisions.Answer(agrees, "Own reasons.")
    return decisions.state(
        assessment=one,
        criteria=answer,
        appropriate=answer,
        conditions={row.pk: answer for row in asked},
        shown=signed.pk,
        by=by,
        at=at or MOMENT + timedelta(hours=2),
    )


@kept
def assessment_at(
    status: Status,
    users: SimpleNamespace,
    outcome: Outcome = Outcome.MADE,
    one: Assessment | None = None,
) -> Assessment:
    """An assessment that reached ``status`` as a team would have taken it there.

    ``one`` is an assessment that was opened already; left out, it is a new person's.
    """
    one = one or assessment(users)
    if status is Status.WITH_TEAM:
        return one
    if status is Status.CLOSED:
        assessments.close(
            assessment=one, why="no_longer_needed", reason="Moved away.", by=users.rc, at=MOMENT
        )
        return one
    consider(one, "history.illness", "Ill most winters.", users.nurse)
    condition(one, users.nurse)
    decide(one, users.rc, outcome)
    decisions.put_forward(assessment=one, by=users.rc, at=MOMENT + timedelta(hours=1))
    if status is Status.PUT_FORWARD:
        return one
    state(one, users.amhp)
    if status is Status.STATED:
        return one
    sealed(one, users.rc)
    return one


def sealed(one: Assessment, by: Any) -> Record:
    return records.seal(assessment=one, by=by, at=MOMENT + timedelta(hours=3))


@kept
def order(users: SimpleNamespace, one: Assessment | None = None) -> Order:
    """An order that a completed CTO1 made on 24 November 2026, with one condition.

    ``one`` is an open assessment; left out, it is a new person's.
    """
    one = assessment_at(Status.SEALED, users, one=one)
    form(one, users)
    return Order.objects.get(assessment=one)


def form(one: Assessment, users: SimpleNamespace) -> None:
    """The completed CTO1 of a sealed decision, recorded an hour after it takes effect."""
    after_decision.record_statutory_form(
        assessment=one,
        supersedes=None,
        effective_at=EFFECTIVE,
        part_1_on=date(2026, 11, 23),
        part_2_on=date(2026, 11, 23),
        part_3_on=date(2026, 11, 24),
        by=users.mha,
        at=EFFECTIVE + timedelta(hours=1),
    )


def all_considerations() -> tuple[str, ...]:
    """The keys of every factor whose answer is a consideration."""
    return tuple(f.key for f in guideline.considerations())


def token() -> uuid.UUID:
    return uuid.uuid4()
