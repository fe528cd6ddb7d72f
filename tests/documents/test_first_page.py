"""Page 1 of the record stands alone, whatever was written."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments import guideline
from assessments.documents import first_page
from assessments.documents.record import decision_record
from assessments.models import Involvement
from assessments.summary import process, shapes
from cto.accounts.models import User
from tests.documents import sample
from tests.documents.copies import FINAL, text_of
from tests.documents.reading import page_1, pages, squeezed


def test_page_1_stands_alone(made):
    first = page_1(made)
    for text in (
        "Decided to make a community treatment order",
        sample.DECISION.reasons,
        *(each.wording for each in sample.CONDITIONS),
        *(f"{number} of 5" for number in range(1, 6)),
        "Agrees, with reservations",
        "I would rather have no order at all.",
        sample.AGREEMENT.dissent,
        "Sunita Rao, occupational therapist: do not make an order",
        "Dr Farah Malik: Responsible clinician (in the room)",
        "Nobody took part as responsible clinician, in-patient team.",
        "not a statutory form: an order exists only once form CTO1 is completed",
    ):
        assert squeezed(text) in first, text
    assert squeezed("The person") in squeezed(pages(made)[1])


def test_in_wales_the_form_is_cp1():
    welsh = replace(sample.SUMMARY, person=replace(sample.PERSON, nation="wales"))
    assert squeezed("form CP1 is") in page_1(decision_record(welsh, mark=FINAL))


def test_an_order_that_was_not_made_has_an_equal_page_1():
    first = page_1(decision_record(sample.not_made(), mark=FINAL))
    for text in (
        "Community treatment order not made",
        "Instead of an order: Section 17 leave of more than 7 days",
        "Order considered before leave, section 17(2A)",
        "Replaces version 1, because: the first version named the wrong clinic",
        "Joan Price, approved mental health professional, did not agree that all criteria are met",
        "he has come back by himself",
        "Who took part",
    ):
        assert squeezed(text) in first, text
    assert squeezed("is to be available for examination") not in first


def test_an_earlier_disagreement_is_never_lost():
    before = replace(
        sample.not_made().statement,
        standing="earlier",
        standing_words="On what was put forward before",
        void_because="A condition was changed.",
    )
    before = replace(before, at=before.at - timedelta(days=1))
    summary = replace(sample.SUMMARY, earlier_statements=(before,))
    pdf = decision_record(summary, mark=FINAL)
    first = page_1(pdf)
    assert squeezed("did not agree that all criteria are met") in first
    assert squeezed("(on what was put forward before)") in first
    assert text_of(pdf).count(squeezed("A condition was changed.")) == 1


LONG = " ".join(f"reason {number} of many" for number in range(400))


@pytest.fixture(scope="module")
def crowded():
    """A record in which two texts are too long for page 1."""
    view = sample.VIEWS.given[1]
    view = replace(view, now=replace(view.now, reasons=LONG[::-1]))
    summary = replace(
        sample.SUMMARY,
        decision=replace(sample.DECISION, reasons=LONG),
        views=replace(sample.VIEWS, given=(view,)),
    )
    return decision_record(summary, mark=FINAL)


def test_long_answers_begin_on_page_1_and_stand_in_full_once_further_on(crowded):
    first, found = page_1(crowded), text_of(crowded)
    assert squeezed("Who took part") in first
    for text in (LONG, LONG[::-1]):
        assert squeezed(text[:200]) in first
        assert found.count(squeezed(text)) == 1
    assert first.count("Infullonpage") == 2


def test_a_cut_text_names_the_page_on_which_it_stands_in_full(crowded):
    read = [squeezed(page) for page in pages(crowded)]
    number = int(read[0].split("Infullonpage")[1].split(".")[0])
    assert number > 1
    assert squeezed(LONG[:40]) in read[number - 1]


@pytest.mark.parametrize("length", [200, 450, 800, 3000])
def test_page_1_is_one_page_however_long_its_texts_are(length):
    long = ("It was said and it was written down, at some length. " * 60)[:length]
    decision = sample.not_made().decision
    assert decision is not None
    no = replace(sample.not_made().statement, criteria_reasons=long)
    dissenters = tuple(
        replace(view, now=replace(view.now, stance="more", reasons=long))
        for view in sample.VIEWS.given
    )
    involvement = replace(sample.INVOLVEMENT, facts=(shapes.Fact("In the person's words", long),))
    summary = replace(
        sample.not_made(),
        decision=replace(decision, reasons=long, instead_words=long),
        statement=no,
        views=replace(sample.VIEWS, given=dissenters),
        involvement=involvement,
    )
    read = [squeezed(page) for page in pages(decision_record(summary, mark=FINAL))]
    assert squeezed("Nobody took part as") in read[0]
    assert squeezed("Preferred name") in read[1]
    for each in sample.CONDITIONS:
        assert "".join(read).count(squeezed(each.wording)) == 1


def test_the_persons_own_view_is_found_where_the_summary_puts_it():
    row = Involvement(
        consent_level="agrees", consent_words="Yes.", advocate_offered=True,
        recorded_by=User(name="Somebody", profession="nurse"), recorded_at=sample.AT,
    )  # fmt: skip
    labels = {fact.label for fact in process.involvement(row).facts}
    assert set(first_page.CONSENT) <= labels
    for key in first_page.OWN_VIEW:
        assert guideline.factor(key).is_consideration
