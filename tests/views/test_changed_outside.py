"""What changes outside an assessment after it was put forward voids what was signed, too."""

import dataclasses
import hashlib
from unittest import mock

import pytest

from assessments.lifecycle import Outcome, Status
from assessments.models import PutForward, Record, Statement, Voiding
from assessments.services import decisions, records
from assessments.services.refusals import SignaturesVoid
from assessments.statute import rules
from cto.accounts import services as accounts
from cto.accounts.services import Particulars
from cto.audit.models import Entry
from tests import factories as make
from tests.views.signing_forms import page, signing, statement


def rename_the_amhp(users):
    particulars = dataclasses.replace(Particulars.of(users.amhp), name="Sam Newname")
    accounts.change_user(
        user=users.amhp, particulars=particulars, teams=users.amhp.teams.all(), by=users.sysadmin
    )


def rename_a_team(users):
    team = users.rc.teams.first()
    accounts.change_team(team=team, name="Southgate", kind=team.kind, by=users.sysadmin)


CHANGES = [rename_the_amhp, rename_a_team]


def status(one):
    one.refresh_from_db()
    return one.status


@pytest.mark.parametrize("outcome", [Outcome.MADE, Outcome.NOT_MADE])
@pytest.mark.parametrize("change", CHANGES)
def test_a_name_changed_after_the_statement_voids_it_at_the_seal(users, change, outcome):
    one = make.assessment_at(Status.STATED, users, outcome)
    change(users)

    with pytest.raises(SignaturesVoid, match="a name, a role, a team"):
        make.sealed(one, users.rc)

    assert status(one) == "with_team"
    assert Voiding.objects.get().put_forward == PutForward.objects.get()
    assert Statement.objects.exists()  # nothing that was said is lost
    assert not Record.objects.exists()
    refused = Entry.objects.get(outcome="refused")
    assert (refused.action, refused.actor) == ("sealed_record", users.rc)


def test_a_new_edition_of_the_rules_voids_what_was_signed_under_the_old(users):
    one = make.assessment_at(Status.STATED, users)

    with mock.patch.object(rules, "RULES_EDITION", "2027-01-01"), pytest.raises(SignaturesVoid):
        make.sealed(one, users.rc)

    assert status(one) == "with_team"


def test_put_forward_and_stated_again_it_is_sealed_and_one_content_was_signed(users):
    one = make.assessment_at(Status.STATED, users)
    rename_the_amhp(users)
    with pytest.raises(SignaturesVoid):
        make.sealed(one, users.rc)

    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp)
    make.sealed(one, users.rc)

    signed = {PutForward.objects.get(voiding=None).content_hash}
    signed |= {statement.content_hash for statement in Statement.objects.filter(
        put_forward__voiding=None)}  # fmt: skip
    assert len(signed) == 1


@pytest.mark.parametrize("who", ["nurse", "amhp", "other"])
def test_whoever_may_not_sign_voids_nothing_either(users, who):
    one = make.assessment_at(Status.STATED, users)
    rename_a_team(users)

    with pytest.raises(Exception, match="responsible clinician"):
        records.seal(assessment=one, by=getattr(users, who), at=make.MOMENT)

    assert status(one) == "stated"


def test_the_seal_page_says_so_and_asks_for_no_password(client, users):
    one = make.assessment_at(Status.STATED, users)
    rename_the_amhp(users)
    client.force_login(users.rc)

    shown = client.get(page("seal", one)).content.decode()

    assert "Return it to the team and put it forward again" in shown
    assert page("return-to-team", one) in shown
    assert 'type="password"' not in shown
    assert status(one) == "stated"  # looking changes nothing


def test_a_seal_page_that_was_open_before_leads_to_what_is_void_and_why(client, users):
    one = make.assessment_at(Status.STATED, users)
    client.force_login(users.rc)
    click = signing(client, "seal", one)
    rename_the_amhp(users)

    answer = client.post(page("seal", one), click, follow=True)

    shown = answer.content.decode()
    assert answer.redirect_chain == [(page("readiness", one), 302)]
    assert "Nothing was signed, and what was signed is void." in shown
    assert "no longer stands. It stays on record." in shown
    assert status(one) == "with_team"


def test_the_amhp_s_reasons_are_kept_where_what_they_state_on_has_changed(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    client.force_login(users.amhp)
    typed = statement(one)
    rename_a_team(users)

    answer = client.post(page("statement", one), typed)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was signed, and what was signed is void." in shown
    assert "I met Amara twice." in shown
    assert not Statement.objects.exists()
    assert status(one) == "with_team"


def test_the_two_hashes_on_the_record_are_of_one_content(users):
    one = make.assessment_at(Status.SEALED, users)

    signed = PutForward.objects.get(assessment=one).content_hash
    assert len(signed) == len(hashlib.sha256().hexdigest())
    assert Record.objects.get().snapshot.count(signed) == 3  # put forward, stated, sealed
