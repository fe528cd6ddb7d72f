"""Inputs that Django does not have: a date in three boxes, a date with a time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils.safestring import SafeString

from cto.design.words import LONDON


class DateParts(NamedTuple):
    """What stands in the three boxes, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""


class MomentParts(NamedTuple):
    """What stands in the four boxes, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""


class Boxes(forms.Widget):
    """Several text boxes for one value; their names are the field's name and the part's."""

    parts: ClassVar[type[DateParts] | type[MomentParts]]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> DateParts | MomentParts | None:
        """The parts as typed, without spaces around them, or None where all are empty."""
        typed = self.parts(*(str(data.get(f"{name}-{p}", "")).strip() for p in self.parts._fields))
        return typed if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True where the page did not have the boxes at all."""
        return not any(f"{name}-{part}" in data for part in self.parts._fields)

    def shown(self, value: Any) -> DateParts | MomentParts:
        """The parts to show for a value: as typed, or of the date or moment kept."""
        raise NotImplementedError

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Drawn by the design system, never by itself."""
        raise TypeError(f"Draw {name} with {{% crispy %}} or {{% nhsuk_field %}}")


class DateBoxes(Boxes):
    """Day, month and year."""

    parts = DateParts

    def shown(self, value: date | DateParts | None) -> DateParts:
        """The parts to show for a value: as typed, or of the date kept."""
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return value or DateParts()


class MomentBoxes(Boxes):
    """Day, month, year, and the time on the 24-hour clock."""

    parts = MomentParts

    def shown(self, value: datetime | MomentParts | None) -> MomentParts:
        """The parts to show for a value: as typed, or of the moment kept, in London."""
        if isinstance(value, datetime):
            at = value.astimezone(LONDON)
            return MomentParts(str(at.day), str(at.month), str(at.year), f"{at:%H:%M}")
        return value or MomentParts()
