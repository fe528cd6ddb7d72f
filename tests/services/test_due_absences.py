"""What is due while somebody is absent without leave follows from how long the absence lasts."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from assessments.models import DueItem, Order
from assessments.services import reminders, worklist
from assessments.statute.duties import duties, to_note
from assessments.statute.ledger import story
from assessments.summary.orders import basis_of, entries_of, ledger
from tests import factories as make
from tests.services.ledger_entries import LONDON, london, record

ENDS, LIMIT = date(2027, 5, 23), date(2027, 8, 1)


@pytest.fixture
def absent(users: SimpleNamespace, time_machine: Any) -> Order:
    """In hospital on 1 February 2027 under a recall, gone on the 2nd, and not seen since."""
    order = make.order(users)
    time_machine.move_to(london(2027, 2, 2, 20, 0), tick=False)
    now = datetime.now(LONDON)
    notice = {"method": "in_hand", "ground": "treatment_needed"}
    record(order, users.rc, "recall_notice", london(2027, 2, 1, 9, 0), at=now, **notice)
    record(order, users.nurse, "recall_detention", london(2027, 2, 1, 10, 0), at=now)
    record(order, users.nurse, "absence_began", date(2027, 2, 2), at=now)
    return order


def due(order: Order) -> dict[str, date]:
    return dict(DueItem.objects.filter(order=order).values_list("key", "due_on"))


def test_the_board_counts_to_the_day_on_which_a_patient_who_comes_back_must_be_extended(
    absent: Order,
) -> None:
    assert due(absent)["order_ends"] == ENDS
    assert due(absent)["absence_retake_until"] == LIMIT
    assert due(absent)["recall_ends"] == date(2027, 2, 4)
    assert worklist.drift([absent.patient]) == []


def test_the_daily_run_follows_an_absence_into_the_last_week_and_past_its_limit(
    absent: Order, time_machine: Any
) -> None:
    time_machine.move_to(london(2027, 5, 16, 7, 0), tick=False)
    reminders.send(board="/due/")
    assert due(absent)["order_ends"] == ENDS
    assert "recall_ends" not in due(absent)
    time_machine.move_to(london(2027, 5, 17, 7, 0), tick=False)
    assert "order_ends" in " ".join(worklist.drift([absent.patient]))
    reminders.send(board="/due/")
    assert due(absent)["order_ends"] == LIMIT
    assert worklist.drift([absent.patient]) == []
    time_machine.move_to(london(2027, 8, 2, 7, 0), tick=False)
    reminders.send(board="/due/")
    absent.refresh_from_db()
    assert (absent.status, absent.ends_on) == ("expired", LIMIT)
    assert due(absent)["order_ends"] == LIMIT


def test_nobody_can_say_that_the_order_has_ended_while_the_absence_keeps_it(
    absent: Order, time_machine: Any
) -> None:
    after = london(2027, 5, 24, 9, 0)
    time_machine.move_to(after, tick=False)
    entries = entries_of(ledger(absent))
    told = story(basis_of(absent, absent.patient, []), entries, as_of=after).timeline
    assert {duty.key: duty.due_on for duty in duties(told, entries)}["order_ends"] == LIMIT
    assert "order_ends" not in {duty.key for duty in to_note(told, entries, after)}
