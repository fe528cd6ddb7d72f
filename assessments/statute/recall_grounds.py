"""The two grounds of recall, and what is none (s.17E(1)-(2), s.17B(6)-(7))."""

from __future__ import annotations

TREATMENT_NEEDED = "treatment_needed"
MANDATORY_CONDITION = "mandatory_condition"


def grounds_for_recall(
    *,
    needs_treatment_in_hospital: bool,
    risk_of_harm_unless_recalled: bool,
    mandatory_condition_breached: bool,
) -> tuple[str, ...]:
    """The grounds that these findings of the responsible clinician make out; empty means none.

    Ground A needs both its limbs (s.17E(1)). Ground B is a failure to be available for
    examination under one of the two mandatory conditions (s.17E(2)). Breach of a discretionary
    condition is not a parameter: it may be taken into account under s.17B(6), and is no ground.
    """
    grounds = []
    if needs_treatment_in_hospital and risk_of_harm_unless_recalled:
        grounds.append(TREATMENT_NEEDED)
    if mandatory_condition_breached:
        grounds.append(MANDATORY_CONDITION)
    return tuple(grounds)


def reasons_not_to_recall(
    *,
    needs_treatment_in_hospital: bool,
    risk_of_harm_unless_recalled: bool,
    mandatory_condition_breached: bool,
    discretionary_condition_breached: bool = False,
) -> tuple[str, ...]:
    """Why there is no power to recall; empty means that one ground at least is made out."""
    if grounds_for_recall(
        needs_treatment_in_hospital=needs_treatment_in_hospital,
        risk_of_harm_unless_recalled=risk_of_harm_unless_recalled,
        mandatory_condition_breached=mandatory_condition_breached,
    ):
        return ()
    reasons = []
    if discretionary_condition_breached:
        reasons.append(
            "A discretionary condition was not kept: that alone is no ground for recall, only "
            "something to take into account (s.17B(6)-(7))"
        )
    if not needs_treatment_in_hospital:
        reasons.append("Treatment in hospital is not found to be required (s.17E(1)(a))")
    if not risk_of_harm_unless_recalled:
        reasons.append("No risk of harm without recall is found (s.17E(1)(b))")
    reasons.append("Neither mandatory condition was broken (s.17E(2))")
    return tuple(reasons)
