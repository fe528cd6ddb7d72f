"""One factor on one page: what is typed is kept, in every voice, whatever happens."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from assessments import guideline
from assessments.forms.considerations import CarerForm, ColleagueNoteForm, FactorForm
from assessments.lifecycle import Status
from assessments.models import Consideration
from assessments.services import considerations, process
from assessments.services.considerations import Words
from assessments.summary.factors import factor_now
from cto.audit.models import Entry
from cto.design.forms import fields_without_instructions
from tests import factories as make

KEY = "risk.self"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def address(one, name="factor", *more, key=KEY):
    return reverse(name, args=[one.pk, key, *more])


def sent(**values):
    """A filled-in factor form; nothing in it unless said."""
    empty = {"team_standing": "recorded", "patient_standing": "recorded"}
    return {**empty, "submission": str(uuid.uuid4()), **values}


def stands(one, **which):
    return Consideration.objects.current().get(assessment=one, factor=KEY, **which)


def test_saving_records_both_voices_and_goes_on_to_the_next_factor(nurse, one):
    data = sent(
        team_text="Overdose in 2015.",
        team_leaning="neither",
        team_source="Ward notes",
        patient_text="Never again.",
        patient_third_party="on",
    )

    response = nurse.post(address(one), data)

    assert response.status_code == 302
    assert response.url == address(one, key="risk.others")
    team, person = stands(one, voice="team"), stands(one, voice="patient")
    assert (team.text, team.leaning, team.source) == ("Overdose in 2015.", "neither", "Ward notes")
    assert (person.text, person.standing, person.third_party) == ("Never again.", "recorded", True)


def test_saving_without_going_on_stays_on_the_page(nurse, one):
    response = nurse.post(address(one), sent(team_text="Here.", then="stay"))

    assert response.url == address(one)


def test_the_last_factor_leads_back_to_the_task_list(nurse, one):
    last = guideline.considerations()[-1].key

    response = nurse.post(address(one, key=last), sent(team_text="Fair."))

    assert response.url == reverse("assessment", args=[one.pk])


def test_a_voice_that_says_nothing_stays_not_started(nurse, one):
    nurse.post(address(one), sent(team_text="Only the team."))

    assert not Consideration.objects.filter(assessment=one, voice="patient").exists()
    page = nurse.get(reverse("domain", args=[one.pk, "risk"])).content.decode()
    assert "Not started by Amara Test" in page


@pytest.mark.parametrize("standing", ["not_known", "not_discussed", "declined"])
def test_an_answer_without_words_is_an_answer(nurse, one, standing):
    nurse.post(address(one), sent(team_standing=standing))

    row = stands(one, voice="team")
    assert (row.standing, row.text, row.recorded_by.username) == (standing, "", "nurse")


def test_words_replace_an_answer_without_words(nurse, one):
    row = make.consider(one, KEY, "", one.opened_by, standing="not_discussed")

    nurse.post(
        address(one),
        sent(team_shown=row.pk, team_standing="not_discussed", team_text="Discussed now."),
    )

    assert (stands(one, voice="team").standing, stands(one, voice="team").text) == (
        "recorded",
        "Discussed now.",
    )


def test_words_beside_a_chosen_answer_are_sent_back_with_everything_typed(nurse, one):
    data = sent(team_text="Words.", team_standing="declined", patient_text="Mine.")

    response = nurse.post(address(one), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Delete the words, or choose “In words”" in page
    assert "Words." in page
    assert "Mine." in page
    assert not Consideration.objects.filter(assessment=one).exists()


def test_a_source_without_words_is_refused_and_in_view(nurse, one):
    response = nurse.post(address(one), sent(team_source="The ward round"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter what was said, or choose not known, not discussed or declined" in page
    assert '<details class="nhsuk-details" open>' in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("team_text", "x" * 10_001, "must be 10,000 characters or fewer"),
        ("patient_text", "dose 10\u202e50", "right-to-left override"),
        ("team_source_on-day", "31", "must include a month and year"),
        ("team_shown", "not-an-id", "This page is out of date"),
        ("team_standing", "perhaps", "Choose one of the answers on the page"),
    ],
)
def test_bad_input_is_refused_with_an_instruction(nurse, one, field, value, message):
    response = nurse.post(address(one), sent(team_text="Kept.") | {field: value})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Consideration.objects.filter(assessment=one).exists()


@pytest.mark.parametrize("shown", [NOBODY, "elsewhere"])
def test_the_id_of_a_row_that_never_stood_there_is_refused(nurse, one, shown):
    if shown == "elsewhere":
        shown = make.consider(one, "history.illness", "Elsewhere.", one.opened_by).pk

    response = nurse.post(address(one), sent(team_text="Kept.", team_shown=shown))

    assert response.status_code == 422
    assert "Kept." in response.content.decode()


def test_posting_the_same_form_twice_has_one_effect(nurse, one):
    data = sent(team_text="Once.", patient_text="Once too.")

    nurse.post(address(one), data)
    nurse.post(address(one), data)

    assert Consideration.objects.filter(assessment=one).count() == 2


def test_saving_what_stands_already_adds_no_version(nurse, one):
    row = make.consider(one, KEY, "Stands.", one.opened_by)

    nurse.post(address(one), sent(team_shown=row.pk, team_text="Stands."))

    assert Consideration.objects.filter(assessment=one).count() == 1


def both_changed(one, users):
    """What the form showed, and what colleagues saved meanwhile."""
    old = make.consider(one, KEY, "Old team.", users.ot)
    person = make.consider(one, KEY, "Old words.", users.ot, voice="patient")
    make.consider(one, KEY, "Theirs.", users.ot, shown=old.pk)
    make.consider(one, KEY, "Their words.", users.ot, voice="patient", shown=person.pk)
    return sent(
        team_shown=old.pk, team_text="Mine.", patient_shown=person.pk, patient_text="My words."
    )


def test_two_clashes_show_both_texts_of_each_voice_and_resolve_apart(nurse, one, users):
    data = both_changed(one, users)

    response = nurse.post(address(one), data)

    page = response.content.decode()
    assert response.status_code == 409
    for text in ("Mine.", "Theirs.", "My words.", "Their words.", "Farah Siddiq"):
        assert text in page
    team, person = stands(one, voice="team"), stands(one, voice="patient")
    chosen = {
        "clash": ["team_shown", "patient_shown"],
        "clash-team_shown-choice": "both",
        "clash-team_shown-shown": "team_shown",
        "clash-team_shown-current": str(team.pk),
        "clash-team_shown-field": ["team_text"],
        "clash-team_shown-both-team_text": "Theirs. Mine.",
        "clash-patient_shown-choice": "theirs",
        "clash-patient_shown-shown": "patient_shown",
        "clash-patient_shown-current": str(person.pk),
        "clash-patient_shown-field": ["patient_text"],
        "clash-patient_shown-theirs-patient_text": "Their words.",
    }
    nurse.post(address(one), {**data, **chosen})

    assert stands(one, voice="team").text == "Theirs. Mine."
    assert stands(one, voice="patient") == person
    assert Consideration.objects.filter(assessment=one, text="Old team.").exists()


def test_a_voice_that_was_not_touched_does_not_clash(nurse, one, users):
    old = make.consider(one, KEY, "Old words.", users.ot, voice="patient")
    make.consider(one, KEY, "New words.", users.ot, voice="patient", shown=old.pk)

    response = nurse.post(
        address(one), sent(team_text="Mine.", patient_shown=old.pk, patient_text="Old words.")
    )

    assert response.status_code == 302
    assert stands(one, voice="patient").text == "New words."
    assert stands(one, voice="team").text == "Mine."


def interviewed(one, by):
    return process.record_interview(
        assessment=one,
        held_on=make.TODAY,
        present="Amara and Dr Okonjo",
        with_responsible_clinician=True,
        with_amhp=False,
        supersedes=None,
        by=by,
        at=make.MOMENT,
    )


def test_an_interview_may_be_named_as_the_source(nurse, one, users):
    interview = interviewed(one, users.nurse)
    key = "interview.symptoms"

    nurse.post(
        address(one, key=key), sent(patient_text="Voices.", patient_interview=str(interview.thread))
    )

    row = Consideration.objects.get(assessment=one, factor=key)
    assert row.interview == interview
    assert "Interview on 23 November 2026" in nurse.get(address(one, key=key)).content.decode()


@pytest.mark.parametrize("name", ["factor", "carer-new", "note-mine"])
def test_where_no_interview_is_recorded_the_page_leads_to_adding_one(nurse, one, name):
    link = f'<a class="nhsuk-link" href="{reverse("interview-new", args=[one.pk])}">'
    page = nurse.get(address(one, name, key="interview.symptoms")).content.decode()
    assert f"No interview is recorded yet. {link}Add an interview</a>" in page

    interviewed(one, one.opened_by)

    page = nurse.get(address(one, name, key="interview.symptoms")).content.decode()
    assert "No interview is recorded yet" not in page
    assert "Said at which interview?" not in nurse.get(address(one, name)).content.decode()


def test_the_interviews_topics_ask_for_what_an_answer_may_go_without(nurse, one):
    page = nurse.get(reverse("domain", args=[one.pk, "interview"])).content.decode()
    assert "Say for each answer at which interview it was given." in page


def test_a_corrected_interview_is_offered_by_its_new_date_and_changes_no_words(nurse, one, users):
    key, values = "interview.symptoms", {"present": "Amara", "with_amhp": False}
    values |= {"assessment": one, "with_responsible_clinician": True, "by": users.nurse}
    first = process.record_interview(
        held_on=date(2026, 11, 10), supersedes=None, at=make.MOMENT, **values
    )
    said = make.consider(one, key, "Voices.", users.nurse, voice="patient", interview=first)
    process.record_interview(
        held_on=date(2026, 11, 12), thread=first.thread, supersedes=first.pk, at=make.MOMENT,
        **values,
    )  # fmt: skip

    page = nurse.get(address(one, key=key)).content.decode()
    nurse.post(
        address(one, key=key),
        sent(patient_text="Voices.", patient_interview=str(first.thread),
             patient_shown=str(said.pk)),
    )  # fmt: skip

    assert "Interview on 12 November 2026" in page
    assert "10 November 2026" not in page
    assert f'value="{first.thread}" selected' in page
    assert Consideration.objects.filter(factor=key).count() == 1


def test_the_office_reads_and_records_nothing(client, one, users):
    make.consider(one, KEY, "For all to read.", users.nurse)
    client.force_login(users.mha)

    page = client.get(address(one)).content.decode()

    assert "For all to read." in page
    assert "<textarea" not in page
    assert client.post(address(one), sent(team_text="No.")).status_code == 403
    assert Consideration.objects.filter(assessment=one).count() == 1


@pytest.mark.parametrize("username", ["other", "auditor", "sysadmin"])
@pytest.mark.parametrize("name", ["factor", "history", "carer-new", "note-mine", "note-new"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, one, users, username, name):
    client.force_login(getattr(users, username))

    assert client.get(address(one, name)).status_code == 404
    assert client.post(address(one, name), sent(team_text="No.")).status_code in (404, 405)


def test_a_sealed_assessment_is_read_only(client, users):
    one = make.assessment_at(Status.SEALED, users)
    client.force_login(users.nurse)

    page = client.get(address(one)).content.decode()

    assert "This assessment is sealed." in page
    assert "<textarea" not in page
    assert client.post(address(one), sent(team_text="Late.")).status_code == 403


def test_a_page_says_that_saving_voids_what_was_signed(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    client.force_login(users.nurse)

    page = client.get(address(one)).content.decode()
    client.post(address(one), sent(team_text="New."))

    assert "Saving a change here voids what was signed and returns it to the team." in page
    one.refresh_from_db()
    assert one.status == "with_team"


def test_every_required_field_says_what_to_do(one, users):
    now = factor_now(one, KEY)
    forms = [
        FactorForm(None, now=now, patient=one.patient, last=False),
        CarerForm(None, row=None, now=now, back="/"),
        ColleagueNoteForm(None, now=now, back="/", colleagues={}),
    ]
    for form in forms:
        assert fields_without_instructions(form) == []


def test_a_write_is_audited_without_a_word_of_it(nurse, one, users):
    nurse.post(address(one), sent(team_text="Secret words."))

    entry = Entry.objects.get(action="recorded_consideration")
    assert entry.detail == {"factor": KEY}
    assert not Entry.objects.filter(detail__icontains="Secret").exists()


def test_words_that_change_nothing_void_nothing(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    row = Consideration.objects.get(assessment=one, factor="history.illness")
    client.force_login(users.nurse)

    client.post(
        address(one, key="history.illness"), sent(team_shown=row.pk, team_text="Ill most winters.")
    )

    one.refresh_from_db()
    assert one.status == "put_forward"


def test_the_service_refuses_a_factor_that_the_guideline_has_not(one, users):
    with pytest.raises(KeyError):
        considerations.record(
            assessment=one, factor="no.such", words=[Words("team", text="x")], by=users.nurse
        )
