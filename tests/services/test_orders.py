"""The ledger of an order: what may be recorded, by whom, and how it is corrected."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from assessments.models import DueItem, Order
from assessments.services import after_decision, orders, patients
from assessments.services.orders import Happening
from assessments.services.refusals import Refused
from assessments.summary.orders import ledger, standing_rows, story_of
from cto.audit.models import Entry as Audit
from tests import factories as make
from tests.factories import EFFECTIVE, team, token
from tests.services.ledger_entries import london, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def users() -> SimpleNamespace:
    return team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


def test_the_completed_form_begins_the_ledger_with_the_agreed_conditions(order: Order) -> None:
    (made,) = ledger(order)
    assert (made.kind, made.at, made.number) == ("order_made", EFFECTIVE, 1)
    assert [one["wording"] for one in made.details["conditions"]] == [
        "Amara is to meet her care coordinator every two weeks."
    ]
    assert (order.status, order.made_on, order.ends_on) == (
        "in_force",
        date(2026, 11, 24),
        date(2027, 5, 23),
    )


def test_what_is_due_is_copied_with_its_owner(order: Order, users: SimpleNamespace) -> None:
    item = DueItem.objects.get(order=order, key="order_ends")
    assert (item.due_on, item.owner, item.statutory) == (date(2027, 5, 23), users.rc, True)
    office = DueItem.objects.get(order=order, key="reference_six_months")
    assert (office.due_on, office.owner) == (date(2027, 3, 1), None)


def test_a_corrected_form_strikes_the_first_entry_through_with_the_reason(
    order: Order, users: SimpleNamespace
) -> None:
    form = after_decision.StatutoryForm.objects.get(assessment=order.assessment)
    change = {
        "assessment": order.assessment,
        "supersedes": form.pk,
        "effective_at": EFFECTIVE - timedelta(days=1),
        "part_1_on": form.part_1_on,
        "part_2_on": form.part_2_on,
        "part_3_on": form.part_3_on,
        "by": users.mha,
        "at": EFFECTIVE + timedelta(days=1),
    }
    with pytest.raises(Refused, match="why the dates are corrected"):
        after_decision.record_statutory_form(**change)
    after_decision.record_statutory_form(**change, reason="The form says Monday.")
    first, second = ledger(order)
    assert (second.strikes, second.reason) == (first, "The form says Monday.")
    order.refresh_from_db()
    assert (order.made_on, order.ends_on) == (date(2026, 11, 23), date(2027, 5, 22))


def test_a_recall_runs_from_notice_to_release(order: Order, users: SimpleNamespace) -> None:
    record(
        order,
        users.rc,
        "recall_notice",
        london(2026, 12, 5, 18, 0),
        method="at_address",
        ground="treatment_needed",
        hospital="Northgate Hospital",
        reasons="She has stopped eating.",
    )
    record(order, users.nurse, "recall_detention", london(2026, 12, 7, 10, 0))
    assert DueItem.objects.get(order=order, key="recall_ends").due_at == london(2026, 12, 10, 10, 0)
    record(order, users.rc, "recall_release", london(2026, 12, 9, 10, 0))
    assert not DueItem.objects.filter(order=order, key="recall_ends").exists()
    assert story_of(order, as_of=london(2026, 12, 8, 9, 0)).timeline.status == "recalled"


def test_what_the_law_does_not_allow_is_refused_and_audited(
    order: Order, users: SimpleNamespace
) -> None:
    with pytest.raises(Refused, match="window"):
        record(order, users.rc, "order_extended", date(2027, 1, 20), examined=date(2027, 1, 20))
    assert len(ledger(order)) == 1
    assert Audit.objects.filter(action="recorded_order_event", outcome="refused").count() == 1


@pytest.mark.parametrize(
    ("kind", "who", "allowed"),
    [
        ("recall_notice", "rc", True),
        ("recall_notice", "mha", True),
        ("recall_notice", "nurse", True),
        ("recall_release", "nurse", True),
        ("order_revoked", "nurse", False),
        ("absence_began", "nurse", True),
        ("police_contact", "nurse", True),
        ("checked_against_papers", "nurse", True),
        ("checked_against_papers", "mha", True),
        ("checked_against_papers", "auditor", False),
    ],
)
def test_the_acts_of_the_responsible_clinician_are_recorded_by_them_or_the_office(
    order: Order, users: SimpleNamespace, kind: str, who: str, allowed: bool
) -> None:
    from assessments import permissions

    reasons = permissions.reasons_not_to_record_event(getattr(users, who), order, kind)
    assert (reasons == ()) is allowed


def test_nothing_is_recorded_before_it_has_happened(order: Order, users: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="future"):
        record(order, users.nurse, "police_contact", date(2027, 2, 1))
    record(order, users.mha, "hearing_listed", date(2027, 3, 1))


def test_a_form_that_knew_less_is_refused(order: Order, users: SimpleNamespace) -> None:
    shown = order.entries
    record(order, users.nurse, "police_contact", date(2026, 12, 1))
    with pytest.raises(Refused, match="Somebody recorded something else"):
        orders.record(
            order=order,
            happening=Happening("police_contact", date(2026, 12, 2)),
            shown=shown,
            by=users.nurse,
            at=london(2027, 1, 31, 9, 0),
        )


def test_a_form_sent_twice_has_one_effect(order: Order, users: SimpleNamespace) -> None:
    call = {
        "order": order,
        "happening": Happening("police_contact", date(2026, 12, 2)),
        "shown": order.entries,
        "by": users.nurse,
        "submission": token(),
        "at": london(2027, 1, 31, 9, 0),
    }
    assert orders.record(**call).pk == orders.record(**call).pk
    assert len(ledger(order)) == 2


def test_a_correction_stands_in_the_place_of_what_it_strikes(
    order: Order, users: SimpleNamespace
) -> None:
    began = record(order, users.nurse, "admission_began", date(2026, 12, 1), power="")
    record(order, users.nurse, "admission_ended", date(2026, 12, 9), answers=began.pk)
    order.refresh_from_db()
    right = orders.correct(
        event=began,
        happening=Happening("admission_began", date(2026, 12, 3), None, {"power": "2"}),
        reason="It was the Thursday.",
        shown=order.entries,
        by=users.rc,
        at=london(2027, 1, 31, 9, 0),
    )
    rows = ledger(order)
    assert [row.kind for row in standing_rows(rows)] == [
        "order_made",
        "admission_began",
        "admission_ended",
    ]
    assert right.strikes == began
    with pytest.raises(Refused, match="completes this one"):
        orders.correct(
            event=right,
            happening=None,
            reason="Another person.",
            shown=len(rows),
            by=users.rc,
            at=london(2027, 1, 31, 9, 0),
        )


def test_an_entry_on_which_another_rests_is_not_struck_out_before_it(
    order: Order, users: SimpleNamespace
) -> None:
    notice = record(
        order,
        users.rc,
        "recall_notice",
        london(2026, 12, 5, 18, 0),
        method="in_hand",
        ground="treatment_needed",
    )
    record(order, users.nurse, "recall_detention", london(2026, 12, 5, 20, 0))
    order.refresh_from_db()
    with pytest.raises(Refused, match="“Detained in hospital after recall, 5 December 2026”"):
        orders.correct(
            event=notice,
            happening=None,
            reason="Entered in error.",
            shown=order.entries,
            by=users.mha,
            at=london(2027, 1, 31, 9, 0),
        )


def test_a_new_responsible_clinician_takes_over_what_is_due(
    order: Order, users: SimpleNamespace
) -> None:
    patient = order.patient
    patients.name_roles(
        patient=patient,
        values={"community_rc": users.other},
        shown=patient.revision,
        by=users.mha,
        since=date(2026, 12, 1),
        at=london(2026, 12, 2, 9, 0),
    )
    assert DueItem.objects.get(order=order, key="order_ends").owner == users.other
    last = ledger(order)[-1]
    assert (last.kind, last.on, last.details["to"]) == (
        "responsible_clinician_changed",
        date(2026, 12, 1),
        users.other.name,
    )
