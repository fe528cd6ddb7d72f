"""A correction opened by mistake is withdrawn, and the sealed record can be corrected again."""

import json

import pytest
from django.urls import reverse

from assessments.lifecycle import Outcome, Status
from assessments.models import Closing, Record, Statement, VersionOpened, Voiding
from assessments.services import assessments, decisions
from assessments.services.refusals import Refused
from assessments.summary import standing
from assessments.summary.read import assessment_summary
from cto.audit.models import Entry
from tests import factories as make


@pytest.fixture
def one(users):
    """Sealed as made, and a correction of it just opened."""
    sealed = make.assessment_at(Status.SEALED, users)
    assessments.correct(assessment=sealed, reason="Wrong person.", by=users.rc, at=make.MOMENT)
    return sealed


def withdraw(one, by):
    assessments.withdraw_correction(assessment=one, by=by, at=make.MOMENT)
    one.refresh_from_db()


def test_what_stands_after_it_is_the_version_that_was_sealed(users, one):
    make.decide(one, users.rc, Outcome.NOT_MADE)

    withdraw(one, users.rc)

    assert (one.status, one.version) == ("sealed", 1)
    assert assessment_summary(one).decision.outcome == "made"
    (record,) = standing.sealed_records([one.patient_id])[one.patient_id]
    assert (record.version, record.superseded) == (1, False)
    entry = Entry.objects.get(action="withdrew_correction")
    assert (entry.actor, entry.detail) == (users.rc, {"version": 2})


def test_the_next_correction_has_a_number_of_its_own_and_replaces_what_was_sealed(users, one):
    withdraw(one, users.rc)

    assessments.correct(assessment=one, reason="The ward.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    record = make.sealed(one, users.rc)

    assert record.version == 3
    replaces = json.loads(record.snapshot)["replaces"]
    assert (replaces["version"], replaces["reason"]) == (1, "The ward.")
    found = standing.sealed_records([one.patient_id])[one.patient_id]
    assert {(r.version, r.superseded) for r in found} == {(3, False), (1, True)}


def test_what_was_signed_for_it_is_void_and_what_the_amhp_said_is_kept(users, one):
    make.decide(one, users.rc)
    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp, agrees=False)

    withdraw(one, users.rc)

    assert one.status == "sealed"
    assert Voiding.objects.get().because == "The correction was withdrawn."
    assert Statement.objects.count() == 2
    assert [s.act for s in assessment_summary(one).signatures] == ["put_forward", "stated"]


def test_a_correction_is_not_closed(users, one):
    with pytest.raises(Refused, match="Withdraw it, and that record stands"):
        assessments.close(assessment=one, why="entered_in_error", reason="Mistaken.", by=users.rc)

    assert not Closing.objects.exists()


def test_only_a_correction_is_withdrawn(users):
    first = make.assessment(users)
    later = make.assessment(users, make.person(users, nhs_number="9990000026"))
    make.decide(later, users.rc, Outcome.MORE_INFORMATION)
    make.sealed(later, users.rc)  # the next version is open to go on, not to correct

    for each in (first, later):
        each.refresh_from_db()
        with pytest.raises(Refused, match="Only the correction"):
            withdraw(each, users.rc)


@pytest.mark.parametrize("who", ["amhp", "nurse", "mha", "other"])
def test_nobody_but_the_responsible_clinician_withdraws_it(users, one, who):
    with pytest.raises(Refused):
        withdraw(one, getattr(users, who))

    assert VersionOpened.objects.filter(assessment=one).count() == 2


def test_it_is_withdrawn_in_the_browser_and_the_record_tells_of_it(client, users, one):
    client.force_login(users.rc)
    url = reverse("close", args=[one.pk])
    tasks = client.get(reverse("assessment", args=[one.pk])).content.decode()
    assert "Withdraw this correction" in tasks
    assert "Close this assessment" not in tasks

    shown = client.get(url).content.decode()
    assert "Version 2 is given up." in shown
    done = client.post(url, follow=True)

    assert "The sealed record stands." in done.content.decode()
    assert "Correct the sealed record" in done.content.decode()
    record = client.get(reverse("record", args=[Record.objects.get().reference])).content.decode()
    assert "withdrawn before it was sealed" in record
    assert "Wrong person." in record
    assert "Correct this record" in record


def test_the_record_says_nothing_of_a_correction_that_is_still_open(client, users, one):
    client.force_login(users.rc)

    shown = client.get(reverse("record", args=[Record.objects.get().reference])).content.decode()

    assert "withdrawn" not in shown
