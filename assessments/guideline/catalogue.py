"""What the catalogue is made of: frozen dataclasses that refuse to be put together wrongly.

The paper (Macpherson et al. 2010) is kept as data: four stages, each with domains, each with
factors. A factor's key is for ever: answers, records and exports are filed under it, so a key is
added or retired, never renamed or used again for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

CONSIDERATION = "consideration"
"""One text answer for each voice. Every other kind is kept in a model of its own."""

KINDS = frozenset(
    {
        CONSIDERATION,
        "agreement",
        "condition_offered",
        "condition_mandatory",
        "condition_own",
        "interview",
        "capacity",
        "consent_level",
        "consultation",
        "decision",
        "explanation",
        "review",
    }
)

TEAM = "team"
PATIENT = "patient"
PERSPECTIVES = frozenset({TEAM, PATIENT})

CAVEAT = "check against the Code"
"""Stands beside everything that was not read in its source."""

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_WORD = re.compile(r"[a-z][a-z0-9_]*")


class Malformed(ValueError):
    """The catalogue does not hang together; raised at import, so that it is never served."""


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise Malformed(message)


@dataclass(frozen=True)
class Source:
    """Where a statement comes from, and how far it has been checked.

    ``standing`` is ``read`` (read in the source itself), ``secondary`` (read in something that
    reports it) or ``memory`` (neither; it must never be shown without its caveat, which is why
    ``cited`` always carries it).
    """

    work: str
    place: str = ""
    standing: str = "read"

    def __post_init__(self) -> None:
        _require(bool(self.work.strip()), "A source needs the name of the work.")
        _require(
            self.standing in {"read", "secondary", "memory"},
            f"Source {self.work!r}: standing {self.standing!r} is not known.",
        )

    @property
    def caveat(self) -> str:
        """The words that must stand beside what was not read in the source; else empty."""
        return CAVEAT if self.standing == "memory" else ""

    @property
    def cited(self) -> str:
        """The citation as it is shown, with its caveat where it has one."""
        words = f"{self.work}, {self.place}" if self.place else self.work
        return f"{words} ({self.caveat})" if self.caveat else words

    def __str__(self) -> str:
        return self.cited


@dataclass(frozen=True)
class Prompt:
    """One thing to think about under a factor. ``key`` is unique within its factor."""

    key: str
    text: str

    def __post_init__(self) -> None:
        _require(bool(_WORD.fullmatch(self.key)), f"Prompt key {self.key!r} is malformed.")
        _require(bool(self.text.strip()), f"Prompt {self.key!r} has no text.")


@dataclass(frozen=True)
class Point:
    """A statement and where it comes from."""

    text: str
    source: Source


@dataclass(frozen=True)
class Factor:
    """One thing the guideline asks about.

    ``question`` is put to the team, ``patient_prompt`` to the person. ``perspectives`` names the
    voices without which the factor is answered on one side only. ``beside`` names the factors
    shown next to it.
    """

    key: str
    domain: str
    title: str
    question: str
    prompts: tuple[Prompt, ...]
    why: str
    source: Source
    why_sources: tuple[Source, ...]
    patient_prompt: str = ""
    kind: str = CONSIDERATION
    perspectives: tuple[str, ...] = (TEAM,)
    about_strengths: bool = False
    beside: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(_KEY.fullmatch(self.key)), f"Factor key {self.key!r} is malformed.")
        _require(self.kind in KINDS, f"Factor {self.key!r}: kind {self.kind!r} is not known.")
        prefix, dot, _ = self.key.partition(".")
        _require(
            not dot or prefix == self.domain,
            f"Factor {self.key!r} must begin with the key of its domain, {self.domain!r}.",
        )
        for name in ("title", "question", "why"):
            _require(bool(getattr(self, name).strip()), f"Factor {self.key!r} has no {name}.")
        _require(bool(self.why_sources), f"Factor {self.key!r} does not say who says why.")
        prompts = [prompt.key for prompt in self.prompts]
        _require(len(set(prompts)) == len(prompts), f"Factor {self.key!r} repeats a prompt key.")
        _require(
            set(self.perspectives) <= PERSPECTIVES and bool(self.perspectives),
            f"Factor {self.key!r}: perspectives {self.perspectives!r} are not known.",
        )
        if self.is_consideration:
            _require(bool(self.prompts), f"Factor {self.key!r} has no prompts.")
            _require(bool(self.patient_prompt), f"Factor {self.key!r} does not ask the person.")

    @property
    def is_consideration(self) -> bool:
        """Whether its answer is one text for each voice."""
        return self.kind == CONSIDERATION

    @property
    def needs_both_perspectives(self) -> bool:
        """Whether the person's and the professionals' view are both needed (Figure 1, Risk)."""
        return set(self.perspectives) >= PERSPECTIVES


@dataclass(frozen=True)
class Domain:
    """A group of factors that are discussed together. ``rule`` holds for all of them."""

    key: str
    title: str
    introduction: str
    rule: str = ""

    def __post_init__(self) -> None:
        _require(bool(_WORD.fullmatch(self.key)), f"Domain key {self.key!r} is malformed.")


@dataclass(frozen=True)
class Stage:
    """One of the paper's four stages; ``factors`` stand in reading order."""

    key: str
    number: int
    title: str
    introduction: str
    domains: tuple[Domain, ...]
    factors: tuple[Factor, ...]

    def __post_init__(self) -> None:
        _require(bool(_WORD.fullmatch(self.key)), f"Stage key {self.key!r} is malformed.")


@dataclass(frozen=True)
class Instrument:
    """One of the paper's boxes, lists or cases, and where the application uses it."""

    key: str
    title: str
    what_it_is: str
    where_used: str
    source: Source
    prompts: tuple[Prompt, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(_KEY.fullmatch(self.key)), f"Instrument key {self.key!r} is malformed.")


def _unique(keys: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        _require(key not in seen, f"The {what} {key!r} appears twice.")
        seen.add(key)


@dataclass(frozen=True)
class Catalogue:
    """All stages together, checked once; the indexes are built here and nowhere else."""

    stages: tuple[Stage, ...]
    instruments: tuple[Instrument, ...]
    by_key: dict[str, Factor] = field(init=False, repr=False, compare=False)
    domains_by_key: dict[str, Domain] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        factors = [factor for stage in self.stages for factor in stage.factors]
        domains = [domain for stage in self.stages for domain in stage.domains]
        _unique((stage.key for stage in self.stages), "stage")
        _unique((domain.key for domain in domains), "domain")
        _unique((factor.key for factor in factors), "factor")
        _unique((instrument.key for instrument in self.instruments), "instrument")
        object.__setattr__(self, "by_key", {factor.key: factor for factor in factors})
        object.__setattr__(self, "domains_by_key", {domain.key: domain for domain in domains})
        for stage in self.stages:
            own = {domain.key for domain in stage.domains}
            used = {factor.domain for factor in stage.factors}
            _require(own == used, f"Stage {stage.key!r}: its domains and its factors differ.")
        for factor in factors:
            for key in factor.beside:
                _require(key in self.by_key, f"Factor {factor.key!r} stands beside {key!r}?")
