"""The responsible clinician's opinion on each criterion, and the outcome. A draft at any time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.forms.about import FormAbout
from assessments.lifecycle import Outcome
from assessments.models import Decision, Finding, Instead, Patient
from assessments.statute import readiness
from assessments.statute.criteria import CRITERIA_SETS, Criterion, criteria_on
from assessments.summary.decision import OF_OUTCOME
from cto.design.choices import ChoiceField
from cto.design.dates import DateField
from cto.design.fields import TextField
from cto.design.forms import ShownField
from cto.design.layout import Buttons, Conditional, Fieldset, Piece, Secondary, Submit
from cto.design.words import lower_first

FIRST_DAY = CRITERIA_SETS[0].first_day
MADE, NOT_MADE, MORE = (o.value for o in (Outcome.MADE, Outcome.NOT_MADE, Outcome.MORE_INFORMATION))
# By their words, so that the order says nothing.
OUTCOMES = sorted(((o.value, o.words) for o in Outcome), key=lambda choice: choice[1])

SPEAKS_TO: Mapping[str, tuple[str, ...]] = {
    "appropriate": ("history.illness", "interview.symptoms", "interview.illness_beliefs"),
    "necessary": ("risk.self", "risk.others", "risk.neglect", "risk.positive_risk"),
    "community": ("history.engagement", "social.housing_finance", "interview.attitude_support"),
    "recall": (
        "history.illness",
        "history.treatment_response",
        "history.compulsion",
        "interview.attitude_informal",
    ),
    "available": ("meeting.services", "meeting.feasible"),
}
"""By criterion: the factors under which the team has recorded what may bear on it, either way."""


class DecisionForm(FormAbout):
    """Findings, reasons, outcome. Nothing is required and nothing is preselected.

    What is still missing before a signature is for ``statute.readiness`` to say. The criteria
    are those in force on the day on which the order would take effect.
    """

    shown = ShownField()
    outcome = ChoiceField(
        label="What do you decide?",
        help_text="Each of the three has a record of its own, equal in every way.",
        choices=OUTCOMES,
        required=False,
        design={"label_size": "s"},
    )
    effective_on = DateField(
        label="Day on which the order is meant to take effect",
        help_text="For example, 24 11 2026. The order itself exists only from its statutory form.",
        earliest=FIRST_DAY,
        required=False,
    )
    review_on = DateField(
        label="Proposed review date",
        help_text="At most six months, beginning with the day on which the order takes effect.",
        earliest=FIRST_DAY,
        required=False,
    )
    instead = ChoiceField(label="What happens instead?", choices=Instead.choices, required=False)
    leave_considered = TextField(
        label="For leave of more than 7 days: how was an order considered first?",
        help_text=(
            "Section 17(2A) asks the responsible clinician to consider an order before longer "
            "leave. It is a duty to consider, not to prefer."
        ),
        required=False,
        design={"rows": 3},
    )
    instead_words = TextField(
        label="The plan instead, in your own words", required=False, design={"rows": 3}
    )
    information_needed = TextField(
        label="What is needed, and from whom?", required=False, design={"rows": 3}
    )
    information_by = DateField(
        label="Day by which it is needed", help_text="For example, 8 12 2026", required=False
    )
    reasons = TextField(
        label="Your reasons for the outcome",
        help_text="In your own words, for this person, now. They stand on page 1 of the record.",
        required=False,
        design={"label_size": "s", "rows": 8},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        patient: Patient,
        now: Decision | None,
        before: Decision | None = None,
        factors: Mapping[str, Sequence[tuple[str, str]]],
    ) -> None:
        """``now`` is the decision as it stands; ``factors`` are links for each criterion.

        ``before`` is the decision that a correction starts from: its words are offered, to be
        checked, and nothing of it is stored until this form is saved.
        """
        start = now or before
        self.criteria = _criteria(start)
        self.factors = factors
        super().__init__(data, patient=patient)
        for criterion in self.criteria:
            self.fields[f"{criterion.key}_finding"] = _finding(criterion)
            self.fields[f"{criterion.key}_reasons"] = _reasons(criterion)
        if start is not None:
            own = [name for name in self.fields if name not in ("submission", "shown")]
            self.initial = {name: getattr(start, name) for name in own}
        if now is not None:
            self.initial["shown"] = now.pk

    def layout(self) -> Layout:
        """The five criteria, then the outcome with what belongs to each."""
        return Layout(
            Piece("assessments/decision/criteria.html"),
            *(item for criterion in self.criteria for item in self._about(criterion)),
            Fieldset(
                "The outcome",
                Conditional("outcome", {o.value: names for o, names in OF_OUTCOME.items()}),
                "reasons",
                size="l",
            ),
            *self.buttons(),
        )

    def _about(self, criterion: Criterion) -> Sequence[Any]:
        return (
            Piece(
                "assessments/decision/criterion.html",
                criterion=criterion,
                links=self.factors[criterion.key],
            ),
            f"{criterion.key}_finding",
            f"{criterion.key}_reasons",
        )

    def buttons(self) -> Sequence[Buttons]:
        """Save and see what is missing; or save and stay, at any moment of the writing."""
        stay = Secondary("Save", name="then", value="stay")
        return [Buttons(Submit("Save and check what is missing", key="save"), stay)]

    def clean(self) -> dict[str, Any]:
        """Dates that fit each other; an answer about long leave only where there is long leave."""
        data = self.cleaned_data
        if data.get("instead") not in ("", None, Instead.LEAVE_LONG.value):
            self.only_with(
                "instead",
                ["leave_considered"],
                "Choose leave of more than 7 days to keep what you wrote about it, or delete that",
            )
        if data.get("review_on"):
            self.require(
                "effective_on",
                "Enter the day on which the order is meant to take effect, to set a review date",
            )
        for fault in readiness.review_date_faults(data.get("review_on"), data.get("effective_on")):
            self.add_error("review_on", ValidationError(fault, code="six_months"))
        by = data.get("information_by")
        if data.get("outcome") == MORE and by and by < timezone.localdate():
            wrong = "Day by which it is needed must be today or later"
            self.add_error("information_by", ValidationError(wrong, code="past"))
        self._point_to_hidden()
        return data

    def _point_to_hidden(self) -> None:
        """An error under an answer that is not chosen is out of sight: name the answer instead."""
        chosen = self.cleaned_data.get("outcome")
        for outcome, names in OF_OUTCOME.items():
            for name in names:
                if outcome.value != chosen and name in self.errors:
                    said = " ".join(str(error) for error in self.errors.pop(name))
                    where = f"Under “{outcome.words}”, {lower_first(said)}"
                    self.add_error("outcome", ValidationError(where, code="elsewhere"))


def _criteria(now: Decision | None) -> tuple[Criterion, ...]:
    day: date = timezone.localdate()
    if now is not None:
        day = now.effective_on or timezone.localdate(now.recorded_at)
    return criteria_on(day).criteria


def _finding(criterion: Criterion) -> ChoiceField:
    return ChoiceField(
        label=criterion.question,
        choices=Finding.choices,
        required=False,
        design={"inline": True},
    )


def _reasons(criterion: Criterion) -> TextField:
    return TextField(
        label=f"Your reasons about criterion ({criterion.letter})",
        required=False,
        design={"rows": 5},
    )
