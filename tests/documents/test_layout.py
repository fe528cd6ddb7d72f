"""How a record falls on its pages: nothing is torn from its heading, nothing is left alone."""

from dataclasses import replace

import pytest

from assessments.documents.record import decision_record
from assessments.summary import shapes
from tests.documents import sample
from tests.documents.copies import FINAL
from tests.documents.reading import pages, printed, squeezed

MANY = 11
REASONS = ("rationale", "beneficial", "enforceable", "support", "patient_view")


def many_conditions() -> shapes.AssessmentSummary:
    """An order with eleven conditions, of which the AMHP does not agree to four."""
    own = tuple(
        sample.condition(
            number, f"To do thing {number} that was agreed, on the day that was agreed. " * 2,
            proposed_by=sample.RC, **dict.fromkeys(REASONS, f"Reason {number}."),
        )
        for number in range(3, MANY + 1)
    )  # fmt: skip
    every = tuple(replace(each, of=MANY) for each in (*sample.CONDITIONS[:2], *own))
    answers = tuple(
        shapes.ConditionAnswer(
            each.row, each.number, each.wording, bool(each.number % 2), f"Answer {each.number}."
        )
        for each in own
    )
    statement = replace(sample.STATEMENT, conditions=answers)
    return replace(sample.SUMMARY, conditions=every, statement=statement)


@pytest.fixture(scope="module")
def crowded():
    """The pages of a record whose conditions do not fit on page 1."""
    return pages(decision_record(many_conditions(), mark=FINAL))


def test_where_the_conditions_run_over_page_1_everything_else_stands_on_it(crowded):
    first = squeezed(crowded[0])
    for text in ("Eddie’s own view", "did not agree to condition 10", "Who took part", "1 of 11"):
        assert squeezed(text) in first, text
    assert squeezed("11 of 11") in squeezed(crowded[1])
    later = squeezed("".join(crowded[2:]))
    assert squeezed("The wording of each condition is on the first pages.") in later
    assert squeezed("On page 1.") not in later


def test_the_number_of_a_condition_stands_on_one_line(crowded):
    lines = "\n".join(crowded[:2]).splitlines()
    for number in range(1, MANY + 1):
        assert any(line.startswith(f"{number} of {MANY}") for line in lines), number


def test_a_condition_is_not_torn_from_its_heading(crowded):
    later = [squeezed(page) for page in crowded[2:]]
    for number in range(3, MANY + 1):
        heading = squeezed(f"Condition {number} of {MANY}")
        (page,) = (page for page in later if heading in page)
        assert page.split(heading)[1].count(squeezed(f"Reason {number}.")) == len(REASONS)


@pytest.mark.parametrize("kind", ["sample", "crowded"])
def test_no_page_begins_with_what_ends_a_chapter(kind, made, crowded):
    found = {"sample": pages(made), "crowded": crowded}[kind]
    for page in found[1:]:
        body = squeezed(page).split(squeezed("NHS number 999 000 0018"), 1)[1]
        for ending in ("Not discussed:", "Not weighed:", "No view given", "Recorded", "Editions"):
            assert not body.startswith(squeezed(ending))


@pytest.mark.parametrize("kind", ["sample", "crowded"])
def test_editions_and_signatures_stand_together(kind, made, crowded):
    last = squeezed({"sample": pages(made), "crowded": crowded}[kind][-1])
    for text in ("Editions and signatures", "Rules edition", "Put forward: ", "Sealed: "):
        assert squeezed(text) in last
    assert last.count(squeezed("SHA-256 of what was signed: " + "ab" * 32)) == 1


def test_signatures_never_stand_alone_on_the_last_page():
    before = '<section class="part"><h2>The statement</h2><p>Not asked.</p></section>'
    last = f'<section class="part last"><h2>Signatures</h2>{"<p>Sealed.</p>" * 5}</section>'
    for lines in range(20, 36, 2):
        read = pages(printed("<p>A line.</p>" * lines + before + last))
        assert ("Signatures" in read[-1]) == ("Not asked." in read[-1]), lines


def test_the_hash_stands_beside_each_signature_where_they_differ():
    first, *others = sample.SUMMARY.signatures
    signatures = (replace(first, content_hash="cd" * 32), *others)
    pdf = decision_record(replace(sample.SUMMARY, signatures=signatures), mark=FINAL)
    last = squeezed(pages(pdf)[-1])
    assert last.count(squeezed("SHA-256 of what was signed: " + "ab" * 32)) == 2
    assert squeezed("at 11:05. SHA-256 of what was signed: " + "cd" * 32) in last


def test_particulars_that_are_not_recorded_stand_in_one_line():
    facts = (*sample.PERSON.facts, shapes.Fact("Ethnicity", "Not recorded"))
    facts += (shapes.Fact("Attorney or deputy", "Not recorded"),)
    person = replace(sample.PERSON, facts=facts)
    page = squeezed(pages(decision_record(replace(sample.SUMMARY, person=person), mark=FINAL))[1])
    assert page.count(squeezed("Not recorded")) == 1
    assert squeezed("Not recorded: Ethnicity; Attorney or deputy.") in page
