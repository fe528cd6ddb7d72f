"""What this machine has, what it lacks, and the one line that brings it."""

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cto.setup.places import say, step

PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# The library behind each package, as Linux and as macOS name it.
PDF_LIBRARIES = (
    ("libgobject-2.0.so.0", "libgobject-2.0.dylib"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
)
BROWSERS = (
    "chromium-headless-shell",  # half the work for a journey, where it is installed
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@dataclass(frozen=True)
class Part:
    """One thing that may be missing, what needs it, and the Debian packages that bring it."""

    name: str
    found: str
    needed_for: str
    packages: tuple[str, ...]

    @property
    def how(self) -> str:
        return how_to_install(self.packages)


def loads(names: tuple[str, ...]) -> bool:
    """Whether the dynamic linker finds the library under one of its names."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_pdf_libraries() -> bool:
    return all(loads(names) for names in PDF_LIBRARIES)


def chromium() -> str:
    """Path of a Chromium, or "" where there is none. CHROMIUM in the environment wins."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), "")


def postgres_programs() -> Path | None:
    """The newest installed folder with initdb and postgres, which Debian keeps off the PATH."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    complete = [f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()]
    return max(complete, key=version_of, default=None)


def version_of(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def is_debian() -> bool:
    try:
        text = Path("/etc/os-release").read_text()
    except OSError:
        return False
    kinds = [line.partition("=")[2] for line in text.splitlines() if line.startswith("ID")]
    return any(kind in " ".join(kinds) for kind in ("debian", "ubuntu"))


def may_install() -> bool:
    return os.geteuid() == 0 and is_debian() and shutil.which("apt-get") is not None


def how_to_install(packages: tuple[str, ...]) -> str:
    """The one line a person can paste."""
    if shutil.which("brew") and not is_debian():
        return "brew install " + {"chromium": "--cask chromium"}.get(
            packages[0], "pango" if packages == PDF_PACKAGES else packages[0]
        )
    as_root = "" if os.geteuid() == 0 else "sudo "
    return f"{as_root}apt-get install --no-install-recommends {' '.join(packages)}"


def apt_install(packages: tuple[str, ...]) -> bool:
    """Installs as root, fetching the package lists only where they are missing or stale."""
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def succeeds(command: list[str]) -> bool:
        return subprocess.run(command, env=quiet, capture_output=True).returncode == 0

    with step(f"Installing {', '.join(packages)}"):
        return succeeds(install) or (succeeds(["apt-get", "update", "-q"]) and succeeds(install))


def provide_pdf_libraries() -> None:
    """Installs them where that is allowed, else says how, and goes on: only PDFs need them."""
    if has_pdf_libraries():
        return
    if may_install() and apt_install(PDF_PACKAGES) and has_pdf_libraries():
        return
    say(f"PDFs will be unavailable until you run: {how_to_install(PDF_PACKAGES)}")


def parts() -> list[Part]:
    """Everything that `./run doctor` reports, in the order in which a person would want it."""
    programs = postgres_programs()
    return [
        Part(
            "native PDF libraries",
            "found" if has_pdf_libraries() else "",
            "printing records; without them the site starts and only PDFs are unavailable",
            PDF_PACKAGES,
        ),
        Part("Chromium", chromium(), "browser journeys in ./run test", ("chromium",)),
        Part(
            "PostgreSQL's programs",
            str(programs or ""),
            "the PostgreSQL half of ./run test",
            ("postgresql",),
        ),
        Part("uv", shutil.which("uv") or "", "nothing: pip is used, which takes longer", ()),
    ]
