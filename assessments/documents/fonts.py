"""The faces that printed documents use, and which characters they can draw.

Every printed letter comes from ``static/fonts``: the same bytes on every machine, and no letter
that nobody can read. ``FONTS.json`` beside the files names each face with its SHA-256, in the
order in which the page tries them for a character.
"""

import hashlib
import html
import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

LATIN = "Liberation Sans"

# Shaping and layout use these; they have no picture of their own. Joiners and variation selectors
# change how their neighbours are drawn. ``cto.text`` lets the same ones through.
_WITHOUT_PICTURE = frozenset("\n\t\u200c\u200d\u180b\u180c\u180d\u180f") | {
    chr(point) for point in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}

# Never printed, even where a face has a glyph: they reorder or hide what stands beside them, so
# "10 mg" could be read as "01 mg" (Unicode TR 36, "Bidirectional Text Spoofing").
_NEVER = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
) | {chr(point) for point in (*range(0x20), *range(0x7F, 0xA0)) if chr(point) not in "\n\t"}


@dataclass(frozen=True)
class Face:
    """One font file. ``weight`` as in CSS; ``style`` is normal or italic."""

    file: str
    family: str
    style: str
    weight: int
    sha256: str


def folder() -> Path:
    """Where the faces are."""
    return Path(settings.BASE_DIR) / "static" / "fonts"


@cache
def faces() -> tuple[Face, ...]:
    """Every face of FONTS.json, in the order in which the page tries them.

    Raises ``OSError`` or ``ValueError`` where the list itself cannot be read.
    """
    listed = json.loads((folder() / "FONTS.json").read_text(encoding="utf-8"))["fonts"]
    return tuple(
        Face(row["file"], row["family"], row["style"], row["weight"], row["sha256"])
        for row in listed
    )


def fonts_missing() -> tuple[str, ...]:
    """One sentence for each face that is absent or not the file it should be; empty means none.

    Reads every file (about 11 MB, some 20 ms), so call it at start-up, not in a request.
    """
    try:
        listed = faces()
    except (OSError, ValueError, KeyError) as error:
        return (f"static/fonts/FONTS.json cannot be read ({type(error).__name__}).",)
    return tuple(problem for face in listed if (problem := _problem(face)))


def _problem(face: Face) -> str:
    try:
        data = (folder() / face.file).read_bytes()
    except OSError:
        return f"static/fonts/{face.file} is missing."
    if hashlib.sha256(data).hexdigest() != face.sha256:
        return f"static/fonts/{face.file} is not the file that FONTS.json describes."
    return ""


@cache
def face_bytes(file: str) -> bytes:
    """One face, read once for each process. Raises ``OSError`` where it is missing or altered."""
    face = next(face for face in faces() if face.file == file)
    if problem := _problem(face):
        raise OSError(problem)
    return (folder() / file).read_bytes()


@cache
def _coverage() -> tuple[tuple[str, frozenset[int]], ...]:
    """Each family with the code points that all its faces have, in the order of use."""
    from fontTools.ttLib import TTFont

    found: dict[str, frozenset[int]] = {}
    for face in faces():
        with TTFont(folder() / face.file, lazy=True) as font:
            points = frozenset(font.getBestCmap())
        found[face.family] = found[face.family] & points if face.family in found else points
    return tuple(found.items())


def _drawn(markup: str) -> set[str]:
    """The distinct characters that a page with this markup draws (a superset of them)."""
    return set(html.unescape(markup)) - _WITHOUT_PICTURE


def families_for(markup: str) -> tuple[str, ...]:
    """The families that this markup needs, in the order of use. Latin letters always come first."""
    left = _drawn(markup)
    needed = []
    for family, points in _coverage():
        has = {character for character in left if ord(character) in points}
        if has or family == LATIN:
            needed.append(family)
        left -= has
    return tuple(needed)


def uncovered(markup: str) -> tuple[str, ...]:
    """The characters in this markup that cannot be printed, in code point order; empty is good."""
    drawn = _drawn(markup)
    for _, points in _coverage():
        drawn = {c for c in drawn if ord(c) not in points or c in _NEVER}
    return tuple(sorted(drawn))


def describe(character: str) -> str:
    """A character as a reader can find it: “🥰” (U+1F970, smiling face with ...)."""
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}({code}{', ' + name if name else ''})"
