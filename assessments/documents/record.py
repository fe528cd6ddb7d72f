"""The decision record: one assessment, from frozen summary to PDF bytes."""

from django.template.loader import render_to_string

from assessments.documents import chapters, decision, process, renderer, words
from assessments.documents.blocks import Block, Line, Section, facts, sections
from assessments.documents.first_page import FirstPage, first_page
from assessments.documents.marks import Draft, Final, Mark
from assessments.summary.particulars import UNKNOWN
from assessments.summary.shapes import AssessmentSummary, Person

TITLE = "Decision about a community treatment order"
TEMPLATE = "documents/record.html"
ATTACHED = "record.json"


def decision_record(summary: AssessmentSummary, *, mark: Mark) -> bytes:
    """The decision record as PDF bytes, made from this summary and nothing else.

    The same summary and mark give the same bytes. A final record carries its snapshot inside as
    ``record.json``; a draft carries nothing and no reference. Raises ``renderer.CannotPrint``
    (or ``PrintingUnavailable``) with a message for the reader; nothing is ever left out instead.
    """
    return renderer.render(
        record_html(summary, mark=mark),
        title=_title(summary, mark),
        created=mark.created,
        attachments=_attached(mark),
    )


def record_html(summary: AssessmentSummary, *, mark: Mark) -> str:
    """The pages as HTML, before layout. Lays out page 1 by itself to see that it fits."""
    around = {
        "title": _title(summary, mark),
        "title_words": TITLE,
        "across": mark.across,
        "running": running(summary.person, mark),
    }

    def drawn(page: FirstPage, *rest: Block) -> str:
        return render_to_string(TEMPLATE, {**around, "first": page.blocks, "body": rest})

    page = first_page(summary, mark, fits=lambda page: renderer.page_count(drawn(page)) == 1)
    return drawn(page, *body(summary, page))


def running(person: Person, mark: Mark) -> dict[str, object]:
    """What stands on every page: who it is about, what it is, and how to tell the copies apart."""
    number = f"NHS number {words.nhs_number(person.nhs_number)}" if person.nhs_number else ""
    local = f"hospital number {person.local_number}" if person.local_number else ""
    marks = [mark.across] if mark.across else []
    if person.demonstration:
        marks.append("DEMONSTRATION, not a real person")
    identity = [f"born {words.day(person.date_of_birth)}", number or local]
    parts = (mark.footing, mark.check)
    return {
        "marks": marks,
        "name": person.name,
        "facts": [fact for fact in identity if fact],
        "footing": ". ".join(part for part in parts if part),
        "lines": ("Record of a discussion and a decision. Not a statutory form.",),
    }


def body(summary: AssessmentSummary, page: FirstPage) -> tuple[Block, ...]:
    """Everything after page 1, in the order of the guideline's stages, each item once."""
    explained = chapters.chapter(summary.explanation, page)
    return sections(
        Section("The person", _person(summary.person)),
        *(chapters.chapter(each, page) for each in summary.domains),
        process.options(summary),
        *(chapters.chapter(each, page) for each in summary.reflection),
        process.views(summary, page),
        process.agreement(summary.agreement, page),
        process.conditions(summary, page),
        chapters.chapter(summary.interview_topics, page, process.interviews(summary.interviews)),
        process.capacity(summary.capacity),
        explained,
        process.involvement(summary, page),
        process.consultations(summary.consultations),
        chapters.chapter(summary.meeting_topics, page, _meeting(summary)),
        process.pause(summary),
        process.not_recorded(summary),
        decision.opinion(summary.decision, page),
        decision.statements(summary, page),
        decision.signatures(summary),
    )


def _person(person: Person) -> tuple[Block, ...]:
    """The particulars, and one line for those that are not recorded."""
    known = [fact for fact in person.facts if fact.value != UNKNOWN]
    rows = [
        ("Preferred name", person.preferred_name),
        ("Hospital number", person.local_number if person.nhs_number else ""),
        *((fact.label, fact.value) for fact in known),
    ]
    left = [fact.label for fact in person.facts if fact not in known]
    closing = (Line(f"Not recorded: {'; '.join(left)}.", "closing"),) if left else ()
    return (*facts(rows), *closing)


def _meeting(summary: AssessmentSummary) -> tuple[Block, ...]:
    if summary.meeting is None:
        return ()
    rows = [(fact.label, fact.value) for fact in summary.meeting.facts]
    return (*facts(rows), chapters.recorded(summary.meeting))


def _title(summary: AssessmentSummary, mark: Mark) -> str:
    """The document's title: no name, since titles travel in file lists and tabs."""
    return f"{TITLE}, {mark.across or mark.footing}"


def _attached(mark: Mark) -> tuple[renderer.Attached, ...]:
    if isinstance(mark, Draft):
        return ()
    description = "What this record says, as data: the pages were made from it."
    return (renderer.Attached(ATTACHED, mark.snapshot, description),)


__all__ = ["ATTACHED", "TITLE", "Draft", "Final", "decision_record", "record_html"]
