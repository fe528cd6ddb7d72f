"""Reading printed documents back, as a reader's program would."""

import io
import re
from datetime import UTC, datetime
from functools import lru_cache

from pypdf import PdfReader

from assessments.documents import renderer

AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)

# WeasyPrint leaves out what only changes how a neighbour is drawn.
UNDRAWN = re.compile("[\u200c\u200d\ufe0e\ufe0f]")


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@lru_cache(maxsize=4)
def pages(pdf: bytes) -> list[str]:
    """The text of each page, as extracted; kept, since that takes a second for a long record."""
    return [page.extract_text() for page in reader(pdf).pages]


def page_1(pdf: bytes) -> str:
    """The text of the first page, squeezed, without reading the others."""
    return squeezed(reader(pdf).pages[0].extract_text())


def squeezed(text: str) -> str:
    """Without white space, which line breaks change, and without what is never drawn."""
    return UNDRAWN.sub("", "".join(text.split()))


def body(pdf: bytes, *running: str) -> str:
    """All pages as one squeezed text, without what stands on every page."""
    joined = []
    read = pages(pdf)
    for number, page in enumerate(read, start=1):
        text = squeezed(page)
        for line in (*running, f"Page {number} of {len(read)}"):
            assert squeezed(line) in text, f"page {number} lacks {line!r}"
            text = text.replace(squeezed(line), "", 1)
        joined.append(text)
    return "".join(joined)


def printed(inside: str, title: str = "A document", **more: object) -> bytes:
    """A document with this markup in its body."""
    html = f'<html lang="en-GB"><body>{inside}</body></html>'
    return renderer.render(html, title=title, created=AT, **more)  # type: ignore[arg-type]
