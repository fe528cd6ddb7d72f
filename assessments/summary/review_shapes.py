"""What a review of an order says at one moment, as frozen values.

Screen, paper and seal read these and nothing else, as those of an assessment (see ``shapes``). An
empty string means that nothing was entered.
"""

from dataclasses import dataclass
from datetime import date, datetime

from assessments.summary.shapes import Fact, Person, Replaces, Signature, Who

DISCHARGE = "review.discharge"
OWN_VIEW = "review.patient_view"
ENDED = ("revoked", "discharged", "expired")


@dataclass(frozen=True)
class LastTime:
    """What was said on a question when it was last answered, at the review held on ``said_on``."""

    row: str
    text: str
    said_on: date
    said_by: Who


@dataclass(frozen=True)
class Answer:
    """One voice on one question, whether it has answered or not.

    ``voice`` is team or patient. ``row`` is empty until something is recorded; ``thread`` is
    empty then, too. ``mark`` says what became of ``last``: still_true, changed or dropped.
    """

    voice: str
    voice_words: str
    row: str = ""
    text: str = ""
    standing: str = ""
    standing_words: str = ""
    mark: str = ""
    mark_words: str = ""
    last: LastTime | None = None
    recorded_by: Who | None = None
    recorded_at: datetime | None = None

    @property
    def given(self) -> bool:
        return self.recorded_by is not None

    @property
    def unmarked(self) -> bool:
        """Whether there is an answer from last time that nobody has looked at again.

        Whoever says that the question was not discussed, or not answered, has looked at it.
        """
        return self.last is not None and not self.mark and not self.given

    @property
    def speaks(self) -> bool:
        """Whether there is anything to print beyond "not discussed"."""
        return self.last is not None or bool(self.text) or self.standing not in _SILENT


_SILENT = ("", "not_discussed")


@dataclass(frozen=True)
class Question:
    """One of the paper's five questions with every voice on it.

    ``missing`` names the voices that the guideline asks for and that have not answered.
    """

    key: str
    title: str
    question: str
    answers: tuple[Answer, ...]
    missing: tuple[str, ...]

    @property
    def started(self) -> bool:
        return any(answer.given for answer in self.answers)

    @property
    def done(self) -> bool:
        return not self.missing and not any(answer.unmarked for answer in self.answers)

    @property
    def speaks(self) -> bool:
        return any(answer.speaks for answer in self.answers)

    def by(self, voice: str) -> Answer:
        """The answer of "team" or "patient"."""
        return next(answer for answer in self.answers if answer.voice == voice)


@dataclass(frozen=True)
class Meeting:
    """When the review was held and who was there; if the person was not, why."""

    row: str
    held_on: date
    person_present: bool
    why_absent: str
    present: str
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class ActDate:
    """A date of the Mental Health Act, with the section it comes from; ``value`` in words.

    ``note`` says that the date is debatable, and gives the safe day.
    """

    key: str
    label: str
    value: str
    source: str
    note: str


@dataclass(frozen=True)
class OrderNow:
    """The order that is reviewed, as it stood: its status, its dates, all from the ledger."""

    id: str
    status: str
    status_words: str
    made_on: date
    dates: tuple[ActDate, ...]

    @property
    def recalled(self) -> bool:
        return self.status == "recalled"

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


@dataclass(frozen=True)
class ConditionNow:
    """One condition in force on the day, numbered; ``note`` says what stands beside it."""

    number: int
    of: int
    wording: str
    note: str


@dataclass(frozen=True)
class Next:
    """What comes next under the Act: the entry of the ledger, the statutory form, in words."""

    kind: str
    form: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Outcome:
    """The responsible clinician's outcome. ``next_on`` is a local date, never one of the Act."""

    row: str
    outcome: str
    outcome_words: str
    reasons: str
    reinstatement: str
    next_on: date | None
    step: Next
    recorded_by: Who
    recorded_at: datetime


@dataclass(frozen=True)
class ReviewSummary:
    """Everything recorded in one review, for screen, paper and seal alike.

    ``contacts`` is the frequency of contact up to the meeting, ``contact_caveat`` how to read it
    beside the study that it is shown with. ``earlier`` is the day of the review whose answers
    stand beside these, None for the first.
    """

    id: str
    reference: str
    version: int
    replaces: Replaces | None
    status: str
    opened_at: datetime
    opened_by: Who
    guideline_edition: str
    rules_edition: str
    person: Person
    trigger: str
    trigger_words: str
    why: str
    order: OrderNow
    meeting: Meeting | None
    questions: tuple[Question, ...]
    outcome: Outcome | None
    conditions: tuple[ConditionNow, ...]
    contacts: tuple[Fact, ...]
    contact_caveat: str
    signatures: tuple[Signature, ...]

    @property
    def planned(self) -> bool:
        return self.trigger == "planned"

    def question(self, key: str) -> Question:
        """The question with this key of the guideline. Raises ``KeyError``."""
        for each in self.questions:
            if each.key == key:
                return each
        raise KeyError(key)

    @property
    def discharge(self) -> Question:
        """Why not discharge today?"""
        return self.question(DISCHARGE)

    @property
    def not_discussed(self) -> tuple[Question, ...]:
        """Questions on which there is nothing to print."""
        return tuple(each for each in self.questions if not each.speaks)
