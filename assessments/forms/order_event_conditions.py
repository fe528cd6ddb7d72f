"""The form of a variation: the whole new list of conditions (s.17B(4))."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError
from django.http import QueryDict

from assessments.forms.order_event_base import (
    EventForm,
    Fact,
    Reasons,
    WhenHappened,
    words_of,
)
from assessments.forms.order_event_list import (
    NEW,
    Listed,
    ListedField,
    Typed,
    as_json,
    follow,
    listed,
    places,
    typed_in,
)
from assessments.models import OrderEvent
from assessments.statute.calendar_words import in_words
from assessments.statute.conditions import PURPOSES, comments_on
from assessments.statute.conditions_in_force import (
    OrderCondition,
    conditions_before,
)
from assessments.statute.moments import Moment
from assessments.summary.conditions import Remark, remarks
from cto.design.choices import ChoicesField, ConfirmField
from cto.design.fields import TextField
from cto.design.layout import Details, Fieldset, Piece

LONGEST = 2_000
OTHER_LIST = (
    "Other conditions were in force on {0}. The list below now begins with those: look at each "
    "again"
)


@dataclass(frozen=True)
class Line:
    """One line of the new list, and what it was before."""

    key: str
    number: int
    before: OrderCondition | None = None

    @property
    def title(self) -> str:
        return f"Condition {self.number}" if self.before else "Another condition"


class Varied(EventForm):
    """CTO2 (Wales CP2): the full new list. Unchanged conditions keep their ids."""

    kind = "conditions_varied"
    when = WhenHappened(
        label="Date of the variation",
        help_text="When the responsible clinician signed the form. The time may be left out.",
    )
    reasons = Reasons(label="Reasons for the variation")
    listed = ListedField()

    def prepare(self) -> None:
        """Two fields and a box for each condition of the day, and room for three more."""
        self.since = self._begins()
        standing = self._standing()
        self.moved = ""
        if self.is_bound:
            standing = self._as_typed(standing)
        self.lines = [*self._lines(standing), *(Line(key, 0) for key in self._places(standing))]
        self.initial["listed"] = as_json(listed(standing))
        for line in self.lines:
            self._ask(line)

    def _ask(self, line: Line) -> None:
        self.fields[f"wording-{line.key}"] = TextField(
            label="Wording",
            max_length=LONGEST,
            required=False,
            design={"rows": 3, "optional": False},
        )
        self.fields[f"purposes-{line.key}"] = ChoicesField(
            label="What is it for?",
            choices=[(one.key, one.text) for one in PURPOSES],
            required=False,
            design={"small": True, "optional": False},
        )
        if line.before:
            self.fields[f"out-{line.key}"] = ConfirmField(
                label="Take this condition out", required=False, design={"small": True}
            )
            self.initial.setdefault(f"wording-{line.key}", line.before.wording)
            self.initial.setdefault(f"purposes-{line.key}", list(line.before.purposes))

    def _begins(self) -> Moment:
        """The moment whose list the page begins with: of the entry, the day asked for, today."""
        if self.correcting is not None:
            return _moment(self.correcting)
        asked = self.initial.pop("list_of", None)
        return Moment.of_day(asked if isinstance(asked, date) else self.now.today)

    def _standing(self) -> Sequence[OrderCondition]:
        """The conditions at ``since``, without what is corrected."""
        pk = self.correcting.pk if self.correcting is not None else None
        others = [entry for entry in self.now.entries if entry.id != pk]
        return conditions_before(others, self.since) or self.now.conditions

    def _as_typed(self, standing: Sequence[OrderCondition]) -> Sequence[OrderCondition]:
        """The list of the day that was typed; where the page showed another, that one gives way."""
        field = self.fields["when"]
        shown = self.fields["listed"].clean(self.data.get("listed"))
        try:
            when = field.clean(field.widget.value_from_datadict(self.data, {}, "when"))
        except ValidationError:
            # Which list is right cannot be said yet: the one that was shown stays.
            law = [one for one in standing if one.mandatory]
            day = self.since.day
            return [
                *law,
                *(OrderCondition(one.key, one.wording, day, one.purposes) for one in shown),
            ]
        self.since = Moment.at(when) if isinstance(when, datetime) else Moment.of_day(when)
        standing = self._standing()
        right = listed(standing)
        if shown != right:
            self.moved = in_words(self.since.day)
            self.data = self._drawn_again(shown, right)
        return standing

    def _drawn_again(self, shown: Sequence[Listed], right: Sequence[Listed]) -> QueryDict:
        """What was sent, over the right list."""
        sent = self.data
        if not isinstance(sent, QueryDict):
            raise TypeError("What was sent comes from a request")
        data = sent.copy()
        keys = [one.key for one in shown] or [one.key for one in right]
        typed = typed_in(data, [*keys, *places(data, 0)])
        data["listed"] = as_json(right)
        for key in typed:
            _put(data, key, Typed("", ()))
        for key, one in follow(typed, shown, right, self._kept()):
            _put(data, key, one)
        return data

    def _kept(self) -> list[str]:
        """The ids of the list that is corrected."""
        if self.correcting is None:
            return []
        return [one["id"] for one in self.correcting.details.get("conditions", ())]

    def _places(self, standing: Sequence[OrderCondition]) -> tuple[str, ...]:
        known = {one.key for one in standing}
        return places(self.data, len([key for key in self._kept() if key not in known]))

    def _lines(self, standing: Sequence[OrderCondition]) -> Iterator[Line]:
        """The conditions as they stood when this list was, or is, made."""
        free = [one for one in standing if not one.mandatory]
        for number, one in enumerate(free, len(standing) - len(free) + 1):
            yield Line(one.key, number, one)

    def stored(self, event: OrderEvent) -> dict[str, Any]:
        """What that list said; what it left out has its box ticked."""
        listed = {one["id"]: one for one in event.details.get("conditions", ())}
        others = [entry for entry in self.now.entries if entry.id != event.pk]
        before = [c.key for c in conditions_before(others, _moment(event)) if not c.mandatory]
        keys = {**{key: key for key in before}, **_slots(k for k in listed if k not in before)}
        found = {f"out-{key}": True for key in before if key not in listed}
        for key, slot in keys.items():
            if key in listed:
                found[f"wording-{slot}"] = listed[key]["wording"]
                found[f"purposes-{slot}"] = listed[key].get("purposes", [])
        return {**super().stored(event), **found}

    def layout(self) -> Layout:
        """The date, the two that nobody edits, the list, the reasons."""
        lines = [self._drawn(line) for line in self.lines]
        rest = [name for name in ("reasons", "why") if name in self.fields]
        locked = [one for one in self.now.conditions if one.mandatory]
        when = [name for name in ("when", "when_hour") if name in self.fields]
        law = Piece("orders/event_locked.html", locked=locked)
        lists = Piece("orders/event_lists.html", **self._lists())
        return Layout(*when, lists, law, *lines, *rest, *self.buttons())

    def _lists(self) -> dict[str, Any]:
        """Which day's list this is, and the days before each list that was made earlier."""
        varied = (e.moment.day for e in self.now.entries if e.kind == "conditions_varied")
        earlier = sorted({day for day in varied if day <= self.since.day}, reverse=True)
        return {
            "list_of": in_words(self.since.day),
            "before": [(in_words(day), (day - timedelta(days=1)).isoformat()) for day in earlier]
            if self.correcting is None
            else [],
        }

    def _drawn(self, line: Line) -> Fieldset | Details:
        """What stands in view; room for another one is folded away until it is used."""
        names = [name for name in self._names(line) if name in self.fields]
        if line.before is None:
            return Details("Add a condition", *names)
        return Fieldset(line.title, *names, size="s")

    def _names(self, line: Line) -> tuple[str, ...]:
        return (f"wording-{line.key}", f"purposes-{line.key}", f"out-{line.key}")

    def clean(self) -> dict[str, Any]:
        """A wording and a purpose for each that stays; and some difference."""
        data = super().clean() or self.cleaned_data
        if self.moved:
            self.add_error("when", ValidationError(OTHER_LIST.format(self.moved), code="list"))
            return data
        for line in self.lines:
            wording, purposes, out = self._names(line)
            if data.get(out):
                continue
            if line.before:
                self.require(wording, "Enter the wording, or tick that it is taken out")
            elif data.get(purposes):
                self.require(wording, "Enter the wording of the new condition")
            if data.get(wording):
                self.require(purposes, "Choose at least one purpose of this condition")
        if not self.errors and not self._differs():
            message = "Change a condition, take one out or add one"
            self.add_error(None, ValidationError(message, code="unchanged"))
        return data

    def _differs(self) -> bool:
        before = [
            {"id": one.key, "wording": one.before.wording, "purposes": list(one.before.purposes)}
            for one in self.lines
            if one.before
        ]
        return before != self._listed() or self.correcting is not None

    def _listed(self) -> list[dict[str, Any]]:
        """The new list, as the ledger keeps it."""
        kept = self.correcting.details.get("conditions", ()) if self.correcting else ()
        known = {line.key for line in self.lines}
        apart = (c["id"] for c in kept if c["id"] not in known)
        slots = {slot: key for key, slot in _slots(apart).items()}
        found = []
        for line in self.lines:
            wording, purposes, out = (self.cleaned_data.get(name) for name in self._names(line))
            if wording and not out:
                key = line.key if line.before else slots.get(line.key) or str(uuid.uuid4())
                found.append({"id": key, "wording": wording, "purposes": list(purposes or ())})
        return found

    def details(self) -> dict[str, Any]:
        """The full new list, and the reasons where they were asked for."""
        return {**super().details(), "conditions": self._listed()}

    def happening(self) -> Any:
        """A list that is empty is a list: no discretionary condition is left."""
        found = super().happening()
        return replace(found, details={"conditions": [], **found.details})

    def facts(self) -> Iterator[Fact]:
        """Each condition with what becomes of it."""
        yield "Date of the variation", words_of(self.fields["when"], self.cleaned_data["when"])
        for line in self.lines:
            wording, purposes, out = (self.cleaned_data.get(name) for name in self._names(line))
            if line.before is None and not wording:
                continue
            said = f"{wording}\nFor: {self._purposes(purposes)}"
            if out and line.before:
                yield f"{line.title}: taken out", line.before.wording
            elif line.before is None:
                yield "New condition", said
            elif (wording, list(purposes or ())) == (
                line.before.wording,
                list(line.before.purposes),
            ):
                yield f"{line.title}: unchanged", str(wording)
            else:
                yield f"{line.title}: changed", f"{said}\nBefore: {line.before.wording}"
        for name in ("reasons", "why"):
            if self.cleaned_data.get(name):
                yield str(self[name].label), self.cleaned_data[name]

    def _purposes(self, keys: Sequence[str] | None) -> str:
        return words_of(self.fields[f"purposes-{NEW[0]}"], list(keys or ()))

    def remarks(self) -> Sequence[tuple[str, tuple[Remark, ...]]]:
        """The wording check on each condition that stays."""
        found = [
            (one["wording"], remarks(comments_on(one["wording"], purposes=one["purposes"])))
            for one in self._listed()
        ]
        return [(wording, said) for wording, said in found if said]


def _put(data: QueryDict, key: str, one: Typed) -> None:
    """Write into the boxes of one condition as if it had been typed."""
    data[f"wording-{key}"] = one.wording
    data.setlist(f"purposes-{key}", list(one.purposes))
    data.setlist(f"out-{key}", ["on"] if one.out else [])


def _moment(event: OrderEvent) -> Moment:
    return Moment.at(event.at) if event.at else Moment.of_day(event.on)


def _slots(keys: Iterator[str]) -> dict[str, str]:
    """Conditions that a corrected list added, each in one of the places for new ones."""
    return {key: f"new{number}" for number, key in enumerate(keys, start=1)}
