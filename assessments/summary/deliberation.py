"""Reading the options, the pause before a decision, and the members' own views."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Subquery

from assessments import guideline
from assessments.models import (
    Assessment,
    Attendance,
    Consideration,
    Decision,
    OptionAppraisal,
    Pause,
    ProfessionalView,
    Record,
    Reveal,
    VersionOpened,
)
from assessments.summary import decision, members, rows
from assessments.summary.factors import Said, considerations_of
from assessments.summary.shapes import AssessmentSummary, Chapter, Views
from assessments.summary.topics import chapter, topic, who
from assessments.summary.versions import in_order

REFLECTION = ("reflection", "box4", "agreement")


@dataclass(frozen=True)
class OptionNow:
    """One alternative: what the paper and the Code say of it, and what the team wrote."""

    option: guideline.Option
    row: OptionAppraisal | None


@dataclass(frozen=True)
class PauseNow:
    """One question of the pause, with what was written beside it.

    ``said`` stands under the factors it names; ``elsewhere`` are the words of the voices it
    names under every other factor.
    """

    question: guideline.PauseQuestion
    said: tuple[Said, ...]
    elsewhere: tuple[Said, ...]
    options: tuple[OptionNow, ...]


def options_now(assessment: Assessment) -> tuple[OptionNow, ...]:
    """The five alternatives in the guideline's order, weighed or not: one query."""
    weighed = {row.option: row for row in rows.current(OptionAppraisal, assessment)}
    offered = guideline.options(assessment.patient.nation)
    return tuple(OptionNow(each, weighed.get(each.key)) for each in offered)


def reflection_now(assessment: Assessment) -> tuple[Chapter, ...]:
    """Dilemmas, influences, principles and recommendations, answered or not: one query."""
    keys = [f.key for each in REFLECTION for f in considerations_of(each)]
    found = rows.considerations(assessment, factor__in=keys)
    return tuple(
        chapter(each, [row for row in found if row.factor in _keys(each)], assessment.patient)
        for each in REFLECTION
    )


def pause_row(assessment: Assessment) -> Pause | None:
    """The responsible clinician's pause as it stands: one query."""
    return next(iter(rows.current(Pause, assessment)), None)


def paused(assessment: Assessment) -> bool:
    """Whether there was a pause before the decision of this version, not of an earlier: one query.

    A correction decides anew.
    """
    opened = VersionOpened.objects.filter(assessment=assessment, number=assessment.version)
    since = Pause.objects.current().filter(
        assessment=assessment, recorded_at__gte=Subquery(opened.values("opened_at")[:1])
    )
    return since.exists()


def corrected_decision(assessment: Assessment) -> Decision | None:
    """The decision of the sealed version that the present version corrects; else None."""
    if not assessment.is_correction:
        return None
    sealed = Record.objects.filter(assessment=assessment, version__lt=assessment.version)
    newest = sealed.order_by("-version").values("version")[:1]
    return next(iter(rows.current(Decision, assessment, version=Subquery(newest))), None)


def paused_since_opened(summary: AssessmentSummary) -> bool:
    """The same of a summary. No query."""
    pause, before = summary.pause, summary.replaces
    return pause is not None and (before is None or pause.recorded_at >= before.at)


def pause_now(assessment: Assessment) -> tuple[PauseNow, ...]:
    """The questions of the pause with what the team already wrote beside each: two queries."""
    found = rows.considerations(assessment)
    weighed = {each.option.key: each for each in options_now(assessment)}
    by_factor: dict[str, list[Consideration]] = defaultdict(list)
    for row in found:
        by_factor[row.factor].append(row)
    said = {
        factor.key: _said(factor, by_factor[factor.key], assessment)
        for factor in guideline.considerations()
    }
    asked = guideline.pause(assessment.patient.nation)
    return tuple(_question(each, said, weighed) for each in asked)


def views_now(assessment: Assessment) -> Views:
    """Who has given a view; what it says only once the chair has revealed them: three queries."""
    given = list(
        ProfessionalView.objects.filter(assessment=assessment)
        .select_related("recorded_by")
        .order_by("recorded_at", "pk")
    )
    attended = rows.current(Attendance, assessment, "member")
    expected = members.expected(assessment.patient, attended)
    return decision.views_of(given, revealed(assessment), {k: who(u) for k, u in expected.items()})


def revealed(assessment: Assessment) -> Reveal | None:
    """The moment at which the chair opened the views, if that has come: one query."""
    return Reveal.objects.select_related("revealed_by").filter(assessment=assessment).first()


def own_view(assessment: Assessment, user_id: UUID) -> ProfessionalView | None:
    """The view of one member, for that member alone: one query."""
    return next(iter(rows.current(ProfessionalView, assessment, recorded_by=user_id)), None)


def own_views(assessment: Assessment, user_id: UUID) -> list[ProfessionalView]:
    """Every version of one member's view, newest first, for that member alone: one query."""
    found = ProfessionalView.objects.filter(assessment=assessment, recorded_by=user_id)
    return in_order(found)[::-1]


def _question(
    question: guideline.PauseQuestion,
    said: dict[str, tuple[Said, ...]],
    weighed: dict[str, OptionNow],
) -> PauseNow:
    elsewhere = tuple(
        one
        for key, entries in said.items()
        if key not in question.factors
        for one in entries
        if one.entry.kind in question.voices and one.entry.text
    )
    return PauseNow(
        question=question,
        said=tuple(one for key in question.factors for one in said[key]),
        elsewhere=elsewhere,
        options=tuple(weighed[key] for key in question.options if weighed[key].row),
    )


def _said(
    factor: guideline.Factor, found: list[Consideration], assessment: Assessment
) -> tuple[Said, ...]:
    title = guideline.domain(factor.domain).title
    now = topic(factor.key, found, assessment.patient)
    return tuple(Said(now.key, now.title, title, each) for each in now.entries if each.speaks)


def _keys(domain: str) -> set[str]:
    return {factor.key for factor in considerations_of(domain)}
