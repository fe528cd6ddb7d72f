"""Who is of another mind than the outcome: the team, its members, and what the AMHP answered."""

from assessments.documents import words
from assessments.summary.shapes import AssessmentSummary, ConditionAnswer, Statement

Dissent = tuple[str, str, str]  # key, label, text

# The view that agrees with each outcome; any other one is dissent.
_VIEW_OF = {"made": "make", "not_made": "do_not", "more_information": "more"}
# The team's recommendations that agree with each outcome; a team cannot recommend to wait.
_RECOMMENDED = {"made": ("recommend", "dissent"), "not_made": ("do_not",), "more_information": ()}


def dissent(summary: AssessmentSummary) -> tuple[Dissent, ...]:
    """Everybody who disagrees, in their own words: the AMHP, the team, then its members."""
    return (
        *(each for statement in summary.disagreements for each in _of_the_amhp(statement)),
        *_of_the_team(summary),
        *_in_the_team(summary),
        *_of_members(summary),
    )


def statement_key(statement: Statement, what: str) -> str:
    """The key of one answer of one statement."""
    return f"statement.{statement.at}.{what}"


def condition_name(answer: ConditionAnswer) -> str:
    """A condition inside a sentence; one that was taken out since has no number."""
    if answer.number:
        return f"condition {answer.number}"
    if answer.stands_as:
        return f"condition {answer.stands_as} as worded before"
    return "a condition that was taken out since"


def _of_the_amhp(statement: Statement) -> list[Dissent]:
    """Every "no" to an order, or every "yes" where none was put forward, with its reasons; an
    answer on an earlier text says so."""
    name = statement.by.name if statement.by else ""
    who = f"{name}, approved mental health professional,"
    before = ""
    if statement.standing == "earlier":
        before = f" ({words.inside(statement.standing_words)})"
    return [
        (statement_key(statement, what), f"{who} {label}{before}", reasons)
        for what, label, reasons in (*_on_an_order(statement), *_on_conditions(statement))
    ]


def _on_an_order(statement: Statement) -> list[Dissent]:
    criteria, appropriate = statement.criteria_reasons, statement.appropriate_reasons
    if statement.outcome != "made":
        return [
            ("criteria", "agrees that all criteria are met", criteria),
            ("appropriate", "finds an order appropriate", appropriate),
        ]
    found = []
    if statement.agrees_criteria is False:
        found.append(("criteria", "did not agree that all criteria are met", criteria))
    if statement.appropriate is False:
        found.append(("appropriate", "did not agree that an order is appropriate", appropriate))
    return found


def _on_conditions(statement: Statement) -> list[Dissent]:
    return [
        (answer.row, f"did not agree to {condition_name(answer)}", answer.reasons)
        for answer in statement.conditions
        if not answer.agrees
    ]


def _of_the_team(summary: AssessmentSummary) -> list[Dissent]:
    """What the team recommends, where the outcome is another one."""
    found, outcome = summary.agreement, _outcome(summary)
    if found is None or not outcome or found.recommendation in _RECOMMENDED[outcome]:
        return []
    return [("agreement.reasons", found.recommendation_words, found.reasons)]


def _in_the_team(summary: AssessmentSummary) -> list[Dissent]:
    """Whoever did not go along with what the team recommends."""
    if summary.agreement is None or not summary.agreement.dissent:
        return []
    return [("agreement.dissent", "In the team", summary.agreement.dissent)]


def _of_members(summary: AssessmentSummary) -> list[Dissent]:
    """Members whose own view is another one than the outcome."""
    expected = _VIEW_OF.get(_outcome(summary))
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


def _outcome(summary: AssessmentSummary) -> str:
    return summary.decision.outcome if summary.decision else ""
