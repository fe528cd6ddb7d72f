"""The person, and the facts about them that belong in a decision."""

from datetime import date

from assessments.models import Ethnicity, Nation, Patient, RelativeStanding, Victims
from assessments.statute import sections
from assessments.summary.shapes import Fact, Person
from cto.accounts.models import Team, User
from cto.design.words import short_day

UNKNOWN = "Not recorded"


def person(patient: Patient) -> Person:
    """The person as they are described now, every fact present, "Not recorded" where empty."""
    return Person(
        id=str(patient.pk),
        name=patient.name,
        preferred_name=patient.preferred_name,
        date_of_birth=patient.date_of_birth,
        nhs_number=patient.nhs_number or "",
        local_number=patient.local_number or "",
        nation=patient.nation,
        facts=_facts(patient),
        demonstration=patient.demonstration,
    )


def _facts(patient: Patient) -> tuple[Fact, ...]:
    facts = [
        Fact("Diagnosis", patient.diagnosis or UNKNOWN),
        Fact("Liable to detention under", _section(patient)),
        Fact("Section began", _date(patient.section_began_on)),
        Fact("Section ends", _date(patient.section_ends_on)),
        Fact("Section 2 admission", _date(patient.section_2_admission_on)),
        Fact("Responsible hospital", _hospital(patient)),
        Fact("First medication in this detention", _date(patient.first_medication_on)),
        Fact("In-patient team", _team(patient.inpatient_team, patient.inpatient_rc)),
        Fact("Community team", _team(patient.community_team, patient.community_rc)),
        Fact("Approved mental health professional", _name(patient.amhp)),
        Fact("Care coordinator", _name(patient.care_coordinator)),
        Fact("Nearest relative", relative(patient)),
        Fact("Advance decision or statement", patient.advance_decision or UNKNOWN),
        Fact("Attorney or deputy", patient.attorney_or_deputy or UNKNOWN),
        Fact("Language", language(patient)),
        Fact("Ethnicity", _ethnicity(patient)),
    ]
    if patient.victims or patient.victim_contact:
        facts.append(Fact("Victim contact", patient.victim_contact or NO_CONTACT[patient.victims]))
    return tuple(facts)


NO_CONTACT = {
    Victims.NO.value: "None: no victim has asked to be told, or to be heard",
    Victims.NOT_KNOWN.value: "Not known whether a victim has asked to be told, or to be heard",
}


def _date(value: date | None) -> str:
    return short_day(value) if value else UNKNOWN


def _name(user: User | None) -> str:
    return f"{user.name}, {user.description}" if user else "Nobody named"


def _team(team: Team | None, rc: User | None) -> str:
    if team is None:
        return "None"
    return f"{team.name}; responsible clinician: {rc.name if rc else 'nobody named'}"


def _section(patient: Patient) -> str:
    if not patient.section:
        return UNKNOWN
    label = sections.power(patient.section).label
    return f"{label}, restricted" if patient.restricted else label


def _hospital(patient: Patient) -> str:
    return f"{patient.hospital or UNKNOWN} ({Nation(patient.nation).label})"


def language(patient: Patient) -> str:
    """The language in which the person is spoken to, and whether an interpreter is needed."""
    needed = {True: "interpreter needed", False: "no interpreter needed", None: ""}
    parts = [patient.language or UNKNOWN, needed[patient.interpreter_needed]]
    return ", ".join(part for part in parts if part)


def _ethnicity(patient: Patient) -> str:
    return Ethnicity(patient.ethnicity).label if patient.ethnicity else UNKNOWN


def relative(patient: Patient) -> str:
    """Who the nearest relative is, or why nobody is named or consulted (s.26)."""
    standing = RelativeStanding(patient.relative_standing)
    named = ", ".join(p for p in (patient.relative_name, patient.relative_relationship) if p)
    if standing is RelativeStanding.NAMED:
        return named or UNKNOWN
    if standing is RelativeStanding.NONE:
        return f"None. {patient.relative_reason}".strip()
    if standing is RelativeStanding.NOT_TO_CONSULT:
        return f"{named or 'Named'}; not to be consulted: {patient.relative_reason}".strip()
    return "Not known yet"
