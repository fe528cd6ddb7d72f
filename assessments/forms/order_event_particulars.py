"""Changes that belong to the person's particulars and are entered in the ledger with them."""

from typing import Any

from crispy_forms.layout import Layout

from assessments.forms.order_event_base import EventForm, OnceHappened
from assessments.forms.people import RevisionField
from assessments.models import OrderEvent
from assessments.summary import finding
from assessments.summary.due import responsible
from cto.accounts.forms import offer
from cto.accounts.models import User
from cto.design.choices import ChoiceField
from cto.design.fields import LineField

CHANGE_INSTEAD = (
    "To name somebody or somewhere else, record a new change first, then strike this entry out."
)


class ParticularsForm(EventForm):
    """A change of particulars. A correction moves its day alone."""

    changes = ""
    revision = RevisionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.now.order.patient.revision
        if self.correcting is not None:
            del self.fields[self.changes]
            self.fields["when"].help_text = CHANGE_INSTEAD

    def new_values(self) -> dict[str, Any]:
        """The particulars to change, for the service."""
        raise NotImplementedError

    def layout(self) -> Layout:
        return super().layout()


class RcChanged(ParticularsForm):
    """Another responsible clinician in the community."""

    kind = "responsible_clinician_changed"
    changes = "community_rc"
    community_rc = ChoiceField(
        label="New responsible clinician in the community",
        dropdown=True,
        help_text="An approved clinician.",
        error_messages={"required": "Choose the new responsible clinician"},
    )
    when = OnceHappened(label="Date since when", help_text="From this day what is due is theirs.")

    def prepare(self) -> None:
        """Every approved clinician but the one who answers for the order already."""
        now = responsible(self.now.order.patient)
        found = finding.staff().approved_clinicians if self.correcting is None else ()
        self.offered: dict[str, User] = {str(one.pk): one for one in found if one.pk != now}
        words = [(pk, f"{one.name}, {one.description}") for pk, one in self.offered.items()]
        offer(self, "community_rc", [("", "Choose one"), *words])

    def details(self) -> dict[str, Any]:
        """The name and the id, as the ledger keeps them."""
        if self.correcting is not None:
            return {}
        chosen = self.offered[self.cleaned_data["community_rc"]]
        return {"to": chosen.name, "to_id": str(chosen.pk)}

    def new_values(self) -> dict[str, Any]:
        return {"community_rc": self.offered[self.cleaned_data["community_rc"]]}


class HospitalAssigned(ParticularsForm):
    """s.19A, CTO10 (Wales TC5)."""

    kind = "hospital_assigned"
    changes = "hospital"
    hospital = LineField(
        label="New responsible hospital",
        error_messages={"required": "Enter the new responsible hospital"},
        design={"width": 30},
    )
    when = OnceHappened(label="Date since when")

    def stored(self, event: OrderEvent) -> dict[str, Any]:
        """The day alone may be corrected."""
        return {"when": event.on}

    def clean_hospital(self) -> str:
        """Another one than now."""
        typed = str(self.cleaned_data["hospital"])
        if typed == self.now.order.patient.hospital:
            self.add_error(
                "hospital", "Enter another hospital: this is the responsible one already"
            )
        return typed

    def new_values(self) -> dict[str, Any]:
        return {"hospital": self.cleaned_data["hospital"]}
