"""Print the guideline as a page: ``python -m assessments.guideline > docs/guideline.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from . import (
    CONSIDERATION,
    EDITION,
    EVIDENCE,
    EVIDENCE_IN_SHORT,
    FIGURE_1_ROLES,
    INSTRUMENTS,
    OFFERED_CONDITIONS,
    OPTIONS,
    PAPER_IN_FULL,
    PAUSE,
    ROLES,
    STAGES,
    Factor,
    Point,
    Source,
    factors_of,
    principles,
)
from .sources import WELSH


def _sources(sources: tuple[Source, ...]) -> str:
    return "; ".join(source.cited for source in sources)


def _points(heading: str, points: tuple[Point, ...]) -> Iterator[str]:
    yield f"{heading}:"
    yield ""
    for point in points:
        yield f"- {point.text} *{point.source.cited}*"
    yield ""


def _factor(factor: Factor) -> Iterator[str]:
    yield f"#### `{factor.key}` {factor.title}"
    yield ""
    yield factor.question
    yield ""
    for prompt in factor.prompts:
        yield f"- {prompt.text}"
    yield ""
    yield f"Why: {factor.why} *{_sources(factor.why_sources)}*"
    yield ""
    if factor.patient_prompt:
        yield f"To the person: {factor.patient_prompt}"
        yield ""
    if factor.needs_both_perspectives:
        yield "Asked twice: as the person sees it, and as the professionals see it."
        yield ""
    if factor.kind != CONSIDERATION:
        yield f"Kept as: {factor.kind.replace('_', ' ')}."
        yield ""


def _stages() -> Iterator[str]:
    for stage in STAGES:
        yield f"## Stage {stage.number}. {stage.title}"
        yield ""
        yield stage.introduction
        yield ""
        for domain in stage.domains:
            yield f"### {domain.title}"
            yield ""
            yield domain.introduction
            yield ""
            if domain.rule:
                yield domain.rule.replace("consult.*", "`consult.*`")
                yield ""
            for factor in factors_of(domain.key):
                yield from _factor(factor)


def _instruments() -> Iterator[str]:
    yield "## The paper's other instruments"
    yield ""
    for instrument in INSTRUMENTS:
        yield f"### `{instrument.key}` {instrument.title}"
        yield ""
        yield f"{instrument.what_it_is} Used: {instrument.where_used} *{instrument.source.cited}*"
        yield ""
        for prompt in instrument.prompts:
            yield f"- {prompt.text}"
        if instrument.prompts:
            yield ""
    yield "### Roles"
    yield ""
    for role in ROLES:
        yield f"- **{role.title}.** {role.who} {role.may} *{role.source.cited}*"
    yield ""
    yield "Figure 1 wants in the discussion:"
    yield ""
    for figure_role in FIGURE_1_ROLES:
        yield f"- {figure_role.title}"
    yield ""
    for nation in ("england", "wales"):
        yield f"### Guiding principles, {nation.capitalize()}"
        yield ""
        for principle in principles(nation):
            yield (
                f"- {principle.title}; as in the paper: {principle.as_in_the_paper} "
                f"*{principle.source.cited}*"
            )
        yield ""
    yield "For a person in Wales, what this page cites from England's Code is cited as:"
    yield ""
    for code, welsh in WELSH.items():
        yield f"- {code.place}: *{welsh.cited}*"
    yield ""


def _options() -> Iterator[str]:
    yield "## Options"
    yield ""
    for option in OPTIONS:
        yield f"### {option.title}"
        yield ""
        yield option.in_short
        yield ""
        yield from _points("Speaks for it", option.favours)
        yield from _points("Allows", option.allows)
        yield from _points("Does not allow", option.does_not_allow)
    yield "## Pause before a decision"
    yield ""
    for question in PAUSE:
        yield f"- **{question.question}** {question.why} *{question.source.cited}*"
    yield ""
    yield "## Conditions offered, never chosen beforehand"
    yield ""
    for condition in OFFERED_CONDITIONS:
        yield f"- `{condition.key}` {condition.wording()} {condition.note}"
    yield ""


def _evidence() -> Iterator[str]:
    yield "## Evidence"
    yield ""
    yield EVIDENCE_IN_SHORT
    yield ""
    for row in EVIDENCE:
        yield f"- **{row.title}.** {row.kind}. {row.finding} {row.caveat} *{row.cited}*"


def _lines() -> Iterator[str]:
    yield "# The guideline"
    yield ""
    yield (
        f"Edition `{EDITION}`, made by `python -m assessments.guideline`: change the catalogue, "
        "not this page."
    )
    yield ""
    yield f"Source: {PAPER_IN_FULL}. The facts are the paper's; the sentences are our own."
    yield ""
    yield from _stages()
    yield from _instruments()
    yield from _options()
    yield from _evidence()


def as_markdown() -> str:
    """The whole guideline as the text of docs/guideline.md."""
    return "\n".join(_lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
