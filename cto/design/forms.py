"""The form that every page's form is made from.

Invalid, it keeps everything typed and says first what to do. It carries a `submission`, so that
a repeated POST has one effect, and may carry rows that it showed (`ShownField`), so that the
service can tell that someone else was quicker.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import Field
from django.forms.widgets import HiddenInput

from cto.design.helper import Helper
from cto.design.layout import Buttons, Submit

OUT_OF_DATE = (
    "This page is out of date. Copy anything that you want to keep, open the page again "
    "and save from there"
)


class SubmissionField(forms.UUIDField):
    """The identity of one filling-in of a form: the same on every try, new on every new page."""

    widget = HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": OUT_OF_DATE}
        super().__init__(required=False, initial=uuid4, error_messages=wrong, **kwargs)

    def clean(self, value: Any) -> UUID:
        """The identity that came with the form, or a new one where none came."""
        return super().clean(value) or uuid4()


class ShownField(forms.UUIDField):
    """The id of the row whose text the form showed; None where there was none yet.

    Set it through `initial`. The service compares it with the current row and raises Overtaken.
    """

    widget = HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid": OUT_OF_DATE}
        super().__init__(required=False, error_messages=wrong, **kwargs)


class Form(forms.Form):
    """Base of every form.

    `submit` is the text of its button; None draws no button, for a layout that has its own or a
    page with several forms. `layout()` may be overridden; what it forgets is drawn after it.
    `marks_optional` adds "(optional)" to the labels of fields that are not required.
    """

    submit: ClassVar[str | None] = "Save and continue"
    marks_optional: ClassVar[bool] = False

    submission: forms.Field | None = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def helper(self) -> Helper:
        """What `{% crispy form %}` draws by."""
        try:
            return Helper(self.layout())
        except AttributeError as error:  # crispy-forms would take it for "has no helper"
            raise RuntimeError(f"The layout of {type(self).__name__}: {error}") from error

    def layout(self) -> Layout:
        """The visible fields in their order, then the button."""
        fields = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        return Layout(*fields, *self.buttons())

    def buttons(self) -> Sequence[Buttons]:
        """The button under the form, for a layout to end with."""
        return [Buttons(Submit(self.submit))] if self.submit else []

    @property
    def notices(self) -> list[str]:
        """Sentences about what cleaning changed in the text, to show after saving."""
        self.errors  # noqa: B018 cleaning happens on the first look
        return [
            notice
            for field in self.fields.values()
            if hasattr(field, "notices")
            for notice in field.notices()
        ]

    def require(self, name: str, message: str) -> None:
        """Add the error if the field is empty: for `clean()`, where another answer asks for it."""
        if name not in self.errors and self.cleaned_data.get(name) in (None, "", []):
            self.add_error(name, ValidationError(message, code="required"))

    def only_with(self, answer: str, names: Sequence[str], message: str) -> None:
        """Add ``message`` to ``answer`` if any of the fields is filled that another answer hides.

        What was typed is neither kept unseen nor dropped: the person says which they mean.
        """
        filled = any(self.cleaned_data.get(name) not in (None, "", []) for name in names)
        if filled and answer not in self.errors:
            self.add_error(answer, ValidationError(message, code="contradicts"))

    def refuse(self, reasons: Iterable[str]) -> None:
        """Add a service's reasons for refusing, to be shown first in the error summary."""
        for reason in reasons:
            self.add_error(None, ValidationError(reason, code="refused"))

    def values(self) -> dict[str, Any]:
        """The cleaned data without `submission` and rows shown: what a person typed or chose."""
        hidden = (SubmissionField, ShownField)
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not isinstance(self.fields[name], hidden)
        }


def fields_without_instructions(form: type[forms.Form] | forms.Form) -> list[str]:
    """The required fields whose empty answer is met with Django's "This field is required."

    For the tests of each form: the list must be empty.
    """
    fields = form.base_fields if isinstance(form, type) else form.fields
    unhelpful = str(Field.default_error_messages["required"])
    return [
        name
        for name, field in fields.items()
        if field.required and str(field.error_messages.get("required", unhelpful)) == unhelpful
    ]
