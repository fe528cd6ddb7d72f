"""What was logged about an order, its conditions in use, and how often there was contact."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assessments.models import Contact, Order
from assessments.services import contacts, orders
from assessments.services.orders import Happening
from assessments.summary.conditions_in_use import ConditionInUse, OrderInUse, order_in_use
from assessments.summary.contact_frequency import frequency
from assessments.summary.contacts import Life, by_month
from tests.factories import order as order_of
from tests.factories import team

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 5, 20, 9, 0, tzinfo=LONDON)
TODAY = date(2027, 5, 20)
MADE = date(2026, 11, 24)


@pytest.fixture
def users() -> SimpleNamespace:
    return team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return order_of(users)


def log(order: Order, by: Any, on: date, **changes: Any) -> Contact:
    values = {"what": "contact", "outcome": "happened", "at": NOW}
    return contacts.log(order=order, by=by, on=on, **(values | changes))


def record(order: Order, who: Any, kind: str, on: date, **details: Any) -> None:
    order.refresh_from_db()
    when = datetime(on.year, on.month, on.day, 12, tzinfo=LONDON)
    happening = Happening(kind, on, when, details)
    orders.record(order=order, happening=happening, shown=order.entries, by=who, at=NOW)


def its_condition(order: Order) -> str:
    return order.events.get(kind="order_made").details["conditions"][0]["id"]


def used(order: Order, today: date = TODAY) -> OrderInUse:
    order.refresh_from_db()
    return order_in_use(order, today=today)


def marks(one: ConditionInUse) -> tuple[str, str, str]:
    return one.last_met.text, one.last_missed.text, one.last_enforced.text


def test_a_condition_of_which_nothing_is_recorded_says_so(order: Order) -> None:
    found = used(order).conditions
    assert [one.mandatory for one in found.standing] == [True, True, False]
    assert {marks(one) for one in found.standing} == {("Never recorded",) * 3}


def test_each_condition_shows_when_it_was_last_met_missed_and_enforced(
    order: Order, users: SimpleNamespace
) -> None:
    own = its_condition(order)
    for day in (date(2027, 1, 4), date(2027, 3, 1), date(2027, 2, 1)):
        log(order, users.nurse, day, condition=own)
    log(
        order, users.nurse, date(2027, 2, 15), condition=own, outcome="missed", why="Out.",
        enforced=True, action="A visit the same day.",
    )  # fmt: skip
    log(
        order, users.nurse, date(2027, 4, 1), condition=own, outcome="rearranged", why="Ill.",
        rearranged_to=date(2027, 4, 8),
    )  # fmt: skip
    log(order, users.nurse, date(2027, 5, 1))
    assert marks(used(order).conditions.standing[-1]) == (
        "1 March 2027: contact with the team",
        "15 February 2027: contact with the team",
        "15 February 2027: A visit the same day.",
    )


def test_what_was_withdrawn_counts_nowhere(order: Order, users: SimpleNamespace) -> None:
    row = log(order, users.nurse, date(2027, 3, 1), condition=its_condition(order))
    contacts.withdraw(contact=row, reason="Not hers.", supersedes=row.pk, by=users.nurse, at=NOW)
    found = used(order)
    assert marks(found.conditions.standing[-1])[0] == "Never recorded"
    assert found.latest == ()
    assert all(month.count == 0 for month in found.frequency.months)
    (entry,) = found.entries
    assert (entry.withdrawn, entry.withdrawn_reason, entry.earlier) == (True, "Not hers.", ())


def test_a_recall_over_a_condition_enforced_it_and_an_examination_met_one(
    order: Order, users: SimpleNamespace
) -> None:
    record(
        order, users.rc, "recall_notice", date(2027, 1, 4), method="in_hand",
        ground="mandatory_condition", condition="examination_for_certificate",
    )  # fmt: skip
    record(order, users.rc, "order_extended", date(2027, 4, 12), examined="2027-04-10")
    examination, certificate, _ = used(order).conditions.standing
    assert examination.last_met.text == "10 April 2027: examined for the extension"
    assert certificate.last_enforced.text == "4 January 2027: recall notice"


def test_an_order_that_was_varied_lists_what_was_dropped_and_the_earlier_words(
    order: Order, users: SimpleNamespace
) -> None:
    own = order.events.get(kind="order_made").details["conditions"][0]
    new = {"id": "11111111-1111-4111-8111-111111111111", "wording": "New.", "purposes": ["others"]}
    log(order, users.nurse, date(2026, 12, 1), condition=own["id"])
    record(
        order, users.rc, "conditions_varied", date(2027, 1, 4),
        conditions=[own | {"wording": "Once a month."}, new],
    )  # fmt: skip
    record(
        order, users.rc, "conditions_varied", date(2027, 2, 1), conditions=[new], reasons="Kept."
    )
    found = used(order).conditions
    assert [one.wording for one in found.standing[2:]] == ["New."]
    (dropped,) = found.earlier
    assert (dropped.state, dropped.state_words, dropped.reasons) == (
        "Dropped",
        "A condition since 24 November 2026, until it was dropped on 1 February 2027.",
        "Kept.",
    )
    assert dropped.before == (("Worded until 4 January 2027", own["wording"]),)
    assert marks(dropped)[0] == "1 December 2026: contact with the team"
    assert used(order).entries[0].condition == "Once a month."


def test_a_suspended_condition_says_since_when_until_when_and_why(
    order: Order, users: SimpleNamespace
) -> None:
    record(
        order, users.rc, "condition_suspended", date(2027, 1, 4),
        condition=its_condition(order), until="2027-05-31", reasons="With her sister.",
    )  # fmt: skip
    now = used(order).conditions.standing[-1]
    assert (now.state, now.state_words, now.reasons) == (
        "Suspended",
        "Suspended from 4 January 2027 up to and including 31 May 2027.",
        "With her sister.",
    )
    record(order, users.rc, "condition_resumed", date(2027, 3, 1), condition=its_condition(order))
    now = used(order).conditions.standing[-1]
    assert (now.state, now.reasons) == ("In force", "")
    words = "Suspended from 4 January 2027 until 1 March 2027"
    assert now.before == ((words, "With her sister."),)


def test_an_ended_order_shows_its_conditions_as_they_were_at_its_end(
    order: Order, users: SimpleNamespace
) -> None:
    assert used(order).conditions.ended is None
    found = used(order, date(2027, 7, 1))
    assert (found.life, found.conditions.ended) == (
        Life(MADE, date(2027, 5, 23)),
        date(2027, 5, 23),
    )
    assert {one.state for one in found.conditions.standing} == {"Ended"}
    record(order, users.rc, "order_discharged", date(2027, 5, 3), by="responsible_clinician")
    assert used(order).conditions.ended == date(2027, 5, 3)


def test_entries_are_shown_by_month_the_latest_first_with_what_they_said_before(
    order: Order, users: SimpleNamespace
) -> None:
    first = log(order, users.nurse, date(2027, 1, 4), outcome="missed", why="Out.")
    log(order, users.nurse, date(2027, 2, 9), what="treatment", why="At home.")
    log(order, users.nurse, date(2027, 1, 20), what="other")
    contacts.amend(
        contact=first, supersedes=first.pk, by=users.rc, at=NOW, outcome="happened", why=""
    )
    months = by_month(used(order).entries)
    assert [(month.name, [one.on.day for one in month.entries]) for month in months] == [
        ("February 2027", [9]),
        ("January 2027", [20, 4]),
    ]
    mended = months[1].entries[1]
    assert (mended.outcome, mended.by, mended.earlier[0].outcome, mended.earlier[0].why) == (
        "Happened",
        users.rc.name,
        "Missed",
        "Out.",
    )
    assert months[0].entries[0].why_of == "Note"


def test_contacts_that_happened_are_counted_in_full_months_only(
    order: Order, users: SimpleNamespace
) -> None:
    for day in (MADE, date(2026, 12, 1), date(2026, 12, 31), date(2027, 4, 30), date(2027, 5, 1)):
        log(order, users.nurse, day)
    log(order, users.nurse, date(2027, 4, 2), what="treatment")
    log(order, users.nurse, date(2027, 4, 3), outcome="missed", why="Out.")
    found = used(order).frequency.months
    assert [(month.name, month.count, month.width) for month in found] == [
        ("April 2027", 1, 50),
        ("March 2027", 0, 0),
        ("February 2027", 0, 0),
        ("January 2027", 0, 0),
        ("December 2026", 2, 100),
    ]


@pytest.mark.parametrize(
    ("life", "today", "months"),
    [
        (Life(date(2026, 11, 24), None), date(2026, 12, 31), []),
        (Life(date(2026, 11, 24), None), date(2027, 1, 1), [12]),
        (Life(date(2026, 12, 1), None), date(2027, 1, 1), [12]),
        (Life(date(2026, 12, 1), date(2027, 2, 28)), date(2028, 1, 1), [2, 1, 12]),
        (Life(date(2026, 12, 1), date(2027, 2, 27)), date(2028, 1, 1), [1, 12]),
        (Life(date(2020, 1, 1), None), date(2027, 6, 9), [5, 4, 3, 2, 1, 12]),
    ],
)
def test_a_month_is_full_once_it_is_over_and_the_order_lived_throughout(
    life: Life, today: date, months: list[int]
) -> None:
    assert [month.first.month for month in frequency((), life, today).months] == months


def test_reading_takes_the_same_number_of_queries_whatever_is_logged(
    order: Order, users: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    order.patient  # noqa: B018 the page has loaded the person
    with django_assert_num_queries(3):
        order_in_use(order, today=TODAY)
    for day in range(1, 9):
        row = log(order, users.nurse, date(2027, 1, day), condition=its_condition(order))
        contacts.amend(contact=row, supersedes=row.pk, by=users.rc, at=NOW, what="treatment")
    with django_assert_num_queries(3):
        assert len(order_in_use(order, today=TODAY).entries) == 8
