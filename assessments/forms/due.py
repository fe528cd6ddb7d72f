"""Forms of the due board: what it shows, and giving one clinician's people to another."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.summary import board
from assessments.summary.caseload import Caseload
from cto.accounts.forms import FilterForm, offer
from cto.accounts.models import User
from cto.design.choices import ChoiceField, ChoicesField
from cto.design.dates import DateField
from cto.design.forms import Form
from cto.design.helper import Helper
from cto.design.layout import Buttons, Link, Submit

NOT_CHOSEN = "Choose one"


class BoardFilter(FilterForm):
    """What the board shows, and in what order. Only ids and keys stand in the address."""

    whose = ChoiceField(label="Whose", dropdown=True, required=False)
    part = ChoiceField(label="When", dropdown=True, required=False)
    kind = ChoiceField(label="Kind", dropdown=True, required=False)
    team = ChoiceField(label="Team", dropdown=True, required=False)
    rc = ChoiceField(label="Responsible clinician", dropdown=True, required=False)
    sort = ChoiceField(
        label="In the order of",
        dropdown=True,
        required=False,
        choices=[("", "Day"), (board.BY_PERSON, "Person"), (board.BY_OWNER, "Owner")],
    )

    def __init__(
        self, asked: Mapping[str, str] | None, *, user: User, choices: board.Choices, **kwargs: Any
    ) -> None:
        self.usual = board.EVERYBODY if user.is_mha_administrator else board.OWN
        # To ask for what a page without a filter shows is not to filter.
        if asked and asked.get("whose") == self.usual:
            asked = {key: value for key, value in asked.items() if key != "whose"}
        super().__init__(asked, **kwargs)
        whose = [("", "Mine"), (board.EVERYBODY, "All my people’s")]
        if user.is_mha_administrator:
            whose = [("", "Everybody’s"), (board.OWN, "The Mental Health Act office’s own")]
        offer(self, "whose", whose)
        parts = [(key, words) for key, (words, _) in board.PARTS.items()]
        first = ("", f"Overdue and the next {board.HORIZON} days")
        offer(self, "part", [first, *parts, (board.LATER, board.LATER_WORDS)])
        offer(self, "kind", [("", "Every kind"), *board.kinds()])
        offer(self, "team", [("", "All teams"), *_as_choices(choices.teams)])
        offer(self, "rc", [("", "Everybody’s"), *_as_choices(choices.clinicians)])

    @property
    def helper(self) -> Helper:
        """As every filter's; it leads to the board."""
        helper = super().helper
        helper.form_action = reverse("due")
        return helper

    def buttons(self) -> list[Buttons]:
        """Show, or begin again."""
        return [Buttons(Submit("Show"), Link("Show everything", reverse("due")))]

    def chosen(self) -> list[tuple[str, str]]:
        """What narrows or sorts the board, as (question, answer); the parts show their own."""
        found: list[tuple[str, str]] = []
        for name, field in self.fields.items():
            answer = self.cleaned_data.get(name)
            if answer and name != "part":
                offered = {str(key): str(words) for key, words in field.widget.choices}
                found.append((str(field.label), offered[answer]))
        return found

    def asked(self) -> board.Asked:
        """What was chosen, of a valid form."""
        found = self.cleaned_data
        return board.Asked(
            whose=found["whose"] or self.usual,
            team=_id(found["team"]),
            rc=_id(found["rc"]),
            kind=found["kind"],
            part=found["part"],
            sort=found["sort"] or board.BY_DAY,
        )


class ReassignChoice(FilterForm):
    """Who leaves, and who takes over."""

    submit = "Show their people"

    leaving = ChoiceField(
        label="Who leaves, or gives up people?",
        dropdown=True,
        error_messages={"required": "Choose the responsible clinician who leaves"},
    )
    to = ChoiceField(
        label="Who takes over?",
        help_text="An approved clinician.",
        dropdown=True,
        error_messages={"required": "Choose the approved clinician who takes over"},
    )

    def __init__(
        self, *args: Any, leaving: Sequence[User], taking: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in (*leaving, *taking)}
        first = ("", NOT_CHOSEN)
        offer(self, "leaving", [first, *((str(user.pk), _name(user)) for user in leaving)])
        offer(self, "to", [first, *((str(user.pk), user.name) for user in taking)])

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        values = super().clean() or {}
        if values.get("to") and values.get("to") == values.get("leaving"):
            self.add_error("to", ValidationError("Choose somebody else to take over"))
        return values

    def chosen(self, name: str) -> User:
        """The user who was chosen."""
        return self.people[self.cleaned_data[name]]


class ReassignForm(Form):
    """Which people change hands, and from which day.

    Carries each person's revision as the page showed it, so that nobody's change is overwritten.
    """

    submit = "Change the responsible clinician"

    people = ChoicesField(
        label="People",
        help_text="Untick anybody who goes to somebody else.",
        error_messages={"required": "Tick at least one person"},
        design={"label_size": "m", "small": True},
    )
    since = DateField(
        label="From which day?",
        past=True,
        error_messages={"required": "Enter the day from which this holds"},
    )
    shown = forms.CharField(max_length=200_000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, caseload: Sequence[Caseload], **kwargs: Any) -> None:
        everybody = [str(one.patient.pk) for one in caseload]
        shown = ",".join(f"{one.patient.pk}.{one.patient.revision}" for one in caseload)
        start = {"people": everybody, "since": timezone.localdate(), "shown": shown}
        super().__init__(*args, initial=start, **kwargs)
        offer(self, "people", [(str(one.patient.pk), one.words) for one in caseload])

    def layout(self) -> Layout:
        """The people, the day, the button."""
        return Layout("people", "since", *self.buttons())

    def clean_shown(self) -> dict[UUID, int]:
        """Each person's revision, by id."""
        try:
            pairs = (pair.split(".") for pair in self.cleaned_data["shown"].split(",") if pair)
            return {UUID(pk): int(revision) for pk, revision in pairs}
        except ValueError as wrong:
            raise ValidationError("Open the page again and confirm from there") from wrong

    def revisions(self) -> dict[UUID, int]:
        """The ticked people, each with the revision that was shown."""
        shown: dict[UUID, int] = self.cleaned_data["shown"]
        ticked = (UUID(pk) for pk in self.cleaned_data["people"])
        return {pk: shown[pk] for pk in ticked if pk in shown}


def _as_choices(pairs: Sequence[tuple[UUID, str]]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in pairs]


def _id(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _name(user: User) -> str:
    return user.name if user.is_active else f"{user.name} (may no longer sign in)"
