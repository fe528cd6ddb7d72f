"""The bundled faces: whole, licensed, and wide enough for the scripts people write."""

import json
import shutil
import unicodedata

import pytest
from django.test import override_settings

from assessments.documents import fonts
from cto import text as cleaning

LISTED = json.loads((fonts.folder() / "FONTS.json").read_text(encoding="utf-8"))["fonts"]


def test_every_face_is_there_and_is_the_file_it_should_be():
    assert fonts.fonts_missing() == ()


def test_every_font_file_is_listed():
    assert {path.name for path in fonts.folder().glob("*.ttf")} == {row["file"] for row in LISTED}


def test_the_faces_stay_within_twelve_megabytes():
    assert sum(row["bytes"] for row in LISTED) < 12_000_000


@pytest.mark.parametrize("row", LISTED, ids=lambda row: row["file"])
def test_every_face_has_a_free_licence_with_its_text(row):
    assert row["licence"] in {"OFL-1.1", "Apache-2.0", "LicenseRef-Symbola"}
    assert (fonts.folder() / row["licence_file"]).stat().st_size > 200
    assert row["copyright"]


@pytest.mark.parametrize(
    "words",
    [
        "Llŷr a Siân o Dŷ Ŵyn",  # Welsh
        "Zażółć gęślą jaźń, șțîâă, ẹ́ ọ̀ ṣ, ệ ữ",  # Polish, Romanian, Yoruba, Vietnamese
        "Україна Ελλάδα Հայաստան საქართველო",
        "میں ٹھیک ہوں۔ لا أريد ۱۲۳ پښتو ڤێۆ",  # Urdu, Arabic, Pashto, Kurdish
        "שלום",
        "আমি ভালো আছি। मैं ठीक हूँ। ਮੈਂ ਠੀਕ ਹਾਂ હું ઠીક છું",
        "நான் நலம் నేను బాగున్నాను ನಾನು ഞാൻ මම ଓଡ଼ିଆ",
        "ደሓን እየ ฉันสบายดี ຂ້ອຍ ខ្ញុំ ကျွန်တော် ދިވެހި ܫܠܡܐ ߒߞߏ ⵣ",
        "我很好 繁體 元気です カタカナ 나는 잘 지내요",
        "😀 ❤️ 👍🏽 👩‍⚕️ → ≥ ½ £ € ₹ ✓ • “ ” – …",
    ],
)
def test_what_people_in_england_and_wales_write_can_be_printed(words):
    assert fonts.uncovered(words) == ()


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u200b", "\u00ad", "\u2066", "\ufeff", "\x00", "\x1b"]
)
def test_what_hides_or_reorders_is_never_printed(hidden):
    assert fonts.uncovered(f"10 {hidden}mg") == (hidden,)


def test_entities_count_as_the_characters_they_stand_for():
    assert fonts.uncovered("&#x202e;") == ("\u202e",)
    assert fonts.families_for("&#x4e2d;") == ("Liberation Sans", "Droid Sans Fallback")


def test_only_the_faces_a_text_needs_are_used():
    assert fonts.families_for("<p>Plain English – café</p>") == ("Liberation Sans",)


def test_what_may_be_saved_without_a_warning_can_be_printed():
    """The rule at saving and the rule at printing agree on every character of Unicode."""
    differing = []
    for point in range(0x20, 0x30000):
        character = chr(point)
        if unicodedata.category(character) in {"Cs", "Cn", "Co"} or character in "&<>":
            continue
        try:
            kept = cleaning.clean(f"a{character}b").text
        except cleaning.Unprintable:
            continue
        if not cleaning.uncovered(kept) and fonts.uncovered(kept):
            differing.append(f"U+{point:04X}")
    assert differing == []


@pytest.fixture
def copied_fonts(tmp_path):
    """A site whose fonts can be spoilt."""
    fonts.faces.cache_clear()
    (tmp_path / "static" / "fonts").mkdir(parents=True)
    for name in ("FONTS.json", *(row["file"] for row in LISTED)):
        shutil.copy(fonts.folder() / name, tmp_path / "static" / "fonts" / name)
    with override_settings(BASE_DIR=tmp_path):
        yield tmp_path / "static" / "fonts"
    fonts.faces.cache_clear()


def test_a_missing_and_an_altered_face_are_named(copied_fonts):
    (copied_fonts / "LiberationSans-Bold.ttf").unlink()
    (copied_fonts / "NanumSquareR.ttf").write_bytes(b"something else")
    missing, altered = fonts.fonts_missing()
    assert missing == "static/fonts/LiberationSans-Bold.ttf is missing."
    assert "NanumSquareR.ttf is not the file" in altered


def test_a_list_that_cannot_be_read_is_named(copied_fonts):
    (copied_fonts / "FONTS.json").write_text("{", encoding="utf-8")
    assert fonts.fonts_missing() == ("static/fonts/FONTS.json cannot be read (JSONDecodeError).",)
