"""What an assessment says at one moment, as frozen values.

Screen, paper and seal all read these shapes and nothing else, so what the team checks is what
is printed and what is hashed. Dates are ``date``, moments are aware ``datetime``, everything
that a person wrote is ``str`` exactly as stored. Tuples keep reading order. An empty string
means that nothing was entered.
"""

from dataclasses import dataclass
from datetime import date, datetime

from assessments.summary.topic_shapes import Chapter, Entry, Fact, Person, Topic, Who

__all__ = ["AssessmentSummary", "Chapter", "Entry", "Fact", "Person", "Topic", "Who"]


@dataclass(frozen=True)
class Option:
    """One alternative weighed (guideline ``box3``): reasons for and against as written."""

    key: str
    title: str
    reasons_for: str
    reasons_against: str
    recorded_by: Who | None
    recorded_at: datetime | None

    @property
    def weighed(self) -> bool:
        return self.recorded_by is not None


@dataclass(frozen=True)
class ViewText:
    """One version of one member's view."""

    stance: str
    stance_words: str
    sureness: str
    reasons: str
    would_change: str
    at: datetime


@dataclass(frozen=True)
class View:
    """A member's own view. ``earlier`` are the versions it replaced, oldest first."""

    member: Who
    now: ViewText
    earlier: tuple[ViewText, ...]
    late: bool


@dataclass(frozen=True)
class Views:
    """Members' own views. Texts stand here only once the chair has revealed them."""

    revealed_at: datetime | None
    revealed_by: Who | None
    given: tuple[View, ...]
    given_by: tuple[Who, ...]
    none_from: tuple[Who, ...]


@dataclass(frozen=True)
class Agreement:
    """Stage 2: what the team recommends (``agreement.recommend``). It is not the decision."""

    recommendation: str
    recommendation_words: str
    reasons: str
    dissent: str
    agreed_on: date
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class Condition:
    """One condition as it would stand in the order.

    ``kind`` is mandatory (s.17B(3)) or discretionary (s.17B(2)). ``row`` is the id of the
    wording that an AMHP's answer refers to; it is empty for the two mandatory ones.
    """

    number: int
    of: int
    kind: str
    key: str
    row: str
    thread: str
    wording: str
    source: str
    purposes: tuple[str, ...]
    rationale: str
    beneficial: str
    enforceable: str
    support: str
    patient_view: str
    proposed_by: Who | None


@dataclass(frozen=True)
class Interview:
    """A meeting with the person (``interview``)."""

    row: str
    thread: str
    held_on: date
    present: str
    with_responsible_clinician: bool
    with_amhp: bool
    notes: str
    third_party: bool
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class Capacity:
    """One capacity assessment under the Mental Capacity Act 2005 (``interview.capacity``)."""

    thread: str
    decision: str
    assessed_on: date
    assessor: str
    facts: tuple[Fact, ...]
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class Consultation:
    """One person or body asked, or why not (``consult.*``)."""

    thread: str
    kind: str
    kind_words: str
    name: str
    facts: tuple[Fact, ...]
    third_party: bool
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class Facts:
    """A single form's answers: the involvement of the person, or the section 117 meeting."""

    thread: str
    facts: tuple[Fact, ...]
    recorded_by: Who
    recorded_at: datetime

    def value(self, key: str) -> str:
        """The value of the fact with this key, empty where it has none."""
        return next((fact.value for fact in self.facts if fact.key == key), "")


@dataclass(frozen=True)
class Criterion:
    """One criterion of s.17A(5) with the responsible clinician's finding and own reasons."""

    key: str
    words: str
    source: str
    finding: str
    finding_words: str
    reasons: str


@dataclass(frozen=True)
class Decision:
    """The responsible clinician's opinion and the outcome proposed or decided."""

    row: str
    outcome: str
    outcome_words: str
    reasons: str
    criteria: tuple[Criterion, ...]
    instead: str
    instead_words: str
    leave_considered: str
    information_needed: str
    information_by: date | None
    effective_on: date | None
    review_on: date | None
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class ConditionAnswer:
    """The AMHP on one discretionary condition, with the wording that was put to them.

    ``number`` is the condition's present number, 0 where it no longer stands in that wording;
    ``stands_as`` is its present number whatever its wording, 0 where it was taken out.
    """

    row: str
    number: int
    wording: str
    agrees: bool
    reasons: str
    stands_as: int = 0


@dataclass(frozen=True)
class Statement:
    """The AMHP's statement, s.17A(4)(b) and s.17B(2).

    ``standing``: given, not_given, not_asked, or earlier for one given on what was put forward
    before, ``standing_words`` then says on what, and ``void_because`` what ended it. ``outcome``
    is the one that was put forward.
    """

    standing: str
    standing_words: str
    by: Who | None
    at: datetime | None
    agrees_criteria: bool | None
    criteria_reasons: str
    appropriate: bool | None
    appropriate_reasons: str
    conditions: tuple[ConditionAnswer, ...]
    void_because: str = ""
    outcome: str = "made"

    @property
    def would_make_an_order(self) -> bool:
        """Whether the AMHP finds the criteria met and an order appropriate, if not as worded."""
        return self.agrees_criteria is True and self.appropriate is True

    @property
    def agrees_to_every_condition(self) -> bool:
        return all(answer.agrees for answer in self.conditions)

    @property
    def disagrees(self) -> bool:
        """Whether the AMHP is of another mind than what was put to them.

        On an order any "no" disagrees. On any other outcome it is the AMHP who would make an order
        that disagrees, whatever they say of its conditions.
        """
        if self.by is None:
            return False
        if self.outcome == "made":
            return not (self.would_make_an_order and self.agrees_to_every_condition)
        return self.would_make_an_order

    @property
    def in_short(self) -> str:
        """What the statement comes to, for the end of a sentence."""
        if self.outcome == "made":
            words = ("agrees to everything asked", "does not agree to everything")
            return words[self.disagrees]
        if not self.would_make_an_order:
            return "would not make an order either"
        if self.agrees_to_every_condition:
            return "would make an order"
        return "would make an order, but not with every condition"


@dataclass(frozen=True)
class Signature:
    """Who signed what, when, on content with which hash (SHA-256 in hexadecimal)."""

    act: str
    act_words: str
    by: Who
    at: datetime
    content_hash: str


@dataclass(frozen=True)
class Attended:
    """Someone who took part, or a role of the paper's Fig 1 that nobody filled."""

    name: str
    role: str
    took_part: bool
    how: str


@dataclass(frozen=True)
class Replaces:
    """Which earlier version this one replaces, and why."""

    version: int
    reason: str
    by: Who
    at: datetime


@dataclass(frozen=True)
class AssessmentSummary:
    """Everything recorded in one assessment, for screen, paper, seal and export alike."""

    id: str
    reference: str
    version: int
    replaces: Replaces | None
    status: str
    opened_at: datetime
    guideline_edition: str
    rules_edition: str
    person: Person
    domains: tuple[Chapter, ...]
    options: tuple[Option, ...]
    reflection: tuple[Chapter, ...]
    views: Views
    agreement: Agreement | None
    conditions: tuple[Condition, ...]
    interviews: tuple[Interview, ...]
    interview_topics: Chapter
    capacity: tuple[Capacity, ...]
    explanation: Chapter
    involvement: Facts | None
    consultations: tuple[Consultation, ...]
    meeting: Facts | None
    meeting_topics: Chapter
    pause: Facts | None
    decision: Decision | None
    statement: Statement
    earlier_statements: tuple[Statement, ...]
    attended: tuple[Attended, ...]
    roles_missing: tuple[str, ...]
    signatures: tuple[Signature, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter of considerations, in reading order."""
        return (
            *self.domains,
            *self.reflection,
            self.interview_topics,
            self.explanation,
            self.meeting_topics,
        )

    def topic(self, key: str) -> Topic:
        """The topic with this guideline key. Raises ``KeyError`` where there is none."""
        for chapter in self.chapters:
            for topic in chapter.topics:
                if topic.key == key:
                    return topic
        raise KeyError(key)

    @property
    def disagreements(self) -> tuple[Statement, ...]:
        """Every AMHP's statement with a "no" in it, earlier ones too: it is never lost."""
        return tuple(s for s in (*self.earlier_statements, self.statement) if s.disagrees)

    @property
    def discretionary(self) -> tuple[Condition, ...]:
        return tuple(c for c in self.conditions if c.kind == "discretionary")
