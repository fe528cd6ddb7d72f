"""Putting forward, stating, voiding and sealing: two people, one content, in order."""

import json
from datetime import date, timedelta
from unittest import mock

import pytest

from assessments.lifecycle import Outcome, Status
from assessments.models import Condition, Decision, PutForward, Record, Statement, Voiding
from assessments.services import assessments, conditions, decisions, patients, records
from assessments.services.refusals import Refused
from cto.audit.models import Entry
from tests import factories as make


def test_made_cannot_be_put_forward_without_every_finding_and_reason(users):
    one = make.assessment(users)
    make.decide(one, users.rc, recall_reasons="")

    with pytest.raises(Refused) as refusal:
        decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)

    assert any("criterion (d)" in reason for reason in refusal.value.reasons)
    assert not PutForward.objects.exists()


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ("rc", {"section": "2"}),  # not liable to detention for treatment
        ("rc", {"section": "37", "restricted": True}),  # restricted patient
        ("rc", {"section_ends_on": make.TODAY}),  # liability ends before the effective day
        ("rc", {"section": ""}),  # no section recorded
    ],
)
def test_made_cannot_be_put_forward_for_somebody_an_order_cannot_follow(users, who, changes):
    one = make.assessment(users, make.person(users, **changes))
    make.decide(one, users.rc)

    with pytest.raises(Refused):
        decisions.put_forward(assessment=one, by=getattr(users, who), at=make.MOMENT)


@pytest.mark.parametrize("who", ["amhp", "nurse", "ot", "mha", "other"])
def test_only_the_responsible_clinician_puts_forward(users, who):
    one = make.assessment(users)
    make.decide(one, users.rc)

    with pytest.raises(Refused):
        decisions.put_forward(assessment=one, by=getattr(users, who), at=make.MOMENT)


@pytest.mark.parametrize("who", ["rc", "nurse", "ot", "mha", "other"])
def test_nobody_but_the_named_amhp_states(users, who):
    one = make.assessment_at(Status.PUT_FORWARD, users)

    with pytest.raises(Refused):
        make.state(one, getattr(users, who))

    assert not Statement.objects.exists()


def test_a_statement_answers_every_condition_as_it_is_worded_now(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    answer = decisions.Answer(True, "Own reasons.")

    with pytest.raises(Refused) as refusal:
        decisions.state(
            assessment=one,
            criteria=answer,
            appropriate=answer,
            conditions={},
            shown=PutForward.objects.get().pk,
            by=users.amhp,
            at=make.MOMENT,
        )

    assert "every condition" in refusal.value.reasons[0]


def test_a_statement_keeps_the_wording_it_was_given_on(users):
    one = make.assessment_at(Status.STATED, users)

    answer = Statement.objects.get().answers.get()

    assert answer.wording == Condition.objects.get(assessment=one).wording


def test_a_disagreeing_amhp_ends_made_for_that_version(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    make.state(one, users.amhp, agrees=False)

    with pytest.raises(Refused):
        make.sealed(one, users.rc)

    assert not Record.objects.exists()


def test_a_disagreement_stays_in_the_record_of_an_order_not_made(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    make.state(one, users.amhp, agrees=False)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    record = make.sealed(one, users.rc)

    (earlier,) = json.loads(record.snapshot)["earlier_statements"]
    assert earlier["agrees_criteria"] is False
    assert earlier["by"]["name"] == users.amhp.name


@pytest.mark.parametrize("status", [Status.PUT_FORWARD, Status.STATED])
@pytest.mark.parametrize(
    "change",
    [
        lambda one, users: make.consider(one, "risk.self", "New risk.", users.nurse),
        lambda one, users: make.condition(one, users.nurse, key="condition.medication"),
        lambda one, users: conditions.withdraw(
            condition=Condition.objects.get(assessment=one),
            reason="Not needed.",
            supersedes=Condition.objects.get(assessment=one).pk,
            by=users.nurse,
            at=make.MOMENT,
        ),
        lambda one, users: make.decide(one, users.rc, reasons="Other reasons."),
        lambda one, users: patients.change_identity(
            patient=one.patient, values={"name": "Amara Other"}, shown=1, by=users.mha
        ),
    ],
    ids=["consideration", "new condition", "withdrawal", "decision", "identity"],
)
def test_any_change_after_putting_forward_voids_the_signatures(users, status, change):
    one = make.assessment_at(status, users)

    change(one, users)

    one.refresh_from_db()
    assert one.status == "with_team"
    assert Voiding.objects.get().put_forward == PutForward.objects.get()
    with pytest.raises(Refused):
        make.sealed(one, users.rc)


def test_saving_the_same_words_again_voids_nothing(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    from assessments.models import Consideration
    from assessments.services import considerations

    row = Consideration.objects.get(assessment=one)
    words = considerations.Words(voice="team", text=row.text, shown=row.pk)
    considerations.record(
        assessment=one, factor=row.factor, words=[words], by=users.nurse, at=make.MOMENT
    )

    one.refresh_from_db()
    assert one.status == "put_forward"


def test_a_change_while_the_record_is_printed_stops_the_seal_and_says_what_changed(users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    printing = records.decision_record

    def print_slowly(summary, *, mark):
        make.consider(one, "social.stressors", "Rent arrears.", users.nurse)
        return printing(summary, mark=mark)

    with (
        mock.patch.object(records, "decision_record", print_slowly),
        pytest.raises(Refused) as refusal,
    ):
        make.sealed(one, users.rc)

    assert "Stage 1" in refusal.value.reasons[0]
    assert not Record.objects.exists()
    one.refresh_from_db()
    assert one.status == "with_team"


def test_a_failing_print_seals_nothing(users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    with (
        mock.patch.object(records, "decision_record", side_effect=RuntimeError("no paper")),
        pytest.raises(RuntimeError),
    ):
        make.sealed(one, users.rc)

    one.refresh_from_db()
    assert one.status == "with_team"


def test_a_correction_opens_the_next_version_and_leaves_the_old_bytes(users):
    one = make.assessment_at(Status.SEALED, users)
    before = Record.objects.get()
    assessments.correct(assessment=one, reason="The ward was wrong.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.NOT_MADE)

    after = make.sealed(one, users.rc)

    again = Record.objects.get(pk=before.pk)
    assert bytes(again.pdf) == bytes(before.pdf)
    assert (before.version, after.version) == (1, 2)
    assert json.loads(after.snapshot)["replaces"]["reason"] == "The ward was wrong."


def test_a_correction_needs_fresh_signatures(users):
    one = make.assessment_at(Status.SEALED, users)
    assessments.correct(assessment=one, reason="The ward was wrong.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc)

    with pytest.raises(Refused) as refusal:
        make.sealed(one, users.rc)

    assert any("AMHP" in reason for reason in refusal.value.reasons)


def test_a_review_may_not_be_proposed_beyond_six_months_from_the_effective_day(users):
    one = make.assessment(users)

    with pytest.raises(Refused) as refusal:
        make.decide(one, users.rc, review_on=make.TODAY + timedelta(days=200))

    assert "six months" in refusal.value.reasons[0]
    assert not Decision.objects.exists()


def test_a_refused_signature_is_audited_and_nothing_else_is_stored(users):
    one = make.assessment_at(Status.PUT_FORWARD, users)

    with pytest.raises(Refused):
        make.state(one, users.nurse)

    entry = Entry.objects.filter(outcome="refused").get()
    assert (entry.actor, entry.action) == (users.nurse, "stated")


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ({"information_needed": ""}, "Write what is needed, and from whom."),
        ({"information_by": None}, "Enter the day by which the information is needed."),
    ],
)
def test_more_information_is_not_signed_without_what_and_by_when(users, left_out, sentence):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.MORE_INFORMATION, **left_out)

    for sign in (
        lambda: decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT),
        lambda: make.sealed(one, users.rc),
    ):
        with pytest.raises(Refused) as refusal:
            sign()
        assert refusal.value.reasons == (sentence,)
    assert not Record.objects.exists()


def test_a_repeated_seal_stores_one_record(users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)

    with pytest.raises(Refused):
        make.sealed(one, users.rc)

    assert Record.objects.count() == 1


@pytest.mark.parametrize(("agrees", "disagrees"), [(False, False), (True, True)])
def test_an_amhp_who_would_not_make_an_order_either_does_not_disagree(users, agrees, disagrees):
    one = make.assessment_at(Status.PUT_FORWARD, users, Outcome.NOT_MADE)
    make.state(one, users.amhp, agrees=agrees)

    from assessments.summary.read import assessment_summary

    assert bool(assessment_summary(one).disagreements) == disagrees


def test_an_effective_day_before_the_power_began_is_refused(users):
    one = make.assessment(users)

    with pytest.raises(Refused, match="3 November 2008"):
        make.decide(one, users.rc, effective_on=date(2008, 11, 2), review_on=None)
