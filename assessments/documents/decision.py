"""The decision in law on paper: findings, statement, signatures, and which editions were used."""

from assessments.documents import words
from assessments.documents.blocks import Block, Line, Row, RunIn, Said, Section
from assessments.documents.dissent import condition_name, statement_key
from assessments.documents.first_page import FirstPage, anchor, decision_texts
from assessments.summary.shapes import (
    AssessmentSummary,
    ConditionAnswer,
    Criterion,
    Decision,
    Signature,
    Statement,
)


def opinion(decision: Decision | None, page: FirstPage) -> Section | None:
    """The responsible clinician's finding on each criterion of s.17A(5), and reasons."""
    if decision is None:
        return None
    blocks: list[Block] = [
        Said(label, text, anchor=anchor(f"decision.{key}"))
        for key, label, text in decision_texts(decision)
        if f"decision.{key}" not in page.told
    ]
    criteria = tuple(_criterion(each) for each in decision.criteria if each.finding)
    blocks += criteria
    left = [words.inside(each.words) for each in decision.criteria if not each.finding]
    if left and criteria:
        blocks.append(Line(f"No finding recorded: {'; '.join(left)}.", "closing"))
    who = f"Recorded by {decision.recorded_by.name}, {words.moment(decision.recorded_at)}."
    title = "The responsible clinician’s opinion"
    return Section(title, (*blocks, Line(who, "by")) if blocks else ())


def _criterion(found: Criterion) -> Said:
    label = f"{words.sentence(found.words)} {words.sentence(found.finding_words)}"
    return Said(label, found.reasons, by=found.source)


def statements(summary: AssessmentSummary, page: FirstPage) -> Section:
    """The AMHP's answers, each with reasons (s.17A(4)(b), s.17B(2)); earlier ones stay."""
    earlier = tuple(_statement(each, page) for each in summary.earlier_statements)
    now = _statement(summary.statement, page)
    return Section("The approved mental health professional’s statement", (*earlier, now))


def _statement(found: Statement, page: FirstPage) -> Block:
    if found.by is None or found.at is None:
        return Line(words.sentence(found.standing_words))
    blocks: list[Block | None] = []
    if found.standing == "earlier":
        blocks.append(Line(words.sentence(found.standing_words)))
    blocks += [
        _answer("All criteria are met", found.agrees_criteria, found.criteria_reasons,
                statement_key(found, "criteria"), page),
        _answer("It is appropriate to make the order", found.appropriate,
                found.appropriate_reasons, statement_key(found, "appropriate"), page),
    ]  # fmt: skip
    for answer in found.conditions:
        blocks += _on_condition(answer, found, page)
    if found.void_because:
        blocks.append(Said("This statement no longer stands, because", found.void_because))
    title = f"{found.by.name}, {found.by.description}, {words.moment(found.at)}"
    return Section(title, tuple(block for block in blocks if block is not None), level=3)


def _answer(
    label: str, answer: bool | None, reasons: str, key: str, page: FirstPage
) -> Said | None:
    if answer is None:
        return None
    text = page.or_told(key, reasons)
    return Said(f"{label}: {'agrees' if answer else 'does not agree'}", text, anchor=anchor(key))


def _on_condition(answer: ConditionAnswer, found: Statement, page: FirstPage) -> list[Said | None]:
    name = words.sentence(condition_name(answer)).rstrip(".")
    said = _answer(name, answer.agrees, answer.reasons, statement_key(found, answer.row), page)
    if answer.number:
        return [said]
    # The answer was given on other words than those that stand now: both are kept.
    return [said, Said("As it was put", answer.wording, former=True)]


def signed(found: tuple[Signature, ...]) -> tuple[Block, ...]:
    """Who signed what and when; the hash of the content once, where all signed the same."""
    hashes = {each.content_hash for each in found}
    shared = len(hashes) == 1
    blocks: list[Block] = [
        Said(
            f"{each.act_words}: {each.by.name}, {each.by.description}",
            f"{words.moment(each.at)}.{'' if shared else _sha256(each.content_hash)}",
        )
        for each in found
    ]
    if shared:
        blocks.append(Line(_sha256(*hashes).strip(), "by"))
    return tuple(blocks) or (Line("Nothing has been signed."),)


def _sha256(content_hash: str) -> str:
    return f" SHA-256 of what was signed: {content_hash}"


def signatures(summary: AssessmentSummary) -> Section:
    """Which editions of guideline and rules this record was made with, and who signed what."""
    editions = RunIn(
        (
            Row("Assessment opened", words.moment(summary.opened_at)),
            Row("Guideline edition", summary.guideline_edition),
            Row("Rules edition", summary.rules_edition),
        )
    )
    blocks = (editions, *signed(summary.signatures))
    return Section("Editions and signatures", blocks, kind="part last")
