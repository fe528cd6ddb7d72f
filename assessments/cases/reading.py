"""A case file as steps: who did what, when, with which words. The format is TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "cases"


@dataclass(frozen=True)
class Step:
    """One act in a case: ``do`` names the verb, ``by`` the sign-in, ``at`` the moment."""

    do: str
    by: str
    at: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One demonstration case. ``prompts`` are the paper's closing questions."""

    key: str
    source: str
    prompts: tuple[str, ...]
    person: Mapping[str, Any]
    steps: tuple[Step, ...]


def read(path: Path) -> Case:
    """The case in this file. Raises ``ValueError`` naming the file and what is missing."""
    try:
        told = tomllib.loads(path.read_text())
        steps = tuple(_step(step) for step in told["step"])
        return Case(
            key=told["key"],
            source=told["source"],
            prompts=tuple(told["prompts"]),
            person=told["person"],
            steps=steps,
        )
    except (KeyError, tomllib.TOMLDecodeError) as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def all_cases() -> tuple[Case, ...]:
    """Every case of ``fixtures/cases``, by file name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))


def _step(told: Mapping[str, Any]) -> Step:
    values = {key: value for key, value in told.items() if key not in ("do", "by", "at")}
    return Step(do=told["do"], by=told["by"], at=told["at"], values=values)
