"""``manage.py timeline``: JSON in, JSON out, no database, and one line where it cannot."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.statute.story import made

ROOT = Path(__file__).resolve().parents[2]
FULL = Path("/dev/full")
FACTS = {"nation": "england", "events": [made("2026-10-05")], "as_of": "2026-11-01"}


@pytest.fixture
def standard_input(monkeypatch):
    def give(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    return give


def answer(*arguments):
    out = io.StringIO()
    call_command("timeline", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_facts_from_a_file(tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS))
    found = answer(str(file))
    assert found["status"] == "in_force"
    assert list(found) == ["status", "periods", "deadlines", "refused"]


def test_facts_from_standard_input(standard_input):
    standard_input(json.dumps(FACTS).encode())
    assert answer()["deadlines"]["order_ends"]["on"] == "2027-04-04"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (b"", "input"),
        (b'{"nation": "england"}', "events"),
        (
            b'{"nation": "england", "events": [{"event": "order_made", "at": "soon"}]}',
            "events[0].at",
        ),
    ],
)
def test_input_that_is_not_well_formed_names_the_field(standard_input, text, field):
    standard_input(text)
    with pytest.raises(CommandError) as caught:
        answer()
    assert str(caught.value).startswith(f"{field}: ")
    assert caught.value.returncode == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError) as caught:
        answer(str(tmp_path / "none.json"))
    assert "none.json': No such file" in str(caught.value)
    assert caught.value.returncode == 2


def program(*arguments, **options):
    """The command as a program of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        check=False,
        **options,
    )


def test_a_standard_input_that_is_closed_is_empty_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError) as caught:
        answer()
    assert (str(caught.value)[:7], caught.value.returncode) == ("input: ", 2)


def test_a_standard_output_that_is_closed_is_named(monkeypatch, tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS))
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(CommandError, match="output: standard output is closed"):
        call_command("timeline", str(file))


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_an_answer_that_cannot_be_written_is_one_line(tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with FULL.open("wb") as full:
        done = program("timeline", str(file), env=environment, stdout=full)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"No space left" in done.stderr


def test_it_runs_without_a_database_and_answers_with_exit_codes():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }

    def run(text):
        return program("timeline", input=text, env=environment, stdout=subprocess.PIPE)

    good = run(json.dumps(FACTS).encode())
    assert (good.returncode, good.stderr) == (0, b"")
    assert json.loads(good.stdout)["status"] == "in_force"
    bad = run(b'{"nation": "atlantis", "events": []}')
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert len(bad.stderr.splitlines()) == 1
    assert b"nation" in bad.stderr
