"""What is still missing before a review is sealed, each item with its source and its place.

What blocks a seal: no meeting, no words on why the person is not discharged, no outcome or one that
the order's end rules out, no next local review where the order goes on, an answer from last time
that nobody looked at again, and a text that cannot be printed. Everything else is worth a look and
blocks nothing, because a team may have good reasons.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from assessments.statute.after_review import GOES_ON, next_review_faults, outcome_faults
from assessments.statute.readiness_item import BLOCKS_ANY, WORTH_A_LOOK, Item
from assessments.summary.readiness import texts
from assessments.summary.review_shapes import Question, ReviewSummary
from cto.text import uncovered

STAGE_4 = "Macpherson 2010, Stage 4"
MEETING, OUTCOME, PERSON, QUESTION = "meeting", "outcome", "patient.name", "question"


def items_for(summary: ReviewSummary) -> tuple[Item, ...]:
    """Every item, done or not, what blocks first."""
    return (*_blocking(summary), *_worth_a_look(summary))


def blocks_sealing(summary: ReviewSummary) -> tuple[Item, ...]:
    """What stands in the way of sealing this review."""
    return tuple(item for item in _blocking(summary) if not item.done)


def _blocking(summary: ReviewSummary) -> Iterator[Item]:
    meeting, outcome, discharge = summary.meeting, summary.outcome, summary.discharge
    yield Item(
        "meeting",
        BLOCKS_ANY,
        meeting is not None,
        "Who was there",
        "Record when the review was held and who was there.",
        STAGE_4,
        MEETING,
    )
    yield Item(
        "discharge",
        BLOCKS_ANY,
        bool(discharge.by("team").text),
        "Why not discharge today?",
        "Answer in words why the person is not discharged today. If it was not discussed, say why.",
        f"{STAGE_4}; s.23",
        f"{QUESTION}:{discharge.key}",
    )
    yield Item(
        "outcome",
        BLOCKS_ANY,
        outcome is not None,
        "Outcome with reasons",
        "Record the outcome and its reasons.",
        STAGE_4,
        OUTCOME,
    )
    yield from _blocking_outcome(summary)
    for question in summary.questions:
        yield from _left(question)
    yield from _unprintable(summary)


def _blocking_outcome(summary: ReviewSummary) -> Iterator[Item]:
    """What is wrong with the outcome. One that was sealed before the order ended may be sealed
    again in a correction.
    """
    outcome, ended = summary.outcome, summary.order.has_ended
    if outcome is None:
        return
    faults = outcome_faults(outcome.outcome, ended=ended and summary.replaces is None)
    if faults:
        yield Item("goes_on", BLOCKS_ANY, False, "Outcome", faults[0], STAGE_4, OUTCOME)
        return
    faults = next_review_faults(
        outcome.next_on,
        summary.meeting.held_on if summary.meeting else None,
        goes_on=outcome.outcome in GOES_ON and not ended,
    )
    if faults:
        yield Item("next_on", BLOCKS_ANY, False, "Next local review", faults[0], STAGE_4, OUTCOME)


def _left(question: Question) -> Iterator[Item]:
    """Last time's answers that nobody has looked at again: nothing is carried silently."""
    if any(answer.unmarked for answer in question.answers):
        yield Item(
            f"{question.key}.last_time",
            BLOCKS_ANY,
            False,
            f"Last time’s answer: {question.title}",
            f"Say of last time’s answer to “{question.title}” whether it is still true, has "
            "changed or is dropped.",
            STAGE_4,
            f"{QUESTION}:{question.key}",
        )


def _worth_a_look(summary: ReviewSummary) -> Iterator[Item]:
    for question in summary.questions:
        yield from _about(question)
    if summary.order.has_ended:
        yield _look(
            "ended",
            False,
            "The order",
            f"Look at the order again: its status is “{summary.order.status_words.lower()}”.",
            "order",
        )


def _about(question: Question) -> Iterator[Item]:
    place = f"{QUESTION}:{question.key}"
    if question.key != "review.discharge" or question.by("team").given:
        names = ", ".join(question.missing)
        yield _look(
            question.key,
            not question.missing,
            question.title,
            f"Record “{question.title}”, or say that it was not discussed. Missing: {names}.",
            place,
        )


def _look(key: str, done: bool, title: str, sentence: str, field: str) -> Item:
    return Item(key, WORTH_A_LOOK, done, title, sentence, STAGE_4, field)


def _unprintable(summary: ReviewSummary) -> Iterator[Item]:
    for place, part in _places(summary):
        characters = " ".join(uncovered("".join(texts(part))))
        if characters:
            yield Item(
                f"unprintable:{place}",
                BLOCKS_ANY,
                False,
                "Text that can be printed",
                f"Replace {characters}: the record’s fonts cannot print it.",
                "Complete record",
                place,
            )


def _places(summary: ReviewSummary) -> Iterator[tuple[str, Any]]:
    """Each part of the summary with the name of where to mend it."""
    fields = {field.name: getattr(summary, field.name) for field in dataclasses.fields(summary)}
    for question in fields.pop("questions"):
        yield f"{QUESTION}:{question.key}", question
    yield PERSON, fields.pop("person")
    yield OUTCOME, fields.pop("outcome")
    yield MEETING, fields.pop("meeting")
    yield "order", tuple(fields.values())
