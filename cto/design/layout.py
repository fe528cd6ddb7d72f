"""What a form's layout is made of, beside the names of its fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cto.design.bound import field_html, quickly
from cto.design.jinja import component

PACK = "nhsuk"


class Submit:
    """A button that sends the form. With `name`, its `value` tells which button it was."""

    variant: str | None = None

    def __init__(
        self,
        text: str,
        *,
        name: str | None = None,
        value: str | None = None,
        variant: str | None = None,
        key: str | None = None,
    ) -> None:
        self.text, self.name, self.value = text, name, value
        self.variant = variant or self.variant
        self.key = key

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The button."""
        return quickly(
            "button",
            {
                "text": self.text,
                "name": self.name,
                "value": self.value,
                "variant": self.variant,
                "preventDoubleClick": True,
                "attributes": {"data-key": self.key} if self.key else None,
            },
        )


class Secondary(Submit):
    """A second way to send the form, less prominent."""

    variant = "secondary"


class Warn(Submit):
    """A button whose effect is serious, such as sealing."""

    variant = "warning"


class Link:
    """A link beside the buttons, such as "Cancel"."""

    def __init__(self, text: str, href: str) -> None:
        self.text, self.href = text, href

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The link."""
        return format_html('<a class="nhsuk-link" href="{}">{}</a>', self.href, self.text)


class Group(LayoutObject):
    """Layout items inside one element."""

    def __init__(self, *items: Any) -> None:
        self.fields = list(items)

    def inner(self, form: BaseForm, context: Context) -> SafeString:
        """The items' markup."""
        return self.get_rendered_fields(form, context, PACK)


class Buttons(Group):
    """Buttons and links in one row, stacked on a phone."""

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The row."""
        return format_html('<div class="nhsuk-button-group">{}</div>', self.inner(form, context))


class Fieldset(Group):
    """Fields under one legend, which is a heading of level 2 unless said otherwise."""

    def __init__(
        self, legend: str, *items: Any, size: str = "m", level: int = 2, hint: str | None = None
    ) -> None:
        super().__init__(*items)
        self.legend, self.size, self.level, self.hint = legend, size, level, hint

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The fieldset."""
        hint = component("hint", {"text": self.hint}) if self.hint else ""
        return component(
            "fieldset",
            {
                "legend": {
                    "text": self.legend,
                    "size": self.size,
                    "heading": {"level": self.level},
                },
                "html": format_html("{}{}", hint, self.inner(form, context)),
            },
        )


class Column(Group):
    """Half of a row, with a heading: what the team says, or the patient's own words."""

    def __init__(self, heading: str | None, *items: Any, level: int = 2) -> None:
        super().__init__(*items)
        self.heading, self.level = heading, level

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The column."""
        heading = SafeString("")
        if self.heading:
            heading = format_html(
                '<h{} class="nhsuk-heading-m">{}</h{}>', self.level, self.heading, self.level
            )
        return format_html(
            '<div class="nhsuk-grid-column-one-half">{}{}</div>', heading, self.inner(form, context)
        )


class Columns(Group):
    """Two columns side by side, one above the other on a phone."""

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The row of columns."""
        return format_html(
            '<div class="nhsuk-grid-row cto-columns">{}</div>', self.inner(form, context)
        )


class Field:
    """One field, drawn otherwise than its `design` says: Field("reason", rows=10)."""

    def __init__(self, name: str, **design: Any) -> None:
        self.name, self.design = name, design

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The field's group."""
        mark_rendered(form, self.name)
        return field_html(form[self.name], **self.design)


class Conditional:
    """Radios, checkboxes or one box to tick, with what appears under an answer when it is chosen.

    Conditional("interpreter", {"yes": ["language"]}); the answer of one box to tick is "on".
    Without JavaScript everything is in view. The server asks again: see Form.require.
    """

    def __init__(self, name: str, reveals: Mapping[str, Sequence[Any]], **design: Any) -> None:
        self.name, self.reveals, self.design = name, reveals, design

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The field's group with its reveals."""
        mark_rendered(form, self.name)
        inner = {
            answer: Group(*items).inner(form, context) for answer, items in self.reveals.items()
        }
        return field_html(form[self.name], inner, **self.design)


class Details(Group):
    """Fields that are folded away until asked for; in view when one of them is filled or wrong."""

    def __init__(self, summary: str, *names: str) -> None:
        super().__init__(*names)
        self.summary = summary

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The group, open or folded; it opens without JavaScript."""
        needed = any(form[name].errors or form[name].value() for name in self.fields)
        return format_html(
            '<details class="nhsuk-details"{}><summary class="nhsuk-details__summary">'
            '<span class="nhsuk-details__summary-text">{}</span></summary>'
            '<div class="nhsuk-details__text">{}</div></details>',
            SafeString(" open") if needed else "",
            self.summary,
            self.inner(form, context),
        )


class Words:
    """Paragraphs between fields, one for each text given."""

    def __init__(self, *paragraphs: str) -> None:
        self.paragraphs = paragraphs

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The paragraphs."""
        return format_html_join("", "<p>{}</p>", ((text,) for text in self.paragraphs))


class Component:
    """Any component of the design system between fields: Component("inset-text", text=...)."""

    def __init__(self, name: str, **params: Any) -> None:
        self.name, self.params = name, params

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The component."""
        return component(self.name, self.params)


class Piece:
    """A template between fields, with the page's context and the values given."""

    def __init__(self, template: str, **values: Any) -> None:
        self.template, self.values = template, values

    def render(self, form: BaseForm, context: Context, **kwargs: Any) -> SafeString:
        """The template's markup."""
        inner_context: dict[str, Any] = {str(k): v for k, v in context.flatten().items()}
        inner_context.update(self.values)
        inner = get_template(self.template).render(inner_context)
        return mark_safe(inner)  # noqa: S308 a template has escaped what it holds


def mark_rendered(form: BaseForm, name: str) -> None:
    """Tell crispy-forms that the field is drawn; it would draw it again after the layout.

    Raises KeyError for a field that the form lacks, ValueError for one drawn twice.
    """
    if name not in form.fields:
        raise KeyError(f"{type(form).__name__} has no field {name}")
    rendered: set[str] = vars(form)["rendered_fields"]
    if name in rendered:
        raise ValueError(f"{type(form).__name__}: {name} is drawn twice")
    rendered.add(name)
