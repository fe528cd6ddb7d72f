"""From a form's field to the design system's markup.

`field_html` chooses the component by the field's widget. What a field's `design` may say:

    label_size    "s", "m", "l", "xl": the label or legend as a heading
    page_heading  True where the label is the page's h1
    hint          replaces help_text
    width         2, 3, 4, 5, 10, 20 or 30 characters
    rows          height of a text area
    counts        True to say how many characters are left
    inline        True to set radios beside each other
    small         True for small radios or checkboxes
    divider       words before the last answer, such as "or"
    hide_label    True to leave the label to screen readers
    optional      True to add "(optional)" to the label
    autocomplete, inputmode, prefix, suffix, classes

Drawing a component costs milliseconds, and on every page but for the value typed it gives the
same markup. So the markup is kept without the value (a bounded number of them), and the value is
escaped and set in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, singledispatch
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from cto.design import jinja
from cto.design.widgets import DateBoxes, MomentBoxes

Reveals = Mapping[str, SafeString]
PASSED_ON = ("width", "rows", "inline", "small", "autocomplete", "inputmode", "prefix", "suffix")
BOX_LABELS = {"day": "Day", "month": "Month", "year": "Year", "time": "Time, 24-hour clock"}
BOX_WIDTHS = {"day": 2, "month": 2, "year": 4, "time": 5}


def field_html(bound: BoundField, reveals: Reveals | None = None, **design: Any) -> SafeString:
    """The whole group: label or legend, hint, error, input.

    `reveals` maps an answer of radios or checkboxes to what appears under it when chosen;
    `design` overrides the field's own.
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_widget()
    drawing = Drawing(bound, reveals or {}, {**getattr(bound.field, "design", {}), **design})
    return draw(widget, drawing)


def anchor(bound: BoundField) -> str:
    """The id that the error summary links to: the first input that is wrong."""
    widget = bound.field.widget
    if isinstance(widget, DateBoxes | MomentBoxes):
        return f"{bound.auto_id}-{(wrong_parts(bound) or widget.parts._fields)[0]}"
    return str(bound.auto_id)


def wrong_parts(bound: BoundField) -> list[str]:
    """The boxes of a date that its errors name; empty where it has none."""
    return [
        part
        for error in bound.errors.as_data()
        for part in (error.params or {}).get("parts", bound.field.widget.parts._fields)
    ]


def error_text(bound: BoundField) -> str:
    """The field's errors as one text, or ""."""
    return ". ".join(str(error).rstrip(".") for error in bound.errors)


@dataclass
class Drawing:
    """One field on its way to markup; collects the values to set in."""

    bound: BoundField
    reveals: Reveals
    design: dict[str, Any]
    marks: jinja.Marks = field(default_factory=lambda: jinja.Marks("field"))

    def hole(self, value: Any) -> str:
        """A mark to be replaced by the value, escaped; "" stays as it is."""
        if value in (None, ""):
            return ""
        return self.marks.put(value if isinstance(value, str) else str(value))

    def markup(self, component: str, **params: Any) -> SafeString:
        """The component with its values in place."""
        plain = jinja.plain({**self.common(), **params})
        return self.marks.fill(skeleton(Skeleton(component, repr(plain), plain)))

    def common(self) -> dict[str, Any]:
        """What every component takes."""
        given = {key: self.design[key] for key in PASSED_ON if key in self.design}
        return {
            "name": self.bound.html_name,
            "hint": self.hint(),
            "errorMessage": error_text(self.bound) or None,
            "classes": self.design.get("classes"),
            **given,
        }

    def hint(self) -> dict[str, Any] | None:
        """The hint as the macros want it."""
        text = self.design.get("hint") or self.bound.help_text
        if not text:
            return None
        return {"html": text} if isinstance(text, SafeString) else {"text": str(text)}

    def label(self) -> dict[str, Any]:
        """The label or legend."""
        text = str(self.bound.label)
        marks = getattr(self.bound.form, "marks_optional", False)
        if self.design.get("optional", marks and not self.bound.field.required):
            text = f"{text} (optional)"
        return {
            "text": text,
            "size": self.design.get("label_size"),
            "isPageHeading": self.design.get("page_heading", False) or None,
            "classes": "nhsuk-u-visually-hidden" if self.design.get("hide_label") else None,
        }

    def items(self, chosen: set[str]) -> list[dict[str, Any]]:
        """The answers of radios or checkboxes."""
        items: list[dict[str, Any]] = []
        for value, words in self.bound.field.widget.choices:
            if str(value) == "":
                continue
            item = {"value": str(value), "text": str(words), "checked": str(value) in chosen}
            hint = getattr(words, "hint", "")
            if hint:
                item["hint"] = {"text": hint}
            if str(value) in self.reveals:
                item["conditional"] = {"html": mark_safe(self.hole(self.reveals[str(value)]))}  # noqa: S308
            items.append(item)
        if "divider" in self.design and len(items) > 1:
            items.insert(-1, {"divider": self.design["divider"]})
        return items

    def chosen(self) -> set[str]:
        """The values that are chosen."""
        value = self.bound.value()
        if value is None:
            return set()
        return {str(v) for v in value} if isinstance(value, list | tuple | set) else {str(value)}


@singledispatch
def draw(widget: forms.Widget, drawing: Drawing) -> SafeString:
    """Draw the field by its widget. Raises TypeError for one that the design system lacks."""
    raise TypeError(f"{drawing.bound.name}: there is no component for {type(widget).__name__}")


@draw.register
def _(widget: forms.TextInput, drawing: Drawing) -> SafeString:
    kind = widget.input_type
    inputmode = drawing.design.get("inputmode") or ("numeric" if kind == "number" else None)
    return drawing.markup(
        "input",
        id=drawing.bound.auto_id,
        label=drawing.label(),
        value=drawing.hole(widget.format_value(drawing.bound.value())),
        type="text" if kind == "number" else kind,
        inputmode=inputmode,
        autocomplete=drawing.design.get("autocomplete") or widget.attrs.get("autocomplete", "off"),
    )


@draw.register
def _(widget: forms.PasswordInput, drawing: Drawing) -> SafeString:
    return drawing.markup(
        "password-input",
        id=drawing.bound.auto_id,
        label=drawing.label(),
        autocomplete=widget.attrs.get("autocomplete", "current-password"),
    )


@draw.register
def _(widget: forms.Textarea, drawing: Drawing) -> SafeString:
    value = drawing.bound.value() or ""
    if str(value).startswith("\n"):
        value = f"\n{value}"  # a browser drops the first line end in a text area
    params = {
        "id": drawing.bound.auto_id,
        "label": drawing.label(),
        "value": drawing.hole(value),
        "rows": drawing.design.get("rows", 5),
    }
    longest = getattr(drawing.bound.field, "longest", None)
    if longest and drawing.design.get("counts"):
        params["textareaDescriptionText"] = f"You can enter up to {longest:,} characters"
        return drawing.markup("character-count", maxlength=longest, threshold=75, **params)
    return drawing.markup("textarea", **params)


@draw.register
def _(widget: forms.RadioSelect, drawing: Drawing) -> SafeString:
    items = drawing.items(drawing.chosen())
    inline = drawing.design.get("inline") and not drawing.reveals
    return drawing.markup(
        "radios",
        idPrefix=drawing.bound.auto_id,
        fieldset={"legend": drawing.label()},
        items=items,
        inline=inline or None,
    )


@draw.register
def _(widget: forms.CheckboxSelectMultiple, drawing: Drawing) -> SafeString:
    return drawing.markup(
        "checkboxes",
        idPrefix=drawing.bound.auto_id,
        fieldset={"legend": drawing.label()},
        items=drawing.items(drawing.chosen()),
    )


@draw.register
def _(widget: forms.CheckboxInput, drawing: Drawing) -> SafeString:
    box = {
        "value": "on",
        "text": str(drawing.bound.label),
        "hint": drawing.hint(),
        "checked": bool(drawing.bound.value()),
    }
    if "on" in drawing.reveals:
        box["conditional"] = {"html": mark_safe(drawing.hole(drawing.reveals["on"]))}  # noqa: S308
    return drawing.markup("checkboxes", idPrefix=drawing.bound.auto_id, hint=None, items=[box])


@draw.register
def _(widget: forms.Select, drawing: Drawing) -> SafeString:
    chosen = drawing.chosen()
    # Adding "" makes plain text of a SafeString, which the macros would not escape.
    offered = ((str(value) + "", str(words) + "") for value, words in widget.choices)
    items = jinja.Texts(
        {"value": value, "text": words, "selected": value in chosen} for value, words in offered
    )
    if not any(item["value"] == "" for item in items):
        items.insert(0, {"value": "", "text": "Choose one", "selected": not chosen})
    return drawing.markup("select", id=drawing.bound.auto_id, label=drawing.label(), items=items)


@draw.register(DateBoxes)
@draw.register(MomentBoxes)
def _(widget: DateBoxes | MomentBoxes, drawing: Drawing) -> SafeString:
    bound = drawing.bound
    wrong = wrong_parts(bound)
    shown = widget.shown(bound.value())
    boxes = [
        {
            "id": f"{bound.auto_id}-{part}",
            "name": f"{bound.html_name}-{part}",
            "label": BOX_LABELS[part],
            "value": drawing.hole(typed),
            "width": BOX_WIDTHS[part],
            "error": part in wrong,
            "inputmode": "numeric" if part != "time" else "text",
            "autocomplete": f"bday-{part}" if drawing.design.get("birthday") else "off",
        }
        for part, typed in zip(widget.parts._fields, shown, strict=True)
    ]
    return drawing.markup(
        "date-input",
        id=bound.auto_id,
        fieldset={"legend": drawing.label()},
        items=boxes,
        width=None,
    )


HOLES = frozenset({"text", "href", "labelText"})


def quickly(component: str, params: Mapping[str, Any]) -> SafeString:
    """A small component that every page has, such as a button or a link back.

    As `jinja.component`, but words and addresses are set into markup that is drawn once.
    """
    marks = jinja.Marks("small")

    def holed(given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: holed(value)
            if isinstance(value, Mapping)
            else marks.put(value + "")
            if key in HOLES and isinstance(value, str) and value
            else value
            for key, value in given.items()
        }

    plain = jinja.plain(holed(params))
    return marks.fill(skeleton(Skeleton(component, repr(plain), plain)))


@dataclass(frozen=True)
class Skeleton:
    """A component and its parameters, equal to another by what it would draw."""

    component: str
    key: str
    params: dict[str, Any] = field(compare=False)


@lru_cache(maxsize=4096)
def skeleton(wanted: Skeleton) -> str:
    """The component's markup with marks where values go."""
    return str(jinja.component(wanted.component, wanted.params))
