"""The whole process as a list of tasks: how far each has come, and which one comes next.

Data only: pages are named by their address's name, and who may do what is told by the caller.
Completeness is counted, and nothing else is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessments import guideline
from assessments.lifecycle import Outcome, Status
from assessments.summary.deliberation import paused_since_opened
from assessments.summary.shapes import AssessmentSummary, Chapter, Signature, Topic

NOT_STARTED, DONE, CLOSED, TO_READ = "Not started", "Done", "Cannot start yet", "To read"
OPEN_COLOUR = "blue"

Reasons = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Place:
    """A page by the name of its address, the keys after the assessment's id, and its words."""

    page: str
    words: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One line of the list. ``onward`` is where to go on, if that is another page.

    ``reasons`` say why it is not open to this reader; then it has no link. A task that is not
    ``expected`` is never named as the next thing to do.
    """

    place: Place
    status: str
    done: bool
    hint: str = ""
    onward: Place | None = None
    reasons: tuple[str, ...] = ()
    expected: bool = True

    @property
    def colour(self) -> str:
        """A tag's colour for what is still to do; everything else is plain text."""
        return "" if self.done or self.reasons or self.status == TO_READ else OPEN_COLOUR

    @property
    def start(self) -> Place:
        """Where the work on it begins or goes on."""
        return self.onward or self.place


@dataclass(frozen=True)
class Group:
    """One stage of the process with its tasks."""

    title: str
    tasks: tuple[Task, ...]


def groups(
    summary: AssessmentSummary,
    closed: Reasons,
    *,
    given_by_me: bool | None,
    typed_for_me: Sequence[str] = (),
) -> tuple[Group, ...]:
    """Every task in the order of the process.

    ``closed`` holds, by the name of a page, why it is not open to this reader. ``given_by_me``
    is whether the reader has given a view, None where none is asked of them. ``typed_for_me``
    are the factors with a note that somebody typed for the reader, who has not confirmed it.
    """
    listed = (
        Group("Stage 1. Assessment", tuple(_chapter(each) for each in summary.domains)),
        Group("Deliberation", (*_deliberation(summary, given_by_me), *_notes(typed_for_me))),
        Group("Stage 2. Agreement and conditions", tuple(_agreement(summary))),
        Group("Stage 3. Process", tuple(_process(summary))),
        Group("Decision and signatures", tuple(_decision(summary))),
    )
    return tuple(
        Group(each.title, tuple(_shut(task, closed) for task in each.tasks)) for each in listed
    )


def next_task(listed: Iterable[Group], summary: AssessmentSummary) -> Task | None:
    """The one thing to do next: the first task that is not done.

    Once the responsible clinician has recorded an outcome, that is to sign it.
    """
    tasks = [task for group in listed for task in group.tasks]
    if summary.decision is not None and summary.decision.outcome:
        made = summary.decision.outcome == Outcome.MADE.value
        wanted = "put-forward" if made and not summary.signatures else "seal"
        return next(task for task in tasks if task.place.page == wanted)
    return next((task for task in tasks if task.expected and not task.done), None)


def _chapter(chapter: Chapter, title: str = "") -> Task:
    """A chapter of factors: its overview, and the first factor that is not done."""
    total, done = len(chapter.topics), chapter.done_count
    begun = any(topic.started for topic in chapter.topics)
    waiting = next((topic for topic in chapter.topics if not topic.done), None)
    status = DONE if done == total else f"{done} of {total} done"
    return Task(
        Place("domain", title or chapter.title, (chapter.key,)),
        status if begun else NOT_STARTED,
        done == total,
        onward=Place("factor", waiting.title, (waiting.key,)) if waiting else None,
    )


def _deliberation(summary: AssessmentSummary, given_by_me: bool | None) -> Iterator[Task]:
    weighed = sum(option.weighed for option in summary.options)
    waiting = next((option for option in summary.options if not option.weighed), None)
    yield Task(
        Place("options", "Options side by side"),
        _so_far(weighed, len(summary.options)),
        waiting is None,
        onward=Place("option", waiting.title, (waiting.key,)) if waiting else None,
    )
    yield from (_chapter(each) for each in summary.reflection if each.key != "agreement")
    yield Task(
        Place("overview", "What speaks for an order, and what against"),
        TO_READ,
        done=False,
        expected=False,
    )
    yield _views(summary, given_by_me)
    took_part = any(one.took_part for one in summary.attended)
    missing = "; ".join(summary.roles_missing)
    yield Task(
        Place("people-involved", "Who takes part"),
        "Recorded" if took_part else NOT_STARTED,
        took_part,
        hint=f"Not recorded as taking part: {missing}" if missing else "",
    )


def _views(summary: AssessmentSummary, given_by_me: bool | None) -> Task:
    views = summary.views
    without = ", ".join(member.name for member in views.none_from)
    place = Place("views", "Members’ own views")
    if views.revealed_at is not None:
        hint = f"No view from {without}" if without else ""
        return Task(place, "Revealed", done=True, hint=hint)
    hint = f"Not yet from {without}" if without else "Everybody has given one; not yet revealed"
    onward = Place("view-mine", "give your own view") if given_by_me is False else None
    return Task(
        place,
        "Given, not revealed" if views.given_by else NOT_STARTED,
        done=given_by_me is True and bool(views.none_from),
        hint=hint,
        onward=onward,
    )


def _notes(waiting: Sequence[str]) -> Iterator[Task]:
    """The reader's alone: what a colleague typed for them is theirs once they say so."""
    if waiting:
        yield Task(
            Place("factor", "Notes typed for you", (waiting[0],)),
            f"{len(waiting)} to confirm",
            done=False,
            hint="; ".join(guideline.factor(key).title for key in waiting),
            expected=False,
        )


def _agreement(summary: AssessmentSummary) -> Iterator[Task]:
    for topic in _box_1(summary):
        yield Task(
            Place("factor", topic.title, (topic.key,)),
            DONE if topic.done else NOT_STARTED,
            topic.done,
        )
    agreement = summary.agreement
    yield Task(
        Place("agreement", "The team’s agreement"),
        DONE if agreement else NOT_STARTED,
        agreement is not None,
        hint=agreement.recommendation_words if agreement else "",
    )
    own = len(summary.discretionary)
    words = "condition" if own == 1 else "conditions"
    yield Task(
        Place("conditions", "Conditions"),
        f"2 set by law, {own} of the team" if own else "2 set by law",
        done=True,
        hint=f"{own} {words} for the AMHP to agree, one by one" if own else "",
    )


def _box_1(summary: AssessmentSummary) -> Iterator[Topic]:
    """Mullen's recommendations, which stand beside the team's agreement."""
    for chapter in summary.reflection:
        if chapter.key == "agreement":
            yield from chapter.topics


def _process(summary: AssessmentSummary) -> Iterator[Task]:
    called = summary.person.called
    yield _entries("interview-new", "Interviews", len(summary.interviews))
    yield _chapter(summary.interview_topics, f"What {called} said, topic by topic")
    yield _entries("capacity-new", "Capacity", len(summary.capacity))
    yield _chapter(summary.explanation)
    involvement = int(summary.involvement is not None)
    yield _entries("involvement", "Consent, advocate and interpreter", involvement)
    yield _entries("consultation-new", "Consultations", len(summary.consultations))
    yield _entries("meeting", "Section 117 meeting", int(summary.meeting is not None))
    yield _chapter(summary.meeting_topics, "Section 117 meeting, topic by topic")


def _entries(page: str, title: str, recorded: int) -> Task:
    """Entries of one kind: the page to record the first, then all of Stage 3 on one page."""
    status = f"{recorded} recorded" if recorded > 1 else "Recorded"
    place = Place("process" if recorded else page, title)
    return Task(place, status if recorded else NOT_STARTED, bool(recorded))


def _decision(summary: AssessmentSummary) -> Iterator[Task]:
    signed = {signature.act: signature for signature in summary.signatures}
    decision = summary.decision
    outcome = decision.outcome_words if decision else ""
    paused = paused_since_opened(summary)
    yield Task(Place("pause", "Pause before the decision"), DONE if paused else NOT_STARTED, paused)
    begun = "In progress" if decision else NOT_STARTED
    yield Task(
        Place("decision", "The decision"),
        DONE if outcome else begun,
        bool(outcome),
        hint=outcome,
    )
    yield Task(
        Place("readiness", "What is still missing before signing"),
        TO_READ,
        done=False,
        expected=False,
    )
    yield _signature("put-forward", "Put forward to the AMHP", signed.get("put_forward"))
    yield _signature("statement", "The AMHP’s statement", signed.get("stated"))
    sealed = summary.status == Status.SEALED.value
    yield Task(Place("seal", "Seal the record"), DONE if sealed else NOT_STARTED, done=sealed)


def _signature(page: str, title: str, signature: Signature | None) -> Task:
    hint = f"By {signature.by.name}" if signature else ""
    return Task(
        Place(page, title),
        DONE if signature else NOT_STARTED,
        signature is not None,
        hint=hint,
        expected=page != "put-forward",
    )


def _so_far(done: int, total: int) -> str:
    if not done:
        return NOT_STARTED
    return DONE if done == total else f"{done} of {total} done"


def _shut(task: Task, closed: Reasons) -> Task:
    """The task without a way in, where this reader has none and it is not done already."""
    reasons = closed.get(task.place.page, ())
    if not reasons or task.done:
        return task
    return replace(task, status=CLOSED, reasons=reasons, onward=None)
