"""The one table of transitions: complete, closed, and the page made from it current."""

from itertools import product
from pathlib import Path

import pytest

from assessments import lifecycle
from assessments.lifecycle import ReviewStatus, Status
from assessments.statute.results import Status as OrderStatus
from assessments.summary import lifecycle_page

# From each status, the moves that the table opens. Anything else is refused with a reason.
OPEN_MOVES = {
    Status.WITH_TEAM: {"put_forward", "seal", "withdraw", "close"},
    Status.PUT_FORWARD: {"state", "return_to_team", "seal", "withdraw", "close"},
    Status.STATED: {"return_to_team", "seal", "withdraw", "close"},
    Status.SEALED: {"reopen"},
    Status.CLOSED: set(),
}
VERBS = [move.verb for move in lifecycle.TRANSITIONS]


@pytest.mark.parametrize(("status", "verb"), list(product(Status, VERBS)))
def test_each_move_is_open_from_exactly_the_statuses_of_the_table(status, verb):
    reasons = lifecycle.reasons_not_to(verb, status)

    assert (reasons == ()) == (verb in OPEN_MOVES[status])


@pytest.mark.parametrize(
    ("verb", "status", "sentence"),
    [
        (
            "state",
            Status.WITH_TEAM,
            "This assessment is with the team. This can be done after the responsible clinician "
            "has put it forward, and once.",
        ),
        (
            "put_forward",
            Status.STATED,
            "This assessment is put forward, and the AMHP has stated. This can be done while it is "
            "with the team.",
        ),
        (
            "reopen",
            Status.CLOSED,
            "This assessment is closed. This can be done once it is sealed.",
        ),
    ],
)
def test_why_a_move_is_not_open_is_said_as_a_person_would(verb, status, sentence):
    assert lifecycle.reasons_not_to(verb, status) == (sentence,)


def test_every_status_has_words_and_somebody_s_turn():
    assert all(status.words and status.turn.value for status in Status)


def test_a_verb_that_the_table_has_not_is_an_error():
    with pytest.raises(KeyError):
        lifecycle.transition("publish")


REVIEW_MOVES = {
    ReviewStatus.OPEN: {"seal", "close"},
    ReviewStatus.SEALED: {"reopen"},
    ReviewStatus.CLOSED: set(),
}
REVIEW_VERBS = [move.verb for move in lifecycle.REVIEW_MOVES]


@pytest.mark.parametrize(("status", "verb"), list(product(ReviewStatus, REVIEW_VERBS)))
def test_each_move_of_a_review_is_open_from_exactly_the_statuses_of_its_table(status, verb):
    reasons = lifecycle.reasons_no_review_move(verb, status)

    assert (reasons == ()) == (verb in REVIEW_MOVES[status])
    assert status.words
    assert status.turn


def test_the_page_of_the_lifecycle_is_current():
    stored = Path(__file__).parents[1] / "docs" / "lifecycle.md"

    assert stored.read_text().rstrip("\n") == lifecycle_page.page()


# What leads an order from one status to another, found by trying; here as the law has it.
ORDER_MOVES = {
    ("not_made", "in_force"): {"Order made"},  # s.17A
    ("in_force", "recalled"): {"Recall notice"},  # s.17E, once it counts as served
    ("in_force", "discharged"): {"Discharged from the order"},  # s.23
    ("in_force", "expired"): {"time alone"},  # s.20A(1), (2)
    ("recalled", "absent"): {"Absent without leave"},  # s.18(2A)
    ("recalled", "discharged"): {"Discharged from the order"},
    ("recalled", "expired"): {"time alone"},
    ("recalled", "in_force"): {"Released after recall", "time alone"},  # s.17F(5), (6)
    ("recalled", "revoked"): {"Order revoked"},  # s.17F(4)
    ("absent", "recalled"): {"Returned from absence"},
    ("absent", "discharged"): {"Discharged from the order"},
    ("absent", "expired"): {"time alone"},  # s.18(4), s.21
}


def test_an_order_moves_as_the_law_has_it_and_in_no_other_way():
    found = {(a.value, b.value): set(titles) for (a, b), titles in lifecycle_page.moves().items()}

    assert found == ORDER_MOVES


def test_a_sample_of_each_status_of_an_order_is_tried():
    assert set(lifecycle_page.SAMPLES) == set(OrderStatus)
    for status, samples in lifecycle_page.SAMPLES.items():
        for entries, now in samples:
            told = lifecycle_page.story(lifecycle_page.BASIS, entries, as_of=now)
            assert (told.timeline.status, dict(told.refused)) == (status, {})
