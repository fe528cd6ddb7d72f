"""The decision record: every answer once, in order, and never mistaken for something else."""

import base64
import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assessments.documents.marks import Draft, check_code
from assessments.documents.record import decision_record
from assessments.summary import canonical, shapes
from tests.documents import sample
from tests.documents.copies import (
    ACROSS,
    DEMONSTRATION,
    DRAFT,
    FINAL,
    IDENTITY,
    SNAPSHOT,
    STANDING,
    answers,
    everything,
    text_of,
    told_apart,
)
from tests.documents.reading import pages, reader, squeezed


@pytest.mark.parametrize("mark", [FINAL, DRAFT], ids=["final", "draft"])
@pytest.mark.parametrize("summary", [sample.SUMMARY, sample.not_made()], ids=["made", "not made"])
def test_every_answer_stands_on_paper_exactly_once(summary, mark):
    marked = told_apart(summary, itertools.count(100), {})
    found = everything(marked, mark)
    wrong = {
        text: found.count(squeezed(text))
        for text in set(answers(marked))
        if found.count(squeezed(text)) != 1
    }
    assert wrong == {}


def test_the_parts_stand_in_the_order_of_the_guideline(found):
    titles = [
        "Decided to make a community treatment order", "Conditions1of5", "Eddie’s own view",
        "Disagreement", "Who took part", "The person", "HistoryCourse", "Social circumstances",
        "RiskRisk to self", "Alternatives weighed", "Guiding principles", "Members’ own views",
        "What the team recommends", "Reasons for the conditions", "Interviews with the person",
        "CapacityAssessment", "Explanation", "Consultations", "Discharge planning meeting",
        "The responsible clinician’s opinion", "professional’s statement", "Editions and",
    ]  # fmt: skip
    places = [found.index(squeezed(title)) for title in titles]
    assert places == sorted(places)


def test_an_answer_on_other_words_than_those_that_stand_keeps_both():
    answer = replace(
        sample.STATEMENT.conditions[0],
        number=0, stands_as=3, wording="To take whatever is prescribed.",
    )  # fmt: skip
    statement = replace(sample.STATEMENT, conditions=(answer,))
    found = everything(replace(sample.SUMMARY, statement=statement))
    assert found.count(squeezed("To take whatever is prescribed.")) == 1
    assert squeezed("Condition 3 as worded before: agrees") in found
    assert found.count(squeezed(sample.CONDITIONS[2].wording)) == 1


def test_each_chapter_ends_with_one_line_that_tells_chosen_from_untouched(found):
    chapters = [c for c in sample.SUMMARY.chapters if c.topics]
    assert found.count("Notdiscussed:") == len(chapters)
    for line in (
        "Not discussed: Engagement (chosen: Colin Baker, 3 November 2026); "
        "Earlier compulsion (not started).",
        "Not discussed: Risk to others as seen by Eddie (not started).",
        "Not discussed: nothing was left out.",
    ):
        assert squeezed(line) in found


def test_no_heading_stands_over_nothing():
    empty = shapes.Chapter("x", "Nowhere", ())
    bare = replace(
        sample.SUMMARY,
        domains=(sample.HISTORY, empty),
        views=replace(sample.VIEWS, revealed_at=None, revealed_by=None, given=(), given_by=(),
                      none_from=()),
        reflection=(), options=(), agreement=None, conditions=(), interviews=(),
        interview_topics=empty, capacity=(), explanation=empty, involvement=None,
        consultations=(), meeting=None, meeting_topics=empty, pause=None, decision=None,
        attended=(), roles_missing=(), signatures=(),
    )  # fmt: skip
    found = everything(bare, DRAFT)
    for title in ("Nowhere", "Alternatives", "Capacity", "Consultations", "The pause",
                  "Conditions", "opinion"):  # fmt: skip
        assert squeezed(title) not in found, title
    assert (
        squeezed(
            "Nothing is recorded on: the team’s recommendation; an interview with the person; "
            "capacity to make the decisions; level of consent, advocate and interpreter; "
            "consultation: nearest relative; consultation: accommodation or support team; "
            "consultation: other agencies; who met to plan after-care, section 117; "
            "the pause before the decision."
        )
        in found
    )
    assert squeezed("No decision has been entered yet") in found
    assert squeezed("Eddie’s view of an order is not recorded.") in found
    assert squeezed("Nobody is recorded as having taken part.") in found


@pytest.fixture(scope="module")
def draft():
    """A draft before the members' own views are revealed."""
    hidden = shapes.Views(None, None, (), (sample.NURSE, sample.OT), (sample.AMHP,))
    return decision_record(replace(sample.SUMMARY, views=hidden), mark=DRAFT)


def test_views_that_are_not_revealed_are_not_there(draft):
    found = text_of(draft, DRAFT)
    assert squeezed("Given and not yet revealed: Colin Baker and Sunita Rao.") in found
    assert squeezed("Views were given and not revealed: Colin Baker and Sunita Rao.") in found
    assert squeezed("Work has done more for him") not in found


def test_a_revised_view_keeps_both_texts(found):
    earlier = found.index(squeezed("I would like to hear from the repair shop first."))
    assert earlier < found.index(squeezed("without an order he stops it."))
    assert squeezed("Earlier view: more information is needed first") in found


def test_a_colleagues_unconfirmed_note_and_third_parties_are_marked(found):
    assert squeezed("Recorded by Colin Baker for them, not yet confirmed") in found
    mark = squeezed("Third party: not for the person’s copy")
    assert found.count(mark) == 2
    assert mark + squeezed("Ruth Whitlock, mother") in found


def test_declining_to_say_is_an_answer_with_who_and_when(found):
    assert squeezed("Eddie, in their own words: declined to say Recorded by Colin Baker") in found


def test_a_final_record_says_on_every_page_what_it_is(made):
    read = [squeezed(page) for page in pages(made)]
    for number, page in enumerate(read, start=1):
        for text in (
            IDENTITY,
            DEMONSTRATION,
            STANDING,
            "CTO-2026-0001-v1, version 1",
            FINAL.check,
            f"Page {number} of {len(read)}",
        ):
            assert squeezed(text) in page
        assert "DRAFT" not in page


def test_a_draft_says_so_across_every_page_and_has_no_reference(draft):
    for page in pages(draft):
        assert squeezed(page).count(squeezed(ACROSS)) >= 2  # across the page, and above it
        assert "CTO-2026" not in page
        assert "Check code" not in page
    assert "Proposed outcome: Decided to make" in pages(draft)[0]
    assert reader(draft).attachments == {}
    assert "DRAFT" in reader(draft).metadata.title


@pytest.fixture(scope="module")
def real():
    """The record of a real person, who has no NHS number."""
    person = replace(sample.PERSON, demonstration=False, nhs_number="")
    return decision_record(replace(sample.SUMMARY, person=person), mark=FINAL)


def test_a_real_person_is_not_marked_as_a_demonstration(real):
    assert "DEMONSTRATION" not in "".join(pages(real))


def test_without_an_nhs_number_the_hospital_number_stands_in(real):
    for page in pages(real):
        assert "hospital number NG-20417" in page


def test_the_snapshot_travels_inside_and_gives_the_check_code(made):
    (carried,) = reader(made).attachments["record.json"]
    assert carried == SNAPSHOT
    assert json.loads(carried)["person"]["name"] == sample.PERSON.name
    code = base64.b32encode(bytes.fromhex(canonical.sha256(carried))).decode()[:12]
    assert FINAL.check.replace(" ", "") == "Checkcode" + code == "Checkcode" + check_code(carried)


def test_the_title_holds_no_name(made):
    assert reader(made).metadata.title == (
        "Decision about a community treatment order, CTO-2026-0001-v1, version 1"
    )


def test_the_same_summary_gives_the_same_bytes(made):
    assert decision_record(sample.SUMMARY, mark=FINAL) == made


def test_times_are_those_of_the_clock_on_the_wall():
    summer = Draft(datetime(2026, 7, 1, 13, 5, tzinfo=UTC))
    assert summer.across == "DRAFT, printed 1 July 2026 at 14:05"


def test_a_record_stays_within_its_budget(made):
    """Memory and time are held by the benchmarks; size is held here: 80 kB for 4 pages."""
    assert len(made) < 80_000 + 8_000 * (len(pages(made)) - 4)
    assert 8 < len(pages(made)) < 14
