"""Who is in the sample, and what was said in Stage 1. Nobody in it is real."""

from datetime import UTC, date, datetime, timedelta

from assessments.summary import shapes
from assessments.summary.shapes import Chapter, Entry, Fact, Topic, Who

AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)

RC = Who("rc", "Dr Farah Malik", "Consultant psychiatrist, approved clinician")
AMHP = Who("amhp", "Joan Price", "Social worker, approved mental health professional")
NURSE = Who("nurse", "Colin Baker", "Community psychiatric nurse")
OT = Who("ot", "Sunita Rao", "Occupational therapist")

PERSON = shapes.Person(
    id="person",
    name="Edward Alan Whitlock",
    preferred_name="Eddie",
    date_of_birth=date(1991, 3, 5),
    nhs_number="9990000018",
    local_number="NG-20417",
    nation="england",
    facts=(
        Fact("Diagnosis", "Paranoid schizophrenia; harmful use of stimulants"),
        Fact("Liable to detention under", "Section 3"),
        Fact("Section began", "30 July 2026"),
        Fact("Section ends", "29 January 2027"),
        Fact("Responsible hospital", "Northgate Hospital (England)"),
        Fact(
            "Community team",
            "Northgate assertive outreach; responsible clinician: Dr Farah Malik",
        ),
        Fact("Care coordinator", "Colin Baker, Community psychiatric nurse"),
        Fact("Nearest relative", "Ruth Whitlock, mother"),
        Fact("Language", "English, no interpreter needed"),
    ),
    demonstration=True,
)

_serial = 0


def entry(kind: str, text: str, by: Who = NURSE, **more: object) -> Entry:
    """One voice; what is not said is as it mostly is."""
    global _serial
    _serial += 1
    voices = {
        "team": "The team",
        "patient": "Eddie, in their own words",
        "carer": "Ruth Whitlock, mother",
        "member": f"{by.name}, {by.description}",
    }
    values = {
        "id": f"entry-{_serial}", "kind": kind, "voice": voices[kind], "text": text,
        "standing": "recorded", "standing_words": "Recorded", "leaning": "", "leaning_words": "",
        "source": "", "third_party": False, "for_another": False, "recorded_by": by,
        "recorded_at": AT - timedelta(days=9, minutes=7 * _serial),
    }  # fmt: skip
    return Entry(**{**values, **more})  # type: ignore[arg-type]


TOWARDS = {"leaning": "towards", "leaning_words": "Speaks for an order"}
AGAINST = {"leaning": "against", "leaning_words": "Speaks against an order"}
NOT_DISCUSSED = {"standing": "not_discussed", "standing_words": "Not discussed"}
DECLINED = {"standing": "declined", "standing_words": "Declined to say"}


def topic(key: str, title: str, *entries: Entry, missing: tuple[str, ...] = ()) -> Topic:
    return Topic(key, title, f"What about {title.lower()}?", entries, missing)


HISTORY = Chapter(
    "history",
    "History",
    (
        topic(
            "history.illness",
            "Course of the illness",
            entry(
                "team",
                "First unwell at 19. Four admissions since, three under section, each after "
                "stopping the depot. Between admissions he has lived on his own and worked.\n\n"
                "Early signs: he stops sleeping, covers the mirrors, does not answer his phone.",
                source="case notes, first hand",
                **TOWARDS,
            ),
            entry("patient", "I get ill when people crowd me. When I am left in peace I am fine."),
            entry(
                "carer",
                "He rings me every Sunday. When he misses two I know something is wrong.",
                third_party=True,
            ),
        ),
        topic(
            "history.strengths",
            "Strengths and times of health",
            entry("team", "Skilled at repairing bicycles; two years in a shop.", **AGAINST),
            entry("patient", "I can mend anything with a chain on it."),
        ),
        topic(
            "history.treatment_response",
            "Response to treatment",
            entry("team", "Well in six weeks on paliperidone; tablets were not taken.", **TOWARDS),
            entry("patient", "", **DECLINED),
        ),
        topic("history.engagement", "Engagement", entry("team", "", NURSE, **NOT_DISCUSSED)),
        topic("history.compulsion", "Earlier compulsion"),
        topic(
            "history.substance_use",
            "Substance use",
            entry(
                "team",
                "Amphetamine most weekends in the month before each admission.",
                source="urine tests on admission, 30 July 2026",
                **TOWARDS,
            ),
            entry("member", "He has cut down twice, both times through the bicycle shop.", OT,
                  for_another=True, recorded_by=NURSE),
        ),
    ),
)  # fmt: skip

SOCIAL = Chapter(
    "social",
    "Social circumstances",
    (
        topic(
            "social.housing_finance",
            "Housing and money",
            entry("team", "His tenancy is kept until January. Arrears of £412 are being paid off."),
        ),
        topic("social.exploitation", "Vulnerability to exploitation"),
    ),
)

RISK = Chapter(
    "risk",
    "Risk",
    (
        topic(
            "risk.self",
            "Risk to self",
            entry("team", "None known outside relapse. In 2023 he walked on the railway at night."),
            entry("patient", "I was not trying to die, I was trying to get away from the voices."),
        ),
        topic(
            "risk.others",
            "Risk to others",
            entry("team", "Pushed a neighbour in July 2026, believing that he was being filmed.",
                  **TOWARDS),
            missing=("Eddie",),
        ),
        topic(
            "risk.positive_risk",
            "Positive risk-taking",
            entry("team", "Going back to the repair shop from the second week on."),
            entry("patient", "Let me work. That is what keeps me well."),
        ),
    ),
)  # fmt: skip

VIEWS_CHAPTER = Chapter("views", "Professional views", (topic("views.stigma", "Stigma"),))
