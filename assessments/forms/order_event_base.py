"""What the form of every kind of happening has in common.

Fields are named by the keys of the ledger's details, so that what was recorded fills the form
again when it is corrected. ``when`` is the moment; its shape follows from the kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from assessments.forms.calculator_events import DayField, DayOrTimeField
from assessments.forms.people import RevisionField
from assessments.models import OrderEvent
from assessments.services.orders import Happening
from assessments.statute.duty_words import title
from assessments.statute.ledger import KINDS
from assessments.statute.plain_words import RIGHTS
from assessments.summary.conditions import Remark
from assessments.summary.order_events import Situation
from cto.design.choices import ChoiceField
from cto.design.dates import DateField, MomentField
from cto.design.fields import TextField
from cto.design.forms import Form
from cto.design.layout import Component
from cto.design.widgets import MomentBoxes, MomentParts
from cto.design.words import day as day_words
from cto.design.words import is_repeated
from cto.design.words import moment as moment_words

CHECK_FIRST = "Check before recording"
# Clinical words, which the Mental Health Act office never writes.
CLINICAL = ("reasons", "reinstatement")
SHORT = {"rows": 4}
FIRST, SECOND = "first", "second"
Fact = tuple[str, str]


class OnceHappened(DayField):
    """The day of something that has happened."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, past=True, **kwargs)


class WhenHappened(DayOrTimeField):
    """The day, and the time where it is known, of something that has happened; without ``past`` of
    something that may lie ahead.
    """

    def __init__(self, *, label: str, past: bool = True, **kwargs: Any) -> None:
        super().__init__(label=label, past=past, **kwargs)


class Reasons(TextField):
    """Clinical reasons: of the team, never of the Mental Health Act office."""

    def __init__(self, *, label: str = "Reasons", **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(label=label, design={**SHORT, "counts": True}, **kwargs)


class WhichHour(ChoiceField):
    """Which of two equal times, in the night in which the clocks go back."""

    def __init__(self, time: str) -> None:
        super().__init__(
            label=f"Which {time} was it?",
            help_text="The clocks went back that night, so this time came twice.",
            choices=[(FIRST, "The first, summer time"), (SECOND, "The second, winter time")],
            error_messages={"required": f"Choose which {time} it was: the clocks went back"},
        )


class Why(TextField):
    """Why an entry is wrong."""

    def __init__(self) -> None:
        super().__init__(
            label="Why is the earlier entry wrong?",
            help_text="The earlier entry stays readable, struck through, with this reason.",
            design=SHORT,
            error_messages={"required": "Enter why the earlier entry is wrong"},
        )


class EventForm(Form):
    """One happening of the kind ``kind``. ``now`` is the order as it stands.

    ``office``: the Mental Health Act office fills it in. ``correcting``: the entry whose place
    this takes; then a reason is asked for.
    """

    kind: ClassVar[str]
    submit = CHECK_FIRST
    marks_optional = True

    shown = RevisionField()

    def __init__(
        self,
        data: Any = None,
        *,
        now: Situation,
        office: bool = False,
        correcting: OrderEvent | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.now, self.correcting = now, correcting
        stored = self.stored(correcting) if correcting else {}
        super().__init__(data, initial={"shown": len(now.rows), **stored, **(initial or {})})
        self.prepare()
        if office:
            for name in CLINICAL:
                self.fields.pop(name, None)
        self._ask_which()
        self._ask_which_hour()
        if correcting is not None:
            self.fields["why"] = Why()

    def prepare(self) -> None:
        """Fill in the choices that depend on the order."""

    def stored(self, event: OrderEvent) -> dict[str, Any]:
        """What was recorded, as this form's answers."""
        fields = self.base_fields
        found = {
            name: _as_answer(fields[name], value)
            for name, value in event.details.items()
            if name in fields
        }
        return {**found, "when": _as_answer(fields["when"], event.at or event.on)}

    @property
    def answered(self) -> OrderEvent | None:
        """The entry that this one completes, where there is no choice."""
        if self.correcting is not None:
            answers = self.correcting.answers
            return answers if answers is None else self.now.row(answers.pk) or answers
        found = self.now.open_for(self.kind) if KINDS[self.kind].answers else ()
        return found[0] if len(found) == 1 else None

    def _ask_which(self) -> None:
        """Let it be chosen which open entry this answers, where there are several."""
        if not KINDS[self.kind].answers or self.correcting is not None:
            return
        found = self.now.open_for(self.kind)
        if len(found) > 1:
            self.fields["answers"] = ChoiceField(
                label="Which one does this end?",
                choices=[(str(row.pk), row_words(row)) for row in found],
                error_messages={"required": "Choose which one this ends"},
            )

    def _ask_which_hour(self) -> None:
        """Where a time is one that the clocks show twice that night, ask which; below the time."""
        for name, field in list(self.fields.items()):
            if not isinstance(field, MomentField):
                continue
            at = self._typed_moment(name, field) if self.is_bound else self.initial.get(name)
            if not isinstance(at, datetime) or not is_repeated(at):
                continue
            local = timezone.localtime(at)
            self.initial[f"{name}_hour"] = SECOND if local.fold else FIRST
            self.fields[f"{name}_hour"] = WhichHour(f"{local:%H:%M}")
            names = [one for one in self.fields if one != f"{name}_hour"]
            names.insert(names.index(name) + 1, f"{name}_hour")
            self.order_fields(names)

    def _typed_moment(self, name: str, field: MomentField) -> Any:
        """What was typed, the earlier instant where it is one of two; None where it is wrong."""
        try:
            return field.clean(MomentBoxes().value_from_datadict(self.data, {}, name))
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        """The second of two equal times is an hour later."""
        data = super().clean() or self.cleaned_data
        for name in [one for one in self.fields if isinstance(self.fields[one], WhichHour)]:
            moment = name.removesuffix("_hour")
            if data.get(name) == SECOND and isinstance(data.get(moment), datetime):
                data[moment] += timedelta(hours=1)
                past = getattr(self.fields[moment], "past", False)
                if past and data[moment] > timezone.now():
                    self.add_error(name, "The second is still to come. Choose the first")
        return data

    def layout(self) -> Layout:
        """The choice of what this ends first, then the fields in their order, then the reason."""
        names = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        first: list[Any] = [name for name in names if name == "answers"]
        if self.answered is not None:
            said = f"This ends: {row_words(self.answered)}."
            first = [Component("inset-text", text=said)]
        return Layout(*first, *(name for name in names if name != "answers"), *self.buttons())

    def happening(self) -> Happening:
        """The happening as the service takes it. What the form does not ask for stays as it was."""
        when = self.cleaned_data["when"]
        timed = isinstance(when, datetime)
        kept = dict(self.correcting.details) if self.correcting else {}
        details = {k: v for k, v in {**kept, **self.details()}.items() if v not in (None, "", [])}
        chosen = self.cleaned_data.get("answers") or (self.answered.pk if self.answered else None)
        if self.correcting is not None:
            chosen = None  # what a correction completes stays what the entry completed
        on = timezone.localdate(when) if timed else when
        return Happening(self.kind, on, when if timed else None, details, answers=_uuid(chosen))

    def details(self) -> dict[str, Any]:
        """The form's answers under the keys of the ledger."""
        kind = KINDS[self.kind]
        wanted = {*kind.facts, *kind.words}
        return {n: _as_json(v) for n, v in self.cleaned_data.items() if n in wanted}

    def facts(self) -> Iterator[Fact]:
        """What was entered, in words, for the page that asks whether it is right."""
        if self.answered is not None:
            yield "Ends", row_words(self.answered)
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if self[name].is_hidden or value in (None, "", []):
                continue
            yield str(self[name].label), words_of(self.fields[name], value)

    def remarks(self) -> Sequence[tuple[str, tuple[Remark, ...]]]:
        """What the wording check says of each condition; only of a list of conditions."""
        return ()

    def not_before(self, later: str, earlier: str, message: str) -> None:
        """Add the error to ``later`` where its day comes before that of ``earlier``."""
        days = [_day(self.cleaned_data.get(name)) for name in (later, earlier)]
        if days[0] and days[1] and days[0] < days[1]:
            self.add_error(later, message)

    def needs_time(self, because: str) -> None:
        """Add an error where the moment has no time."""
        when = self.cleaned_data.get("when")
        if when is not None and not isinstance(when, datetime):
            self.add_error("when", because)


class StrikeForm(Form):
    """Why an entry is struck out."""

    submit = CHECK_FIRST
    shown = RevisionField()
    why = Why()


def row_words(row: OrderEvent) -> str:
    """ "Absent without leave, Thursday 3 December 2026"."""
    when = moment_words(row.at) if row.at else day_words(row.on)
    said = KINDS[row.kind].title
    section, duty = row.details.get("section"), row.details.get("duty")
    if duty:
        said += f" ({title(duty)})"
    if section:
        said += f" ({RIGHTS.get(section, section)}, s.{section})"
    return f"{said}, {when}"


def words_of(field: forms.Field, value: Any) -> str:
    """A cleaned answer in words."""
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    if isinstance(value, list):
        return "; ".join(choices.get(str(one), str(one)) for one in value)
    return choices.get(str(value), str(value))


def _day(value: date | datetime | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _uuid(value: Any) -> Any:
    return UUID(value) if isinstance(value, str) else value


def _as_json(value: Any) -> Any:
    """A cleaned value as the ledger's details hold it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _as_answer(field: forms.Field, value: Any) -> Any:
    """A stored value as the field shows it."""
    if isinstance(field, MomentField):
        if isinstance(value, datetime):
            return value
        return MomentParts(str(value.day), str(value.month), str(value.year), "")
    if isinstance(field, DateField) and isinstance(value, str):
        return date.fromisoformat(value)
    return value
