"""The one cleaning rule for all text that anyone types.

What a reader cannot see can change what a record says: a right-to-left override prints "10 mg"
backwards, a zero-width space hides a word from search. So text is put into one form (NFC, line
feeds), what is harmless and invisible is removed and said, and what could mislead is refused,
named and placed. Nothing visible is ever changed.

Decided here, where Unicode leaves a choice:

- A joiner (U+200C, U+200D) stays between letters or emoji, and after a virama, where Indic
  scripts write it at the end of a word. Anywhere else it does nothing: it is removed and said.
- A variation selector stays after the one character that it selects a form of, else likewise.
- Line and paragraph separators (U+2028, U+2029) are line ends, and become line feeds.
- Every other invisible character is refused: controls save newline and tab, all bidirectional
  controls, other format characters, blank letters, tags, surrogates, non-characters.
- Private use and unassigned characters are visible or could be, and stay; `uncovered` names
  them, because no bundled font can print them.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"

REMOVED = {"\u00ad": "soft hyphen", "\u200b": "zero-width space", "\ufeff": "byte order mark"}
JOINERS = {"\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner"}
LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})

# Breaking a word to print it takes time with the square of its length; scripts written without
# spaces break anywhere and do not count.
LONGEST_WORD = 10_000
WORD_PART = r"[^\s<>\u2e80-\ud7ff\uf900-\ufaff]"
_TOO_LONG_A_WORD = re.compile(f"{WORD_PART}{{{LONGEST_WORD + 1}}}")

# Format characters that are drawn: Arabic and Syriac signs that stand around numbers.
DRAWN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Letters and marks that Unicode wants drawn as nothing, or as a blank.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
CONTROL_NAMES = {
    0x00: "null", 0x07: "bell", 0x08: "backspace", 0x0B: "vertical tab", 0x0C: "form feed",
    0x1B: "escape", 0x7F: "delete", 0x85: "next line",
}  # fmt: skip


class Unprintable(ValueError):
    """Text holds a character that could mislead a reader; the message names it and its place."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Cleaned:
    """Text as it is stored, and what was taken out, each as words such as "soft hyphen"."""

    text: str
    removed: tuple[str, ...] = ()


def clean(text: str) -> Cleaned:
    """The text in the form in which it is stored.

    Raises Unprintable for the first character that could mislead, with its line and place in
    what was typed. Cleaning twice gives the same text and removes nothing more.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(LINE_ENDS)
    if text.isascii() and text.isprintable():
        return Cleaned(text)
    for index, character in enumerate(text):
        if _misleads(character):
            raise Unprintable(f"{_place(text, index)}: {name(character)}")
    removed: dict[str, int] = {}
    before, text = "", unicodedata.normalize("NFC", text)
    while text != before:  # composing may bring a joiner beside a new neighbour, so look again
        before, text = text, unicodedata.normalize("NFC", _without_idle(text, removed))
    return Cleaned(text, tuple(_times(what, n) for what, n in removed.items()))


def name(character: str) -> str:
    """The character in words and by number, such as "right-to-left override (U+202E)"."""
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        words = "half of a character"
    elif unicodedata.category(character) == "Cc":
        words = CONTROL_NAMES.get(code, "control character")
    elif unicodedata.category(character) == "Co":
        words = "private character"
    else:
        words = unicodedata.name(character, "unknown character").lower()
    return f"{words} (U+{code:04X})"


def uncovered(text: str) -> tuple[str, ...]:
    """Each character that no bundled font can print, once, in order, as "X, its name (U+0000)".

    What is never drawn (line ends, joiners, selectors) counts as covered. Empty where the
    fonts are absent, because then nothing can be printed and the renderer says so itself.
    """
    if text.isascii():
        return ()
    known = covered()
    if not known:
        return ()
    missing = dict.fromkeys(c for c in text if ord(c) not in known and not _is_undrawn(c))
    return tuple(f"{c}, {name(c)}" for c in missing)


def has_too_long_a_word(text: str) -> bool:
    """Whether the text holds more than 10,000 characters with nowhere to break the line."""
    return len(text) > LONGEST_WORD and _TOO_LONG_A_WORD.search(text) is not None


@cache
def covered() -> frozenset[int]:
    """The code points that some bundled font has, from the fonts' own tables; read once."""
    from fontTools.ttLib import TTFont  # heavy, and only a save with letters beyond ASCII asks

    points: set[int] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            points.update(font.getBestCmap() or ())
    return frozenset(points)


def font_files() -> tuple[Path, ...]:
    """The bundled fonts, by FONTS.json where there is one, else every font in the folder."""
    listing = FONTS / "FONTS.json"
    if listing.exists():
        fonts = json.loads(listing.read_text(encoding="utf-8"))["fonts"]
        return tuple(FONTS / font["file"] for font in fonts)
    return tuple(sorted(FONTS.glob("*.ttf")))


def _without_idle(text: str, removed: dict[str, int]) -> str:
    """The text without the invisible characters that do nothing where they stand, counted."""
    kept: list[str] = []
    for index, character in enumerate(text):
        before = kept[-1] if kept else ""
        if character in REMOVED:
            idle = REMOVED[character]
        elif character in JOINERS and not _joins(before, text[index + 1 : index + 2]):
            idle = JOINERS[character]
        elif _is_selector(character) and not (before and _is_visible(before)):
            idle = "variation selector"
        else:
            kept.append(character)
            continue
        removed[idle] = removed.get(idle, 0) + 1
    return "".join(kept)


def _misleads(character: str) -> bool:
    if character in REMOVED or character in JOINERS:
        return False
    category = unicodedata.category(character)
    if category in {"Cc", "Cs"}:
        return character not in "\n\t"
    if category == "Cf":
        return character not in DRAWN_FORMATS
    return character in BLANKS or _is_noncharacter(ord(character))


def _is_noncharacter(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _is_selector(character: str) -> bool:
    code = ord(character)
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or character in "\u180b\u180c\u180d\u180f"
    )


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMNPS" and not _is_selector(character)


def _joins(before: str, after: str) -> bool:
    if before and unicodedata.combining(before) == 9:  # a virama
        return True
    return _can_be_joined(before) and _can_be_joined(after) and not _is_selector(after)


def _can_be_joined(character: str) -> bool:
    if not character:
        return False
    category = unicodedata.category(character)
    return category[0] in "LM" or category in {"So", "Sk"}


def _is_undrawn(character: str) -> bool:
    return character in "\n\t" or character in JOINERS or _is_selector(character)


def _place(text: str, index: int) -> str:
    line = text.count("\n", 0, index) + 1
    column = index - text.rfind("\n", 0, index)
    return f"line {line}, character {column}" if "\n" in text else f"character {column}"


def _times(what: str, number: int) -> str:
    return what if number == 1 else f"{what} ({number} times)"
