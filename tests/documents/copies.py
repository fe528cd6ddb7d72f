"""The sample as marked copies, and what a printed copy says apart from what is on every page."""

import dataclasses
from dataclasses import replace

from assessments.documents.marks import Draft, Final
from assessments.documents.record import decision_record
from assessments.summary import canonical, shapes
from tests.documents import sample
from tests.documents.reading import body

SNAPSHOT = canonical.canonical_json(sample.SUMMARY).encode()
FINAL = Final("CTO-2026-0001-v1", 1, sample.AT, SNAPSHOT)
DRAFT = Draft(sample.AT)
IDENTITY = "Edward Alan Whitlock, born 5 March 1991, NHS number 999 000 0018"
STANDING = "Record of a discussion and a decision. Not a statutory form."
DEMONSTRATION = "DEMONSTRATION, not a real person"
ACROSS = "DRAFT, printed 12 November 2026 at 14:05"
# What a person wrote or chose, by shape: each of these is an answer.
ANSWERS = {
    shapes.Fact: ("value",),
    shapes.Entry: ("text", "source"),
    shapes.Option: ("reasons_for", "reasons_against"),
    shapes.ViewText: ("reasons", "would_change"),
    shapes.Agreement: ("reasons", "dissent"),
    shapes.Condition: (
        "wording", "rationale", "beneficial", "enforceable", "support", "patient_view",
    ),
    shapes.Interview: ("present", "notes"),
    shapes.Capacity: ("decision",),
    shapes.Decision: ("reasons", "instead_words", "leave_considered", "information_needed"),
    shapes.Criterion: ("reasons",),
    shapes.Statement: ("criteria_reasons", "appropriate_reasons", "void_because"),
    shapes.ConditionAnswer: ("wording", "reasons"),
    shapes.Replaces: ("reason",),
    shapes.Attended: ("how",),
}  # fmt: skip


def told_apart(thing, numbers, wordings):
    """The same summary with a number in every answer, so that each is unlike all others."""
    if isinstance(thing, tuple):
        return tuple(told_apart(each, numbers, wordings) for each in thing)
    if not dataclasses.is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes = {}
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if field.name in ANSWERS.get(type(thing), ()):
            if value and field.name == "wording" and value in wordings:
                changes[field.name] = wordings[value]
            elif value:
                changes[field.name] = f"{value} Qz{next(numbers)}zQ"
                wordings[value] = changes[field.name]
        else:
            changes[field.name] = told_apart(value, numbers, wordings)
    return replace(thing, **changes)


def answers(thing):
    """Every answer in a summary."""
    if isinstance(thing, tuple):
        for each in thing:
            yield from answers(each)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name in ANSWERS.get(type(thing), ()):
                if value:
                    yield value
            else:
                yield from answers(value)


def everything(summary, mark=FINAL):
    """The record's text without what stands on every page."""
    return text_of(decision_record(summary, mark=mark), mark)


def text_of(pdf, mark=FINAL):
    """A printed record's text without what stands on every page."""
    running = [DEMONSTRATION, IDENTITY, STANDING]
    if isinstance(mark, Draft):
        running += [ACROSS, ACROSS, "Draft, without a reference"]
    else:
        running.append(f"{mark.footing}. {mark.check}")
    return body(pdf, *running)
