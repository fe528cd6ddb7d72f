"""The four parts of a person's particulars, each a group of fields with its layout.

Adding a person asks for all four on one page; later each is changed on a page of its own.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from assessments.models import Ethnicity, Nation, Patient, RelativeStanding, Victims
from assessments.statute import sections
from assessments.summary.finding import Staff
from cto.accounts.forms import offer
from cto.accounts.models import Team, User
from cto.design.choices import Choice, ChoiceField, ConfirmField, YesNoField
from cto.design.dates import DateField
from cto.design.fields import LineField, NhsNumberField, PersonNameField, TextField
from cto.design.forms import Form
from cto.design.layout import Conditional

TEAM_NEEDED = "Choose an in-patient team or a community team"
SHORT = {"rows": 3}


class IdentityFields(Form):
    """Who the person is."""

    name = PersonNameField(
        label="Full name",
        max_length=200,
        error_messages={"required": "Enter the person’s full name"},
        design={"width": 30},
    )
    preferred_name = PersonNameField(
        label="Likes to be called",
        max_length=200,
        required=False,
        design={"width": 20, "optional": True},
    )
    date_of_birth = DateField(
        label="Date of birth",
        past=True,
        help_text="For example, 17 6 1990",
        error_messages={"required": "Enter the date of birth"},
    )
    nhs_number = NhsNumberField(
        required=False, help_text="10 digits, like 999 000 0018. Leave it empty if there is none."
    )
    local_number = LineField(
        label="Hospital number",
        max_length=30,
        required=False,
        help_text="Needed only where there is no NHS number.",
        design={"width": 10},
    )
    ethnicity = ChoiceField(
        label="Ethnicity, as the person describes it",
        dropdown=True,
        required=False,
        choices=[("", "Not recorded"), *Ethnicity.choices],
    )
    language = LineField(
        label="Language the person prefers",
        max_length=100,
        required=False,
        design={"width": 20},
    )
    interpreter_needed = YesNoField(label="Is an interpreter needed?", required=False)
    diagnosis = TextField(label="Diagnosis", required=False, design=SHORT)

    def clean(self) -> dict[str, Any]:
        """A number is needed, of either kind."""
        data = super().clean() or self.cleaned_data
        numbers = ("nhs_number", "local_number")
        if not any(data.get(n) for n in numbers) and not any(n in self.errors for n in numbers):
            self.add_error(
                "nhs_number", "Enter an NHS number, or a hospital number if there is none"
            )
        return data


class DetentionFields(Form):
    """Under which power, where and since when."""

    section = ChoiceField(
        label="Liable to detention under",
        dropdown=True,
        required=False,
        choices=[("", "Not recorded"), *((p.key, p.label) for p in sections.POWERS)],
    )
    restricted = ConfirmField(
        label="A restriction order, restriction direction or limitation direction is in force",
        required=False,
    )
    section_2_admission_on = DateField(
        label="Admitted under section 2 on",
        required=False,
        past=True,
        help_text="Where section 3 followed a section 2.",
    )
    section_began_on = DateField(label="Section began on", required=False, past=True)
    section_ends_on = DateField(
        label="Section ends on", required=False, help_text="The last day of the present period."
    )
    first_medication_on = DateField(
        label="First medication in this detention, on",
        required=False,
        past=True,
        help_text="Three months from this day the rules on consent to treatment change "
        "(section 58).",
    )
    hospital = LineField(label="Responsible hospital", required=False, design={"width": 30})
    nation = ChoiceField(
        label="Where is the responsible hospital?",
        choices=Nation.choices,
        initial=Nation.ENGLAND.value,
        help_text="It decides which regulations and forms apply.",
        error_messages={"required": "Select whether the hospital is in England or Wales"},
        design={"inline": True},
    )
    victims = ChoiceField(
        label="Has a victim asked to be told, or to be heard?",
        choices=Victims.choices,
        required=False,
        help_text="Only where the person came through the courts or from prison: "
        "section 37, 45A, 47 or 48.",
        design={"inline": True},
    )
    victim_contact = TextField(
        label="Victim liaison contact",
        required=False,
        help_text="The liaison officer, not the victim’s own details.",
        design=SHORT,
    )

    def clean(self) -> dict[str, Any]:
        """Dates in an order that can be; a restricted power is restricted; a contact if asked."""
        data = super().clean() or self.cleaned_data
        began, ends = data.get("section_began_on"), data.get("section_ends_on")
        admitted = data.get("section_2_admission_on")
        if began and ends and ends < began:
            self.add_error("section_ends_on", "The section must end after it began")
        if began and admitted and admitted > began:
            self.add_error(
                "section_2_admission_on",
                "The admission under section 2 must be on or before the day the section began",
            )
        if data.get("section") and sections.power(data["section"]).restricted:
            data["restricted"] = True
        if data.get("victims") == Victims.YES:
            self.require("victim_contact", "Enter the victim liaison contact")
        else:
            self.only_with(
                "victims",
                ["victim_contact"],
                "Choose “Yes” to keep the victim liaison contact, or delete it",
            )
        return data


class RolesFields(Form):
    """Teams and the people named in somebody's care."""

    inpatient_team = ChoiceField(label="In-patient team", dropdown=True, required=False)
    inpatient_rc = ChoiceField(
        label="Responsible clinician in hospital",
        dropdown=True,
        required=False,
        help_text="An approved clinician.",
    )
    community_team = ChoiceField(label="Community team", dropdown=True, required=False)
    community_rc = ChoiceField(
        label="Responsible clinician in the community",
        dropdown=True,
        required=False,
        help_text="An approved clinician. It may be the same person.",
    )
    amhp = ChoiceField(
        label="Approved mental health professional (AMHP)", dropdown=True, required=False
    )
    care_coordinator = ChoiceField(label="Care coordinator", dropdown=True, required=False)

    def __init__(self, *args: Any, staff: Staff, patient: Patient | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offered: dict[str, Team | User] = {}
        roles: dict[str, Sequence[Team | User]] = {
            "inpatient_team": staff.inpatient_teams,
            "inpatient_rc": staff.approved_clinicians,
            "community_team": staff.community_teams,
            "community_rc": staff.approved_clinicians,
            "amhp": staff.amhps,
            "care_coordinator": staff.clinicians,
        }
        for name, offered in roles.items():
            self._offer(name, offered, getattr(patient, name, None))

    def _offer(self, name: str, offered: Sequence[Team | User], now: Team | User | None) -> None:
        """Offer these, and whoever holds the role now even if they left or moved on."""
        if now is not None and now not in offered:
            offered = (*offered, now)
        none = "None" if name.endswith("team") else "Nobody named yet"
        choices = [(str(each.pk), _described(each)) for each in offered]
        offer(self, name, [("", none), *choices])
        self.offered |= {str(each.pk): each for each in offered}

    def clean(self) -> dict[str, Any]:
        """One team at least: a person is seen through a team."""
        data = super().clean() or self.cleaned_data
        teams = ("inpatient_team", "community_team")
        if not any(data.get(team) or team in self.errors for team in teams):
            self.add_error("inpatient_team", TEAM_NEEDED)
        return data

    def named(self) -> dict[str, Team | User | None]:
        """The teams and people chosen, for the service."""
        return {n: self.offered.get(self.cleaned_data[n]) for n in ROLES if n in self.fields}


class RelativesFields(Form):
    """The person's wishes made in advance, who may decide for them, the nearest relative (s.26)."""

    advance_decision = TextField(
        label="Advance decision or statement",
        required=False,
        help_text="What it says, its date and where it is kept.",
        design=SHORT,
    )
    attorney_or_deputy = TextField(
        label="Attorney or deputy",
        required=False,
        help_text="Name, for health and welfare or not, and how to reach them.",
        design=SHORT,
    )
    relative_standing = ChoiceField(
        label="Nearest relative",
        choices=[
            (RelativeStanding.UNKNOWN.value, "Not known yet"),
            (RelativeStanding.NAMED.value, "Known, and may be consulted"),
            (
                RelativeStanding.NOT_TO_CONSULT.value,
                Choice("Known, but not to be consulted", "Enter the reason below."),
            ),
            (
                RelativeStanding.NONE.value,
                Choice("There is no nearest relative", "Enter the reason below."),
            ),
        ],
        initial=RelativeStanding.UNKNOWN.value,
        help_text="As section 26 of the Mental Health Act defines it, not simply next of kin.",
        error_messages={"required": "Select what is known of the nearest relative"},
    )
    relative_name = PersonNameField(
        label="Name of the nearest relative", max_length=200, required=False, design={"width": 30}
    )
    relative_relationship = LineField(
        label="Relationship to the person", max_length=100, required=False, design={"width": 20}
    )
    relative_contact = TextField(
        label="How to reach the nearest relative", required=False, design=SHORT
    )
    relative_reason = TextField(
        label="Why there is no nearest relative, or why they are not to be consulted",
        required=False,
        design=SHORT,
    )

    def clean(self) -> dict[str, Any]:
        """A name where somebody is known, a reason where nobody is there or is to be asked."""
        data = super().clean() or self.cleaned_data
        known = data.get("relative_standing")
        if known in (RelativeStanding.NAMED, RelativeStanding.NOT_TO_CONSULT):
            self.require("relative_name", "Enter the name of the nearest relative")
        if known in (RelativeStanding.NONE, RelativeStanding.NOT_TO_CONSULT):
            self.require(
                "relative_reason",
                "Enter why there is no nearest relative, or why they are not to be consulted",
            )
        self._only_of_a_known_relative(known)
        return data

    def _only_of_a_known_relative(self, known: Any) -> None:
        """What the paper would leave out is not kept beside the answer that hides it."""
        who = ["relative_name", "relative_relationship", "relative_contact"]
        keep = "Choose “Known, and may be consulted” to keep what is entered about the relative"
        if known == RelativeStanding.UNKNOWN:
            self.only_with("relative_standing", [*who, "relative_reason"], f"{keep}, or delete it")
        elif known == RelativeStanding.NONE:
            self.only_with("relative_standing", who, f"{keep}, or delete it")
        elif known == RelativeStanding.NAMED:
            self.only_with(
                "relative_standing",
                ["relative_reason"],
                "Choose “Known, but not to be consulted” to keep the reason, or delete it",
            )


WHO = ("name", "preferred_name", "date_of_birth", "nhs_number", "local_number")
BACKGROUND = ("ethnicity", "language", "interpreter_needed", "diagnosis")
DETENTION = (
    "section",
    "restricted",
    "section_2_admission_on",
    "section_began_on",
    "section_ends_on",
    "first_medication_on",
    "hospital",
    "nation",
    Conditional("victims", {"yes": ["victim_contact"]}),
)
TEAMS = ("inpatient_team", "community_team")
ROLES = tuple(name for name in RolesFields.base_fields if name != "submission")
RELATIVES = tuple(name for name in RelativesFields.base_fields if name != "submission")


def answers(patient: Patient) -> dict[str, Any]:
    """The stored particulars as the forms' answers, for `initial`."""
    stored = {
        name: getattr(patient, f"{name}_id" if name in ROLES else name)
        for fields in (IdentityFields, DetentionFields, RolesFields, RelativesFields)
        for name in fields.base_fields
        if name != "submission"
    }
    return {n: str(v) if isinstance(v, UUID) else v for n, v in stored.items()}


def _described(each: Team | User) -> str:
    return each.name if isinstance(each, Team) else f"{each.name}, {each.description}"
