"""A date in three boxes, a moment in four. Every error says what to do, and in which box."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cto.design.widgets import Boxes, DateBoxes, MomentBoxes
from cto.design.words import LONDON, listed, short_day

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)", re.ASCII)


class DateField(forms.Field):
    """A day, typed in three boxes; the month may be a number or a name.

    `earliest` and `latest` bound it (inclusive); `past` also refuses a day after today. Raises
    ValidationError whose params name the boxes that are wrong, under "parts".
    """

    widget: type[Boxes] = DateBoxes

    def __init__(
        self,
        *,
        earliest: date = EARLIEST,
        latest: date = LATEST,
        past: bool = False,
        design: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest, self.past = earliest, latest, past
        self.design = design or {}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The day; None where all boxes are empty."""
        if value is None or isinstance(value, date):
            return value
        return self.day(value.day, value.month, value.year)

    def day(self, day: str, month: str, year: str) -> date:
        """The day that three boxes name."""
        self._complete({"day": day, "month": month, "year": year})
        numbers = {"year": _number(year), "month": _month(month), "day": _number(day)}
        wrong = [part for part, number in numbers.items() if number is None]
        if "year" not in wrong and len(year) != 4:
            raise self._wrong("must have a year with 4 digits, like 2027", ["year"])
        try:
            found = date(**{part: number or 0 for part, number in numbers.items()})
        except ValueError as error:
            raise self._wrong("must be a real date", wrong or ["day", "month", "year"]) from error
        self._within(found)
        return found

    def _complete(self, parts: dict[str, str]) -> None:
        missing = [part for part, typed in parts.items() if not typed]
        if missing:
            raise self._wrong(f"must include a {listed(missing)}", missing)

    def _within(self, found: date) -> None:
        if self.past and found > datetime.now(LONDON).date():
            raise self._wrong("must be today or in the past")
        if not self.earliest <= found <= self.latest:
            bounds = f"{short_day(self.earliest)} and {short_day(self.latest)}"
            raise self._wrong(f"must be between {bounds}")

    def _wrong(self, what: str, parts: Sequence[str] = ("day", "month", "year")) -> ValidationError:
        return ValidationError(f"{self.label} {what}", code="date", params={"parts": parts})


class MomentField(DateField):
    """A day and a time in London, on the 24-hour clock; the value is an aware datetime in UTC.

    A time that the clocks jumped over is refused. In the hour that they repeat, the earlier
    instant is taken.
    """

    widget = MomentBoxes

    def to_python(self, value: Any) -> Any:
        """The moment; None where all boxes are empty."""
        if value is None or isinstance(value, datetime):
            return value
        self._complete({"day": value.day, "month": value.month, "year": value.year})
        on = self.day(value.day, value.month, value.year)
        if not value.time:
            raise self._wrong("must include a time, like 14:30", ["time"])
        matched = TIME.fullmatch(value.time)
        if matched is None:
            raise self._wrong("must have a time on the 24-hour clock, like 14:30", ["time"])
        return self._moment(on, time(int(matched[1]), int(matched[2])))

    def _moment(self, on: date, at: time) -> datetime:
        local = datetime.combine(on, at, tzinfo=LONDON)
        found = local.astimezone(UTC)
        if found.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
            raise self._wrong(
                f"cannot be {at:%H:%M}: the clocks went forward over it that night. "
                "Enter a time before 01:00 or from 02:00",
                ["time"],
            )
        if self.past and found > datetime.now(UTC):
            raise self._wrong("must be now or in the past", ["day", "month", "year", "time"])
        return found


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    name = typed.casefold().rstrip(".")
    if len(name) >= 3:
        return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(name)), None)
    return _number(typed)
