"""Who may what: every verb against every sign-in, as a truth table."""

import pytest

from assessments import permissions
from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment, Patient
from assessments.services import assessments
from tests import factories as make

EVERYBODY = ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin")

# Verb about an assessment, the status in which it is asked, and who may.
# "other" is a clinician: visibility keeps them out before any of these is asked.
ABOUT_AN_ASSESSMENT = [
    # what every clinician of the team does
    ("record", Status.WITH_TEAM, {"rc", "amhp", "nurse", "ot", "other"}),
    ("give_view", Status.WITH_TEAM, {"rc", "amhp", "nurse", "ot", "other"}),
    ("invite", Status.WITH_TEAM, {"rc", "amhp", "nurse", "ot", "other"}),
    # the chair is the responsible clinician unless another is named
    ("reveal", Status.WITH_TEAM, {"rc"}),
    # the responsible clinician's own
    ("decide", Status.WITH_TEAM, {"rc"}),
    ("name_chair", Status.WITH_TEAM, {"rc"}),
    ("put_forward", Status.WITH_TEAM, {"rc"}),
    ("return_to_team", Status.PUT_FORWARD, {"rc"}),
    ("seal", Status.STATED, {"rc"}),
    ("close", Status.WITH_TEAM, {"rc"}),
    ("correct", Status.SEALED, {"rc"}),
    # the AMHP's own
    ("state", Status.PUT_FORWARD, {"amhp"}),
    # reading and printing
    ("print", Status.WITH_TEAM, {"rc", "amhp", "nurse", "ot", "mha", "other"}),
    # beside a sealed record
    ("add_after_decision", Status.SEALED, {"rc", "amhp", "nurse", "ot", "mha", "other"}),
    ("record_statutory_form", Status.SEALED, {"rc", "mha"}),
    # and none of it in the wrong status
    ("record", Status.SEALED, set()),
    ("decide", Status.CLOSED, set()),
    ("put_forward", Status.PUT_FORWARD, set()),
    ("state", Status.WITH_TEAM, set()),
    ("seal", Status.SEALED, set()),
    ("correct", Status.WITH_TEAM, set()),
    ("add_after_decision", Status.WITH_TEAM, set()),
]

ABOUT_A_PERSON = [
    ("change_particulars", {"rc", "mha"}),
    ("name_roles", {"rc", "mha"}),
    ("move_review", {"rc", "mha"}),
    ("change_relatives", {"rc", "amhp", "nurse", "ot", "mha", "other"}),
    ("open_assessment", {"rc", "amhp", "nurse", "ot", "other"}),
]


@pytest.fixture
def users(db):
    return make.team()


@pytest.mark.parametrize(("verb", "status", "may"), ABOUT_AN_ASSESSMENT)
def test_who_may_do_what_to_an_assessment(users, verb, status, may):
    one = make.assessment_at(status, users, Outcome.MADE)
    reasons = getattr(permissions, f"reasons_not_to_{verb}")

    allowed = {name for name in EVERYBODY if not reasons(getattr(users, name), one)}

    assert allowed == may


@pytest.mark.parametrize(("verb", "may"), ABOUT_A_PERSON)
def test_who_may_do_what_to_a_person(users, verb, may):
    patient = make.person(users)
    reasons = getattr(permissions, f"reasons_not_to_{verb}")

    assert {n for n in EVERYBODY if not reasons(getattr(users, n), patient)} == may


def test_any_clinician_and_the_office_add_a_person(users):
    reasons = permissions.reasons_not_to_add_person

    assert {n for n in EVERYBODY if not reasons(getattr(users, n))} == {
        "rc",
        "amhp",
        "nurse",
        "ot",
        "mha",
        "other",
    }


def test_the_named_chair_reveals_and_the_responsible_clinician_no_longer_does(users):
    one = make.assessment(users)
    assessments.name_chair(assessment=one, chair=users.ot, by=users.rc, at=make.MOMENT)

    assert not permissions.reasons_not_to_reveal(users.ot, one)
    assert permissions.reasons_not_to_reveal(users.rc, one)


def test_an_amhp_of_another_case_may_not_state(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    one.patient.amhp = None

    assert permissions.reasons_not_to_state(users.amhp, one)


# Who sees a person of the Northgate teams, and by what.
SEES = {"rc", "amhp", "nurse", "ot", "mha"}


def test_a_person_is_visible_to_their_teams_those_named_and_the_office(users):
    patient = make.person(users)

    seen = {n for n in EVERYBODY if patient in Patient.objects.visible_to(getattr(users, n))}

    assert seen == SEES


def test_somebody_added_by_name_sees_the_person_until_the_assessment_is_sealed(users):
    one = make.assessment(users)
    assessments.invite(assessment=one, member=users.other, by=users.rc, at=make.MOMENT)
    before = Assessment.objects.visible_to(users.other).count()
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)

    assert before == 1
    assert not Assessment.objects.visible_to(users.other).exists()
    assert not Patient.objects.visible_to(users.other).exists()


def test_an_amhp_of_no_team_sees_the_person_in_whose_care_they_are_named(users):
    patient = make.person(users)
    users.amhp.teams.clear()
    users.amhp.__dict__.pop("team_ids", None)

    assert patient in Patient.objects.visible_to(users.amhp)
