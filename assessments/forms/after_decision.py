"""Forms for what follows a sealed decision. Dates of what has happened are not in the future."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.forms.order_event_base import CHECK_FIRST
from assessments.forms.signing import LastingTextField
from cto.design.choices import ConfirmField, YesNoField
from cto.design.dates import DateField, MomentField
from cto.design.fields import LineField, TextField
from cto.design.forms import Form, ShownField


def not_in_the_future(value: date) -> None:
    """Raises ``ValidationError`` for a day that has not come yet."""
    if value > timezone.localdate():
        raise ValidationError("Enter a date that is today or in the past", code="future")


class ExplanationForm(Form):
    """Further explanation to the person (``explain.review_agreed``)."""

    explained_on = DateField(
        label="When was it explained?",
        validators=[not_in_the_future],
        error_messages={"required": "Enter the date on which it was explained"},
    )
    explained_by = LineField(
        label="Who explained it?",
        error_messages={"required": "Enter the name of whoever explained it"},
    )
    understood = TextField(
        label="What was explained, and what did the person understand?",
        help_text="In their own words where you can.",
        error_messages={"required": "Enter what was explained and what was understood"},
    )
    interpreter = LineField(label="Interpreter, if there was one", required=False)


class RightsForm(Form):
    """Rights and the advocate's leaflet given (ss.132A, 130D)."""

    given_on = DateField(
        label="When were rights given?",
        validators=[not_in_the_future],
        error_messages={"required": "Enter the date on which rights were given"},
    )
    given_by = LineField(
        label="Who gave them?", error_messages={"required": "Enter the name of whoever gave them"}
    )
    rights_spoken = YesNoField(
        label="Were rights explained by word of mouth?",
        error_messages={"required": "Select whether rights were explained by word of mouth"},
    )
    rights_leaflet = YesNoField(
        label="Was the rights leaflet given?",
        error_messages={"required": "Select whether the rights leaflet was given"},
    )
    advocate_leaflet = YesNoField(
        label="Was the leaflet about independent advocates given?",
        error_messages={"required": "Select whether the leaflet about advocates was given"},
    )
    notes = TextField(label="Anything to add", required=False)


class StatutoryFormForm(Form):
    """The dates on the completed CTO1 (Wales CP1)."""

    submit = CHECK_FIRST

    shown = ShownField()
    effective_at = MomentField(
        label="When does the order take effect?",
        help_text="As written in Part 3: date and time.",
        error_messages={"required": "Enter the date and time at which the order takes effect"},
    )
    part_1_on = DateField(
        label="Date of Part 1 (responsible clinician)",
        validators=[not_in_the_future],
        error_messages={"required": "Enter the date of Part 1"},
    )
    part_2_on = DateField(
        label="Date of Part 2 (AMHP)",
        validators=[not_in_the_future],
        error_messages={"required": "Enter the date of Part 2"},
    )
    part_3_on = DateField(
        label="Date of Part 3 (responsible clinician)",
        validators=[not_in_the_future],
        error_messages={"required": "Enter the date of Part 3"},
    )
    received_on = DateField(
        label="Received by the hospital managers on",
        help_text="Leave empty until they have received it.",
        required=False,
        validators=[not_in_the_future],
    )
    reason = LineField(
        label="Why are these dates corrected?",
        help_text="The dates before stay readable, struck through, with this reason.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self["shown"].value():
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """A date of the order is corrected with a reason, never just changed."""
        data = super().clean() or self.cleaned_data
        if "reason" in self.fields and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter why these dates are corrected")
        return data


class ReviewDateForm(Form):
    """The first review date, agreed with the person where that was possible."""

    due_on = DateField(
        label="When is the review?",
        help_text="At most six months, beginning with the day on which the order takes effect.",
        error_messages={"required": "Enter the date of the review"},
    )
    agreed_with_person = YesNoField(
        label="Was this date agreed with the person?",
        error_messages={"required": "Select whether the date was agreed with the person"},
    )


class CorrectionForm(Form):
    """Why a sealed record has to be corrected."""

    submit: ClassVar[str | None] = "Open a correction"
    reason = LastingTextField(
        label="What has to be corrected, and why?",
        help_text="This is printed on page 1 of the new version.",
        max_length=1000,
        error_messages={"required": "Enter what has to be corrected and why"},
    )
    understood = ConfirmField(
        label="I understand that the new version needs fresh signatures",
        error_messages={"required": "Tick the box to open a correction"},
    )


def initial_of(row: Any, form: type[Form]) -> dict[str, Any]:
    """What a form shows of a stored row, with the row's id where the form carries it."""
    values = {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}
    values.pop("submission", None)
    if "shown" in form.base_fields:
        values["shown"] = row.pk
    return values


__all__ = [
    "CorrectionForm",
    "ExplanationForm",
    "ReviewDateForm",
    "RightsForm",
    "StatutoryFormForm",
    "initial_of",
    "not_in_the_future",
]
