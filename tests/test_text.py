"""The cleaning rule: what is refused, what is removed and said, what stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cto.text import Unprintable, clean, covered, font_files, uncovered

ANYTHING = st.text(st.characters(codec=None), max_size=60)
AWKWARD = st.text(
    st.sampled_from(
        "ab \n\t\r\u00e9e\u0301\u200c\u200d\ufe0f\u00ad\u200b\ufeff\u094d\u0915😀👩\U0001f3fb\u2028"
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dose 10\u202e50 mg", "character 8: right-to-left override (U+202E)"),
        ("one\ntwo \u202ethree", "line 2, character 5: right-to-left override (U+202E)"),
        ("one\r\ntwo \u2066three", "line 2, character 5: left-to-right isolate (U+2066)"),
        ("\u200e", "character 1: left-to-right mark (U+200E)"),
        ("a\x00", "character 2: null (U+0000)"),
        ("a\x0bb", "character 2: vertical tab (U+000B)"),
        ("a\x1b[0m", "character 2: escape (U+001B)"),
        ("a\x85", "character 2: next line (U+0085)"),
        ("a\x01", "character 2: control character (U+0001)"),
        ("a\ud800", "character 2: half of a character (U+D800)"),
        ("a\ufffe", "character 2: unknown character (U+FFFE)"),
        ("a\u3164", "character 2: hangul filler (U+3164)"),
        ("a\U000e0041", "character 2: tag latin capital letter a (U+E0041)"),
        ("a\u2060", "character 2: word joiner (U+2060)"),
    ],
)
def test_a_character_that_could_mislead_is_refused_by_name_and_place(text, message):
    with pytest.raises(Unprintable) as refused:
        clean(text)
    assert refused.value.message == message


@pytest.mark.parametrize(
    ("text", "cleaned", "removed"),
    [
        ("co\u00adoperate", "cooperate", ("soft hyphen",)),
        ("\ufeffplan\u200b B\u200b", "plan B", ("byte order mark", "zero-width space (2 times)")),
        ("end\u200d", "end", ("zero-width joiner",)),
        ("a\u200d\u200db", "a\u200db", ("zero-width joiner",)),
        ("\ufe0fa", "a", ("variation selector",)),
        ("❤\ufe0f\ufe0f", "❤\ufe0f", ("variation selector",)),
    ],
)
def test_what_is_invisible_and_harmless_is_removed_and_said(text, cleaned, removed):
    result = clean(text)
    assert (result.text, result.removed) == (cleaned, removed)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian
        "👩\u200d👧",  # a family
        "❤\ufe0f\u200d🔥",
        "ക്\u200d",  # Malayalam, at the end of a word
        "tab\tand\nline",
        "Zoë O\u2019Brien\u2013Łukasz",
        "\uf0b7 a bullet from another program",
        "\u06dd",
    ],
)
def test_what_people_write_in_their_own_language_stays(text):
    assert clean(text).text == unicodedata.normalize("NFC", text)
    assert clean(text).removed == ()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed(end):
    assert clean(f"one{end}two").text == "one\ntwo"


def test_text_is_stored_composed():
    assert clean("Zoe\u0308").text == "Zo\u00eb"


@given(st.one_of(ANYTHING, AWKWARD))
def test_cleaning_refuses_or_settles_in_one_pass(text):
    try:
        once = clean(text)
    except Unprintable:
        return
    again = clean(once.text)
    assert again.text == once.text
    assert again.removed == ()
    once.text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", once.text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_nothing_visible_is_changed(text):
    try:
        result = clean(text)
    except Unprintable:
        return  # a blank letter
    assert result.text == unicodedata.normalize("NFC", text)
    assert result.removed == ()


def test_the_bundled_fonts_cover_what_is_written_in_britain():
    assert font_files()
    assert all(path.exists() for path in font_files())
    assert uncovered("Plain £5 – “quoted” café ŵ ŷ Łódź → ≥ 10 µg\n\ttab") == ()


def test_a_character_that_no_font_has_is_named_once():
    missing = uncovered("a \U000f0000 b \U000f0000")
    assert missing == ("\U000f0000, private character (U+F0000)",)


def test_what_is_never_drawn_counts_as_covered():
    assert uncovered("👩\u200d👧❤\ufe0f".replace("👩", "").replace("👧", "").replace("❤", "")) == ()


def test_the_fonts_are_read_once():
    assert covered() is covered()
