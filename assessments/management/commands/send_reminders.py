"""`manage.py send_reminders [--dry-run]`: daily, one digest to each owner of something due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from assessments.services import reminders


class Command(BaseCommand):
    """Exit 0, also where a mail could not be sent: that is recorded, and the due board shows it."""

    help = "Send each person one mail with what is due; safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="print who would get how many items; write and send nothing",
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Send, and say to whom: user names and numbers, nothing about anybody else."""
        if dry_run:
            outcome, done = reminders.would_send(), "would get"
        else:
            outcome, done = reminders.send(board=reverse("due")), "got"
        for username, items in outcome.sent.items():
            self.stdout.write(f"{username} {done} {items} item{'s' if items != 1 else ''}")
        for failure in outcome.failures:
            self.stdout.write(f"Failed: {failure}")
        self.stdout.write(f"Sent: {len(outcome.sent)}. Failed: {len(outcome.failures)}.")
