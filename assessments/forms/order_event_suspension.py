"""The forms of a condition that does not bind for a time, and of the end of that (s.17B(5))."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assessments.forms.order_event_base import EventForm, OnceHappened, Reasons, WhenHappened
from assessments.statute.calendar_words import in_words
from assessments.statute.conditions_in_force import (
    OrderCondition,
    conditions_before,
    conditions_in_force,
)
from assessments.statute.moments import Moment
from cto.accounts.forms import offer
from cto.design.choices import ChoiceField
from cto.design.dates import DateField


class OfCondition(EventForm):
    """About one condition, which the order must have had on the day."""

    def prepare(self) -> None:
        """Those that it may be about, and the one that a correction is about."""
        mine = self.correcting.details.get("condition") if self.correcting else None
        about = (one for one in self._all() if one.key == mine or self.may_be_about(one))
        offer(self, "condition", [(one.key, _words(one)) for one in about])

    def may_be_about(self, one: OrderCondition) -> bool:
        """Whether this condition is offered."""
        raise NotImplementedError

    def _all(self) -> Iterable[OrderCondition]:
        """The conditions of today, then those taken out, which a late entry may be about."""
        gone = conditions_in_force(self.now.entries, self.now.today).earlier
        found = {one.key: one for one in self.now.conditions}
        taken_out = {one.key: one for one in gone if one.key not in found}
        return (*found.values(), *taken_out.values())

    def clean(self) -> dict[str, Any]:
        """What was no condition on the day was neither suspended nor bound again."""
        data = super().clean() or self.cleaned_data
        when, chosen = data.get("when"), data.get("condition")
        if when is None or chosen is None:
            return data
        moment = Moment.at(when) if isinstance(when, datetime) else Moment.of_day(when)
        standing = conditions_before(self.now.entries, moment)
        if chosen not in {one.key for one in standing}:
            self.add_error(
                "condition",
                f"The order did not have this condition on {in_words(moment.day)}. Choose another "
                "condition, or change the date",
            )
        return data


class Suspended(OfCondition):
    """s.17B(5)."""

    kind = "condition_suspended"
    condition = ChoiceField(
        label="Which condition?", error_messages={"required": "Choose the condition"}
    )
    when = WhenHappened(label="Date since when it does not bind")
    until = DateField(
        label="Last day of the suspension",
        required=False,
        help_text="It may lie ahead. Leave it empty if no end was set.",
    )
    reasons = Reasons()

    def may_be_about(self, one: OrderCondition) -> bool:
        return one.suspension is None

    def clean(self) -> dict[str, Any]:
        """It ends after it began."""
        data = super().clean() or self.cleaned_data
        self.not_before("until", "when", "The last day must not be earlier than the first")
        return data


class Resumed(OfCondition):
    """The end of a suspension."""

    kind = "condition_resumed"
    condition = ChoiceField(
        label="Which condition binds again?", error_messages={"required": "Choose the condition"}
    )
    when = OnceHappened(label="Date since when it binds again")
    reasons = Reasons()

    def may_be_about(self, one: OrderCondition) -> bool:
        return one.suspension is not None


def _words(one: OrderCondition) -> str:
    gone = f" (taken out on {in_words(one.dropped)})" if one.dropped else ""
    return f"{one.wording}{gone}"
