"""`./run bench [--rounds N]`: each target beside its floor, on a database of its own."""

import argparse
import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.setdefault("DEMO_PASSWORD", "only for this run")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

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


def main(rounds: int) -> None:
    setup_test_environment()
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    main(parser.parse_args().rounds)
