"""Who took part, colleagues, others, and the chair: small forms on one page."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from assessments.services.assessments import TookPart
from assessments.summary.members import Present
from cto.accounts.models import User
from cto.design.choices import ChoiceField, ConfirmField
from cto.design.fields import LineField, PersonNameField
from cto.design.forms import OUT_OF_DATE, Form, ShownField
from cto.design.layout import Buttons, Conditional, Secondary, Submit

HOW = "How, if not in the room (optional)"
CHAIR_IS_RC = "rc"


class ActForm(Form):
    """One of several forms on a page; ``act`` tells which was sent."""

    act = ""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        # Each form's fields have ids of their own: the page holds several.
        super().__init__(data, **{"auto_id": f"{self.act}-%s", **kwargs})
        self.fields["act"] = forms.CharField(
            required=False, initial=self.act, widget=forms.HiddenInput
        )


class SmallForm(ActForm):
    """A form below the page's main one: its button is less prominent."""

    words = "Save"

    submit = None

    def layout(self) -> Layout:
        shown = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        return Layout(*shown, Buttons(Secondary(self.words)))


class AttendanceForm(ActForm):
    """A tick for each person who may have taken part, with role and how under it."""

    act = "attendance"

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Iterable[Present]) -> None:
        self.people = tuple(people)
        initial: dict[str, Any] = {}
        for one in self.people:
            row = one.row
            initial |= {
                f"{one.key}_shown": row.pk if row else None,
                f"{one.key}_took_part": bool(row and row.took_part),
                f"{one.key}_role": row.role if row else one.role,
                f"{one.key}_how": row.how if row else "",
            }
        super().__init__(data, initial=initial)
        for one in self.people:
            self.fields |= self._fields_for(one)

    def _fields_for(self, one: Present) -> dict[str, forms.Field]:
        return {
            f"{one.key}_shown": ShownField(),
            f"{one.key}_took_part": ConfirmField(
                label=one.name, help_text=one.role, required=False
            ),
            f"{one.key}_role": LineField(label=f"Role of {one.name}", required=False),
            f"{one.key}_how": LineField(label=HOW, max_length=300, required=False),
        }

    def layout(self) -> Layout:
        return Layout(
            *(
                Conditional(f"{one.key}_took_part", {"on": [f"{one.key}_role", f"{one.key}_how"]})
                for one in self.people
            ),
            Buttons(Submit("Save who took part", key="save")),
        )

    def clean(self) -> dict[str, Any]:
        for one in self.people:
            if self.cleaned_data.get(f"{one.key}_took_part"):
                self.require(f"{one.key}_role", f"Enter the role of {one.name}")
        return self.cleaned_data

    def taken(self) -> tuple[TookPart, ...]:
        """Everybody who is ticked, or about whom something was recorded before."""
        values = self.cleaned_data
        return tuple(
            TookPart(
                member=one.member,
                name=one.name,
                role=values[f"{one.key}_role"] or one.role,
                took_part=values[f"{one.key}_took_part"],
                how=values[f"{one.key}_how"],
                shown=values[f"{one.key}_shown"],
            )
            for one in self.people
            if values[f"{one.key}_took_part"] or values[f"{one.key}_shown"]
        )


class TeamMemberForm(SmallForm):
    """Somebody of the person's teams, who sees the person already and is not listed yet."""

    act = "team"
    words = "Add this colleague"

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, members: Mapping[str, User]
    ) -> None:
        self.members = members
        super().__init__(data)
        self.fields["member"] = ChoiceField(
            label="Who else of the team took part?",
            choices=[
                ("", "Choose a colleague"),
                *((key, f"{user.name}, {user.description}") for key, user in members.items()),
            ],
            dropdown=True,
            error_messages={"required": "Choose the colleague who took part"},
        )

    @property
    def chosen(self) -> User:
        """The colleague chosen."""
        return self.members[self.cleaned_data["member"]]


class OtherPersonForm(SmallForm):
    """Somebody who took part and does not sign in: an advocate, a relative, a police officer."""

    act = "other"
    words = "Add this person"

    name = PersonNameField(label="Name", error_messages={"required": "Enter the person’s name"})
    role = LineField(
        label="Role",
        help_text="For example, advocate, mother, housing support worker",
        error_messages={"required": "Enter what the person is"},
    )
    how = LineField(label=HOW, max_length=300, required=False)

    def taken(self) -> TookPart:
        values = self.cleaned_data
        return TookPart(None, values["name"], values["role"], took_part=True, how=values["how"])


class ColleagueSearchForm(SmallForm):
    """Part of a colleague's name. Sent as a POST: no name stands in an address."""

    act = "search"
    words = "Search"

    colleague = LineField(
        label="Name of a colleague",
        help_text="A clinician who signs in to this service",
        error_messages={"required": "Enter part of the colleague’s name"},
        design={"width": 20},
    )


class InviteForm(ActForm):
    """One colleague out of those found."""

    act = "invite"
    submit = None

    member = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Search for a colleague, then choose one",
            "invalid": OUT_OF_DATE,
        },
    )


class ChairForm(SmallForm):
    """Who reveals the views: the responsible clinician unless another member is named."""

    act = "chair"
    words = "Save the chair"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        members: Mapping[str, Any],
        chair: Any,
    ) -> None:
        self.members = members
        initial = {"chair": str(chair) if chair else CHAIR_IS_RC}
        super().__init__(data, initial=initial)
        self.fields["chair"] = ChoiceField(
            label="Chair",
            help_text="The chair reveals the members’ views",
            choices=[
                (CHAIR_IS_RC, "The responsible clinician"),
                *((key, f"{user.name}, {user.description}") for key, user in members.items()),
            ],
            dropdown=True,
            error_messages={"required": "Choose who the chair is"},
        )

    @property
    def chosen(self) -> Any:
        """The member named, None for the responsible clinician."""
        return self.members.get(self.cleaned_data["chair"])
