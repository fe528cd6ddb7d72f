"""`manage.py record REFERENCE --output FILE`: the sealed bytes, as they were stored."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from assessments.models import Record, ReviewRecord
from cto.audit import door


def found(reference: str) -> Record | ReviewRecord | None:
    """The sealed record of a decision or of a review; upper and lower case are the same."""
    return (
        Record.objects.filter(reference__iexact=reference).first()
        or ReviewRecord.objects.filter(reference__iexact=reference).first()
    )


def person_of(record: Record | ReviewRecord) -> uuid.UUID:
    """The id of the person whom the record is about."""
    if isinstance(record, ReviewRecord):
        return record.review.order.patient_id
    return record.assessment.patient_id


class Command(BaseCommand):
    """Exit 0 with the bytes written; 2 where the reference is unknown or not sealed."""

    help = "Write the sealed PDF of a decision or a review to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", metavar="REFERENCE", help="such as 7K3M-9Q2D-v1")
        parser.add_argument("--output", metavar="FILE", required=True, type=Path)

    def handle(self, *args: Any, reference: str, output: Path, **options: Any) -> None:
        """Write the bytes. Raises ``CommandError`` (exit 2) where that cannot be done."""
        record = found(reference)
        if record is None:
            raise CommandError(f"No sealed record has the reference {reference}.", returncode=2)
        content = bytes(record.pdf)
        if hashlib.sha256(content).hexdigest() != record.pdf_sha256:
            raise CommandError("The stored bytes are not those that were sealed.", returncode=2)
        with transaction.atomic():
            door.wrote(None, "exported_record", record, about=person_of(record))
        try:
            output.write_bytes(content)
        except OSError as problem:
            raise CommandError(f"{output}: {problem.strerror}.", returncode=2) from problem
        self.stdout.write(f"{record.reference}: {len(content):,} bytes, {record.pdf_sha256}")
