"""Stage 2: a condition is reworded or withdrawn, by several people at once, and nothing is lost."""

import pytest
from django.urls import reverse

from assessments.models import Condition
from assessments.services import conditions as services
from tests import factories as make

TYPED = {
    "wording": "Amara will meet her care coordinator every two weeks at the library.",
    "purposes": ["treatment"],
    "rationale": "Contact was lost before each relapse.",
    "beneficial": "She likes these talks.",
    "enforceable": "We would ring, then visit.",
    "support": "Bus pass.",
    "patient_view": "Fine by me.",
}
TESTING = {**TYPED, "wording": "Amara will give urine samples as directed."}


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def page_of(name, one, *more):
    return reverse(name, args=[one.pk, *more])


def text_of(answer):
    return answer.content.decode()


def test_a_condition_is_reworded_and_its_earlier_wording_stays_readable(nurse, users, one):
    row = make.condition(one, users.rc)
    page = page_of("condition", one, row.thread)

    nurse.post(page, {**TYPED, "shown": str(row.pk)})

    (now,) = Condition.objects.current().filter(assessment=one)
    assert (now.wording, now.position) == (TYPED["wording"], row.position)
    assert row.wording in text_of(nurse.get(page))
    assert row.wording in text_of(nurse.get(page_of("conditions", one)))


def test_an_overtaken_change_shows_both_and_is_settled_by_a_choice(nurse, users, one):
    row = make.condition(one, users.rc)
    theirs = services.change(
        condition=row, wording="What the doctor wrote.", purposes=["others"],
        supersedes=row.pk, by=users.rc, at=make.MOMENT,
    )  # fmt: skip
    page = page_of("condition", one, row.thread)
    mine = {**TYPED, "shown": str(row.pk)}

    conflict = nurse.post(page, mine)

    assert conflict.status_code == 409
    assert "What the doctor wrote." in text_of(conflict)
    assert TYPED["wording"] in text_of(conflict)
    choice = {
        **mine,
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": str(theirs.pk),
        "clash-shown-field": ["wording", "purposes"],
        "clash-shown-theirs-wording": theirs.wording,
        "clash-shown-theirs-purposes": ["others"],
        "clash-shown-choice": "theirs",
    }
    assert nurse.post(page, choice).status_code == 302
    (now,) = Condition.objects.current().filter(assessment=one)
    assert (now.wording, now.purposes) == ("What the doctor wrote.", ["others"])


def test_a_condition_is_withdrawn_with_a_reason_and_stays_readable(nurse, users, one):
    row = make.condition(one, users.rc)

    answer = nurse.post(
        page_of("condition-withdraw", one, row.thread),
        {"reason": "She keeps contact anyway.", "shown": str(row.pk)},
        follow=True,
    )

    shown = text_of(answer)
    assert "Withdrawn conditions" in shown
    assert "She keeps contact anyway." in shown
    assert row.wording in shown
    assert "2 of 2" in shown


def test_the_withdrawal_page_shows_the_words_and_a_button(nurse, users, one):
    row = make.condition(one, users.rc)

    shown = text_of(nurse.get(page_of("condition-withdraw", one, row.thread)))

    assert row.wording in shown
    assert "Withdraw condition" in shown


def test_a_withdrawal_needs_its_reason(nurse, users, one):
    row = make.condition(one, users.rc)

    answer = nurse.post(page_of("condition-withdraw", one, row.thread), {"shown": str(row.pk)})

    assert answer.status_code == 422
    assert "Enter why this condition is withdrawn" in text_of(answer)
    assert Condition.objects.count() == 1


def test_a_withdrawal_sent_twice_has_one_effect(nurse, users, one):
    row = make.condition(one, users.rc)
    typed = {"reason": "Not needed.", "shown": str(row.pk), "submission": str(make.token())}
    page = page_of("condition-withdraw", one, row.thread)

    answers = [nurse.post(page, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Condition.objects.filter(withdrawn=True).count() == 1


def test_a_wording_that_changed_meanwhile_is_shown_before_it_is_withdrawn(nurse, users, one):
    row = make.condition(one, users.rc)
    services.change(
        condition=row, wording="What the doctor wrote.", purposes=[], supersedes=row.pk,
        by=users.rc, at=make.MOMENT,
    )  # fmt: skip
    page = page_of("condition-withdraw", one, row.thread)

    answer = nurse.post(page, {"reason": "Not needed.", "shown": str(row.pk)})

    assert answer.status_code == 409
    assert "What the doctor wrote." in text_of(answer)
    assert "Not needed." in text_of(answer)
    again = {"reason": "Not needed.", "shown": answer.context["form"]["shown"].value()}
    assert nurse.post(page, again).status_code == 302
    (now,) = Condition.objects.current().filter(assessment=one)
    assert (now.withdrawn, now.wording) == (True, "What the doctor wrote.")


def test_what_was_typed_on_a_withdrawn_condition_can_become_a_new_one(nurse, users, one):
    row = make.condition(one, users.rc)
    services.withdraw(
        condition=row, reason="Not needed.", supersedes=row.pk, by=users.rc, at=make.MOMENT
    )

    answer = nurse.post(page_of("condition", one, row.thread), {**TYPED, "shown": str(row.pk)})

    assert answer.status_code == 409
    assert TYPED["rationale"] in text_of(answer)
    assert f'action="{page_of("condition-new", one, "contact")}"' in text_of(answer)
    assert not Condition.objects.current().filter(withdrawn=False).exists()
    assert nurse.post(page_of("condition-new", one, "contact"), TYPED).status_code == 302


def test_a_withdrawn_condition_is_read_and_not_edited(nurse, users, one):
    row = make.condition(one, users.rc)
    services.withdraw(
        condition=row, reason="Not needed.", supersedes=row.pk, by=users.rc, at=make.MOMENT
    )

    shown = text_of(nurse.get(page_of("condition", one, row.thread)))

    assert "Not needed." in shown
    assert "Save condition" not in shown
