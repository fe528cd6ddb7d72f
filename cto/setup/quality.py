"""`./run check` and `./run fix`: what a reviewer should not have to look for."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cto.setup import environment
from cto.setup.places import PYTHON, ROOT, say

TEMPLATE_FOLDERS = ("templates", "cto", "assessments")
TYPED = ("cto", "assessments", "tests")
Command = Sequence[str | Path]


@dataclass(frozen=True)
class Generated:
    """A document that a program prints; the file in the repository must say the same."""

    path: str
    command: tuple[str, ...]


# Another generated document is another line here.
GENERATED = (
    Generated("docs/guideline.md", ("-m", "assessments.guideline")),
    Generated("docs/lifecycle.md", ("-m", "assessments.summary.lifecycle_page")),
)


def check() -> int:
    """Runs everything, then names what failed; 0 where nothing did."""
    with tempfile.TemporaryDirectory() as folder:
        failed = [
            name for name, command, env in checks(Path(folder)) if not passes(name, command, env)
        ]
    failed += [document.path for document in GENERATED if not is_current(document)]
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return int(bool(failed))


def checks(folder: Path) -> Iterator[tuple[str, Command, Mapping[str, str]]]:
    """Name, command and environment of each."""
    local, production = environment.variables(), as_in_production(folder)
    yield "lint", [PYTHON, "-m", "ruff", "check", "."], local
    yield "format", [PYTHON, "-m", "ruff", "format", "--check", "."], local
    if templates():
        yield "templates", [DJADE, "--check", *TARGET, *templates()], local
    yield "types", [PYTHON, "-m", "mypy", *TYPED], local
    yield "migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], local
    yield "migrate", [PYTHON, "manage.py", "migrate", "--verbosity", "0"], production
    yield "deploy", [PYTHON, "manage.py", "check", *STRICT], production


# A program of its own: Python cannot start it as a module.
DJADE = str(PYTHON.with_name("djade"))
TARGET = ("--target-version", "5.2")
STRICT = ("--deploy", "--database", "default", "--fail-level", "WARNING")


def as_in_production(folder: Path) -> dict[str, str]:
    """Production's settings over an empty throwaway database, and nothing of this shell's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "cto.settings",
        "CTO_MODE": "production",
        "SECRET_KEY": environment.secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "cto.example.nhs.uk",
        "DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}",
    }


def passes(name: str, command: Command, env: Mapping[str, str]) -> bool:
    done = subprocess.run(command, cwd=ROOT, env=dict(env), capture_output=True, text=True)
    say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def templates() -> list[str]:
    found = (path for folder in TEMPLATE_FOLDERS for path in (ROOT / folder).rglob("*.html"))
    return sorted(str(path.relative_to(ROOT)) for path in found)


def printed(document: Generated) -> str:
    """What the generator prints now; raises CalledProcessError with its words where it cannot."""
    return subprocess.run(
        [PYTHON, *document.command],
        cwd=ROOT,
        env=environment.variables(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def is_current(document: Generated) -> bool:
    path = ROOT / document.path
    current = path.exists() and path.read_text() == printed(document)
    say(f"{'ok    ' if current else 'FAILED'} {document.path}")
    if not current:
        say("It differs from what its generator prints: ./run fix writes it anew.")
    return current


def fix() -> int:
    """What a program can mend: lint, format, templates, generated documents."""
    local = environment.variables()
    for command in (["ruff", "check", "--fix", "."], ["ruff", "format", "."]):
        subprocess.run([PYTHON, "-m", *command], cwd=ROOT, env=local)
    if templates():
        subprocess.run([DJADE, *TARGET, *templates()], cwd=ROOT, env=local)
    for document in GENERATED:
        (ROOT / document.path).write_text(printed(document))
    return 0
