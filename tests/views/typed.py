"""What somebody types on the pages of Stage 3."""

from assessments.models import (
    CapacityAssessment,
    Consultation,
    DischargeMeeting,
    Interview,
    Involvement,
)

HELD = {"held_on-day": "2", "held_on-month": "11", "held_on-year": "2026"}
INTERVIEW = {
    **HELD,
    "present": "Amara, Dr Sen, Jo Reed (AMHP)",
    "with_responsible_clinician": "yes",
    "with_amhp": "no",
    "notes": "Calm.\nWanted her sister told.",
}
CAPACITY = {
    "decision": "Whether to accept the depot after leaving hospital.",
    "assessed_on-day": "2",
    "assessed_on-month": "11",
    "assessed_on-year": "2026",
    "assessor": "Dr Sen",
    "support_given": "Pictures, a quiet room, two visits.",
    "understand": "yes",
    "retain": "yes",
    "use_or_weigh": "no",
    "communicate": "yes",
    "outcome": "lacks",
    "impairment": "Acute psychosis.",
    "causal_link": "She cannot weigh it while she believes that the clinic is not real.",
    "reasons": "She said that the letters come from actors.",
}
INVOLVEMENT = {
    "consent_level": "reservations",
    "consent_words": "I will, if it gets me home.",
    "advocate_offered": "yes",
    "advocate_answer": "declined",
    "interpreter": "Mrs Shah, Gujarati",
}
CONSULTATION = {
    "kind": "nearest_relative",
    "name": "Leela Test",
    "role": "Sister",
    "consent": "given",
    "consulted": "yes",
    "consulted_on-day": "2",
    "consulted_on-month": "11",
    "consulted_on-year": "2026",
    "said": "She would rather have her home.",
    "third_party": "on",
}
MEETING = {
    **HELD,
    "present": "The team, Amara, Leela Test",
    "with_amhp": "yes",
    "person_present": "yes",
    "services": "Care coordinator weekly from the first week.",
}
EVERY = [
    ("interview-new", INTERVIEW, Interview),
    ("capacity-new", CAPACITY, CapacityAssessment),
    ("involvement", INVOLVEMENT, Involvement),
    ("consultation-new", CONSULTATION, Consultation),
    ("meeting", MEETING, DischargeMeeting),
]
