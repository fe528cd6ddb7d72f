"""The benchmark's own arithmetic, and its floors."""

from django.http import HttpResponse

from tests.bench import floors
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
