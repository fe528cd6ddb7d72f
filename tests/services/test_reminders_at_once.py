"""Two processes that send at once, and one that dies at it, on a database that both see."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from assessments.models import ReminderClaim, ReminderRun, ReminderSent
from assessments.services import reminders
from cto.setup.places import ROOT
from tests import reminding
from tests.reminding import ENDS, morning

pytestmark = pytest.mark.django_db(transaction=True)
EVERYBODY = {f"{name}@example.org" for name in ("rc", "nurse", "mha", "ot")}


@pytest.fixture(autouse=True)
def order() -> None:
    reminding.order(reminding.team())


def process(file: Path, dies_at: str = "") -> "subprocess.Popen[str]":
    database = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "tests.sending", database, str(file), ENDS.isoformat()]
    return subprocess.Popen([*command, dies_at], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_two_runs_at_once_send_each_mail_once_and_hold_no_transaction_meanwhile(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mails"
    for run in [process(file), process(file)]:
        _, said = run.communicate(timeout=60)
        assert run.returncode == 0, said
    sent = [line.split() for line in file.read_text().splitlines()]
    assert sorted(sent) == sorted([address, "False"] for address in EVERYBODY)
    assert ReminderSent.objects.count() == sum(run.sent for run in ReminderRun.objects.all()) == 4
    assert not ReminderClaim.objects.exists()


def test_a_crash_while_a_mail_leaves_is_a_failure_and_the_mail_is_sent_again(
    tmp_path: Path,
) -> None:
    run = process(tmp_path / "mails", "ot@example.org")
    run.communicate(timeout=60)
    assert run.returncode == 9
    assert ReminderRun.objects.get().finished_at is None  # which the board shows

    soon = reminders.send(board="/due/", at=morning(ENDS) + timedelta(minutes=1))
    assert soon.failures == [f"ot: {reminders.UNDECIDED}"]
    later = reminders.send(board="/due/", at=morning(ENDS) + timedelta(hours=1))
    assert later.failures == [f"ot: {reminders.BROKE_OFF}"]
    assert set(later.sent) == {"ot"}
    last = reminders.send(board="/due/", at=morning(ENDS) + timedelta(hours=2))
    assert (last.sent, last.failures) == ({}, [])
    assert not ReminderClaim.objects.exists()
    assert ReminderSent.objects.count() == len(EVERYBODY)
