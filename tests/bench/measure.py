"""How long something takes, beside its floor, so that a busy machine changes both alike."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """CPU milliseconds of one call, round by round; round i of each was run beside round i."""

    name: str
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    def beside(self, floor: "Measured") -> tuple[float, float, float]:
        """How many times its floor: median, least, most of the rounds' own ratios."""
        ratios = [mine / other for mine, other in zip(self.rounds, floor.rounds, strict=True)]
        return statistics.median(ratios), min(ratios), max(ratios)


def measure(works: dict[str, tuple[Work, int]], rounds: int) -> dict[str, Measured]:
    """Every work in every round, in shuffled order; each given as (work, calls in one round).

    CPU time, since other jobs share the machine. The garbage collector runs before each timing and
    never inside one: in a fixed order it would fall on the same work each time.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    order: Sequence[str] = list(works)
    for work, _ in works.values():
        work()  # templates compiled, connections opened, fonts read
    for _ in range(rounds):
        order = random.sample(order, len(order))
        for name in order:
            found[name].append(once(*works[name]))
    return {name: Measured(name, tuple(times)) for name, times in found.items()}


def once(work: Work, calls: int) -> float:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        for _ in range(calls):
            work()
        return (time.process_time() - began) * 1000 / calls
    finally:
        gc.enable()
