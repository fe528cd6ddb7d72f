"""The AMHP's statement: answers with reasons, none preselected (s.17A(4)(b), s.17B(2))."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from assessments.forms.signing import LastingTextField, SigningForm
from assessments.services.decisions import Answer
from assessments.summary.shapes import AssessmentSummary, Condition
from cto.design.choices import YesNoField
from cto.design.forms import ShownField
from cto.design.layout import Fieldset, Piece

AGREES, REASONS = "agrees", "reasons"


class StatementForm(SigningForm):
    """The AMHP's answers, each with reasons and none preselected (s.17A(4)(b), s.17B(2)).

    ``shown`` is the id of what was put forward and stood on the page.
    """

    submit = "Sign and give this statement"

    shown = ShownField()
    criteria = YesNoField(
        label="Do you agree that all five criteria are met?",
        error_messages={"required": "Select whether you agree that all five criteria are met"},
        design={"label_size": "m"},
    )
    criteria_reasons = LastingTextField(
        label="Your reasons about the criteria",
        error_messages={"required": "Enter your reasons about the criteria"},
    )
    appropriate = YesNoField(
        label="Is it appropriate to make this order?",
        error_messages={"required": "Select whether it is appropriate to make this order"},
        design={"label_size": "m"},
    )
    appropriate_reasons = LastingTextField(
        label="Your reasons about whether an order is appropriate",
        help_text=(
            "You may agree that the criteria are met and still not find an order appropriate: "
            "think of culture, home, family, work and what else could be tried."
        ),
        error_messages={"required": "Enter your reasons about whether an order is appropriate"},
    )

    def __init__(
        self,
        *args: Any,
        summary: AssessmentSummary,
        kept: Iterable[uuid.UUID] = (),
        **kwargs: Any,
    ) -> None:
        """``kept`` are conditions that stand no more, whose reasons the page carries on unseen."""
        super().__init__(*args, **kwargs)
        for row in kept:
            self.fields[name(row)] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.conditions = summary.discretionary
        for condition in self.conditions:
            self.fields |= _about(condition)
        self.order_fields([*(name for name in self.fields if name != "password"), "password"])

    def layout(self) -> Layout:
        """The two questions of s.17A(4)(b), then one for each discretionary condition."""
        return Layout(
            "criteria",
            "criteria_reasons",
            "appropriate",
            "appropriate_reasons",
            *(item for condition in self.conditions for item in _asked(condition)),
            Fieldset("Sign", Piece("assessments/signing/as_whom.html"), "password"),
            *self.buttons(),
        )

    def answers(self) -> dict[str, Any]:
        """The statement as its service takes it."""
        data = self.cleaned_data
        return {
            "criteria": Answer(data["criteria"], data["criteria_reasons"]),
            "appropriate": Answer(data["appropriate"], data["appropriate_reasons"]),
            "conditions": {
                uuid.UUID(each.row): Answer(data[name(each.row, AGREES)], data[name(each.row)])
                for each in self.conditions
            },
        }


def name(row: object, part: str = REASONS) -> str:
    """The name of the field about one version of one condition."""
    return f"condition-{row}-{part}"


def reasons_typed(data: Mapping[str, Any]) -> dict[str, str]:
    """The reasons as posted, whether or not they still have a question. Answers are left out:
    they were given on something else, and each is to be given anew.
    """
    return {key: data[key] for key in data if key.endswith(REASONS)}


def left_over(data: Mapping[str, Any], summary: AssessmentSummary) -> dict[uuid.UUID, str]:
    """Reasons as posted about conditions that no longer stand in those words, by row."""
    now = {name(condition.row) for condition in summary.discretionary}
    found = {}
    for key, text in reasons_typed(data).items():
        row = key.removeprefix("condition-").removesuffix(f"-{REASONS}")
        if key.startswith("condition-") and key not in now and text.strip() and _is_uuid(row):
            found[uuid.UUID(row)] = text
    return found


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _about(condition: Condition) -> dict[str, forms.Field]:
    number = f"condition {condition.number}"
    return {
        name(condition.row, AGREES): YesNoField(
            label=f"Do you agree to {number}?",
            error_messages={"required": f"Select whether you agree to {number}"},
            design={"label_size": "s"},
        ),
        name(condition.row): LastingTextField(
            label=f"Your reasons about {number}",
            error_messages={"required": f"Enter your reasons about {number}"},
            design={"rows": 4},
        ),
    }


def _asked(condition: Condition) -> tuple[Any, ...]:
    return (
        Piece("assessments/signing/condition.html", condition=condition),
        name(condition.row, AGREES),
        name(condition.row),
    )
