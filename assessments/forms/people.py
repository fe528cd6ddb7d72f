"""Forms about people: find one, add one, change a part of the particulars, move a review date."""

from datetime import date
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.forms.particulars import (
    BACKGROUND,
    DETENTION,
    RELATIVES,
    ROLES,
    TEAMS,
    WHO,
    DetentionFields,
    IdentityFields,
    RelativesFields,
    RolesFields,
)
from cto.accounts.forms import FilterForm, offer
from cto.design.choices import ChoiceField, YesNoField
from cto.design.dates import DateField
from cto.design.fields import LineField, TextField
from cto.design.forms import Form, ShownField
from cto.design.helper import Helper
from cto.design.layout import Buttons, Fieldset, Link, Submit

LATER = "Everything in this part can be added later by the responsible clinician or the MHA office."


class RevisionField(ShownField):
    """The number of the revision of the particulars that the form showed."""

    # Any text by its base; this one is a number once it is read.
    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """The number; None where the page carried none, which no revision has."""
        if value in self.empty_values:
            return None
        typed = str(value)
        if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(typed)


class PersonSearchForm(Form):
    """One box. Sent by POST, so that no name stands in an address or a server's log."""

    submit = "Search"
    submission = None  # nothing is written

    typed = LineField(
        label="Name, NHS number or date of birth",
        max_length=100,
        help_text="For example Amara, 999 000 0018 or 17/6/1990",
        error_messages={"required": "Enter a name, an NHS number or a date of birth"},
        design={"width": 20},
    )

    @property
    def helper(self) -> Helper:
        """As every form's, sent to the search page wherever it stands."""
        helper = super().helper
        helper.form_action = reverse("people-search")
        return helper

    def clean_typed(self) -> str:
        """At least two characters, or every name would do."""
        typed = str(self.cleaned_data["typed"])
        if len(typed) < 2:
            raise ValidationError("Enter at least 2 characters", code="too_short")
        return typed


class TeamFilter(FilterForm):
    """Whose people the Mental Health Act office looks at: one team's, or everybody."""

    team = ChoiceField(label="Team", dropdown=True, required=False)

    def __init__(self, *args: Any, teams: tuple[tuple[UUID, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", [("", "All teams"), *((str(pk), name) for pk, name in teams)])

    def buttons(self) -> list[Buttons]:
        """Show, or begin again."""
        return [Buttons(Submit("Show"), Link("Clear", "?"))]


class AddPersonForm(IdentityFields, DetentionFields, RolesFields, RelativesFields):
    """All that may be known of a person when they are added, of which little is needed.

    ``seen`` are the ids of the people whom the user was shown as perhaps the same, and is not.
    """

    submit = "Add this person"
    # The order of the page, so that the error summary follows it.
    field_order = (*WHO, *ROLES, *DETENTION[:-1], "victims", "victim_contact", *BACKGROUND)

    seen = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names_people: bool, **kwargs: Any) -> None:
        """``names_people``: whether this user may say who the RC, AMHP and coordinator are."""
        super().__init__(*args, **kwargs)
        self.names_people = names_people
        if not names_people:
            for role in set(ROLES) - set(TEAMS):
                del self.fields[role]

    def layout(self) -> Layout:
        """What is needed first; then what can wait."""
        return Layout(
            Fieldset("Who they are", *WHO),
            self.teams_and_people(),
            Fieldset("Section and hospital", *DETENTION, hint=LATER),
            Fieldset("Background", *BACKGROUND, hint=LATER),
            Fieldset(
                "Wishes and nearest relative",
                *RELATIVES,
                hint="Any member of the team can add these later.",
            ),
            *self.buttons(),
        )

    def teams_and_people(self) -> Fieldset:
        """Teams for everybody; people where the user may name them, else who will."""
        if self.names_people:
            return Fieldset(
                "Teams and people",
                *ROLES,
                hint="One team is needed. A responsible clinician who adds a person and names "
                "themself names the others too. Whoever is left out can be named later by the "
                "responsible clinician or the MHA office.",
            )
        return Fieldset(
            "Teams",
            *TEAMS,
            hint="One team is needed. The MHA office names the responsible clinician, who then "
            "names the AMHP and the care coordinator; the office can name them too.",
        )

    @property
    def seen_ids(self) -> frozenset[str]:
        """The ids in ``seen``."""
        return frozenset(filter(None, self.cleaned_data["seen"].split(",")))

    def particulars(self) -> dict[str, Any]:
        """The values for the service."""
        values = {name: value for name, value in self.values().items() if name != "seen"}
        return values | self.named()


class IdentityForm(IdentityFields):
    """Who the person is, to be corrected."""

    submit = "Save"
    shown = RevisionField()

    def layout(self) -> Layout:
        """In the order of the page that adds a person."""
        return Layout(*WHO, *BACKGROUND, *self.buttons())

    def particulars(self) -> dict[str, Any]:
        """The values for the service."""
        return self.values()


class DetentionForm(DetentionFields):
    """Section, hospital and their dates, to be corrected."""

    submit = "Save"
    shown = RevisionField()

    def layout(self) -> Layout:
        """In the order of the page that adds a person."""
        return Layout(*DETENTION, *self.buttons())

    def particulars(self) -> dict[str, Any]:
        """The values for the service."""
        return self.values()


class RolesForm(RolesFields):
    """Teams and people, to be named or changed."""

    submit = "Save"
    shown = RevisionField()

    def particulars(self) -> dict[str, Any]:
        """The values for the service."""
        return dict(self.named())


class RelativesForm(RelativesFields):
    """Wishes, attorney or deputy and nearest relative, to be recorded or changed."""

    submit = "Save"
    shown = RevisionField()

    def particulars(self) -> dict[str, Any]:
        """The values for the service."""
        return self.values()


PartForm = IdentityForm | DetentionForm | RolesForm | RelativesForm


class ReviewMoveForm(Form):
    """A review date moved, with the reason. The date before stays in the history."""

    submit = "Move the review date"

    due_on = DateField(
        label="New review date", error_messages={"required": "Enter the new review date"}
    )
    agreed_with_person = YesNoField(
        label="Is the new date agreed with the person?",
        error_messages={"required": "Select whether the person agreed to the new date"},
    )
    reason = TextField(
        label="Why is it moved?",
        error_messages={"required": "Enter why the review date is moved"},
        design={"rows": 3},
    )
    shown = ShownField()

    def clean_due_on(self) -> date:
        """A day that is still to come, or today."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError("The new review date must be today or later", code="past")
        return due_on


class StartAssessmentForm(Form):
    """Confirms that an assessment is to begin."""

    submit = "Start the assessment"
