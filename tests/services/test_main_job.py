"""The main job through the services: from first discussion to a sealed record."""

import hashlib
import json

import pytest

from assessments.lifecycle import Outcome, Status
from assessments.models import Record
from tests import factories as make

pytestmark = pytest.mark.prints


def test_a_team_takes_a_person_from_first_discussion_to_a_sealed_record(users):
    one = make.assessment_at(Status.SEALED, users)

    record = Record.objects.get(assessment=one)
    assert record.outcome == Outcome.MADE.value
    assert bytes(record.pdf).startswith(b"%PDF-")
    assert hashlib.sha256(bytes(record.pdf)).hexdigest() == record.pdf_sha256
    assert hashlib.sha256(record.snapshot.encode()).hexdigest() == record.snapshot_sha256
    assert json.loads(record.snapshot)["person"]["name"] == "Amara Test"


def test_not_to_make_an_order_is_sealed_by_the_responsible_clinician_alone(users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    record = make.sealed(one, users.rc)

    assert record.outcome == "not_made"
    assert json.loads(record.snapshot)["statement"]["standing"] == "not_asked"
    one.refresh_from_db()
    assert one.status == "sealed"


def test_an_invited_amhp_who_does_not_state_is_printed_as_not_given(users):
    one = make.assessment_at(Status.PUT_FORWARD, users, Outcome.NOT_MADE)

    record = make.sealed(one, users.rc)

    assert json.loads(record.snapshot)["statement"]["standing"] == "not_given"


def test_more_information_opens_the_next_version_of_the_same_assessment(users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.MORE_INFORMATION)

    make.sealed(one, users.rc)

    one.refresh_from_db()
    assert (one.status, one.version) == ("with_team", 2)
    assert one.versions_opened.get(number=2).reason == "A second interview."
