"""What is asked of every page on the way: accessible, narrow, alone on the network, quiet."""

import os
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from django.templatetags.static import static
from playwright.sync_api import ConsoleMessage, Page, Request

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
REFERENCE = re.compile(r"records/[^/]+/")
TOPIC = re.compile(r"/(factors|domains|options|questions)/[^/]+/")
ABOUT_SOMEBODY = re.compile(rf"/(people|assessments|orders|reviews)/{UUID.pattern}/|/records/")
ABOUT_NOBODY = ("This page was open for too long", "Page not found")
# The browser says so by itself of every answer that is not a page: the answer is the page's own.
ANSWERS = re.compile(r"status of (403|404|409|422)")

# What is true of a page at a glance. Its parts tell one state of it from another.
FACTS = """() => ({
    headings: [...document.querySelectorAll('main h1')].map(each => each.textContent.trim()),
    names_somebody: document.querySelector('.cto-person') !== null,
    width: document.documentElement.scrollWidth,
    error_in_title: document.title.startsWith('Error: '),
    parts: [
        '.nhsuk-error-summary', '.nhsuk-card--warning', '.cto-recall', 'main table', 'main form',
    ].filter(each => document.querySelector(each)),
})"""
# After two frames, in which the menu has folded what it has no room for.
DRAWN_WIDTH = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth))))"""
# Every combination of colours and letters in which something is written here.
COLOURS = """() => {
    const clear = 'rgba(0, 0, 0, 0)';
    const behind = element => {
        const own = getComputedStyle(element).backgroundColor;
        return own === clear && element.parentElement ? behind(element.parentElement) : own;
    };
    const written = [...document.querySelectorAll('body *')].filter(each =>
        [...each.childNodes].some(inside => inside.nodeType === 3 && inside.data.trim()));
    return [...new Set(written.map(each => {
        const { color, fontSize, fontWeight, opacity } = getComputedStyle(each);
        return [color, behind(each), fontSize, fontWeight, opacity].join();
    }))];
}"""
# `target-size` is of WCAG 2.2 AA, and axe leaves it out unless asked. What is excused is the design
# system's own: aria-expanded on radios that reveal a field.
VIOLATIONS = """async contrast => {
    const rules = {'color-contrast': {enabled: contrast}, 'target-size': {enabled: true}};
    const options = {resultTypes: ['violations'], elementRef: true, preload: false, rules};
    const excused = (rule, element) => rule === 'aria-allowed-attr'
        && element.matches('input.nhsuk-radios__input[aria-expanded]');
    return (await axe.run(options)).violations.flatMap(({id, nodes}) => nodes
        .filter(node => !excused(id, node.element))
        .map(node => `${id}: ${node.html.slice(0, 300)}`));
}"""

PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder for a picture of every page that was looked at, at both widths."""
_numbers = count(1)


@dataclass
class Looks:
    """What axe has seen in this run.

    With ``each_address`` it looks at every address of the way, once in each state; without, at
    each kind of page: enough on a second database, which nobody can tell by the look of a page.
    """

    each_address: bool
    seen: set[str] = field(default_factory=set)


def listen(page: Page, home: str, troubles: list[str]) -> None:
    """Put into ``troubles`` what the browser and the scripts of its pages complain of, and
    whatever is asked of another machine.
    """
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{home}/", "data:")):
            troubles.append(f"{page.url} asks another machine for {request.url}")

    page.on("request", asked)

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not ANSWERS.search(message.text):
            troubles.append(f"{page.url}: {message.text}")

    page.on("console", said)


def look(page: Page, looks: Looks, *, narrow: bool = False) -> list[str]:
    """What is wrong with the page.

    Axe looks at what it has not seen (``Looks``), and at contrast, which takes it longer than all
    its other rules together, where something is written in colours that it has not seen. Every
    kind of page is looked at on a phone in each state. With ``narrow`` this very page is, and stays
    so.
    """
    facts = page.evaluate(FACTS)
    kind = _kind(page)
    parts = " ".join(facts["parts"])
    shape = f"{kind} {parts}"
    state = f"{page.url} {parts}" if looks.each_address else shape
    wrong = _at_a_glance(page, facts)
    on_a_phone = page.viewport_size == NARROW
    if on_a_phone:
        wrong += _too_wide(page)
    if state not in looks.seen:
        page.set_viewport_size(WIDE)
        wrong += _violations(page, looks.seen)
    if not on_a_phone and (narrow or f"phone: {shape}" not in looks.seen):
        wrong += _too_wide(page)
    _picture(page, shape, looks.seen)
    if not narrow:
        page.set_viewport_size(WIDE)
    looks.seen |= {state, f"phone: {shape}"}
    return [f"{page.url} {each}" for each in wrong]


def _at_a_glance(page: Page, facts: dict) -> list[str]:
    wrong = []
    headings = facts["headings"]
    if len(headings) != 1:
        wrong.append(f"main headings: {headings}")
    about = ABOUT_SOMEBODY.search(page.url) and headings[:1] not in [[h] for h in ABOUT_NOBODY]
    if about and not facts["names_somebody"]:
        wrong.append("nothing says whom it is about")
    if facts["width"] > WIDE["width"]:
        wrong.append(f"is {facts['width']} px wide on a desk")
    if facts["error_in_title"] != (".nhsuk-error-summary" in facts["parts"]):
        wrong.append(f"says so of its errors in one place only: {page.title()}")
    return wrong


def _kind(page: Page) -> str:
    """The page's address without whom it is about."""
    path = UUID.sub("one", page.url.split("/", 3)[3].split("?")[0])
    return TOPIC.sub(r"/\1/one/", REFERENCE.sub("records/one/", path))


def _violations(page: Page, seen: set[str]) -> list[str]:
    """What axe finds, a line for each element."""
    page.add_script_tag(url=static("axe/axe.min.js"))
    colours = set(page.evaluate(COLOURS))
    found: list[str] = page.evaluate(VIOLATIONS, not colours <= seen)
    seen |= colours
    return found


def _too_wide(page: Page) -> list[str]:
    """Whether a reader with a phone has to move the page sideways."""
    page.set_viewport_size(NARROW)
    width = page.evaluate(DRAWN_WIDTH)
    return [f"is {width} px wide on a phone"] if width > NARROW["width"] else []


def _picture(page: Page, state: str, seen: set[str]) -> None:
    """A picture at both widths, the first time that such a page is seen in this state."""
    if PICTURES and f"picture of {state}" not in seen:
        seen.add(f"picture of {state}")
        name = f"{next(_numbers):03}-{re.sub(r'[^a-z0-9]+', '-', state)[:90]}"
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            page.evaluate(DRAWN_WIDTH)
            path = Path(PICTURES) / f"{name}-{size['width']}.png"
            page.screenshot(path=path, full_page=True)
