"""The bridge to NHS England's own markup for the design system's components (nhsuk-frontend-jinja).

The macros mark what they find under `html` as safe and treat a SafeString under `text` as HTML
too. So nothing passes here unexamined: text becomes plain str, which the macros escape, and
`html` must already be a SafeString, which only Django's own escaping makes.
"""

from collections.abc import Callable, Mapping
from functools import cache
from secrets import token_hex
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader

# The macro of this one is not named as its folder is.
SINGULAR = {"tables": "table"}


@cache
def environment() -> Environment:
    """Jinja as the macros need it: quiet about what is not given, blocks without blank lines."""
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


@cache
def macro(component: str) -> Callable[[Mapping[str, Any]], str]:
    """The macro of a component by its name in the design system, such as "warning-callout"."""
    first, *others = SINGULAR.get(component, component).split("-")
    name = first + "".join(word.capitalize() for word in others)
    template = environment().get_template(f"nhsuk/components/{component}/macro.jinja")
    return getattr(template.module, name)


# What nearly every page draws.
COMMON = (
    "back-link", "button", "character-count", "checkboxes", "date-input", "details",
    "error-summary", "fieldset", "input", "inset-text", "notification-banner", "pagination",
    "radios", "select", "skip-link", "summary-list", "tables", "tag", "task-list", "textarea",
    "warning-callout",
)  # fmt: skip


def warm() -> None:
    """Compile the common components now, so that no one waits for it on a first page."""
    for name in COMMON:
        component(name, {})


class Texts(list[dict[str, Any]]):
    """Items of plain text on one line each, made by the caller so that nothing is left to do: a
    list of all teams has a thousand texts, and to look at each costs more than to draw them.
    """


class Marks:
    """Values set into markup after it is drawn, so that drawing cannot touch them.

    The macros indent what they are given, which would move the second line of what somebody
    typed. A mark stands in its place meanwhile; nobody can type one, it is new in every process.
    """

    SECRET = token_hex(8)

    def __init__(self, place: str = "part") -> None:
        self.place = place
        self.values: dict[str, SafeString] = {}

    def put(self, value: str) -> str:
        """A mark for the value: markup as it is, text escaped."""
        mark = f"mark-{self.SECRET}-{self.place}{len(self.values)}-"
        self.values[mark] = conditional_escape(value)
        return mark

    def fill(self, html: str) -> SafeString:
        """The markup with the values in place."""
        for mark, value in self.values.items():
            html = html.replace(mark, value)
        return mark_safe(html)  # noqa: S308 the macros escaped the rest, put() the values


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of one component.

    Raises TypeError where `html` is not a SafeString or `attributes` is not a mapping: either
    would carry what a user typed into the page unescaped.
    """
    marks = Marks()
    return marks.fill(str(macro(name)(plain(params, marks))))


def plain(params: Mapping[str, Any], marks: Marks | None = None) -> dict[str, Any]:
    """The parameters as the macros may have them: see the module's text. None is left out.

    With `marks`, whatever has several lines is replaced by one.
    """
    return {key: _value(key, value, marks) for key, value in params.items() if value is not None}


def _value(key: str, value: Any, marks: Marks | None) -> Any:
    if isinstance(value, Texts):
        return value
    if isinstance(value, Promise):
        value = str(value)
    if key == "html" or key.endswith("Html"):
        return _markup(key, value, marks)
    if isinstance(value, str):
        if key == "attributes":
            raise TypeError("attributes must be a mapping, so that each value is escaped")
        # A SafeString is HTML to the macros; adding "" makes it the plain text that it shows.
        text = value + ""
        return marks.put(text) if marks and "\n" in text else text
    if isinstance(value, Mapping):
        return plain(value, marks)
    if isinstance(value, list | tuple):
        return [_value("", item, marks) for item in value]
    return value


def _markup(key: str, value: Any, marks: Marks | None) -> str:
    if isinstance(value, SafeString):
        # The result is trusted because what it stands for is.
        return mark_safe(marks.put(value)) if marks and "\n" in value else value  # noqa: S308
    if not value:
        return ""
    raise TypeError(
        f"{key} must be a SafeString (from format_html or a template), not {value!r:.60}"
    )
