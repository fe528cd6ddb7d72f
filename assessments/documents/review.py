"""The record of a review: Stage 4 of one order, from frozen summary to PDF bytes."""

from django.template.loader import render_to_string

from assessments.documents import renderer, words
from assessments.documents.blocks import (
    Block,
    Item,
    Items,
    Line,
    Row,
    RunIn,
    Said,
    Section,
    facts,
    sections,
)
from assessments.documents.decision import signed
from assessments.documents.first_page import FirstPage, anchor
from assessments.documents.marks import Draft, Mark
from assessments.documents.record import ATTACHED, TEMPLATE, running
from assessments.documents.review_first_page import (
    MAIN_DATES,
    date_words,
    first_page,
    label,
    meeting_texts,
    outcome_texts,
)
from assessments.summary.review_shapes import Answer, Question, ReviewSummary

TITLE = "Review of a community treatment order"
NOT_A_FORM = "Record of a review. Not a statutory form."


def review_record(summary: ReviewSummary, *, mark: Mark) -> bytes:
    """The record of a review as PDF bytes, made from this summary and nothing else.

    The same summary and mark give the same bytes. A final record carries its snapshot inside as
    ``record.json``; a draft carries nothing and no reference. Raises ``renderer.CannotPrint``
    with a message for the reader; nothing is ever left out instead.
    """
    return renderer.render(
        review_html(summary, mark=mark),
        title=_title(mark),
        created=mark.created,
        attachments=_attached(mark),
    )


def review_html(summary: ReviewSummary, *, mark: Mark) -> str:
    """The pages as HTML, before layout. Lays out page 1 by itself to see that it fits."""
    around = {
        "title": _title(mark),
        "title_words": TITLE,
        "across": mark.across,
        "running": {**running(summary.person, mark), "lines": (NOT_A_FORM,)},
    }

    def drawn(page: FirstPage, *rest: Block) -> str:
        return render_to_string(TEMPLATE, {**around, "first": page.blocks, "body": rest})

    page = first_page(summary, mark, fits=lambda page: renderer.page_count(drawn(page)) == 1)
    return drawn(page, *body(summary, page))


def body(summary: ReviewSummary, page: FirstPage) -> tuple[Block, ...]:
    """Everything after page 1, each item once: answers, outcome, conditions, contacts, dates."""
    return sections(
        Section("The five questions", (*_questions(summary, page), _not_discussed(summary))),
        Section("The outcome in full", _left(outcome_texts(summary), page)),
        Section("The review in full", _left(meeting_texts(summary), page)),
        _conditions(summary),
        Section("Frequency of contact", _contacts(summary)),
        Section("Other dates of the Mental Health Act", facts(_dates(summary))),
        _signatures(summary),
    )


def _questions(summary: ReviewSummary, page: FirstPage) -> tuple[Section, ...]:
    return tuple(_question(each, page) for each in summary.questions if each.speaks)


def _question(found: Question, page: FirstPage) -> Section:
    blocks = [block for each in found.answers for block in _answer(each, page)]
    return Section(found.title, tuple(blocks), level=3)


def _answer(found: Answer, page: FirstPage) -> tuple[Said, ...]:
    """One voice: what it says now, and last time's words where they are not said again."""
    said = []
    if found.recorded_by is not None and found.recorded_at is not None:
        said.append(
            Said(
                label=label(found),
                text=page.or_told(found.row, found.text),
                by=f"Recorded by {found.recorded_by.name}, {words.moment(found.recorded_at)}.",
                own=found.voice == "patient",
                anchor=anchor(found.row),
            )
        )
    last = found.last
    if last is not None and found.mark != "still_true":
        became = "" if found.mark else ". Not looked at again"
        said.append(
            Said(
                label=f"{found.voice_words}, on {words.day(last.said_on)}{became}",
                text=last.text,
                by=f"Recorded then by {last.said_by.name}.",
                former=True,
            )
        )
    return tuple(said)


def _not_discussed(summary: ReviewSummary) -> Line:
    """The line that ends the questions: what was chosen, and what was not touched, told apart."""
    left = [_why_silent(each) for each in summary.not_discussed]
    left += [
        f"{question.title}, {words.inside(answer.voice_words)} (not discussed)"
        if answer.given
        else f"{question.title}, {words.inside(answer.voice_words)} (not started)"
        for question in summary.questions
        if question.speaks
        for answer in question.answers
        if not answer.speaks and (answer.given or answer.voice_words in question.missing)
    ]
    return Line(f"Not discussed: {'; '.join(left) if left else 'nothing was left out'}.", "closing")


def _why_silent(found: Question) -> str:
    chosen = {
        f"{each.recorded_by.name}, {words.day(each.recorded_at)}": None
        for each in found.answers
        if each.recorded_by is not None and each.recorded_at is not None
    }
    why = f"chosen: {words.listed(list(chosen))}" if chosen else "not started"
    return f"{found.title} ({why})"


def _left(texts: tuple[tuple[str, str, str], ...], page: FirstPage) -> tuple[Said, ...]:
    """The texts that did not stand on page 1 in full."""
    return tuple(
        Said(name, text, anchor=anchor(key)) for key, name, text in texts if key not in page.told
    )


def _conditions(summary: ReviewSummary) -> Section:
    found = tuple(
        Item(f"{each.number} of {each.of}", each.wording, each.note) for each in summary.conditions
    )
    return Section("Conditions in force", (Items(found),) if found else ())


def _contacts(summary: ReviewSummary) -> tuple[Block, ...]:
    rows = [(fact.label, fact.value) for fact in summary.contacts]
    if not rows:
        rows = [("Contacts", "None are recorded.")]
    return (*facts(rows), Line(summary.contact_caveat, "by"))


def _dates(summary: ReviewSummary) -> list[tuple[str, str]]:
    return [
        (each.label, date_words(each)) for each in summary.order.dates if each.key not in MAIN_DATES
    ]


def _signatures(summary: ReviewSummary) -> Section:
    """Which editions of guideline and rules this record was made with, and who sealed it."""
    opened = f"{words.moment(summary.opened_at)}, {summary.opened_by.name}"
    editions = RunIn(
        (
            Row("Review opened", opened),
            Row("Guideline edition", summary.guideline_edition),
            Row("Rules edition", summary.rules_edition),
        )
    )
    blocks = (editions, *signed(summary.signatures))
    return Section("Editions and signature", blocks, kind="part last")


def _title(mark: Mark) -> str:
    """The document's title: no name, since titles travel in file lists and tabs."""
    return f"{TITLE}, {mark.across or mark.footing}"


def _attached(mark: Mark) -> tuple[renderer.Attached, ...]:
    if isinstance(mark, Draft):
        return ()
    description = "What this record says, as data: the pages were made from it."
    return (renderer.Attached(ATTACHED, mark.snapshot, description),)
