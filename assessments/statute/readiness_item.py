"""One line of the readiness list."""

from __future__ import annotations

from dataclasses import dataclass

BLOCKS_MADE = "blocks_made"
BLOCKS_ANY = "blocks_any"
WORTH_A_LOOK = "worth_a_look"
WEIGHTS = (BLOCKS_ANY, BLOCKS_MADE, WORTH_A_LOOK)


@dataclass(frozen=True)
class Item:
    """Something to be done, or done.

    ``title`` names it, ``sentence`` is the instruction that mends it, ``source`` says who asks for
    it. ``field`` says where to mend it: ``patient.section``, ``decision.recall``,
    ``factor:risk.self``, ``condition:<id>``, ``statement``.
    """

    key: str
    weight: str
    done: bool
    title: str
    sentence: str
    source: str
    field: str

    def __post_init__(self) -> None:
        if self.weight not in WEIGHTS:
            raise ValueError(f"Unknown weight {self.weight!r}")
