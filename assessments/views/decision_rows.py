"""The decision as rows of label and value, for every page that shows it."""

from datetime import date

from assessments.documents.first_page import decision_texts
from assessments.models import Instead
from assessments.summary.canonical import Summary
from assessments.summary.shapes import AssessmentSummary
from cto.design import words

NOTHING = "Not recorded yet"


def outcome_rows(summary: AssessmentSummary) -> list[tuple[str, str]]:
    """Outcome, dates and reasons as (label, value), none blank; empty before anything is recorded.

    The words and their order are those of page 1.
    """
    decision = summary.decision
    if decision is None:
        return []
    rows = [
        ("Outcome", decision.outcome_words or NOTHING),
        ("Takes effect", _day(decision.effective_on)),
        ("To be reviewed by", _day(decision.review_on)),
        ("Instead of an order", Instead(decision.instead).label if decision.instead else ""),
        ("Needed by", _day(decision.information_by)),
        *((label, text) for _, label, text in decision_texts(decision)),
    ]
    if not decision.reasons:
        rows.append(("Reasons for the outcome", NOTHING))
    return [row for row in rows if row[1]]


def identity_rows(summary: Summary) -> list[tuple[str, str]]:
    """Who it is about, said again where something is signed (name, birth, number)."""
    person = summary.person
    number = ("NHS number", words.nhs_number(person.nhs_number))
    if not person.nhs_number:
        number = ("Hospital number", person.local_number)
    return [("Name", person.name), ("Date of birth", words.birth(person.date_of_birth)), number]


def sealing_rows(summary: AssessmentSummary) -> list[tuple[str, str]]:
    """What is about to be sealed, in words: the outcome, and where the AMHP stands."""
    given = summary.statement
    standing = given.standing_words
    if given.by is not None:
        standing = f"Given by {given.by.name}, who {given.in_short}"
    decided = summary.decision.outcome_words if summary.decision else ""
    return [("Outcome", decided or NOTHING), ("AMHP’s statement", standing)]


def _day(value: date | None) -> str:
    return words.day(value) if value else ""
