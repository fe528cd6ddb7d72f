"""Varying, suspending and resuming conditions: the full list, with ids that stay."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.services import contacts
from tests import factories as make
from tests.views.recording import (
    REASONS,
    checked,
    days,
    event_url,
    london,
    new_url,
    recorded,
    text_of,
)

WHEN = days(when=date(2027, 3, 2))
OTHER = {"wording-new1": "Amara is to live with her sister.", "purposes-new1": ["others"]}


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


@pytest.fixture
def first(order):
    (found,) = order.events.get().details["conditions"]
    return found


def test_unchanged_conditions_keep_their_ids_and_new_ones_get_some(client, users, order, first):
    client.force_login(users.rc)
    row = recorded(client, new_url(order, "conditions_varied"), WHEN | OTHER | REASONS)
    kept, new = row.details["conditions"]
    assert kept == first
    assert (new["wording"], new["purposes"]) == (OTHER["wording-new1"], ["others"])
    assert new["id"] != first["id"]
    assert row.details["reasons"] == REASONS["reasons"]


def test_a_changed_wording_keeps_its_id_and_both_are_shown(client, users, order, first):
    client.force_login(users.rc)
    url = new_url(order, "conditions_varied")
    words = "Amara is to meet her care coordinator every week."
    check = checked(client, url, WHEN | {f"wording-{first['id']}": words})
    assert f"Before: {first['wording']}" in text_of(check)
    row = recorded(client, url, WHEN | {f"wording-{first['id']}": words})
    assert row.details["conditions"] == [{**first, "wording": words}]


def test_the_last_condition_may_be_taken_out(client, users, order, first):
    client.force_login(users.rc)
    row = recorded(client, new_url(order, "conditions_varied"), WHEN | {f"out-{first['id']}": "on"})
    assert row.details["conditions"] == []


def test_the_two_that_the_law_sets_are_shown_and_cannot_be_edited(client, users, order):
    client.force_login(users.rc)
    page = client.get(new_url(order, "conditions_varied"))
    assert "cannot be changed (section 17B(3))" in text_of(page)
    assert not any("examination" in name for name in page.context["form"].fields)


def test_the_wording_check_says_its_say_and_blocks_nothing(client, users, order, first):
    client.force_login(users.rc)
    words = "Amara takes her medication or she will be recalled."
    answers = WHEN | {f"wording-{first['id']}": words}
    check = checked(client, new_url(order, "conditions_varied"), answers)
    assert "The wording check has something to say" in text_of(check)
    assert recorded(client, new_url(order, "conditions_varied"), answers)


WRONG = [
    ({}, "Change a condition, take one out or add one"),
    ({"wording-new1": "Something."}, "Choose at least one purpose of this condition"),
    ({"purposes-new1": ["others"]}, "Enter the wording of the new condition"),
]


@pytest.mark.parametrize(("answers", "said"), WRONG)
def test_a_list_that_is_half_filled_in_is_sent_back(client, users, order, answers, said):
    client.force_login(users.rc)
    answer = checked(client, new_url(order, "conditions_varied"), WHEN | answers)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_variation_is_corrected_with_what_it_added_and_left_out(client, users, order, first):
    client.force_login(users.rc)
    varied = recorded(
        client, new_url(order, "conditions_varied"), WHEN | OTHER | {f"out-{first['id']}": "on"}
    )
    (new,) = varied.details["conditions"]
    url = event_url(order, varied, "correct")
    form = client.get(url).context["form"]
    assert form[f"out-{first['id']}"].value() is True
    assert form["wording-new1"].value() == OTHER["wording-new1"]

    words = {"wording-new1": "Amara is to live with her brother.", "why": "It was her brother."}
    row = recorded(client, url, {**words, f"out-{first['id']}": None})

    assert row.details["conditions"] == [
        first,
        {**new, "wording": words["wording-new1"]},
    ]


def test_a_suspended_condition_binds_again(client, users, order, first):
    client.force_login(users.rc)
    suspend = {"condition": first["id"], **days(until=date(2027, 5, 1)), **REASONS}
    row = recorded(client, new_url(order, "condition_suspended"), WHEN | suspend)
    assert row.details == {"condition": first["id"], "until": "2027-05-01", **REASONS}
    row = recorded(
        client,
        new_url(order, "condition_resumed"),
        days(when=date(2027, 3, 9)) | {"condition": first["id"]},
    )
    assert row.details == {"condition": first["id"]}


def test_a_suspension_ends_after_it_began(client, users, order, first):
    client.force_login(users.rc)
    wrong = {"condition": first["id"], **days(until=date(2027, 3, 1))}
    answer = checked(client, new_url(order, "condition_suspended"), WHEN | wrong)
    assert answer.status_code == 422
    assert "The last day must not be earlier than the first" in text_of(answer)


def test_the_office_records_a_variation_without_clinical_reasons(client, users, order):
    client.force_login(users.mha)
    row = recorded(client, new_url(order, "conditions_varied"), WHEN | OTHER)
    assert "reasons" not in row.details


def dose(first, words):
    return {f"wording-{first['id']}": words}


def test_a_correction_shows_the_conditions_of_its_day_and_of_today_and_the_later_lists(
    client, users, order, first
):
    client.force_login(users.rc)
    url = new_url(order, "conditions_varied")
    one = recorded(client, url, WHEN | dose(first, "Amara is to take 10 mg."))
    later = recorded(client, url, days(when=date(2027, 3, 9)) | OTHER)

    right = dose(first, "Amara is to take 100 mg.") | {"why": "A nought was left out."}
    check = checked(client, event_url(order, one, "correct"), right)

    of_the_day, of_today = check.context["conditions"].days
    assert of_the_day.rows == (
        ("Condition 3", "Amara is to take 10 mg.", "Amara is to take 100 mg."),
    )
    assert of_today.rows == ()
    page = check.content.decode()
    assert "Today, 10 April 2027:</strong> no condition changes." in page
    assert f'href="{event_url(order, later, "correct")}"' in page


def test_a_contact_keeps_the_words_of_a_condition_whose_variation_was_struck_out(
    client, users, order
):
    client.force_login(users.rc)
    varied = recorded(client, new_url(order, "conditions_varied"), WHEN | OTHER)
    added = varied.details["conditions"][-1]
    order.refresh_from_db()
    given = {"order": order, "by": users.nurse, "what": "other", "outcome": "happened"}
    more = {"rearranged_to": None, "why": "", "enforced": False, "action": ""}
    row = contacts.log(on=date(2027, 3, 3), condition=added["id"], **given, **more)
    recorded(client, event_url(order, varied, "strike"), {"why": "Never signed."})

    client.force_login(users.nurse)
    page = client.get(reverse("contacts", args=[order.pk])).content.decode()

    assert OTHER["wording-new1"] in page
    form = client.get(reverse("contact", args=[order.pk, row.thread])).context["form"]
    assert form["condition"].value() == added["id"]
    assert (added["id"], f"{added['wording']} (struck out)") in form.fields["condition"].choices
    contacts.amend(contact=row, supersedes=row.pk, by=users.nurse, on=date(2027, 3, 4))
