"""Reasons for and against an option, the pause before a decision, a member's own view."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.signing import LastingTextField
from assessments.models import Stance, Sureness
from cto.design.choices import ChoiceField
from cto.design.fields import TextField
from cto.design.forms import Form, ShownField
from cto.design.layout import Buttons, Column, Columns, Link, Secondary, Submit

A_REASON = "Enter at least one reason, for or against"


class OptionForm(Form):
    """Reasons for and reasons against one alternative, side by side (guideline ``box3``)."""

    shown = ShownField()
    reasons_for = TextField(
        label="Reasons for",
        help_text="For this person, now",
        required=False,
        design={"label_size": "m", "rows": 7},
    )
    reasons_against = TextField(
        label="Reasons against",
        help_text="For this person, now",
        required=False,
        design={"label_size": "m", "rows": 7},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, last: bool, **kwargs: Any) -> None:
        self.last = last
        super().__init__(data, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            Columns(Column(None, "reasons_for"), Column(None, "reasons_against")),
            Buttons(
                Submit("Save and finish" if self.last else "Save and next", key="save"),
                Secondary("Save", name="then", value="stay"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        if not {"reasons_for", "reasons_against"} & set(self.errors):
            given = self.cleaned_data.get("reasons_for") or self.cleaned_data.get("reasons_against")
            if not given and self.cleaned_data.get("shown"):
                self.add_error("reasons_for", A_REASON)
        return self.cleaned_data

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed, so that there is nothing to save."""
        return not (self.cleaned_data["reasons_for"] or self.cleaned_data["reasons_against"])


class PauseForm(Form):
    """The responsible clinician's stop before deciding."""

    shown = ShownField()
    reflection = TextField(
        label="What do you take from this pause?",
        help_text="In your own words, even if nothing changed",
        error_messages={"required": "Enter what you take from this pause, even if nothing changed"},
        design={"label_size": "m", "rows": 6},
    )

    def layout(self) -> Layout:
        return Layout(
            "reflection",
            Buttons(
                Submit("Save and go to the decision", key="save"),
                Secondary("Save", name="then", value="stay"),
            ),
        )


class ViewForm(Form):
    """One's own view. Nothing is preselected, and nobody can fill it in for somebody else."""

    shown = ShownField()
    stance = ChoiceField(
        label="What do you think should happen?",
        choices=Stance.choices,
        error_messages={"required": "Choose what you think should happen"},
    )
    sureness = ChoiceField(
        label="How sure are you?",
        choices=Sureness.choices,
        error_messages={"required": "Choose how sure you are"},
        design={"inline": True},
    )
    reasons = LastingTextField(
        label="Why?", error_messages={"required": "Enter why you think so"}, design={"rows": 6}
    )
    would_change = LastingTextField(
        label="What would change your mind? (optional)", required=False, design={"rows": 4}
    )

    def __init__(self, data: Mapping[str, Any] | None, *, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(data, **kwargs)

    def layout(self) -> Layout:
        return Layout(
            "stance",
            "sureness",
            "reasons",
            "would_change",
            Buttons(Submit("Save my view", key="save"), Link("Cancel", self.back)),
        )


class RevealForm(Form):
    """A confirmation and nothing else: the page above it says what happens."""

    submit = "Reveal all views"
