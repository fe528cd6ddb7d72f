"""What is asked of every page on the way: accessible, narrow, alone on the network, quiet."""

import os
import re
from functools import cache
from itertools import count
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REFERENCE = re.compile(r"records/[^/]+/")
TOPIC = re.compile(r"/factors/([a-z0-9]+)[^/]*/")
ABOUT_SOMEBODY = re.compile(rf"/(people|assessments)/{UUID.pattern}/|/records/")
ABOUT_NOBODY = ("This page was open for too long", "Page not found")
# What tells one state of a page from another.
PARTS = ".nhsuk-error-summary, .nhsuk-warning-callout, .nhsuk-inset-text, main form"
# The browser says so by itself of every answer that is not a page: the answer is the page's own.
ANSWERS = re.compile(r"status of (403|404|409|422)")
# aria-expanded on conditional radios is the design system's own.
OF_THE_DESIGN_SYSTEM = ("aria-allowed-attr", 'class="nhsuk-radios__input"')

# After two frames, in which the menu has folded what it has no room for.
DRAWN_WIDTH = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth))))"""

PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder for a picture of every page that was looked at, at both widths."""
_numbers = count(1)


@cache
def _axe() -> str:
    folder = Path(axe_playwright_python.__file__).parent
    return (folder / "axe.min.js").read_text()


def listen(page: Page, home: str, troubles: list[str]) -> None:
    """Put into ``troubles`` what the page complains of, and what it asks of any other machine."""
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))

    def said(message) -> None:
        if message.type in {"error", "warning"} and not ANSWERS.search(message.text):
            troubles.append(f"{page.url}: {message.text}")

    def asked(request) -> None:
        if not request.url.startswith(home):
            troubles.append(f"{page.url} asked for {request.url}")

    page.on("console", said)
    page.on("request", asked)


def look(page: Page, seen: set[str], *, contrast_at: dict[str, int] = WIDE) -> list[str]:
    """What is wrong with the page. Axe looks once at each kind of page in each state, all else
    every time. Contrast takes axe longer than all its other rules together: it is looked at once
    for each kind of page, in one width.
    """
    wrong = []
    headings = page.locator("main h1").all_inner_texts()
    if len(headings) != 1:
        wrong.append(f"main headings: {headings}")
    about = ABOUT_SOMEBODY.search(page.url) and headings[0] not in ABOUT_NOBODY
    if about and not page.locator(".cto-person").count():
        wrong.append("nothing says whom it is about")
    kind = _kind(page)
    state = f"{kind} {page.locator(PARTS).count()}"
    contrast = f"contrast at {contrast_at['width']} of {kind}"
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        width = page.evaluate(DRAWN_WIDTH)
        if width > size["width"]:
            wrong.append(f"is {width} px wide at {size['width']}")
        if state not in seen:
            full = size == contrast_at and contrast not in seen
            found = _violations(page, contrast=full)
            wrong += [f"at {size['width']} px: {each}" for each in found]
            _picture(page, state, size["width"])
    seen |= {state, contrast}
    return [f"{page.url} {each}" for each in wrong]


def _kind(page: Page) -> str:
    """The page's address without whom it is about."""
    path = UUID.sub("one", page.url.split("/", 3)[3].split("?")[0])
    return TOPIC.sub(r"/factors/\1/", REFERENCE.sub("records/one/", path))


def _violations(page: Page, *, contrast: bool) -> list[str]:
    page.evaluate(f"window.axe || (() => {{ {_axe()} }})()")
    rules = {"color-contrast": {"enabled": contrast}}
    options = {"resultTypes": ["violations"], "preload": False, "rules": rules}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    rule, place = OF_THE_DESIGN_SYSTEM
    return [
        f"{violation['id']}: {node['html'][:300]}"
        for violation in found
        for node in violation["nodes"]
        if not (violation["id"] == rule and place in node["html"])
    ]


def _picture(page: Page, state: str, width: int) -> None:
    if PICTURES:
        name = re.sub(r"\W+", "-", state)[:90]
        path = Path(PICTURES) / f"{next(_numbers):03}-{name}-{width}.png"
        page.screenshot(path=path, full_page=True)
