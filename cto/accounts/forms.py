"""The forms of users and teams, and the base of the forms that filter a list."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from cto.accounts.models import Profession, Team, User
from cto.accounts.services import Overtaken, Particulars, Refused
from cto.design.choices import ChoiceField, ChoicesField, ConfirmField
from cto.design.fields import LineField, PersonNameField
from cto.design.forms import Form
from cto.design.helper import Helper
from cto.design.layout import Buttons, Fieldset, Link, Submit

OVERTAKEN = (
    "Somebody else changed this user while the page was open. Compare what you see here with "
    "the list of users, then save again to replace their change"
)


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Set what a choice offers, where that is only known with the request."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no choice")
    field.choices = choices


class FilterForm(Form):
    """Base of a form that filters a list: its answers stand in the address."""

    submit = "Show"
    submission = None  # nothing is stored

    @property
    def helper(self) -> Helper:
        """As every form's, but sent by GET."""
        helper = super().helper
        helper.form_method = "get"
        helper.disable_csrf = True
        return helper


class ServiceForm(Form):
    """A form whose values go to a service, which may say no."""

    def say(self, wrong: ValidationError | Refused | Overtaken) -> None:
        """Show a service's answer: beside its field where it belongs to one, else at the top."""
        if isinstance(wrong, Refused):
            self.refuse(wrong.reasons)
            return
        if isinstance(wrong, Overtaken):
            self.add_error(None, ValidationError(OVERTAKEN, code="overtaken"))
            return
        named = wrong.error_dict if hasattr(wrong, "error_dict") else {None: wrong.error_list}
        for name, errors in named.items():
            for error in errors:
                # A constraint's code is the name of the field that it is about.
                field = next((each for each in (name, error.code) if each in self.fields), None)
                self.add_error(field, error)


class TeamForm(ServiceForm):
    """A team's name and kind."""

    submit = "Save team"

    name = LineField(
        label="Team name",
        max_length=100,
        error_messages={"required": "Enter the team's name"},
        design={"width": 30},
    )
    kind = ChoiceField(
        label="Kind of team",
        choices=Team.Kind.choices,
        error_messages={"required": "Select whether the team is in-patient or community"},
    )


class ChangeTeamForm(TeamForm):
    """A stored team: also who leads it."""

    lead = ChoiceField(
        label="Team lead (optional)",
        help_text="A member of the team. Hears of what is due within 7 days.",
        dropdown=True,
        required=False,
    )
    deputy = ChoiceField(
        label="Deputy (optional)",
        help_text="Hears of it where there is no team lead.",
        dropdown=True,
        required=False,
    )

    def __init__(self, *args: Any, members: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(user.pk): user for user in members}
        named = [(pk, user.name) for pk, user in self.members.items()]
        for name in ("lead", "deputy"):
            offer(self, name, [("", "Nobody"), *named])

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        values = super().clean() or {}
        if values.get("lead") and values.get("lead") == values.get("deputy"):
            self.add_error("deputy", "Choose somebody else than the lead as the deputy")
        return values

    def leaders(self) -> dict[str, User | None]:
        """Who was chosen, for the service."""
        return {name: self.members.get(self.cleaned_data[name]) for name in ("lead", "deputy")}


class NewUserForm(ServiceForm):
    """A new user; the first password is made by the site and shown once."""

    submit = "Add user"

    name = PersonNameField(
        label="Full name",
        help_text="With the title they use, such as Dr. It is printed on records.",
        error_messages={"required": "Enter the person's full name"},
        design={"width": 30},
    )
    username = LineField(
        label="User name",
        max_length=60,
        help_text="What they sign in with: small letters, digits, full stops and hyphens.",
        error_messages={"required": "Enter the user name"},
        design={"width": 20, "autocomplete": "off"},
    )
    email = LineField(
        label="Email address (optional)",
        required=False,
        max_length=254,
        validators=[EmailValidator("Enter an email address like name@example.org")],
        design={"width": 30, "inputmode": "email", "autocomplete": "off"},
    )
    profession = ChoiceField(
        label="Profession",
        dropdown=True,
        choices=[("", "Choose one"), *Profession.choices],
        error_messages={"required": "Select the person's profession"},
    )
    job_title = LineField(
        label="Job title (optional)",
        max_length=100,
        required=False,
        help_text="Shown and printed instead of the profession, such as “Consultant psychiatrist”.",
        design={"width": 30},
    )
    is_approved_clinician = ConfirmField(
        label="Approved clinician",
        required=False,
        help_text="May be a patient's responsible clinician.",
    )
    is_amhp = ConfirmField(
        label="Approved mental health professional (AMHP)",
        required=False,
        help_text="A social worker, nurse, occupational therapist or psychologist. Never a doctor.",
    )
    is_mha_administrator = ConfirmField(
        label="Mental Health Act administrator",
        required=False,
        help_text="Sees every team's patients. Not clinical.",
    )
    is_auditor = ConfirmField(
        label="Auditor",
        required=False,
        help_text="Reads the audit log and nothing else. Not clinical.",
    )
    is_system_administrator = ConfirmField(
        label="System administrator",
        required=False,
        help_text="Manages users and teams and nothing else. Not clinical.",
    )
    teams = ChoicesField(
        label="Teams",
        required=False,
        help_text="A clinician sees the patients of these teams from the next page they open.",
        design={"label_size": "m", "small": True},
    )

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(team.pk): team for team in teams}
        offer(self, "teams", [(pk, team.name) for pk, team in self.offered.items()])

    def layout(self) -> Layout:
        """The person, their roles, their teams."""
        return Layout(
            Fieldset("The person", "name", "username", "email", "profession", "job_title"),
            Fieldset(
                "Approvals and roles",
                "is_approved_clinician",
                "is_amhp",
                "is_mha_administrator",
                "is_auditor",
                "is_system_administrator",
            ),
            "teams",
            *self.ending(),
        )

    def ending(self) -> list[Any]:
        """What comes after the teams."""
        return list(self.buttons())

    def clean_username(self) -> str:
        """Small letters: nobody has to remember which letters were capitals."""
        return str(self.cleaned_data["username"]).lower()

    def particulars(self) -> Particulars:
        """What was typed, for the service."""
        known = Particulars.__dataclass_fields__
        return Particulars(
            **{name: value for name, value in self.values().items() if name in known}
        )

    def chosen_teams(self) -> list[Team]:
        """The teams that are ticked."""
        return [self.offered[pk] for pk in self.cleaned_data["teams"]]


class UserForm(NewUserForm):
    """A stored user; carries what it showed, so that nobody overwrites a colleague unseen."""

    submit = "Save user"

    is_active = ConfirmField(
        label="May sign in",
        required=False,
        help_text="Untick when somebody leaves: they are signed out at once, their entries stay.",
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def ending(self) -> list[Any]:
        """Whether they may sign in, then the buttons."""
        return [Fieldset("Signing in", "is_active"), *self.buttons()]

    def show_as_seen(self, seen: str) -> None:
        """The next try is about the user as they are now, with everything typed as it is."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["seen"] = seen
        self.data = data

    @staticmethod
    def answers(user: User, teams: list[Team], seen: str) -> dict[str, Any]:
        """The stored answers, for `initial`."""
        stored = {name: getattr(user, name) for name in Particulars.__dataclass_fields__}
        return {**stored, "teams": [str(team.pk) for team in teams], "seen": seen}


class UsersFilter(FilterForm):
    """Which users the list shows."""

    team = ChoiceField(label="Team", dropdown=True, required=False)
    active = ChoiceField(
        label="May sign in",
        dropdown=True,
        required=False,
        choices=[("", "All users"), ("yes", "May sign in"), ("no", "May not sign in")],
    )

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams_offered = [(str(team.pk), team.name) for team in teams]
        offer(self, "team", [("", "All teams"), *teams_offered])

    def buttons(self) -> list[Buttons]:
        """Show, or begin again."""
        return [Buttons(Submit("Show"), Link("Clear", "?"))]
