"""The task list of one review: what there is to do, how far each has come, whose move it is."""

from dataclasses import dataclass, replace

from django.urls import reverse

from assessments.models import Review
from assessments.statute.readiness_item import BLOCKS_ANY, Item
from assessments.summary.review_shapes import DISCHARGE, Question, ReviewSummary
from assessments.views.review_access import mended_at, question_address

DONE, BEGUN, NOT_STARTED, NOT_DISCUSSED = "Done", "Begun", "Not started", "Not discussed"
CANNOT_START = "Cannot start yet"
OPEN_COLOUR = "blue"
TEAM = "Whose move it is: the team"
CLINICIAN = "Whose move it is: the responsible clinician"


@dataclass(frozen=True)
class Line:
    """One task of the list: what it is, how far it has come. Without ``href`` it is not open."""

    title: str
    href: str
    status: str
    colour: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Next:
    """Whose move it is, what it is, and the button for it (none for whoever only reads)."""

    whose: str
    sentence: str
    button: str = ""
    href: str = ""


def lines(
    review: Review, summary: ReviewSummary, items: tuple[Item, ...], *, decides: bool
) -> list[Line]:
    """The tasks of a review in their order: meeting, the five questions, outcome, seal."""
    found = [
        _task("Who was there", _page(review, "review-meeting"), summary.meeting is not None),
        *(_question(review, each) for each in summary.questions),
        _outcome(review, summary),
    ]
    if review.is_open:
        return [*found, _seal(review, items, decides=decides)]
    return [replace(line, colour="") for line in found]


def next_move(
    review: Review,
    summary: ReviewSummary,
    items: tuple[Item, ...],
    *,
    records: bool,
    decides: bool,
) -> Next:
    """Whose move it is in words, and the one thing to do.

    ``records`` and ``decides`` say what is open to the reader; the button stands only then.
    """
    if not review.is_open:
        return Next(review.state.words, "")
    found = _move(review, summary, items)
    open_to_reader = decides if found.whose == CLINICIAN else records
    return found if open_to_reader else replace(found, button="", href="")


def _move(review: Review, summary: ReviewSummary, items: tuple[Item, ...]) -> Next:
    if summary.meeting is None:
        sentence, button = "Next: record who was there.", "Go on: who was there"
        return Next(TEAM, sentence, button, _page(review, "review-meeting"))
    for question in summary.questions:
        if not question.started and summary.outcome is None:
            words = question.title.lower()
            href = question_address(review, question.key)
            return Next(TEAM, f"Next: {words}.", f"Go on: {words}", href)
    if summary.outcome is None:
        href = _page(review, "review-outcome")
        return Next(CLINICIAN, "Next: the outcome.", "Go on: the outcome", href)
    for item in items:
        if item.weight == BLOCKS_ANY and not item.done:
            return Next(TEAM, item.sentence, "Mend this", mended_at(review, item.field))
    sentence = "Everything that a seal needs is there."
    return Next(CLINICIAN, sentence, "Go on to seal", _page(review, "review-seal"))


def _task(title: str, href: str, done: bool, hint: str = "") -> Line:
    return Line(title, href, DONE if done else NOT_STARTED, "" if done else OPEN_COLOUR, hint)


def _outcome(review: Review, summary: ReviewSummary) -> Line:
    outcome, href = summary.outcome, _page(review, "review-outcome")
    hint = outcome.outcome_words if outcome else "The responsible clinician’s own."
    return _task("Outcome, reasons and next local review", href, outcome is not None, hint)


def _seal(review: Review, items: tuple[Item, ...], *, decides: bool) -> Line:
    """The last task: no link for whoever does not seal, nor while something blocks it."""
    title = "Seal the review"
    blocked = [item.sentence for item in items if item.weight == BLOCKS_ANY and not item.done]
    if blocked:
        return Line(title, "", CANNOT_START, hint=" ".join(blocked))
    if not decides:
        return Line(title, "", NOT_STARTED, OPEN_COLOUR, "The responsible clinician seals it.")
    return Line(title, _page(review, "review-seal"), NOT_STARTED, OPEN_COLOUR)


def _question(review: Review, question: Question) -> Line:
    hints = ["Why not discharge today?"] if question.key == DISCHARGE else []
    if any(answer.unmarked for answer in question.answers):
        hints.append("Last time’s answer is not looked at again yet.")
    status = _status(question)
    colour = OPEN_COLOUR if status in (NOT_STARTED, BEGUN) else ""
    href = question_address(review, question.key)
    return Line(question.title, href, status, colour, " ".join(hints))


def _status(question: Question) -> str:
    if not question.started:
        return NOT_STARTED
    if question.missing:
        return BEGUN
    given = [answer for answer in question.answers if answer.given]
    silent = all(answer.standing == "not_discussed" for answer in given)
    return NOT_DISCUSSED if silent else DONE


def _page(review: Review, name: str) -> str:
    return reverse(name, args=[review.pk])
