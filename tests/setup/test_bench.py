"""The benchmark's own arithmetic, and its floors."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse

from cto.setup import suite
from tests.bench import floors, timeline
from tests.bench.measure import Measured, measure


def test_a_ratio_is_taken_round_by_round() -> None:
    page, floor = Measured("page", (2.0, 8.0, 3.0)), Measured("floor", (1.0, 4.0, 1.0))
    assert page.beside(floor) == (2.0, 2.0, 3.0)


def test_every_work_is_called_as_often_as_asked_and_once_to_warm_up() -> None:
    calls = {"a": 0, "b": 0}

    def work(name: str) -> None:
        calls[name] += 1

    found = measure({"a": (lambda: work("a"), 3), "b": (lambda: work("b"), 1)}, rounds=4)
    assert calls == {"a": 13, "b": 5}
    assert [len(found[name].rounds) for name in "ab"] == [4, 4]


def test_the_bare_view_answers_ten_kilobytes() -> None:
    answer = floors.bare_view()()
    assert isinstance(answer, HttpResponse)
    assert (answer.status_code, len(answer.content)) == (200, 10_000)
    assert "Content-Security-Policy" not in answer


def test_the_bare_document_is_four_tagged_pages() -> None:
    from io import BytesIO

    import pypdf

    data = floors.bare_document()()
    assert isinstance(data, bytes)
    pdf = pypdf.PdfReader(BytesIO(data))
    assert len(pdf.pages) == 4
    assert "/StructTreeRoot" in pdf.root_object


@pytest.mark.parametrize(
    ("asked", "urls"),
    [
        ([], ["sqlite:///:memory:"]),  # pages: what they cost depends little on the database
        (["timeline"], ["sqlite:///:memory:"]),  # none is needed
        (["due", "--rounds", "2"], ["sqlite:///:memory:", "postgres://there"]),  # both
    ],
)
def test_what_depends_on_the_database_is_measured_on_both(
    asked: list[str], urls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], str]] = []

    def run(command: list[str], env: dict[str, str], **more: Any) -> SimpleNamespace:
        calls.append((command[3:], env["DATABASE_URL"]))
        return SimpleNamespace(returncode=len(calls) - 1)

    monkeypatch.setattr(suite.subprocess, "run", run)
    monkeypatch.setattr(suite, "postgres", lambda: nullcontext("postgres://there"))
    assert suite.bench(asked) == len(urls) - 1  # the worst of the exit codes
    assert calls == [(asked, url) for url in urls]


def test_the_timelines_bench_tries_inputs_and_judges_its_budget(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timeline.main(rounds=1, inputs=50) == 0
    assert "50 inputs, none raised" in capsys.readouterr().out
    monkeypatch.setattr(timeline, "BUDGET", 0.0)
    assert timeline.main(rounds=1, inputs=1) == 1
