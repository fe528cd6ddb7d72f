"""Forms about one person: days within their life, answers that do not contradict each other."""

from datetime import date
from typing import Any

from assessments.models import Patient
from cto.design.dates import DateField
from cto.design.forms import Form
from cto.design.words import short_day


class DayInLife(DateField):
    """A day that has come already, on or after the day on which the person was born.

    The form says who the person is; `born_on` is theirs.
    """

    born_on: date | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(past=True, **kwargs)

    def _within(self, found: date) -> None:
        super()._within(found)
        if self.born_on is not None and found < self.born_on:
            birth = short_day(self.born_on)
            raise self._wrong(f"must be on or after the person's date of birth, {birth}")


class FormAbout(Form):
    """A form on a page about ``patient``."""

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient = patient
        for field in self.fields.values():
            if isinstance(field, DayInLife):
                field.born_on = patient.date_of_birth


def initial_of(row: Any, form: type[Form]) -> dict[str, Any]:
    """What a form shows of a stored row: its fields, and the row's id as the one it showed."""
    if row is None:
        return {}
    own = [name for name in form.base_fields if name not in ("submission", "shown")]
    return {"shown": row.pk, **{name: getattr(row, name) for name in own if hasattr(row, name)}}
