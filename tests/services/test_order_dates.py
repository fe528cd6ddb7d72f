"""What makes an order, moves its dates or says that a duty is done: each in its one way."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from assessments.lifecycle import Status
from assessments.models import Assessment, DueItem, Order, OrderEvent
from assessments.services import after_decision, assessments, patients
from assessments.services.refusals import Refused
from assessments.summary.sealed_conditions import sealed_conditions
from cto.audit.models import Entry as Audit
from tests import factories as make
from tests.factories import EFFECTIVE, MOMENT, team
from tests.services.ledger_entries import LONDON, london, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def users() -> SimpleNamespace:
    return team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


def test_a_corrected_admission_moves_what_counts_from_it(
    order: Order, users: SimpleNamespace
) -> None:
    patient = order.patient
    patients.change_detention(
        patient=patient,
        values={"section_began_on": date(2026, 9, 10)},
        shown=patient.revision,
        by=users.mha,
        reason="The admission papers say the 10th.",
        at=MOMENT,
    )
    item = DueItem.objects.get(order=order, key="reference_six_months")
    assert item.due_on == date(2027, 3, 10)
    assert patient.revisions.last().values["dates_reason"] == "The admission papers say the 10th."
    last = Audit.objects.filter(action="changed_detention").last()
    assert last is not None
    assert last.detail["dates"] == "reference_six_months"


def test_no_date_of_a_live_order_moves_without_a_reason(
    order: Order, users: SimpleNamespace
) -> None:
    with pytest.raises(Refused, match="Enter why the dates of the order change"):
        change_particulars(order, users, {"first_medication_on": date(2026, 9, 2)})
    assert not DueItem.objects.filter(order=order, key="part_4a_certificate").exists()


def second(order: Order, users: SimpleNamespace, effective: datetime, at: datetime) -> Any:
    one = make.assessment_at(Status.SEALED, users, one=make.assessment(users, order.patient))
    days = {f"part_{n}_on": effective.astimezone(LONDON).date() for n in (1, 2, 3)}
    return after_decision.record_statutory_form(
        assessment=one, supersedes=None, effective_at=effective, by=users.mha, at=at, **days
    )


WRONG_FORMS = [
    (london(2026, 8, 31, 9, 0), "before"),  # the section began on 1 September
    (london(2027, 8, 24, 9, 0), "more than 28 days from now"),
]


@pytest.mark.parametrize(("effective", "said"), WRONG_FORMS)
def test_a_form_that_the_act_does_not_allow_begins_no_order(
    users: SimpleNamespace, effective: datetime, said: str
) -> None:
    one = make.assessment_at(Status.SEALED, users)
    days = {f"part_{n}_on": date(2026, 11, 23) for n in (1, 2, 3)}
    with pytest.raises(Refused, match=said):
        after_decision.record_statutory_form(
            assessment=one,
            supersedes=None,
            effective_at=effective,
            by=users.mha,
            at=MOMENT,
            **days,
        )
    assert not Order.objects.exists()
    assert not after_decision.StatutoryForm.objects.exists()


def test_nobody_is_on_two_orders_at_once(order: Order, users: SimpleNamespace) -> None:
    """The first order ends with 23 May 2027."""
    with pytest.raises(Refused, match="made on 24 Nov"):
        second(order, users, london(2027, 5, 23, 9, 0), london(2027, 5, 23, 10, 0))
    assert Order.objects.count() == 1


def test_another_order_may_follow_one_that_ended(order: Order, users: SimpleNamespace) -> None:
    second(order, users, london(2027, 5, 24, 9, 0), london(2027, 5, 24, 10, 0))
    assert Order.objects.count() == 2


def test_a_second_decision_hides_no_review_of_the_order_in_force(
    order: Order, users: SimpleNamespace
) -> None:
    given = {"agreed_with_person": True, "by": users.rc, "at": MOMENT}
    after_decision.set_review_date(assessment=order.assessment, due_on=date(2027, 2, 1), **given)
    one = make.assessment_at(Status.SEALED, users, one=make.assessment(users, order.patient))
    Assessment.objects.filter(pk=one.pk).update(opened_at=EFFECTIVE)
    after_decision.set_review_date(assessment=one, due_on=date(2027, 3, 1), **given)
    reviews = DueItem.objects.filter(statutory=False).order_by("due_on")
    assert [item.due_on for item in reviews] == [date(2027, 2, 1), date(2027, 3, 1)]


def test_a_correction_that_is_open_gives_the_order_no_condition(users: SimpleNamespace) -> None:
    one = make.assessment_at(Status.SEALED, users)
    assessments.correct(assessment=one, reason="Wrong ward.", by=users.rc)
    one.refresh_from_db()
    make.condition(one, users.nurse, key="condition.residence", wording="Amara is to stay in.")
    assert [row["wording"] for row in sealed_conditions(one.pk) or ()] == [
        "Amara is to meet her care coordinator every two weeks."
    ]
    with pytest.raises(Refused, match="A correction of this decision is open"):
        make.form(one, users)
    assert not Order.objects.exists()


def note(order: Order, by: Any, duty: str, due_on: str, when: datetime) -> OrderEvent:
    day = when.astimezone(LONDON).date()
    return record(order, by, "duty_done", day, duty=duty, due_on=due_on, at=when)


def test_the_end_of_an_order_is_noted_only_once_it_has_ended(
    order: Order, users: SimpleNamespace
) -> None:
    with pytest.raises(Refused, match="This is not due"):
        note(order, users.rc, "order_ends", "2027-05-23", london(2027, 5, 23, 9, 0))
    assert DueItem.objects.filter(order=order, key="order_ends").exists()
    note(order, users.rc, "order_ends", "2027-05-23", london(2027, 5, 24, 9, 0))
    assert not DueItem.objects.filter(order=order, key="order_ends").exists()


def test_a_duty_is_noted_by_whoever_owes_it_on_the_day_on_which_it_is_due(
    order: Order, users: SimpleNamespace
) -> None:
    day = london(2027, 2, 1, 9, 0)
    for who in (users.nurse, users.rc):
        with pytest.raises(Refused, match="Only the Mental Health Act office"):
            note(order, who, "reference_six_months", "2027-03-01", day)
    with pytest.raises(Refused, match="not on that day"):
        note(order, users.mha, "reference_six_months", "2027-03-02", day)
    note(order, users.mha, "reference_six_months", "2027-03-01", day)
    with pytest.raises(Refused, match="This is not due"):
        note(order, users.mha, "reference_six_months", "2027-03-01", day)


def test_what_fell_due_before_the_order_expired_can_be_done_afterwards(
    order: Order, users: SimpleNamespace
) -> None:
    after = london(2027, 6, 1, 9, 0)
    record(order, users.nurse, "police_contact", date(2027, 5, 30), at=after)
    assert DueItem.objects.filter(order=order, key="reference_six_months").exists()
    note(order, users.mha, "reference_six_months", "2027-03-01", after)
    assert not DueItem.objects.filter(order=order, key="reference_six_months").exists()


def test_the_ward_records_a_recall_from_the_paper_and_names_who_signed(
    order: Order, users: SimpleNamespace
) -> None:
    told = {"method": "in_hand", "ground": "treatment_needed"}
    with pytest.raises(Refused, match="Enter the name of the clinician"):
        record(order, users.nurse, "recall_notice", london(2026, 12, 7, 3, 0), **told)
    told["signed_by"] = "Dr Lee Test, on call"
    row = record(order, users.nurse, "recall_notice", london(2026, 12, 7, 3, 0), **told)
    assert (row.recorded_by, row.details["signed_by"]) == (users.nurse, "Dr Lee Test, on call")
    record(order, users.nurse, "recall_detention", london(2026, 12, 7, 3, 20))
    assert DueItem.objects.get(order=order, key="recall_ends").owner == users.rc


UNMAKING = [
    ({"section_began_on": date(2026, 11, 25)}, "Order made, 24 Nov"),
    ({"section": ""}, "Choose section 3, 37, 45A, 47, 48"),
    ({"section": "2"}, "Choose section 3, 37, 45A, 47, 48"),
    ({"section": "5(2)"}, "Choose section 3, 37, 45A, 47, 48"),
]


@pytest.mark.parametrize(("values", "said"), UNMAKING)
def test_particulars_that_would_unmake_a_live_order_are_refused_with_the_reason(
    order: Order, users: SimpleNamespace, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        change_particulars(order, users, values, reason="Typed wrongly.")
    order.refresh_from_db()
    assert (order.status, order.section) == ("in_force", "3")
    assert DueItem.objects.filter(order=order, key="reference_six_months").exists()


def test_a_readmission_after_the_order_expired_leaves_the_order_as_it_was(
    order: Order, users: SimpleNamespace
) -> None:
    """The order ends with 23 May 2027; nobody recorded anything then."""
    values = {"section_began_on": date(2027, 7, 1), "section": "2"}
    change_particulars(order, users, values, at=london(2027, 7, 2, 9, 0))
    order.refresh_from_db()
    assert (order.treatment_admission_on, order.section) == (date(2026, 9, 1), "3")
    assert (order.status, order.ends_on) == ("in_force", date(2027, 5, 23))
    assert DueItem.objects.filter(order=order, key="order_ends").exists()


def change_particulars(
    order: Order,
    users: SimpleNamespace,
    values: dict[str, Any],
    *,
    reason: str = "",
    at: datetime = MOMENT,
) -> None:
    patient = order.patient
    patients.change_detention(
        patient=patient, values=values, shown=patient.revision, by=users.mha, reason=reason, at=at
    )
