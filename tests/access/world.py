"""People, assessments and their entries, made once for all tests of this room.

Two teams, each with one person and one assessment in every status. `own` is Northgate's, where
five of the demonstration sign-ins work; `theirs` is Southfield's, where `other` is the
responsible clinician. Everything goes through the services a team uses.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any

from stdnum.gb import nhs

from assessments import guideline
from assessments.lifecycle import Status
from assessments.models import (
    Assessment,
    Contact,
    Order,
    OrderEvent,
    Patient,
    Review,
    ReviewRecord,
    Voice,
)
from assessments.services import (
    after_decision,
    assessments,
    considerations,
    contacts,
    deliberation,
    orders,
    process,
    reviews,
)
from cto.accounts import services as accounts
from cto.accounts.models import Profession, User
from cto.accounts.services import Particulars
from tests import factories as make

EVERYBODY = ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin")
FACTOR = "risk.self"
REVIEW_QUESTION = "review.benefits"
OWN, THEIRS = "own", "theirs"
EVENT = "police_contact"  # it may be recorded by every member, on any day


@dataclass
class Case:
    """One assessment and what stands in its addresses: `rows` by what the row is."""

    assessment: Assessment
    patient: Patient
    rows: dict[str, uuid.UUID] = field(default_factory=dict)
    reference: str = "0000-0000-v1"

    @property
    def order(self) -> uuid.UUID:
        """The order that came of it, once its statutory form is recorded; else a new id."""
        found = Order.objects.filter(assessment=self.assessment).first()
        return found.pk if found else uuid.uuid4()

    @property
    def event(self) -> uuid.UUID:
        """The last entry of that order's ledger that may be struck out."""
        rows = OrderEvent.objects.filter(order=self.order, kind=EVENT, struck_by__isnull=True)
        found = rows.order_by("number").last()
        return found.pk if found else uuid.uuid4()

    @property
    def review(self) -> uuid.UUID:
        """The review of that order that is open; once it is not, the newest."""
        found = Review.objects.filter(order=self.order).order_by("opened_at").last()
        return found.pk if found else uuid.uuid4()

    @property
    def sealed_review(self) -> uuid.UUID:
        """The first review of that order, which is sealed."""
        found = Review.objects.filter(order=self.order).order_by("opened_at").first()
        return found.pk if found else uuid.uuid4()

    @property
    def review_reference(self) -> str:
        """The record of that first review."""
        found = ReviewRecord.objects.filter(review__order=self.order).order_by("sealed_at").first()
        return found.reference if found else "ZZZZ-ZZZZ-v1"

    @property
    def contact(self) -> uuid.UUID:
        """The last contact that was logged about it, one that stands if there is any."""
        rows = Contact.objects.current().filter(order=self.order)
        found = rows.order_by("-withdrawn", "recorded_at").last()
        return found.thread if found else uuid.uuid4()


@dataclass
class World:
    """The eight sign-ins, and a case of each team in each status."""

    users: SimpleNamespace
    cases: dict[tuple[str, Status], Case] = field(default_factory=dict)

    def user(self, name: str) -> User:
        return getattr(self.users, name)


def build() -> World:
    """Ten people, ten assessments, two sealed records."""
    world = World(make.team())
    theirs = _southfield(world.users)
    for number, status in enumerate(Status):
        for side, team in ((OWN, world.users), (THEIRS, theirs)):
            name = f"{side} {status.value}"
            patient = person(world.users, name, 2 * number + (side == THEIRS), **team.care)
            world.cases[side, status] = case(team, patient, status)
    return world


def person(users: SimpleNamespace, name: str, number: int, **care: Any) -> Patient:
    """A person of Northgate, or of whose `care` it is, with words in every field that has any."""
    return make.person(
        users,
        name=f"Zuzanna {name.replace('_', ' ').title()}",
        preferred_name=f"Zuza{number}",
        nhs_number=_nhs_number(number),
        local_number=f"LOCAL{number}",
        diagnosis="Schizoaffective disorder",
        language="Polish",
        victim_contact="The liaison officer",
        advance_decision="No haloperidol",
        attorney_or_deputy="None appointed",
        relative_standing="named",
        relative_name="Bogdan Relative",
        relative_relationship="Brother",
        relative_contact="By letter",
        **care,
    )


def case(team: SimpleNamespace, patient: Patient, status: Status, entries: int = 1) -> Case:
    """An assessment with so many entries of each kind, taken to a status."""
    one = make.assessment(team, patient)
    found = Case(one, patient)
    for number in range(entries):
        add_entries(found, team, number)
    deliberation.reveal(assessment=one, by=team.rc, at=make.MOMENT)
    make.assessment_at(status, team, one=one)
    if status is Status.SEALED:
        found.reference = one.records.get().reference
        for number in range(entries):
            add_after(found, team, number)
    one.refresh_from_db()
    return found


def add_entries(found: Case, team: SimpleNamespace, number: int) -> None:
    """One entry of each kind that an assessment may have several of, and the first of the rest."""
    one, given = found.assessment, {"assessment": found.assessment, "at": make.MOMENT}
    say = f"Words {number}"
    carer = make.consider(one, FACTOR, say, team.rc, voice=Voice.CARER, speaker=f"Aunt {number}")
    rows = {"carer": carer.thread, "condition": make.condition(one, team.rc, key=OF_OUR_OWN).thread}
    held = {"present": say, "held_on": make.TODAY}
    rows["interview"] = process.record_interview(
        **given, by=team.rc, **held, with_responsible_clinician=True, with_amhp=False, notes=say
    ).thread
    rows["capacity"] = process.record_capacity(**given, by=team.rc, **_capacity(say)).thread
    rows["consultation"] = process.record_consultation(
        **given, by=team.rc, **_consultation(say)
    ).thread
    assessments.record_attendance(
        **given, member=None, name=say, role="Guest", took_part=True, supersedes=None, by=team.rc
    )
    if number == 0:
        rows["note"] = _firsts(found, team, held)
    found.rows |= rows


def add_after(found: Case, team: SimpleNamespace, number: int) -> None:
    """What follows a sealed decision; the statutory form and the review date once."""
    given = {"assessment": found.assessment, "by": team.rc, "at": make.MOMENT}
    after_decision.explain_further(
        **given, explained_on=make.TODAY, explained_by="RC", understood=f"Words {number}"
    )
    spoken = {"rights_spoken": True, "rights_leaflet": True, "advocate_leaflet": True}
    after_decision.give_rights(**given, given_on=make.TODAY, given_by="RC", **spoken)
    if number == 0:
        days = {f"part_{n}_on": make.TODAY for n in (1, 2, 3)}
        at = make.MOMENT + timedelta(days=1)
        after_decision.record_statutory_form(**given, supersedes=None, effective_at=at, **days)
        due = make.TODAY + timedelta(days=60)
        after_decision.set_review_date(**given, due_on=due, agreed_with_person=True)
    add_events(found, team, number)
    add_contact(found, team, number)
    add_review(found, team, number)


def add_events(found: Case, team: SimpleNamespace, number: int) -> None:
    """What happened to the order since."""
    order = Order.objects.select_related("patient").get(assessment=found.assessment)
    told = {"power": "136", "reasons": f"Words {number}"}
    orders.record(
        order=order,
        happening=orders.Happening(EVENT, make.TODAY, None, told),
        shown=order.entries,
        by=team.rc,
        at=make.MOMENT,
    )


def add_contact(found: Case, team: SimpleNamespace, number: int) -> None:
    """A contact that was missed on the first day of the order."""
    contacts.log(
        order=Order.objects.get(assessment=found.assessment),
        what="contact",
        outcome="missed",
        on=make.TODAY + timedelta(days=1),
        why=f"Words {number}",
        enforced=True,
        action="A call",
        by=team.nurse,
        at=make.MOMENT + timedelta(days=2),
    )


def add_review(found: Case, team: SimpleNamespace, number: int) -> None:
    """Each time one review more that is sealed, and at last one that is open."""
    order = Order.objects.get(assessment=found.assessment)
    at = make.MOMENT + timedelta(days=2 + number)
    for review in order.reviews.open():
        reviews.close(review=review, reason="To begin anew", by=team.rc, at=at)
    given = {"by": team.rc, "at": at}
    review = reviews.open_review(order=order, trigger="stress", why=f"Words {number}", **given)
    held = {"held_on": make.TODAY + timedelta(days=1), "present": f"Words {number}"}
    reviews.record_meeting(review=review, **held, person_present=True, **given)
    mark = {"mark": "changed"} if number else {}
    for key in ("review.discharge", REVIEW_QUESTION):
        told = {"standing": "recorded", "text": f"Words {number}", **mark}
        reviews.answer(review=review, key=key, **told, **given)
    goes_on = {"outcome": "continue", "next_on": make.TODAY + timedelta(days=90)}
    reviews.decide(review=review, reasons=f"Words {number}", **goes_on, **given)
    reviews.seal(review=review, **given)
    later = {"by": team.nurse, "at": at + timedelta(hours=1)}
    reviews.open_review(order=order, trigger="planned", **later)


def _firsts(found: Case, team: SimpleNamespace, held: dict[str, Any]) -> uuid.UUID:
    """What an assessment has one of; returns the note that waits for the nurse's yes."""
    given = {"assessment": found.assessment, "at": make.MOMENT, "supersedes": None}
    deliberation.pause(**given, reflection="Thought it over.", by=team.rc)
    deliberation.agree(
        **given,
        recommendation="recommend",
        reasons="R",
        dissent="",
        agreed_on=make.TODAY,
        by=team.ot,
    )
    for user in (team.rc, team.nurse):
        view = {"stance": "make", "sureness": "sure", "reasons": "R", "would_change": ""}
        deliberation.give_view(**given, **view, by=user)
    for option in guideline.OPTIONS:
        deliberation.appraise_option(
            **given, option=option.key, reasons_for="F", reasons_against="A", by=team.rc
        )
    process.record_involvement(
        **given, by=team.rc, consent_level="agrees", advocate_offered=True, interpreter="None"
    )
    process.record_meeting(
        **given, by=team.rc, **held, with_amhp=True, person_present=True, services="Weekly"
    )
    note = considerations.Words(voice=Voice.MEMBER, text="Typed for her", member=team.nurse)
    row = considerations.record(
        assessment=found.assessment, factor=FACTOR, words=[note], by=team.rc, at=make.MOMENT
    )
    return row[0].pk


OF_OUR_OWN = "condition.additional"


def _capacity(say: str) -> dict[str, Any]:
    limbs = ("understand", "retain", "use_or_weigh", "communicate")
    words = {"decision": say, "support_given": say, "reasons": say, "assessor": "RC"}
    return {"assessed_on": make.TODAY, "outcome": "has", **words, **dict.fromkeys(limbs, "yes")}


def _consultation(say: str) -> dict[str, Any]:
    return {
        "kind": "carer",
        "name": say,
        "consulted": True,
        "consulted_on": make.TODAY,
        "consent": "given",
        "said": say,
    }


def _southfield(users: SimpleNamespace) -> SimpleNamespace:
    """The other team: `other` leads it, with an AMHP and a nurse who are not among the eight."""
    (team,) = users.other.teams.all()
    amhp = member("southfield.amhp", Profession.SOCIAL_WORKER, team, is_amhp=True)
    nurse = member("southfield.nurse", Profession.NURSE, team)
    users.care = {}
    care = {
        "inpatient_team": None,
        "inpatient_rc": None,
        "community_team": team,
        "community_rc": users.other,
        "amhp": amhp,
        "care_coordinator": nurse,
    }
    return SimpleNamespace(
        rc=users.other, amhp=amhp, nurse=nurse, ot=nurse, mha=users.mha, care=care
    )


def member(username: str, profession: str, team: Any, **roles: bool) -> User:
    words = {"username": username, "name": username.replace(".", " ").title()}
    who = Particulars(**words, profession=profession, **roles)
    return accounts.add_user(particulars=who, teams=[team], password=make.PASSWORD, by=None)


def _nhs_number(number: int) -> str:
    """The number-th valid NHS number of those that are nobody's."""
    valid = (str(n) for n in range(9990001000, 9991000000) if nhs.is_valid(str(n)))
    return next(islice(valid, number, None))
