"""`manage.py rebuild_worklist [--check]`: the work-list from the ledgers again, or proof of it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.services import worklist

# Lines that are printed; the rest are counted.
FIRST_LINES = 20


class Command(BaseCommand):
    """Exit 0 where the work-list is equal or was mended; 1 where ``--check`` found a difference."""

    help = "Derive what is due, and the columns of orders, from the ledgers again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; exit 1 with the first differing rows",
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Go through everyone in batches. Raises ``CommandError`` (exit 1) for a difference."""
        people = wrong = 0
        for batch in worklist.everybody(mend=not check):
            people += batch.people
            for line in batch.lines[: max(0, FIRST_LINES - wrong)]:
                self.stdout.write(line)
            wrong += len(batch.lines)
        found = f"Checked the work-list of {people:,} people"
        if check and wrong:
            raise CommandError(f"{found}: {wrong:,} rows differ from the ledgers.", returncode=1)
        self.stdout.write(f"{found}: {'equal' if not wrong else f'{wrong:,} rows mended'}.")
