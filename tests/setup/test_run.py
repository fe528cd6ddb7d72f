"""./run: what it keeps, what it prints, and what it does only once."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cto.setup import commands, environment, machine, packages, places, quality, serve, suite
from cto.setup.places import ROOT, Stop


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A var/ of this test's own, and nothing of this shell's environment that would speak first."""
    folder = tmp_path / "var"
    for module in (environment, packages, places):
        if hasattr(module, "VAR"):
            monkeypatch.setattr(module, "VAR", folder)
    monkeypatch.setattr(environment, "SECRET_KEY_FILE", folder / "secret-key")
    monkeypatch.setattr(environment, "DEMO_PASSWORD_FILE", folder / "demo-password")
    for name in ("SECRET_KEY", "DATABASE_URL", "CTO_MODE", "ALLOWED_HOSTS", "DEMO_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_imports_nothing_that_is_not_in_python() -> None:
    question = (
        "import sys; sys.path.insert(0, '.'); from cto.setup import commands; "
        "print(sorted({m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", question], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout == "['__main__', 'cto']\n"


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(var: Path) -> None:
    first = environment.variables()["SECRET_KEY"]
    assert len(first) > 50
    assert environment.variables()["SECRET_KEY"] == first
    assert mode(var / "secret-key") == 0o600
    assert mode(var) == 0o700


def test_the_demonstration_password_is_new_for_each_database(var: Path) -> None:
    first, second = environment.new_demo_password(), environment.new_demo_password()
    assert first != second
    assert environment.demo_password() == second
    assert mode(var / "demo-password") == 0o600


def test_the_demonstration_password_can_be_chosen(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "chosen by me")
    assert environment.new_demo_password() == environment.demo_password() == "chosen by me"


def test_what_the_environment_says_wins(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///real")
    monkeypatch.setenv("CTO_MODE", "production")
    chosen = environment.variables()
    assert chosen["DATABASE_URL"] == "postgresql:///real"
    assert chosen["CTO_MODE"] == "production"


def test_the_site_answers_to_this_machine_only_unless_told(var: Path) -> None:
    assert environment.variables()["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert environment.variables("0.0.0.0")["ALLOWED_HOSTS"] == "*"
    assert environment.variables("10.1.2.3")["ALLOWED_HOSTS"].endswith(",10.1.2.3")


def test_the_welcome_names_address_sign_ins_and_password(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "abcd-efgh-jkmn")
    environment.new_demo_password()
    text = serve.welcome("http://127.0.0.1:8000/", demonstration=True)
    assert "http://127.0.0.1:8000/" in text
    assert "abcd-efgh-jkmn" in text
    for name in ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin"):
        assert f"\n  {name} " in text


def test_a_site_without_demonstration_prints_no_password(var: Path) -> None:
    environment.new_demo_password()
    text = serve.welcome("http://127.0.0.1:8000/", demonstration=False)
    assert environment.demo_password() not in text
    assert "rc" not in text


def test_a_port_that_is_taken_is_said_before_anything_else_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Stop, match=f"Try another port: ./run --port {port + 1}"):
            serve.refuse_taken("127.0.0.1", port)


def test_an_unknown_command_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["tset"]) == 2
    said = capsys.readouterr().err
    assert "./run tset does not exist" in said
    assert "./run doctor" in said


def test_every_command_of_the_contract_exists() -> None:
    wanted = {"", "test", "setup", "manage", "check", "fix", "bench", "doctor"}
    assert wanted <= set(commands.COMMANDS)
    assert all(f"./run {name}" in commands.USAGE for name in wanted)


def test_help_is_printed_without_setting_anything_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["--help"]) == 0
    assert capsys.readouterr().out == commands.USAGE


def stamped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dev: bool) -> None:
    monkeypatch.setattr(packages, "STAMP", tmp_path / "installed.json")
    text = packages.json.dumps({**packages.fingerprint(), "dev": dev})
    packages.STAMP.write_text(text)


def test_packages_are_installed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stamped(monkeypatch, tmp_path, dev=False)
    assert packages.is_ready(dev=False)
    assert not packages.is_ready(dev=True)


def test_what_tests_need_serves_the_site_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stamped(monkeypatch, tmp_path, dev=True)
    assert packages.is_ready(dev=False)


def test_a_changed_lock_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stamped(monkeypatch, tmp_path, dev=True)
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2.19\n")
    monkeypatch.setattr(packages, "RUNTIME_LOCK", lock)
    assert not packages.is_ready(dev=False)


@pytest.mark.parametrize("damage", ["", "[]", "{}", "not json"])
def test_a_damaged_stamp_means_installing_again(
    damage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(packages, "STAMP", tmp_path / "installed.json")
    packages.STAMP.write_text(damage)
    assert not packages.is_ready(dev=False)


def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(machine, "postgres_programs", lambda: None)
    monkeypatch.setattr(machine, "chromium", lambda: "")


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_was_left_out_is_said_last_and_fails_only_in_ci(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing_here(monkeypatch)
    monkeypatch.setenv("CI", ci)
    ran: list[str] = []

    def run_on(name: str, url: str, arguments: object) -> int:
        ran.append(name)
        return 0

    monkeypatch.setattr(suite, "run_on", run_on)
    assert suite.test([]) == code
    assert ran == ["SQLite"]
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("NOT TESTED: PostgreSQL (to have it: ")
    assert "browser journeys" in last
    assert "apt-get install" in last or "brew install" in last


def test_a_failure_on_one_database_does_not_hide_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clinic@db.example/cto")
    codes = {"SQLite": 0, "PostgreSQL": 1}
    urls: dict[str, str] = {}
    given: dict[str, Sequence[str]] = {}

    def run_on(name: str, url: str, arguments: Sequence[str]) -> int:
        urls[name] = url
        given[name] = arguments
        return codes[name]

    monkeypatch.setattr(suite, "run_on", run_on)
    assert suite.test(["-k", "audit"]) == 1
    assert list(given["SQLite"]) == ["-k", "audit"]
    assert list(given["PostgreSQL"]) == ["--touching-database", "-k", "audit"]
    assert urls["PostgreSQL"] == "postgresql://clinic@db.example/cto"
    assert urls["SQLite"].startswith("sqlite:")


def test_tests_that_touch_no_database_are_enough_to_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://clinic@db.example/cto")
    codes = {"SQLite": 0, "PostgreSQL": suite.NOTHING_COLLECTED}
    monkeypatch.setattr(suite, "run_on", lambda name, url, arguments: codes[name])
    assert suite.test(["tests/statute"]) == 0
    codes["SQLite"] = suite.NOTHING_COLLECTED
    assert suite.test(["-k", "mistyped"]) == suite.NOTHING_COLLECTED


def test_a_debugger_gets_a_process_of_its_own() -> None:
    assert suite.alone(["--pdb"])
    assert suite.alone(["-n0"])
    assert not suite.alone(["tests/setup", "-k", "port"])


def test_the_shells_production_settings_do_not_reach_the_tests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CTO_MODE", "production")
    assert "CTO_MODE" not in suite.environment("sqlite:///:memory:")


def test_a_generated_document_that_differs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "ROOT", tmp_path)
    document = quality.Generated("guide.md", ("-c", "print('new')"))
    (tmp_path / "guide.md").write_text("old\n")
    assert not quality.is_current(document)
    assert "./run fix" in capsys.readouterr().err
    (tmp_path / "guide.md").write_text("new\n")
    assert quality.is_current(document)


def test_the_line_that_installs_is_one_that_can_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_debian", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert machine.how_to_install(machine.PDF_PACKAGES) == (
        "sudo apt-get install --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
