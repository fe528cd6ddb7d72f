"""Each duty in the words of the work-list: its section, what to do, and how to record it as done.

The title is that of ``plain_words.DEADLINES``, where the duty has none of its own. Sources:
sections 2.2 to 2.6 of the legal basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .duties import HEARING
from .plain_words import DEADLINES


@dataclass(frozen=True, slots=True)
class DutyWords:
    """``section`` of the Act; ``act`` says what to do by then; ``kind`` of entry that ends the
    duty, and ``record`` the words of the link to it; ``short`` names it without saying of whom.
    """

    section: str
    act: str
    kind: str
    record: str
    short: str


DUTY_WORDS: Mapping[str, DutyWords] = MappingProxyType(
    {
        "order_ends": DutyWords(
            "s.20A",
            "Extend or discharge before the end of this day.",
            "order_extended",
            "Record the extension",
            "extension due",
        ),
        "notice_served": DutyWords(
            "s.17E",
            "From then on the patient must be at the hospital, and may be taken there.",
            "recall_detention",
            "Record the arrival",
            "recalled, not yet in hospital",
        ),
        "recall_ends": DutyWords(
            "s.17F",
            "Release, or revoke the order, before this moment.",
            "recall_release",
            "Record the release",
            "72 hours end",
        ),
        "absence_retake_until": DutyWords(
            "s.18",
            "Last day on which the patient may be taken and brought back.",
            "returned",
            "Record the return",
            "last day to bring back",
        ),
        "cto8_due": DutyWords(
            "s.21B",
            "Examine and report before the end of this day.",
            "cto8_report",
            "Record the report",
            "report after absence due",
        ),
        "detention_ends": DutyWords(
            "s.20",
            "Renew, discharge or make a new order before the end of this day.",
            "duty_done",
            "Record what was done",
            "detention ends",
        ),
        "reference_after_revocation": DutyWords(
            "s.68",
            "Refer the case to the tribunal as soon as possible.",
            "duty_done",
            "Record the reference",
            "reference to the tribunal due",
        ),
        "reference_six_months": DutyWords(
            "s.68",
            "Refer the case, unless it has been before the tribunal.",
            "duty_done",
            "Record the reference",
            "reference to the tribunal due",
        ),
        "reference_long_stop": DutyWords(
            "s.68",
            "Refer the case: the tribunal has not considered it for long.",
            "duty_done",
            "Record the reference",
            "reference to the tribunal due",
        ),
        "part_4a_certificate": DutyWords(
            "s.64B",
            "From this day medicine for mental disorder needs a certificate.",
            "duty_done",
            "Record the certificate",
            "certificate for medicine due",
        ),
        "barring_report_by": DutyWords(
            "s.25",
            "Furnish a report before this moment, or the nearest relative may discharge.",
            "barring_report",
            "Record the report",
            "barring report due",
        ),
        HEARING: DutyWords(
            "s.72",
            "The tribunal hears the case. Record what it decides, or the new day.",
            "tribunal_considered",
            "Record the decision",
            "tribunal hearing",
        ),
    }
)


_TITLES: Mapping[str, str] = MappingProxyType(
    {"notice_served": "Recalled, not yet in hospital", HEARING: "Tribunal hearing"}
)


def title(key: str) -> str:
    """The duty's name: that of its date, where no other says better what has to be done. Of
    another key: the key.
    """
    if key in _TITLES:
        return _TITLES[key]
    return DEADLINES[key].title if key in DEADLINES else key


def act_and_section(key: str) -> str:
    """ "Mental Health Act, s.20A"."""
    return f"Mental Health Act, {DUTY_WORDS[key].section}"
