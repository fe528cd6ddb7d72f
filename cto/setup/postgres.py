"""A PostgreSQL of its own for one run of the tests: made in a second, reached by no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cto.setup.places import Stop

OWNER = "postgres"
# Speed over safety: the cluster is thrown away.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


@contextmanager
def throwaway_cluster(programs: Path) -> Iterator[str]:
    """Yields a DATABASE_URL; the cluster is gone afterwards.

    The folder stands in /tmp because a socket's path may have about 100 characters. PostgreSQL
    refuses to run as root, so as root it runs as the user its package made.
    """
    folder = Path(tempfile.mkdtemp(prefix="cto-pg-", dir="/tmp"))
    try:
        owner = run_as(folder)
        initialise(programs, folder, owner)
        server = start(programs, folder, owner)
        try:
            wait_for(folder, server)
            yield f"postgres://{OWNER}@/postgres?host={folder}"
        finally:
            server.terminate()
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_as(folder: Path) -> dict[str, Any]:
    """Arguments for subprocess that drop root; none for anyone else."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(OWNER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def initialise(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
        f"--username={OWNER}", "-D", folder / "data",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **owner)
    if done.returncode:
        raise Stop(f"initdb failed:\n{done.stderr}")


def start(programs: Path, folder: Path, owner: dict[str, Any]) -> "subprocess.Popen[str]":
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, text=True, start_new_session=True, **owner
        )


def wait_for(folder: Path, server: "subprocess.Popen[str]", seconds: float = 20) -> None:
    """Until it says that it is ready; raises Stop with its log where it never does."""
    log = folder / "log"
    end = time.monotonic() + seconds
    while b"ready to accept connections" not in log.read_bytes():
        if server.poll() is not None or time.monotonic() > end:
            raise Stop(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def stop(server: "subprocess.Popen[str]") -> None:
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
