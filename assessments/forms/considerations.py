"""What is said on one factor: by the team and the person, by a carer, by a member."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.voices import OneVoiceForm, VoiceFields, VoicesForm
from assessments.models import Patient, Voice
from assessments.services.considerations import Words
from assessments.summary.factors import FactorNow
from cto.design.choices import ChoiceField
from cto.design.fields import LineField
from cto.design.forms import Form
from cto.design.layout import Buttons, Column, Columns, Details, Secondary, Submit


class FactorForm(VoicesForm):
    """The team's entry and the person's own words on one factor, side by side."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, now: FactorNow, patient: Patient, last: bool
    ) -> None:
        self.last = last
        team = VoiceFields(
            "team",
            now.row(Voice.TEAM),
            now=now,
            label="What the team records",
            hint=now.factor.question,
        )
        person = VoiceFields(
            "patient",
            now.row(Voice.PATIENT),
            now=now,
            label=f"{patient.called}’s own words",
            hint=now.factor.patient_prompt,
            leaning_hint=f"Only if {patient.called} says so",
        )
        super().__init__(data, (team, person))

    def layout(self) -> Layout:
        team, person = self.voices["team"], self.voices["patient"]
        return Layout(
            Columns(
                Column(
                    None,
                    *team.columns,
                    team.field("leaning"),
                    Details(team.about_the_source, *team.source),
                ),
                Column(
                    None,
                    *person.columns,
                    Details(person.about_the_source, person.field("leaning"), *person.source),
                ),
            ),
            Buttons(
                Submit("Save and finish" if self.last else "Save and next", key="save"),
                Secondary("Save", name="then", value="stay"),
            ),
        )

    def words(self) -> tuple[Words, ...]:
        """What was entered, for each voice that says anything."""
        voices = {"team": Voice.TEAM, "patient": Voice.PATIENT}
        return tuple(
            fields.words(self, voice=voices[name].value)
            for name, fields in self.voices.items()
            if fields.touched(self)
        )


class CarerForm(OneVoiceForm):
    """A carer's or relative's words on one factor, by name."""

    asks_first = "speaker"
    by_a_carer = True

    def __init__(self, data: Mapping[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(data, label="Their words", **kwargs)
        called = self.voice.now.assessment.patient.called
        if self.row is None:
            self.fields["speaker"] = LineField(
                label="Who said it",
                help_text=f"Name, and who they are to {called}: “Ann Example, mother”",
                error_messages={"required": "Enter the name of whoever said it"},
            )

    def words(self, member: Any) -> Words:
        """What the carer says, by name; whoever types it plays no part."""
        speaker = self.row.speaker if self.row else self.cleaned_data["speaker"]
        return self.voice.words(self, voice=Voice.CARER.value, speaker=speaker)


class NoteForm(OneVoiceForm):
    """A member's own note on one factor."""

    def __init__(self, data: Mapping[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(data, **{"label": "Your note", **kwargs})

    def words(self, member: Any) -> Words:
        """What the note says, as ``member``'s own."""
        return self.voice.words(self, voice=Voice.MEMBER.value, member=member)


class ColleagueNoteForm(NoteForm):
    """A note typed for a colleague, who then confirms or amends it."""

    asks_first = "member"

    def __init__(
        self, data: Mapping[str, Any] | None, *, colleagues: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(data, row=None, label="What your colleague says", **kwargs)
        self.colleagues = colleagues
        self.fields["member"] = ChoiceField(
            label="Whose note is it?",
            choices=[(key, f"{user.name}, {user.description}") for key, user in colleagues.items()],
            dropdown=True,
            error_messages={"required": "Choose whose note it is"},
        )

    @property
    def member(self) -> Any:
        """The colleague chosen."""
        return self.colleagues[self.cleaned_data["member"]]


class ConfirmNoteForm(Form):
    """Nothing but the token: a colleague confirms a note typed for them, word for word."""

    submit = None
