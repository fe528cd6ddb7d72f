"""Where things are, and how this program speaks."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"


class Stop(Exception):
    """Set-up cannot go on; the message says what to do."""


def make_var() -> None:
    """var/ holds secrets and patients: nobody else on this machine looks into it."""
    VAR.mkdir(mode=0o700, exist_ok=True)


def say(text: str = "") -> None:
    """Progress goes to standard error, so that a command's own output stands alone."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is happening before it happens, and how long it took when it was long."""
    print(f"{what} ...", end="", file=sys.stderr, flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say(" failed")
        raise
    say(f" done ({time.monotonic() - began:.0f} s)")
