"""The summary: everything recorded, once, in a fixed number of queries."""

from collections import Counter
from datetime import date

import pytest

from assessments import guideline
from assessments.lifecycle import Status
from assessments.models import Record
from assessments.services import process
from assessments.summary.canonical import canonical_json, content_hash
from assessments.summary.read import assessment_summary
from tests import factories as make


@pytest.fixture
def users(db):
    return make.team()


def test_every_consideration_of_the_guideline_has_its_one_place(users):
    summary = assessment_summary(make.assessment(users))

    places = Counter(topic.key for chapter in summary.chapters for topic in chapter.topics)

    assert places == Counter(factor.key for factor in guideline.considerations())


def test_reading_takes_the_same_number_of_queries_whatever_is_recorded(
    users, django_assert_num_queries
):
    bare, full = make.assessment(users), None
    with django_assert_num_queries(19):
        assessment_summary(bare)
    full = bare
    for number, key in enumerate(make.all_considerations()):
        make.consider(full, key, f"Words {number}.", users.nurse)
        make.consider(full, key, f"Own words {number}.", users.nurse, voice="patient")
    for number in range(5):
        make.condition(full, users.nurse, key="condition.additional", wording=f"Be there {number}")
    make.decide(full, users.rc)

    with django_assert_num_queries(19):
        assessment_summary(full)


def test_the_hash_of_the_content_does_not_change_with_signatures(users):
    one = make.assessment_at(Status.WITH_TEAM, users)
    make.decide(one, users.rc)
    before = content_hash(assessment_summary(one))

    from assessments.services import decisions

    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp)

    assert content_hash(assessment_summary(one)) == before


def test_the_hash_of_the_content_changes_with_one_letter(users):
    one = make.assessment(users)
    row = make.consider(one, "risk.self", "A fall.", users.nurse)
    before = content_hash(assessment_summary(one))

    make.consider(one, "risk.self", "A call.", users.nurse, shown=row.pk)

    assert content_hash(assessment_summary(one)) != before


def test_the_canonical_text_is_the_same_each_time_it_is_read(users):
    one = make.assessment_at(Status.STATED, users)

    assert canonical_json(assessment_summary(one)) == canonical_json(assessment_summary(one))


def test_a_sealed_source_names_the_interview_by_its_corrected_date(users):
    one = make.assessment(users)
    values = {"assessment": one, "present": "Amara", "with_responsible_clinician": True}
    values |= {"with_amhp": False, "by": users.rc, "at": make.MOMENT}
    first = process.record_interview(held_on=date(2026, 11, 10), supersedes=None, **values)
    make.consider(one, "interview.symptoms", "Voices.", users.nurse, interview=first)
    process.record_interview(
        held_on=date(2026, 11, 12), thread=first.thread, supersedes=first.pk, **values
    )

    make.assessment_at(Status.SEALED, users, one=one)

    snapshot = Record.objects.get(assessment=one).snapshot
    assert '"source":"Interview on 12 November 2026"' in snapshot
    assert "10 November" not in snapshot
    assert "2026-11-10" not in snapshot


def test_nobody_s_view_stands_in_the_summary_before_the_reveal(users):
    from assessments.services import deliberation

    one = make.assessment(users)
    deliberation.give_view(
        assessment=one,
        stance="do_not",
        sureness="sure",
        reasons="CANARY in my own view",
        would_change="CANARY too",
        supersedes=None,
        by=users.ot,
        at=make.MOMENT,
    )

    summary = assessment_summary(one)

    assert "CANARY" not in canonical_json(summary)
    assert [who.name for who in summary.views.given_by] == [users.ot.name]
