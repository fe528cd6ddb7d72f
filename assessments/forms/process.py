"""Stage 3: interviews, involvement and the section 117 meeting.

The rules are those of the models' check constraints, said as instructions.
"""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.about import DayInLife, FormAbout
from assessments.models import AdvocateAnswer, ConsentLevel
from assessments.summary.particulars import language
from cto.design.choices import ChoiceField, ConfirmField, YesNoField
from cto.design.fields import LineField, TextField
from cto.design.forms import ShownField
from cto.design.layout import Conditional, Fieldset

DAY = "For example, 17 6 2026"


class InterviewForm(FormAbout):
    """One meeting with the person (``interview``). There may be several."""

    submit = "Save interview"

    shown = ShownField()
    held_on = DayInLife(
        label="Date of the interview",
        help_text=DAY,
        error_messages={"required": "Enter the date of the interview"},
    )
    present = TextField(
        label="Who was there?",
        help_text="Everybody, with their role: also an advocate, an interpreter or family.",
        error_messages={"required": "Enter who was there"},
        design={"rows": 3},
    )
    with_responsible_clinician = YesNoField(
        label="Was the responsible clinician there?",
        error_messages={"required": "Choose whether the responsible clinician was there"},
    )
    with_amhp = YesNoField(
        label="Was the approved mental health professional (AMHP) there?",
        error_messages={"required": "Choose whether the AMHP was there"},
    )
    notes = TextField(
        label="Notes",
        help_text="What was said on each topic has a page of its own, after this one.",
        required=False,
        design={"rows": 8, "optional": True},
    )
    third_party = ConfirmField(
        label="Keep this out of the person’s own copy",
        help_text="Tick if the notes come from or concern somebody else.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["third_party"].label = f"Keep this out of {self.patient.called}’s own copy"


class InvolvementForm(FormAbout):
    """Level of consent, advocate and interpreter. Consent is information, not a gate in law."""

    submit = "Save"

    shown = ShownField()
    consent_level = ChoiceField(
        label="How far does the person agree to the proposed order?",
        choices=ConsentLevel.choices,
        error_messages={"required": "Choose how far the person agrees"},
        design={"label_size": "m"},
    )
    consent_words = TextField(
        label="In the person’s own words", required=False, design={"optional": True}
    )
    advocate_offered = YesNoField(
        label="Was an independent mental health advocate (IMHA) offered?",
        error_messages={"required": "Choose whether an advocate was offered"},
    )
    advocate_answer = ChoiceField(
        label="What was the answer?", choices=AdvocateAnswer.choices, required=False
    )
    advocate_told_on = DayInLife(
        label="Date on which the person was told about the advocate",
        help_text=f"By word of mouth and in writing (s.130D). {DAY}",
        required=False,
        design={"optional": True},
    )
    interpreter = LineField(
        label="Interpreter",
        help_text="Who interpreted, in which language, or how it was otherwise made possible.",
        max_length=300,
        required=False,
        design={"optional": True},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = self.patient.called
        self.fields["consent_level"].label = f"How far does {called} agree to the proposed order?"
        self.fields["consent_words"].label = f"In {called}’s own words"
        self.fields[
            "advocate_told_on"
        ].label = f"Date on which {called} was told about the advocate"
        self.fields["interpreter"].help_text += f" Recorded for {called}: {language(self.patient)}."

    def layout(self) -> Layout:
        """Consent; advocate, whose answer appears once one was offered; interpreter."""
        return Layout(
            "consent_level",
            "consent_words",
            Fieldset(
                "Advocate",
                Conditional("advocate_offered", {"yes": ["advocate_answer"]}),
                "advocate_told_on",
            ),
            Fieldset("Language", "interpreter"),
            *self.buttons(),
        )

    def clean(self) -> dict[str, Any]:
        """An offer has an answer, even if it is "not yet"; without an offer there is none."""
        offered = self.cleaned_data.get("advocate_offered")
        if offered:
            self.require("advocate_answer", "Choose what the person answered about the advocate")
        elif offered is False:
            self.only_with(
                "advocate_offered",
                ["advocate_answer"],
                "Choose “Yes” to keep the answer about the advocate: only an offer has an answer",
            )
        return self.cleaned_data


class MeetingForm(FormAbout):
    """The section 117 discharge planning meeting. Its topics have pages of their own."""

    submit = "Save meeting"

    shown = ShownField()
    held_on = DayInLife(
        label="Date of the meeting",
        help_text=DAY,
        error_messages={"required": "Enter the date of the meeting"},
    )
    present = TextField(
        label="Who was there?",
        help_text="Everybody, with their role.",
        error_messages={"required": "Enter who was there"},
        design={"rows": 3},
    )
    with_amhp = YesNoField(
        label="Was the approved mental health professional (AMHP) there?",
        error_messages={"required": "Choose whether the AMHP was there"},
    )
    person_present = YesNoField(
        label="Was the person there?",
        error_messages={"required": "Choose whether the person was there"},
    )
    services = TextField(
        label="After-care services arranged",
        help_text="Who provides what, how often, from when (section 117).",
        error_messages={"required": "Enter the services arranged, or that none are yet"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_present"].label = f"Was {self.patient.called} there?"
