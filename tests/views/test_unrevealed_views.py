"""Views that nobody has revealed: said before a signature, and kept for their owner for good."""

import pytest

from assessments.lifecycle import Outcome
from assessments.services import deliberation
from tests import factories as make
from tests.views.signing_forms import page

CANARY = "An order would end what trust there is."


def view(one, by, reasons=CANARY, supersedes=None):
    return deliberation.give_view(
        assessment=one,
        stance="do_not",
        sureness="sure",
        reasons=reasons,
        would_change="A plan with the family.",
        supersedes=supersedes,
        by=by,
        at=make.MOMENT,
    )


@pytest.fixture
def one(users):
    """Decided and not signed, with a view that nobody has revealed."""
    found = make.assessment(users)
    first = view(found, users.nurse, "My first words.")
    view(found, users.nurse, supersedes=first.pk)
    make.decide(found, users.rc, Outcome.NOT_MADE)
    return found


def text(client, user, url):
    client.force_login(user)
    return client.get(url).content.decode()


def test_readiness_counts_them_and_leads_to_the_reveal(client, users, one):
    shown = text(client, users.rc, page("readiness", one))

    assert "1 view is not revealed yet" in shown
    assert page("views", one) + "#reveal" in shown
    assert 'id="reveal"' in text(client, users.rc, page("views", one))

    view(one, users.ot)
    assert "2 views are not revealed yet" in text(client, users.rc, page("readiness", one))


@pytest.mark.parametrize("name", ["put-forward", "seal"])
def test_whoever_signs_is_told_whose_view_will_not_stand_in_the_record(client, users, one, name):
    before = text(client, users.rc, page(name, one))
    deliberation.reveal(assessment=one, by=users.rc, at=make.MOMENT)
    after = text(client, users.rc, page(name, one))

    assert f"{users.nurse.name}: given, and not revealed." in before
    assert CANARY not in before
    assert "Views not revealed" not in after


def test_after_the_seal_the_owner_reads_it_and_nobody_else_does(client, users, one):
    make.sealed(one, users.rc)

    mine = text(client, users.nurse, page("view-mine", one))

    assert CANARY in mine
    assert mine.index(CANARY) < mine.index("My first words.")
    assert "Only you can read this." in mine
    assert "<textarea" not in mine
    assert "Read my view" in text(client, users.nurse, page("views", one))
    for who in (users.rc, users.ot, users.amhp, users.mha):
        client.force_login(who)
        answer = client.get(page("view-mine", one))
        assert answer.status_code == (403 if who == users.mha else 200)
        assert CANARY not in answer.content.decode()
        assert CANARY not in text(client, who, page("views", one))
    client.force_login(users.nurse)
    assert client.post(page("view-mine", one), {"reasons": "More."}).status_code == 403
