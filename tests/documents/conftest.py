"""The sample printed once."""

import pytest

from assessments.documents.record import decision_record
from tests.documents import sample
from tests.documents.copies import FINAL, everything


@pytest.fixture(scope="module")
def made():
    return decision_record(sample.SUMMARY, mark=FINAL)


@pytest.fixture(scope="module")
def found():
    return everything(sample.SUMMARY)
