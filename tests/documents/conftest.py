"""The sample printed once."""

import pytest

from assessments.documents.record import decision_record
from tests.documents import sample
from tests.documents.copies import FINAL, text_of


@pytest.fixture(scope="package")
def made():
    return decision_record(sample.SUMMARY, mark=FINAL)


@pytest.fixture(scope="package")
def found(made):
    return text_of(made)
