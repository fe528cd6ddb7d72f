"""Considerations as chapters and topics of the guideline, every voice in its place."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from assessments import guideline
from assessments.models import Consideration, Leaning, Patient, Standing, Voice
from assessments.summary.shapes import Chapter, Entry, Topic, Who
from cto.accounts.models import User
from cto.design.words import short_day

_ORDER = (Voice.TEAM, Voice.PATIENT, Voice.CARER, Voice.MEMBER)

STAGE_1 = ("history", "social", "risk", "views")


def chapter(domain: str, rows: Iterable[Consideration], patient: Patient) -> Chapter:
    """One domain of the guideline with what was recorded on each of its topics."""
    by_factor = defaultdict(list)
    for row in rows:
        by_factor[row.factor].append(row)
    topics = tuple(
        topic(factor.key, by_factor[factor.key], patient)
        for factor in guideline.factors_of(domain)
        if factor.is_consideration
    )
    return Chapter(key=domain, title=guideline.domain(domain).title, topics=topics)


def topic(key: str, rows: Iterable[Consideration], patient: Patient) -> Topic:
    """One factor with every voice on it, the team's first."""
    factor = guideline.factor(key, patient.nation)
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.voice), row.recorded_at))
    entries = tuple(_entry(row, patient) for row in ordered)
    present = {entry.kind for entry in entries}
    missing = tuple(_perspective(p, patient) for p in factor.perspectives if p not in present)
    return Topic(
        key=key, title=factor.title, question=factor.question, entries=entries, missing=missing
    )


def who(user: User) -> Who:
    return Who(id=str(user.pk), name=user.name, description=user.description)


def voice_words(row: Consideration, patient: Patient) -> str:
    """Whose words these are."""
    if row.voice == Voice.TEAM:
        return "The team"
    if row.voice == Voice.PATIENT:
        return f"{patient.called}, in their own words"
    if row.member is not None:
        return f"{row.member.name}, {row.member.description}"
    return row.speaker


def _entry(row: Consideration, patient: Patient) -> Entry:
    return Entry(
        id=str(row.pk),
        kind=row.voice,
        voice=voice_words(row, patient),
        text=row.text,
        standing=row.standing,
        standing_words=Standing(row.standing).label,
        leaning=row.leaning,
        leaning_words=Leaning(row.leaning).label if row.leaning else "",
        source=_source(row),
        third_party=row.third_party,
        for_another=row.voice == Voice.MEMBER and row.member_id != row.recorded_by_id,
        recorded_by=who(row.recorded_by),
        recorded_at=timezone.localtime(row.recorded_at),
    )


def _source(row: Consideration) -> str:
    """Who said it, when, and whether at first hand, as one line."""
    parts = [row.source] if row.source else []
    if row.interview_on is not None:
        parts.append(f"interview on {short_day(row.interview_on)}")
    if row.source_on is not None:
        parts.append(short_day(row.source_on))
    if row.first_hand is not None:
        parts.append("first hand" if row.first_hand else "second hand")
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def _perspective(kind: str, patient: Patient) -> str:
    return "the team" if kind == Voice.TEAM else patient.called
