"""`./run bench [due | timeline] [--rounds N]`: each target beside its floor."""

import argparse
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.setdefault("DEMO_PASSWORD", "only for this run")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from tests.bench import due, timeline  # noqa: E402
from tests.bench.measure import Work, measure  # noqa: E402
from tests.bench.targets import TARGETS  # noqa: E402

ROUNDS = 9
LINE = "{:<24}{:>10}{:>10}{:>18}{:>10}"


def queries(work: Work) -> int:
    """How many the second call issues; the first fills caches."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def main(rounds: int) -> int:
    """Pages and the record of a demonstration case."""
    connection.creation.create_test_db(verbosity=0)
    call_command("load_cases", verbosity=0)
    works = {target.name: (target.make(), target.calls) for target in TARGETS}
    floors = {target.floor.__name__: (target.floor(), target.calls) for target in TARGETS}
    found = measure({**works, **floors}, rounds)
    print(LINE.format("", "CPU ms", "x floor", "least - most", "queries"))
    for name in floors:
        print(LINE.format(name.replace("_", " "), f"{found[name].median:.2f}", "1", "", ""))
    for target in TARGETS:
        mine, floor = found[target.name], found[target.floor.__name__]
        ratio, least, most = mine.beside(floor)
        count = queries(works[target.name][0])
        spread = f"{least:.1f} - {most:.1f}"
        print(LINE.format(target.name, f"{mine.median:.2f}", f"{ratio:.1f}", spread, count))
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("what", nargs="?", choices=("pages", "due", "timeline"), default="pages")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--orders", type=int, default=due.ORDERS, help="for due")
    parser.add_argument("--reviews", type=int, default=due.REVIEWS, help="for due")
    parser.add_argument("--inputs", type=int, default=timeline.INPUTS, help="for timeline")
    chosen = parser.parse_args()
    setup_test_environment()
    if chosen.what == "due":
        sys.exit(due.main(chosen.rounds, chosen.orders, chosen.reviews))
    if chosen.what == "timeline":
        sys.exit(timeline.main(chosen.rounds, chosen.inputs))
    sys.exit(main(chosen.rounds))
