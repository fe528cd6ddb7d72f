"""Why the dates of a live order move: asked on the page that shows them before and after."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from cto.design.fields import TextField
from cto.design.forms import Form
from cto.design.layout import Buttons, Submit

CONFIRM, CHANGE = "record", "change"
OWN = ("csrfmiddlewaretoken", "act", "submission", "dates_reason")


class WhyDatesForm(Form):
    """The reason, and unseen everything that was typed on the page before."""

    dates_reason = TextField(
        label="Why do these dates change?",
        help_text="For example: the admission papers say the 10th. It is kept with the change.",
        design={"rows": 3},
        error_messages={"required": "Enter why the dates of the order change"},
    )

    def __init__(
        self, data: Any = None, *, typed: Iterable[tuple[str, str]], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        for name, value in typed:
            if name not in OWN:
                self.fields[name] = forms.CharField(
                    required=False, initial=value, widget=forms.HiddenInput
                )

    def layout(self) -> Layout:
        """The reason, then saving or going back."""
        return Layout(
            "dates_reason",
            Buttons(
                Submit("Save, and change the dates", name="act", value=CONFIRM, key="save"),
                Submit("Change what I entered", name="act", value=CHANGE, variant="secondary"),
            ),
        )
