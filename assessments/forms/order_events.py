"""One small form for each kind of happening; recall and conditions have files of their own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from assessments.forms.order_event_base import EventForm, OnceHappened, Reasons, WhenHappened
from assessments.forms.order_event_conditions import Varied
from assessments.forms.order_event_particulars import HospitalAssigned, RcChanged
from assessments.forms.order_event_recall import Detained, Notice, Released, Revoked, Transferred
from assessments.forms.order_event_suspension import Resumed, Suspended
from assessments.statute.duty_words import DUTY_WORDS, title
from assessments.statute.events import IN_HAND
from assessments.statute.ledger import CHECKED
from assessments.statute.plain_words import DISCHARGED_BY, NOTICE_METHODS, RIGHTS
from assessments.statute.sections import POWERS
from cto.accounts.forms import offer
from cto.design.choices import Choice, ChoiceField
from cto.design.fields import LineField, PersonNameField, TextField
from cto.design.words import day as day_words

# Powers of the police, which are no ground of any detention in hospital for treatment.
_POLICE = [
    ("136", "Section 136, place of safety"),
    ("135", "Section 135, warrant to enter"),
]
_POWERS = [("", "Not known"), *((one.key, one.label) for one in POWERS), *_POLICE]


class Extended(EventForm):
    """CTO7 (Wales CP3)."""

    kind = "order_extended"
    examined = OnceHappened(label="Date of the examination")
    consulted = PersonNameField(
        label="Person consulted",
        help_text="Somebody professionally concerned with the treatment.",
        error_messages={"required": "Enter the name of the person consulted"},
        design={"width": 30},
    )
    consulted_profession = LineField(
        label="Profession of the person consulted",
        max_length=100,
        error_messages={"required": "Enter the profession of the person consulted"},
        design={"width": 20},
    )
    amhp = PersonNameField(
        label="Approved mental health professional (AMHP)",
        help_text="Who states in writing that the conditions for extending are met. It need not "
        "be the one who agreed the order.",
        error_messages={"required": "Enter the name of the AMHP"},
        design={"width": 30},
    )
    stated_on = OnceHappened(label="Date of the AMHP’s statement")
    when = OnceHappened(
        label="Date of the report",
        help_text="The day on which it was furnished to the hospital managers.",
    )
    received_on = OnceHappened(
        label="Date on which the managers recorded receipt",
        required=False,
        help_text="Leave empty if it is not recorded yet.",
    )
    reasons = Reasons(label="Reasons for extending")

    def clean(self) -> dict[str, Any]:
        """Examination, statement, report, receipt: in this order."""
        data = super().clean() or self.cleaned_data
        self.not_before("when", "examined", "The report must not be earlier than the examination")
        self.not_before(
            "when", "stated_on", "The report must not be earlier than the AMHP’s statement"
        )
        self.not_before("received_on", "when", "The receipt must not be earlier than the report")
        return data


class AbsenceBegan(EventForm):
    """s.18(2A)."""

    kind = "absence_began"
    when = OnceHappened(label="First day of absence")


class Returned(EventForm):
    """Back, or brought back."""

    kind = "returned"
    when = WhenHappened(
        label="Date of return",
        help_text="The time may be left out. Enter it if the person was detained under a recall.",
    )


class AfterAbsence(EventForm):
    """CTO8 (Wales CP4)."""

    kind = "cto8_report"
    when = OnceHappened(label="Date of the report")


class CustodyBegan(EventForm):
    """s.22."""

    kind = "custody_began"
    when = OnceHappened(label="First day in custody")


class CustodyEnded(EventForm):
    """s.22."""

    kind = "custody_ended"
    when = OnceHappened(label="Date of release")


class Discharged(EventForm):
    """ss.23 and 72; in Wales CP8 where the clinician or the managers discharge."""

    kind = "order_discharged"
    by = ChoiceField(
        label="Who discharged the person?",
        choices=list(DISCHARGED_BY.items()),
        error_messages={"required": "Choose who discharged the person"},
    )
    when = WhenHappened(label="Date of the discharge")
    reasons = Reasons()
    reinstatement = TextField(
        label="What if things get worse?",
        required=False,
        help_text="The plan for care after the order, and for what would bring one back. A new "
        "order needs a new detention for treatment first.",
        design={"rows": 4},
    )


class Applied(EventForm):
    """s.66 and s.69."""

    kind = "application_made"
    section = ChoiceField(
        label="Right to apply",
        choices=[
            ("", "Choose one"),
            *((section, f"{said}, s.{section}") for section, said in RIGHTS.items()),
        ],
        dropdown=True,
        error_messages={"required": "Choose the right to apply"},
    )
    when = OnceHappened(label="Date of the application")


class ApplicationWithdrawn(EventForm):
    """As if it had not been made."""

    kind = "application_withdrawn"
    when = OnceHappened(label="Date of the withdrawal")


class HearingListed(EventForm):
    """A hearing may lie ahead."""

    kind = "hearing_listed"
    before = ChoiceField(
        label="Before whom?",
        choices=[("tribunal", "The tribunal"), ("managers", "The hospital managers")],
        error_messages={"required": "Choose before whom the hearing is"},
    )
    when = WhenHappened(
        label="Date of the hearing", help_text="The time may be left out.", past=False
    )


class TribunalConsidered(EventForm):
    """The long stop counts from this day."""

    kind = "tribunal_considered"
    when = OnceHappened(label="Date of the decision")
    outcome = LineField(
        label="What was decided",
        help_text="If the person was discharged, record the discharge as well.",
        error_messages={"required": "Enter what was decided"},
    )


class ManagersConsidered(EventForm):
    """s.23(2)."""

    kind = "managers_considered"
    when = OnceHappened(label="Date of the decision")
    outcome = LineField(
        label="What was decided",
        help_text="If the person was discharged, record the discharge as well.",
        error_messages={"required": "Enter what was decided"},
    )


class RelativeNotice(EventForm):
    """s.25(1)."""

    kind = "nearest_relative_notice"
    method = ChoiceField(
        label="How was the notice given?",
        choices=list(NOTICE_METHODS.items()),
        error_messages={"required": "Choose how the notice was given"},
    )
    when = WhenHappened(
        label="Date of the notice",
        help_text="When it was handed over, sent or posted. The time may be left out unless it "
        "was handed over.",
    )

    def clean(self) -> dict[str, Any]:
        """What is handed over counts from the hour."""
        data = super().clean() or self.cleaned_data
        if data.get("method") == IN_HAND:
            self.needs_time("Enter the time as well: a notice that is handed over counts from then")
        return data


class NoticeWithdrawn(EventForm):
    """The nearest relative took the notice back."""

    kind = "notice_withdrawn"
    when = OnceHappened(label="Date of the withdrawal")


class Barred(EventForm):
    """M2 (Wales NR1)."""

    kind = "barring_report"
    when = WhenHappened(
        label="Date of the report",
        help_text="When it was furnished to the managers. Enter the time if it was on the last "
        "day.",
    )
    reasons = Reasons(label="Why the person would be dangerous if discharged")


class RelativeInformed(EventForm):
    """s.66(1)(g) and (2)(d)."""

    kind = "relative_informed"
    when = OnceHappened(label="Date on which the nearest relative was told")


class Admitted(EventForm):
    """Outside the arithmetic."""

    kind = "admission_began"
    when = WhenHappened(label="Date of the admission")
    power = ChoiceField(
        label="Under which power?",
        choices=_POWERS,
        dropdown=True,
        required=False,
        design={"optional": False},
    )
    hospital = LineField(label="Hospital", required=False, design={"width": 30})
    reasons = Reasons()


class Left(EventForm):
    """The end of such an admission."""

    kind = "admission_ended"
    when = WhenHappened(label="Date of leaving")


class Police(EventForm):
    """Outside the arithmetic."""

    kind = "police_contact"
    when = WhenHappened(label="Date of the contact")
    power = ChoiceField(
        label="Under which power?",
        choices=[("", "None, or not known"), *_POLICE],
        dropdown=True,
        required=False,
        design={"optional": False},
    )
    reasons = Reasons(label="What happened")


class PapersChecked(EventForm):
    """Outside the arithmetic: whoever records it is who checked."""

    kind = CHECKED
    when = OnceHappened(label="Date of the check")
    compared = LineField(
        label="What was compared",
        required=False,
        help_text="For example: the form that made the order and the last extension, in the paper "
        "file. What turned out to be wrong is put right by correcting its entry.",
    )

    def clean(self) -> dict[str, Any]:
        """Before the order was made there was nothing to compare."""
        data = super().clean() or self.cleaned_data
        when, made = data.get("when"), self.now.order.made_on
        if when is not None and when < made:
            self.add_error("when", f"The check must be on {day_words(made)} or later")
        return data


class DutyDone(EventForm):
    """Something that was due is done."""

    kind = "duty_done"
    duty = ChoiceField(label="What was done?", error_messages={"required": "Choose what was done"})
    when = OnceHappened(label="Date on which it was done")
    done = LineField(
        label="How",
        help_text="For example: the case was referred to the tribunal by secure e-mail.",
        error_messages={"required": "Enter how it was done"},
    )

    def prepare(self) -> None:
        """What is due; of a correction what it was about."""
        due = {duty.key: duty.due_on for duty in self.now.due}
        choices: list[tuple[str, Any]] = [
            (key, Choice(title(key), f"Due: {day_words(day)}. {DUTY_WORDS[key].act}"))
            for key, day in due.items()
        ]
        if self.correcting is not None:
            key = str(self.correcting.details.get("duty", ""))
            choices = [(key, title(key))]
        offer(self, "duty", choices)

    def details(self) -> dict[str, Any]:
        """With the day on which it was due, which is what makes it done."""
        found = super().details()
        due = {duty.key: duty.due_on.isoformat() for duty in self.now.due}
        if self.correcting is None:
            found["due_on"] = due[found["duty"]]
        return found


_FORMS: tuple[type[EventForm], ...] = (
    Extended, Varied, Suspended, Resumed, Notice, Detained, Transferred, Released, Revoked,
    AbsenceBegan, Returned, AfterAbsence, CustodyBegan, CustodyEnded, Discharged, Applied,
    ApplicationWithdrawn, HearingListed, TribunalConsidered, ManagersConsidered, RelativeNotice,
    Barred, RelativeInformed, NoticeWithdrawn, RcChanged, HospitalAssigned, Admitted, Left, Police,
    DutyDone, PapersChecked,
)  # fmt: skip

FORMS: Mapping[str, type[EventForm]] = MappingProxyType({form.kind: form for form in _FORMS})
