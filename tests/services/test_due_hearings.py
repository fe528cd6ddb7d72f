"""A hearing that is listed, and a notice before the person has arrived, stand on the work-list."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from assessments.models import DueItem
from assessments.services import worklist
from assessments.statute.duties import HEARING
from tests import factories as make
from tests.views.recording import happened, london, standing

pytestmark = pytest.mark.django_db


def item(key: str) -> DueItem | None:
    return DueItem.objects.filter(key=key).first()


def test_a_hearing_waits_for_the_office_until_the_tribunal_has_decided(
    users: SimpleNamespace, time_machine: object
) -> None:
    order = make.order(users)
    time_machine.move_to(london(2, 1, 12), tick=False)  # type: ignore[attr-defined]
    happened(order, users.mha, "hearing_listed", date(2027, 3, 1), before="tribunal")
    found = item(HEARING)
    assert found is not None
    assert (found.due_on, found.owner_id) == (date(2027, 3, 1), None)
    assert worklist.drift([order.patient]) == []
    time_machine.move_to(london(3, 2, 12), tick=False)  # type: ignore[attr-defined]
    happened(order, users.mha, "tribunal_considered", date(2027, 3, 1), outcome="Not discharged.")
    assert item(HEARING) is None
    assert worklist.drift([order.patient]) == []


def test_a_served_notice_waits_for_the_responsible_clinician_until_the_arrival(
    users: SimpleNamespace, time_machine: object
) -> None:
    order = make.order(users)
    served = london(2, 1, 12)
    time_machine.move_to(served + timedelta(hours=1), tick=False)  # type: ignore[attr-defined]
    notice = {"method": "in_hand", "ground": "treatment_needed", "hospital": "Northgate Hospital"}
    happened(order, users.rc, "recall_notice", served, **notice)
    found = item("notice_served")
    assert found is not None
    assert (found.due_on, found.owner_id) == (date(2027, 2, 1), users.rc.pk)
    assert worklist.drift([order.patient]) == []
    happened(order, users.nurse, "recall_detention", served + timedelta(minutes=50))
    assert item("notice_served") is None
    assert "recall_detention" in standing(order)
