""".venv and the packages in it, from the hash-locked lists."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from cto.setup.machine import apt_install, may_install
from cto.setup.places import DEV_LOCK, PYTHON, ROOT, RUNTIME_LOCK, VAR, VENV, Stop, make_var, step

STAMP = VENV / "installed.json"


def provide_packages(dev: bool = False) -> None:
    """Makes .venv hold exactly what the lock says; does nothing where it already does.

    What was once installed for tests stays: a plain start after `./run test` removes nothing.
    Raises Stop with the installer's words.
    """
    if is_ready(dev):
        return
    make_var()
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready(dev):
            return
        dev = dev or stamped().get("dev", False)
        if not works():
            make_venv()
        source = DEV_LOCK if dev else RUNTIME_LOCK
        with step(f"Installing packages from {source.name}"):
            install(source.name)
        STAMP.write_text(json.dumps({**fingerprint(), "dev": dev}))


def is_ready(dev: bool) -> bool:
    stamp = stamped()
    has_dev = stamp.get("dev", False)
    return (has_dev or not dev) and stamp == {**fingerprint(), "dev": has_dev}


def stamped() -> dict[str, Any]:
    """What was installed last; empty where nothing, or where .venv's interpreter is gone."""
    try:
        found = json.loads(STAMP.read_text()) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and "dev" in found else {}


def fingerprint() -> dict[str, str]:
    """Lock, interpreter, place: where one changes, packages are set up again."""
    locks = RUNTIME_LOCK.read_bytes() + DEV_LOCK.read_bytes()
    return {
        "lock": hashlib.sha256(locks).hexdigest(),
        "interpreter": os.path.realpath(PYTHON),
        "place": str(VENV),
    }


def works() -> bool:
    """Whether .venv has an interpreter that runs, is new enough and stands where it was made."""
    if not PYTHON.exists():
        return False
    question = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    return subprocess.run([PYTHON, "-c", question], capture_output=True).returncode == 0


def make_venv() -> None:
    """With uv, with ensurepip, or (bare Debian) with neither."""
    shutil.rmtree(VENV, ignore_errors=True)
    if shutil.which("uv"):
        command = ["uv", "venv", "--quiet", "--python", sys.executable, str(VENV)]
        done = subprocess.run(command, env=uv_environment(), capture_output=True, text=True)
    else:
        done = subprocess.run(
            [sys.executable, "-m", "venv", *without_pip(), str(VENV)],
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise Stop(f"Could not make .venv:\n{done.stdout}{done.stderr}")


def without_pip() -> Sequence[str]:
    return () if has_module("ensurepip") else ("--without-pip",)


def has_module(name: str) -> bool:
    question = ["-c", f"import {name}"]
    return subprocess.run([sys.executable, *question], capture_output=True).returncode == 0


def install(lock: str) -> None:
    """Runs in the project's folder, so that no path of this machine enters any message or file."""
    done = subprocess.run(
        installer(lock),
        cwd=ROOT,
        env=uv_environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Stop(f"Could not install the packages:\n{done.stdout}{done.stderr}")


def installer(lock: str) -> list[str]:
    python = str(PYTHON)
    if shutil.which("uv"):
        return ["uv", "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock]
    # The list is whole: asked to look for what packages need, an older pip meets an extra such as
    # coverage[toml], takes its newest release for it, and stops because the list pins another.
    quiet = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    quiet.append("--no-deps")
    if (VENV / "bin" / "pip").exists():
        return [python, "-m", "pip", *quiet, "-r", lock]
    if not has_module("pip") and not (may_install() and apt_install(("python3-pip",))):
        raise Stop("Python has no pip here. Install it first: sudo apt-get install python3-venv")
    return [sys.executable, "-m", "pip", "--python", python, *quiet, "-r", lock]


def uv_environment() -> dict[str, str]:
    """uv must use the Python that is here, and never fetch one."""
    return {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
