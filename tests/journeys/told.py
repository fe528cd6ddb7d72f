"""What is typed on the way: the words of a case file, and for what it leaves out words of our own.

The days are our own: the case tells of somebody's last year, a journey is made today. Every text
carries a number of its own, so that the printed record can be searched for it.
"""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from assessments.cases import moments
from assessments.cases.reading import FOLDER, Case, Step, read
from assessments.guideline import considerations
from tests.documents.reading import squeezed


class Told:
    """One case on its way into the screens. ``typed`` is everything that somebody typed."""

    def __init__(self, name: str) -> None:
        self.case: Case = read(FOLDER / f"{name}.toml")
        self.today = timezone.localdate()
        self.typed: list[str] = []
        self._numbers = count(101)

    @property
    def person(self) -> Mapping[str, Any]:
        return self.case.person

    def steps(self, do: str, **values: Any) -> list[Step]:
        """The steps of one kind, with these values if any are named."""
        return [
            step
            for step in self.case.steps
            if step.do == do and all(step.values.get(key) == value for key, value in values.items())
        ]

    def step(self, do: str, **values: Any) -> Mapping[str, Any]:
        """The values of the first such step."""
        return self.steps(do, **values)[0].values

    def say(self, text: str) -> str:
        """The text as it is typed, with its number; it has to be printed once."""
        self.typed.append(f"{text} (answer {next(self._numbers)})")
        return self.typed[-1]

    def day(self, told: str) -> date:
        """A day told from today, such as "-3 months"."""
        return moments.day(told, self.today)

    def on_factor(self, key: str, voice: str = "team") -> Mapping[str, Any]:
        """What the case says on a factor; nothing where it says nothing."""
        found = [
            s for s in self.steps("consider", factor=key) if s.values.get("voice", "team") == voice
        ]
        return found[0].values if found else {}

    def misprinted(self, printed: str) -> dict[str, int]:
        """Typed texts that are not printed exactly once, and how often they are."""
        counted = {text: printed.count(squeezed(text)) for text in self.typed}
        return {text: times for text, times in counted.items() if times != 1}


def keys_of(*domains: str) -> list[str]:
    """The keys of the factors of these domains, in the order of the guideline."""
    return [factor.key for factor in considerations() if factor.domain in domains]
