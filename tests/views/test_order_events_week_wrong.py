"""A detention and a release that are both a week wrong: the pages say what to do, and it works."""

import pytest

from tests import factories as make
from tests.views.recording import (
    checked,
    days,
    event_url,
    happened,
    london,
    new_url,
    recorded,
    standing,
    text_of,
)

WHY = {"why": "The form says the week before."}


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


@pytest.fixture
def entered(order, users):
    """A notice of 1 March; arrival and release entered on the 9th and 10th: truly 2nd and 3rd."""
    notice = {"method": "in_hand", "ground": "treatment_needed", "hospital": "Northgate"}
    return (
        happened(order, users.rc, "recall_notice", london(3, 1, 9), **notice),
        happened(order, users.nurse, "recall_detention", london(3, 9, 10)),
        happened(order, users.rc, "recall_release", london(3, 10, 10), signed_by=users.rc.name),
    )


def test_the_detention_is_moved_after_the_release_is_struck_out(client, users, order, entered):
    _, detained, released = entered
    client.force_login(users.mha)
    url = event_url(order, detained, "correct")

    refused = checked(client, url, days(when=london(3, 2, 10)) | WHY)

    assert refused.status_code == 422
    said = text_of(refused)
    assert "What stands in the way" in said
    strike = event_url(order, released, "strike")
    assert f'href="{strike}"' in refused.content.decode()

    recorded(client, strike, WHY)
    recorded(client, url, days(when=london(3, 2, 10)) | WHY)
    again = recorded(
        client,
        new_url(order, "recall_release"),
        days(when=london(3, 3, 10)) | {"signed_by": users.rc.name},
    )

    assert again.at == london(3, 3, 10)
    assert standing(order) == ["order_made", "recall_notice", "recall_detention", "recall_release"]


def test_whoever_begins_with_the_release_is_led_to_the_same_steps(client, users, order, entered):
    _, detained, released = entered
    client.force_login(users.mha)
    refused = checked(
        client, event_url(order, released, "correct"), days(when=london(3, 3, 10)) | WHY
    )
    assert refused.status_code == 422
    assert "If another entry is wrong too" in text_of(refused)
    page = refused.content.decode()
    strike, correct = event_url(order, released, "strike"), event_url(order, detained, "correct")
    assert f'href="{strike}"' in page
    assert f'href="{correct}"' in page

    recorded(client, strike, WHY)
    row = recorded(client, correct, days(when=london(3, 2, 10)) | WHY)

    assert row.at == london(3, 2, 10)


def test_the_service_of_a_notice_is_not_said_to_be_done_by_the_arrival(
    client, users, order, entered
):
    notice = {"method": "in_hand", "ground": "treatment_needed", "hospital": "Northgate"}
    happened(order, users.rc, "recall_notice", london(3, 20, 9), **notice)
    client.force_login(users.nurse)
    check = checked(client, new_url(order, "recall_detention"), days(when=london(3, 20, 10)))
    found = check.context["compared"]
    assert any(title == "Recall notice counts as served" for title, _ in found.same)
    assert "What stays as it is" in text_of(check)
    (moved,) = (row for row in found.changed if row[0] == "72 hours of the recall end")
    assert moved[3] == "New"
