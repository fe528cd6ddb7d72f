"""The commands of `./run`: what each is called, what it takes, and what it does in which order."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from cto.setup import lock, machine, quality, serve, suite
from cto.setup.environment import variables
from cto.setup.packages import provide_packages
from cto.setup.places import PYTHON, ROOT, Stop, make_var, say

USAGE = """\
usage: ./run [--port N] [--host H] [--empty]   set up and serve on this machine
       ./run test [ARGS...]     the whole test suite; ARGS go to pytest
       ./run setup [--empty]    set up, then stop
       ./run manage ARGS...     a management command
       ./run check              lint, types, migrations, deployment checks, generated documents
       ./run fix                mend what a program can mend
       ./run bench [WHAT]       benchmarks, each beside its floor; WHAT: due, timeline
       ./run doctor             what is missing on this machine, and how to get it
       ./run lock [--upgrade]   renew the locked lists of packages (needs uv)
"""


def main(arguments: Sequence[str]) -> int:
    """The exit code; 1 with an instruction where something stands in the way."""
    signal.signal(signal.SIGTERM, end)
    name = arguments[0] if arguments and not arguments[0].startswith("-") else ""
    command = COMMANDS.get(name)
    if command is None:
        say(f"./run {name} does not exist.\n\n{USAGE}")
        return 2
    try:
        return command(arguments[1:] if name else arguments)
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


def end(number: int, frame: FrameType | None) -> None:
    """Asked to stop: leave in good order, so that a test database goes with us."""
    sys.exit(128 + number)


def options(arguments: Sequence[str], serving: bool) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", usage=USAGE, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--empty", action="store_true")
    if serving:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
    return parser.parse_args(arguments)


def set_up(empty: bool, host: str = "") -> tuple[dict[str, str], bool]:
    """Libraries, packages, database: the environment, and whether it is a demonstration."""
    make_var()
    machine.provide_pdf_libraries()
    provide_packages()
    environment = variables(host)
    return environment, serve.prepare(environment, empty)


def start(arguments: Sequence[str]) -> int:
    chosen = options(arguments, serving=True)
    if chosen.help:
        print(USAGE, end="")
        return 0
    serve.refuse_taken(chosen.host, chosen.port)
    environment, demonstration = set_up(chosen.empty, chosen.host)
    serve.serve(environment, chosen.host, chosen.port, demonstration)
    return 0


def setup(arguments: Sequence[str]) -> int:
    set_up(options(arguments, serving=False).empty)
    return 0


def manage(arguments: Sequence[str]) -> int:
    provide_packages()
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *arguments], variables())


def test(arguments: Sequence[str]) -> int:
    machine.provide_pdf_libraries()
    provide_packages(dev=True)
    return suite.test(arguments)


def check(arguments: Sequence[str]) -> int:
    provide_packages(dev=True)
    return quality.check()


def fix(arguments: Sequence[str]) -> int:
    provide_packages(dev=True)
    return quality.fix()


def bench(arguments: Sequence[str]) -> int:
    machine.provide_pdf_libraries()
    provide_packages(dev=True)
    return suite.bench(arguments)


def doctor(arguments: Sequence[str]) -> int:
    """0 where nothing is missing that anything needs, else 1."""
    parts = machine.parts()
    for part in parts:
        print(f"{'yes' if part.found else 'NO':4}{part.name}  {part.found}")
        if not part.found:
            print(f"     needed for {part.needed_for}")
            if part.packages:
                print(f"     {part.how}")
    return int(any(part.packages and not part.found for part in parts))


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "": start,
    "test": test,
    "setup": setup,
    "manage": manage,
    "check": check,
    "fix": fix,
    "bench": bench,
    "doctor": doctor,
    "lock": lock.renew,
}
