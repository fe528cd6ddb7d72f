"""`manage.py send_reminders`: who got a mail, and exit 0 either way; a trial does nothing."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from assessments.models import ReminderRun, ReminderSent
from cto.accounts.models import User
from cto.audit.models import Entry
from tests import factories as make

pytestmark = pytest.mark.django_db
THE_DAY = "2027-05-23 06:15 +0100"
CANARY = "Zanzibarine"


@pytest.fixture(autouse=True)
def order() -> Any:
    """An order that ends on the day, of a person with names that must not leave the house."""
    users = make.team()
    for user in (users.rc, users.mha):
        user.email = f"{user.username}@example.org"
        user.save(update_fields=["email"])
    person = make.person(users, name=CANARY, nhs_number="9990000026")
    with time_machine.travel(THE_DAY, tick=False):
        yield make.order(users, make.assessment(users, person))


def test_it_sends_says_to_whom_and_names_what_failed(capsys: Any) -> None:
    call_command("send_reminders")

    assert capsys.readouterr().out.splitlines() == [
        "mha got 2 items",
        "rc got 1 item",
        "Failed: nurse: no e-mail address",
        "Sent: 2. Failed: 1.",
    ]
    assert sorted(m.to[0] for m in mail.outbox) == ["mha@example.org", "rc@example.org"]
    assert all("/due/" in m.body for m in mail.outbox)


def test_a_second_run_on_the_day_sends_nothing(capsys: Any) -> None:
    call_command("send_reminders")
    capsys.readouterr()

    call_command("send_reminders")

    assert "Sent: 0." in capsys.readouterr().out
    assert (len(mail.outbox), ReminderSent.objects.count()) == (2, 2)
    assert ReminderRun.objects.count() == 2


def test_a_trial_prints_and_does_nothing(capsys: Any) -> None:
    entries = Entry.objects.count()

    call_command("send_reminders", "--dry-run")

    assert capsys.readouterr().out.splitlines()[:2] == [
        "mha would get 2 items",
        "rc would get 1 item",
    ]
    assert (mail.outbox, Entry.objects.count()) == ([], entries)
    assert not ReminderRun.objects.exists()


def test_no_name_and_no_number_is_printed_mailed_or_kept(capsys: Any) -> None:
    call_command("send_reminders")

    run = ReminderRun.objects.get()
    entries = Entry.objects.filter(action__startswith="sent_reminder")
    said = [capsys.readouterr().out, str(run.failures), *(str(e.detail) for e in entries)]
    said += [f"{m.subject}{m.body}{m.message().as_string()}" for m in mail.outbox]
    for text in said:
        assert CANARY not in text
        assert "9990000026" not in text.replace(" ", "")


def test_where_nothing_is_due_nothing_is_sent(capsys: Any) -> None:
    User.objects.update(is_active=True)
    with time_machine.travel("2026-12-01 06:15 +0000", tick=False):
        call_command("send_reminders")

    assert capsys.readouterr().out == "Sent: 0. Failed: 0.\n"
    assert ReminderRun.objects.get().started_at.date() == date(2026, 12, 1)


def test_nobody_there_to_hear_is_told(capsys: Any) -> None:
    User.objects.update(is_active=False)

    call_command("send_reminders")

    assert "(nobody): 2 items that nobody who may sign in answers for\n" in capsys.readouterr().out
