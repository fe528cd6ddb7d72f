"""The environment that the site runs in on this machine, and the secrets it keeps under var/."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cto.setup.places import VAR

SECRET_KEY_FILE = VAR / "secret-key"
DEMO_PASSWORD_FILE = VAR / "demo-password"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# No letter or digit that can be taken for another when read from a screen.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def variables(host: str = "") -> dict[str, str]:
    """What every command of the site needs. What the caller's environment already says, wins.

    So the same commands serve a real server, whose environment names its own mode and database.
    """
    chosen = dict(os.environ)
    chosen.setdefault("DJANGO_SETTINGS_MODULE", "cto.settings")
    chosen.setdefault("CTO_MODE", "local")
    chosen.setdefault("ALLOWED_HOSTS", ",".join(answers_to(host)))
    chosen.setdefault("DATABASE_URL", f"sqlite:///{VAR / 'cto.sqlite3'}")
    if "SECRET_KEY" not in chosen:
        chosen["SECRET_KEY"] = kept(SECRET_KEY_FILE, lambda: secrets.token_urlsafe(64))
    return chosen


def answers_to(host: str) -> tuple[str, ...]:
    """Host names the local site answers to; any, when it was asked to listen on every address."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - asked for with --host
        return ("*",)
    return (*LOOPBACK, *([host] if host and host not in LOOPBACK else []))


def kept(path: Path, make: Callable[[], str]) -> str:
    """The secret in the file; made, and readable by its owner alone, where there is none yet."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        value = make()
        keep(path, value)
        return value


def keep(path: Path, value: str) -> None:
    """Writes a secret so that nobody else could have read it at any moment."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(value + "\n")


def new_demo_password() -> str:
    """DEMO_PASSWORD, or three groups of four that can be read aloud across a room; kept in var/."""
    groups = ("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(3))
    value = os.environ.get("DEMO_PASSWORD") or "-".join(groups)
    keep(DEMO_PASSWORD_FILE, value)
    return value


def demo_password() -> str:
    """The kept password, or "" where none was made."""
    try:
        return DEMO_PASSWORD_FILE.read_text().strip()
    except FileNotFoundError:
        return ""
