"""Putting forward and sealing: with a password, by one person, on what stood on the page."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from assessments.documents.renderer import CannotPrint, PrintingUnavailable
from assessments.lifecycle import Outcome
from assessments.models import Closing, PutForward, Record, Voiding
from assessments.services import records
from assessments.services.refusals import Refused
from cto.accounts.reauthentication import TRIES
from cto.audit.models import Entry
from tests import factories as make
from tests.views.signing_forms import (
    opinion,
    page,
    paused,
    put_forward,
    signing,
    statement,
)

CANARY = "<script>alert('canary')</script>"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def rc(client, users):
    client.force_login(users.rc)
    return client


def decided(one, users, outcome=Outcome.MADE, **changes):
    make.consider(one, "history.illness", "Ill most winters.", users.nurse)
    make.decide(one, users.rc, outcome, **changes)
    return one


def status(one):
    one.refresh_from_db()
    return one.status


# The whole way -----------------------------------------------------------------------------------
def test_an_order_is_decided_put_forward_stated_and_sealed_in_the_browser(rc, users, one):
    paused(one, users.rc)
    make.condition(one, users.nurse)
    rc.post(page("decision", one), opinion())

    forward = rc.post(page("put-forward", one), signing(rc, "put-forward", one), follow=True)
    assert f"Put forward. {users.amhp.name} is asked to state." in forward.content.decode()
    rc.force_login(users.amhp)
    stated = rc.post(page("statement", one), statement(one), follow=True)
    assert f"Signed by {users.amhp.name}" in stated.content.decode()
    rc.force_login(users.rc)
    sealed = rc.post(page("seal", one), signing(rc, "seal", one), follow=True)

    record = Record.objects.get()
    assert sealed.redirect_chain == [(f"/records/{record.reference}/", 302)]
    assert "Sealed." in sealed.content.decode()
    assert bytes(record.pdf).startswith(b"%PDF-")
    assert (record.outcome, status(one)) == ("made", "sealed")


def test_not_made_is_sealed_by_the_responsible_clinician_alone(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)

    shown = rc.get(page("seal", one)).content.decode()
    assert "Seal: community treatment order not made" in shown
    assert "Not asked" in shown
    rc.post(page("seal", one), signing(rc, "seal", one))

    assert Record.objects.get().outcome == "not_made"


def test_an_invited_amhp_who_does_not_state_holds_nothing_up(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)
    put_forward(one, users.rc)

    assert "Asked, not given" in rc.get(page("seal", one)).content.decode()
    rc.post(page("seal", one), signing(rc, "seal", one))

    assert status(one) == "sealed"


def test_more_information_seals_and_opens_the_next_version(rc, users, one):
    soon = timezone.localdate() + timedelta(days=14)
    decided(one, users, Outcome.MORE_INFORMATION, information_by=soon)
    click = signing(rc, "seal", one)

    first = rc.post(page("seal", one), click)
    again = rc.post(page("seal", one), click)

    record = Record.objects.get()
    assert first["Location"] == again["Location"] == f"/records/{record.reference}/"
    assert (status(one), one.version) == ("with_team", 2)


# What the pages show before a signature ----------------------------------------------------------
@pytest.mark.parametrize("name", ["put-forward", "seal"])
def test_a_page_to_sign_names_the_person_the_outcome_and_the_numbered_conditions(rc, users, name):
    one = make.assessment(users)
    make.condition(one, users.nurse)
    decided(one, users)
    if name == "seal":
        put_forward(one, users.rc)
        rc.force_login(users.amhp)
        rc.post(page("statement", one), statement(one))
        rc.force_login(users.rc)

    main = rc.get(page(name, one)).content.decode().split("<main", 1)[1]

    for words in (
        "Amara Test",
        "17 June 1990",
        "999 000 0018",
        "Decided to make a community treatment order",
        "3 of 3",
        "Amara is to meet her care coordinator every two weeks.",
        users.amhp.name,
        'type="password"',
    ):
        assert words in main


def test_putting_forward_shows_what_blocks_it_with_the_way_there_and_no_password(rc, users, one):
    decided(one, users, recall_reasons="")

    shown = rc.get(page("put-forward", one)).content.decode()

    assert "Write the reasons for criterion (d)" in shown
    assert page("decision", one) + "#id_recall_finding" in shown
    assert 'type="password"' not in shown


@pytest.mark.parametrize("name", ["put-forward", "seal"])
def test_without_an_outcome_there_is_nothing_to_sign(rc, one, name):
    shown = rc.get(page(name, one)).content.decode()

    assert "No outcome is recorded yet." in shown
    assert 'type="password"' not in shown
    posted = {"content": "0" * 64, "version": "1", "password": make.PASSWORD}
    assert rc.post(page(name, one), posted).status_code == 422
    assert not PutForward.objects.exists()
    assert not Record.objects.exists()


def test_the_seal_reads_page_1_back(rc, users, one):
    decided(one, users, Outcome.NOT_MADE, reasons="Leave works well.")

    shown = rc.get(page("seal", one)).content.decode()

    assert "What page 1 will say" in shown
    assert "Proposed outcome" not in shown
    assert "Leave works well." in shown
    assert "Section 17 leave of more than 7 days" in shown
    assert page("check", one) in shown


# Who signs, and how ------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin"])
@pytest.mark.parametrize("name", ["put-forward", "return-to-team", "seal", "close"])
def test_nobody_but_the_responsible_clinician_signs_returns_or_closes(client, users, who, name):
    one = make.assessment(users)
    decided(one, users, Outcome.NOT_MADE)
    if name == "return-to-team":
        put_forward(one, users.rc)
    before = status(one)
    client.force_login(getattr(users, who))
    typed = {
        "content": "0" * 64,
        "version": "1",
        "password": make.PASSWORD,
        "because": "No.",
        "why": "no_longer_needed",
        "reason": "No.",
    }

    answers = {
        client.get(page(name, one)).status_code,
        client.post(page(name, one), typed).status_code,
    }

    assert answers <= {403, 404}
    assert status(one) == before
    assert not Record.objects.exists()
    assert not Closing.objects.exists()
    assert not Voiding.objects.exists()


@pytest.mark.parametrize("name", ["put-forward", "seal"])
@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "Enter your password, to sign"),
        ("not the password", "Enter your own password"),
        ("x" * 2_000, "Enter your password, to sign"),
    ],
)
def test_without_the_right_password_nothing_is_signed(rc, users, one, name, password, says):
    decided(one, users, Outcome.NOT_MADE)

    response = rc.post(page(name, one), signing(rc, name, one, password=password))

    text = response.content.decode()
    assert response.status_code == 422
    assert says in text
    assert password == "" or password not in text
    assert status(one) == "with_team"


def test_a_wrong_password_is_audited_without_the_password(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)

    rc.post(page("seal", one), signing(rc, "seal", one, password="wrong horse"))

    entry = Entry.objects.get(action="gave_password")
    assert (entry.outcome, entry.actor, entry.detail) == ("refused", users.rc, {"reason": "wrong"})


def test_too_many_wrong_passwords_say_wait_and_the_right_one_no_longer_counts(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)
    click = signing(rc, "seal", one)
    for _ in range(TRIES):
        rc.post(page("seal", one), {**click, "password": "wrong"})

    response = rc.post(page("seal", one), click)

    assert response.status_code == 422
    assert "Wait 5 minutes" in response.content.decode()
    assert not Record.objects.exists()


@pytest.mark.parametrize("name", ["put-forward", "seal", "return-to-team", "close"])
def test_opening_a_page_signs_nothing(rc, users, one, name):
    decided(one, users, Outcome.NOT_MADE)
    put_forward(one, users.rc)

    rc.get(page(name, one), {"password": make.PASSWORD, "version": "1"})

    assert status(one) == "put_forward"
    assert PutForward.objects.count() == 1


@pytest.mark.parametrize("name", ["put-forward", "seal"])
def test_a_page_that_names_no_content_signs_nothing(rc, users, one, name):
    decided(one, users, Outcome.NOT_MADE)

    response = rc.post(page(name, one), {"password": make.PASSWORD})

    assert response.status_code == 422
    assert "This page is out of date" in response.content.decode()
    assert status(one) == "with_team"


@pytest.mark.parametrize("name", ["put-forward", "seal"])
def test_what_changed_under_an_open_page_is_not_signed_unseen(rc, users, one, name):
    decided(one, users, Outcome.NOT_MADE)
    click = signing(rc, name, one)
    make.consider(one, "risk.self", "Said on the way out.", users.nurse)

    response = rc.post(page(name, one), click)

    assert response.status_code == 422
    assert "Something changed after this page was opened" in response.content.decode()
    assert status(one) == "with_team"

    again = {**click, "content": str(response.context["form"]["content"].value())}
    assert rc.post(page(name, one), again).status_code == 302


# Twice, and meanwhile ----------------------------------------------------------------------------
def test_putting_forward_twice_has_one_effect(rc, users, one):
    decided(one, users)
    click = signing(rc, "put-forward", one)

    first, again = (rc.post(page("put-forward", one), click) for _ in range(2))

    assert first.status_code == again.status_code == 302
    assert PutForward.objects.count() == 1


def test_sealing_twice_has_one_effect_and_leads_to_the_record(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)
    click = signing(rc, "seal", one)

    first, again = (rc.post(page("seal", one), click) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert Record.objects.count() == 1


def test_a_seal_that_comes_second_while_printing_leads_to_the_record_of_the_first(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)
    click = signing(rc, "seal", one)
    real = records.seal

    def both(**given):
        real(**given)
        raise Refused(["This assessment is “sealed”."])

    with mock.patch.object(records, "seal", both):
        response = rc.post(page("seal", one), click)

    assert response["Location"] == f"/records/{Record.objects.get().reference}/"


@pytest.mark.parametrize("problem", [CannotPrint, PrintingUnavailable])
def test_what_cannot_be_printed_is_said_and_seals_nothing(rc, users, one, problem):
    decided(one, users, Outcome.NOT_MADE)
    click = signing(rc, "seal", one)

    with mock.patch.object(records, "decision_record", side_effect=problem("Shorten the text.")):
        response = rc.post(page("seal", one), click)

    assert response.status_code == 422
    assert "Shorten the text. Nothing was sealed." in response.content.decode()
    assert (Record.objects.exists(), status(one)) == (False, "with_team")


def test_another_assessments_content_is_not_signed(rc, users, one):
    decided(one, users, Outcome.NOT_MADE)
    other = make.assessment(users, make.person(users, name="Kit Other", nhs_number="9990000026"))
    decided(other, users, Outcome.NOT_MADE)

    response = rc.post(page("seal", one), signing(rc, "seal", other))

    assert response.status_code == 422
    assert not Record.objects.exists()


def test_made_cannot_be_sealed_before_the_amhp_has_stated(rc, users, one):
    decided(one, users)
    put_forward(one, users.rc)

    shown = rc.get(page("seal", one)).content.decode()

    assert "Ask the AMHP to say whether they agree that all five criteria are met." in shown
    assert 'type="password"' not in shown


def test_what_is_typed_is_shown_as_text(rc, users, one):
    make.condition(one, users.nurse, wording=CANARY, rationale=CANARY, patient_view=CANARY)
    decided(one, users, Outcome.NOT_MADE, reasons=CANARY, leave_considered=CANARY)

    for name in ("readiness", "put-forward", "seal"):
        assert CANARY not in rc.get(page(name, one)).content.decode()
    rc.post(page("put-forward", one), signing(rc, "put-forward", one))
    assert CANARY not in rc.get(page("return-to-team", one)).content.decode()
    rc.post(page("return-to-team", one), {"because": CANARY})
    for name in ("decision", "readiness", "statement"):
        assert CANARY not in rc.get(page(name, one), follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "number"),
    [("put-forward", 27), ("seal", 27), ("return-to-team", 8), ("close", 7)],
)
def test_each_page_asks_the_database_a_fixed_number_of_times(
    rc, users, one, name, number, django_assert_num_queries
):
    decided(one, users, Outcome.NOT_MADE)
    if name == "return-to-team":
        put_forward(one, users.rc)
    rc.get(page(name, one))
    with django_assert_num_queries(number):
        rc.get(page(name, one))
    make.condition(make.assessment(users, make.person(users, nhs_number="9990000026")), users.nurse)
    if name != "return-to-team":
        make.condition(one, users.nurse)
    with django_assert_num_queries(number):
        rc.get(page(name, one))
