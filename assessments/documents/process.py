"""Stages 2 and 3 on paper: views, agreement, conditions, interviews, consultations, meeting."""

from assessments import guideline
from assessments.documents import words
from assessments.documents.blocks import Block, Line, Said, Section, facts
from assessments.documents.chapters import recorded
from assessments.documents.first_page import CONSENT, THIRD_PARTY, FirstPage, anchor
from assessments.documents.first_page import conditions as in_full
from assessments.summary.shapes import (
    Agreement,
    AssessmentSummary,
    Capacity,
    Condition,
    Consultation,
    Interview,
    Option,
    View,
    ViewText,
)

# Whom the guideline asks to consult; the kind of a consultation is the end of its key.
CONSULTED = guideline.factors_of("consult")


def options(summary: AssessmentSummary) -> Section:
    """The alternatives weighed, and the ones that were not (guideline ``box3``)."""
    weighed = tuple(_option(each) for each in summary.options if each.weighed)
    left = [each.title for each in summary.options if not each.weighed]
    closing = (Line(f"Not weighed: {'; '.join(left)}.", "closing"),) if left else ()
    return Section("Alternatives weighed", (*weighed, *closing))


def _option(option: Option) -> Section:
    by = ""
    if option.recorded_by is not None and option.recorded_at is not None:
        by = f"Recorded by {option.recorded_by.name}, {words.moment(option.recorded_at)}."
    sides = [("Reasons for", option.reasons_for), ("Reasons against", option.reasons_against)]
    said = [Said(label, text) for label, text in sides if text]
    return Section(option.title, (*said, Line(by, "by")), level=3)


def pause(summary: AssessmentSummary) -> Section | None:
    """The responsible clinician's stop before deciding."""
    if summary.pause is None:
        return None
    return Section(
        "The pause before the decision",
        (*facts([(f.label, f.value) for f in summary.pause.facts]), recorded(summary.pause)),
    )


def views(summary: AssessmentSummary, page: FirstPage) -> Section:
    """Members' own views, with every version of each."""
    found = summary.views
    blocks: list[Block] = []
    if found.revealed_at is not None and found.revealed_by is not None:
        when = words.moment(found.revealed_at)
        blocks.append(Line(f"Revealed by {found.revealed_by.name}, {when}.", "by lead"))
    elif found.given_by:
        names = words.listed([who.name for who in found.given_by])
        blocks.append(Line(f"Given and not yet revealed: {names}."))
    blocks += [_view(each, page) for each in found.given]
    if found.none_from:
        names = words.listed([who.name for who in found.none_from])
        blocks.append(Line(f"No view given by {names}.", "closing"))
    return Section("Members’ own views", tuple(blocks))


def _view(view: View, page: FirstPage) -> Section:
    key = f"view.{view.member.id}"
    late = " (given after the views were revealed)" if view.late else ""
    label = f"{view.now.stance_words}{late}"
    reasons = page.or_told(key, view.now.reasons)
    former = [
        block
        for text in view.earlier
        for block in _version(
            text, f"Earlier view: {words.inside(text.stance_words)}", text.reasons
        )
    ]
    blocks = (*former, *_version(view.now, label, reasons, anchor(key)))
    return Section(f"{view.member.name}, {view.member.description}", blocks, level=3)


def _version(text: ViewText, label: str, reasons: str, place: str = "") -> tuple[Said, ...]:
    """One version of a view; ``place`` is given for the present one alone."""
    former = not place
    by = f"{text.sureness}, {words.moment(text.at)}." if text.sureness else words.moment(text.at)
    change = Said("What would change this view", text.would_change, former=former)
    return (
        Said(label, reasons, by=by, former=former, anchor=place),
        *((change,) if text.would_change else ()),
    )


def agreement(found: Agreement | None, page: FirstPage) -> Section | None:
    """Stage 2: what the team recommends."""
    if found is None:
        return None
    by = (
        f"Agreed on {words.day(found.agreed_on)}. "
        f"Recorded by {found.recorded_by.name}, {words.moment(found.recorded_at)}."
    )
    key = "agreement.reasons"
    reasons = page.or_told(key, found.reasons)
    blocks: list[Block] = [Said(found.recommendation_words, reasons, by=by, anchor=anchor(key))]
    if found.dissent:
        text = page.or_told("agreement.dissent", found.dissent)
        blocks.append(Said("Dissent in the team", text, anchor=anchor("agreement.dissent")))
    note = "The decision itself is the responsible clinician’s."
    return Section("What the team recommends", (*blocks, Line(note, "by")))


def conditions(summary: AssessmentSummary, page: FirstPage) -> Section | None:
    """Why each discretionary condition stands, and every wording that page 1 left out."""
    if not summary.discretionary:
        return None
    left = tuple(each for each in summary.conditions if each not in page.conditions_told)
    wordings = (in_full(left),) if left else ()
    told = f"The wording of each condition is {page.place}."
    if left and page.conditions_told:
        told = f"Two conditions stand in every order. The wording of the others is {page.place}."
    note = (Line(told, "lead"),) if page.conditions_told else ()
    details = (_condition(each) for each in summary.discretionary)
    return Section("Reasons for the conditions", (*note, *wordings, *details))


def _condition(found: Condition) -> Section:
    rows = [
        ("Purpose, section 17B(2)", "; ".join(found.purposes)),
        ("Why it is necessary or appropriate", found.rationale),
        ("How far it is beneficial", found.beneficial),
        ("How far it can be enforced", found.enforceable),
        ("Support offered", found.support),
        ("The person’s view of it", found.patient_view),
        ("Proposed by", found.proposed_by.name if found.proposed_by else ""),
    ]
    return Section(f"Condition {found.number} of {found.of}", facts(rows), level=3)


def interviews(found: tuple[Interview, ...]) -> tuple[Block, ...]:
    """Each meeting with the person."""
    return tuple(_interview(each) for each in found)


def _interview(found: Interview) -> Section:
    both = [
        ("responsible clinician", found.with_responsible_clinician),
        ("approved mental health professional", found.with_amhp),
    ]
    by_whom = words.listed([who for who, was in both if was]) or "neither signatory"
    rows = [
        ("Present", found.present),
        ("Interviewed by", by_whom[:1].upper() + by_whom[1:]),
        ("Notes", found.notes),
    ]
    mark = (Line(THIRD_PARTY, "boxed"),) if found.third_party else ()
    return Section(
        f"Meeting on {words.day(found.held_on)}", (*mark, *facts(rows), recorded(found)), level=3
    )


def capacity(found: tuple[Capacity, ...]) -> Section:
    """Capacity, decision by decision (Mental Capacity Act 2005)."""
    return Section("Capacity", tuple(_capacity(each) for each in found))


def _capacity(found: Capacity) -> Section:
    rows = [
        ("Decision", found.decision),
        ("Assessed", f"{words.day(found.assessed_on)}, by {found.assessor}"),
        *((fact.label, fact.value) for fact in found.facts),
    ]
    title = f"Assessment of {words.day(found.assessed_on)}"
    return Section(title, (*facts(rows), recorded(found)), level=3)


def involvement(summary: AssessmentSummary, page: FirstPage) -> Section | None:
    """How the person was enabled to take part; what page 1 has told is not told again."""
    found = summary.involvement
    if found is None:
        return None
    blocks: list[Block] = [
        Said(fact.label, fact.value, own=True, anchor=anchor(f"involvement.{fact.label}"))
        for fact in found.facts
        if fact.label in CONSENT and f"involvement.{fact.label}" not in page.told
    ]
    blocks += facts([(f.label, f.value) for f in found.facts if f.label not in CONSENT])
    return Section("How the person took part", (*blocks, recorded(found)) if blocks else ())


def not_recorded(summary: AssessmentSummary) -> Section | None:
    """One line for what Stages 2 and 3 ask on pages of their own, and nobody entered."""
    asked = {f"consult.{each.kind}" for each in summary.consultations}
    parts = (
        ("the team’s recommendation", summary.agreement),
        ("an interview with the person", summary.interviews),
        ("capacity to make the decisions", summary.capacity),
        ("level of consent, advocate and interpreter", summary.involvement),
        *((f"consultation: {words.inside(f.title)}", f.key in asked) for f in CONSULTED),
        ("who met to plan after-care, section 117", summary.meeting),
        ("the pause before the decision", summary.pause),
    )
    left = [title for title, found in parts if not found]
    line = Line(f"Nothing is recorded on: {'; '.join(left)}.")
    return Section("Not recorded", (line,)) if left else None


def consultations(found: tuple[Consultation, ...]) -> Section:
    """Who was asked, or why not (``consult.*``)."""
    return Section("Consultations", tuple(_consultation(each) for each in found))


def _consultation(found: Consultation) -> Section:
    mark = (Line(THIRD_PARTY, "boxed"),) if found.third_party else ()
    rows = facts([(fact.label, fact.value) for fact in found.facts])
    title = f"{found.kind_words}: {found.name}" if found.name else found.kind_words
    return Section(title, (*mark, *rows, recorded(found)), level=3)
