"""Page 1 of a decision record, which can be read without the others.

The decision in words, its reasons in brief, the conditions, the person's own view, every dissent,
who took part and who was missing. What stands here in full is not printed again; what is too long
for one page begins here, marked as cut, and stands in full further on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessments.documents import words
from assessments.documents.blocks import (
    Block,
    Brief,
    Item,
    Items,
    Line,
    Row,
    RunIn,
    Section,
    Table,
    sections,
)
from assessments.documents.dissent import dissent
from assessments.documents.marks import Draft, Mark
from assessments.models import Instead
from assessments.summary.shapes import (
    AssessmentSummary,
    Attended,
    Condition,
    Decision,
    Entry,
    Signature,
    Statement,
    Views,
    Who,
)

# How many characters of a long text stand on page 1, at most; less where the page would overflow.
REASONS_IN_BRIEF = 700
VIEW_IN_BRIEF = 420
DISSENT_IN_BRIEF = 420
SCALES = (1.0, 0.6, 0.4, 0.25, 0.15)
CROWDED = 0.3

LEAVE_CONSIDERED = "Order considered before leave, section 17(2A)"
NOT_RECORDED = "not recorded"

# Where the guideline asks the person what they think of an order and of leave.
OWN_VIEW = ("interview.attitude_formal",)
CONSENT = ("Level of consent", "In the person's words")


@dataclass
class FirstPage:
    """The blocks of page 1, and the keys of the texts that stand there in full.

    ``scale`` is how far long texts are cut: 1 is as little as ever. ``roomy`` sets short facts
    in tables, where there is room for them. ``whole`` is whether all of it fits one sheet.
    """

    scale: float = 1.0
    roomy: bool = True
    whole: bool = True
    blocks: tuple[Block, ...] = ()
    told: set[str] = field(default_factory=set)
    conditions_told: tuple[Condition, ...] = ()

    @property
    def place(self) -> str:
        """Where that is which stands here, inside a sentence."""
        return "on page 1" if self.whole else "on the first pages"

    def or_told(self, key: str, text: str) -> str:
        """The text, or where it stands where that is here."""
        return words.sentence(self.place) if key in self.told and text else text

    def short_facts(self, rows: tuple[Row, ...]) -> Table | RunIn:
        """A table, or one after the other where that would take too much of the page."""
        return Table(rows) if self.roomy else RunIn(rows)

    def said(self, key: str, label: str, text: str, most: int, **more: Any) -> Brief:
        """A text in brief: whole, and then remembered as told, or its beginning."""
        most = round(most * self.scale)
        if len(text) <= most:
            self.told.add(key)
            return Brief(label, text, **more)
        return Brief(label, words.opening(text, most), more_at=anchor(key), **more)


def anchor(key: str) -> str:
    """The place in the document where the text with this key stands in full."""
    return "full-" + "".join(c if c.isalnum() else "-" for c in key)


def on_a_screen(page: FirstPage) -> bool:
    """Every page fits a screen."""
    return True


def first_page(
    summary: AssessmentSummary, mark: Mark, fits: Callable[[FirstPage], bool] = on_a_screen
) -> FirstPage:
    """Page 1 of this summary, its texts cut until it ``fits`` one sheet of paper.

    The conditions of an order are never cut. Where they do not fit, they come last and run on.
    """
    attempts = [FirstPage(), *(FirstPage(scale, roomy=False) for scale in SCALES)]
    for page in attempts:
        page.blocks = _blocks(summary, mark, page)
        if fits(page):
            return page
    page = FirstPage(CROWDED, roomy=False, whole=False)
    page.blocks = _blocks(summary, mark, page)
    return page


def _blocks(summary: AssessmentSummary, mark: Mark, page: FirstPage) -> tuple[Block, ...]:
    decision = _decision(summary, mark, page)
    conditions = _conditions(summary, page)
    others = (
        Section(f"{summary.person.called}’s own view", _own_view(summary, page)),
        Section("Disagreement", _dissent(summary, page)),
        Section("Who took part", _who(summary, page)),
    )
    return (
        Line(f"{mark.standing_by(_sealed_by(summary))} {_not_a_form(summary)}"),
        *_replaces(summary),
        *sections(decision, *((conditions, *others) if page.whole else (*others, conditions))),
    )


def _sealed_by(summary: AssessmentSummary) -> str:
    """Who sealed it, and whose the opinion is where that is somebody else (ADR 5)."""
    by = signer(summary.signatures)
    if by is None:
        return ""
    decision = summary.decision
    if decision is None or decision.recorded_by.id == by.id:
        return by.name
    described = words.inside(by.description)
    return f"{by.name}, {described}, on the opinion of {decision.recorded_by.name}"


def signer(signatures: tuple[Signature, ...]) -> Who | None:
    """Whoever sealed it, if anybody has."""
    return next((each.by for each in signatures if each.act == "sealed"), None)


def _not_a_form(summary: AssessmentSummary) -> str:
    form = "CP1" if summary.person.nation == "wales" else "CTO1"
    return (
        "This is the record of a team’s decision, not a statutory form: an order exists only "
        f"once form {form} is completed."
    )


def _replaces(summary: AssessmentSummary) -> tuple[Block, ...]:
    before = summary.replaces
    if before is None:
        return ()
    by = f"{before.by.name}, {words.day(before.at)}"
    return (Brief(f"Replaces version {before.version}, because", before.reason, by=by),)


def _decision(summary: AssessmentSummary, mark: Mark, page: FirstPage) -> Section:
    decision = summary.decision
    if decision is None or not decision.outcome:
        nothing = (Line("Nothing here has been decided or signed."),)
        return Section("No decision has been entered yet", nothing, kind="outcome")
    texts = [
        page.said(f"decision.{key}", label, text, REASONS_IN_BRIEF)
        for key, label, text in decision_texts(decision)
    ]
    rows = [*_particulars(decision), _amhp(summary)]
    dates = page.short_facts(tuple(Row(label, value) for label, value in rows if value))
    # A draft never claims that something was decided.
    proposed = "Proposed outcome: " if isinstance(mark, Draft) else ""
    return Section(f"{proposed}{decision.outcome_words}", (*texts, dates), kind="outcome")


def decision_texts(decision: Decision) -> tuple[tuple[str, str, str], ...]:
    """What the responsible clinician wrote about the outcome: key, label and text of each."""
    who = decision.recorded_by
    found = (
        ("reasons", f"Reasons of {who.name}, {words.inside(who.description)}", decision.reasons),
        ("instead", "What happens instead", decision.instead_words),
        ("leave", LEAVE_CONSIDERED, decision.leave_considered),
        ("information", "Information needed", decision.information_needed),
    )
    return tuple(row for row in found if row[2])


def _particulars(decision: Decision) -> list[tuple[str, str]]:
    """What belongs to the outcome: dates, or which way instead; what is missing says so."""
    if decision.outcome == "made":
        return [
            ("Takes effect", _day(decision.effective_on)),
            ("To be reviewed by", _day(decision.review_on)),
        ]
    if decision.outcome == "more_information":
        return [("Needed by", _day(decision.information_by))]
    instead = Instead(decision.instead) if decision.instead else None
    rows = [("Instead of an order", instead.label if instead else NOT_RECORDED)]
    if instead is Instead.LEAVE_LONG and not decision.leave_considered:
        rows.append((LEAVE_CONSIDERED, NOT_RECORDED))
    return rows


def _day(value: date | None) -> str:
    return words.day(value) if value else NOT_RECORDED


def _amhp(summary: AssessmentSummary) -> tuple[str, str]:
    statement = summary.statement
    label = "Approved mental health professional"
    below = ", see below" if statement.disagrees else ""
    if statement.by is not None:
        return (label, f"{statement.by.name} {statement.in_short}{below}")
    stated = [_stated_earlier(each) for each in summary.earlier_statements]
    return (label, "; ".join([statement.standing_words, *stated]))


def _stated_earlier(statement: Statement) -> str:
    """What a statement on an earlier text came to."""
    name = statement.by.name if statement.by else ""
    below = ", see below" if statement.disagrees else ""
    on_what = words.inside(statement.standing_words)
    return f"{on_what} {name} {statement.in_short}{below}"


def _conditions(summary: AssessmentSummary, page: FirstPage) -> Section | None:
    """The conditions, each in full. Without an order only what the team proposed is told, and
    where the page is crowded that stands further on."""
    if is_made(summary):
        page.conditions_told = summary.conditions
        return Section("Conditions", (conditions(summary.conditions),))
    if not summary.discretionary or page.scale < CROWDED:
        return None
    page.conditions_told = summary.discretionary
    return Section("Conditions that were proposed", (conditions(summary.discretionary),))


def is_made(summary: AssessmentSummary) -> bool:
    """Whether the outcome is to make an order."""
    return summary.decision is not None and summary.decision.outcome == "made"


def conditions(found: tuple[Condition, ...]) -> Items:
    """Conditions numbered "1 of 5", each in its full wording."""
    return Items(
        tuple(Item(f"{each.number} of {each.of}", each.wording, _standing(each)) for each in found)
    )


def _standing(condition: Condition) -> str:
    """Which conditions the law sets itself; the others carry their purpose further on."""
    return f"mandatory, {condition.source}" if condition.kind == "mandatory" else ""


def _own_view(summary: AssessmentSummary, page: FirstPage) -> tuple[Block, ...]:
    facts_given = summary.involvement.facts if summary.involvement is not None else ()
    blocks: list[Block] = [
        page.said(f"involvement.{fact.label}", fact.label, fact.value, VIEW_IN_BRIEF, own=True)
        for fact in facts_given
        if fact.label in CONSENT
    ]
    blocks += [
        _own_words(topic.title, entry, page)
        for topic in summary.interview_topics.topics
        for entry in topic.entries
        if topic.key in OWN_VIEW and entry.kind == "patient"
    ]
    if not blocks:
        blocks.append(Line(f"{summary.person.called}’s view of an order is not recorded."))
    return tuple(blocks)


def _own_words(title: str, entry: Entry, page: FirstPage) -> Brief:
    declined = "" if entry.standing == "recorded" else f": {words.inside(entry.standing_words)}"
    return page.said(
        entry.id,
        f"{title}{declined}",
        entry.text,
        VIEW_IN_BRIEF,
        own=True,
        tags=(THIRD_PARTY,) if entry.third_party else (),
    )


SIGNED = {"put_forward": "put it forward", "stated": "gave the statement", "sealed": "sealed it"}
THIRD_PARTY = "Third party: not for the person’s copy"


def _dissent(summary: AssessmentSummary, page: FirstPage) -> tuple[Block, ...]:
    """Everybody who disagrees, and whose own view nobody has read."""
    found = dissent(summary)
    hidden = _not_revealed(summary.views)
    if not found:
        return (Line(f"None is recorded.{hidden}"),)
    told = tuple(page.said(key, label, text, DISSENT_IN_BRIEF) for key, label, text in found)
    return (*told, Line(hidden.strip())) if hidden else told


def _not_revealed(views: Views) -> str:
    """Whose own view is not known to the team, as a sentence; never what it says."""
    if views.given_by and views.revealed_at is None:
        names = words.listed([who.name for who in views.given_by])
        return f" Views were given and not revealed: {names}."
    return "" if views.given_by else " Nobody gave a view of their own."


def _who(summary: AssessmentSummary, page: FirstPage) -> tuple[Block, ...]:
    here = [Row(each.name, _attended(each)) for each in summary.attended if each.took_part]
    here += _only_signed(summary)
    away = [
        f"{each.name}, {_attended(each)}" if each.name else _attended(each)
        for each in summary.attended
        if not each.took_part
    ]
    told = [] if here else ["Nobody is recorded as having taken part."]
    if away:
        told.append("Did not take part: " + "; ".join(away) + ".")
    if summary.roles_missing:
        missing = words.listed([words.inside(role) for role in summary.roles_missing])
        told.append(f"Nobody took part as {missing}.")
    people = (page.short_facts(tuple(here)),) if here else ()
    return (*people, *((Line(" ".join(told)),) if told else ()))


def _only_signed(summary: AssessmentSummary) -> list[Row]:
    """Whoever signed without being recorded as present, with what they signed."""
    named = {each.name for each in summary.attended if each.took_part}
    acts: dict[Who, list[str]] = {}
    for statement in summary.earlier_statements:
        if statement.by is not None:
            acts[statement.by] = ["stated earlier"]
    for each in summary.signatures:
        acts.setdefault(each.by, []).append(SIGNED[each.act])
    return [
        Row(who.name, f"{who.description} ({words.listed(signed)})")
        for who, signed in acts.items()
        if who.name not in named
    ]


def _attended(each: Attended) -> str:
    return f"{each.role} ({each.how})" if each.how else each.role
