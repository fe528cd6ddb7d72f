"""The record of a review: every answer once, page 1 by itself, last time's words in their place."""

import dataclasses
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from assessments.documents.marks import Draft, Final
from assessments.documents.review import review_record
from assessments.summary import canonical
from assessments.summary.review_shapes import (
    ActDate,
    Answer,
    ConditionNow,
    LastTime,
    Meeting,
    Next,
    OrderNow,
    Outcome,
    Question,
    ReviewSummary,
)
from assessments.summary.shapes import Fact, Replaces, Signature, Who
from tests.documents import sample
from tests.documents.reading import page_1, pages, reader, squeezed

AT = datetime(2027, 4, 12, 9, 30, tzinfo=UTC)
NURSE = Who("n", "Daniel Mensah", "Nurse")
RC = Who("r", "Dr Amara Okonjo", "Consultant psychiatrist, approved clinician")
THEN = date(2027, 2, 1)
TITLES = {
    "review.discharge": "Discharge",
    "review.benefits": "Benefits of the order",
    "review.relationship": "Effect on the relationship",
    "review.patient_view": "The person's perspective",
    "review.nearest_relative": "The nearest relative",
}


def answer(voice, text="", last="", **more):
    words = "The team" if voice == "team" else "Eddie, in their own words"
    before = LastTime(f"{voice}-{last}", last, THEN, NURSE) if last else None
    values: dict[str, Any] = {"row": "", "recorded_by": None, "recorded_at": None}
    if text or more.get("standing"):
        values = {"row": f"{voice}-{text}{last}", "recorded_by": NURSE, "recorded_at": AT}
        values |= {"standing": "recorded", "standing_words": "Recorded"}
    return Answer(voice, words, text=text, last=before, **{**values, **more})


def question(key, *answers, missing=()):
    given = {each.voice: each for each in answers}
    both = tuple(given.get(voice) or answer(voice) for voice in ("team", "patient"))
    return Question(key, TITLES[key], "?", both, missing)


QUESTIONS = (
    question(
        "review.discharge",
        answer("team", "The flood has unsettled his sleep.", "Ten weeks only.", mark="changed"),
        answer("patient", "By summer, please."),
    ),
    question(
        "review.benefits",
        answer("team", "No admission since May.", "No admission since May.", mark="still_true"),
        answer("patient", last="Fewer visits from the police."),
    ),
    question(
        "review.relationship",
        answer("team", last="He rings when he sleeps badly.", standing="recorded", mark="dropped"),
    ),
    question("review.patient_view", answer("patient", "It is a leash."), missing=("The team",)),
    question(
        "review.nearest_relative",
        answer("team", standing="not_discussed", standing_words="Not discussed"),
    ),
)
DATES = (
    ActDate("order_ends", "Order ends", "1 June 2027", "s.20A(1)", ""),
    ActDate(
        "extension_window_opens",
        "Window for extending opens",
        "2 April 2027",
        "s.20A(4)",
        "debatable; the safe reading is 3 April 2027",
    ),
    ActDate("reference_six_months", "Managers refer the case", "1 May 2027", "s.68(2)", ""),
)
SUMMARY = ReviewSummary(
    id="1",
    reference="7K3M-9Q2D",
    version=1,
    replaces=None,
    status="sealed",
    opened_at=AT,
    opened_by=NURSE,
    guideline_edition="macpherson-2010/1",
    rules_edition="2026-11-22",
    person=sample.SUMMARY.person,
    trigger="stress",
    trigger_words="The person has been under major stress",
    why="His flat was flooded.",
    order=OrderNow("o", "in_force", "In force", date(2026, 12, 2), DATES),
    meeting=Meeting("m", AT.date(), False, "He was at work.", "His sister.", NURSE, AT),
    questions=QUESTIONS,
    outcome=Outcome(
        "x",
        "discharge",
        "The person is to be discharged from the order",
        "He has been well for a year.",
        "His sister rings the team.",
        date(2027, 7, 1),
        Next("order_discharged", "", "Only by a written order.", "s.23(2)(c)"),
        RC,
        AT,
    ),
    conditions=(ConditionNow(1, 1, "To meet his nurse.", "suspended since 1 March 2027"),),
    contacts=(Fact("March 2027", "3"),),
    contact_caveat="One study looked back at this.",
    signatures=(Signature("sealed", "Sealed", RC, AT, "f" * 64),),
)
SNAPSHOT = canonical.canonical_json(SUMMARY, record_reference="7K3M-9Q2D-v1").encode()
FINAL = Final("7K3M-9Q2D-v1", 1, AT, SNAPSHOT)


@pytest.fixture(scope="module")
def made():
    return review_record(SUMMARY, mark=FINAL)


@pytest.fixture(scope="module")
def found(made):
    return squeezed("".join(pages(made)))


def texts():
    """Every text that somebody wrote in the sample."""
    for each in SUMMARY.questions:
        for one in each.answers:
            yield from filter(None, (one.text, one.last.text if one.last else ""))
    yield from ("His flat was flooded.", "He was at work.", "His sister.")
    yield from ("He has been well for a year.", "His sister rings the team.")
    yield from ("To meet his nurse.", "One study looked back at this.")


def test_every_answer_stands_on_paper_exactly_once(found):
    # "His sister" begins another sentence, too.
    wrong = {t: found.count(squeezed(t)) for t in set(texts()) if found.count(squeezed(t)) != 1}
    assert wrong == {}


def test_page_1_can_be_read_without_the_others(made):
    first = page_1(made)
    for text in (
        "Review of a community treatment order",
        "not a statutory form",
        "The person is to be discharged from the order",
        "He has been well for a year.",
        "If formal powers are needed again: His sister rings the team.",
        "Next local review: 1 July 2027 (agreed locally, not a date of the Act)",
        "Only by a written order (s.23(2)(c))",
        "Why not discharge today?",
        "The team: changed since 1 February 2027: The flood has unsettled his sleep.",
        "By summer, please.",
        "It is a leash.",
        "Eddie was not there.",
        "He was at work.",
        "the person has been under major stress",
        "His flat was flooded.",
        "1 June 2027 (Mental Health Act, s.20A(1))",
        "the safe reading is 3 April 2027",
    ):
        assert squeezed(text) in first, text


def test_what_became_of_last_times_answers_is_told(found):
    for text in (
        "The team: still true since 1 February 2027",
        "The team, on 1 February 2027 Ten weeks only.",
        "Eddie, in their own words, on 1 February 2027. Not looked at again "
        "Fewer visits from the police.",
        "The team: what was said on 1 February 2027 is dropped",
    ):
        assert squeezed(text) in found, text


def test_what_was_not_discussed_is_told_in_one_line(found):
    line = (
        "Not discussed: The nearest relative (chosen: Daniel Mensah, 12 April 2027); "
        "The person's perspective, the team (not started)."
    )
    assert squeezed(line) in found


def test_nobody_asked_is_told_as_such():
    left = replace(SUMMARY, questions=tuple(question(key) for key in TITLES), meeting=None)
    first = page_1(review_record(left, mark=Draft(AT)))
    assert squeezed("This question is not answered yet.") in first
    assert squeezed("view of the order is not recorded") in first


def test_a_draft_says_so_on_every_page_and_has_no_reference():
    draft = review_record(replace(SUMMARY, outcome=None), mark=Draft(AT))
    for page in pages(draft):
        assert squeezed("DRAFT, printed 12 April 2027 at 10:30") in squeezed(page)
        assert "7K3M" not in page
    assert squeezed("No outcome has been entered yet") in squeezed(pages(draft)[0])
    assert list(reader(draft).attachments) == []


def test_a_drafts_outcome_is_only_proposed():
    first = page_1(review_record(SUMMARY, mark=Draft(AT)))
    assert squeezed("Proposed outcome: The person is to be discharged") in first


def test_the_next_version_says_what_it_replaces():
    before = Replaces(1, "A wrong name.", RC, AT)
    first = page_1(review_record(replace(SUMMARY, replaces=before), mark=FINAL))
    assert squeezed("Replaces version 1, because: A wrong name.") in first


def test_the_same_review_gives_the_same_bytes_with_its_data_inside(made):
    assert review_record(SUMMARY, mark=FINAL) == made
    (content,) = reader(made).attachments["record.json"]
    assert json.loads(content)["record_reference"] == "7K3M-9Q2D-v1"


def test_long_texts_are_cut_on_page_1_and_stand_in_full_further_on():
    long = "He said a good deal about this, and all of it is kept. " * 60
    questions = tuple(
        dataclasses.replace(each, answers=tuple(_longer(one, long) for one in each.answers))
        for each in SUMMARY.questions
    )
    assert SUMMARY.outcome
    assert SUMMARY.meeting
    outcome = replace(SUMMARY.outcome, reasons=f"Reasons. {long}", reinstatement=f"Plan. {long}")
    meeting = replace(SUMMARY.meeting, present=f"Present. {long}", why_absent=f"Absent. {long}")
    crowded = replace(
        SUMMARY, questions=questions, outcome=outcome, meeting=meeting, why=f"Why. {long}"
    )
    printed = pages(review_record(crowded, mark=FINAL))
    assert squeezed("In full on page") in squeezed(printed[0])
    assert squeezed("The five questions") in squeezed(printed[1])
    whole = squeezed("".join(page for page in printed[1:]))
    # The running lines of each page stand between; the texts are told by how they end.
    for start in ("Reasons.", "Plan.", "Present.", "Absent.", "Why."):
        assert squeezed(f"{start} He said") in whole


def _longer(one, long):
    return replace(one, text=f"{one.text} {long}") if one.text else one
