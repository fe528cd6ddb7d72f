"""One question of a review: last time's answer with its three marks, and what is said now.

The fields of each voice are named after it: ``team_mark``, ``patient_text``, ...
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from assessments.forms.voices import BOTH, NO_WORDS, STANDINGS
from assessments.guideline import Factor
from assessments.models import Patient, ReviewAnswer, Standing
from assessments.services.reviews import Said
from assessments.summary.review_shapes import DISCHARGE, Answer, Question
from cto.design.choices import ChoiceField
from cto.design.fields import TextField
from cto.design.forms import OUT_OF_DATE, Form, ShownField
from cto.design.layout import Buttons, Column, Columns, Piece, Secondary, Submit

RECORDED = Standing.RECORDED.value
STILL_TRUE, CHANGED = ReviewAnswer.Mark.STILL_TRUE.value, ReviewAnswer.Mark.CHANGED.value
DROPPED = ReviewAnswer.Mark.DROPPED.value
WHY_NOT = "Enter why there is no discharge today. If it was not discussed, enter why not"


@dataclass(frozen=True)
class Entered:
    """What the fields of one voice hold."""

    mark: str = ""
    text: str = ""
    standing: str = RECORDED

    @classmethod
    def of(cls, row: ReviewAnswer | Answer | None) -> "Entered":
        """What they show of a stored answer. Words still true stand above, as last time's."""
        if row is None:
            return cls()
        text = "" if row.mark == STILL_TRUE else row.text
        return cls(row.mark, text, row.standing or RECORDED)


PARTS = ("mark", "text", "standing")


class QuestionForm(Form):
    """The team's answer and the person's own words on one question, side by side."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        question: Question,
        factor: Factor,
        patient: Patient,
        last: bool,
    ) -> None:
        self.question, self.last = question, last
        self.labels = {
            "team": ("What the team says", factor.question),
            "patient": (f"{patient.called}’s own words", factor.patient_prompt),
        }
        initial: dict[str, Any] = {}
        for answer in question.answers:
            initial |= self._initial(answer)
        super().__init__(data, initial=initial)
        for answer in question.answers:
            self.fields.update(self._fields(answer))

    def layout(self) -> Layout:
        return Layout(
            Columns(*(Column(None, *self._column(each)) for each in self.question.answers)),
            Buttons(
                Submit("Save and go on" if self.last else "Save and next", key="save"),
                Secondary("Save", name="then", value="stay"),
            ),
        )

    def _column(self, answer: Answer) -> tuple[Any, ...]:
        voice = answer.voice
        now = (f"{voice}_text", f"{voice}_standing")
        if answer.last is None:
            return now
        heading = self.labels[voice][0]
        shown = Piece("reviews/last_time.html", last=answer.last, heading=heading)
        return (shown, f"{voice}_mark", *now)

    def _initial(self, answer: Answer) -> dict[str, Any]:
        """What stands now, and which rows it was read from."""
        voice, stands = answer.voice, Entered.of(answer)
        return {
            f"{voice}_shown": answer.row or None,
            f"{voice}_last": answer.last.row if answer.last else None,
            **{f"{voice}_{part}": getattr(stands, part) for part in PARTS},
        }

    def _fields(self, answer: Answer) -> dict[str, forms.Field]:
        voice = answer.voice
        label, hint = self.labels[voice]
        fields: dict[str, forms.Field] = {f"{voice}_shown": ShownField()}
        if answer.last is not None:
            fields[f"{voice}_last"] = ShownField()
            fields[f"{voice}_mark"] = ChoiceField(
                label="What became of it?",
                choices=ReviewAnswer.Mark.choices,
                required=False,
                design={"inline": True, "small": True},
            )
            label, hint = "What is said now", "Needed if it has changed."
        fields[f"{voice}_text"] = TextField(
            label=label,
            help_text=hint,
            required=False,
            design={"label_size": "s" if answer.last else "m", "rows": 6},
        )
        fields[f"{voice}_standing"] = ChoiceField(
            label="How is this answered?",
            choices=STANDINGS,
            required=False,
            design={"inline": True, "small": True},
        )
        return fields

    def clean(self) -> dict[str, Any]:
        """Each voice says something, or nothing at all; last time's answer is never passed over."""
        for answer in self.question.answers:
            names = {f"{answer.voice}_{part}" for part in PARTS}
            if not names & set(self.errors):
                self._check(answer)
            if f"{answer.voice}_last" in self.fields:
                self._check_last(answer)
        return self.cleaned_data

    def _check(self, answer: Answer) -> None:
        voice = answer.voice
        mark, text, standing = (self.value(voice, part) for part in PARTS)
        shown = self.cleaned_data.get(f"{voice}_shown")
        if text and not answer.text and standing == answer.standing:
            standing = RECORDED  # words typed where an answer without words stood
            self.cleaned_data[f"{voice}_standing"] = standing
        if mark and standing != RECORDED:
            self.add_error(f"{voice}_standing", "Choose “In words”, or take back the mark above")
        elif mark == STILL_TRUE and answer.last and text not in ("", answer.last.text):
            self.add_error(f"{voice}_text", "Delete the words, or choose “Changed”")
        elif mark == CHANGED and not text:
            self.add_error(f"{voice}_text", "Enter what is said now")
        elif not mark and text and not self._goes_with_words(voice, standing):
            self.add_error(f"{voice}_text", BOTH)
        elif not mark and text and answer.last is not None:
            self.add_error(f"{voice}_mark", "Select what became of last time’s answer")
        elif shown and not mark and not text and standing == RECORDED:
            self.add_error(f"{voice}_text", NO_WORDS)
        elif self._needs_words(voice) and not text and (standing != RECORDED or mark == DROPPED):
            self.add_error(f"{voice}_text", WHY_NOT)

    def _needs_words(self, voice: str) -> bool:
        """Why the person is not discharged is always said in words."""
        return self.question.key == DISCHARGE and voice == "team"

    def _goes_with_words(self, voice: str, standing: str) -> bool:
        """Words are an answer; on discharge they may also say why it was not discussed."""
        silent = Standing.NOT_DISCUSSED.value
        return standing == RECORDED or (self._needs_words(voice) and standing == silent)

    def _check_last(self, answer: Answer) -> None:
        """The page showed the answer that is last time's now."""
        seen = self.cleaned_data.get(f"{answer.voice}_last")
        if answer.last is None or str(seen) != answer.last.row:
            self.add_error(None, OUT_OF_DATE)

    def value(self, voice: str, part: str) -> str:
        """What was entered for one voice, empty where it has no such field."""
        value = self.cleaned_data.get(f"{voice}_{part}") or ""
        return value or RECORDED if part == "standing" else value

    def said(self, stood: Mapping[str, Entered]) -> tuple[Said, ...]:
        """What each voice says that says anything else than ``stood`` when the page was shown."""
        return tuple(
            Said(
                voice=answer.voice,
                mark=self.value(answer.voice, "mark"),
                text=self.value(answer.voice, "text"),
                standing=self.value(answer.voice, "standing"),
                previous=self.cleaned_data.get(f"{answer.voice}_last"),
                supersedes=self.cleaned_data.get(f"{answer.voice}_shown"),
            )
            for answer in self.question.answers
            if self._entered(answer.voice) != stood[answer.voice]
        )

    def _entered(self, voice: str) -> Entered:
        mark, text, standing = (self.value(voice, part) for part in PARTS)
        return Entered(mark, text, standing)

    def clash_fields(self, voice: str) -> dict[str, str]:
        """The form's fields of one voice, each with the attribute of the row that it shows."""
        names = {f"{voice}_{part}": part for part in PARTS}
        return {name: part for name, part in names.items() if name in self.fields}
