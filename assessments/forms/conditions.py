"""Stage 2: a discretionary condition (s.17B(2)), and taking one out."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.about import FormAbout
from assessments.statute.conditions import PURPOSES, comments_on
from assessments.summary.conditions import Remark, remarks
from cto.design.choices import Choice, ChoicesField
from cto.design.fields import TextField
from cto.design.forms import Form, ShownField
from cto.design.helper import Helper
from cto.design.layout import Buttons, Fieldset, Piece, Secondary, Submit, Warn

CHECK = "check"
"""The name of the button that looks at the wording and saves nothing."""


class ConditionForm(FormAbout):
    """One condition: its words, what it is for, and whether it earns its place.

    Only the wording is asked for at once: a team shapes a condition over a meeting. What is
    still missing stands in the list, and readiness asks for purpose and rationale. ``action``
    sends the form elsewhere than to the page's own address.
    """

    shown = ShownField()
    wording = TextField(
        label="Wording",
        help_text="Say who, what, where and how often, in words the person would use.",
        max_length=2_000,
        error_messages={"required": "Enter the wording of the condition"},
        design={"label_size": "m", "rows": 4, "counts": True},
    )
    purposes = ChoicesField(
        label="What is it for?",
        help_text="The law knows three purposes. A condition needs at least one of them.",
        choices=[(p.key, Choice(p.text, p.source)) for p in PURPOSES],
        required=False,
        design={"label_size": "m"},
    )
    rationale = TextField(
        label="Why is it necessary or appropriate?",
        help_text="What in this person’s history or circumstances makes it so?",
        required=False,
    )
    beneficial = TextField(label="How far is it beneficial?", required=False, design={"rows": 3})
    enforceable = TextField(
        label="How far is it enforceable?",
        help_text="What would the team really do if it were not kept?",
        required=False,
        design={"rows": 3},
    )
    support = TextField(
        label="What support is offered, so that it can be kept?",
        required=False,
        design={"rows": 3},
    )
    patient_view = TextField(
        label="What does the person say about it?",
        help_text="In their own words where you can.",
        required=False,
        design={"rows": 3},
    )

    def __init__(
        self, *args: Any, action: str = "", save_words: str = "Save condition", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.save_words = action, save_words
        self.fields["patient_view"].label = f"What does {self.patient.called} say about it?"

    @property
    def helper(self) -> Helper:
        """The base's, sent to ``action`` where one is given."""
        helper = super().helper
        helper.form_action = self.action
        return helper

    def layout(self) -> Layout:
        """Button and comments of the check stand under the words that they are about."""
        return Layout(
            "wording",
            Buttons(Secondary("Check the wording", name=CHECK, value="yes")),
            Piece("assessments/conditions/comments.html"),
            "purposes",
            Fieldset(
                "Does it earn its place?",
                "rationale",
                "beneficial",
                "enforceable",
                "support",
                "patient_view",
            ),
            *self.buttons(),
        )

    def buttons(self) -> Sequence[Buttons]:
        """The keyboard's "save" is this button, although the wording's stands before it."""
        return [Buttons(Submit(self.save_words, key="save"))]

    def remarks(self) -> tuple[Remark, ...]:
        """What the wording check says of the text as typed, saved or not."""
        self.is_valid()  # what was typed is cleaned by the first look
        wording = self.cleaned_data.get("wording", "")
        return remarks(comments_on(wording, purposes=self.cleaned_data.get("purposes", ())))

    def only_look(self) -> None:
        """Leave only the errors about the wording: the form was not sent to be saved."""
        for name in [name for name in self.errors if name != "wording"]:
            del self.errors[name]


class WithdrawForm(Form):
    """Why a condition is taken out."""

    shown = ShownField()
    reason = TextField(
        label="Why is this condition withdrawn?",
        help_text="The wording and this reason stay readable.",
        error_messages={"required": "Enter why this condition is withdrawn"},
        design={"label_size": "m"},
    )

    def buttons(self) -> Sequence[Buttons]:
        """A warning button: the wording leaves the order."""
        return [Buttons(Warn("Withdraw condition", key="save"))]
