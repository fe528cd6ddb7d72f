"""A mail leaves once, names nobody, and one that fails keeps nobody from theirs."""

import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from assessments.models import Order, ReminderClaim, ReminderRun, ReminderSent
from assessments.services import after_decision, orders, reminders
from assessments.services.orders import Happening
from cto.accounts.models import User
from cto.audit.models import Entry
from cto.design.words import LONDON
from tests import factories as make
from tests import reminding
from tests.reminding import ENDS, morning, ran, told

pytestmark = pytest.mark.django_db

CANARY = "Zanzibarine"


@pytest.fixture
def users(db: None) -> SimpleNamespace:
    return reminding.team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return reminding.order(users)


def send(day: date) -> reminders.Outcome:
    return reminders.send(board="/due/", at=morning(day))


def test_a_mail_tells_kind_day_and_reference_and_nothing_of_the_person(
    users: SimpleNamespace,
) -> None:
    person = make.person(users, name=CANARY, nhs_number="9990000026", diagnosis=CANARY)
    one = make.order(users, make.assessment(users, person))
    orders.record(
        order=one,
        happening=Happening("police_contact", date(2026, 12, 1), None, {"reasons": CANARY}),
        shown=one.entries,
        by=users.rc,
        at=morning(date(2026, 12, 2)),
    )
    after_decision.set_review_date(
        assessment=one.assessment,
        due_on=ENDS - timedelta(days=5),
        agreed_with_person=True,
        by=users.rc,
        at=make.EFFECTIVE,
    )
    send(ENDS - timedelta(days=7))

    (mine,) = [m for m in mail.outbox if m.to == ["rc@example.org"]]
    reference = one.assessment.reference
    assert mine.subject == "Dates to keep: 2"
    assert (
        f"- In 7 days, on Sunday 23 May 2027: Order ends (s.20A). Reference {reference}"
        in mine.body
    )
    assert f"- In 2 days, on Tuesday 18 May 2027: Local review. Reference {reference}" in mine.body
    assert mine.body.index("Mental Health Act (1)") < mine.body.index("Local reviews (1)")
    assert "\nhttp://127.0.0.1:8000/due/\n" in mine.body
    assert mine.extra_headers["Auto-Submitted"] == "auto-generated"
    for each in mail.outbox:
        said = f"{each.message().as_string()}\n{each.subject}\n{each.body}"
        assert CANARY.lower() not in said.lower()
        assert not re.search(r"999 ?000 ?0026", said)
        assert str(person.pk) not in said
        assert not any(user.name in said for user in vars(users).values())


def test_hours_are_told_with_their_time(users: SimpleNamespace) -> None:
    one = make.order(users)
    recalled = datetime(2026, 12, 5, 18, 0, tzinfo=LONDON)
    for kind, at, details in (
        ("recall_notice", recalled, {"method": "in_hand", "ground": "treatment_needed"}),
        ("recall_detention", recalled + timedelta(hours=2), {}),
    ):
        one.refresh_from_db()
        orders.record(
            order=one,
            happening=Happening(kind, at.date(), at, details),
            shown=one.entries,
            by=users.rc,
            at=recalled + timedelta(hours=3),
        )
    send(date(2026, 12, 7))
    (mine,) = [m for m in mail.outbox if m.to == ["rc@example.org"]]
    assert "- In 1 day, on Tuesday 8 December 2026 at 20:00: 72 hours of the recall" in mine.body


def test_a_long_list_is_cut_and_counted(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "LONGEST", 1)
    send(ENDS + timedelta(days=1))
    (mine,) = [m for m in mail.outbox if m.to == ["rc@example.org"]]
    assert "Mental Health Act (1)" in mine.body
    assert "The other 1 are on the board." in mine.body


def test_where_nothing_is_due_no_mail_leaves(order: Order) -> None:
    outcome = send(date(2026, 12, 10))
    assert (outcome.sent, outcome.failures, mail.outbox) == ({}, [], [])
    run = ReminderRun.objects.first()
    assert (run.sent, run.failures) == (0, [])
    assert run.finished_at is not None


def test_running_twice_has_one_effect(order: Order) -> None:
    first = send(ENDS)
    second = send(ENDS)
    assert set(first.sent) == {"rc", "nurse", "mha", "ot"}
    assert second.sent == {}
    assert len(mail.outbox) == ReminderSent.objects.count() == 4
    assert [run.sent for run in ReminderRun.objects.order_by("pk")] == [4, 0]


def test_a_failure_is_recorded_and_the_others_still_get_theirs(
    order: Order, users: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.nurse.email = ""
    users.nurse.save(update_fields=["email"])
    _refuse_mail_to("mha@example.org", monkeypatch)
    outcome = send(ENDS)
    assert set(outcome.sent) == {"rc", "ot"}
    run = ReminderRun.objects.get()
    assert run.sent == 2
    assert sorted(run.failures) == ["mha: SMTPRecipientsRefused", "nurse: no e-mail address"]
    assert not ReminderSent.objects.filter(recipient=users.mha).exists()

    monkeypatch.undo()
    assert set(send(ENDS).sent) == {"mha"}


def test_what_reaches_nobody_is_a_failure(order: Order) -> None:
    User.objects.exclude(username__in=["auditor"]).update(is_active=False)
    assert send(ENDS).failures == ["(nobody): 3 items that nobody who may sign in answers for"]


def test_in_production_a_console_counts_as_no_mail(order: Order, settings: Any) -> None:
    settings.PRODUCTION = True
    settings.EMAIL_BACKEND = reminders.CONSOLE
    outcome = send(ENDS)
    assert outcome.sent == {}
    assert "rc: mail is not configured" in outcome.failures
    assert not ReminderSent.objects.exists()


def test_sending_is_audited_by_ids_and_numbers(order: Order, users: SimpleNamespace) -> None:
    send(ENDS)
    entry = Entry.objects.get(action="sent_reminder", detail__recipient=str(users.rc.pk))
    assert entry.detail == {"recipient": str(users.rc.pk), "items": 2}
    whole = Entry.objects.get(action="sent_reminders")
    assert whole.detail == {"sent": 4, "failures": 0}


def test_a_day_is_a_day_in_london(order: Order) -> None:
    """23:30 in UTC on 8 May is 00:30 on 9 May in London: 14 days before the end."""
    told(date(2027, 5, 8))
    reminders.send(board="/due/", at=datetime.fromisoformat("2027-05-08T23:30:00+00:00"))
    assert {m.to[0] for m in mail.outbox} >= {"rc@example.org", "nurse@example.org"}
    (run,) = ReminderRun.objects.filter(sent__gt=0)
    assert set(run.digests.values_list("on", flat=True)) == {date(2027, 5, 9)}


def test_a_trial_writes_and_sends_nothing(order: Order, users: SimpleNamespace) -> None:
    users.nurse.email = ""
    users.nurse.save(update_fields=["email"])
    outcome = reminders.would_send(at=morning(ENDS))
    assert outcome.sent == {"rc": 2, "mha": 2, "ot": 2}
    assert outcome.failures == ["nurse: no e-mail address"]
    assert (mail.outbox, ReminderRun.objects.count(), ReminderSent.objects.count()) == ([], 0, 0)


def test_what_was_said_ahead_of_its_day_is_kept_and_what_is_overdue_is_not(order: Order) -> None:
    send(ENDS - timedelta(days=7))
    mine = ReminderSent.objects.get(recipient__username="rc")
    assert mine.told == [[str(order.assessment_id), "order_ends", "2027-05-23"]]
    assert mine.items == 2  # the local review is overdue by then


def test_what_another_run_has_claimed_is_left_to_it(order: Order, users: SimpleNamespace) -> None:
    at = morning(ENDS)
    ReminderClaim.objects.create(run=ran(ENDS), recipient=users.rc, claimed_at=at)
    outcome = send(ENDS)
    assert set(outcome.sent) == {"nurse", "mha", "ot"}
    assert outcome.failures == [f"rc: {reminders.UNDECIDED}"]
    assert "rc@example.org" not in {m.to[0] for m in mail.outbox}


def test_what_was_sent_while_this_run_looked_is_not_sent_again(
    order: Order, users: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = reminders.digests

    def beaten(on: date) -> Any:
        found = look(on)
        told(on, "rc")
        return found

    monkeypatch.setattr(reminders, "digests", beaten)
    outcome = send(ENDS)
    assert set(outcome.sent) == {"nurse", "mha", "ot"}
    assert (outcome.failures, ReminderClaim.objects.count()) == ([], 0)


def _refuse_mail_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from smtplib import SMTPRecipientsRefused

    deliver = EmailBackend.send_messages

    def send_messages(self: EmailBackend, messages: list[Any]) -> int:
        if any(address in message.to for message in messages):
            raise SMTPRecipientsRefused({address: (550, b"No such person")})
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
