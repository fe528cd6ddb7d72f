"""The date calculator's form: facts about nobody, and what happened, one event after another.

It stores nothing: what was entered is carried from page to page by the form itself. Each event has
a number that stays its own, so that removing one moves nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from assessments.forms.calculator_events import FIELDS, DayOrTimeField
from assessments.statute.event_fields import ACT_FROM, BIRTHS_FROM
from assessments.statute.events import IN_HAND
from assessments.statute.facts import EVENTS, Facts, read_event, read_facts
from assessments.statute.moments import NotWellFormed
from assessments.statute.plain_words import EVENT_WORDS, event_title
from assessments.statute.rules import NATIONS
from assessments.statute.sections import POWERS
from cto.design.choices import ChoiceField
from cto.design.dates import DateField
from cto.design.forms import Form
from cto.design.widgets import DateBoxes, MomentBoxes

ENTRY = "entry"
MOST_EVENTS = 40
TOO_MANY = f"Remove an event before you add another: {MOST_EVENTS} is the most"
_ENTRY = re.compile(r"([0-9]{1,4}):([a-z0-9_]{1,40})", re.ASCII)

Values = Mapping[str, str | date | datetime]


@dataclass(frozen=True)
class Entry:
    """One event that was entered: its number on the page and which event it is."""

    number: int
    event: str

    @property
    def value(self) -> str:
        """What the page carries for it."""
        return f"{self.number}:{self.event}"

    @property
    def anchor(self) -> str:
        """The id of its part of the page."""
        return f"event-{self.number}"

    def name(self, key: str) -> str:
        """The name of its field for a key of the contract."""
        return f"e{self.number}-{key}"

    @property
    def names(self) -> list[str]:
        """The names of all its fields."""
        return [self.name(key) for key in FIELDS[self.event]]


def entries_in(data: QueryDict) -> list[Entry]:
    """The events that came with a page; what no page of ours sends is passed over."""
    found: dict[int, Entry] = {}
    for value in data.getlist(ENTRY):
        matched = _ENTRY.fullmatch(value)
        if matched and matched[2] in EVENTS and len(found) < MOST_EVENTS:
            found.setdefault(int(matched[1]), Entry(int(matched[1]), matched[2]))
    return list(found.values())


def next_number(entries: Iterable[Entry]) -> int:
    """The number of the next event to be added."""
    return max((one.number for one in entries), default=0) + 1


def add(data: QueryDict, event: str, values: Values | None = None) -> Entry:
    """Put an event into a page's data, with values in its fields or empty."""
    present = entries_in(data)
    entry = Entry(next_number(present), event)
    data.setlist(ENTRY, [one.value for one in (*present, entry)])
    fields = {entry.name(key): make() for key, make in FIELDS[event].items()}
    for name in [name for name in data if name.startswith(f"e{entry.number}-")]:
        del data[name]
    for key, value in (values or {}).items():
        for name, typed in _typed(entry.name(key), fields[entry.name(key)].widget, value):
            data[name] = typed
    return entry


def _typed(
    name: str, widget: forms.Widget, value: str | date | datetime
) -> Iterator[tuple[str, str]]:
    """What would have been typed into a field for a value."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(widget, DateBoxes | MomentBoxes):
        # Each of the two takes its own kind of value, and the caller pairs them.
        for part, typed in widget.shown(value)._asdict().items():  # type: ignore[arg-type]
            yield f"{name}-{part}", typed


def remove(data: QueryDict, number: str) -> None:
    """Take an event out of a page's data; nothing where there is none of that number."""
    kept = [one.value for one in entries_in(data) if str(one.number) != number]
    data.setlist(ENTRY, kept)


@dataclass(frozen=True)
class Shown:
    """One event as the page shows it."""

    entry: Entry
    title: str
    hint: str
    fields: list[BoundField]


class CalculatorForm(Form):
    """Everything that the calculator is told."""

    submit = None
    marks_optional = True
    submission = None  # nothing is stored, so nothing is stored twice

    nation = ChoiceField(
        label="Nation",
        choices=[(key, nation.name) for key, nation in NATIONS.items()],
        design={"inline": True},
        error_messages={"required": "Choose England or Wales"},
    )
    section = ChoiceField(
        label="Section",
        choices=[(power.key, power.label) for power in POWERS if power.allows_cto],
        initial="3",
        dropdown=True,
        help_text="The power before the order was made.",
        error_messages={"required": "Choose the section"},
    )
    made = DayOrTimeField(
        label="Date of the order",
        help_text="When it takes effect, from Part 3 of the form. The time may be left out.",
    )
    treatment_admission = DateField(
        label="Date of admission for treatment",
        required=False,
        earliest=ACT_FROM,
        help_text="Under section 3, or by the court’s order.",
    )
    section_2_admission = DateField(
        label="Date of admission under section 2",
        required=False,
        earliest=ACT_FROM,
        help_text="Only if section 3 followed it.",
    )
    first_medication = DateField(
        label="Date of first medication",
        required=False,
        earliest=ACT_FROM,
        help_text="First given in this detention.",
    )
    date_of_birth = DateField(
        label="Date of birth",
        required=False,
        earliest=BIRTHS_FROM,
        help_text="It matters only for someone under 18.",
    )
    kind = ChoiceField(
        label="What happened?",
        choices=[("", "Choose one"), *((name, event_title(name)) for name in EVENTS)],
        required=False,
        dropdown=True,
        design={"optional": False},
    )
    as_of = DayOrTimeField(
        label="Moment to look at",
        required=False,
        earliest=ACT_FROM,
        help_text="Leave empty for now. It decides the status. The time may be left out.",
    )
    mha_2025 = DateField(
        label="Pretend that the 2025 Act commences on",
        required=False,
        earliest=ACT_FROM,
        help_text="It is not in force. No date is fixed for its changes to these orders.",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.entries = entries_in(data) if data is not None else []
        for entry in self.entries:
            for key, make in FIELDS[entry.event].items():
                self.fields[entry.name(key)] = make()

    def clean(self) -> dict[str, Any]:
        """Each event must read well as a whole, for example with a time where it needs one."""
        for entry in self.whole_entries():
            try:
                read_event(self._event(entry))
            except NotWellFormed as wrong:
                self._say(entry, wrong)
        return self.cleaned_data

    def _say(self, entry: Entry, wrong: NotWellFormed) -> None:
        name = entry.name(wrong.field.rpartition(".")[2])
        if self.cleaned_data.get(entry.name("method")) == IN_HAND:
            problem = "Enter the time as well: a notice that is handed over counts from then"
        else:
            problem = wrong.problem[:1].upper() + wrong.problem[1:]
        self.add_error(name if name in self.fields else None, problem)

    def forgive_blanks(self) -> None:
        """Drop errors that only say that something is still empty: it was not asked for yet."""
        for name, errors in list(self.errors.as_data().items()):
            if all(error.code == "required" for error in errors):
                del self.errors[name]

    def whole_entries(self) -> list[Entry]:
        """The events of which every field was read, in the page's order."""
        return [e for e in self.entries if all(name in self.cleaned_data for name in e.names)]

    def shown(self) -> Iterator[Shown]:
        """The events in the page's order, with their fields."""
        nation = self.data.get("nation", "") if self.is_bound else ""
        for entry in self.entries:
            title = event_title(entry.event, nation if nation in NATIONS else "england")
            fields = [self[name] for name in entry.names]
            yield Shown(entry, title, EVENT_WORDS[entry.event].hint, fields)

    def facts(
        self, *, without: Iterable[Entry] = (), more: Sequence[Values] = (), pretend: bool = True
    ) -> Facts | None:
        """The facts that were read, or None while nation, section or order is missing.

        The first event is the order; the others are ``whole_entries`` without those named, then
        ``more`` in the contract's keys. ``pretend`` False leaves the 2025 Act out.
        """
        told = self.cleaned_data
        if not all(told.get(name) for name in ("nation", "section", "made")):
            return None
        left_out = set(without)
        happened = [self._event(e) for e in self.whole_entries() if e not in left_out]
        detention = ("section", "section_2_admission", "treatment_admission")
        return read_facts(
            {
                "nation": told["nation"],
                "as_of": written(told.get("as_of")),
                "date_of_birth": written(told.get("date_of_birth")),
                "detention": {key: written(told.get(key)) for key in detention},
                "first_medication": written(told.get("first_medication")),
                "events": [
                    {"event": "order_made", "at": written(told["made"])},
                    *happened,
                    *({key: written(value) for key, value in each.items()} for each in more),
                ],
                "rules": {"mha_2025": written(told.get("mha_2025")) if pretend else None},
            }
        )

    def _event(self, entry: Entry) -> dict[str, Any]:
        told = self.cleaned_data
        keys = FIELDS[entry.event]
        return {"event": entry.event} | {key: written(told[entry.name(key)]) for key in keys}


def written(value: Any) -> Any:
    """A cleaned value as the contract writes it; an empty answer is None."""
    return value.isoformat() if isinstance(value, date) else value or None
