"""Stage 3 through its services: versions in a line, one effect for each form, all or nothing."""

from datetime import date

import pytest

from assessments.lifecycle import Status
from assessments.models import CapacityAssessment, Consultation, Interview, Involvement
from assessments.services import decisions, process
from assessments.services.refusals import Overtaken, Refused
from cto.audit.models import Entry
from tests import factories as make

INTERVIEW = {
    "held_on": date(2026, 11, 2),
    "present": "Amara and Dr Sen",
    "with_responsible_clinician": True,
    "with_amhp": False,
    "notes": "Calm.",
}
CAPACITY = {
    "decision": "Whether to accept the depot.",
    "assessed_on": date(2026, 11, 2),
    "assessor": "Dr Sen",
    "support_given": "Pictures.",
    "understand": "yes",
    "retain": "yes",
    "use_or_weigh": "no",
    "communicate": "yes",
    "outcome": "lacks",
    "impairment": "Acute psychosis.",
    "causal_link": "She cannot weigh it because of it.",
    "reasons": "What she said.",
}
CONSULTATION = {
    "kind": "nearest_relative",
    "name": "Leela Test",
    "consulted": True,
    "consulted_on": date(2026, 11, 2),
    "consent": "given",
    "said": "Home, please.",
}
INVOLVEMENT = {"consent_level": "agrees", "advocate_offered": False}


@pytest.fixture
def one(users):
    return make.assessment(users)


def interview(one, by, **changes):
    return process.record_interview(assessment=one, by=by, at=make.MOMENT, **INTERVIEW | changes)


def test_several_interviews_stand_beside_each_other(users, one):
    interview(one, users.rc)
    interview(one, users.nurse, held_on=date(2026, 11, 5))

    assert Interview.objects.current().filter(assessment=one).count() == 2


def test_a_change_keeps_the_version_before(users, one):
    first = interview(one, users.rc)

    second = interview(
        one, users.nurse, thread=first.thread, supersedes=first.pk, notes="Not calm."
    )

    assert (second.thread, second.supersedes) == (first.thread, first)
    assert Interview.objects.get(pk=first.pk).notes == "Calm."
    assert list(Interview.objects.current()) == [second]


def test_a_change_to_what_somebody_else_changed_is_overtaken_and_stores_nothing(users, one):
    first = interview(one, users.rc)
    second = interview(one, users.rc, thread=first.thread, supersedes=first.pk)

    with pytest.raises(Overtaken) as overtaken:
        interview(one, users.nurse, thread=first.thread, supersedes=first.pk)

    assert overtaken.value.clashes[0].current == second
    assert Interview.objects.count() == 2


def test_involvement_has_one_line_of_versions_for_each_assessment(users, one):
    process.record_involvement(assessment=one, by=users.rc, at=make.MOMENT, **INVOLVEMENT)

    with pytest.raises(Overtaken):
        process.record_involvement(assessment=one, by=users.nurse, at=make.MOMENT, **INVOLVEMENT)

    assert Involvement.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"consulted_on": None},  # consulted, but when?
        {"said": ""},  # consulted, but what was said?
        {"consulted": False, "reason": "Away."},  # not consulted, on a day
        {"consulted": False, "consulted_on": None, "said": ""},  # not consulted, no reason
        {"consent": "not_given"},  # against their wish, no reason
        {"consent": "not_asked"},  # unasked, no reason
    ],
)
def test_a_consultation_that_is_not_whole_is_refused_and_nothing_is_stored(users, one, changes):
    with pytest.raises(Refused):
        process.record_consultation(
            assessment=one, by=users.nurse, at=make.MOMENT, **CONSULTATION | changes
        )

    assert not Consultation.objects.exists()


@pytest.mark.parametrize("missing", ["impairment", "causal_link"])
def test_lacking_capacity_without_its_cause_is_refused(users, one, missing):
    with pytest.raises(Refused):
        process.record_capacity(
            assessment=one, by=users.rc, at=make.MOMENT, **CAPACITY | {missing: ""}
        )

    assert not CapacityAssessment.objects.exists()


@pytest.mark.parametrize("who", ["mha", "auditor", "sysadmin"])
def test_only_clinicians_record_what_happened_with_the_person(users, one, who):
    with pytest.raises(Refused):
        interview(one, getattr(users, who))

    assert not Interview.objects.exists()
    assert Entry.objects.get(outcome="refused").action == "recorded_interview"


def test_a_bidirectional_control_is_refused_whoever_calls(users, one):
    with pytest.raises(Refused) as refusal:
        interview(one, users.nurse, notes="Left \u202eright")

    assert "right-to-left override" in refusal.value.reasons[0]


def test_a_form_sent_again_after_signing_voids_nothing_and_is_audited_once(users):
    one = make.assessment(users)
    token = make.token()
    row = interview(one, users.nurse, submission=token)
    make.condition(one, users.nurse)
    make.decide(one, users.rc)
    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)

    again = interview(one, users.nurse, submission=token)

    one.refresh_from_db()
    assert again == row
    assert one.status == Status.PUT_FORWARD.value
    assert Entry.objects.filter(action="recorded_interview").count() == 1
