"""A decision that was corrected after the order was made: both texts, and the correcting entry."""

import pytest
from django.urls import reverse

from assessments.models import Record
from tests import factories as make
from tests.views.recording import checked, confirmed, event_url, text_of

WORDS = "Amara is to meet her care coordinator every week."


@pytest.fixture
def order(users, monkeypatch):
    """An order whose decision has been sealed again with another condition."""
    found = make.order(users)
    sealed = [{**found.events.get().details["conditions"][0], "wording": WORDS}]
    for name in ("services.making", "views.orders"):
        monkeypatch.setattr(f"assessments.{name}.sealed_conditions", lambda _: sealed)
    return found


def test_the_page_says_so_with_both_texts_and_the_entry_that_mends_it(client, users, order):
    made = order.events.get()
    client.force_login(users.mha)

    page = client.get(reverse("order", args=[order.pk])).content.decode()

    assert "The sealed decision has other conditions" in page
    assert WORDS in page
    assert made.details["conditions"][0]["wording"] in page
    url = event_url(order, made, "correct")
    assert f'href="{url}"' in page

    check = checked(client, url, {"why": "The record was corrected."})
    assert WORDS in text_of(check)
    assert confirmed(client, url, check).status_code == 302
    last = order.events.order_by("number").last()
    assert (last.kind, last.at) == ("order_made", made.at)
    assert last.details["conditions"][0]["wording"] == WORDS
    again = client.get(reverse("order", args=[order.pk])).content.decode()
    assert "The sealed decision has other conditions" not in again


def test_an_order_as_it_was_sealed_says_nothing(client, users):
    order = make.order(users)
    client.force_login(users.rc)
    page = client.get(reverse("order", args=[order.pk])).content.decode()
    assert Record.objects.count() == 1
    assert "The sealed decision has other conditions" not in page
