"""Frozen values for who somebody is and what was said on a topic. See ``shapes``."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Fact:
    """One labelled fact, such as ("Language", "Punjabi, interpreter needed").

    ``key`` names it for code that asks about it, where any does.
    """

    label: str
    value: str
    key: str = ""


@dataclass(frozen=True)
class Who:
    """A professional as they were described when they acted."""

    id: str
    name: str
    description: str


@dataclass(frozen=True)
class Person:
    """Whom the record is about. ``facts`` are the legal and social particulars, never blank."""

    id: str
    name: str
    preferred_name: str
    date_of_birth: date
    nhs_number: str
    local_number: str
    nation: str
    facts: tuple[Fact, ...]
    demonstration: bool

    @property
    def called(self) -> str:
        """The name to use in a sentence."""
        return self.preferred_name or self.name


@dataclass(frozen=True)
class Entry:
    """One voice on one topic.

    ``kind`` is team, patient, carer or member; ``voice`` says whose words these are.
    ``standing`` is recorded, not_known, not_discussed or declined. ``leaning`` is towards,
    against, neither or empty. ``for_another`` is true while a colleague's note was typed by
    someone else and the colleague has not confirmed it.
    """

    id: str
    kind: str
    voice: str
    text: str
    standing: str
    standing_words: str
    leaning: str
    leaning_words: str
    source: str
    third_party: bool
    for_another: bool
    recorded_by: Who
    recorded_at: datetime

    @property
    def speaks(self) -> bool:
        """Whether there is anything to print beyond a choice of 'not discussed'."""
        return bool(self.text) or self.standing != "not_discussed"


@dataclass(frozen=True)
class Topic:
    """One factor of the guideline with every voice on it. Key: guideline.md.

    ``missing`` names the perspectives still not started (risk asks for two).
    """

    key: str
    title: str
    question: str
    entries: tuple[Entry, ...]
    missing: tuple[str, ...]

    @property
    def started(self) -> bool:
        return bool(self.entries)

    @property
    def done(self) -> bool:
        return bool(self.entries) and not self.missing

    @property
    def speaks(self) -> bool:
        return any(entry.speaks for entry in self.entries)


@dataclass(frozen=True)
class Chapter:
    """A group of topics: a domain of Stage 1, the interview, the explanation, the principles."""

    key: str
    title: str
    topics: tuple[Topic, ...]

    @property
    def spoken(self) -> tuple[Topic, ...]:
        """Topics with something to print."""
        return tuple(topic for topic in self.topics if topic.speaks)

    @property
    def chosen_not_discussed(self) -> tuple[Topic, ...]:
        """Topics on which the team recorded that they were not discussed."""
        return tuple(t for t in self.topics if t.started and not t.speaks)

    @property
    def untouched(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if not topic.started)

    @property
    def done_count(self) -> int:
        return sum(topic.done for topic in self.topics)
