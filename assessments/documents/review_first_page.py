"""Page 1 of the record of a review, which can be read without the others.

The outcome and its reasons, why the person is not discharged, their own view, who was there, and
the order with its dates of the Act. What stands here in full is not printed again.
"""

from collections.abc import Callable

from assessments.documents import words
from assessments.documents.blocks import Block, Brief, Line, Row, RunIn, Section, Table, sections
from assessments.documents.first_page import SCALES, FirstPage, on_a_screen, signer
from assessments.documents.marks import Draft, Mark
from assessments.summary.review_shapes import (
    OWN_VIEW,
    ActDate,
    Answer,
    Meeting,
    OrderNow,
    ReviewSummary,
)

# How many characters of a text stand on page 1, at most; less where the page would overflow.
REASONS_IN_BRIEF = 700
ANSWER_IN_BRIEF = 600
OTHER_IN_BRIEF = 300

# The dates of the Act that page 1 names; the others stand further on.
MAIN_DATES = (
    "order_ends",
    "extension_window_opens",
    "extension_window_closes",
    "recall_ends",
    "absence_retake_until",
    "cto8_due",
    "detention_ends",
    "part_4a_certificate",
)
NO_FORM = (
    "This is the record of a review, not a statutory form: it changes no date of the Mental "
    "Health Act."
)


def first_page(
    summary: ReviewSummary, mark: Mark, fits: Callable[[FirstPage], bool] = on_a_screen
) -> FirstPage:
    """Page 1 of this summary, its texts cut until it ``fits`` one sheet of paper."""
    page = _at_scale(summary, mark, SCALES[0], Table)
    if fits(page):
        return page
    for scale in SCALES:
        page = _at_scale(summary, mark, scale, RunIn)
        if fits(page):
            return page
    page.whole = False
    return page


def _at_scale(
    summary: ReviewSummary, mark: Mark, scale: float, dates: type[Table] | type[RunIn]
) -> FirstPage:
    """Page 1 with its texts cut to ``scale``; ``dates`` is how those of the Act are set."""
    page = FirstPage(scale)
    page.blocks = (
        Line(f"{mark.standing_by(_sealed_by(summary))} {NO_FORM}"),
        *_replaces(summary),
        *sections(
            _outcome(summary, mark, page),
            Section("Why not discharge today?", _discharge(summary, page)),
            Section(f"{summary.person.called}’s own view", _own_view(summary, page)),
            Section("Who was there", _meeting(summary, page)),
            Section("The order", (dates(_order(summary.order)),)),
        ),
    )
    return page


def _sealed_by(summary: ReviewSummary) -> str:
    """Who sealed it, and whose the outcome is where that is somebody else (ADR 5)."""
    by = signer(summary.signatures)
    if by is None:
        return ""
    outcome = summary.outcome
    if outcome is None or outcome.recorded_by.id == by.id:
        return by.name
    described = words.inside(by.description)
    return f"{by.name}, {described}, on the outcome of {outcome.recorded_by.name}"


def _replaces(summary: ReviewSummary) -> tuple[Block, ...]:
    """Which version this one replaces, and why: never cut, as the reason is short."""
    before = summary.replaces
    if before is None:
        return ()
    by = f"{before.by.name}, {words.day(before.at)}"
    return (Brief(f"Replaces version {before.version}, because", before.reason, by=by),)


def _outcome(summary: ReviewSummary, mark: Mark, page: FirstPage) -> Section:
    outcome = summary.outcome
    if outcome is None:
        nothing = (Line("Nothing here has been decided or signed."),)
        return Section("No outcome has been entered yet", nothing, kind="outcome")
    texts = tuple(
        page.said(key, label, text, REASONS_IN_BRIEF) for key, label, text in outcome_texts(summary)
    )
    step = outcome.step
    dates = RunIn(
        (
            Row("Next local review", next_review(summary)),
            Row("What the Act asks for next", f"{step.sentence.rstrip('.')} ({step.source})"),
        )
    )
    # A draft never claims that something was decided.
    proposed = "Proposed outcome: " if isinstance(mark, Draft) else ""
    return Section(f"{proposed}{outcome.outcome_words}", (*texts, dates), kind="outcome")


def next_review(summary: ReviewSummary) -> str:
    """The next local review in words, told apart from the dates of the Act."""
    if summary.outcome is None or summary.outcome.next_on is None:
        return "none agreed"
    return f"{words.day(summary.outcome.next_on)} (agreed locally, not a date of the Act)"


def outcome_texts(summary: ReviewSummary) -> tuple[tuple[str, str, str], ...]:
    """What the responsible clinician wrote about the outcome: key, label and text of each."""
    outcome = summary.outcome
    if outcome is None:
        return ()
    by = outcome.recorded_by
    found = (
        ("outcome.reasons", f"Reasons of {by.name}, {words.inside(by.description)}",
         outcome.reasons),
        ("outcome.reinstatement", "If formal powers are needed again", outcome.reinstatement),
    )  # fmt: skip
    return tuple(row for row in found if row[2])


def _discharge(summary: ReviewSummary, page: FirstPage) -> tuple[Block, ...]:
    found = [_brief(each, page) for each in summary.discharge.answers if each.given]
    return tuple(found) or (Line("This question is not answered yet."),)


def _own_view(summary: ReviewSummary, page: FirstPage) -> tuple[Block, ...]:
    own = summary.question(OWN_VIEW).by("patient")
    called = summary.person.called
    if own.given:
        return (_brief(own, page),)
    if own.last is not None:
        return (Line(f"{called} was not asked again. Last time’s words stand further on."),)
    return (Line(f"{called}’s view of the order is not recorded."),)


def _brief(answer: Answer, page: FirstPage) -> Block:
    return page.said(
        answer.row, label(answer), answer.text, ANSWER_IN_BRIEF, own=answer.voice == "patient"
    )


def label(answer: Answer) -> str:
    """Whose words these are, and what became of last time's."""
    parts = [] if answer.standing in ("", "recorded") else [words.inside(answer.standing_words)]
    if answer.mark and answer.last is not None:
        since = f"since {words.day(answer.last.said_on)}"
        told = {
            "still_true": f"still true {since}",
            "changed": f"changed {since}",
            "dropped": f"what was said on {words.day(answer.last.said_on)} is dropped",
        }
        parts.append(told[answer.mark])
    return f"{answer.voice_words}: {', '.join(parts)}" if parts else answer.voice_words


def _meeting(summary: ReviewSummary, page: FirstPage) -> tuple[Block, ...]:
    held = Line(why_held(summary))
    texts = [
        page.said(key, name, text, OTHER_IN_BRIEF) for key, name, text in meeting_texts(summary)
    ]
    return (held, *texts)


def why_held(summary: ReviewSummary) -> str:
    """When the review was held, whether the person was there, and what kind of review it is."""
    meeting, called = summary.meeting, summary.person.called
    kind = words.inside(summary.trigger_words)
    kind = f"A planned review, {kind}." if summary.planned else f"Not at the planned time: {kind}."
    if meeting is None:
        return f"{kind} When it was held is not recorded yet."
    there = f"{called} was there." if meeting.person_present else f"{called} was not there."
    return f"Held on {words.day(meeting.held_on)}. {there} {kind}"


def meeting_texts(summary: ReviewSummary) -> tuple[tuple[str, str, str], ...]:
    """What was written about the meeting: key, label and text of each."""
    meeting: Meeting | None = summary.meeting
    found = (
        ("meeting.present", "Present", meeting.present if meeting else ""),
        ("meeting.absent", f"Why {summary.person.called} was not there",
         meeting.why_absent if meeting else ""),
        ("review.why", "What led to this review", summary.why),
    )  # fmt: skip
    return tuple(row for row in found if row[2])


def _order(order: OrderNow) -> tuple[Row, ...]:
    rows = [
        Row("Status", order.status_words),
        Row("Made", f"{words.day(order.made_on)} (Mental Health Act, s.17A)"),
        *(Row(each.label, date_words(each)) for each in order.dates if each.key in MAIN_DATES),
    ]
    return tuple(rows)


def date_words(found: ActDate) -> str:
    """A date of the Act with its section, and with the safe reading where it is debatable."""
    note = f"; {found.note}" if found.note else ""
    return f"{found.value} (Mental Health Act, {found.source}{note})"
