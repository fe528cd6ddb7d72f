"""`./run test`: the whole suite on each database there is, and a loud word on what was left out."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from cto.setup import machine
from cto.setup.environment import LOOPBACK
from cto.setup.places import PYTHON, ROOT, say
from cto.setup.postgres import throwaway_cluster

POSTGRES_SCHEMES = ("postgres://", "postgresql://", "pgsql://")
# What touches no database has been tested by then; it cannot differ.
ONCE_IS_ENOUGH = "--touching-database"
# A process keeps its neighbours together, which share what is slow to make, until one has no more.
SHARED = ("-n", "2", "--dist", "worksteal")
# pytest's way of saying that nothing matched: right where the chosen tests touch no database.
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class LeftOut:
    what: str
    how: str


def test(arguments: Sequence[str]) -> int:
    """Exit code: the first that is not 0; with CI=true also 1 where something was left out."""
    missing = left_out()
    codes = [run_on("SQLite", "sqlite:///:memory:", arguments)]
    if server := postgres():
        with server as url:
            code = run_on("PostgreSQL", url, [ONCE_IS_ENOUGH, *arguments])
            codes.append(0 if code == NOTHING_COLLECTED else code)
    code = next((code for code in codes if code), 0)
    if missing:
        say("NOT TESTED: " + "; ".join(f"{m.what} (to have it: {m.how})" for m in missing))
    return code or int(bool(missing) and in_ci())


def bench(arguments: Sequence[str]) -> int:
    """On SQLite; what depends on the database, on PostgreSQL as well, where there is one."""
    command = [str(PYTHON), "-m", "tests.bench", *arguments]
    urls: list[AbstractContextManager[str]] = [nullcontext("sqlite:///:memory:")]
    if "due" in arguments:
        server = postgres()
        if server is None:
            say("NOT MEASURED: PostgreSQL (./run doctor says how to have it)")
        urls += [server] if server else []
    codes = []
    for url in urls:
        with url as address:
            codes.append(subprocess.run(command, cwd=ROOT, env=environment(address)).returncode)
    return max(codes)


def left_out() -> list[LeftOut]:
    found = []
    if not (given_postgres() or machine.postgres_programs()):
        how = f"{machine.how_to_install(('postgresql',))}, or set DATABASE_URL"
        found.append(LeftOut("PostgreSQL", how))
    if not machine.chromium():
        found.append(LeftOut("browser journeys", machine.how_to_install(("chromium",))))
    if not machine.has_pdf_libraries():
        found.append(LeftOut("PDFs", machine.how_to_install(machine.PDF_PACKAGES)))
    return found


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1"}


def given_postgres() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(POSTGRES_SCHEMES) else ""


def postgres() -> AbstractContextManager[str] | None:
    """The server that was named, or one of our own, or none."""
    if url := given_postgres():
        return nullcontext(url)
    programs = machine.postgres_programs()
    return throwaway_cluster(programs) if programs else None


def run_on(name: str, url: str, arguments: Sequence[str]) -> int:
    say(f"\n== on {name} ==")
    command = [str(PYTHON), "-m", "pytest", *(() if alone(arguments) else SHARED), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(url))
    return done.returncode


def alone(arguments: Sequence[str]) -> bool:
    """Whether the caller chose the processes, or wants to look inside one."""
    return any(a.startswith(("-n", "--pdb", "--numprocesses", "--trace")) for a in arguments)


def environment(url: str) -> dict[str, str]:
    """The tests' own settings, whatever this shell says about a real site."""
    chosen = {k: v for k, v in os.environ.items() if k not in {"SECRET_KEY", "CTO_MODE", "DEBUG"}}
    hosts = ",".join(("testserver", *LOOPBACK))
    return {**chosen, "DATABASE_URL": url, "ALLOWED_HOSTS": hosts}
