"""Capacity for one decision on one day (``interview.capacity``; Mental Capacity Act 2005)."""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.about import DayInLife, FormAbout
from assessments.models import CanDo, CapacityOutcome
from cto.design.choices import ChoiceField
from cto.design.fields import LineField, TextField
from cto.design.forms import ShownField
from cto.design.layout import Conditional, Fieldset

LACKS = CapacityOutcome.LACKS.value
LIMBS = ("understand", "retain", "use_or_weigh", "communicate")


def _limb(ability: str) -> ChoiceField:
    return ChoiceField(
        label=ability,
        choices=CanDo.choices,
        error_messages={"required": f"Choose whether the person can {ability.lower()}"},
        design={"inline": True},
    )


class CapacityForm(FormAbout):
    """The test of MCA 2005 ss.2-3: what the person can do first, the cause only if they cannot."""

    submit = "Save capacity assessment"

    shown = ShownField()
    decision = TextField(
        label="Which decision?",
        help_text=(
            "One decision, as the person has to make it. For example: whether to accept the depot "
            "after leaving hospital."
        ),
        error_messages={"required": "Enter the decision that was assessed"},
        design={"rows": 2},
    )
    assessed_on = DayInLife(
        label="Date of the assessment",
        help_text="For example, 17 6 2026",
        error_messages={"required": "Enter the date of the assessment"},
    )
    assessor = LineField(
        label="Who assessed?", error_messages={"required": "Enter who made the assessment"}
    )
    support_given = TextField(
        label="What was done to help the person decide for themselves?",
        help_text="Time, place, plain words, pictures, an interpreter, somebody they trust.",
        error_messages={"required": "Enter what was done to help, or why nothing could be"},
        design={"rows": 3},
    )
    understand = _limb("Understand the information")
    retain = _limb("Retain it for long enough")
    use_or_weigh = _limb("Use or weigh it")
    communicate = _limb("Communicate the decision by any means")
    outcome = ChoiceField(
        label="Outcome",
        choices=CapacityOutcome.choices,
        error_messages={"required": "Choose the outcome of the assessment"},
        design={"label_size": "m"},
    )
    impairment = TextField(
        label="Which impairment of, or disturbance in, mind or brain?",
        required=False,
        design={"rows": 3},
    )
    causal_link = TextField(
        label="How does it cause the inability?",
        help_text="The inability must be because of it (s.2(1)).",
        required=False,
        design={"rows": 3},
    )
    reasons = TextField(
        label="Reasons",
        help_text="What did the person say or do that shows each part of the answer?",
        error_messages={"required": "Enter the reasons for the outcome"},
        design={"label_size": "m"},
    )

    def layout(self) -> Layout:
        """The cause is asked for where capacity is found lacking."""
        return Layout(
            "decision",
            "assessed_on",
            "assessor",
            "support_given",
            Fieldset("Can the person do each of these?", *LIMBS),
            Conditional("outcome", {LACKS: ["impairment", "causal_link"]}),
            "reasons",
            *self.buttons(),
        )

    def clean(self) -> dict[str, Any]:
        """Lacking capacity means unable in at least one part, and names the cause (ss.2-3)."""
        outcome = self.cleaned_data.get("outcome")
        if outcome == LACKS:
            self.require("impairment", "Enter the impairment or disturbance")
            self.require("causal_link", "Enter how it causes the inability")
        elif outcome:
            self.only_with(
                "outcome",
                ["impairment", "causal_link"],
                "Delete the impairment and its causal link, or choose “Does not have capacity”: "
                "they are asked only there",
            )
        self._fits(outcome)
        return self.cleaned_data

    def _fits(self, outcome: str | None) -> None:
        limbs = [self.cleaned_data.get(limb) for limb in LIMBS]
        if not all(limbs) or "outcome" in self.errors:
            return
        unable = CanDo.NO.value in limbs
        if outcome == LACKS and not unable:
            self.add_error(
                "outcome",
                "Choose “No” for what the person cannot do, or another outcome: to lack capacity "
                "is to be unable in at least one of the four (s.3(1))",
            )
        if outcome == CapacityOutcome.HAS.value and unable:
            self.add_error(
                "outcome",
                "Choose another outcome, or change what the person cannot do: whoever is unable "
                "in one of the four is unable to decide (s.3(1))",
            )
