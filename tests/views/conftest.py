import pytest

from tests import factories as make


@pytest.fixture
def users(db):
    return make.team()
