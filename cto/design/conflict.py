"""Two people changed the same thing: keep mine, take theirs, or combine. Nothing typed is lost.

A view that catches the service's Overtaken answers with `overtaken(request, clashes)`, status
409. That page carries everything that was posted, and posts it back to the same address with a
choice for each clash. The view's first line, `data = resolved(request.POST)`, turns the choices
into ordinary form data that names the row now seen, so the view goes on as always. A clash left
without a choice still names the old row, is refused again, and asks again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cto.design.jinja import component
from cto.design.words import moment

PREFIX = "clash"
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """One field of the form on which the two differ, or text that both changed.

    `theirs_posted` is what the form would post for their value, one string for each input of the
    name; left out, it is `theirs`. `combines` offers one text made of both.
    """

    field: str
    label: str
    mine: str
    theirs: str
    theirs_posted: Sequence[str] | None = None
    combines: bool = True


@dataclass(frozen=True)
class Clash:
    """One row that somebody else saved first.

    `shown` is the name of the form's field that carries the row's id, `current` the id of the
    row that stands now.
    """

    key: str
    title: str
    who: str
    at: datetime | None
    shown: str
    current: str
    differences: Sequence[Difference]


def overtaken(
    request: HttpRequest,
    clashes: Sequence[Clash],
    *,
    template: str = "design/conflict_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page that shows both texts and asks, with status 409."""
    asked_before = PREFIX in request.POST
    shown = [_Shown(clash, request.POST, asked_before) for clash in clashes]
    values = {
        **(context or {}),
        "clashes": shown,
        "carried": carried(request.POST),
        "unanswered": [s.problem for s in shown if s.problem],
    }
    return render(request, template, values, status=409)


def resolved(data: QueryDict) -> QueryDict:
    """What a form is bound to: the data as posted, with the choices of a conflict page applied."""
    result = data.copy()
    for key in data.getlist(PREFIX):
        choice = data.get(f"{PREFIX}-{key}-choice")
        if choice not in {MINE, THEIRS, BOTH}:
            continue
        result[data.get(f"{PREFIX}-{key}-shown", "")] = data.get(f"{PREFIX}-{key}-current", "")
        for field in data.getlist(f"{PREFIX}-{key}-field"):
            name = f"{PREFIX}-{key}-{choice}-{field}"
            if choice != MINE and (name in data or choice == THEIRS):
                result.setlist(field, data.getlist(name))
    for name in [name for name in result if name.split("-")[0] == PREFIX]:
        del result[name]
    return result


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """The names and values that the page posts back unseen, in their order."""
    return [
        (name, value)
        for name, values in data.lists()
        if name != "csrfmiddlewaretoken" and name.split("-")[0] != PREFIX
        for value in values
    ]


class _Shown:
    """A clash as its page draws it."""

    def __init__(self, clash: Clash, data: QueryDict, asked_before: bool) -> None:
        self.clash, self.data = clash, data
        self.prefix = f"{PREFIX}-{clash.key}"
        self.when = f" on {moment(clash.at)}" if clash.at else ""
        chosen = data.get(f"{self.prefix}-choice", "")
        missing = asked_before and not chosen
        self.problem = (
            {
                "text": f"Choose what to keep for {clash.title}",
                "href": f"#{self.prefix}-choice",
            }
            if missing
            else None
        )

    def hidden(self) -> list[tuple[str, str]]:
        """What the page must post besides the choice."""
        clash = self.clash
        pairs = [
            (PREFIX, clash.key),
            (f"{self.prefix}-shown", clash.shown),
            (f"{self.prefix}-current", clash.current),
        ]
        for difference in clash.differences:
            pairs.append((f"{self.prefix}-field", difference.field))
            name = f"{self.prefix}-{THEIRS}-{difference.field}"
            posted = difference.theirs_posted
            pairs += [(name, v) for v in ([difference.theirs] if posted is None else posted)]
        return pairs

    def choice(self) -> SafeString:
        """The three answers, the last with the text to combine under it."""
        who = self.clash.who
        items: list[dict[str, Any]] = [
            {"value": MINE, "text": "Keep mine", "hint": {"text": f"{who}’s stays in the history"}},
            {
                "value": THEIRS,
                "text": f"Take {who}’s",
                "hint": {"text": "What you typed is not saved"},
            },
        ]
        if any(d.combines for d in self.clash.differences):
            boxes = format_html_join("", "{}", ((self._box(d),) for d in self._combined()))
            items.append({"value": BOTH, "text": "Combine the two", "conditional": {"html": boxes}})
        return component(
            "radios",
            {
                "name": f"{self.prefix}-choice",
                "idPrefix": f"{self.prefix}-choice",
                "fieldset": {"legend": {"text": "What should stand?", "size": "s"}},
                "errorMessage": self.problem["text"] if self.problem else None,
                "items": items,
            },
        )

    def _combined(self) -> list[Difference]:
        return [d for d in self.clash.differences if d.combines]

    def _box(self, difference: Difference) -> SafeString:
        name = f"{self.prefix}-{BOTH}-{difference.field}"
        both = "\n\n".join(text for text in (difference.theirs, difference.mine) if text)
        label = f"{difference.label}, combined"
        return format_html(
            '<div class="nhsuk-form-group"><label class="nhsuk-label" for="{0}">{1}</label>'
            '<textarea class="nhsuk-textarea" id="{0}" name="{0}" rows="10">\n{2}</textarea></div>',
            name,
            label,
            self.data.get(name, both),
        )
