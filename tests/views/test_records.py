"""The record on screen and on paper, and what is added beside it."""

import hashlib
import uuid
from datetime import date

import pytest
from django.urls import reverse

from assessments.documents.renderer import CannotPrint
from assessments.lifecycle import Outcome, Status
from assessments.models import (
    FurtherExplanation,
    Patient,
    Record,
    ReviewDate,
    RightsGiven,
    StatutoryForm,
)
from assessments.services import assessments
from assessments.views import records
from cto.audit.models import Entry
from tests import factories as make

CTO1 = {
    "act": "record",
    "effective_at-day": "20",
    "effective_at-month": "11",
    "effective_at-year": "2026",
    "effective_at-time": "11:00",
    **{
        f"{part}-{unit}": value
        for part in ("part_1_on", "part_2_on", "part_3_on")
        for unit, value in (("day", "20"), ("month", "11"), ("year", "2026"))
    },
}
EXPLAINED = {
    "explained_on-day": "20",
    "explained_on-month": "11",
    "explained_on-year": "2026",
    "explained_by": "The care coordinator",
    "understood": "She asked when the review is.\nShe knows about the tribunal.",
}


@pytest.fixture
def users(db):
    return make.team()


@pytest.fixture
def one(users):
    return make.assessment_at(Status.SEALED, users)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(make.MOMENT.replace(hour=15))


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def send(client, user, name, assessment, data):
    client.force_login(user)
    return client.post(reverse(name, args=[assessment.pk]), data)


def test_the_answers_to_check_are_those_of_the_paper(client, users):
    one = make.assessment(users)
    make.consider(one, "risk.self", "Fell twice <b>last</b> winter.", users.nurse)

    shown = page(client, users.nurse, "check", one.pk).content.decode()

    assert "Fell twice &lt;b&gt;last&lt;/b&gt; winter." in shown
    assert "999 000 0018" in shown


def test_checking_takes_a_fixed_number_of_queries(client, users, django_assert_num_queries):
    one = make.assessment(users)
    client.force_login(users.nurse)
    for key in ("risk.self", "risk.others", "history.illness"):
        with django_assert_num_queries(26):
            client.get(reverse("check", args=[one.pk]))
        make.consider(one, key, f"Words about {key}.", users.nurse)


@pytest.mark.prints
def test_a_draft_is_a_pdf_without_a_reference(client, users):
    one = make.assessment(users)

    answer = page(client, users.mha, "draft", one.pk)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('inline; filename="CTO-draft_')
    assert one.reference not in answer["Content-Disposition"]


def test_what_cannot_be_printed_says_why_and_prints_nothing(client, users, monkeypatch):
    one = make.assessment(users)

    def broken(summary, *, mark):
        raise CannotPrint("The record's fonts cannot print ☃.")

    monkeypatch.setattr(records, "decision_record", broken)

    answer = page(client, users.nurse, "draft", one.pk)

    assert answer.status_code == 409
    assert "cannot print ☃" in answer.content.decode()


def test_the_pdf_is_served_byte_for_byte_as_it_was_sealed(client, users, one):
    record = Record.objects.get()

    answer = page(client, users.mha, "record-pdf", record.reference)

    assert hashlib.sha256(answer.content).hexdigest() == record.pdf_sha256
    assert answer["Content-Disposition"] == f'inline; filename="CTO-record_{record.reference}.pdf"'
    assert Entry.objects.filter(action="printed_record", about=one.patient_id).count() == 1


def test_an_older_version_is_served_as_superseded(client, users, one):
    assessments.correct(assessment=one, reason="Wrong ward.", by=users.rc, at=make.MOMENT)
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)
    first = Record.objects.get(version=1)

    shown = page(client, users.rc, "record", first.reference).content.decode()
    answer = page(client, users.rc, "record-pdf", first.reference)

    assert "Superseded" in shown
    assert "_SUPERSEDED.pdf" in answer["Content-Disposition"]
    assert hashlib.sha256(answer.content).hexdigest() == first.pdf_sha256


@pytest.mark.parametrize("name", ["record", "record-pdf"])
@pytest.mark.parametrize("who", ["other", "auditor", "sysadmin"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, users, one, name, who):
    reference = Record.objects.get().reference

    answer = page(client, getattr(users, who), name, reference)

    assert answer.status_code == 404
    assert Entry.objects.filter(outcome="refused").exists()


def test_the_record_takes_a_fixed_number_of_queries(client, users, one, django_assert_num_queries):
    reference = Record.objects.get().reference
    client.force_login(users.rc)
    for _ in range(3):
        with django_assert_num_queries(16):
            client.get(reverse("record", args=[reference]))
        send(client, users.nurse, "after-explanation", one, EXPLAINED)
        client.force_login(users.rc)


def test_until_the_form_is_recorded_the_order_is_decided_but_not_made(client, users, one):
    shown = page(client, users.rc, "record", Record.objects.get().reference).content.decode()

    assert "Decided, not yet made" in shown
    assert "CTO1 is not recorded" in shown


def test_wales_has_its_own_form(client, users):
    patient = make.person(users, nation="wales")
    one = make.assessment(users, patient)
    make.condition(one, users.nurse)
    make.decide(one, users.rc)
    from assessments.services import decisions

    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp)
    make.sealed(one, users.rc)

    shown = page(client, users.rc, "record", Record.objects.get().reference).content.decode()

    assert "CP1 is not recorded" in shown


@pytest.mark.parametrize("who", ["rc", "mha"])
def test_the_dates_of_the_form_are_recorded_and_oddities_are_said(client, users, one, who):
    answer = send(client, getattr(users, who), "after-form", one, CTO1)

    assert answer.status_code == 302
    assert StatutoryForm.objects.get().recorded_by == getattr(users, who)
    shown = page(client, users.rc, "record", Record.objects.get().reference).content.decode()
    assert "In effect from Friday 20 November 2026 at 11:00" in shown
    assert "before this decision was sealed" in shown  # sealed on the 23rd


def test_a_nurse_may_not_record_the_dates_of_the_form(client, users, one):
    answer = send(client, users.nurse, "after-form", one, CTO1)

    assert answer.status_code == 403
    assert not StatutoryForm.objects.exists()


def test_correcting_the_dates_keeps_the_ones_before(client, users, one):
    send(client, users.mha, "after-form", one, CTO1)
    first = StatutoryForm.objects.get()

    corrected = {**CTO1, "shown": first.pk, "part_3_on-day": "19"}

    without = send(client, users.mha, "after-form", one, corrected)
    assert without.status_code == 422
    assert "Enter why these dates are corrected" in without.content.decode()
    send(client, users.mha, "after-form", one, {**corrected, "reason": "Misread."})

    assert StatutoryForm.objects.count() == 2
    assert StatutoryForm.objects.current().get().supersedes == first


def test_two_who_record_the_form_at_once_are_shown_both(client, users, one):
    send(client, users.mha, "after-form", one, CTO1)

    answer = send(client, users.rc, "after-form", one, {**CTO1, "part_3_on-day": "19"})

    assert answer.status_code == 409
    assert users.mha.name in answer.content.decode()
    assert StatutoryForm.objects.count() == 1


def test_an_explanation_is_added_once_however_often_it_is_sent(client, users, one):
    data = {**EXPLAINED, "submission": str(uuid.uuid4())}

    for _ in range(3):
        assert send(client, users.nurse, "after-explanation", one, data).status_code == 302

    assert FurtherExplanation.objects.get().understood.endswith("tribunal.")


def test_what_is_wrong_in_a_form_is_said_and_all_text_stays(client, users, one):
    data = {**EXPLAINED, "explained_on-year": "2027"}

    answer = send(client, users.nurse, "after-explanation", one, data)

    assert answer.status_code == 422
    assert "today or in the past" in answer.content.decode()
    assert "She knows about the tribunal." in answer.content.decode()
    assert not FurtherExplanation.objects.exists()


def test_rights_given_stand_beside_the_record(client, users, one):
    data = {
        "given_on-day": "21",
        "given_on-month": "11",
        "given_on-year": "2026",
        "given_by": "Ward manager",
        "rights_spoken": "yes",
        "rights_leaflet": "yes",
        "advocate_leaflet": "no",
    }

    send(client, users.nurse, "after-rights", one, data)

    assert RightsGiven.objects.get().advocate_leaflet is False


def test_a_first_review_beyond_six_months_is_refused_with_the_last_day(client, users, one):
    send(client, users.mha, "after-form", one, CTO1)
    data = {"due_on-day": "20", "due_on-month": "5", "due_on-year": "2027"}

    answer = send(client, users.nurse, "after-review", one, {**data, "agreed_with_person": "yes"})

    assert answer.status_code == 422
    assert "19 May 2027" in answer.content.decode()
    assert not ReviewDate.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (("1", "1", "1999"), "the day of the decision"),
        (("1", "1", "2031"), "six months beginning with the day"),
    ],
)
def test_a_first_review_is_measured_by_the_decision_until_the_form_is_there(
    client, users, one, day, said
):
    data = {f"due_on-{part}": n for part, n in zip(("day", "month", "year"), day, strict=True)}

    answer = send(client, users.nurse, "after-review", one, {**data, "agreed_with_person": "yes"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReviewDate.objects.exists()


def test_an_order_that_takes_effect_on_another_day_than_decided_is_said(client, users, one):
    Patient.objects.update(section_ends_on=date(2026, 11, 30))
    when = {"effective_at-day": "1", "effective_at-month": "12"}
    assert send(client, users.mha, "after-form", one, {**CTO1, **when}).status_code == 302

    page = client.get(reverse("record", args=[one.records.get().reference])).content.decode()

    assert "on another day than the one in the sealed decision" in page
    assert "after the recorded section ended" in page


def test_what_the_person_understood_is_recorded_by_clinicians_only(client, users, one):
    answer = send(client, users.mha, "after-explanation", one, {})
    page = client.get(reverse("record", args=[one.records.get().reference])).content.decode()

    assert answer.status_code == 403
    assert "Add a further explanation" not in page
    assert "Add that rights were given" in page


def test_a_correction_needs_a_reason_and_the_responsible_clinician(client, users, one):
    without = send(client, users.rc, "correct", one, {"understood": "on"})
    by_nurse = send(client, users.nurse, "correct", one, {"reason": "x", "understood": "on"})
    done = send(client, users.rc, "correct", one, {"reason": "Wrong ward.", "understood": "on"})

    one.refresh_from_db()
    assert (without.status_code, by_nurse.status_code, done.status_code) == (422, 403, 302)
    assert (one.status, one.version) == ("with_team", 2)


def test_the_form_shows_every_date_before_it_is_recorded(client, users, one):
    answer = send(client, users.mha, "after-form", one, {**CTO1, "act": ""})

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Check before recording" in shown
    assert "Wednesday 19 May 2027" in shown  # its last day
    assert not StatutoryForm.objects.exists()


def test_a_corrected_form_shows_every_date_before_and_after(client, users, one):
    send(client, users.mha, "after-form", one, CTO1)
    corrected = {**CTO1, "shown": StatutoryForm.objects.get().pk, "effective_at-day": "21"}

    answer = send(client, users.mha, "after-form", one, {**corrected, "reason": "x", "act": ""})

    shown = answer.content.decode()
    assert "Moved from Wednesday 19 May 2027 to Thursday 20 May 2027" in shown
    assert StatutoryForm.objects.count() == 1


def test_a_form_that_the_act_does_not_allow_is_refused_at_the_field(client, users, one):
    early = {**CTO1, "effective_at-month": "8", "act": ""}

    answer = send(client, users.mha, "after-form", one, early)

    assert answer.status_code == 422
    assert 'href="#id_effective_at' in answer.content.decode()
    assert not StatutoryForm.objects.exists()
