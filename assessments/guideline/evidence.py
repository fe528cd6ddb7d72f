"""What studies of community treatment orders found, with how far each can be trusted.

Figures that were not read in a source are left out. What was read in a report about the study,
and not in the study itself, is marked ``secondary`` and says so on screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from .catalogue import Source
from .sources import EVIDENCE, NHS_RATES

IN_SHORT = (
    "Randomised trials have not shown that orders reduce admission to hospital. What they do to "
    "people, good and bad, is uncertain, and an individual judgement is needed each time. Ask also "
    "whether the same would be proposed for someone of another background, and record ethnicity "
    "and reasons."
)


@dataclass(frozen=True)
class Evidence:
    """One row of the panel. ``kind``: what sort of study it was; ``caveat``: how to read it."""

    key: str
    title: str
    kind: str
    finding: str
    caveat: str
    source: Source

    @property
    def cited(self) -> str:
        """The citation, with what has to be said about how it was read."""
        if self.source.standing == "secondary":
            return f"{self.source.cited} (read in a report about it: check before quoting)"
        return self.source.cited


def _reported(work: str, place: str) -> Source:
    return Source(work, place, "secondary")


ROWS = (
    Evidence(
        "swartz",
        "Swartz 1999, United States, 264 people",
        "Randomised trial; the finding is a later analysis of how long orders lasted",
        "No overall difference. Looking back, where an order lasted over six months and contact "
        "was at least three times a month: 57% fewer admissions and about 20 fewer days in "
        "hospital in a year; in schizophrenia 73% fewer and 28 days.",
        "Made after the event, and length of order was not random: people who did well may have "
        "been kept on longer. Contested, and later trials found no overall effect.",
        EVIDENCE,
    ),
    Evidence(
        "steadman",
        "Steadman 2001, United States",
        "Randomised trial",
        "No significant findings.",
        "Small, with problems of method.",
        EVIDENCE,
    ),
    Evidence(
        "octet",
        "OCTET 2013, England and Wales, 336 people",
        "Randomised trial, order against section 17 leave, 12 months",
        "The same share of people was readmitted in both groups. The order group spent a median "
        "of 183 days under compulsion at first, the leave group 8.",
        "A trial says what happens on average, not what is right for one person.",
        _reported("Burns et al., Lancet 2013; 381: 1627-33", "and EBMH 2013; 16: 117"),
    ),
    Evidence(
        "octet_36",
        "OCTET after 36 months, 330 people",
        "Follow-up of the randomised trial",
        "No difference in readmission between the groups.",
        "The same trial, followed for longer.",
        _reported("Lancet Psychiatry 2015; 2: 881-90", ""),
    ),
    Evidence(
        "cochrane",
        "Cochrane review 2017",
        "Systematic review of randomised trials",
        "No clear difference in use of services, social functioning or quality of life.",
        "Replaces the 2005 review that the paper cites. Read about in its 2014 version.",
        _reported("Cochrane Library, CD004408.pub5", ""),
    ),
    Evidence(
        "barkhuizen",
        "Barkhuizen 2020, London, 830 and 3,659 people",
        "Observational: groups differ in more than the order",
        "People on orders were readmitted sooner (hazard ratio 1.60, 1.42 to 1.80), spent 17.3 "
        "more days in hospital over two years, and fewer died (hazard ratio 0.66, 0.50 to 0.88). "
        "Orders lasted 3.2 years on average.",
        "Shows what goes together, not what causes what.",
        _reported("BMJ Open 2020; 10: e035121", ""),
    ),
    Evidence(
        "weich",
        "Weich 2020, 61 trusts, 69,832 people",
        "Observational",
        "Trusts differ widely. No benefit for time to readmission or time in hospital: 36.9% "
        "against 35.6% readmitted, 7.5 more days in hospital.",
        "Shows what goes together, not what causes what.",
        _reported("Health Services and Delivery Research 2020; 8 (9)", ""),
    ),
    Evidence(
        "rates",
        "New orders in England",
        "National statistics",
        "5,157 new orders in 2022/23, 5,618 in 2023/24, 6,575 in 2024/25. Black people are placed "
        "on orders over 8.5 times as often as White people.",
        "Not every trust sends complete figures, so trends need care.",
        NHS_RATES,
    ),
    Evidence(
        "cqc",
        "Care Quality Commission 2022, visits in London",
        "Inspection",
        "Some people had been on orders for years and did not know how to come off them; care "
        "plans and access to advocates were weak; Black patients were over-represented.",
        "A thematic review in one city.",
        _reported("Care Quality Commission", "cqc.org.uk/node/8778"),
    ),
    Evidence(
        "review",
        "Independent Review 2018 and Joint Committee 2023",
        "Public inquiries",
        "The Review asked for tighter criteria, a third decision-maker and an expectation that "
        "orders end after about two years; the Committee asked to abolish them for patients under "
        "Part 2 of the Act.",
        "Proposals. The Mental Health Act 2025 sets no such limit.",
        _reported("Mills & Reeve", "and Community Care, 19 January 2023"),
    ),
)


def evidence(key: str) -> Evidence:
    """The row filed under ``key``; KeyError where there is none."""
    return {row.key: row for row in ROWS}[key]
