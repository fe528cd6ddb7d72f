"""The forms of a recall: notice, detention, transfer, release, revocation (ss.17E to 17G)."""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.calculator_events import TimeField
from assessments.forms.order_event_base import EventForm, Reasons, WhenHappened
from assessments.statute.conditions import MANDATORY
from assessments.statute.events import AT_ADDRESS, FIRST_CLASS_POST, IN_HAND
from assessments.statute.recall_grounds import MANDATORY_CONDITION, TREATMENT_NEEDED
from cto.design.choices import Choice, ChoiceField
from cto.design.fields import LineField, PersonNameField
from cto.design.layout import Conditional

DISCRETIONARY_ONLY = "discretionary_only"
"""The third answer: no ground at all. It is offered so that it can be explained."""

NO_GROUND = (
    "A discretionary condition that was not kept is no ground for recall on its own: section "
    "17B(6) and (7). Do not serve a notice for this reason. Choose another ground only if the "
    "responsible clinician finds that it is met"
)
INSTEAD = (
    "Ask what made it hard to keep, and offer help with that. Record the missed contact.",
    "Change or suspend the condition, if it no longer serves its purpose.",
    "Hold a review, with the person. What happened may be taken into account there.",
    "Examine the person. If treatment in hospital is needed, and there would be a risk of harm "
    "without recall, that is a ground: then the breach may be taken into account as well.",
)


class FromThePaper(EventForm):
    """An act of the responsible clinician, recorded by anybody on the ward, naming who signed."""

    def prepare(self) -> None:
        """The clinician's own name where they record it themselves; for others whom to ask."""
        patient, reader = self.now.order.patient, self.now.reader
        # An entry from before the name was asked for is corrected without it.
        self.fields["signed_by"].required = self.correcting is None
        if reader is not None and reader.pk in patient.rc_ids:
            self.initial.setdefault("signed_by", reader.name)
        named = {one.pk: one.name for one in (patient.community_rc, patient.inpatient_rc) if one}
        if named:
            said = " or ".join(named.values())
            self.fields["signed_by"].help_text = (
                f"The responsible clinician, or the approved clinician who acted for them. Named "
                f"for this person: {said}."
            )


def signer(label: str) -> PersonNameField:
    """Who decided and signed: as it stands on the paper."""
    return PersonNameField(
        label=label,
        help_text="The responsible clinician, or the approved clinician who acted for them.",
        error_messages={"required": "Enter the name of the clinician who decided and signed"},
        design={"width": 30},
    )


class Notice(FromThePaper):
    """CTO3 (Wales CP5)."""

    kind = "recall_notice"
    ground = ChoiceField(
        label="Why is the person recalled?",
        choices=[
            (
                TREATMENT_NEEDED,
                Choice(
                    "Treatment in hospital is needed, and there would be a risk of harm without "
                    "recall",
                    "Harm to the health or safety of the person, or to others. Section 17E(1).",
                ),
            ),
            (
                MANDATORY_CONDITION,
                Choice(
                    "One of the two mandatory conditions was not kept",
                    "Being available for examination. Section 17E(2).",
                ),
            ),
            (
                DISCRETIONARY_ONLY,
                Choice(
                    "A discretionary condition was not kept, and nothing else",
                    "For example a missed appointment or dose.",
                ),
            ),
        ],
        design={"label_size": "m"},
        error_messages={"required": "Choose why the person is recalled"},
    )
    condition = ChoiceField(
        label="Which one was not kept?",
        choices=[(one.key, one.title) for one in MANDATORY],
        required=False,
        design={"small": True, "optional": False},
    )
    method = ChoiceField(
        label="How was the notice given?",
        choices=[
            (
                IN_HAND,
                Choice("Handed to the person", "It counts as served at once. Enter the time."),
            ),
            (
                AT_ADDRESS,
                Choice(
                    "Delivered to the usual or last known address, for example through the "
                    "letterbox",
                    "It counts as served at the start of the next day, a working day or not.",
                ),
            ),
            (
                FIRST_CLASS_POST,
                Choice(
                    "First-class post",
                    "It counts as served at the start of the second business day after posting.",
                ),
            ),
        ],
        help_text="E-mail does not count.",
        design={"label_size": "m"},
        error_messages={"required": "Choose how the notice was given"},
    )
    when = WhenHappened(
        label="Date of the notice",
        help_text="When it was handed over, delivered or posted. The time may be left out unless "
        "it was handed over.",
    )
    hospital = LineField(
        label="Hospital to which the person is recalled",
        error_messages={"required": "Enter the hospital to which the person is recalled"},
        design={"width": 30},
    )
    signed_by = signer("Clinician who signed the notice")
    reasons = Reasons()

    def layout(self) -> Layout:
        """The mandatory condition under the ground that it belongs to."""
        names = [n for n, f in self.fields.items() if not f.widget.is_hidden]
        rest = [name for name in names if name not in ("ground", "condition")]
        ground = Conditional("ground", {MANDATORY_CONDITION: ["condition"]})
        return Layout(ground, *rest, *self.buttons())

    def clean(self) -> dict[str, Any]:
        """One of the two lawful grounds; ground B names its condition."""
        data = super().clean() or self.cleaned_data
        if data.get("ground") == DISCRETIONARY_ONLY:
            self.add_error("ground", NO_GROUND)
        elif data.get("ground") == MANDATORY_CONDITION:
            self.require("condition", "Choose which mandatory condition was not kept")
        elif data.get("ground"):
            data["condition"] = ""
        if data.get("method") == IN_HAND:
            self.needs_time("Enter the time as well: a notice that is handed over counts from then")
        return data

    @property
    def instead(self) -> tuple[str, ...]:
        """What can be done where there is no ground; empty otherwise."""
        chosen = self.data.get("ground") if self.is_bound else ""
        return INSTEAD if chosen == DISCRETIONARY_ONLY else ()


class Detained(EventForm):
    """CTO4 (Wales CP6 Part 1): the managers record when detention began."""

    kind = "recall_detention"
    when = TimeField(
        label="Date and time when detention began",
        past=True,
        help_text="When the person arrived and was accepted. If the person was in hospital "
        "already: when the notice was served.",
    )
    hospital = LineField(label="Hospital", required=False, design={"width": 30})


class Transferred(EventForm):
    """CTO6 (Wales TC6)."""

    kind = "recall_transfer"
    when = TimeField(label="Date and time of the transfer", past=True)
    hospital = LineField(
        label="Hospital to which the person was transferred",
        error_messages={"required": "Enter the hospital to which the person was transferred"},
        design={"width": 30},
    )


class Released(FromThePaper):
    """Wales CP6 Part 2; no form in England."""

    kind = "recall_release"
    when = TimeField(label="Date and time of the release", past=True)
    signed_by = signer("Clinician who decided the release")
    reasons = Reasons()


class Revoked(EventForm):
    """CTO5 (Wales CP7)."""

    kind = "order_revoked"
    when = TimeField(
        label="Date and time of the revocation",
        past=True,
        help_text="From Part 3 of the form. The criteria for detention for treatment must be met.",
    )
    amhp = PersonNameField(
        label="Approved mental health professional (AMHP) who agreed",
        error_messages={"required": "Enter the name of the AMHP who agreed"},
        design={"width": 30},
    )
    reasons = Reasons()
