"""The menu of the whole site: an entry whose name no address has would be left out unsaid."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from cto.design.navigation import MENU, items_for
from tests.access.policies import OF
from tests.access.world import EVERYBODY, World

NAMES = {text: name for text, name, _ in MENU}


@pytest.mark.parametrize("name", NAMES.values())
def test_every_entry_has_an_address(name: str) -> None:
    assert reverse(name).startswith("/")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_is_shown_all_their_entries_and_may_open_each(world: World, who: str) -> None:
    request = RequestFactory().get("/nowhere/")
    request.user = world.user(who)
    shown = items_for(request)
    assert [item.text for item in shown] == [text for text, _, has in MENU if has(request.user)]
    assert all(item.href == reverse(NAMES[item.text]) for item in shown)
    assert all(who in (OF[NAMES[item.text]].opens or ()) for item in shown)
