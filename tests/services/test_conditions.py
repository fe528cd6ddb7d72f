"""Conditions through their services: proposed, reworded, withdrawn, never lost, never twice."""

import pytest

from assessments.lifecycle import Status
from assessments.models import Condition
from assessments.services import conditions, decisions
from assessments.services.refusals import Overtaken, Refused
from assessments.summary.conditions import conditions_of
from cto.audit.models import Entry
from tests import factories as make


@pytest.fixture
def one(users):
    return make.assessment(users)


def changed(row, by, **changes):
    values = {"wording": "Reworded.", "purposes": ["others"], "supersedes": row.pk}
    return conditions.change(condition=row, by=by, at=make.MOMENT, **values | changes)


def withdrawn(row, by, **changes):
    values = {"reason": "Not needed.", "supersedes": row.pk}
    return conditions.withdraw(condition=row, by=by, at=make.MOMENT, **values | changes)


def test_an_offered_condition_stands_once(users, one):
    make.condition(one, users.nurse)

    with pytest.raises(Refused):
        make.condition(one, users.rc)
    with pytest.raises(Refused):
        make.condition(one, users.rc, submission=make.token())

    assert Condition.objects.count() == 1


def test_the_teams_own_conditions_may_be_several(users, one):
    for wording in ("First.", "Second."):
        make.condition(one, users.nurse, key="condition.additional", wording=wording)

    assert [c.now.wording for c in conditions_of(one).standing] == ["First.", "Second."]


def test_a_condition_may_be_saved_before_its_purpose_is_settled(users, one):
    row = make.condition(one, users.nurse, purposes=[], rationale="")

    assert conditions_of(one).thread(row.thread).wanting[:2] == (
        "what it is for",
        "why it is necessary or appropriate",
    )


def test_rewording_keeps_place_and_earlier_words(users, one):
    first = make.condition(one, users.nurse)
    make.condition(one, users.nurse, key="condition.medication", wording="Second.")

    changed(first, users.rc)

    here, other = conditions_of(one).standing
    assert (here.number, here.of, here.now.wording) == (3, 4, "Reworded.")
    assert here.earlier[0].wording == first.wording
    assert other.number == 4


def test_a_withdrawn_condition_gives_up_its_number_and_stays_readable(users, one):
    first = make.condition(one, users.nurse)
    make.condition(one, users.nurse, key="condition.medication", wording="Second.")

    withdrawn(first, users.rc)

    every = conditions_of(one)
    assert [(c.number, c.of) for c in every.standing] == [(3, 3)]
    (gone,) = every.withdrawn
    assert (gone.now.wording, gone.now.withdrawn_reason) == (first.wording, "Not needed.")


def test_a_withdrawn_offer_can_be_proposed_again(users, one):
    withdrawn(make.condition(one, users.nurse), users.rc)

    again = make.condition(one, users.rc)

    assert again.position == 2
    assert [c.thread for c in conditions_of(one).standing] == [str(again.thread)]


def test_a_withdrawal_without_a_reason_is_refused(users, one):
    row = make.condition(one, users.nurse)

    with pytest.raises(Refused):
        withdrawn(row, users.rc, reason="  ")

    assert list(Condition.objects.all()) == [row]


def test_of_two_who_change_it_at_once_the_second_is_told(users, one):
    row = make.condition(one, users.nurse)
    theirs = changed(row, users.rc)

    for late in (changed, withdrawn):
        with pytest.raises(Overtaken) as overtaken:
            late(row, users.nurse)
        assert overtaken.value.clashes[0].current == theirs

    assert Condition.objects.count() == 2


@pytest.mark.parametrize("who", ["mha", "auditor", "sysadmin"])
def test_only_clinicians_propose_conditions(users, one, who):
    with pytest.raises(Refused):
        make.condition(one, getattr(users, who))

    assert not Condition.objects.exists()
    assert Entry.objects.get(outcome="refused").action == "proposed_condition"


def test_a_form_sent_again_after_signing_voids_nothing_and_is_audited_once(users, one):
    token = make.token()
    row = make.condition(one, users.nurse, submission=token)
    make.decide(one, users.rc)
    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)

    again = make.condition(one, users.nurse, submission=token)

    one.refresh_from_db()
    assert again == row
    assert one.status == Status.PUT_FORWARD.value
    assert Entry.objects.filter(action="proposed_condition").count() == 1


def test_a_sealed_assessment_takes_no_condition(users):
    sealed = make.assessment_at(Status.SEALED, users)

    with pytest.raises(Refused) as refusal:
        make.condition(sealed, users.rc, key="condition.medication")

    assert "sealed" in refusal.value.reasons[0]
