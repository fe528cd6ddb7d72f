"""The timeline under `./run bench`: one order's cost, and that no input at all makes it raise.

``one_order`` and ``twelve_events`` return work in the manner of measure.Work; ``never_raises``
runs many generated inputs and says what came of them. None needs a database.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.statute import story
from tests.statute.generated import check, inputs

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


def never_raises(number: int = 100_000, *, seed: int = 1) -> str:
    """One line: how many inputs, and what came of them; raises at the first that fails."""
    seen = Counter(check(value) for value in inputs(number, seed=seed))
    outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in seen.most_common())
    return f"{number:,} inputs, none raised: {outcomes}"
