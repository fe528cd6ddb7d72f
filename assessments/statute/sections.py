"""Which powers a person may be liable to detention under, and whether an order can follow.

s.17A(1)-(2) and Schedule 1 Part 1: an order can follow section 3 (also while the person is on
s.17 leave) and the unrestricted powers of Part 3. Nothing else leads to one, and nobody can be
placed on an order straight from the community.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Power:
    """A power of the Act, or none.

    ``part`` is 2 (civil), 3 (courts and prisons) or 0 (no power).
    ``why_not`` says, where an order cannot follow, why not.
    """

    key: str
    label: str
    part: int
    source: str
    allows_cto: bool = False
    restricted: bool = False
    why_not: str = ""

    @property
    def is_part_3(self) -> bool:
        """Whether victims' rights, and the limits on the nearest relative, are those of Part 3."""
        return self.part == 3


_SHORT = "a short power of assessment; the Act asks for section 3 or an unrestricted Part 3 power"
_RESTRICTED = "a restriction is in force, and a restricted patient cannot be placed on an order"

POWERS: tuple[Power, ...] = (
    Power("3", "Section 3, admission for treatment", 2, "s.17A(2)", allows_cto=True),
    Power(
        "37",
        "Section 37, hospital order without restrictions",
        3,
        "s.17A; Sch 1 Pt 1",
        allows_cto=True,
    ),
    Power(
        "45A",
        "Section 45A, hospital direction, limitation direction no longer in force",
        3,
        "s.17A; Sch 1 Pt 1",
        allows_cto=True,
    ),
    Power(
        "47",
        "Section 47, transfer from prison, no restrictions in force",
        3,
        "s.17A; Sch 1 Pt 1",
        allows_cto=True,
    ),
    Power(
        "48",
        "Section 48, transfer of another prisoner, no restrictions in force",
        3,
        "s.17A; Sch 1 Pt 1",
        allows_cto=True,
    ),
    Power(
        "2",
        "Section 2, admission for assessment",
        2,
        "s.17A(2)",
        why_not="Section 2 is for assessment. An order can follow only if section 3 is made first.",
    ),
    Power("4", "Section 4, emergency admission", 2, "s.17A(2)", why_not=f"Section 4 is {_SHORT}."),
    Power(
        "5(2)",
        "Section 5(2), doctor's holding power",
        2,
        "s.17A(2)",
        why_not=f"Section 5(2) is {_SHORT}.",
    ),
    Power(
        "5(4)",
        "Section 5(4), nurse's holding power",
        2,
        "s.17A(2)",
        why_not=f"Section 5(4) is {_SHORT}.",
    ),
    Power(
        "7",
        "Section 7, guardianship",
        2,
        "s.17A(2)",
        why_not="Guardianship is not detention in hospital, so no order can follow from it.",
    ),
    Power(
        "35",
        "Section 35, remand for a report",
        3,
        "s.17A(2); Sch 1 Pt 1",
        why_not="A remand to hospital for a report cannot lead to an order.",
    ),
    Power(
        "36",
        "Section 36, remand for treatment",
        3,
        "s.17A(2); Sch 1 Pt 1",
        why_not="A remand to hospital for treatment cannot lead to an order.",
    ),
    Power(
        "38",
        "Section 38, interim hospital order",
        3,
        "s.17A(2); Sch 1 Pt 1",
        why_not="An interim hospital order cannot lead to an order in the community.",
    ),
    Power(
        "37/41",
        "Sections 37 and 41, hospital order with restrictions",
        3,
        "Sch 1 Pt 2",
        restricted=True,
        why_not=f"Under sections 37 and 41 {_RESTRICTED}.",
    ),
    Power(
        "45A restricted",
        "Section 45A with its limitation direction in force",
        3,
        "Sch 1 Pt 2",
        restricted=True,
        why_not=f"With the limitation direction {_RESTRICTED}.",
    ),
    Power(
        "47/49",
        "Sections 47 and 49, transfer from prison with restrictions",
        3,
        "Sch 1 Pt 2",
        restricted=True,
        why_not=f"Under sections 47 and 49 {_RESTRICTED}.",
    ),
    Power(
        "48/49",
        "Sections 48 and 49, transfer of another prisoner with restrictions",
        3,
        "Sch 1 Pt 2",
        restricted=True,
        why_not=f"Under sections 48 and 49 {_RESTRICTED}.",
    ),
    Power(
        "informal",
        "Informal, not detained",
        0,
        "s.17A(1)-(2)",
        why_not=(
            "Someone who is not liable to be detained cannot be placed on an order. It would need "
            "a new detention for treatment first."
        ),
    ),
)

_POWERS = {power.key: power for power in POWERS}
ALLOWING = tuple(power.key for power in POWERS if power.allows_cto)


def power(key: str) -> Power:
    """The power filed under ``key``; KeyError where there is none."""
    return _POWERS[key]


def reasons_no_order_can_follow(key: str, *, restricted: bool = False) -> tuple[str, ...]:
    """Why an order cannot follow from this power, as sentences; empty means that it can.

    ``key`` may be empty, where no power is recorded. ``restricted``: restrictions or a limitation
    direction are recorded as in force, whatever the power.
    """
    if not key:
        return ("Enter the section that the person is liable to be detained under.",)
    found = power(key)
    reasons = [] if found.allows_cto else [found.why_not]
    if restricted and not found.restricted:
        reasons.append("A restriction is in force, and an order cannot be made until it has ended.")
    return tuple(reasons)
