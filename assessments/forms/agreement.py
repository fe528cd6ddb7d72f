"""Stage 2: what the team recommends (``agreement.recommend``)."""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.about import DayInLife, FormAbout
from assessments.models import Recommendation
from cto.design.choices import ChoiceField
from cto.design.fields import TextField
from cto.design.forms import ShownField
from cto.design.layout import Conditional

DISSENT = Recommendation.DISSENT.value


class AgreementForm(FormAbout):
    """Recommend, do not, or recommend with dissent; why; on which day. Nothing is preselected."""

    submit = "Save the team’s agreement"

    shown = ShownField()
    recommendation = ChoiceField(
        label="What does the team recommend?",
        choices=Recommendation.choices,
        error_messages={"required": "Choose what the team recommends"},
        design={"label_size": "m"},
    )
    dissent = TextField(
        label="Whose dissent is it, and why?",
        help_text="Name each person who differs, with their reasons. This is printed on page 1.",
        required=False,
        design={"rows": 4},
    )
    reasons = TextField(
        label="The team’s reasons",
        help_text="Why this, for this person, now?",
        error_messages={"required": "Enter the team's reasons"},
        design={"label_size": "m"},
    )
    agreed_on = DayInLife(
        label="Date of the agreement",
        help_text="For example, 17 6 2026",
        error_messages={"required": "Enter the date on which the team agreed this"},
        design={"label_size": "m"},
    )

    def layout(self) -> Layout:
        """The dissent appears under the answer that has one."""
        return Layout(
            Conditional("recommendation", {DISSENT: ["dissent"]}),
            "reasons",
            "agreed_on",
            *self.buttons(),
        )

    def clean(self) -> dict[str, Any]:
        """Dissent says whose it is and why, and stands only where there is some."""
        chosen = self.cleaned_data.get("recommendation")
        if chosen == DISSENT:
            self.require("dissent", "Enter whose dissent it is, and why")
        elif chosen:
            self.only_with(
                "recommendation",
                ["dissent"],
                "Choose “with dissent” to keep what you wrote about dissent, or delete it",
            )
        return self.cleaned_data
