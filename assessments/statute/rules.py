"""Which law applies: rule sets by commencement, and what differs between the two nations.

A rule set is chosen by the day of the event, never by today. The Mental Health Act 2025 is here as
data: its changes to community treatment orders are not commenced, so no event falls under it
unless a what-if pretends a commencement date. Sources: sections 2 to 4 of the legal basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

# Which reading of the law the whole package applies; goes up with every change of substance.
RULES_EDITION = "2026-11-22"
# The day on which the rules were last compared with the published law.
RULES_CHECKED_TO = date(2026, 11, 22)
# Days after which the check is old enough to warn of, and too old to rely on.
RULES_WARN_AFTER_DAYS = 90
RULES_REFUSE_AFTER_DAYS = 180

ADMISSION_FOR_TREATMENT = "3"
PART_3_POWERS = ("37", "45A", "47", "48")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The figures and tests of the Act as they stand for events from ``commenced`` on.

    ``commenced`` is None while no day is appointed. Lengths are whole months unless named.
    """

    name: str
    commenced: date | None
    first_period_months: int
    first_extension_months: int
    later_extension_months: int
    extension_window_months: int
    recall_hours: int
    revived_months_section_3: int
    revived_months_part_3: int
    revocation_is_referred: bool
    reference_counts_from: Literal["admission", "order"]
    reference_months: int
    long_stop_months: int
    long_stop_months_under_18: int
    application_months: int
    certificate_free_months: int
    medication_months: int
    relative_notice_hours: int
    barring_months: int
    condition_test: str
    relative: str

    def extension_months(self, extensions_before: int) -> int:
        """Length of the next extension: six months, then a year at a time (s.20A(3))."""
        return self.later_extension_months if extensions_before else self.first_extension_months

    def revived_months(self, section: str) -> int:
        """Length of the detention that revives on revocation (s.17G, s.20)."""
        if section == ADMISSION_FOR_TREATMENT:
            return self.revived_months_section_3
        return self.revived_months_part_3


MHA_2007 = RuleSet(
    name="Mental Health Act 1983 as amended by the Mental Health Act 2007",
    commenced=date(2008, 11, 3),
    first_period_months=6,  # s.20A(1)
    first_extension_months=6,  # s.20A(3)(a)
    later_extension_months=12,  # s.20A(3)(b)
    extension_window_months=2,  # s.20A(4)
    recall_hours=72,  # s.17F(6)
    revived_months_section_3=6,  # s.17G, s.20(1)
    revived_months_part_3=6,  # Sch 1 Pt 1
    revocation_is_referred=True,  # s.68(7)
    reference_counts_from="admission",  # s.68(5)
    reference_months=6,  # s.68(2)
    long_stop_months=36,  # s.68(6)
    long_stop_months_under_18=12,  # s.68(6)
    application_months=6,  # s.66(2)(ca), (cb)
    certificate_free_months=1,  # s.64B(4)
    medication_months=3,  # s.58(1)(b)
    relative_notice_hours=72,  # s.25(1)
    barring_months=6,  # s.25(1)(b)
    condition_test="necessary or appropriate",  # s.17B(2)
    relative="nearest relative",
)

MHA_2025 = replace(
    MHA_2007,
    name="Mental Health Act 1983 as amended by the Mental Health Act 2025",
    commenced=None,  # s.56(3): a day to be appointed
    revived_months_section_3=3,  # s.29
    revocation_is_referred=False,  # s.31
    reference_counts_from="order",  # s.31
    long_stop_months=12,  # s.31
    medication_months=2,  # s.14
    barring_months=3,  # s.24, Sch 2
    condition_test="necessary",  # s.23
    relative="nominated person",  # s.24
)


@dataclass(frozen=True, slots=True)
class Nation:
    """What differs between England and Wales; the Act itself is one."""

    key: str
    name: str
    tribunal: str
    recall_service_source: str
    relative_service_source: str
    # A notice to the managers by e-mail counts from this day on; None: it never does.
    notice_by_email_from: date | None
    # Whether Good Friday and Christmas Day are debatable business days (see business_days).
    common_law_days_doubtful: bool


NATIONS: Mapping[str, Nation] = MappingProxyType(
    {
        "england": Nation(
            key="england",
            name="England",
            tribunal="First-tier Tribunal (Mental Health)",
            recall_service_source="SI 2008/1184 reg 6(6)",
            relative_service_source="SI 2008/1184 reg 3",
            notice_by_email_from=date(2020, 12, 1),  # SI 2020/1072
            common_law_days_doubtful=False,
        ),
        "wales": Nation(
            key="wales",
            name="Wales",
            tribunal="Mental Health Review Tribunal for Wales",
            recall_service_source="SI 2008/2439 (W) reg 19(4)-(5)",
            relative_service_source="SI 2008/2439 (W) reg 3",
            notice_by_email_from=None,
            common_law_days_doubtful=True,
        ),
    }
)


def law_on(day: date, *, mha_2025_from: date | None = None) -> RuleSet:
    """The rule set for an event on ``day``; ``mha_2025_from`` pretends a commencement."""
    commenced = mha_2025_from or MHA_2025.commenced
    return MHA_2025 if commenced is not None and day >= commenced else MHA_2007


def rules_are_old(today: date) -> bool:
    """Whether it is time to compare the rules with the published law again."""
    return (today - RULES_CHECKED_TO).days > RULES_WARN_AFTER_DAYS


def rules_are_too_old(today: date) -> bool:
    """Whether the last comparison is so old that nothing new should rest on it unasked."""
    return (today - RULES_CHECKED_TO).days > RULES_REFUSE_AFTER_DAYS
