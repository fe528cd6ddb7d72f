"""HTML to PDF bytes. The one door to WeasyPrint, and a sealed one.

Three promises, each held by tests:

* nothing is opened but the document's own faces, held in memory;
* a page is printed whole or not at all: whatever WeasyPrint would warn about, and every character
  that no face has, stops the printing with a message that says what to do;
* the same input gives the same bytes, on any machine with the same pinned packages.
"""

import contextlib
import logging
import os
import re
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessments.documents import fonts
from cto.text import LONGEST_WORD, WORD_PART

VARIANT = "pdf/a-3a"  # tagged for screen readers, archival, and able to carry its own data
LANGUAGE = "en-GB"

# A long record is about 60,000 characters and 25 pages. These stop a document that would hold a
# worker for minutes; the clock is looked at on every page.
MOST_CHARACTERS = 600_000
MOST_PAGES = 200
MOST_SECONDS = 60.0
# The longest word that readiness lets through, with the marks that the record sets beside it. An
# escaped character, such as "&amp;", is one character of what is printed.
_TOO_LONG_A_WORD = re.compile(f"{WORD_PART}{{{LONGEST_WORD + 101}}}")
_ESCAPED = re.compile(r"&#?\w+;")

MEND = (
    "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)

_SHEET = Path(__file__).with_name("print.css")
_one_at_a_time = threading.Lock()


class CannotPrint(Exception):
    """This document cannot be printed as it stands. ``str()`` is the message for the reader."""


class PrintingUnavailable(CannotPrint):
    """No document can be printed on this machine. ``str()`` says how to mend that."""


@dataclass(frozen=True)
class Attached:
    """A file carried inside the PDF, as the source that the pages were made from."""

    name: str
    content: bytes
    description: str


def render(
    html: str, *, title: str, created: datetime, attachments: Iterable[Attached] = ()
) -> bytes:
    """The document as PDF bytes, tagged, archival, with ``attachments`` inside.

    ``created`` (aware) is the moment the document speaks of, not the clock's: it stands in the
    file, so that the same record gives the same bytes. ``html`` is a whole document that brings
    no style sheet, picture or link of its own.

    Raises ``CannotPrint`` where anything would be missing from a page, or the document is too
    long, and ``PrintingUnavailable`` where this machine lacks fonts or libraries.
    """
    _refuse_what_cannot_be_drawn(html)
    weasyprint = _weasyprint()
    with _one_at_a_time, _complaints() as complaints:
        try:
            document = _laid_out(weasyprint, html, complaints)
            _describe(document.metadata, title, created)
            pdf = document.write_pdf(
                pdf_variant=VARIANT,
                attachments=[_as_source(weasyprint, each, created) for each in attachments],
            )
        except weasyprint.urls.FatalURLFetchingError as error:
            # A BaseException, which would otherwise escape every error page.
            raise CannotPrint(f"The document asks for something outside itself. {error}") from error
        _stop_at(complaints)
    return bytes(pdf)


def page_count(html: str) -> int:
    """How many pages this document would take; a link to what is not there yet is no fault.

    Raises like ``render`` for what cannot be drawn.
    """
    _refuse_what_cannot_be_drawn(html)
    weasyprint = _weasyprint()
    with _one_at_a_time, _complaints() as complaints:
        try:
            return len(_laid_out(weasyprint, html, complaints).pages)
        except weasyprint.urls.FatalURLFetchingError as error:
            raise CannotPrint(f"The document asks for something outside itself. {error}") from error


def _laid_out(weasyprint: Any, html: str, complaints: list[str]) -> Any:
    configuration, sheet = _style(fonts.families_for(html))
    if complaints:
        _style.cache_clear()  # a sheet with a hole must complain again next time
        _stop_at(complaints)
    return weasyprint.HTML(string=html, url_fetcher=_sealed_fetcher()).render(
        font_config=configuration, stylesheets=[sheet], pdf_variant=VARIANT
    )


def _stop_at(complaints: list[str]) -> None:
    if complaints:
        raise CannotPrint("The document was not printed whole: " + "; ".join(complaints[:3]))


def warm() -> None:
    """Load the libraries and the usual faces, so that the first reader does not wait for them."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    render(f'<html lang="{LANGUAGE}"><body><p>Ready</p></body></html>', title="-", created=moment)


def _refuse_what_cannot_be_drawn(html: str) -> None:
    if len(html) > MOST_CHARACTERS:
        raise CannotPrint(
            f"The document is too long to print: {len(html):,} characters, "
            f"where {MOST_CHARACTERS:,} is the most. Shorten its longest texts."
        )
    if _TOO_LONG_A_WORD.search(_ESCAPED.sub("&", html)):
        raise CannotPrint(
            f"A text holds a word of more than {LONGEST_WORD:,} characters. Put spaces into it."
        )
    try:
        bad = fonts.uncovered(html)
    except (OSError, ValueError, KeyError) as error:
        raise PrintingUnavailable(_fonts_message()) from error
    if bad:
        named = ", ".join(fonts.describe(character) for character in bad[:5])
        more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
        raise CannotPrint(f"Replace what cannot be printed: {named}{more}.")


def _fonts_message() -> str:
    problems = fonts.fonts_missing() or ("A font cannot be read.",)
    return " ".join(problems) + " Restore static/fonts from the project's repository."


@lru_cache(maxsize=1)
def _weasyprint() -> Any:
    """WeasyPrint, imported on first use: it takes half a second and needs native libraries."""
    with warnings.catch_warnings():
        # Both are answered here: fonts are the project's own, and the library is looked for below.
        warnings.filterwarnings("ignore", message=".*FontConfig", category=UserWarning)
        warnings.filterwarnings("ignore", message="HarfBuzz-Subset", category=DeprecationWarning)
        try:
            import weasyprint
            from weasyprint.text import ffi
        except (ImportError, OSError) as error:
            raise PrintingUnavailable(
                f"Printing needs the Pango libraries. As root on Debian or Ubuntu: {MEND}"
            ) from error
    if ffi.harfbuzz_subset is None:
        # Without it the same record would give different bytes.
        raise PrintingUnavailable(f"Printing needs HarfBuzz. As root on Debian or Ubuntu: {MEND}")
    return weasyprint


def _sealed_fetcher() -> Any:
    """A fetcher that hands out the project's faces and stops the printing at anything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Sealed(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = url.removeprefix("face:")
            if url == name or name not in {face.file for face in fonts.faces()}:
                raise FatalURLFetchingError(f"It was not opened: {url[:80]}")
            return URLFetcherResponse(url, fonts.face_bytes(name), {"Content-Type": "font/ttf"})

    return Sealed()


@lru_cache(maxsize=8)
def _style(families: tuple[str, ...]) -> tuple[Any, Any]:
    """Font configuration and parsed style sheet for these families; made once, then shared."""
    for face in fonts.faces():
        if face.family in families:
            try:
                fonts.face_bytes(face.file)
            except OSError as error:
                raise PrintingUnavailable(_fonts_message()) from error
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    with _no_system_fonts():
        configuration = FontConfiguration()
    sheet = _font_faces(families) + _SHEET.read_text(encoding="utf-8")
    return configuration, weasyprint.CSS(
        string=sheet, font_config=configuration, url_fetcher=_sealed_fetcher()
    )


def _font_faces(families: tuple[str, ...]) -> str:
    rules = [
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style};'
        f' font-weight: {face.weight}; src: url("face:{face.file}") }}'
        for face in fonts.faces()
        if face.family in families
    ]
    stack = ", ".join(f'"{family}"' for family in families)
    page = f"html {{ font-family: {stack} }} @page {{ font-family: {stack} }}"
    return "\n".join([*rules, page, ""])


@contextlib.contextmanager
def _no_system_fonts() -> Iterator[None]:
    """Hide the machine's own fonts, which would otherwise be taken for emoji before ours."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _describe(metadata: Any, title: str, created: datetime) -> None:
    metadata.title = title
    metadata.lang = LANGUAGE
    metadata.created = metadata.modified = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_source(weasyprint: Any, each: Attached, created: datetime) -> Any:
    moment = created.astimezone(UTC)
    return weasyprint.Attachment(
        string=each.content, name=each.name, description=each.description,
        created=moment, modified=moment, relationship="Source",
    )  # fmt: skip


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint warns of, and stops it where it takes too long."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.found: list[str] = []
        self.ends = time.monotonic() + MOST_SECONDS

    def handle(self, record: logging.LogRecord) -> bool:
        # Not emit(): what it raises would be swallowed by logging.
        if record.levelno >= logging.WARNING:
            self.found.append(record.getMessage()[:200])
        if _page_of(record) > MOST_PAGES:
            raise CannotPrint(f"The document is longer than {MOST_PAGES} pages. Shorten its texts.")
        if time.monotonic() > self.ends:
            raise CannotPrint(
                f"Printing took longer than {MOST_SECONDS:.0f} seconds and was stopped. "
                "Shorten the longest texts."
            )
        return True


def _page_of(record: logging.LogRecord) -> int:
    """The page that WeasyPrint reports to be laying out, or 0."""
    if not isinstance(record.args, tuple) or not str(record.msg).endswith("Page %d"):
        return 0
    return record.args[0] if isinstance(record.args[0], int) else 0


@contextlib.contextmanager
def _complaints() -> Iterator[list[str]]:
    """Listen to WeasyPrint for the length of one document. Only inside ``_one_at_a_time``."""
    logger, progress = logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    handler = _Complaints()
    before = [(each, each.level, each.disabled) for each in (logger, progress)]
    logger.addHandler(handler)
    logger.disabled = progress.disabled = False
    logger.propagate = False  # what it says may quote the document, and belongs to no log
    logger.setLevel(logging.INFO)
    progress.setLevel(logging.INFO)
    try:
        if not logger.isEnabledFor(logging.WARNING):
            raise PrintingUnavailable("Printing needs Python's logging, which is switched off.")
        yield handler.found
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
        for each, level, disabled in before:
            each.setLevel(level)
            each.disabled = disabled
