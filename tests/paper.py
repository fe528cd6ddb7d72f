"""What stands in for paper, of which a document takes half a second to draw."""

from typing import Any

import pytest

PLACES = (
    "assessments.services.records.decision_record",
    "assessments.services.review_seal.review_record",
    "assessments.views.records.decision_record",
    "assessments.views.review_records.review_record",
)


def take_away(patch: pytest.MonkeyPatch) -> None:
    """Whatever is sealed or drafted is from here on words that say the same as the PDF would."""
    for place in PLACES:
        patch.setattr(place, _stand_in)


def _stand_in(summary: Any, *, mark: Any) -> bytes:
    reference = getattr(mark, "reference", "a draft")
    return f"%PDF-1.7 stands for {reference}\n{summary!r}".encode()
