"""Forms as a browser finds them on a page, and what it would send."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

from tests import factories as make

Typed = dict[str, list[str]]
TEXT = ("text", "textarea", "search", "email")
PARTS = ("day", "month", "year", "time")
# Days that are still to come, by the field's name and how far off; every other day was yesterday.
TO_COME = {
    "effective_on": 1,
    "section_ends_on": 90,
    "review_on": 60,
    "due_on": 60,
    "rearranged_to": 7,
    "information_by": 14,
}


@dataclass
class Control:
    """One name of a form: what kind of control it has, its value, and the answers it offers."""

    name: str
    kind: str
    value: str = ""
    offered: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        return self.kind in TEXT and not self.is_date

    @property
    def is_date(self) -> bool:
        return self.name.rpartition("-")[2] in PARTS and "-" in self.name


@dataclass
class PageForm:
    """One form of a page."""

    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def texts(self) -> list[Control]:
        return [control for control in self.controls.values() if control.is_text]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.control: Control | None = None
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        given = {key: value or "" for key, value in pairs}
        if tag == "form":
            self.open = PageForm(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self.open)
        elif tag == "option" and self.control:
            self.control.offered.append(given.get("value", ""))
            if "selected" in given:
                self.control.chosen.append(given.get("value", ""))
        elif self.open is not None and tag in ("input", "textarea", "select") and "name" in given:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        name, value = given["name"], given.get("value", "on" if kind == "checkbox" else "")
        control = self.open.controls.setdefault(name, Control(name, kind, value))
        if kind in ("radio", "checkbox"):
            control.offered.append(value)
            control.chosen += [value] if "checked" in given else []
        self.control = control if tag == "select" else None
        if tag == "textarea":
            self.control, self.text = control, []

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None and self.control:
            self.control.value = "".join(self.text).removeprefix("\n")
            self.control, self.text = None, None
        elif tag == "select":
            self.control = None
        elif tag == "form":
            self.open = None


def forms(html: bytes) -> list[PageForm]:
    """The forms of a page that are sent by POST, but for signing out."""
    reader = _Reader()
    reader.feed(html.decode())
    reader.close()
    sent = [each for each in reader.forms if each.method == "post"]
    return [each for each in sent if each.action != "/account/logout/"]


def given_back(html: bytes) -> list[str]:
    """What a page shows to be copied: everything in a box that cannot be written in."""
    found = re.findall(r"<textarea[^>]* readonly>\n?(.*?)</textarea>", html.decode(), re.DOTALL)
    return [unescape(text) for text in found]


def filled(
    form: PageForm,
    text: Callable[[str], str],
    answers: Mapping[str, str | list[str]] | None = None,
) -> Typed:
    """Everything typed and chosen: `text` says what into a field, `answers` what to choose."""
    typed: Typed = {}
    for control in form.controls.values():
        given = (answers or {}).get(control.name)
        if given is not None:
            typed[control.name] = [given] if isinstance(given, str) else given
        elif values := list(_usual(control, text)):
            typed[control.name] = values
    return typed


def _usual(control: Control, text: Callable[[str], str]) -> Iterator[str]:
    if control.kind == "hidden":
        yield control.value
    elif control.kind == "password":
        yield make.PASSWORD
    elif control.is_date:
        name, _, part = control.name.rpartition("-")
        yield _part(name, part)
    elif control.kind in TEXT:
        yield text(control.name)
    elif control.kind == "select":
        yield next(filter(None, [*control.chosen, *control.offered]), "")
    elif control.kind == "radio":
        yield (control.chosen or control.offered)[0]
    else:
        yield control.offered[0]


def _part(name: str, part: str) -> str:
    day: date = timezone.localdate() + timedelta(days=TO_COME.get(name, -1))
    return "9:30" if part == "time" else str(getattr(day, part))
