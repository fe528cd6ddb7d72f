"""Copy the fonts of the printed documents from Debian's packages and write FONTS.json.

Run on Debian 12 with ``fonts-liberation2 fonts-noto-core fonts-droid-fallback fonts-nanum
fonts-symbola`` installed::

    python cto/setup/vendor_fonts.py /usr/share

Every face is taken unchanged, save Symbola: its licence allows changes, and only the symbols and
emoji that no other face here has are kept, without hinting, which takes it from 3.2 MB to about
a third. Running it again on the same packages writes the same bytes.
"""

import argparse
import hashlib
import io
import json
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[2] / "static" / "fonts"

OFL = ("OFL-1.1", "licences/OFL-1.1.txt")
APACHE = ("Apache-2.0", "licences/Apache-2.0.txt")
FREE = ("LicenseRef-Symbola", "licences/Symbola.txt")

# The order is the order in which the printed page tries the faces for a character.
LATIN = [("Regular", "normal", 400), ("Bold", "normal", 700), ("Italic", "italic", 400)]
SCRIPTS = [
    "Arabic", "Hebrew", "Bengali", "Devanagari", "Gurmukhi", "Gujarati", "Tamil", "Telugu",
    "Kannada", "Malayalam", "Oriya", "Sinhala", "Thaana", "Thai", "Lao", "Khmer", "Myanmar",
    "Ethiopic", "Georgian", "Armenian", "Syriac", "NKo", "Tifinagh",
]  # fmt: skip

SYMBOLS = [(0x2000, 0x2BFF), (0x2E00, 0x2E7F), (0xFE00, 0xFE0F), (0x1F000, 0x1FAFF)]


def faces() -> list[dict]:
    """Every face with its place under the share folder, in the order of use."""
    rows = [
        {
            "file": f"LiberationSans-{style}.ttf",
            "from": f"fonts/truetype/liberation2/LiberationSans-{style}.ttf",
            "family": "Liberation Sans", "style": slant, "weight": weight,
            "package": "fonts-liberation2", "licence": OFL,
        }
        for style, slant, weight in LATIN
    ]  # fmt: skip
    rows += [plain(f"NotoSans{script}-Regular.ttf", f"Noto Sans {script}") for script in SCRIPTS]
    rows.append(
        plain("DroidSansFallbackFull.ttf", "Droid Sans Fallback", "droid", "fonts-droid-fallback")
        | {"licence": APACHE}
    )
    rows.append(plain("NanumSquareR.ttf", "NanumSquare", "nanum", "fonts-nanum"))
    rows.append(
        plain("Symbola-symbols.ttf", "Symbola", "ancient-scripts", "fonts-symbola")
        | {"from": "fonts/truetype/ancient-scripts/Symbola_hint.ttf", "licence": FREE}
    )
    return rows


def plain(name: str, family: str, folder: str = "noto", package: str = "fonts-noto-core") -> dict:
    """A face that exists in one style only."""
    return {
        "file": name, "from": f"fonts/truetype/{folder}/{name}", "family": family,
        "style": "normal", "weight": 400, "package": package, "licence": OFL,
    }  # fmt: skip


def symbols_only(data: bytes, already: set[int]) -> bytes:
    """Symbola with the symbols and emoji that no face before it has."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    wanted = {
        point
        for point in font.getBestCmap()
        if point not in already and any(first <= point <= last for first, last in SYMBOLS)
    }
    options = subset.Options(hinting=False, name_IDs=["*"], recalc_timestamp=False)
    options.drop_tables += ["DSIG", "kern"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted)
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main() -> None:
    """Copy, cut down, and write FONTS.json beside the faces."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("share", type=Path, help="the folder that holds fonts/truetype")
    share = parser.parse_args().share
    covered: set[int] = set()
    catalogue = []
    for face in faces():
        source = face.pop("from")
        data = (share / source).read_bytes()
        if face["file"].startswith("Symbola"):
            data = symbols_only(data, covered)
            face["changed"] = "symbols and emoji only, without hinting"
        font = TTFont(io.BytesIO(data), lazy=True)
        covered |= set(font.getBestCmap())
        face["copyright"] = " ".join(font["name"].getDebugName(0).split())
        (HERE / face["file"]).write_bytes(data)
        licence, licence_file = face.pop("licence")
        catalogue.append(
            face
            | {"licence": licence, "licence_file": licence_file}
            | {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        )
    text = json.dumps({"fonts": catalogue}, indent=1, ensure_ascii=False)
    (HERE / "FONTS.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
