"""A decision as a team would record it, made of nothing but the shapes. Nobody in it is real."""

from dataclasses import replace
from datetime import date, timedelta

from assessments.summary import shapes
from assessments.summary.shapes import Chapter, Fact
from tests.documents.discussion import (
    AMHP,
    AT,
    HISTORY,
    NURSE,
    OT,
    PERSON,
    RC,
    RISK,
    SOCIAL,
    VIEWS_CHAPTER,
    entry,
    topic,
)

OPTIONS = (
    shapes.Option(
        "informal", "Informal care in the community",
        "It is what Eddie would choose, and it costs no trust.",
        "After each discharge without an order he stopped treatment within four months.",
        RC, AT - timedelta(days=4),
    ),
    shapes.Option(
        "leave", "Section 17 leave",
        "Could be tried at once, and ended at once.",
        "It was tried for five weeks in September and October and has done what a trial can do.",
        RC, AT - timedelta(days=4),
    ),
    shapes.Option("guardianship", "Guardianship (section 7)", "", "", None, None),
)  # fmt: skip

REFLECTION = (
    Chapter(
        "reflection",
        "Dilemmas",
        (
            topic("dilemmas.efficacy", "Uncertain efficacy",
                  entry("team", "Trials found no overall effect. For Eddie we look at a year.",
                        RC)),
            topic("dilemmas.relationships", "Effect on relationships"),
        ),
    ),
    Chapter(
        "box4",
        "Guiding principles",
        (
            topic("box4.purpose", "Purpose and effectiveness",
                  entry("team", "To keep a depot going through one winter and spring.", RC)),
        ),
    ),
)  # fmt: skip

VIEWS = shapes.Views(
    revealed_at=AT - timedelta(days=3),
    revealed_by=RC,
    given=(
        shapes.View(
            NURSE,
            shapes.ViewText("make", "Make a community treatment order", "Fairly sure",
                            "The depot is what keeps him well; without an order he stops it.",
                            "A month of coming to the clinic by himself.", AT - timedelta(days=2)),
            (
                shapes.ViewText("more", "More information is needed first", "Unsure",
                                "I would like to hear from the repair shop first.", "",
                                AT - timedelta(days=5)),
            ),
            late=False,
        ),
        shapes.View(
            OT,
            shapes.ViewText("do_not", "Do not make an order", "Fairly sure",
                            "Work has done more for him than any section. An order will make him "
                            "feel watched, which is how each relapse began.",
                            "If he were to lose the place at the shop.", AT - timedelta(days=4)),
            (),
            late=False,
        ),
    ),
    given_by=(NURSE, OT),
    none_from=(AMHP,),
)  # fmt: skip

NO_VIEWS = shapes.Views(None, None, (), (), (AMHP, NURSE, OT))

AGREEMENT = shapes.Agreement(
    recommendation="dissent",
    recommendation_words="The team recommends an order, with dissent",
    reasons="Three of us think that an order for six months is the smallest thing that will hold.",
    dissent="Sunita Rao: support at work has not been tried without an order, and ought to be.",
    agreed_on=date(2026, 11, 9),
    recorded_by=NURSE,
    recorded_at=AT - timedelta(days=3),
)


def condition(number: int, wording: str, **more: object) -> shapes.Condition:
    values = {
        "number": number, "of": 5, "kind": "discretionary", "key": "condition.additional",
        "row": f"row-{number}", "thread": f"thread-{number}", "wording": wording,
        "source": "s.17B(2)", "purposes": (), "rationale": "", "beneficial": "",
        "enforceable": "", "support": "", "patient_view": "", "proposed_by": None,
    }  # fmt: skip
    return shapes.Condition(**{**values, **more})  # type: ignore[arg-type]


CONDITIONS = (
    condition(1, "Eddie is to be available for examination under section 20A, when it is being "
                 "decided whether the order should be extended.",
              kind="mandatory", source="s.17B(3)(a)", row="", thread=""),
    condition(2, "Eddie is to be available for examination by a second opinion appointed doctor, "
                 "so that a Part 4A certificate can be given.",
              kind="mandatory", source="s.17B(3)(b)", row="", thread=""),
    condition(3, "To take the medicines agreed in the care plan, at present a depot every month.",
              purposes=("Ensuring that the person receives medical treatment",),
              rationale="Each relapse followed the end of the depot.",
              beneficial="Greatly: nothing else has kept him well for a year.",
              enforceable="It can be asked for, not forced; recall has its own test.",
              support="Depot clinic on Fridays after work; side effects checked monthly.",
              patient_view="I will take it if I can have it on Fridays.", proposed_by=NURSE),
    condition(4, "To meet a member of the outreach team once a week, at home or at the clinic.",
              purposes=("Ensuring that the person receives medical treatment",),
              rationale="Weekly contact is how the early signs were seen in 2024.",
              support="By text first, never unannounced.", proposed_by=NURSE),
    condition(5, "To give a urine sample for drug testing when asked.",
              purposes=("Protecting other people",),
              rationale="Amphetamine came before each admission.",
              enforceable="Nothing follows by itself from saying no.",
              patient_view="That is insulting. I will not do it.", proposed_by=RC),
)  # fmt: skip

INTERVIEW = shapes.Interview(
    "i1", "t1", date(2026, 11, 3), "Dr Malik, Joan Price, Eddie and his advocate", True, True,
    "An hour, with a break. Eddie had asked for the window to be open.", False, RC,
    AT - timedelta(days=9),
)  # fmt: skip

INTERVIEW_TOPICS = Chapter(
    "interview",
    "Interviews with the person",
    (
        topic("interview.symptoms", "Symptoms now",
              entry("team", "Voices in the evening, quieter than in August.", RC,
                    source="Interview on 3 November 2026")),
        topic("interview.attitude_formal", "View of an order and of leave",
              entry("patient", "I would rather have no order at all. If it gets me out before "
                    "Christmas, and ends in summer, I can live with it.", RC)),
        topic("interview.cognition", "Memory and thinking"),
    ),
)  # fmt: skip

CAPACITY = shapes.Capacity(
    "c1", "Whether to go on with paliperidone in the community", date(2026, 11, 3),
    "Dr Farah Malik",
    (Fact("Support given to decide", "Leaflet read together; second talk the day after"),
     Fact("Understand the information", "Yes"), Fact("Use or weigh it", "Yes"),
     Fact("Outcome", "Has capacity to make this decision"),
     Fact("Reasons", "He gave the reasons for and against in his own words, and compared them.")),
    RC, AT - timedelta(days=9),
)  # fmt: skip

EXPLANATION = Chapter(
    "explain",
    "Explanation",
    (
        topic("explain.recall", "Recall to hospital",
              entry("patient", "They can call me back for three days, not for saying no to "
                    "a test.", AMHP)),
        topic("explain.tribunal", "Right to a tribunal"),
    ),
)  # fmt: skip

INVOLVEMENT = shapes.Facts(
    "v1",
    (Fact("Level of consent", "Agrees, with reservations"),
     Fact("In the person's words", "Fine, but not the testing."),
     Fact("Told about the independent advocate", "Yes, on 1 November 2026"),
     Fact("Advocate offered", "Yes"), Fact("Answer about the advocate", "Accepted")),
    AMHP, AT - timedelta(days=6),
)  # fmt: skip

CONSULTATIONS = (
    shapes.Consultation(
        "k1", "nearest_relative", "Nearest relative", "Ruth Whitlock, mother",
        (Fact("Consulted", "Yes, on 4 November 2026"),
         Fact("The person's agreement", "The person agreed"),
         Fact("What they said", "She is for it, and afraid that he will hold it against her.")),
        True, AMHP, AT - timedelta(days=8),
    ),
)  # fmt: skip

MEETING = shapes.Facts(
    "m1",
    (Fact("Held on", "9 November 2026"),
     Fact("Who was there", "Dr Malik, Joan Price, Colin Baker, Sunita Rao, Eddie"),
     Fact("After-care services arranged (section 117)",
          "Weekly visits; depot clinic; two afternoons of supported work; arrears plan.")),
    NURSE, AT - timedelta(days=3),
)  # fmt: skip

MEETING_TOPICS = Chapter(
    "meeting", "Discharge planning meeting",
    (topic("meeting.feasible", "Is it feasible?",
           entry("team", "Yes, from the day on which the flat has its heating back.", NURSE)),),
)  # fmt: skip

PAUSE = shapes.Facts(
    "p1",
    (Fact("What the responsible clinician takes from it",
          "The loss of trust is real. It is smaller than a fifth admission."),),
    RC, AT - timedelta(hours=5),
)  # fmt: skip

CRITERIA = tuple(
    shapes.Criterion(key, text, source, "met", "Met", reasons)
    for key, text, source, reasons in (
        ("appropriate", "Mental disorder of a nature or degree that makes it appropriate to have "
         "medical treatment", "s.17A(5)(a)", "Relapsing psychosis, partly treated."),
        ("necessary", "Treatment is necessary for health or safety, or to protect others",
         "s.17A(5)(b)", "Without it he has come to harm four times, and once hurt a neighbour."),
        ("community", "Treatment can be provided without continued detention", "s.17A(5)(c)",
         "Five weeks of leave went well."),
        ("recall", "It is necessary to be able to recall", "s.17A(5)(d) and (6)",
         "Twice he was beyond reach within a fortnight of the first signs."),
        ("available", "Appropriate medical treatment is available", "s.17A(5)(e)",
         "Depot clinic and outreach have both accepted him."),
    )
)  # fmt: skip

DECISION = shapes.Decision(
    row="d1",
    outcome="made",
    outcome_words="Decided to make a community treatment order",
    reasons=(
        "An order for six months keeps the depot going through the time of year in which he has "
        "been ill before. Leave has been tried and was steady. He has reservations, not about the "
        "medicine but about testing, and the order does not depend on it."
    ),
    criteria=CRITERIA,
    instead="",
    instead_words="",
    leave_considered="",
    information_needed="",
    information_by=None,
    effective_on=date(2026, 11, 16),
    review_on=date(2027, 2, 15),
    recorded_by=RC,
    recorded_at=AT - timedelta(hours=4),
)

STATEMENT = shapes.Statement(
    standing="given",
    standing_words="Given",
    by=AMHP,
    at=AT - timedelta(hours=2),
    agrees_criteria=True,
    criteria_reasons="I interviewed Eddie and his mother, and read the notes back to 2019.",
    appropriate=True,
    appropriate_reasons="For six months, with the work placement kept up.",
    conditions=tuple(
        shapes.ConditionAnswer(each.row, each.number, each.wording, True, reasons)
        for each, reasons in zip(
            CONDITIONS[2:],
            ("He accepts it.", "Little enough to ask.", "Of doubtful use; harmless."),
            strict=True,
        )
    ),
)  # fmt: skip

SUMMARY = shapes.AssessmentSummary(
    id="a1",
    reference="CTO-2026-0001",
    version=1,
    replaces=None,
    status="sealed",
    opened_at=AT - timedelta(days=20),
    guideline_edition="macpherson-2010/1",
    rules_edition="2026-11",
    person=PERSON,
    domains=(HISTORY, SOCIAL, RISK, VIEWS_CHAPTER),
    options=OPTIONS,
    reflection=REFLECTION,
    views=VIEWS,
    agreement=AGREEMENT,
    conditions=CONDITIONS,
    interviews=(INTERVIEW,),
    interview_topics=INTERVIEW_TOPICS,
    capacity=(CAPACITY,),
    explanation=EXPLANATION,
    involvement=INVOLVEMENT,
    consultations=CONSULTATIONS,
    meeting=MEETING,
    meeting_topics=MEETING_TOPICS,
    pause=PAUSE,
    decision=DECISION,
    statement=STATEMENT,
    earlier_statements=(),
    attended=(
        shapes.Attended(RC.name, "Responsible clinician", True, "in the room"),
        shapes.Attended(AMHP.name, "AMHP", True, "in the room"),
        shapes.Attended(NURSE.name, "Care coordinator", True, "in the room"),
        shapes.Attended(OT.name, "Occupational therapist", True, "by video"),
    ),
    roles_missing=("Responsible clinician, in-patient team",),
    signatures=(
        shapes.Signature("put_forward", "Put forward", RC, AT - timedelta(hours=3), "ab" * 32),
        shapes.Signature("stated", "AMHP's statement", AMHP, AT - timedelta(hours=2), "ab" * 32),
        shapes.Signature("sealed", "Sealed", RC, AT, "ab" * 32),
    ),
)


def not_made() -> shapes.AssessmentSummary:
    """An order that was not made, after a disagreement, as version 2."""
    no = replace(
        STATEMENT,
        agrees_criteria=False,
        criteria_reasons="I do not find that recall is needed: he has come back by himself.",
    )
    decision = replace(
        DECISION,
        outcome="not_made",
        outcome_words="Community treatment order not made",
        reasons="The two of us do not agree that recall is needed, and there is another way.",
        instead="leave_long",
        instead_words="Leave at home from Monday, with a visit every second day.",
        leave_considered="An order was considered first and not made, for the reasons above.",
        effective_on=None,
    )
    replaces = shapes.Replaces(1, "the first version named the wrong clinic", RC, AT)
    return replace(SUMMARY, version=2, replaces=replaces, decision=decision, statement=no)
