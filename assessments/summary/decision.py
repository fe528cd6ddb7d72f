"""Options, views, agreement, conditions, opinion and signatures as the summary shows them."""

import copy
from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from assessments import guideline, lifecycle
from assessments.models import (
    Condition,
    ConditionAnswer,
    Decision,
    Finding,
    OptionAppraisal,
    ProfessionalView,
    PutForward,
    Reveal,
    Stance,
    Statement,
    Sureness,
)
from assessments.statute import conditions as statute_conditions
from assessments.statute import criteria as statute_criteria
from assessments.summary import shapes
from assessments.summary.rows import Rows
from assessments.summary.topics import who

NOT_FOUND = "No finding yet"


def options(rows: Rows) -> tuple[shapes.Option, ...]:
    """The five alternatives in the guideline's order, weighed or not."""
    weighed = {row.option: row for row in rows.options}
    return tuple(_option(option, weighed.get(option.key)) for option in guideline.OPTIONS)


def _option(option: guideline.Option, row: OptionAppraisal | None) -> shapes.Option:
    return shapes.Option(
        key=option.key,
        title=option.title,
        reasons_for=row.reasons_for if row else "",
        reasons_against=row.reasons_against if row else "",
        recorded_by=who(row.recorded_by) if row else None,
        recorded_at=timezone.localtime(row.recorded_at) if row else None,
    )


def views(rows: Rows, members: dict[str, shapes.Who]) -> shapes.Views:
    return views_of(rows.views, rows.reveal, members)


def views_of(
    found: list[ProfessionalView], reveal: Reveal | None, members: dict[str, shapes.Who]
) -> shapes.Views:
    """Members' views. Before the reveal only who has given one, never what it says."""
    threads = defaultdict(list)
    for row in found:
        threads[row.thread].append(row)
    owners = {str(versions[0].recorded_by_id): versions for versions in threads.values()}
    given: tuple[shapes.View, ...] = ()
    if reveal is not None:
        given = tuple(_view(versions, reveal.revealed_at) for versions in threads.values())
    return shapes.Views(
        revealed_at=timezone.localtime(reveal.revealed_at) if reveal else None,
        revealed_by=who(reveal.revealed_by) if reveal else None,
        given=given,
        given_by=tuple(who(versions[0].recorded_by) for versions in threads.values()),
        none_from=tuple(member for key, member in members.items() if key not in owners),
    )


def _view(versions: list[ProfessionalView], revealed_at: datetime) -> shapes.View:
    *earlier, now = (_view_text(version) for version in versions)
    return shapes.View(
        member=who(versions[0].recorded_by),
        now=now,
        earlier=tuple(earlier),
        late=versions[0].recorded_at > revealed_at,
    )


def _view_text(row: ProfessionalView) -> shapes.ViewText:
    return shapes.ViewText(
        stance=row.stance,
        stance_words=Stance(row.stance).label,
        sureness=Sureness(row.sureness).label,
        reasons=row.reasons,
        would_change=row.would_change,
        at=timezone.localtime(row.recorded_at),
    )


def agreement(rows: Rows) -> shapes.Agreement | None:
    row = rows.agreement
    if row is None:
        return None
    return shapes.Agreement(
        recommendation=row.recommendation,
        recommendation_words=row.get_recommendation_display(),
        reasons=row.reasons,
        dissent=row.dissent,
        agreed_on=row.agreed_on,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def conditions(rows: Rows) -> tuple[shapes.Condition, ...]:
    """The two mandatory conditions first, then the team's, numbered "1 of n"."""
    person = rows.assessment.patient.called
    mandatory = statute_conditions.MANDATORY
    total = len(mandatory) + len(rows.conditions)
    locked = [
        _mandatory(condition, person, number, total)
        for number, condition in enumerate(mandatory, start=1)
    ]
    own = [
        _discretionary(row, number, total)
        for number, row in enumerate(rows.conditions, start=len(mandatory) + 1)
    ]
    return tuple(locked + own)


def _mandatory(
    condition: statute_conditions.MandatoryCondition, person: str, number: int, total: int
) -> shapes.Condition:
    return shapes.Condition(
        number=number,
        of=total,
        kind="mandatory",
        key=condition.key,
        row="",
        thread="",
        wording=condition.wording(person),
        source=condition.source,
        purposes=(),
        rationale="",
        beneficial="",
        enforceable="",
        support="",
        patient_view="",
        proposed_by=None,
    )


def _discretionary(row: Condition, number: int, total: int) -> shapes.Condition:
    return shapes.Condition(
        number=number,
        of=total,
        kind="discretionary",
        key=row.key,
        row=str(row.pk),
        thread=str(row.thread),
        wording=row.wording,
        source="s.17B(2)",
        purposes=tuple(statute_conditions.purpose(key).text for key in row.purposes),
        rationale=row.rationale,
        beneficial=row.beneficial,
        enforceable=row.enforceable,
        support=row.support,
        patient_view=row.patient_view,
        proposed_by=who(row.recorded_by),
    )


def decision(rows: Rows) -> shapes.Decision | None:
    row = rows.decision
    if row is None:
        return None
    kept = _of_its_outcome(row)
    return shapes.Decision(
        row=str(row.pk),
        outcome=row.outcome,
        outcome_words=lifecycle.Outcome(row.outcome).words if row.outcome else "",
        reasons=row.reasons,
        criteria=tuple(_criterion(row, criterion) for criterion in _criteria(row)),
        instead=kept.instead,
        instead_words=kept.instead_words,
        leave_considered=kept.leave_considered,
        information_needed=kept.information_needed,
        information_by=kept.information_by,
        effective_on=kept.effective_on,
        review_on=kept.review_on,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


OF_OUTCOME = {
    lifecycle.Outcome.MADE: ("effective_on", "review_on"),
    lifecycle.Outcome.NOT_MADE: ("instead", "leave_considered", "instead_words"),
    lifecycle.Outcome.MORE_INFORMATION: ("information_needed", "information_by"),
}


def _of_its_outcome(row: Decision) -> Decision:
    """A copy with what belongs to the outcome chosen; with all of it while none is.

    What was drafted under another outcome is kept in the row, and is no part of the decision.
    """
    kept, empty = copy.copy(row), Decision()
    for outcome, names in OF_OUTCOME.items():
        if row.outcome not in ("", outcome.value):
            for name in names:
                setattr(kept, name, getattr(empty, name))
    return kept


def _criteria(row: Decision) -> tuple[statute_criteria.Criterion, ...]:
    """The criteria in force on the day on which the order would take effect."""
    event = row.effective_on or timezone.localdate(row.recorded_at)
    return statute_criteria.criteria_on(event).criteria


def _criterion(row: Decision, criterion: statute_criteria.Criterion) -> shapes.Criterion:
    finding = getattr(row, f"{criterion.key}_finding")
    return shapes.Criterion(
        key=criterion.key,
        words=criterion.words,
        source=criterion.source,
        finding=finding,
        finding_words=Finding(finding).label if finding else NOT_FOUND,
        reasons=getattr(row, f"{criterion.key}_reasons"),
    )


def statement(rows: Rows) -> shapes.Statement:
    """The AMHP's statement, or that it was not asked for, or asked for and not given."""
    if rows.statement is not None:
        return _statement(rows, rows.statement, "given", "Given")
    standing = "not_asked" if rows.put_forward is None else "not_given"
    return _no_statement(standing, before=bool(rows.statements))


def earlier_statements(rows: Rows) -> tuple[shapes.Statement, ...]:
    """Statements on what was put forward before, oldest first. Disagreement is never lost."""
    return tuple(
        _statement(rows, row, "earlier", _on_what(rows, row))
        for row in rows.statements
        if row != rows.statement
    )


def _on_what(rows: Rows, row: Statement) -> str:
    version = row.put_forward.version
    if version != rows.assessment.version:
        return f"On version {version}"
    return "On what was put forward before"


def _statement(rows: Rows, row: Statement, standing: str, words: str) -> shapes.Statement:
    conditions_now = {each.thread: each for each in conditions(rows)}
    voiding = getattr(row.put_forward, "voiding", None)
    return shapes.Statement(
        standing=standing,
        standing_words=words,
        by=who(row.signed_by),
        at=timezone.localtime(row.signed_at),
        agrees_criteria=row.agrees_criteria,
        criteria_reasons=row.criteria_reasons,
        appropriate=row.appropriate,
        appropriate_reasons=row.appropriate_reasons,
        conditions=tuple(
            _answer(answer, conditions_now.get(str(answer.condition.thread)))
            for answer in rows.answers
            if answer.statement_id == row.pk
        ),
        void_because=voiding.because if voiding else "",
        outcome=row.put_forward.outcome,
    )


def _answer(row: ConditionAnswer, now: shapes.Condition | None) -> shapes.ConditionAnswer:
    """One answer; ``now`` is the condition as it stands, None where it was taken out since."""
    return shapes.ConditionAnswer(
        row=str(row.condition_id),
        number=now.number if now is not None and now.wording == row.wording else 0,
        wording=row.wording,
        agrees=row.agrees,
        reasons=row.reasons,
        stands_as=now.number if now is not None else 0,
    )


def _no_statement(standing: str, *, before: bool) -> shapes.Statement:
    """That there is none. ``before`` tells whether there was one on another text."""
    words = {
        ("not_asked", False): "Not asked",
        ("not_given", False): "Asked, not given",
        ("not_asked", True): "Stated earlier, not asked again",
        ("not_given", True): "Stated earlier, asked again and not given",
    }[standing, before]
    return shapes.Statement(
        standing=standing,
        standing_words=words,
        by=None,
        at=None,
        agrees_criteria=None,
        criteria_reasons="",
        appropriate=None,
        appropriate_reasons="",
        conditions=(),
    )


def signatures(rows: Rows) -> tuple[shapes.Signature, ...]:
    signed = []
    if rows.put_forward is not None:
        signed.append(_signature("put_forward", "Put forward", rows.put_forward))
    if rows.statement is not None:
        signed.append(_signature("stated", "AMHP's statement", rows.statement))
    return tuple(signed)


def _signature(act: str, words: str, row: PutForward | Statement) -> shapes.Signature:
    return shapes.Signature(
        act=act,
        act_words=words,
        by=who(row.signed_by),
        at=timezone.localtime(row.signed_at),
        content_hash=row.content_hash,
    )
