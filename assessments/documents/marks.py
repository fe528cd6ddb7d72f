"""What a printed record says it is: a draft, or the final record of one version."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from assessments.documents import words

CODE_LENGTH = 12


def check_code(snapshot: bytes) -> str:
    """The first 12 base-32 characters of the snapshot's SHA-256: 60 bits, easy to read out."""
    return base64.b32encode(hashlib.sha256(snapshot).digest()).decode("ascii")[:CODE_LENGTH]


@dataclass(frozen=True)
class Draft:
    """Printed before the decision was sealed. It has no reference and cannot pass for final."""

    printed_at: datetime

    @property
    def created(self) -> datetime:
        return self.printed_at

    @property
    def across(self) -> str:
        """The words across every page."""
        return f"DRAFT, printed {words.moment(self.printed_at)}"

    def standing_by(self, sealer: str) -> str:
        """What this copy is; nobody has sealed a draft."""
        return f"{self.across}: nothing here is sealed."

    @property
    def footing(self) -> str:
        return "Draft, without a reference"

    @property
    def check(self) -> str:
        return ""


@dataclass(frozen=True)
class Final:
    """The sealed record. ``snapshot`` is the canonical JSON that the pages were made from."""

    reference: str
    version: int
    sealed_at: datetime
    snapshot: bytes

    @property
    def created(self) -> datetime:
        return self.sealed_at

    @property
    def across(self) -> str:
        return ""

    def standing_by(self, sealer: str) -> str:
        """What this copy is, and who sealed it."""
        by = f" by {sealer}" if sealer else ""
        return f"Version {self.version}, sealed {words.moment(self.sealed_at)}{by}."

    @property
    def footing(self) -> str:
        return f"{self.reference}, version {self.version}"

    @property
    def check(self) -> str:
        """The check code as printed, or empty for a draft."""
        return f"Check code {words.check_code(check_code(self.snapshot))}"


Mark = Draft | Final
