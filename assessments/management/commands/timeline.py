"""``manage.py timeline [FILE]``: the Act's arithmetic for one order, JSON in and JSON out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.statute.facts import parse
from assessments.statute.moments import NotWellFormed
from assessments.statute.timeline import timeline_of_json


class Command(BaseCommand):
    """Reads FILE, or standard input; needs no database. Exit 2 names the field that is wrong."""

    help = "Dates of one community treatment order: JSON facts in, JSON dates out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One optional file."""
        parser.add_argument("file", nargs="?", default="-", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print; NotWellFormed becomes one line on standard error and exit 2."""
        try:
            result = timeline_of_json(parse(_read(options["file"])), now=datetime.now(UTC))
        except NotWellFormed as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            file = ascii(options["file"])
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        self.stdout.write(json.dumps(result, indent=2))


def _read(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
