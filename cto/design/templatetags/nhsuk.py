"""The design system in ordinary templates: `{% load nhsuk %}`.

`{% nhsuk "tag" text=word colour="blue" %}` draws any component by its name in the design system
with the parameters of its documentation. The tags below save writing lists and dictionaries in a
template. What a user typed is escaped everywhere, and refused where a component wants `html`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cto.design import tables, words
from cto.design.bound import anchor, error_text, field_html, quickly
from cto.design.jinja import component
from cto.design.navigation import Item, items_for

register = template.Library()

# The page's heading structure is ours to keep: these default to headings of level 3 in the system.


@register.simple_tag(name="nhsuk")
def nhsuk(name: str, **params: Any) -> SafeString:
    """Any component by name: {% nhsuk "inset-text" text=sentence %}."""
    if name == "warning-callout":  # 3 by default, which leaves a gap under the page's h1
        params.setdefault("headingLevel", 2)
    return component(str(name), params)


@register.tag(name="nhsukblock")
def nhsukblock(parser: Parser, token: Token) -> "ComponentBlock":
    """A component around markup: {% nhsukblock "details" summary="Why" %}...{% endnhsukblock %}."""
    _, name, *rest = token.split_contents()
    params = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError("nhsukblock takes a name and key=value pairs")
    inner = parser.parse(("endnhsukblock",))
    parser.delete_first_token()
    return ComponentBlock(parser.compile_filter(name), params, inner)


class ComponentBlock(Node):
    """A component whose `html` is the markup inside the tag."""

    def __init__(
        self, name: FilterExpression, params: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.name, self.params, self.nodelist = name, params, nodelist

    def render(self, context: Context) -> SafeString:
        """The component's markup."""
        params = {key: value.resolve(context) for key, value in self.params.items()}
        return nhsuk(str(self.name.resolve(context)), html=self.nodelist.render(context), **params)


# Forms -------------------------------------------------------------------------------------------
@register.simple_tag
def nhsuk_field(field: BoundField, **design: Any) -> SafeString:
    """One field's whole group; `design` overrides the field's own (see cto.design.bound)."""
    plain = {k: v + "" if isinstance(v, str) else v for k, v in design.items()}
    return field_html(field, None, **plain)


@register.simple_tag
def error_summary(*forms: BaseForm | None) -> SafeString:
    """What is wrong with the forms, each line a link to its field; nothing where nothing is.

    A form is summed up once on a page, so base.html and {% crispy %} may both ask.
    """
    items: list[dict[str, str]] = []
    for form in forms:
        if not form or getattr(form, "summed_up", False) or not form.errors:
            continue
        vars(form)["summed_up"] = True
        items += [{"text": str(error)} for error in form.non_field_errors()]
        items += [
            {"text": error_text(form[name]), "href": f"#{anchor(form[name])}"}
            for name in form.fields
            if name in form.errors and not form.fields[name].widget.is_hidden
        ]
        items += [{"text": error_text(form[n])} for n in form.errors if _is_hidden(form, n)]
    if not items:
        return SafeString("")
    return component("error-summary", {"titleText": "There is a problem", "errorList": items})


def _is_hidden(form: BaseForm, name: str) -> bool:
    return name in form.fields and form.fields[name].widget.is_hidden


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """ "Error: " where the page's form is invalid, so that the first word read out says so."""
    forms = [context.get("form"), *(context.get("forms") or [])]
    return "Error: " if any(form and form.is_bound and form.errors for form in forms) else ""


# Lists and tables --------------------------------------------------------------------------------
@register.simple_tag
def summary_list(rows: Iterable[Any], **params: Any) -> SafeString:
    """Rows of (key, value) or (key, value, href, words for the link, such as "Change").

    A value may be a SafeString of markup; line ends of plain text are kept.
    """
    return component("summary-list", {**params, "rows": [_summary_row(*row) for row in rows]})


def _summary_row(key: str, value: Any, href: str = "", action: str = "Change") -> dict[str, Any]:
    row: dict[str, Any] = {"key": {"text": str(key)}, "value": _cell(value)}
    if href:
        link = {"href": href, "text": action, "visuallyHiddenText": words.lower_first(str(key))}
        row["actions"] = {"items": [link]}
    return row


@register.simple_tag
def nhsuk_table(
    head: Sequence[Any], rows: Iterable[Iterable[Any]], caption: str = "", **params: Any
) -> SafeString:
    """A table; the first cell of a row is its header. Stacks on a phone with `responsive=True`."""
    if params == tables.PARAMETERS and caption:
        stacked = ([_cell(value) for value in row] for row in rows)
        return tables.stacking([str(text) + "" for text in head], stacked, str(caption) + "")
    params.setdefault("firstCellIsHeader", True)
    headings = [{"text": str(text)} for text in head]
    responsive = params.get("responsive")
    body = []
    for row in rows:
        cells = [_cell(value) for value in row]
        if responsive:
            for cell, heading in zip(cells, headings, strict=True):
                cell["header"] = heading["text"]
        body.append(cells)
    given = {"caption": caption or None, "head": headings, "rows": body, **params}
    return component("tables", given)


@register.simple_tag
def task_list(tasks: Iterable[Any], id_prefix: str = "task") -> SafeString:
    """Tasks with the attributes (or keys) `title`, `href`, `status`, and perhaps `colour`, `hint`.

    A status without a colour is plain text, which is how a finished task looks. A task without
    an `href` cannot be started yet.
    """
    return component("task-list", {"idPrefix": id_prefix, "items": [_task(task) for task in tasks]})


def _task(task: Any) -> dict[str, Any]:
    get = task.get if isinstance(task, Mapping) else lambda key: getattr(task, key, None)
    status, colour, hint = get("status"), get("colour"), get("hint")
    return {
        "title": {"text": str(get("title"))},
        "href": get("href") or None,
        "hint": {"text": str(hint)} if hint else None,
        "status": {"tag": {"text": status, "colour": colour}} if colour else {"text": status},
    }


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, SafeString):
        return {"html": value}
    text = "" if value is None else str(value)
    if "\n" in text:
        return {"html": format_html('<span class="cto-text">{}</span>', text)}
    return {"text": text}


# Finding the way ---------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def site_navigation(context: Context) -> list[Item]:
    """The menu's items for whoever is signed in; none on a page without a request."""
    request = context.get("request")
    return items_for(request) if request else []


@register.simple_tag
def back_link(href: str, text: str = "Back") -> SafeString:
    """A link back, in a landmark of its own: for `{% block before_content %}`."""
    link = quickly("back-link", {"href": href, "text": text})
    return format_html('<nav aria-label="Back">{}</nav>', link)


@register.simple_tag
def breadcrumbs(items: Iterable[tuple[str, str]]) -> SafeString:
    """Where the page stands, from (words, address) pairs: for `{% block before_content %}`."""
    links = [{"text": text, "href": href} for text, href in items]
    return component("breadcrumb", {"items": links})


@register.simple_tag
def steps(
    previous: tuple[str, str] | None = None, following: tuple[str, str] | None = None
) -> SafeString:
    """Previous and next page, as (words, address) or None, with their keys."""

    def end(link: tuple[str, str] | None, words_: str) -> dict[str, Any] | None:
        if not link:
            return None
        attributes = {"data-key": "k" if words_ == "Previous" else "j"}
        return {"text": words_, "labelText": link[0], "href": link[1], "attributes": attributes}

    both = {"previous": end(previous, "Previous"), "next": end(following, "Next")}
    return quickly("pagination", both) if previous or following else SafeString("")


@register.simple_tag
def pagination(page: Page, **query: Any) -> SafeString:
    """Previous and next for a page of a list, keeping the other values of the query."""
    if not page.has_other_pages():
        return SafeString("")

    def end(number: int) -> dict[str, Any]:
        kept = {key: value for key, value in query.items() if value not in (None, "")}
        label = f"{number} of {page.paginator.num_pages}"
        return {"labelText": label, "href": "?" + urlencode({**kept, "page": number})}

    return component(
        "pagination",
        {
            "previous": end(page.previous_page_number()) if page.has_previous() else None,
            "next": end(page.next_page_number()) if page.has_next() else None,
        },
    )


@register.simple_tag
def button(text: str, **params: Any) -> SafeString:
    """A button, or with `href` a link that looks like one."""
    return quickly("button", {"text": text, **params})


@register.simple_tag
def demonstration_tag() -> SafeString:
    """Says that the person or case is invented."""
    return component("tag", {"text": "Demonstration", "colour": "purple"})


MESSAGE_TITLES = {"success": "Success", "error": "There is a problem"}


@register.simple_tag
def message_banners(messages: Iterable[Any]) -> SafeString:
    """Django's messages as banners; a success is green, everything else is blue."""
    return format_html_join("", "{}", ((_banner(n, m),) for n, m in enumerate(messages or ())))


def _banner(number: int, message: Any) -> SafeString:
    level = message.level_tag
    words_ = format_html(
        '<p class="nhsuk-notification-banner__heading cto-text">{}</p>', str(message.message) + ""
    )
    return component(
        "notification-banner",
        {
            "variant": "success" if level == "success" else None,
            "titleText": MESSAGE_TITLES.get(level, "Important"),
            "titleId": f"message-{number}",
            "html": words_,
        },
    )


# Words -------------------------------------------------------------------------------------------
@register.filter
def day(value: date | datetime | None) -> str:
    """ "Thursday 17 June 2027"; nothing for None."""
    return words.day(value) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """ "17 June 2027"; nothing for None."""
    return words.short_day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """ "Thursday 17 June 2027 at 14:32", in London; nothing for None."""
    return words.moment(value) if value else ""


@register.filter
def birth(value: date | None) -> str:
    """ "17 June 1990 (36 years)"; nothing for None."""
    return words.birth(value) if value else ""


@register.filter
def nhs_number(value: str | None) -> str:
    """ "999 000 0018"; nothing for None."""
    return words.nhs_number(value or "")


@register.filter
def typed(value: str | None) -> SafeString:
    """What somebody typed, with its line ends; escaped."""
    return format_html('<span class="cto-text">{}</span>', value + "") if value else mark_safe("")
