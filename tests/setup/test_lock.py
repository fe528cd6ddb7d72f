"""The locked lists of packages say the same as pyproject.toml, and nothing about any machine."""

import re
from collections.abc import Iterator
from importlib import metadata

import pytest

from cto.setup import lock
from cto.setup.places import DEV_LOCK, RUNTIME_LOCK, Stop

LISTS = [RUNTIME_LOCK, DEV_LOCK]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_package_is_pinned_and_hashed(path: lock.Path) -> None:
    entries = [e for e in re.split(r"\n(?=[^ ])", path.read_text()) if not e.startswith("#")]
    assert len(entries) > 10
    assert [e for e in entries if not lock.PINNED.match(e) or "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_names_no_address_and_no_path(path: lock.Path) -> None:
    assert not re.search(r"https?:|file:|--index|--extra|--find|(^|\s)/", path.read_text())


def test_every_direct_dependency_is_locked_with_its_reason() -> None:
    lines = DEV_LOCK.read_text().splitlines()
    for name, reason in lock.reasons().items():
        (place,) = [i for i, line in enumerate(lines) if line.startswith(f"{name}==")]
        assert lines[place - 1] == f"# {reason}"


def test_what_the_site_runs_on_is_locked_with_its_reason_in_its_own_list() -> None:
    text = RUNTIME_LOCK.read_text()
    for requirement in lock.tomllib.loads(lock.PYPROJECT.read_text())["project"]["dependencies"]:
        name = lock.name_of(requirement)
        assert f"# {lock.reasons()[name]}\n{name}==" in text


def test_tests_run_on_the_very_versions_that_the_site_runs_on() -> None:
    assert lock.pins(RUNTIME_LOCK).items() <= lock.pins(DEV_LOCK).items()


def test_locked_versions_meet_what_was_asked_for() -> None:
    packaging = pytest.importorskip("packaging.requirements")
    pins = lock.pins(DEV_LOCK)
    for text in lock.direct():
        asked = packaging.Requirement(text)
        assert asked.specifier.contains(pins[lock.normal(asked.name)])


def needed_by(name: str, extra: str = "") -> Iterator[str]:
    """What a package needs on this machine, with what the extras need that it asks for."""
    packaging = pytest.importorskip("packaging.requirements")
    for text in metadata.requires(name) or []:
        need = packaging.Requirement(text)
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            yield lock.normal(need.name)
            for more in need.extras:
                yield from needed_by(need.name, more)


def test_whatever_a_locked_package_needs_is_locked_too() -> None:
    """Installed with --no-deps: what the list leaves out would be missing."""
    for path in LISTS:
        pins = lock.pins(path)
        for name in pins:
            try:
                needs = set(needed_by(name))
            except metadata.PackageNotFoundError:
                continue  # for another platform
            assert needs <= pins.keys(), f"{name} needs {needs - pins.keys()}"


def test_what_is_installed_is_what_is_locked() -> None:
    for name, version in lock.pins(DEV_LOCK).items():
        try:
            assert metadata.version(name) == version
        except metadata.PackageNotFoundError:
            continue  # for another platform


def test_a_dependency_without_a_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "direct", lambda: ["mystery>=1"])
    with pytest.raises(Stop, match="why there is mystery"):
        lock.reasons()
