"""The renderer's three promises: sealed, whole or not at all, the same bytes."""

import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assessments.documents import fonts, renderer
from tests.documents import probes
from tests.documents.reading import AT, pages, printed, reader, squeezed

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = renderer.Attached("record.json", '{"name":"Siân"}'.encode(), "As data")


def run(*arguments: str, **environment: str) -> str:
    """Python in a process of its own, from the project's folder."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def probed():
    return [json.loads(line) for line in run("-m", "tests.documents.probes").splitlines()]


def test_no_channel_opens_a_file_or_the_network(probed):
    assert len(probed) == 2 * len(probes.CHANNELS) >= 30
    assert [row for row in probed if row["opened"]] == []
    assert [row for row in probed if row["message"] == "leaked"] == []


def test_what_is_asked_for_and_not_there_stops_the_printing(probed):
    printed_anyway = {row["channel"] for row in probed if not row["message"]}
    assert printed_anyway <= probes.UNASKED
    fetched = [row for row in probed if "outside itself" in row["message"]]
    assert len(fetched) >= 20


def test_a_relative_picture_stops_the_printing():
    with pytest.raises(renderer.CannotPrint, match="not printed whole"):
        printed('<img alt="x" src="plan.png">')


def test_a_picture_inside_the_text_is_not_a_way_in_either():
    with pytest.raises(renderer.CannotPrint, match="outside itself"):
        printed('<img alt="x" src="data:image/png;base64,AAAA">')


def test_an_unknown_rule_of_style_stops_the_printing():
    with pytest.raises(renderer.CannotPrint, match=r"not printed whole.*colour"):
        printed("<style>p { colour: red }</style><p>x</p>")


def test_a_style_sheet_with_a_hole_complains_every_time(monkeypatch, tmp_path):
    broken = tmp_path / "print.css"
    broken.write_text("p { colour: red }", encoding="utf-8")
    monkeypatch.setattr(renderer, "_SHEET", broken)
    renderer._style.cache_clear()
    for _ in range(2):
        with pytest.raises(renderer.CannotPrint):
            printed("<p>x</p>")
    monkeypatch.undo()
    renderer._style.cache_clear()
    assert printed("<p>x</p>")


def test_a_refused_document_leaves_the_next_one_unharmed():
    with pytest.raises(renderer.CannotPrint):
        printed('<img alt="x" src="http://127.0.0.1:9/">')
    assert "Well" in pages(printed("<p>Well</p>"))[0]


@pytest.mark.parametrize(
    ("hidden", "named"),
    [
        ("10 \u202e50 mg", "U+202E, right-to-left override"),
        ("no\u200bthing", "U+200B, zero width space"),
        ("\U0001f970", "U+1F970, smiling face with smiling eyes and three hearts"),
        ("&#xF0000;", "U+F0000"),
    ],
)
def test_a_character_that_cannot_be_printed_is_named(hidden, named):
    with pytest.raises(renderer.CannotPrint) as refused:
        printed(f"<p>{hidden}</p>")
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("میں ٹھیک ہوں", "Noto-Sans-Arabic"),
        ("我很好", "Droid-Sans-Fallback"),
        ("나는 잘 지내요", "NanumSquare"),
        ("ደሓን", "Noto-Sans-Ethiopic"),
        ("😀 ❤️ 👍🏽", "Symbola"),
    ],
)
def test_other_scripts_are_drawn_in_our_own_faces(words, family):
    pdf = printed(f"<p>Said: {words}</p>")
    names = [str(font["/BaseFont"]) for font in fonts_of(pdf)]
    assert any(family in name for name in names)
    assert all("DejaVu" not in name for name in names)
    assert squeezed(words) in squeezed(pages(pdf)[0])


def fonts_of(pdf: bytes) -> list[dict]:
    return [font.get_object() for font in reader(pdf).pages[0]["/Resources"]["/Font"].values()]


def test_plain_english_embeds_two_faces_and_no_more():
    assert len(fonts_of(printed("<h1>Title</h1><p>Text with <strong>weight</strong></p>"))) == 2


def test_the_document_is_tagged_archival_and_says_what_it_is():
    html = '<h1>One</h1><table><tr><th scope="row">Born</th><td>1991</td></tr></table>'
    root = reader(printed(html, title="Siân’s record")).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfaid:part="3"' in root["/Metadata"].get_data()
    assert b"Si\xc3\xa2n" in root["/Metadata"].get_data()
    kinds = set(walk(root["/StructTreeRoot"]))
    assert {"/H1", "/Table", "/TR", "/TH", "/TD"} <= kinds


def walk(element):
    """Every kind of structure element under this one."""
    element = element.get_object()
    if isinstance(element, int):
        return
    if isinstance(element, list):
        for child in element:
            yield from walk(child)
        return
    if "/S" in element:
        yield element["/S"]
    if "/K" in element:
        yield from walk(element["/K"])


def test_the_title_and_dates_come_from_the_caller():
    information = reader(printed("<p>x</p>", title="A record")).metadata
    assert information.title == "A record"
    assert information.creation_date == AT
    assert information.modification_date == AT


def test_what_is_attached_comes_back_to_the_letter_as_the_source():
    pdf = reader(printed("<p>x</p>", attachments=[SNAPSHOT]))
    assert pdf.attachments["record.json"] == [SNAPSHOT.content]
    attached = pdf.trailer["/Root"]["/AF"]
    assert len({reference.idnum for reference in attached}) == 1
    assert attached[0]["/AFRelationship"] == "/Source"


def test_the_same_document_has_the_same_bytes_in_every_process():
    inside = "<h1>Dŷ</h1><p>我很好 میں 😀</p>"
    here = hashlib.sha256(printed(inside, attachments=[SNAPSHOT])).hexdigest()
    code = (
        "import django; django.setup()\n"
        "import hashlib, sys\n"
        "from tests.documents.reading import printed\n"
        "from tests.documents.test_renderer import SNAPSHOT\n"
        "pdf = printed(sys.argv[1], attachments=[SNAPSHOT])\n"
        "sys.stdout.write(hashlib.sha256(pdf).hexdigest())"
    )
    assert run("-c", code, inside, PYTHONHASHSEED="1") == here


def test_many_documents_at_once_do_not_mix():
    found: dict[int, str] = {}

    def work(number: int) -> None:
        found[number] = pages(printed(f"<p>Number {number}</p>"))[0]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n].strip() for n in range(6)] == [f"Number {n}" for n in range(6)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word and " * 70_000, "too long to print"),
        ("a" + "\u0301" * 50_000, "a word of more than 10,000 characters"),
        ("x" * 100_000, "a word of more than 10,000 characters"),
    ],
)
def test_a_monstrous_text_gets_a_clear_message_and_the_worker_lives(text, message):
    began = time.monotonic()
    with pytest.raises(renderer.CannotPrint, match=message):
        printed(f"<p>{text}</p>")
    assert time.monotonic() - began < renderer.MOST_SECONDS
    assert "Well" in pages(printed("<p>Well</p>"))[0]


def test_a_document_of_too_many_pages_is_stopped(monkeypatch):
    monkeypatch.setattr(renderer, "MOST_PAGES", 3)
    with pytest.raises(renderer.CannotPrint, match="longer than 3 pages"):
        printed(f"<p>{'<br>' * 400}</p>")


def test_a_document_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(renderer, "MOST_SECONDS", -1.0)
    with pytest.raises(renderer.CannotPrint, match="was stopped"):
        printed("<p>x</p>")


def test_what_is_escaped_counts_as_the_one_character_that_is_printed():
    began = time.monotonic()
    assert printed(f"<p>{'&amp;' * 10_000}</p>")
    assert time.monotonic() - began < renderer.MOST_SECONDS


def test_a_long_text_in_a_script_without_spaces_is_no_long_word():
    assert len(pages(printed(f"<p>{'中文汉字' * 3000}</p>"))) > 3


def test_missing_fonts_say_what_to_restore(monkeypatch):
    monkeypatch.setattr(fonts, "fonts_missing", lambda: ("static/fonts/A.ttf is missing.",))
    monkeypatch.setattr(fonts, "uncovered", lambda _: (_ for _ in ()).throw(FileNotFoundError()))
    with pytest.raises(renderer.PrintingUnavailable, match=r"A\.ttf is missing\. Restore"):
        printed("<p>x</p>")


def test_missing_libraries_give_the_line_that_mends_it(monkeypatch):
    renderer._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(renderer.PrintingUnavailable, match=r"apt-get install .*harfbuzz-subset0"):
        printed("<p>x</p>")
    monkeypatch.undo()
    renderer._weasyprint.cache_clear()


def test_nothing_of_the_document_reaches_the_log(caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(renderer.CannotPrint):
        printed('<img alt="x" src="Jane-Doe.png">')
    assert "Jane" not in caplog.text


def test_logging_that_is_switched_off_cannot_hide_a_hole():
    logging.disable(logging.CRITICAL)
    try:
        with pytest.raises(renderer.PrintingUnavailable, match="logging"):
            printed("<p>x</p>")
    finally:
        logging.disable(logging.NOTSET)


def test_importing_the_documents_does_not_import_weasyprint():
    code = (
        "import django; django.setup()\n"
        "import sys, assessments.documents.record\n"
        "sys.stdout.write(str('weasyprint' in sys.modules))"
    )
    assert run("-c", code) == "False"
