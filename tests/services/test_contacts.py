"""Contacts and treatments: what may be logged, by whom, and how an entry is mended."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assessments.models import Contact, Order
from assessments.services import contacts, orders
from assessments.services.orders import Happening
from assessments.services.refusals import Overtaken, Refused
from cto.audit.models import Entry
from tests.factories import order as order_of
from tests.factories import team, token

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2027, 1, 31, 9, 0, tzinfo=LONDON)
MADE = date(2026, 11, 24)
CANARY = "Zyxwv-canary"


@pytest.fixture
def users() -> SimpleNamespace:
    return team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return order_of(users)


def log(order: Order, by: Any, **changes: Any) -> Contact:
    values = {"what": "contact", "outcome": "happened", "on": date(2026, 12, 1), "at": NOW}
    return contacts.log(order=order, by=by, **(values | changes))


def record(order: Order, by: Any, kind: str, on: date, details: dict[str, Any]) -> None:
    order.refresh_from_db()
    when = datetime(on.year, on.month, on.day, 12, tzinfo=LONDON)
    happening = Happening(kind, on, when, details)
    orders.record(order=order, happening=happening, shown=order.entries, by=by, at=NOW)


def its_condition(order: Order) -> str:
    return order.events.get(kind="order_made").details["conditions"][0]["id"]


def test_a_contact_that_happened_is_logged_against_a_condition(
    order: Order, users: SimpleNamespace
) -> None:
    row = log(order, users.nurse, condition=its_condition(order))
    assert (row.order, row.what, row.outcome, row.on) == (
        order,
        "contact",
        "happened",
        date(2026, 12, 1),
    )
    assert (row.recorded_by, row.recorded_at, row.supersedes) == (users.nurse, NOW, None)


@pytest.mark.parametrize("outcome", ["missed", "rearranged"])
def test_what_was_missed_or_rearranged_says_why(
    order: Order, users: SimpleNamespace, outcome: str
) -> None:
    with pytest.raises(Refused, match="Enter why it was missed or rearranged"):
        log(order, users.nurse, outcome=outcome)
    with pytest.raises(Refused, match="Enter why it was missed or rearranged"):
        log(order, users.nurse, outcome=outcome, why="\u200b ")
    assert log(order, users.nurse, outcome=outcome, why="She was unwell.").why == "She was unwell."


@pytest.mark.parametrize("outcome", ["happened", "missed"])
def test_nothing_is_logged_before_it_has_happened(
    order: Order, users: SimpleNamespace, outcome: str
) -> None:
    with pytest.raises(Refused, match="lies in the future"):
        log(order, users.nurse, outcome=outcome, on=date(2027, 2, 1), why="She cannot come.")


def test_a_contact_ahead_can_be_rearranged(order: Order, users: SimpleNamespace) -> None:
    row = log(
        order,
        users.nurse,
        outcome="rearranged",
        on=date(2027, 2, 1),
        rearranged_to=date(2027, 2, 8),
        why="A funeral.",
    )
    assert row.rearranged_to == date(2027, 2, 8)


@pytest.mark.parametrize(
    ("outcome", "new", "said"),
    [
        ("happened", date(2027, 2, 8), "Only what was rearranged has a new date"),
        ("rearranged", date(2026, 12, 1), "a new date other than the first one"),
        ("rearranged", date(2026, 11, 1), "order was made on 24 November 2026"),
    ],
)
def test_a_new_date_belongs_to_what_was_rearranged(
    order: Order, users: SimpleNamespace, outcome: str, new: date, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        log(order, users.nurse, outcome=outcome, why="A funeral.", rearranged_to=new)


def test_a_condition_is_one_of_this_order_or_set_by_law(
    order: Order, users: SimpleNamespace
) -> None:
    for condition in (its_condition(order), "examination_for_extension"):
        assert log(order, users.nurse, condition=condition).condition == condition
    with pytest.raises(Refused, match="one of the conditions of this order"):
        log(order, users.nurse, condition=str(token()))


def test_a_condition_that_was_dropped_can_still_be_named(
    order: Order, users: SimpleNamespace
) -> None:
    dropped = its_condition(order)
    record(order, users.rc, "conditions_varied", date(2026, 12, 20), {"conditions": []})
    assert log(order, users.nurse, condition=dropped).condition == dropped


def test_what_was_done_about_it_is_said(order: Order, users: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Enter what was done about it"):
        log(order, users.nurse, enforced=True)
    with pytest.raises(Refused, match="Say that something was done about it"):
        log(order, users.nurse, action="A home visit.")
    assert log(order, users.nurse, enforced=True, action="A home visit.").enforced


def test_an_ended_order_takes_what_happened_within_its_life(
    order: Order, users: SimpleNamespace
) -> None:
    with pytest.raises(Refused, match="The order was made on 24 November 2026"):
        log(order, users.nurse, on=MADE - timedelta(days=1))
    ended = {"by": "responsible_clinician"}
    record(order, users.rc, "order_discharged", date(2026, 12, 20), ended)
    assert log(order, users.nurse, on=date(2026, 12, 20)).on == date(2026, 12, 20)
    with pytest.raises(Refused, match="The order ended on 20 December 2026"):
        log(order, users.nurse, on=date(2026, 12, 21))


def test_an_expired_order_takes_what_happened_within_its_life(
    order: Order, users: SimpleNamespace
) -> None:
    later = datetime(2027, 6, 1, 9, 0, tzinfo=LONDON)
    assert log(order, users.nurse, on=date(2027, 5, 23), at=later)
    with pytest.raises(Refused, match="The order ended on 23 May 2027"):
        log(order, users.nurse, on=date(2027, 5, 24), at=later)


def test_only_the_clinicians_of_the_team_log(order: Order, users: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="Only a clinician"):
        log(order, users.mha)
    assert Entry.objects.filter(action="logged_contact", outcome="refused").count() == 1
    assert not Contact.objects.exists()


def test_a_form_sent_twice_logs_once(order: Order, users: SimpleNamespace) -> None:
    once = token()
    first = log(order, users.nurse, submission=once)
    assert log(order, users.nurse, submission=once) == first
    assert Contact.objects.count() == 1
    assert Entry.objects.filter(action="logged_contact").count() == 1


def test_the_audit_holds_no_clinical_word(order: Order, users: SimpleNamespace) -> None:
    row = log(order, users.nurse, outcome="missed", why=CANARY, enforced=True, action=CANARY)
    contacts.withdraw(contact=row, reason=CANARY, supersedes=row.pk, by=users.nurse, at=NOW)
    entries = list(Entry.objects.filter(action__in=("logged_contact", "withdrew_contact")))
    assert len(entries) == 2
    assert not [entry for entry in entries if CANARY in str(entry.detail)]


def test_texts_are_cleaned_by_the_one_rule(order: Order, users: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="right-to-left override"):
        log(order, users.nurse, outcome="missed", why="She \u202e was out.")
    assert log(order, users.nurse, why="  He\u200b came.  ").why == "He came."


@pytest.mark.parametrize("field", ["what", "outcome"])
def test_an_unknown_answer_is_refused(order: Order, users: SimpleNamespace, field: str) -> None:
    with pytest.raises(Refused):
        log(order, users.nurse, why="Because.", **{field: "party"})


def test_a_mended_entry_leaves_the_earlier_version_readable(
    order: Order, users: SimpleNamespace
) -> None:
    first = log(order, users.nurse, outcome="missed", why="She was out.")
    second = contacts.amend(
        contact=first, supersedes=first.pk, by=users.rc, at=NOW, outcome="happened", why=""
    )
    assert (second.thread, second.supersedes, second.outcome, second.on) == (
        first.thread,
        first,
        "happened",
        first.on,
    )
    assert list(Contact.objects.current()) == [second]
    assert Contact.objects.get(pk=first.pk).why == "She was out."


def test_two_who_mend_the_same_entry_do_not_overwrite_each_other(
    order: Order, users: SimpleNamespace
) -> None:
    first = log(order, users.nurse)
    contacts.amend(contact=first, supersedes=first.pk, by=users.rc, at=NOW, what="treatment")
    with pytest.raises(Overtaken):
        contacts.amend(contact=first, supersedes=first.pk, by=users.nurse, at=NOW, what="other")


def test_amending_takes_no_other_value(order: Order, users: SimpleNamespace) -> None:
    row = log(order, users.nurse)
    with pytest.raises(TypeError, match="withdrawn"):
        contacts.amend(contact=row, supersedes=row.pk, by=users.nurse, withdrawn=True)


def test_a_withdrawn_entry_stays_with_its_reason(order: Order, users: SimpleNamespace) -> None:
    row = log(order, users.nurse)
    with pytest.raises(Refused, match="Enter why this entry is withdrawn"):
        contacts.withdraw(contact=row, reason=" ", supersedes=row.pk, by=users.nurse, at=NOW)
    call = {
        "contact": row,
        "reason": "Another person.",
        "supersedes": row.pk,
        "by": users.nurse,
        "submission": token(),
        "at": NOW,
    }
    gone = contacts.withdraw(**call)
    assert (gone.withdrawn, gone.withdrawn_reason, gone.on) == (True, "Another person.", row.on)
    assert contacts.withdraw(**call) == gone
    for verb, more in ((contacts.amend, {"what": "other"}), (contacts.withdraw, {"reason": "x"})):
        with pytest.raises(Refused, match="withdrawn already"):
            verb(contact=gone, supersedes=gone.pk, by=users.nurse, at=NOW, **more)
    assert Contact.objects.count() == 2
