"""The one table of transitions: complete, closed, and the page made from it current."""

from itertools import product
from pathlib import Path

import pytest

from assessments import lifecycle
from assessments.lifecycle import Status

# From each status, the moves that the table opens. Anything else is refused with a reason.
OPEN_MOVES = {
    Status.WITH_TEAM: {"put_forward", "seal", "close"},
    Status.PUT_FORWARD: {"state", "return_to_team", "seal", "close"},
    Status.STATED: {"return_to_team", "seal", "close"},
    Status.SEALED: {"reopen"},
    Status.CLOSED: set(),
}
VERBS = [move.verb for move in lifecycle.TRANSITIONS]


@pytest.mark.parametrize(("status", "verb"), list(product(Status, VERBS)))
def test_each_move_is_open_from_exactly_the_statuses_of_the_table(status, verb):
    reasons = lifecycle.reasons_not_to(verb, status)

    assert (reasons == ()) == (verb in OPEN_MOVES[status])


def test_every_status_has_words_and_somebody_s_turn():
    assert all(status.words and status.turn.value for status in Status)


def test_a_verb_that_the_table_has_not_is_an_error():
    with pytest.raises(KeyError):
        lifecycle.transition("publish")


def test_the_page_of_the_lifecycle_is_current():
    stored = Path(__file__).parents[1] / "docs" / "lifecycle.md"

    assert stored.read_text().rstrip("\n") == lifecycle.page()
