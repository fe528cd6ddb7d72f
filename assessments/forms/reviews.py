"""A review of an order: why it is held, who was there, what follows, and how it ends."""

from datetime import date
from typing import Any, cast

from crispy_forms.layout import Layout

from assessments import guideline
from assessments.forms.about import DayInLife, FormAbout
from assessments.forms.signing import LastingTextField
from assessments.models import Patient, ReviewOutcome
from assessments.statute.after_review import GOES_ON, next_review_faults, next_step
from assessments.statute.results import Status
from assessments.summary.review_shapes import ENDED
from cto.design.choices import Choice, ChoiceField, YesNoField
from cto.design.dates import DateField
from cto.design.fields import TextField
from cto.design.forms import Form, ShownField
from cto.design.layout import Buttons, Conditional, Warn

PLANNED = "planned"
DISCHARGE = ReviewOutcome.Outcome.DISCHARGE.value
ENDED_HINT = (
    "The order has ended, so it cannot go on. A review that is not needed any more can be closed "
    "without a record."
)


class OpenReviewForm(Form):
    """Why a review is held now: at the agreed time, or because something happened."""

    submit = "Begin the review"

    trigger = ChoiceField(
        label="Why is this review held?",
        choices=[(prompt.key, prompt.text) for prompt in guideline.REVIEW_TRIGGERS],
        error_messages={"required": "Select why this review is held"},
        design={"label_size": "m"},
    )
    why = TextField(
        label="What led to this review?",
        help_text="Only if it is not held at the agreed time. It is printed on page 1.",
        required=False,
        design={"rows": 4},
    )

    def clean(self) -> dict[str, Any]:
        """A review that was not planned says what led to it."""
        if self.cleaned_data.get("trigger", PLANNED) != PLANNED:
            self.require("why", "Enter what led to this review")
        return self.cleaned_data


class MeetingForm(FormAbout):
    """When the review was held and who was there; without the person, why."""

    submit = "Save and go on"

    shown = ShownField()
    held_on = DayInLife(
        label="When was the review held?",
        help_text="For example, 17 6 2027",
        error_messages={"required": "Enter the date on which the review was held"},
        design={"label_size": "m"},
    )
    person_present = YesNoField(
        label="Was the person there?",
        error_messages={"required": "Select whether the person was there"},
        design={"label_size": "m", "inline": False},
    )
    why_absent = TextField(
        label="Why were they not there?",
        help_text="Say what was offered, and what they said to it.",
        required=False,
        design={"rows": 4},
    )
    present = TextField(
        label="Who was there?",
        help_text="Names and roles: “Ann Example, mother; Sam Example, care coordinator”.",
        error_messages={"required": "Enter who was there"},
        design={"label_size": "m", "rows": 4},
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, patient=patient, **kwargs)
        self.fields["person_present"].label = f"Was {patient.called} there?"

    def layout(self) -> Layout:
        """The reason appears under "no"."""
        return Layout(
            "held_on",
            Conditional("person_present", {"no": ["why_absent"]}),
            "present",
            *self.buttons(),
        )

    def clean(self) -> dict[str, Any]:
        """An absence says why; a reason for it stands only where there was one."""
        there = self.cleaned_data.get("person_present")
        if there is False:
            self.require("why_absent", f"Enter why {self.patient.called} was not there")
        elif there:
            self.only_with(
                "person_present",
                ["why_absent"],
                "Choose “no” to keep what you wrote about the absence, or delete it",
            )
        return self.cleaned_data


class OutcomeForm(FormAbout):
    """The responsible clinician's outcome, with the next local review. Nothing is preselected."""

    submit = "Save the outcome"

    shown = ShownField()
    outcome = ChoiceField(
        label="What is the outcome of this review?",
        error_messages={"required": "Select the outcome of this review"},
        design={"label_size": "m"},
    )
    reinstatement = TextField(
        label="If formal powers are needed again, what is the plan?",
        help_text="A new order would first need a new detention for treatment.",
        required=False,
        design={"rows": 4},
    )
    reasons = TextField(
        label="Reasons",
        help_text="Why this, for this person, now? If the order goes on: why not discharge today?",
        error_messages={"required": "Enter the reasons for this outcome"},
        design={"label_size": "m"},
    )
    next_on = DateField(
        label="Next local review",
        help_text="Needed where the order goes on. Agreed with the person, at most six months "
        "beginning with this meeting. It is no date of the Mental Health Act.",
        required=False,
        design={"label_size": "m"},
    )

    def __init__(
        self,
        *args: Any,
        patient: Patient,
        nation: str,
        status: str,
        sealed_before: str,
        held_on: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, patient=patient, **kwargs)
        self.held_on, self.ended = held_on, status in ENDED
        recalled = status == Status.RECALLED.value
        field = cast(ChoiceField, self.fields["outcome"])
        field.choices = [
            (
                value,
                Choice(
                    words,
                    next_step(value, nation, recalled=recalled, ended=self.ended).sentence,
                ),
            )
            for value, words in ReviewOutcome.Outcome.choices
            if not self.ended or value not in GOES_ON or value == sealed_before
        ]
        if self.ended:
            field.help_text = ENDED_HINT

    def layout(self) -> Layout:
        """The plan appears under the outcome that needs one."""
        return Layout(
            Conditional("outcome", {DISCHARGE: ["reinstatement"]}),
            "reasons",
            "next_on",
            *self.buttons(),
        )

    def clean(self) -> dict[str, Any]:
        """A discharge comes with a plan; the next local review is at most six months ahead."""
        chosen = self.cleaned_data.get("outcome")
        if chosen == DISCHARGE:
            self.require("reinstatement", "Enter the plan for when formal powers are needed again")
        elif chosen:
            self.only_with(
                "outcome",
                ["reinstatement"],
                "Choose “discharged” to keep the plan for formal powers, or delete it",
            )
        if "next_on" not in self.errors:
            goes_on = chosen in GOES_ON and not self.ended
            next_on = self.cleaned_data.get("next_on")
            for fault in next_review_faults(next_on, self.held_on, goes_on=goes_on):
                self.add_error("next_on", fault)
        return self.cleaned_data


class CloseReviewForm(Form):
    """Why a review ends without a record."""

    submit = None

    reason = LastingTextField(
        label="Why does this review end?",
        help_text="For example: entered in error, or no longer needed.",
        max_length=1000,
        error_messages={"required": "Enter why this review ends"},
        design={"label_size": "m", "rows": 4},
    )

    def buttons(self) -> list[Buttons]:
        """Closing cannot be undone."""
        return [Buttons(Warn("Close this review"))]


class CorrectReviewForm(Form):
    """Why a sealed review has to be corrected."""

    submit = "Open a correction"

    reason = LastingTextField(
        label="What has to be corrected, and why?",
        help_text="This is printed on page 1 of the new version.",
        max_length=1000,
        error_messages={"required": "Enter what has to be corrected and why"},
        design={"label_size": "m", "rows": 4},
    )
