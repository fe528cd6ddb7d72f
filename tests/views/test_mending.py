"""Every line of the readiness list leads to a page where it can be mended."""

import inspect
import re
from datetime import date

import pytest

from assessments import guideline
from assessments.statute import readiness, readiness_checks, readiness_look
from assessments.statute.readiness import ConditionFacts, Facts, Named, Unprintable
from assessments.statute.signatures import Signature, Signer
from assessments.summary.read import assessment_summary
from assessments.summary.readiness import _places
from assessments.views.mending import ASSESSMENT, PERSON, mended_at
from tests import factories as make
from tests.views.signing_forms import paused, put_forward

# Made by the application in letters that every font has.
OURS = {
    "id", "reference", "version", "status", "opened_at", "guideline_edition", "rules_edition",
}  # fmt: skip


def facts(summary):
    """Facts of which everything is missing, with one of each kind that has a key."""
    (condition,) = summary.discretionary
    places = {name for name, _ in _places(summary)} - OURS
    return Facts(
        section="37",
        restricted=False,
        effective_on=date(2026, 11, 24),
        detention_from=date(2026, 9, 1),
        detention_until=date(2027, 2, 28),
        interpreter_needed=True,
        meeting_held=True,
        instead="leave",
        leave_over_7_days=True,
        put_forward=Signature(Signer("rc", "Dr Adams"), make.MOMENT, "abc"),
        conditions=(ConditionFacts(condition.row, "condition 3"),),
        untouched=tuple(Named(f.key, f.title) for f in guideline.considerations()),
        one_sided=(Named("risk.self", "Risk to self"),),
        options_unweighed=tuple(Named(o.key, o.title) for o in guideline.OPTIONS),
        interview_unnamed=(Named("interview.insight", "Insight"),),
        notes_unconfirmed=(Named("risk.self", "Jo Nurse"),),
        signing_on=date(2026, 12, 1),
        too_long=tuple(sorted(places)),
        roles_missing=("Responsible clinician",),
        views_missing=("Kit Moss",),
        unprintable=tuple(Unprintable(place, "\ue000") for place in sorted(places)),
    )


@pytest.fixture
def summary(users, client):
    one = make.assessment(users)
    paused(one, users.rc)
    make.condition(one, users.nurse)
    make.decide(one, users.rc)
    put_forward(one, users.rc)
    client.force_login(users.rc)
    return assessment_summary(one)


def every_field(summary):
    found = facts(summary)
    less = Facts(section="3", effective_on=None), Facts(section="3", effective_on=date(2026, 1, 1))
    return {
        item.field
        for each in (found, *less, Facts())
        for outcome in ("", "made", "not_made", "more_information")
        for item in readiness.items(each, outcome)
    }


@pytest.mark.once
def test_every_line_leads_to_a_page_that_opens(summary, client):
    broken = {
        field: address
        for field in sorted(every_field(summary))
        if client.get(address := mended_at(field, summary)).status_code != 200
    }

    assert broken == {}


def test_every_field_that_readiness_can_name_is_among_them(summary):
    source = "".join(
        inspect.getsource(module) for module in (readiness, readiness_checks, readiness_look)
    )
    named = set(re.findall(r'"((?:patient|decision)\.[a-z_]+|factor:[a-z_.]+)"', source))

    assert named <= every_field(summary)


def test_a_place_on_the_decision_page_is_there(summary, client):
    fields = {field for field in every_field(summary) | set(ASSESSMENT) if "decision." in field}

    for field in fields:
        address, _, place = mended_at(field, summary).partition("#")
        assert f'id="{place}"' in client.get(address).content.decode(), field


def test_no_address_is_kept_that_nothing_leads_to(summary):
    spare = {"decision.outcome"}  # where no outcome is chosen the page itself says so

    assert set(PERSON) | set(ASSESSMENT) <= every_field(summary) | spare


def test_a_condition_that_was_taken_out_leads_to_the_list(summary):
    assert mended_at("condition:00000000-0000-0000-0000-000000000000", summary).endswith(
        "/conditions/"
    )
