"""The three cases: what they say, on every day on which somebody may load them."""

import re
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.cases import moments
from assessments.cases.reading import all_cases, read
from assessments.cases.replaying import Replay
from assessments.models import Assessment, Patient, Record, StatutoryForm
from assessments.services import records
from assessments.statute.conditions import comments_on
from assessments.statute.order_form import FormDates, oddities
from assessments.statute.periods import last_day_of_months
from assessments.statute.readiness import review_date_faults
from cto.accounts.demonstration import create_demonstration_users
from cto.accounts.models import Team
from tests import factories as make

CASES = {case.key: case for case in all_cases()}
A_COMMON_YEAR = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
A_LEAP_YEAR = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
# Days on which months are shortest, clocks change, and years turn.
AWKWARD = [
    date(2028, 2, 29),
    date(2027, 8, 31),
    date(2027, 3, 28),
    date(2026, 10, 25),
    date(2027, 1, 1),
]


def told(case, verb):
    return [step for step in case.steps if step.do == verb]


def replay(today):
    users = create_demonstration_users(make.PASSWORD)
    teams = {team.name: team for team in Team.objects.all()}
    for case in CASES.values():
        Replay(case, users, teams, today).run()


def test_the_cases_are_the_papers_three():
    assert set(CASES) == {"eddie", "jeanette", "peter"}


def test_the_papers_closing_questions_stand_in_the_cases():
    assert {key: len(case.prompts) for key, case in CASES.items()} == {
        "eddie": 2,
        "jeanette": 1,
        "peter": 3,
    }


def test_no_case_gives_a_cause_that_its_vignette_does_not():
    """Eddie's admissions came of illness and substances, not of lost contact; Peter was admitted
    five times and stopped treatment each time, and nothing says that the one led to the other.
    """
    invented = re.compile(
        r"each after|followed lost contact|gap in treatment|admission followed|admitted again|"
        r"informal support|without treatment|earlier discharges without",
        re.IGNORECASE,
    )
    for case in CASES.values():
        for step in case.steps:
            assert not [text for text in _texts(step.values) if invented.search(text)], step


def test_eddies_substances_stand_beside_his_illness_wherever_admissions_are_given_as_a_reason():
    (decision,) = told(CASES["eddie"], "decide")
    for given in ("reasons", "necessary_reasons"):
        assert "the use of substances" in decision.values[given]


def _texts(values):
    return [text for text in values.values() if isinstance(text, str)]


def test_every_number_begins_999():
    assert all(case.person["nhs_number"].startswith("999") for case in CASES.values())


@pytest.mark.parametrize("today", [*A_COMMON_YEAR, *A_LEAP_YEAR], ids=str)
def test_the_days_of_the_cases_fit_together_on_every_load_day(today):
    for case in CASES.values():
        acts = [moments.moment(step.at, today) for step in case.steps]
        signed = [
            moments.moment(step.at, today)
            for step in case.steps
            if step.do in ("put forward", "state", "seal", "record statutory form")
        ]
        assert signed == sorted(signed)
        assert max(acts).date() <= today
        began = moments.day(case.person["section_began_on"], today)
        ends = last_day_of_months(began, case.person["section_months"]).on
        for step in told(case, "decide"):
            if "effective_on" in step.values:
                effective = moments.day(step.values["effective_on"], today)
                review = moments.day(step.values["review_on"], today)
                assert began <= effective <= ends
                assert review_date_faults(review, effective) == ()
        for step in told(case, "record statutory form"):
            days = {key: step.values[key] for key in ("part_1_on", "part_2_on", "part_3_on")}
            form = FormDates(
                **{key: moments.day(value, today) for key, value in days.items()},
                effective_on=moments.moment(step.values["effective_at"], today).date(),
                received_on=moments.day(step.values["received_on"], today),
            )
            assert oddities(form) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("today", AWKWARD, ids=str)
def test_the_cases_replay_on_awkward_days(today, monkeypatch):
    monkeypatch.setattr(records, "decision_record", lambda summary, *, mark: b"%PDF-")

    replay(today)

    outcomes = {r.assessment.patient.called: r.outcome for r in Record.objects.all()}
    assert outcomes == {"Eddie": "made", "Jeanette": "not_made", "Peter": "made"}


@pytest.mark.django_db
@pytest.mark.prints
def test_the_command_loads_sealed_records_marked_as_demonstrations(monkeypatch, capsys):
    monkeypatch.setenv("DEMO_PASSWORD", make.PASSWORD)

    call_command("load_cases")

    assert Patient.objects.count() == Patient.objects.filter(demonstration=True).count() == 3
    assert all(bytes(record.pdf).startswith(b"%PDF-") for record in Record.objects.all())
    assert set(Assessment.objects.values_list("status", flat=True)) == {"sealed"}
    effective = StatutoryForm.objects.get(assessment__patient__preferred_name="Peter").effective_at
    assert timezone.localdate(effective) == moments.day("-7 months", timezone.localdate())


@pytest.mark.django_db
def test_the_command_refuses_a_database_that_holds_people(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", make.PASSWORD)
    make.person(make.team())

    with pytest.raises(CommandError, match="holds people already"):
        call_command("load_cases")

    assert Patient.objects.count() == 1


@pytest.mark.django_db
def test_the_command_asks_for_a_password(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("load_cases")


def test_the_wording_check_has_something_to_say_about_eddies_drug_tests():
    wordings = [s.values["wording"] for s in told(CASES["eddie"], "propose condition")]

    comments = {wording: [c.key for c in comments_on(wording)] for wording in wordings}

    assert "unenforceable" in comments["Eddie will agree to urine tests for illicit drugs."]


def test_a_case_file_with_something_missing_names_the_file(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text('key = "broken"')

    with pytest.raises(ValueError, match=r"broken\.toml"):
        read(broken)


@pytest.mark.parametrize("told", ["yesterday", "-3 fortnights", "3 days"])
def test_a_day_that_is_no_day_is_refused(told):
    with pytest.raises(moments.Misread):
        moments.day(told, make.TODAY)


@pytest.mark.parametrize(
    ("told", "today", "on"),
    [
        ("today", date(2028, 2, 29), date(2028, 2, 29)),
        ("-1 year", date(2028, 2, 29), date(2027, 2, 28)),  # no such day: the month's last
        ("-6 months", date(2027, 8, 31), date(2027, 2, 28)),
        ("-5 months -3 weeks", date(2026, 11, 22), date(2026, 6, 1)),
        ("+2 months", date(2026, 12, 31), date(2027, 2, 28)),
    ],
)
def test_days_are_told_from_the_day_of_loading(told, today, on):
    assert moments.day(told, today) == on
