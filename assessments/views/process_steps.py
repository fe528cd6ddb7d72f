"""The parts of Stage 3 in their order: how far each has come, and which one comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from assessments.models import Assessment, ConsultationKind, RelativeStanding
from assessments.summary.stage_three import StageThree
from assessments.summary.topic_shapes import Chapter
from cto.design.words import lower_first

NOT_STARTED = "Not started"
INVOLVED = "Consent, advocate and interpreter"
MEETING = "Section 117 meeting"
TEST = "Record an assessment of capacity"
NOT_ASKED = (RelativeStanding.NONE, RelativeStanding.NOT_TO_CONSULT)


@dataclass(frozen=True)
class Step:
    """One part of Stage 3 as a task: ``href`` jumps to it, ``onward`` records what is missing."""

    title: str
    href: str
    status: str
    colour: str
    done: bool
    onward: str
    words: str


@dataclass(frozen=True)
class Onward:
    """What comes next, in words, and where."""

    words: str
    href: str


def steps(assessment: Assessment, stage: StageThree) -> tuple[Step, ...]:
    """The eight parts of Stage 3. Completeness is counted, and nothing else is."""
    called, pk = assessment.patient.called, assessment.pk
    said = f"What {called} said, topic by topic"
    concluded = f"{MEETING}, topic by topic"
    first = f"Record the first interview with {called}"
    consent = f"Record {INVOLVED.lower()}"
    involved, met = int(bool(stage.involvement)), int(bool(stage.meeting))

    def to(page: str) -> str:
        return reverse(page, args=[pk])

    return (
        _entries("interviews", "Interviews", len(stage.interviews), to("interview-new"), first),
        _topics("interview-topics", said, stage.interview_topics, pk, "Record what was said"),
        _entries("capacity", "Capacity", len(stage.capacity), to("capacity-new"), TEST),
        _topics("explanation", "Explanation", stage.explanation, pk, "Record what was explained"),
        _entries("involvement", INVOLVED, involved, to("involvement"), consent),
        _consultations(assessment, stage),
        _entries("meeting", MEETING, met, to("meeting"), f"Record the {MEETING.lower()}"),
        _topics("meeting-topics", concluded, stage.meeting_topics, pk, "Record the conclusion"),
    )


def following(listed: Sequence[Step], assessment: Assessment) -> Onward:
    """The first part that is not done; when all are, the decision."""
    for step in listed:
        if not step.done:
            return Onward(step.words, step.onward)
    return Onward("Go on to the decision", reverse("decision", args=[assessment.pk]))


def _entries(place: str, title: str, recorded: int, onward: str, words: str) -> Step:
    status = f"{recorded} recorded" if recorded > 1 else "Recorded"
    return Step(
        title=title,
        href=f"#{place}",
        status=status if recorded else NOT_STARTED,
        colour="" if recorded else "blue",
        done=bool(recorded),
        onward=onward,
        words=words,
    )


def _topics(place: str, title: str, chapter: Chapter, pk: UUID, words: str) -> Step:
    total, done = len(chapter.topics), chapter.done_count
    waiting = next((topic for topic in chapter.topics if not topic.done), chapter.topics[0])
    status = "Completed" if done == total else f"{done} of {total} done"
    return Step(
        title=title,
        href=f"#{place}",
        status=status if any(topic.started for topic in chapter.topics) else NOT_STARTED,
        colour="" if done == total else "blue",
        done=done == total,
        onward=reverse("factor", args=[pk, waiting.key]),
        words=f"{words}: {lower_first(waiting.title)}",
    )


def _consultations(assessment: Assessment, stage: StageThree) -> Step:
    """Nobody is left to ask where there is no nearest relative, or they are not to be asked."""
    page = reverse("consultation-new", args=[assessment.pk])
    if assessment.patient.relative_standing in NOT_ASKED:
        words = "Record who was consulted"
    else:
        words = "Record whether the nearest relative was consulted, or why not"
        page = f"{page}?kind={ConsultationKind.NEAREST_RELATIVE.value}"
    return _entries("consultations", "Consultations", len(stage.consultations), page, words)
