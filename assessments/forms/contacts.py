"""Logging a contact in ten seconds, mending an entry, and striking one through."""

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.forms.about import FormAbout
from assessments.models import Contact
from assessments.statute.conditions_in_force import Conditions, OrderCondition
from assessments.summary.contacts import Life
from cto.design.choices import Choice, ChoiceField, ConfirmField
from cto.design.dates import LATEST, DateField
from cto.design.fields import TextField
from cto.design.forms import Form, ShownField
from cto.design.layout import Buttons, Conditional, Submit, Warn
from cto.design.words import short_day

NONE = "none"
LONGEST_LABEL = 160
LONGEST_WORDS = 2_000


class ContactForm(FormAbout):
    """What came of it, what it was, when, and which condition it concerns.

    ``conditions`` are those of the order today, ``life`` its days, ``struck`` the one
    that an entry named and that was struck out of the ledger since. A reason is asked for only
    where something was missed or rearranged.
    """

    shown = ShownField()
    outcome = ChoiceField(
        label="What came of it?",
        choices=Contact.Outcome.choices,
        error_messages={"required": "Choose whether it happened, was missed or was rearranged"},
        design={"label_size": "m"},
    )
    rearranged_to = DateField(
        label="New date", help_text="Leave it empty if none is agreed yet.", required=False
    )
    what = ChoiceField(
        label="What was it?",
        choices=Contact.What.choices,
        error_messages={"required": "Choose what it was"},
        design={"label_size": "m"},
    )
    on = DateField(
        label="Date",
        help_text="The day on which it was, or should have been.",
        error_messages={"required": "Enter the day on which it was, or should have been"},
        design={"label_size": "m"},
    )
    why = TextField(
        label="Why was it missed or rearranged?",
        help_text="Needed only then. If it happened, leave this empty or add a short note.",
        required=False,
        max_length=LONGEST_WORDS,
        design={"label_size": "m", "rows": 2},
    )
    condition = ChoiceField(
        label="Which condition does it concern?",
        required=False,
        initial=NONE,
        design={"label_size": "m", "divider": "or"},
    )
    enforced = ConfirmField(
        label="Something was done about it",
        help_text="For example a call, a visit the same day, or a letter.",
        required=False,
    )
    action = TextField(
        label="What was done about it?",
        help_text="Needed only where something was done.",
        required=False,
        max_length=LONGEST_WORDS,
        design={"rows": 2},
    )

    def __init__(
        self,
        *args: Any,
        conditions: Conditions,
        life: Life,
        struck: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._bound_by(life)
        choices = cast(ChoiceField, self.fields["condition"])
        choices.choices = [
            *((one.key, _choice(one)) for one in _in_order(conditions)),
            *struck,
            (NONE, "None of them"),
        ]

    def _bound_by(self, life: Life) -> None:
        on = cast(DateField, self.fields["on"])
        on.earliest, on.latest = life.first, life.last or LATEST
        if self.initial.get("on") == timezone.localdate():
            on.help_text = f"{on.help_text} Today is filled in."
        cast(DateField, self.fields["rearranged_to"]).earliest = life.first

    def layout(self) -> Layout:
        """The three choices first: everything after the date can be left alone."""
        return Layout(
            Conditional("outcome", {Contact.Outcome.REARRANGED.value: ["rearranged_to"]}),
            "what",
            "on",
            "why",
            "condition",
            Conditional("enforced", {"on": ["action"]}),
            *self.buttons(),
        )

    def buttons(self) -> Sequence[Buttons]:
        """One button, which Enter presses from anywhere but a text area."""
        return [Buttons(Submit("Save", key="save"))]

    def clean_condition(self) -> str:
        """The condition's id, or nothing."""
        chosen = str(self.cleaned_data["condition"])
        return "" if chosen == NONE else chosen

    def clean(self) -> None:
        """What one answer asks of another. The service asks the same again."""
        super().clean()
        outcome = self.cleaned_data.get("outcome")
        if outcome in (Contact.Outcome.MISSED, Contact.Outcome.REARRANGED):
            self.require("why", f"Enter why it was {outcome}")
        if outcome and outcome != Contact.Outcome.REARRANGED:
            new = "Choose “It was rearranged”, or delete the new date"
            self.only_with("outcome", ["rearranged_to"], new)
            self._refuse_a_day_ahead()
        if self.cleaned_data.get("enforced"):
            self.require("action", "Enter what was done about it")
        else:
            said = "Tick “Something was done about it”, or delete what was done"
            self.only_with("enforced", ["action"], said)

    def _refuse_a_day_ahead(self) -> None:
        on = self.cleaned_data.get("on")
        if on is not None and on > timezone.localdate():
            self.add_error("on", ValidationError("Date must be today or in the past", code="ahead"))


class WithdrawContactForm(Form):
    """Why an entry is struck through."""

    shown = ShownField()
    reason = TextField(
        label="Why is this entry withdrawn?",
        help_text="The entry stays readable, struck through, with this reason.",
        max_length=LONGEST_WORDS,
        error_messages={"required": "Enter why this entry is withdrawn"},
        design={"label_size": "m", "rows": 3},
    )

    def buttons(self) -> Sequence[Buttons]:
        """A warning button: the entry no longer counts."""
        return [Buttons(Warn("Withdraw entry", key="save"))]


def _in_order(conditions: Conditions) -> Sequence[OrderCondition]:
    """Those that the team added come first: most contacts concern one of them."""
    return sorted(conditions.standing, key=lambda one: one.mandatory) + list(conditions.earlier)


def _choice(one: OrderCondition) -> Choice:
    words = one.wording.replace("\n", " ")
    if len(words) > LONGEST_LABEL:
        words = f"{words[:LONGEST_LABEL].rsplit(' ', 1)[0]} …"
    if one.dropped is not None:
        return Choice(words, f"No longer a condition since {short_day(one.dropped)}")
    if one.suspension is not None:
        return Choice(words, f"Suspended since {short_day(one.suspension.since)}")
    return Choice(words, "Set by law" if one.mandatory else "")
