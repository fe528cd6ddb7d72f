"""The two locked lists of packages, made by uv from pyproject.toml.

`./run lock` renews them; versions stay as they are unless `--upgrade` is given. The lists are
themselves the lock (docs/adr says why uv.lock is not kept): every file of every package with its
hash, for every platform, and beside each direct dependency the reason for it.
"""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cto.setup.packages import uv_environment
from cto.setup.places import DEV_LOCK, ROOT, RUNTIME_LOCK, Stop, step

PYPROJECT = ROOT / "pyproject.toml"
QUOTED = re.compile(r'^\s*"(?P<requirement>[^"]+)",\s*#\s*(?P<reason>.+)$')
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")
HEADERS = {
    RUNTIME_LOCK: "What the site runs on. Made by `./run lock` from pyproject.toml; do not edit.",
    DEV_LOCK: "requirements.txt and what tests and checks need. Made by `./run lock`; do not edit.",
}


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_of(requirement: str) -> str:
    """`weasyprint==70.0` -> `weasyprint`."""
    return normal(re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0])


def reasons() -> dict[str, str]:
    """Why each direct dependency is there, by its name; raises Stop where a reason is missing."""
    written = dict(reasons_in(PYPROJECT.read_text()))
    names = [name_of(requirement) for requirement in direct()]
    if missing := [name for name in names if name not in written]:
        raise Stop(f"Say in pyproject.toml, in a comment beside it, why there is {missing[0]}.")
    return {name: written[name] for name in names}


def reasons_in(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if match := QUOTED.match(line):
            yield name_of(match["requirement"]), match["reason"].strip()


def direct(group: str = "") -> list[str]:
    """The requirements that pyproject.toml names: of one group, or all of them."""
    project = tomllib.loads(PYPROJECT.read_text())
    groups: dict[str, list[str]] = project["dependency-groups"]
    if group:
        return groups[group]
    named: list[str] = project["project"]["dependencies"]
    return named + [requirement for names in groups.values() for requirement in names]


def pins(path: Path) -> dict[str, str]:
    """Name to version of every package in a list."""
    matches = (PINNED.match(line) for line in path.read_text().splitlines())
    return {normal(match["name"]): match["version"] for match in matches if match}


def annotated(text: str, header: str) -> str:
    """uv's list with its reasons: a comment above each package that pyproject.toml names."""
    why = reasons()
    lines = [f"# {header}"]
    for line in text.splitlines():
        match = PINNED.match(line)
        if match and (reason := why.get(normal(match["name"]))):
            lines.append(f"# {reason}")
        lines.append(line)
    return "\n".join(lines) + "\n"


def renew(arguments: Sequence[str]) -> int:
    """Writes both lists. Raises Stop with uv's words where the requirements cannot be met."""
    if not shutil.which("uv"):
        raise Stop("Renewing the lock needs uv (https://docs.astral.sh/uv); nothing else does.")
    compile_to(RUNTIME_LOCK, [], arguments)
    compile_to(DEV_LOCK, ["--group", "dev", "--constraint", RUNTIME_LOCK.name], arguments)
    return 0


def compile_to(path: Path, extra: Sequence[str], arguments: Sequence[str]) -> None:
    """uv prefers the versions in the list that is there, so that only what must change does."""
    command = [
        "uv", "pip", "compile", PYPROJECT.name, *extra, *arguments, "--quiet", "--universal",
        "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11",
        "--output-file", path.name,
    ]  # fmt: skip
    with step(f"Locking {path.name}"):
        done = subprocess.run(
            command, cwd=ROOT, env=uv_environment(), capture_output=True, text=True
        )
        if done.returncode:
            raise Stop(done.stderr)
        path.write_text(annotated(path.read_text(), HEADERS[path]))
