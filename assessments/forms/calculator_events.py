"""The fields of each of the 17 events, made afresh for each event that is entered.

The keys are those of the ``timeline`` contract; a test holds them to it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from assessments.statute import plain_words as words
from assessments.statute.event_fields import ACT_FROM, ORDERS_FROM
from cto.design.choices import ChoiceField
from cto.design.dates import DateField, MomentField
from cto.design.widgets import MomentParts
from cto.design.words import lower_first

TIME_MAY_BE_LEFT_OUT = "The time may be left out."


class DayField(DateField):
    """A day from the commencement of s.17A on, unless said otherwise."""

    def __init__(self, *, label: str, earliest: date = ORDERS_FROM, **kwargs: Any) -> None:
        super().__init__(label=label, earliest=earliest, **_asking(label), **kwargs)


class TimeField(MomentField):
    """A day with its time: something done on the ward."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, earliest=ORDERS_FROM, **_asking(label), **kwargs)


class DayOrTimeField(MomentField):
    """A day, with its time where it is known: a date, or an aware datetime in UTC."""

    def __init__(self, *, label: str, earliest: date = ORDERS_FROM, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", TIME_MAY_BE_LEFT_OUT)
        super().__init__(label=label, earliest=earliest, **_asking(label), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The day where no time is typed, else the moment; None where all boxes are empty."""
        if isinstance(value, MomentParts) and not value.time:
            return self.day(value.day, value.month, value.year)
        return super().to_python(value)


def _asking(label: str) -> dict[str, Any]:
    return {"error_messages": {"required": f"Enter the {lower_first(label)}"}}


def _choice(label: str, answers: Mapping[str, str]) -> ChoiceField:
    return ChoiceField(
        label=label,
        choices=list(answers.items()),
        design={"small": True},
        error_messages={"required": f"Choose the {lower_first(label)}"},
    )


def _right() -> ChoiceField:
    choices = [(section, f"{said}, s.{section}") for section, said in words.RIGHTS.items()]
    return ChoiceField(
        label="Right to apply",
        choices=[("", "Choose one"), *choices],
        dropdown=True,
        error_messages={"required": "Choose the right to apply"},
    )


Maker = Callable[[], forms.Field]

FIELDS: Mapping[str, Mapping[str, Maker]] = {
    "order_made": {"at": lambda: DayOrTimeField(label="Date of the new order")},
    "order_extended": {
        "examined": lambda: DayField(label="Date of the examination"),
        "furnished": lambda: DayField(
            label="Date of the report",
            help_text="The day on which it was furnished to the hospital managers.",
        ),
    },
    "conditions_varied": {"at": lambda: DayOrTimeField(label="Date of the variation")},
    "condition_suspended": {"at": lambda: DayOrTimeField(label="Date of the suspension")},
    "recall_notice": {
        "method": lambda: _choice("Way of giving the notice", words.RECALL_METHODS),
        "at": lambda: DayOrTimeField(
            label="Date of the notice",
            help_text="When it was handed over, delivered or posted. "
            "The time may be left out unless it was handed over.",
        ),
        "ground": lambda: _choice("Ground for the recall", words.RECALL_GROUNDS),
    },
    "recall_detention": {"at": lambda: TimeField(label="Date and time when detention began")},
    "recall_transfer": {"at": lambda: TimeField(label="Date and time of the transfer")},
    "recall_release": {"at": lambda: TimeField(label="Date and time of the release")},
    "order_revoked": {"at": lambda: TimeField(label="Date and time of the revocation")},
    "absence": {
        "first_day": lambda: DayField(label="First day of absence"),
        "returned": lambda: DayOrTimeField(
            label="Date of return",
            required=False,
            help_text="Leave empty while absent. The time may be left out.",
        ),
    },
    "cto8_report": {"on": lambda: DayField(label="Date of the report")},
    "custody": {
        "from": lambda: DayField(label="First day in custody"),
        "released": lambda: DayField(
            label="Date of release", required=False, help_text="Leave empty while held."
        ),
    },
    "order_discharged": {
        "on": lambda: DayOrTimeField(label="Date of the discharge"),
        "by": lambda: _choice("Person or body who discharged", words.DISCHARGED_BY),
    },
    "tribunal_application": {
        "section": _right,
        "on": lambda: DayField(label="Date of the application", earliest=ACT_FROM),
        "withdrawn": lambda: DayField(
            label="Date of withdrawal",
            required=False,
            earliest=ACT_FROM,
            help_text="Leave empty unless it was withdrawn.",
        ),
    },
    "tribunal_considered": {
        "on": lambda: DayField(label="Date of the hearing", earliest=ACT_FROM),
    },
    "nearest_relative_notice": {
        "method": lambda: _choice("Way of giving the notice", words.NOTICE_METHODS),
        "at": lambda: DayOrTimeField(
            label="Date of the notice",
            help_text="When it was handed over, posted or sent. "
            "The time may be left out unless it was handed over.",
        ),
    },
    "barring_report": {
        "on": lambda: DayOrTimeField(label="Date of the barring report"),
        "relative_informed": lambda: DayField(
            label="Date on which the relative was told",
            required=False,
            help_text="Leave empty if it is not known.",
        ),
    },
}
