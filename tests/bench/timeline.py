"""`./run bench timeline`: one order's cost, and that no input at all makes it raise.

``one_order`` and ``twelve_events`` return work in the manner of measure.Work; ``never_raises``
runs many generated inputs and says what came of them. None needs a database.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.bench.measure import measure
from tests.statute import story
from tests.statute.generated import check, inputs

INPUTS = 100_000
BUDGET, GOAL = 1.0, 0.1
LINE = "{:<24}{:>10}{:>18}{:>10}{:>8}"

EXAMPLE: dict[str, Any] = {
    "as_of": "2026-12-01T09:00:00+00:00",
    "date_of_birth": "1998-05-01",
    "detention": {
        "section": "3",
        "section_2_admission": "2026-01-10",
        "treatment_admission": "2026-01-30",
    },
    "first_medication": "2026-09-20",
}


def one_order() -> Callable[[], object]:
    """The contract's own example, from parsed JSON to JSON: budget 1 ms, goal 0.1 ms."""
    return lambda: story.tell(story.made("2026-10-20T11:00:00+01:00"), **EXAMPLE)


def twelve_events() -> Callable[[], object]:
    """An order with a recall, an absence, two extensions, a bar and the tribunal."""
    events = (
        story.made("2026-10-20T11:00:00+01:00"),
        story.notice("at_address", "2026-11-21T18:00"),
        story.absent("2026-11-22", "2026-11-24T10:00"),
        story.detained("2026-11-24T10:00"),
        story.released("2026-11-25T10:00"),
        story.applied("66(1)(ca)", "2026-12-01"),
        story.relative_notice("first_class_post", "2027-01-04"),
        story.barred("2027-01-07"),
        story.considered("2027-02-02"),
        story.at("conditions_varied", "2027-02-03"),
        story.extended("2027-03-01"),
        story.extended("2027-09-01"),
    )
    return lambda: story.tell(*events, **EXAMPLE)


def main(rounds: int, inputs: int = INPUTS) -> int:
    """Exit code 1 where one order costs more than its budget; raises where an input does."""
    works = {
        "one order": (one_order(), 200),
        "twelve events": (twelve_events(), 50),
        "parsing a date": (lambda: date.fromisoformat("2026-10-20"), 20_000),
    }
    found = measure(works, rounds)
    print(LINE.format("", "CPU ms", "least - most", "budget", "goal"))
    for name, one in found.items():
        spread = f"{min(one.rounds):.4f} - {max(one.rounds):.4f}"
        judged = (f"{BUDGET}", f"{GOAL}") if name == "one order" else ("", "")
        print(LINE.format(name, f"{one.median:.4f}", spread, *judged))
    print(never_raises(inputs))
    return int(found["one order"].median > BUDGET)


def never_raises(number: int = INPUTS, *, seed: int = 1) -> str:
    """One line: how many inputs, and what came of them; raises at the first that fails."""
    seen = Counter(check(value) for value in inputs(number, seed=seed))
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in seen.most_common())
    return f"{number:,} inputs, none raised: {outcomes}"
