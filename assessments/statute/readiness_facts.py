"""The plain values that readiness looks at. Whoever reads the database fills them in.

Every default is the cautious one: nothing recorded, nothing done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .sections import power
from .signatures import Signature, Signer, Statement


@dataclass(frozen=True)
class Named:
    """A key of the guideline, or the id of a row, with the title to show for it."""

    key: str
    title: str


@dataclass(frozen=True)
class Unprintable:
    """Characters that no bundled font covers, and the field that holds them (a dotted name)."""

    field: str
    characters: str


@dataclass(frozen=True)
class ConditionFacts:
    """A discretionary condition. ``purposes`` are the keys of s.17B(2); ``label`` is shown.

    ``comments`` counts what the wording check had to say; ``weighed``: beneficial, enforceable,
    support offered and the person's view are all recorded.
    """

    id: str
    label: str
    purposes: tuple[str, ...] = ()
    rationale: str = ""
    comments: int = 0
    weighed: bool = False


@dataclass(frozen=True)
class Facts:
    """What is recorded about the person and the assessment, at one moment."""

    # Who the record is about.
    name: str = ""
    date_of_birth: date | None = None
    number: str = ""
    """NHS number or local hospital number."""

    # What the record says.
    outcome_reasons: str = ""
    unprintable: tuple[Unprintable, ...] = ()
    too_long: tuple[str, ...] = ()
    """Fields (dotted names) that hold a word too long to print."""

    # The detention, and the day on which the order is meant to take effect.
    section: str = ""
    """A key of ``sections.POWERS``."""
    detention_from: date | None = None
    detention_until: date | None = None
    """Last day of the liability to be detained."""
    restricted: bool = False
    effective_on: date | None = None
    signing_on: date | None = None
    """The day on which this is looked at, which would be the day of signing."""

    # Who decides, what they found, and what they signed.
    rc: Signer | None = None
    amhp: Signer | None = None
    findings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By key of the criterion: the finding and the reasons."""
    conditions: tuple[ConditionFacts, ...] = ()
    content: str = ""
    """The hash of what would be signed now; wanted where something is put forward."""
    put_forward: Signature | None = None
    statement: Statement | None = None

    # Worth a look.
    untouched: tuple[Named, ...] = ()
    """Factors to which nobody has given any answer."""
    one_sided: tuple[Named, ...] = ()
    """Factors that need both perspectives and have one."""
    roles_missing: tuple[str, ...] = ()
    """Titles of the roles of Figure 1 that nobody fills."""
    options_unweighed: tuple[Named, ...] = ()
    interview_unnamed: tuple[Named, ...] = ()
    """Factors with an answer of the person's that names no interview."""
    notes_unconfirmed: tuple[Named, ...] = ()
    """Notes typed for a colleague who has not confirmed them: the factor, and whose note."""
    interviewed_by_rc: bool = False
    interviewed_by_amhp: bool = False
    capacity_recorded: bool = False
    consent_level_recorded: bool = False
    advocate_recorded: bool = False
    interpreter_needed: bool = False
    interpreter_recorded: bool = False
    nearest_relative_consulted: bool = False
    """Consulted, or the reason why not is recorded."""
    others_consulted: bool = False
    """Consultations with neither the person's consent nor a recorded reason."""
    meeting_held: bool = False
    meeting_with_amhp: bool = False
    agreement_recorded: bool = False
    views_missing: tuple[str, ...] = ()
    """Names of members who have given no view."""
    views_given: int = 0
    """How many members have given a view, revealed or not."""
    views_revealed: bool = False
    patient_view_recorded: bool = False
    paused: bool = False
    ethnicity_recorded: bool = False
    advance_decision_asked: bool = False
    first_medication_on: date | None = None
    victims_recorded: bool = False
    """Whether there is a victims' contact, or that there is none, is recorded (Part 3)."""
    review_on: date | None = None

    # Outcomes other than "made".
    instead: str = ""
    """What happens instead; ``leave`` is section 17 leave."""
    leave_over_7_days: bool | None = None
    order_considered_before_leave: bool = False
    information_needed: str = ""
    needed_by: date | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether restrictions are recorded, by the tick box or by the section itself."""
        return self.restricted or bool(self.section and power(self.section).restricted)
