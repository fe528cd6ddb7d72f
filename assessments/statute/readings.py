"""Every reading decided where the law leaves it open, for the legal reviewer to confirm.

``where`` names the function that applies the decision; each has a test of its own. Those marked
``ours`` go beyond the table of the ``timeline`` contract: they were met while writing the code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: what it is about, what was decided, on which provision, and where it acts."""

    key: str
    decided: str
    source: str
    where: str
    ours: bool = False


DECIDED: tuple[Decided, ...] = (
    Decided(
        "ties",
        "Two facts at one moment, or a bare date beside a time on that day: the list decides.",
        "no provision",
        "timeline.in_time",
    ),
    Decided(
        "repeated hour",
        "A local time in the hour that the clocks repeat is the earlier instant; one in the hour "
        "that they leave out is not well formed.",
        "no provision",
        "moments.read_time",
    ),
    Decided(
        "month end",
        "Where the last month has no corresponding date the period ends with that month; the day "
        "before is safe.",
        "s.20A(1)",
        "periods.last_day_of_months",
    ),
    Decided(
        "window",
        "Two months ending on a month-end open on the later of two days: debatable where they "
        "differ, at the end of February and on 30 September.",
        "s.20A(4)",
        "periods.months_window_ending_on",
    ),
    Decided(
        "window of each last day",
        "Where the last day is debatable, an extension is accepted whose examination and CTO7 both "
        "fall in the window that ends on the safe one; what is shown is the window of the first.",
        "s.20A(4)",
        "extension.order_extended",
        ours=True,
    ),
    Decided(
        "extension reported again",
        "Where one reading of the window allowed an extension, CTO7 once more, which every reading "
        "of it allows, makes that extension sure.",
        "s.20A(3)-(4)",
        "extension.order_extended",
        ours=True,
    ),
    Decided(
        "posting in Wales",
        "Good Friday and Christmas Day are not business days; debatable where that matters.",
        "SI 2008/2439 (W) reg 2",
        "business_days.business_day_after",
    ),
    Decided(
        "chains",
        "An extension counts from the expiry; its safe day is the earlier of counting from the "
        "expiry and from the origin, and after an extension that one reading allows it is the "
        "safe day without it.",
        "s.20A(3)",
        "chain.following_period",
    ),
    Decided(
        "what is shown",
        "A deadline stays once past; all go on discharge, and those of the order on revocation.",
        "no provision",
        "timeline.timeline",
    ),
    Decided(
        "current right",
        "The right to apply that is shown is that of the period that holds the moment; it goes "
        "once used, and a withdrawn application frees it.",
        "s.66, s.77(2)",
        "applications.deadlines",
    ),
    Decided(
        "absence needs recall",
        "Absence without leave is possible only while a served notice of recall is live.",
        "s.18(2A)",
        "absence.absence",
    ),
    Decided(
        "end while absent",
        "While absent in the last week or later the order ends with the limit for retaking. An "
        "absence of which no day so far lies there moves nothing yet.",
        "s.21(1)-(2)",
        "absence.AbsenceSpell.end_as_known",
    ),
    Decided(
        "extra week",
        "Back within 28 days, examination and CTO7 may fall in the extra week.",
        "s.21A",
        "absence.AbsenceSpell.end_of_window",
    ),
    Decided(
        "week for CTO8",
        "Back after more than 28 days the order ends with the week for CTO8 until the report; a "
        "report after the expiry extends from that day, and none doubles as CTO7.",
        "s.21B",
        "absence.cto8_report",
    ),
    Decided(
        "custody over six months",
        "The order ends with the last day of the six months, also while the patient is held.",
        "s.22(1)",
        "custody.CustodySpell.end_of_order",
    ),
    Decided(
        "deemed absence",
        "What s.22 deems after release moves the end and the window; it is not shown as absence.",
        "s.22(5)-(8)",
        "custody.CustodySpell.end_of_window",
    ),
    Decided(
        "successive custodies",
        "Days in custody before are taken off six months from the first day of the last; the order "
        "never ends before the day before that first day, for until then nothing had exceeded six "
        "months.",
        "s.22(1)(b)",
        "custody.six_months_in_all",
    ),
    Decided(
        "last minute",
        "Revocation and release at the exact end of the 72 hours are in time.",
        "s.17F(4)-(6)",
        "recall.order_revoked",
    ),
    Decided(
        "second notice",
        "A second notice is refused during detention under the first.",
        "s.17E",
        "recall.recall_notice",
    ),
    Decided(
        "fresh 72 hours",
        "Absent on the day on which they would end, 72 hours run from the return; likewise where "
        "the patient returned on that day, debatable, with the first end as the safe one.",
        "s.21(4)",
        "absence.absence",
    ),
    Decided(
        "long stop",
        "More than three years (under 18, asked on the day that the year has passed: one year) "
        "have passed on the day after the anniversary.",
        "s.68(6)",
        "references.long_stop",
    ),
    Decided(
        "never considered",
        "A Part 3 patient whom the tribunal never considered counts from the court's order, "
        "debatable; a section 3 patient has no long stop.",
        "s.68(6)",
        "references.long_stop",
    ),
    Decided(
        "six-month reference",
        "Shown even where it fell before the order; waits for the return of an absent patient.",
        "s.68(2), s.21(3)",
        "references.six_month_reference",
    ),
    Decided(
        "section 69",
        "No right in the first six months of the court's order for 37, 45A, 47 and 48 alike.",
        "s.69",
        "applications.right_of_period",
    ),
    Decided(
        "medication",
        "Three months since medicine was first given are reached on the anniversary.",
        "s.58(1)(b)",
        "treatment.certificate_needed_from",
    ),
    Decided(
        "e-mailed notice",
        "Refused in Wales.",
        "SI 2008/2439 (W) reg 3",
        "relative.nearest_relative_notice",
    ),
    Decided(
        "relative's discharge",
        "Accepted on the date on which the 72 hours end; refused inside a bar, while a notice "
        "inside a bar is accepted.",
        "s.25(1)",
        "relative.reasons_not_to_discharge",
    ),
    Decided(
        "barring report",
        "A bare date on the last day is accepted and debatable.",
        "s.25(1)",
        "relative.barring_report",
    ),
    Decided(
        "2025 Act",
        "If pretended: the order's day chooses medication and reference rules, the revocation's "
        "day the revived detention and its reference, the report's day the length of a bar.",
        "Mental Health Act 2025",
        "rules.law_on",
    ),
    Decided(
        "doubles",
        "A second order while one is live, or one before the admission for treatment, is refused.",
        "s.17A",
        "extension.order_made",
    ),
    Decided(
        "unbegun extension",
        "An extension that had not begun when an absence began keeps its end as the first "
        "reading; until it is reported again the end without it is safe, also after a return long "
        "before the expiry: for any purpose of the Act, the report is not taken to have extended "
        "the order of a person who is or has been absent.",
        "s.18(4A)-(4B)",
        "absence.AbsenceSpell.end_of_order",
        ours=True,
    ),
    Decided(
        "CTO8 in time",
        "After CTO8 before the expiry the week of s.21 still runs, but not the window for CTO7.",
        "s.21(1)-(2), s.21A",
        "absence.AbsenceSpell.end_of_order",
        ours=True,
    ),
    Decided(
        "recalled before custody",
        "A patient recalled before custody may be taken for 28 days after it; the order lasts so "
        "long, or to the end of a week from an earlier return.",
        "s.22(6)-(7)",
        "custody.CustodySpell.end_of_order",
        ours=True,
    ),
    Decided(
        "two notices",
        "Two notices of one recall: live from the earlier service; shown is the later notice's.",
        "s.17E",
        "recall.recall_notice",
        ours=True,
    ),
    Decided(
        "disputed hours",
        "Where one reading ended the 72 hours and the other runs them on from a return, a second "
        "notice and an absence are accepted, debatable; until the patient is detained anew the "
        "first recall still detains.",
        "s.21(4), s.17E",
        "recall.recall_notice",
        ours=True,
    ),
    Decided(
        "reference by each reading",
        "Where the day of a reference is debatable, each reading waits for the return by itself; a "
        "duty that arose before the absence waits for nothing.",
        "s.68, s.21(3)",
        "references.six_month_reference",
        ours=True,
    ),
    Decided(
        "doubtful absence",
        "An absence that one reading allows leaves the safe end of the order where it was, and a "
        "return that one reading has in time leaves it at the earlier limit for retaking.",
        "s.21(1)-(2)",
        "absence.AbsenceSpell.end_of_order",
        ours=True,
    ),
    Decided(
        "after release",
        "The end of the 72 hours stays shown after a release, the limit for retaking goes on "
        "return.",
        "no provision",
        "recall.deadlines",
        ours=True,
    ),
    Decided(
        "long stop and absence",
        "The long stop waits for the return of an absent patient, as the six-month reference does.",
        "s.21(3)",
        "references.long_stop",
        ours=True,
    ),
    Decided(
        "unknown birth",
        "Without a date of birth the patient counts as an adult for the long stop.",
        "s.68(6)",
        "references.long_stop",
        ours=True,
    ),
    Decided(
        "section 3 right on an order",
        "An application under section 66(1)(b) by a patient on an order is refused.",
        "s.66(2A)",
        "applications.tribunal_application",
        ours=True,
    ),
    Decided(
        "right of a community patient",
        "An application in the first period of an order or in an extension needs an order in force "
        "on that day, on some reading; once it has expired no right is shown either.",
        "s.66(1)(ca), (faa), (fza)",
        "applications.tribunal_application",
        ours=True,
    ),
    Decided(
        "bar that may be late",
        "A barring report whose time of day leaves open whether it was late still bars.",
        "s.25(1)",
        "relative.reasons_not_to_discharge",
        ours=True,
    ),
    Decided(
        "reference after a new order",
        "The duty to refer after revocation outlives a new order.",
        "s.68(7), PS v Camden [2011] UKUT 143",
        "references.deadlines",
        ours=True,
    ),
)
