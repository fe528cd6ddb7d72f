"""One person at one browser, reading the screen: fields by their labels, buttons by their words."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.journeys.looking import Looks, listen, look


class Screen:
    """What ``user`` sees and does. Every page on the way is looked at; ``troubles`` collects.

    ``looks`` is shared by all screens of a run, so that nothing is examined twice.
    """

    def __init__(
        self, page: Page, home: str, looks: Looks, troubles: list[str], *, scripts: bool = True
    ) -> None:
        self.page, self.home, self.scripts = page, home, scripts
        self.looks, self.troubles = looks, troubles
        self.part: Page | Locator = page
        listen(page, home, troubles)

    # Moving about ---------------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Type an address of this site."""
        self.page.goto(self.home + address)
        self._look()

    def opens(self, address: str) -> bool:
        """Whether this address answers with a page, which is then looked at, also on a phone."""
        answer = self.page.goto(self.home + address)
        if answer is None or answer.status != HTTPStatus.OK:
            return False
        self._look(narrow=True)
        return True

    def follow(self, words: str, *, first: bool = False) -> None:
        """Click a link. What only a screen reader says of it may be set apart by a space."""
        name = re.compile(f"^{re.escape(words).replace(':', ' ?:')}$")
        found = self.part.get_by_role("link", name=name)
        self._go(found.first if first else found)

    def press(self, words: str) -> None:
        """Press a button, or a link that looks like one."""
        button = self.part.get_by_role("button", name=words, exact=True)
        self._go(button)

    def key(self, keys: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(keys)
        self._look()

    def document(self, words: str) -> tuple[str, bytes]:
        """The document behind a button, pressed and kept by the browser: its name and its bytes."""
        button = self.page.get_by_role("button", name=words, exact=True)
        with self.page.expect_download() as kept:
            button.click(modifiers=["Alt"])  # kept, also by a browser that would show it
        return kept.value.suggested_filename, kept.value.path().read_bytes()

    @property
    def path(self) -> str:
        """Where we are, without the machine."""
        return self.page.url.removeprefix(self.home)

    def _go(self, found: Locator) -> None:
        try:
            with self.page.expect_navigation():
                found.click()
        except TimeoutError as problem:
            said = self.page.locator("main").aria_snapshot()
            raise AssertionError(f"{found} is not to be pressed on:\n{said}") from problem
        self._look()

    def _look(self, *, narrow: bool = False) -> None:
        if self.scripts:  # what looks at the page is a script itself
            self.troubles += look(self.page, self.looks, narrow=narrow)

    # Filling in -----------------------------------------------------------------------------

    @contextmanager
    def within(self, name: str | re.Pattern[str], role: Any = "group") -> Iterator["Screen"]:
        """Only the fields under this legend or heading."""
        outer, self.part = self.part, self.page.get_by_role(role, name=name)
        try:
            yield self
        finally:
            self.part = outer

    def write(self, label: str, text: str, *, nth: int = 0) -> None:
        """Type into the field with this label."""
        self.part.get_by_role("textbox", name=_named(label)).nth(nth).fill(text)

    def choose(self, question: str, answer: str, *, nth: int = 0) -> None:
        """Choose one of the answers under a question."""
        group = self._group(question, nth)
        group.get_by_role("radio", name=answer, exact=True).check()

    def pick(self, label: str, answer: str, *, nth: int = 0) -> None:
        """Pick the answer that begins with these words from a list."""
        box = self.part.get_by_role("combobox", name=label, exact=True).nth(nth)
        offered = box.locator("option").all_inner_texts()
        found = [each for each in offered if each.startswith(answer)]
        assert found, f"{label} offers {offered}"
        box.select_option(found[0])

    def tick(self, label: str) -> None:
        """Tick a box."""
        self.part.get_by_role("checkbox", name=label).check()

    def date(self, question: str, day: date | datetime, *, nth: int = 0) -> None:
        """Type a day, and the time where there is a box for it."""
        group = self._group(question, nth)
        for part in ("Day", "Month", "Year"):
            box = group.get_by_role("textbox", name=part, exact=True)
            box.fill(str(getattr(day, part.lower())))
        if isinstance(day, datetime):
            time = group.get_by_role("textbox", name=re.compile("^Time"))
            time.fill(f"{day:%H:%M}")

    def _group(self, question: str, nth: int) -> Locator:
        return self.part.get_by_role("group", name=_named(question)).nth(nth)

    def fill(self, texts: Mapping[str, str]) -> None:
        """Type a text under each label."""
        for label, text in texts.items():
            self.write(label, text)

    def unfold(self, summary: str, *, nth: int = 0) -> None:
        """Open a part of the page that was folded away."""
        self.part.locator("summary", has_text=summary).nth(nth).click()

    # Reading --------------------------------------------------------------------------------

    def sees(self, *texts: str) -> None:
        """Each text stands on the page, in view."""
        for text in texts:
            expect(self.page.get_by_text(text).first, text).to_be_visible()

    def sees_none(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text), text).to_have_count(0)

    def is_at(self, heading: str) -> None:
        """The page's main heading says so."""
        expect(self.page.locator("h1")).to_contain_text(heading)

    def offers(self, words: str) -> bool:
        """Whether there is such a link or button."""
        return any(
            self.page.get_by_role(role, name=words, exact=True).count()  # type: ignore[arg-type]
            for role in ("link", "button")
        )

    def value(self, label: str, *, nth: int = 0) -> str:
        """What stands in a field."""
        return self.part.get_by_role("textbox", name=label).nth(nth).input_value()

    def problems(self) -> list[str]:
        """The lines of the error summary."""
        return self.page.locator(".nhsuk-error-summary li").all_inner_texts()


def _named(label: str) -> re.Pattern[str]:
    """The label, whether or not the screen adds that it is optional."""
    return re.compile(f"^{re.escape(label)}( \\(optional\\))?$")
