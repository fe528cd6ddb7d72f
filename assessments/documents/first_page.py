"""Page 1 of a decision record, which can be read without the others.

The decision in words, its reasons in brief, the conditions, the person's own view, every dissent,
who took part and who was missing. What stands here in full is not printed again; what is too long
for one page begins here, marked as cut, and stands in full further on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
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
    sections,
)
from assessments.documents.marks import Draft, Mark
from assessments.models import Instead
from assessments.summary.shapes import (
    AssessmentSummary,
    Attended,
    Condition,
    Decision,
    Entry,
    Statement,
)

# How many characters of a long text stand on page 1, at most; less where the page would overflow.
REASONS_IN_BRIEF = 700
VIEW_IN_BRIEF = 420
DISSENT_IN_BRIEF = 420
SCALES = (1.0, 0.6, 0.4, 0.25, 0.15)
CROWDED = 0.3

# Where the guideline asks the person what they think of an order and of leave.
OWN_VIEW = ("interview.attitude_formal",)
CONSENT = ("Level of consent", "In the person's words")

# The view that agrees with each outcome; any other one is dissent, and is printed here.
_AGREES_WITH = {"made": "make", "not_made": "do_not", "more_information": "more"}


@dataclass
class FirstPage:
    """The blocks of page 1, and the keys of the texts that stand there in full.

    ``scale`` is how far long texts are cut: 1 is as little as ever.
    """

    scale: float = 1.0
    blocks: tuple[Block, ...] = ()
    told: set[str] = field(default_factory=set)
    conditions_told: tuple[Condition, ...] = ()

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

    The conditions of an order are never cut: where they alone are longer, the page runs on.
    """
    for scale in SCALES:
        page = _at_scale(summary, mark, scale)
        if fits(page):
            break
    return page


def _at_scale(summary: AssessmentSummary, mark: Mark, scale: float) -> FirstPage:
    page = FirstPage(scale)
    page.blocks = (
        Line(f"{mark.standing} {_not_a_form(summary)}"),
        *_replaces(summary),
        *sections(
            _decision(summary, mark, page),
            _conditions(summary, page),
            Section(f"{summary.person.called}’s own view", _own_view(summary, page)),
            Section("Disagreement", _dissent(summary, page)),
            Section("Who took part", _who(summary)),
        ),
    )
    return page


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
    dates = RunIn(tuple(Row(label, value) for label, value in rows if value))
    # A draft never claims that something was decided.
    proposed = "Proposed outcome: " if isinstance(mark, Draft) else ""
    return Section(f"{proposed}{decision.outcome_words}", (*texts, dates), kind="outcome")


def decision_texts(decision: Decision) -> tuple[tuple[str, str, str], ...]:
    """What the responsible clinician wrote about the outcome: key, label and text of each."""
    who = decision.recorded_by
    found = (
        ("reasons", f"Reasons of {who.name}, {words.inside(who.description)}", decision.reasons),
        ("instead", "What happens instead", decision.instead_words),
        ("leave", "Order considered before leave, section 17(2A)", decision.leave_considered),
        ("information", "Information needed", decision.information_needed),
    )
    return tuple(row for row in found if row[2])


def _particulars(decision: Decision) -> list[tuple[str, str]]:
    """Dates, and which way instead of an order."""
    return [
        ("Takes effect", words.day(decision.effective_on) if decision.effective_on else ""),
        ("To be reviewed by", words.day(decision.review_on) if decision.review_on else ""),
        ("Instead of an order", _instead(decision.instead)),
        ("Needed by", words.day(decision.information_by) if decision.information_by else ""),
    ]


def _instead(key: str) -> str:
    return Instead(key).label if key else ""


def _amhp(summary: AssessmentSummary) -> tuple[str, str]:
    statement = summary.statement
    label = "Approved mental health professional"
    if statement.by is None or statement.at is None:
        return (label, statement.standing_words)
    below = ", see below" if statement.disagrees else ""
    return (label, f"{statement.by.name} {statement.in_short}{below}")


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


THIRD_PARTY = "Third party: not for the person’s copy"


def _dissent(summary: AssessmentSummary, page: FirstPage) -> tuple[Block, ...]:
    """Everybody who disagrees."""
    found = [
        *(each for statement in summary.disagreements for each in _amhp_dissent(statement)),
        *_team_dissent(summary),
        *_member_dissent(summary),
    ]
    if not found:
        return (_no_dissent(summary),)
    return tuple(page.said(key, label, text, DISSENT_IN_BRIEF) for key, label, text in found)


Dissent = tuple[str, str, str]  # key, label, text


def _team_dissent(summary: AssessmentSummary) -> list[Dissent]:
    if summary.agreement is None or not summary.agreement.dissent:
        return []
    return [("agreement.dissent", "In the team", summary.agreement.dissent)]


def _member_dissent(summary: AssessmentSummary) -> list[Dissent]:
    """Members whose own view is another one than the outcome."""
    expected = _AGREES_WITH.get(summary.decision.outcome if summary.decision else "")
    return [
        (
            f"view.{view.member.id}",
            f"{view.member.name}, {words.inside(view.member.description)}: "
            f"{words.inside(view.now.stance_words)}",
            view.now.reasons,
        )
        for view in summary.views.given
        if expected and view.now.stance != expected
    ]


def _no_dissent(summary: AssessmentSummary) -> Line:
    if summary.views.revealed_at is None:
        return Line("None is recorded. Members’ own views have not been revealed.")
    return Line("None is recorded.")


def _amhp_dissent(statement: Statement) -> list[Dissent]:
    """Every "no" of the AMHP to an order, or every "yes" where none was put forward, with its
    reasons; one given on an earlier text says so."""
    name = statement.by.name if statement.by else ""
    before = " (to what was put forward before)" if statement.standing == "earlier" else ""
    if statement.would_make_an_order:
        return _amhp_would_make_an_order(statement, f"{name}, approved mental health professional")
    who = f"{name}, approved mental health professional, did not agree"
    found = []
    if statement.agrees_criteria is False:
        found.append(("criteria", "that all criteria are met", statement.criteria_reasons))
    if statement.appropriate is False:
        found.append(("appropriate", "that an order is appropriate", statement.appropriate_reasons))
    found += [
        (answer.row, f"to {condition_name(answer.number)}", answer.reasons)
        for answer in statement.conditions
        if not answer.agrees
    ]
    return [
        (statement_key(statement, what), f"{who} {label}{before}", reasons)
        for what, label, reasons in found
    ]


def _amhp_would_make_an_order(statement: Statement, who: str) -> list[Dissent]:
    """An AMHP who would make an order where none was put forward."""
    return [
        (
            statement_key(statement, "criteria"),
            f"{who}, agrees that all criteria are met",
            statement.criteria_reasons,
        ),
        (
            statement_key(statement, "appropriate"),
            f"{who}, finds an order appropriate",
            statement.appropriate_reasons,
        ),
    ]


def statement_key(statement: Statement, what: str) -> str:
    """The key of one answer of one statement."""
    return f"statement.{statement.at}.{what}"


def condition_name(number: int) -> str:
    """A condition inside a sentence; one that was taken out since has no number."""
    return f"condition {number}" if number else "a condition that was taken out since"


def _who(summary: AssessmentSummary) -> tuple[Block, ...]:
    here = [_attended(each) for each in summary.attended if each.took_part]
    away = [_attended(each) for each in summary.attended if not each.took_part]
    told = ["; ".join(here) + "." if here else "Nobody is recorded as having taken part."]
    if away:
        told.append("Did not take part: " + "; ".join(away) + ".")
    if summary.roles_missing:
        missing = words.listed([words.inside(role) for role in summary.roles_missing])
        told.append(f"Nobody took part as {missing}.")
    return (Line(" ".join(told)),)


def _attended(each: Attended) -> str:
    name = f"{each.name}, {each.role}" if each.name else each.role
    return f"{name} ({each.how})" if each.how else name
