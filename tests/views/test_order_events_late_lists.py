"""A variation that is entered late begins from the conditions of its own day."""

from datetime import date, timedelta

import pytest

from assessments.statute.conditions_in_force import conditions_in_force
from assessments.summary.orders import entries_of, ledger
from tests import factories as make
from tests.access.reading import forms
from tests.views.recording import (
    checked,
    confirmed,
    days,
    event_url,
    london,
    new_url,
    recorded,
    shown_values,
    text_of,
)

A = "Amara is to take 10 mg."
B = "Amara is to take 20 mg."
C = "Amara is to live with her sister."
FEBRUARY = days(when=date(2027, 2, 9))
MARCH = days(when=date(2027, 3, 2))
ADDED = {"wording-new1": C, "purposes-new1": ["others"]}


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


@pytest.fixture
def first(order):
    (found,) = order.events.get().details["conditions"]
    return found


@pytest.fixture
def march(client, users, order, first):
    """The order is varied in January to A, in March to B."""
    client.force_login(users.rc)
    url = new_url(order, "conditions_varied")
    box = f"wording-{first['id']}"
    recorded(client, url, days(when=date(2027, 1, 12)) | {box: A})
    return recorded(client, url, MARCH | {box: B})


def wordings(order, on):
    standing = conditions_in_force(entries_of(ledger(order)), on).standing
    return [one.wording for one in standing if not one.mandatory]


def again(client, url, answer, answers):
    """What the form that came back says, with more typed over it."""
    return client.post(url, {**shown_values(forms(answer.content)[0]), **answers})


def test_a_late_variation_is_drawn_again_with_the_conditions_of_its_day(
    client, order, first, march
):
    url = new_url(order, "conditions_varied")

    answer = checked(client, url, FEBRUARY | ADDED)

    assert answer.status_code == 422
    assert "Other conditions were in force on 9 February 2027." in text_of(answer)
    form = answer.context["form"]
    assert form[f"wording-{first['id']}"].value() == A
    assert form["wording-new1"].value() == C
    assert form["purposes-new1"].value() == ["others"]


def test_a_late_variation_leaves_the_later_list_as_it_is_and_says_so(client, order, march):
    url = new_url(order, "conditions_varied")
    check = again(client, url, checked(client, url, FEBRUARY | ADDED), {})
    assert check.status_code == 200
    of_the_day, of_today = check.context["conditions"].days
    assert of_the_day.rows == (("Condition 4", "No such condition", C),)
    assert of_today.rows == ()
    (later,) = check.context["conditions"].later
    assert later.other == (f"It does not have: “{C}”",)
    assert f'href="{event_url(order, march, "correct")}"' in check.content.decode()

    assert confirmed(client, url, check).status_code == 302

    assert wordings(order, date(2027, 2, 8)) == [A]
    assert wordings(order, date(2027, 2, 9)) == [A, C]
    assert wordings(order, date(2027, 3, 1)) == [A, C]
    assert wordings(order, date(2027, 3, 2)) == [B]


def test_the_later_list_is_corrected_to_have_it_too(client, order, march):
    url = new_url(order, "conditions_varied")
    check = again(client, url, checked(client, url, FEBRUARY | ADDED), {})
    confirmed(client, url, check)

    mend = event_url(order, march, "correct")
    form = client.get(mend).context["form"]
    (added,) = [line for line in form.lines if line.before and line.before.wording == C]
    assert form[f"out-{added.key}"].value() is True
    recorded(
        client,
        mend,
        {
            f"out-{added.key}": None,
            f"wording-{added.key}": C,
            f"purposes-{added.key}": ["others"],
            "why": "It was left out.",
        },
    )

    assert wordings(order, date(2027, 3, 2)) == [B, C]


def test_words_typed_over_todays_list_stay_when_the_list_changes(client, order, first, march):
    url = new_url(order, "conditions_varied")
    own = "Amara is to take 15 mg."
    answer = checked(client, url, FEBRUARY | {f"wording-{first['id']}": own})
    assert answer.status_code == 422
    assert answer.context["form"][f"wording-{first['id']}"].value() == own
    check = again(client, url, answer, {})
    assert f"Before: {A}" in text_of(check)


def test_the_list_of_a_day_may_be_asked_for_before_anything_is_typed(client, order, first, march):
    url = new_url(order, "conditions_varied")
    page = client.get(url)
    assert "This list begins with the conditions of 10 April 2027." in text_of(page)
    assert 'href="?list_of=2027-03-01"' in page.content.decode()

    page = client.get(url, {"list_of": "2027-03-01"})
    assert page.context["form"][f"wording-{first['id']}"].value() == A
    answer = client.post(url, shown_values(forms(page.content)[0]) | FEBRUARY | ADDED)
    assert answer.status_code == 200


def test_a_day_that_cannot_be_read_keeps_the_list_that_was_shown(client, order, first, march):
    url = new_url(order, "conditions_varied") + "?list_of=2027-03-01"
    answer = checked(client, url, {**FEBRUARY, **ADDED, "when-day": "31"})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form[f"wording-{first['id']}"].value() == A
    assert form["wording-new1"].value() == C


def test_a_correction_that_moves_a_list_before_another_begins_from_that_day(
    client, order, first, march
):
    url = event_url(order, march, "correct")
    day = date(2027, 1, 12) - timedelta(days=2)
    answer = checked(client, url, days(when=day) | {"why": "It was in January."})
    assert answer.status_code == 422
    assert answer.context["form"][f"wording-{first['id']}"].value() == B
    check = again(client, url, answer, {})
    assert check.status_code == 200
    assert f"Before: {first['wording']}" in text_of(check)


def test_a_condition_of_a_later_list_is_not_carried_into_an_earlier_one(client, order, march):
    url = new_url(order, "conditions_varied")
    recorded(client, url, days(when=date(2027, 3, 9)) | ADDED)
    answer = checked(client, url, FEBRUARY | {"wording-new1": "Else.", "purposes-new1": ["health"]})
    assert answer.status_code == 422
    words = [value for name, value in answer.context["form"].data.items() if "wording" in name]
    assert C not in words
    assert "Else." in words


def test_only_what_was_a_condition_on_the_day_is_suspended(client, order, march):
    added = recorded(
        client, new_url(order, "conditions_varied"), days(when=date(2027, 3, 9)) | ADDED
    )
    key = added.details["conditions"][-1]["id"]
    url = new_url(order, "condition_suspended")
    answer = checked(client, url, FEBRUARY | {"condition": key})
    assert answer.status_code == 422
    assert "The order did not have this condition on 9 February 2027." in text_of(answer)
    assert recorded(client, url, days(when=date(2027, 3, 10)) | {"condition": key})


def test_a_condition_that_was_taken_out_since_may_be_suspended_late(client, order, first, march):
    varied = new_url(order, "conditions_varied")
    recorded(client, varied, days(when=date(2027, 3, 9)) | {f"out-{first['id']}": "on"})
    url = new_url(order, "condition_suspended")
    assert f"{B} (taken out on 9 March 2027)" in text_of(client.get(url))
    row = recorded(client, url, days(when=date(2027, 3, 5)) | {"condition": first["id"]})
    assert row.details["condition"] == first["id"]
