"""Prepares the database and serves the site on this machine."""

import json
import os
import socket
import subprocess
from collections.abc import Mapping

from cto.setup.environment import demo_password
from cto.setup.places import PYTHON, ROOT, Stop

WORKERS, THREADS = 2, 4
SIGN_INS = (
    ("rc", "consultant psychiatrist, responsible clinician of the three cases"),
    ("amhp", "approved mental health professional (social worker), same team"),
    ("nurse", "community psychiatric nurse, care coordinator, same team"),
    ("ot", "occupational therapist, same team"),
    ("mha", "Mental Health Act administrator: sees every team"),
    ("other", "consultant psychiatrist of another team: sees none of the three"),
    ("auditor", "information governance: reads the audit log"),
    ("sysadmin", "manages users and teams"),
)


def prepare(environment: Mapping[str, str], empty: bool) -> bool:
    """Migrates, and fills a new database; says whether it holds the demonstration sign-ins.

    One process does it all, so that a second start takes seconds. Raises Stop where it fails; the
    command has then said why.
    """
    command = [str(PYTHON), "manage.py", "prepare", *(["--empty"] if empty else [])]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE)
    if done.returncode:
        raise Stop("The database could not be prepared.")
    return bool(json.loads(done.stdout.splitlines()[-1])["demonstration"])


def welcome(address: str, demonstration: bool) -> str:
    """What is printed at every start."""
    lines = [f"\n  {address}\n"]
    if demonstration:
        width = max(len(name) for name, _ in SIGN_INS)
        lines += [f"  {name:<{width}}  {who}" for name, who in SIGN_INS]
        lines += [f"\n  Password for all: {demo_password() or 'not known on this machine'}\n"]
    return "\n".join([*lines, "  Stop with Ctrl+C."])


def serve(environment: Mapping[str, str], host: str, port: int, demonstration: bool) -> None:
    """Becomes the web server. Raises Stop where the port is taken."""
    refuse_taken(host, port)
    shown = f"[{host}]" if ":" in host else host
    print(welcome(f"http://{shown}:{port}/", demonstration), flush=True)
    os.chdir(ROOT)
    os.execve(PYTHON, server_command(f"{shown}:{port}"), dict(environment))


def server_command(bind: str) -> list[str]:
    """Threads, because a browser opens connections before it needs them, and keeps them open."""
    return [
        str(PYTHON), "-m", "gunicorn", "cto.wsgi", "--bind", bind, "--workers", str(WORKERS),
        "--threads", str(THREADS), "--worker-class", "gthread", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip


def refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stop(
                f"Cannot listen on {host} port {port}: {error.strerror}. "
                f"Try another port: ./run --port {port + 1}"
            ) from error
