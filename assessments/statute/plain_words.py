"""Plain words for every deadline, event, status and choice of the ``timeline`` contract.

One table, for every page that shows dates. Nothing here computes: figures that depend on the case
stand in a deadline's ``working``. Sources: sections 2.2 to 2.6 of the legal basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from . import applications as rights
from . import events
from .facts import EVENTS
from .forms import form_of
from .results import Status


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """A deadline in plain words.

    ``means`` says what happens on that day or who must act by it; ``rule`` is the law behind it;
    ``debate`` says how it can come to be debatable.
    """

    title: str
    means: str
    rule: str
    debate: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event in plain words; ``hint`` says what the event is for, where that helps."""

    title: str
    hint: str = ""


_NO_SUCH_DAY = (
    "The month in which it ends may have no day of that number, and the Act does not say what "
    "follows then. The earlier day is safe."
)
_STEP_BEFORE = (
    "A step that this date counts from may itself be allowed by one reading of the law only."
)

DEADLINES: Mapping[str, DeadlineWords] = MappingProxyType(
    {
        "order_ends": DeadlineWords(
            "Order ends",
            "The last day on which the order is in force. It ends at midnight at the end of this "
            "day unless it is extended before.",
            "An order lasts six months, beginning with the day on which it was made. It can be "
            "extended by six months, then by a year at a time. Absence and custody can move the "
            "end.",
            "The last month may have no day of that number, an extension can be counted from "
            "the last end or from the beginning, and an extension, absence or custody may hold on "
            "one reading only. The earlier day is safe.",
        ),
        "extension_window_opens": DeadlineWords(
            "Window for extending opens",
            "The first day on which the examination and the report may take place. An examination "
            "before it does not count.",
            "The responsible clinician examines the patient and furnishes the report in the two "
            "months that end on the order’s last day.",
            "Two months that end with the end of a month can be counted from two different days. "
            "The later one is safe.",
        ),
        "extension_window_closes": DeadlineWords(
            "Window for extending closes",
            "The examination, the approved mental health professional’s statement and the report "
            "to the managers must all be done by the end of this day. A late report cannot be "
            "mended.",
            "The responsible clinician examines the patient and furnishes the report in the two "
            "months that end on the order’s last day.",
            "It is as debatable as the order’s last day. The earlier day is safe.",
        ),
        "notice_served": DeadlineWords(
            "Recall notice counts as served",
            "From this moment the patient must be at the hospital. If not there, the patient may "
            "be taken there.",
            "A notice handed to the patient is served at once. One delivered to the usual or last "
            "known address is served at the start of the day after, a working day or not. One "
            "sent by first-class post is served on the second business day after posting. E-mail "
            "does not count.",
            "In Wales the regulations leave open whether Good Friday and Christmas Day are "
            "business days. The later moment is safe.",
        ),
        "recall_ends": DeadlineWords(
            "72 hours of the recall end",
            "By this moment the patient must be released, or the order revoked.",
            "Detention after a recall lasts at most 72 hours from when it begins in hospital, "
            "nights, weekends and clock changes included. A transfer does not start it again.",
            f"{_STEP_BEFORE} It is also debatable where the patient came back from absence on "
            "the day on which the hours would end. The earlier moment is safe.",
        ),
        "absence_retake_until": DeadlineWords(
            "Absent patient may be taken until",
            "The last day on which a patient who is absent may be taken and brought back.",
            "The later of six months beginning with the first day of absence, and the end of the "
            "order.",
            f"{_NO_SUCH_DAY} {_STEP_BEFORE}",
        ),
        "cto8_due": DeadlineWords(
            "Report after absence is due",
            "After an absence of more than 28 days the responsible clinician must examine the "
            "patient and report by the end of this day, or the order ends with it.",
            "The report is due within one week beginning with the day of return.",
            _STEP_BEFORE,
        ),
        "detention_ends": DeadlineWords(
            "Detention ends",
            "The last day of the detention that began again when the order was revoked, unless it "
            "is renewed.",
            "On revocation the authority to detain is as if the patient had been admitted on that "
            "day.",
            f"{_NO_SUCH_DAY} {_STEP_BEFORE}",
        ),
        "reference_after_revocation": DeadlineWords(
            "Managers refer the case: order revoked",
            "The hospital managers must refer the case to the tribunal as soon as possible from "
            "this day. A new order does not end the duty.",
            "Every revocation is referred as soon as possible.",
            _STEP_BEFORE,
        ),
        "reference_six_months": DeadlineWords(
            "Managers refer the case: six months",
            "The day on which the hospital managers’ duty to refer the case to the tribunal "
            "arises, unless it has been before the tribunal.",
            "The six months begin with the admission under section 3, or with the admission under "
            "section 2 that it followed. They do not begin with the order.",
            _NO_SUCH_DAY,
        ),
        "reference_long_stop": DeadlineWords(
            "Managers refer the case: long time without the tribunal",
            "The first day on which the hospital managers must refer the case because the tribunal "
            "has not considered it for so long.",
            "At present: more than three years since the tribunal last considered the case, or "
            "more than one year for someone under 18.",
            "Where the tribunal never considered the case the Act does not say from when to count. "
            "The day of the hospital order or direction is taken.",
        ),
        "application_window_opens": DeadlineWords(
            "Patient may apply to the tribunal from",
            "The first day of the patient’s present right to apply.",
            "The patient may apply once in each period. Under Part 3 not in the first six months "
            "after the hospital order or direction.",
            f"{_STEP_BEFORE} The later day is safe.",
        ),
        "application_window_closes": DeadlineWords(
            "Patient may apply to the tribunal until",
            "The last day of the patient’s present right to apply.",
            "The patient may apply once in the six months beginning with the order, once in the "
            "six months beginning with a revocation, and once in each extension.",
            f"{_NO_SUCH_DAY} {_STEP_BEFORE}",
        ),
        "part_4a_certificate": DeadlineWords(
            "Certificate needed for medicine",
            "From this day medicine for mental disorder needs a certificate under Part 4A, by the "
            "approved clinician if the patient consents, or else by a second opinion doctor.",
            "No certificate is needed in the first month of the order, nor until three months "
            "(at present) have passed since medicine was first given. The later of the two counts.",
            _NO_SUCH_DAY,
        ),
        "barring_report_by": DeadlineWords(
            "Report to bar discharge: last moment",
            "By this moment the responsible clinician must have furnished a barring report, or the "
            "nearest relative may discharge the patient.",
            "The nearest relative gives the managers at least 72 hours’ notice in writing. The "
            "hours begin when the notice counts as given.",
            "In Wales the regulations leave open whether Good Friday and Christmas Day are "
            "business days. The earlier moment is safe.",
        ),
        "relative_barred_until": DeadlineWords(
            "Nearest relative barred until",
            "The last day on which a barring report keeps the nearest relative from discharging "
            "the patient.",
            "A barring report makes the nearest relative’s order void, and bars another one for "
            "six months (at present) beginning with the date of the report.",
            f"{_NO_SUCH_DAY} Whether the report itself was in time may also be open.",
        ),
    }
)

EVENT_WORDS: Mapping[str, EventWords] = MappingProxyType(
    {
        "order_made": EventWords("Another order made", "A new order, after one that has ended."),
        "order_extended": EventWords("Order extended"),
        "conditions_varied": EventWords("Conditions varied"),
        "condition_suspended": EventWords("Condition suspended"),
        "recall_notice": EventWords("Recall notice"),
        "recall_detention": EventWords(
            "Detained in hospital after recall",
            "The 72 hours begin with this, not with the notice.",
        ),
        "recall_transfer": EventWords("Transferred to another hospital after recall"),
        "recall_release": EventWords("Released after recall"),
        "order_revoked": EventWords("Order revoked"),
        "absence": EventWords(
            "Absent without leave", "From the hospital to which the patient was recalled."
        ),
        "cto8_report": EventWords("Report after more than 28 days’ absence"),
        "custody": EventWords("In custody", "By order of a court."),
        "order_discharged": EventWords("Discharged from the order"),
        "tribunal_application": EventWords("Application to the tribunal"),
        "tribunal_considered": EventWords("Tribunal considered the case"),
        "nearest_relative_notice": EventWords("Nearest relative’s notice of discharge"),
        "barring_report": EventWords("Discharge by the nearest relative barred"),
    }
)

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_MADE: "Not made",
        Status.IN_FORCE: "In force",
        Status.RECALLED: "In force, recalled to hospital",
        Status.ABSENT: "In force, absent without leave",
        Status.REVOKED: "Revoked",
        Status.DISCHARGED: "Discharged",
        Status.EXPIRED: "Expired",
    }
)

RECALL_METHODS: Mapping[str, str] = MappingProxyType(
    {
        events.IN_HAND: "Handed to the patient",
        events.AT_ADDRESS: "Delivered to the address, for example through the letterbox",
        events.FIRST_CLASS_POST: "First-class post",
    }
)
RECALL_GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "treatment_needed": "Treatment in hospital is needed, and there is a risk of harm",
        "mandatory_condition": "A mandatory condition was not kept",
    }
)
NOTICE_METHODS: Mapping[str, str] = MappingProxyType(
    {
        events.IN_HAND: "Handed to an officer of the managers",
        events.FIRST_CLASS_POST: "First-class post",
        events.SECOND_CLASS_POST: "Second-class post",
        events.EMAIL: "E-mail (England only)",
    }
)
DISCHARGED_BY: Mapping[str, str] = MappingProxyType(
    {
        events.RESPONSIBLE_CLINICIAN: "Responsible clinician",
        events.MANAGERS: "Hospital managers",
        events.TRIBUNAL: "Tribunal",
        events.NEAREST_RELATIVE: "Nearest relative",
    }
)
# The rights to apply that the arithmetic knows, by section.
RIGHTS: Mapping[str, str] = MappingProxyType(
    {
        rights.ON_ORDER: "Patient: the order was made",
        rights.ON_EXTENSION: "Patient: the order was extended",
        rights.ON_REVOCATION: "Patient: the order was revoked",
        rights.ON_CTO8: "Patient: report after absence",
        rights.ON_BARRING: "Nearest relative: discharge was barred",
        "66(1)(h)": "Nearest relative: displaced by the court",
        rights.ON_SECTION_2: "Patient: admission under section 2",
        rights.ON_SECTION_3: "Patient: admission under section 3",
        "66(1)(c)": "Patient: guardianship",
        "66(1)(e)": "Patient: transfer from guardianship",
        "66(1)(f)": "Patient: detention renewed",
        "66(1)(fa)": "Patient: report after absence while detained",
        "69(1)(a)": "Nearest relative of a patient under Part 3",
        "69(1)(b)": "Patient placed under Part 3",
    }
)


def event_title(name: str, nation: str = "") -> str:
    """An event with its statutory form: "Recall notice (CTO3)"; of both nations where none is
    named: "Recall notice (CTO3; in Wales CP5)".
    """
    title, kind = EVENT_WORDS[name].title, EVENTS[name]
    if nation:
        form = form_of(kind, nation)
        return f"{title} ({form.name(nation)})" if form else title
    english, welsh = (form_of(kind, each) for each in ("england", "wales"))
    said = [english.england or ""] if english else []
    said += [f"in Wales {welsh.wales}"] if welsh else []
    return f"{title} ({'; '.join(said)})" if said else title
