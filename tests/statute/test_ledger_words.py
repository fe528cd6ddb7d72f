"""The words for what happens to an order, and the paper that goes with it."""

import pytest

from assessments.statute.ledger import KINDS
from assessments.statute.ledger_words import GROUPS, HINTS, paper_of, title_of


def test_every_kind_stands_in_one_group() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted(KINDS)
    assert set(HINTS) <= set(KINDS)


@pytest.mark.parametrize("nation", ["england", "wales"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_which_form_goes_with_it_or_that_none_does(kind: str, nation: str) -> None:
    paper = paper_of(kind, nation)
    assert paper.words.endswith(".")
    assert paper.name in paper.words
    assert bool(paper.name) == bool(paper.signed_by)


@pytest.mark.parametrize(
    ("kind", "nation", "title"),
    [
        ("recall_notice", "england", "Recall notice (CTO3)"),
        ("recall_notice", "wales", "Recall notice (CP5)"),
        ("recall_release", "england", "Released after recall"),
        ("recall_release", "wales", "Released after recall (CP6 Part 2)"),
        ("order_discharged", "england", "Discharged from the order"),
        ("order_discharged", "wales", "Discharged from the order (CP8)"),
        ("hospital_assigned", "england", "Responsible hospital changed (CTO10)"),
        ("police_contact", "england", "Contact with the police"),
    ],
)
def test_a_title_names_the_form_of_the_nation(kind: str, nation: str, title: str) -> None:
    assert title_of(kind, nation) == title


def test_a_welsh_name_that_is_not_checked_says_so() -> None:
    assert "Check the name" in paper_of("hospital_assigned", "wales").words
    assert "Check the name" not in paper_of("hospital_assigned", "england").words


def test_each_signer_is_named_once() -> None:
    assert paper_of("order_revoked", "england").words == (
        "Form CTO5, signed by the responsible clinician and the approved mental health "
        "professional; within the 72 hours."
    )
