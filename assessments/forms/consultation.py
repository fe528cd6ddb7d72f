"""Stage 3: who was consulted, or why not (``consult.*``)."""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.about import DayInLife, FormAbout
from assessments.models import ConsultationConsent, ConsultationKind
from assessments.statute import sections
from assessments.summary.particulars import relative
from cto.design.choices import ChoiceField, ConfirmField, YesNoField
from cto.design.fields import LineField, TextField
from cto.design.forms import ShownField
from cto.design.layout import Conditional, Words

NEAREST = ConsultationKind.NEAREST_RELATIVE.value
NOBODY_TO_NAME = "Nobody named"


class ConsultationForm(FormAbout):
    """Somebody asked, or why not (``consult.*``), with the person's agreement or the reason."""

    submit = "Save consultation"

    shown = ShownField()
    kind = ChoiceField(
        label="Who is it?",
        choices=ConsultationKind.choices,
        error_messages={"required": "Choose who was, or was to be, consulted"},
        design={"label_size": "m"},
    )
    name = LineField(
        label="Name",
        help_text="Of the person or the body. Where there is no nearest relative, leave it empty.",
        required=False,
    )
    role = LineField(
        label="Role or relationship",
        help_text="For example, sister, or manager of the supported housing.",
        required=False,
        design={"optional": True},
    )
    consent = ChoiceField(
        label="Did the person agree to their being asked?",
        choices=ConsultationConsent.choices,
        error_messages={"required": "Choose whether the person agreed"},
        design={"label_size": "m"},
    )
    consulted = YesNoField(
        label="Were they consulted?",
        error_messages={"required": "Choose whether they were consulted"},
        design={"label_size": "m"},
    )
    consulted_on = DayInLife(
        label="Date of the consultation", help_text="For example, 17 6 2026", required=False
    )
    said = TextField(label="What did they say?", required=False)
    reason = TextField(
        label="Reason",
        help_text=(
            "Needed if they were not consulted, or if the person did not agree or was not asked: "
            "say why, under the usual rules on confidentiality."
        ),
        required=False,
        design={"label_size": "m", "rows": 4},
    )
    third_party = ConfirmField(
        label="Keep this out of the person’s own copy",
        help_text="Tick if it comes from or concerns somebody else.",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = self.patient.called
        self.fields["consent"].label = f"Did {called} agree to their being asked?"
        self.fields["third_party"].label = f"Keep this out of {called}’s own copy"

    def layout(self) -> Layout:
        """What a nearest relative may do stands under that answer; day and words under "yes"."""
        return Layout(
            Conditional("kind", {NEAREST: [Words(*self.rights())]}),
            "name",
            "role",
            "consent",
            Conditional("consulted", {"yes": ["consulted_on", "said"]}),
            "reason",
            "third_party",
            *self.buttons(),
        )

    def rights(self) -> tuple[str, str]:
        """What a nearest relative may do (ss.23, 25, 66), and who it is for this person."""
        called, section = self.patient.called, self.patient.section
        if section and sections.power(section).is_part_3:
            may = (
                f"The nearest relative may not order discharge, because {called} is a Part 3 "
                "patient. They may apply to the tribunal in some cases (s.69)."
            )
        else:
            may = (
                "The nearest relative may order discharge (not for a Part 3 patient) and may "
                "apply to the tribunal in some cases (ss.23, 25, 66)."
            )
        return (
            f"{may} Asking them is good practice, not a condition in law.",
            f"Recorded for {called}: {relative(self.patient)}.",
        )

    def clean(self) -> dict[str, Any]:
        """As the database has it: consulted means when and what, otherwise why not."""
        kind, named = (self.cleaned_data.get(name) for name in ("kind", "name"))
        if "name" not in self.errors and not named:
            if kind == NEAREST and self.cleaned_data.get("consulted") is False:
                self.cleaned_data["name"] = NOBODY_TO_NAME  # the reason says why
            else:
                self.require("name", "Enter the name of the person or body")
        consulted, consent = (self.cleaned_data.get(name) for name in ("consulted", "consent"))
        if consulted:
            self.require("consulted_on", "Enter the date on which they were consulted")
            self.require("said", "Enter what they said")
        elif consulted is False:
            self.only_with(
                "consulted",
                ["consulted_on", "said"],
                "Choose “Yes” to keep the date and what they said, or delete both",
            )
            self.require("reason", "Enter why they were not consulted")
        if consent and consent != ConsultationConsent.GIVEN:
            self.require("reason", "Enter the reason, as the person's agreement was not given")
        return self.cleaned_data
