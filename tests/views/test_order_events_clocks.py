"""In the night in which the clocks go back, it is asked which of two equal times is meant."""

from datetime import UTC, date, datetime

import pytest

from tests import factories as make
from tests.views.recording import (
    checked,
    confirmed,
    days,
    event_url,
    happened,
    london,
    new_url,
    recorded,
    text_of,
)

HOSPITAL = {"hospital": "Northgate Hospital"}
NOTICE = {
    "ground": "treatment_needed",
    "method": "in_hand",
    "signed_by": "Dr Ruth Osei",
    **HOSPITAL,
}
# The clocks go back at 01:00 UTC on 31 October 2027.
FIRST = datetime(2027, 10, 31, 0, 40, tzinfo=UTC)
SECOND = datetime(2027, 10, 31, 1, 10, tzinfo=UTC)


@pytest.fixture
def order(users, time_machine):
    """Extended to November, past the night in which the clocks go back."""
    found = make.order(users)
    time_machine.move_to(london(11, 1, 12), tick=False)
    happened(found, users.rc, "order_extended", date(2027, 5, 3), examined="2027-05-03")
    return found


def at(hour, minute):
    return days(when=london(10, 31, hour, minute))


def test_a_time_that_comes_once_is_not_asked_about(client, users, order):
    client.force_login(users.rc)
    url = new_url(order, "recall_notice")
    assert "when_hour" not in client.get(url).context["form"].fields
    check = checked(client, url, NOTICE | at(2, 10))
    assert check.status_code == 200
    assert "clocks went back" not in text_of(check)


def test_a_person_arrives_in_the_second_hour_after_a_notice_in_the_first(client, users, order):
    client.force_login(users.rc)
    url = new_url(order, "recall_notice")
    answer = checked(client, url, NOTICE | at(1, 40))
    assert answer.status_code == 422
    assert "Choose which 01:40 it was: the clocks went back" in text_of(answer)
    notice = recorded(client, url, NOTICE | at(1, 40) | {"when_hour": "first"})
    assert notice.at == FIRST

    url = new_url(order, "recall_detention")
    too_early = checked(client, url, HOSPITAL | at(1, 10) | {"when_hour": "first"})
    assert too_early.status_code == 422
    check = checked(client, url, HOSPITAL | at(1, 10) | {"when_hour": "second"})
    assert "Sunday 31 October 2027 at 01:10 (winter time)" in text_of(check)
    assert confirmed(client, url, check).status_code == 302
    arrived = order.events.get(kind="recall_detention")
    assert arrived.at == SECOND
    assert arrived.details == HOSPITAL


def test_a_correction_shows_which_of_the_two_was_recorded(client, users, order):
    client.force_login(users.rc)
    notice = recorded(
        client, new_url(order, "recall_notice"), NOTICE | at(1, 40) | {"when_hour": "second"}
    )
    url = event_url(order, notice, "correct")
    assert client.get(url).context["form"]["when_hour"].value() == "second"
    row = recorded(client, url, {"when_hour": "first", "why": "It was the first."})
    assert row.at == FIRST


def test_a_variation_asks_below_the_time(client, users, order):
    client.force_login(users.rc)
    (first,) = order.events.get(kind="order_made").details["conditions"]
    url = new_url(order, "conditions_varied")
    words = {f"wording-{first['id']}": "Amara is to meet her nurse."}
    answer = checked(client, url, words | at(1, 10))
    page = answer.content.decode()
    assert page.index('name="when-time"') < page.index('name="when_hour"') < page.index("wording-")


def test_the_second_of_two_may_still_lie_ahead(client, users, order, time_machine):
    time_machine.move_to(datetime(2027, 10, 31, 0, 50, tzinfo=UTC), tick=False)
    client.force_login(users.rc)
    answer = checked(
        client, new_url(order, "recall_notice"), NOTICE | at(1, 40) | {"when_hour": "second"}
    )
    assert answer.status_code == 422
    assert "The second is still to come. Choose the first" in text_of(answer)
