"""Seen survives the work-list's renewal; a clinician who leaves hands people over, one by one."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from assessments.lifecycle import Status
from assessments.models import DueItem, Order, PatientRevision, Seen
from assessments.services import after_decision, due, orders, patients, worklist
from assessments.services.orders import Happening
from assessments.services.refusals import Refused
from assessments.summary import caseload
from assessments.summary.orders import ledger
from cto.accounts.models import Profession, User
from cto.audit.models import Entry as Audit
from tests import factories as make

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=LONDON)
SINCE = date(2026, 12, 1)


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


@pytest.fixture
def takes_over(users: SimpleNamespace) -> User:
    return User.objects.create_user(
        "dr.new",
        name="Dr New",
        profession=Profession.PSYCHIATRIST,
        is_approved_clinician=True,
    )


def hand_over(users: SimpleNamespace, to: User, **changes: object) -> tuple[due.Handed, ...]:
    shown = {one.patient.pk: one.patient.revision for one in caseload.of(users.rc)}
    call = {"shown": shown, "since": SINCE, "submission": make.token(), "by": users.mha}
    return due.reassign(leaving=users.rc, to=to, at=LATER, **{**call, **changes})


# Seen --------------------------------------------------------------------------------------------
def test_what_was_seen_is_still_seen_after_the_work_list_is_renewed(
    order: Order, users: SimpleNamespace
) -> None:
    item = DueItem.objects.get(order=order, key="order_ends")
    due.mark_seen(item=item, due_on=item.due_on, by=users.rc, at=LATER)
    worklist.refresh(order.patient)
    assert DueItem.objects.get(order=order, key="order_ends").seen_at == LATER
    assert worklist.drift([order.patient]) == []


def test_a_new_day_and_a_new_owner_have_not_seen_it(
    order: Order, users: SimpleNamespace, takes_over: User
) -> None:
    item = DueItem.objects.get(order=order, key="order_ends")
    due.mark_seen(item=item, due_on=item.due_on, by=users.rc, at=LATER)
    hand_over(users, takes_over)
    assert DueItem.objects.get(order=order, key="order_ends").seen_at is None
    due.mark_seen(item=item, due_on=item.due_on, by=takes_over, at=LATER)
    order.refresh_from_db()
    examined = date(2027, 4, 1)
    orders.record(
        order=order,
        happening=Happening("order_extended", examined, None, {"examined": examined}),
        shown=order.entries,
        by=takes_over,
        at=datetime(2027, 4, 2, 9, 0, tzinfo=LONDON),
    )
    moved = DueItem.objects.get(order=order, key="order_ends")
    assert moved.due_on == date(2027, 11, 23)
    assert moved.seen_at is None
    assert Seen.objects.count() == 2


def test_only_whoever_it_waits_for_has_seen_it(order: Order, users: SimpleNamespace) -> None:
    item = DueItem.objects.get(order=order, key="order_ends")
    with pytest.raises(Refused, match="Only whoever this waits for"):
        due.mark_seen(item=item, due_on=item.due_on, by=users.mha)
    with pytest.raises(Refused, match="has moved"):
        due.mark_seen(item=item, due_on=item.due_on + timedelta(days=1), by=users.rc)
    assert not Seen.objects.exists()


# Reassignment ------------------------------------------------------------------------------------
def test_everybody_of_a_clinician_who_leaves_gets_the_new_one_with_a_ledger_entry(
    order: Order, users: SimpleNamespace, takes_over: User
) -> None:
    (handed,) = hand_over(users, takes_over)
    assert handed.reasons == ()
    order.patient.refresh_from_db()
    assert order.patient.rc_ids == {takes_over.pk}
    last = ledger(order)[-1]
    assert (last.kind, last.on, last.details["to"]) == (
        "responsible_clinician_changed",
        SINCE,
        "Dr New",
    )
    assert DueItem.objects.get(order=order, key="order_ends").owner == takes_over
    assert worklist.drift([order.patient]) == []


def test_a_place_that_is_somebody_elses_stays_theirs(
    users: SimpleNamespace, takes_over: User
) -> None:
    patient = make.person(users, inpatient_rc=users.other)
    hand_over(users, takes_over)
    patient.refresh_from_db()
    assert (patient.inpatient_rc, patient.community_rc) == (users.other, takes_over)


def test_one_who_cannot_be_handed_over_keeps_nobody_else(
    users: SimpleNamespace, takes_over: User
) -> None:
    """The new one is the AMHP of one person, who would be asked by themselves."""
    User.objects.filter(pk=takes_over.pk).update(profession=Profession.NURSE, is_amhp=True)
    takes_over.refresh_from_db()
    first = make.person(users, amhp=takes_over, name="A First")
    second = make.person(users, nhs_number="9990000026", name="B Second")
    one, two = hand_over(users, takes_over)
    assert (one.patient, two.patient) == (first, second)
    assert "must be two different people" in one.reasons[0]
    assert two.reasons == ()
    first.refresh_from_db()
    assert users.rc.pk in first.rc_ids


def test_sent_twice_it_has_one_effect_and_the_same_answer(
    order: Order, users: SimpleNamespace, takes_over: User
) -> None:
    shown = {one.patient.pk: one.patient.revision for one in caseload.of(users.rc)}
    token = make.token()
    first = hand_over(users, takes_over, shown=shown, submission=token)
    second = hand_over(users, takes_over, shown=shown, submission=token)
    assert first == second
    assert [entry.kind for entry in ledger(order)].count("responsible_clinician_changed") == 1
    assert PatientRevision.objects.filter(patient=order.patient).count() == 2


def test_whoever_changed_meanwhile_is_left_alone(
    order: Order, users: SimpleNamespace, takes_over: User
) -> None:
    patient = order.patient
    shown = {patient.pk: patient.revision}
    patients.name_roles(
        patient=patient,
        values={"care_coordinator": users.ot},
        shown=patient.revision,
        by=users.mha,
        at=LATER,
    )
    (handed,) = hand_over(users, takes_over, shown=shown)
    assert "changed this person’s teams or people meanwhile" in handed.reasons[0]
    patients.name_roles(
        patient=patient,
        values={"inpatient_rc": users.other, "community_rc": users.other},
        shown=2,
        by=users.mha,
        at=LATER,
    )
    (handed,) = hand_over(users, takes_over, shown=shown)
    assert handed.reasons == (due.NOT_THEIRS,)


@pytest.mark.parametrize("who", ["rc", "nurse", "sysadmin"])
def test_only_the_office_reassigns(users: SimpleNamespace, takes_over: User, who: str) -> None:
    patient = make.person(users)
    with pytest.raises(Refused):
        hand_over(users, takes_over, by=getattr(users, who))
    patient.refresh_from_db()
    assert patient.community_rc == users.rc
    assert Audit.objects.filter(action="reassigned", outcome="refused").count() == 1


def test_a_signature_that_the_change_would_void_is_said_before(users: SimpleNamespace) -> None:
    make.assessment_at(Status.PUT_FORWARD, users)
    (one,) = caseload.of(users.rc)
    assert one.signed
    assert "What was put forward returns to the team" in one.words


def test_a_moved_review_moves_the_work_list(order: Order, users: SimpleNamespace) -> None:
    call = {"assessment": order.assessment, "agreed_with_person": True, "by": users.rc}
    first = after_decision.set_review_date(**call, due_on=date(2027, 1, 5), at=LATER)
    item = DueItem.objects.get(order=order, key="local_review")
    due.mark_seen(item=item, due_on=item.due_on, by=users.rc, at=LATER)
    after_decision.set_review_date(
        **call, due_on=date(2027, 1, 12), reason="Snow.", supersedes=first.pk, at=LATER
    )
    item.refresh_from_db()
    assert (item.due_on, item.seen_at) == (date(2027, 1, 12), None)
