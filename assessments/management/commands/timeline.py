"""``manage.py timeline [FILE]``: the Act's arithmetic for one order, JSON in and JSON out."""

from __future__ import annotations

import json
import os
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
        self._write(json.dumps(result, indent=2))

    def _write(self, text: str) -> None:
        """One line, not a traceback, where the answer cannot be written: to a full disk, say."""
        if sys.stdout is None:
            raise CommandError("output: standard output is closed")
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:
            # What is still in the buffer would be written, and fail, once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise CommandError(f"output: {error.strerror}") from error


def _read(file: str) -> bytes:
    if file != "-":
        return Path(file).read_bytes()
    # Python has no standard input at all where it was closed: nothing was given.
    return sys.stdin.buffer.read() if sys.stdin else b""
