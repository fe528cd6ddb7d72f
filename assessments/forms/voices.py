"""The fields of a voice on a factor, the same for every voice and named after it.

``team_text``, ``patient_standing``, ...
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Layout
from django.forms import Field
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.models import Consideration, Leaning, Standing
from assessments.services.considerations import Words
from assessments.summary.factors import FactorNow
from cto.design.choices import ChoiceField, ConfirmField, YesNoField
from cto.design.dates import DateField
from cto.design.fields import LineField, TextField
from cto.design.forms import Form, ShownField
from cto.design.layout import Buttons, Details, Link, Submit

SOURCE = ("source", "source_on", "first_hand")
THIRD_PARTY = "third_party"
STANDINGS = (
    (Standing.RECORDED.value, "In words"),
    (Standing.NOT_KNOWN.value, "Not known"),
    (Standing.NOT_DISCUSSED.value, "Not discussed"),
    (Standing.DECLINED.value, "Declined to say"),
)
NO_WORDS = "Enter what was said, or choose not known, not discussed or declined"
BOTH = "Delete the words, or choose “In words”"
WHERE_FROM = "Where this comes from"
WHO_MAY_SEE = f"{WHERE_FROM}, and who may see it"
POINTS = "Which way does this point? (optional)"


class InterviewField(ChoiceField):
    """One of the recorded interviews, by its thread; None where none is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(dropdown=True, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if value else ""

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return uuid.UUID(chosen) if chosen else None


class VoiceFields:
    """The fields of one voice on one factor, and what they say once they are valid.

    ``name`` begins each field's name, ``row`` is what stands now. The factors of the interview
    also ask at which interview it was said. ``by_a_carer`` are words that somebody else speaks:
    they are kept from the person's own copy unless that is unticked, which stands in view.
    """

    def __init__(
        self,
        name: str,
        row: Consideration | None,
        *,
        now: FactorNow,
        label: str,
        hint: str,
        leaning_hint: str = "",
        by_a_carer: bool = False,
    ) -> None:
        self.name, self.row, self.now = name, row, now
        self.label, self.hint, self.leaning_hint = label, hint, leaning_hint
        self.by_a_carer = by_a_carer
        asks = now.factor.domain == "interview"
        self.interviews = {one.thread: one for one in now.interviews} if asks else None

    def field(self, part: str) -> str:
        return f"{self.name}_{part}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields that are always in view."""
        asked = () if self.interviews is None else ("interview",)
        kept = (THIRD_PARTY,) if self.by_a_carer else ()
        return tuple(self.field(part) for part in ("text", "standing", *asked, *kept))

    @property
    def source(self) -> tuple[str, ...]:
        """The names of the fields about the source, folded away until they are wanted."""
        kept = () if self.by_a_carer else (THIRD_PARTY,)
        return tuple(self.field(part) for part in (*SOURCE, *kept))

    @property
    def about_the_source(self) -> str:
        """What stands above those fields."""
        return WHERE_FROM if self.by_a_carer else WHO_MAY_SEE

    def fields(self) -> dict[str, Field]:
        """The form's fields of this voice, by their full names."""
        fields = {**self._answer(), **self._about_the_source()}
        if self.interviews is not None:
            fields["interview"] = InterviewField(
                label="Said at which interview?",
                choices=[(str(thread), str(row)) for thread, row in self.interviews.items()],
                help_text="" if self.interviews else self._none_yet(),
            )
        return {self.field(part): field for part, field in fields.items()}

    def _answer(self) -> dict[str, Field]:
        return {
            "shown": ShownField(),
            "text": TextField(
                label=self.label,
                help_text=self.hint,
                required=False,
                design={"label_size": "m", "rows": 8},
            ),
            "standing": ChoiceField(
                label="How is this answered?",
                choices=STANDINGS,
                required=False,
                design={"inline": True, "small": True},
            ),
            "leaning": ChoiceField(
                label=POINTS,
                choices=Leaning.choices,
                dropdown=True,
                required=False,
                help_text=self.leaning_hint,
            ),
        }

    def _about_the_source(self) -> dict[str, Field]:
        called = self.now.assessment.patient.called
        return {
            "source": LineField(
                label="Source",
                help_text="Who said it, or where it is written",
                max_length=300,
                required=False,
            ),
            "source_on": DateField(label="Date of the source", past=True, required=False),
            "first_hand": YesNoField(
                label="First hand or second hand",
                yes="First hand",
                no="Second hand",
                dropdown=True,
                required=False,
            ),
            "third_party": ConfirmField(
                label=f"Keep this out of {called}’s own copy",
                help_text=(
                    f"Untick it only if whoever said this agrees that {called} may read it."
                    if self.by_a_carer
                    else "Tick if it comes from or concerns somebody else."
                ),
                required=False,
                design={"small": True},
            ),
        }

    def initial(self) -> dict[str, Any]:
        """What stands now."""
        row = self.row
        if row is None:
            return {
                self.field("standing"): Standing.RECORDED.value,
                self.field(THIRD_PARTY): self.by_a_carer,
            }
        parts = ("text", "standing", "leaning", *SOURCE, THIRD_PARTY)
        values = {self.field(part): getattr(row, part) for part in parts}
        return {
            **values,
            self.field("shown"): row.pk,
            self.field("interview"): row.interview_thread,
        }

    def check(self, form: Form) -> None:
        """Words, or one answer instead of words; nothing at all leaves the voice untouched."""
        text, standing = self.value(form, "text"), self.value(form, "standing")
        if {self.field("text"), self.field("standing")} & set(form.errors):
            return
        if text and standing != Standing.RECORDED:
            if self.row is not None and not self.row.text and standing == self.row.standing:
                form.cleaned_data[self.field("standing")] = Standing.RECORDED.value
            else:
                form.add_error(self.field("text"), BOTH)
        elif not text and standing == Standing.RECORDED and self.touched(form):
            form.add_error(self.field("text"), NO_WORDS)

    def touched(self, form: Form) -> bool:
        """Whether anything is entered for this voice, or was when the form was shown."""
        parts = ("text", "leaning", "shown", "source", "source_on", "first_hand", "interview")
        entered = any(self.value(form, part) not in (None, "") for part in parts)
        chosen = self.value(form, "standing") != Standing.RECORDED
        kept = bool(self.value(form, THIRD_PARTY)) and not self.by_a_carer
        return chosen or entered or kept

    def value(self, form: Form, part: str) -> Any:
        value = form.cleaned_data.get(self.field(part))
        return value or Standing.RECORDED.value if part == "standing" else value

    def words(self, form: Form, **whose: Any) -> Words:
        """What this voice says; ``whose`` is its voice, and its member or speaker."""
        parts = ("text", "standing", "leaning", "shown", *SOURCE, THIRD_PARTY)
        chosen = self.value(form, "interview")
        return Words(
            **{part: self.value(form, part) for part in parts},
            interview=(self.interviews or {}).get(chosen),
            **whose,
        )

    def _none_yet(self) -> SafeString:
        """What to do where there is no interview to choose."""
        return format_html(
            'No interview is recorded yet. <a class="nhsuk-link" href="{}">Add an interview</a>',
            reverse("interview-new", args=[self.now.assessment.pk]),
        )


class VoicesForm(Form):
    """A form made of the fields of one or more voices."""

    def __init__(
        self, data: Mapping[str, Any] | None, voices: Iterable[VoiceFields], **kwargs: Any
    ) -> None:
        self.voices = {voice.name: voice for voice in voices}
        initial = {k: v for voice in self.voices.values() for k, v in voice.initial().items()}
        super().__init__(data, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        for voice in self.voices.values():
            self.fields.update(voice.fields())

    def clean(self) -> dict[str, Any]:
        for voice in self.voices.values():
            voice.check(self)
        return self.cleaned_data

    def clash_fields(self, voice: str) -> dict[str, str]:
        """The form's fields of one voice, each with the attribute of the row that it shows."""
        attributes = ("text", "standing", "leaning", *SOURCE, THIRD_PARTY)
        named = {self.voices[voice].field(part): part for part in attributes}
        if self.voices[voice].interviews is not None:
            named[self.voices[voice].field("interview")] = "interview_thread"
        return named


class OneVoiceForm(VoicesForm):
    """One voice on one factor, on a page of its own; here nothing may be left empty."""

    asks_first: str = ""
    by_a_carer: bool = False

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        row: Consideration | None,
        now: FactorNow,
        label: str,
        back: str,
    ) -> None:
        self.row, self.back = row, back
        self.voice = VoiceFields(
            "voice",
            row,
            now=now,
            label=label,
            hint=now.factor.question,
            by_a_carer=self.by_a_carer,
        )
        super().__init__(data, (self.voice,))

    def layout(self) -> Layout:
        first = (self.asks_first,) if self.asks_first in self.fields else ()
        return Layout(
            *first,
            *self.voice.columns,
            self.voice.field("leaning"),
            Details(self.voice.about_the_source, *self.voice.source),
            Buttons(Submit("Save", key="save"), Link("Cancel", self.back)),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        text = self.voice.field("text")
        if text not in self.errors and not self.voice.touched(self):
            self.add_error(text, NO_WORDS)
        return cleaned

    def words(self, member: Any) -> Words:
        """What the voice says; ``member`` is whose note it is, where it is one."""
        raise NotImplementedError
