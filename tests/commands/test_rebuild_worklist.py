"""`manage.py rebuild_worklist`: proves the work-list equal to the ledgers, or makes it so."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.lifecycle import Status
from assessments.models import DueItem, Order, Patient
from assessments.services import orders, worklist
from assessments.services.orders import Happening
from cto.audit.models import Entry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    return make.order(make.team())


def spoil(order: Order) -> None:
    """Make every kind of difference: a wrong day, a missing item, one too many, a wrong column."""
    DueItem.objects.filter(key="order_ends").update(due_on=date(2030, 1, 1))
    DueItem.objects.filter(key="reference_six_months").delete()
    stored = DueItem.objects.get(key="order_ends")
    stored.pk, stored.key, stored._state.adding = make.token(), "cto8_due", True
    stored.save()
    Order.objects.filter(pk=order.pk).update(status="expired", ends_on=None)


def test_what_the_services_keep_is_equal(order: Order, capsys: Any) -> None:
    call_command("rebuild_worklist", "--check")

    assert capsys.readouterr().out == "Checked the work-list of 1 people: equal.\n"


def test_a_check_names_each_row_exits_1_and_changes_nothing(order: Order, capsys: Any) -> None:
    spoil(order)
    before = sorted(DueItem.objects.values_list("key", "due_on"))

    with pytest.raises(CommandError, match="4 rows differ") as difference:
        call_command("rebuild_worklist", "--check")

    assert difference.value.returncode == 1
    assessment = order.assessment_id
    assert capsys.readouterr().out.splitlines() == [
        f"cto8_due of assessment {assessment}",
        f"order_ends of assessment {assessment}",
        f"reference_six_months of assessment {assessment}",
        f"columns of order {order.pk}",
    ]
    assert sorted(DueItem.objects.values_list("key", "due_on")) == before


def test_it_mends_every_kind_of_difference(order: Order, capsys: Any) -> None:
    right = sorted(DueItem.objects.values_list("key", "due_on", "owner"))
    spoil(order)

    call_command("rebuild_worklist")

    assert "4 rows mended" in capsys.readouterr().out
    assert sorted(DueItem.objects.values_list("key", "due_on", "owner")) == right
    order.refresh_from_db()
    assert (order.status, order.ends_on) == ("in_force", date(2027, 5, 23))
    call_command("rebuild_worklist", "--check")
    assert Entry.objects.get(action="rebuilt_worklist").detail == {"rows": 4}


def test_it_goes_through_everybody_batch_by_batch(order: Order) -> None:
    users = _users_of(order)
    for number in ("9990000026", "9990000034"):
        person = make.person(users, name="Another Test", nhs_number=number)
        make.order(users, make.assessment(users, person))
    DueItem.objects.filter(key="order_ends").delete()

    batches = list(worklist.everybody(mend=True, batch=2))

    assert [batch.people for batch in batches] == [2, 1]
    assert sum(len(batch.lines) for batch in batches) == 3
    assert DueItem.objects.filter(key="order_ends").count() == 3


def test_queries_do_not_grow_with_the_people_of_a_batch(
    order: Order, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(8):  # two of them find the batch, and that there is no other
        list(worklist.everybody(mend=False))
    users = _users_of(order)
    for number in ("9990000026", "9990000034", "9990000042"):
        person = make.person(users, name="Another Test", nhs_number=number)
        make.order(users, make.assessment(users, person))
    with django_assert_num_queries(8):
        list(worklist.everybody(mend=False))


def test_the_tribunal_that_considered_an_earlier_order_counts_in_the_batch(order: Order) -> None:
    """The second order of a person counts its long stop from what happened under the first.

    The person is under 18, so that a year after it the second order is still in force.
    """
    users = _users_of(order)
    Patient.objects.update(date_of_birth=date(2012, 6, 17))
    day = make.EFFECTIVE.replace(year=2027, month=1)
    for happening in (
        Happening("tribunal_considered", date(2027, 1, 5)),
        Happening("order_discharged", date(2027, 1, 20), None, {"by": "managers"}),
    ):
        order.refresh_from_db()
        orders.record(order=order, happening=happening, shown=order.entries, by=users.mha, at=day)
    order.patient.refresh_from_db()
    moved = _long_stop_of_another(order, date(2027, 8, 2))

    assert moved.due_on == date(2028, 1, 6)
    assert worklist.drift([order.patient]) == []


def _long_stop_of_another(order: Order, day: date) -> DueItem:
    """The long stop of the person's second order, made on a later day."""
    from assessments.services import after_decision

    users = _users_of(order)
    one = make.assessment(users, order.patient)
    one = make.assessment_at(Status.SEALED, users, one=one)
    at = make.EFFECTIVE.replace(year=day.year, month=day.month, day=day.day)
    after_decision.record_statutory_form(
        assessment=one,
        supersedes=None,
        effective_at=at,
        part_1_on=day,
        part_2_on=day,
        part_3_on=day,
        by=users.mha,
        at=at,
    )
    return DueItem.objects.get(assessment=one, key="reference_long_stop")


def _users_of(order: Order) -> Any:
    from types import SimpleNamespace

    from cto.accounts.models import User

    return SimpleNamespace(**{user.username: user for user in User.objects.all()})
