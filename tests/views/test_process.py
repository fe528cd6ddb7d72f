"""Stage 3 as pages: every entry recorded, changed, read, refused; nothing typed is lost."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from assessments.lifecycle import Status
from assessments.models import (
    Consultation,
    Interview,
)
from assessments.services import process as services
from cto.audit.models import Entry
from tests import factories as make
from tests.views.typed import CONSULTATION, EVERY, INTERVIEW, MEETING

NAMES = [name for name, _, _ in EVERY]
each_kind = pytest.mark.parametrize(("name", "typed", "model"), EVERY, ids=NAMES)


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def interview(one, by, **changes):
    values = {
        "held_on": date(2026, 11, 2),
        "present": "Amara and Dr Sen",
        "with_responsible_clinician": True,
        "with_amhp": False,
        "notes": "Calm.",
    }
    return services.record_interview(assessment=one, by=by, at=make.MOMENT, **values | changes)


def page_of(name, one, *more):
    return reverse(name, args=[one.pk, *more])


@each_kind
def test_an_entry_is_saved_and_leads_back_to_stage_3(nurse, users, one, name, typed, model):
    answer = nurse.post(page_of(name, one), typed)

    assert answer.status_code == 302
    assert answer.url == page_of("process", one)
    assert model.objects.get(assessment=one).recorded_by == users.nurse


@each_kind
def test_what_was_saved_stands_on_the_stage_3_page(nurse, one, name, typed, model):
    nurse.post(page_of(name, one), typed)

    shown = nurse.get(page_of("process", one)).content.decode()

    for field, text in typed.items():
        if field in ("present", "decision", "reasons", "consent_words", "said", "services"):
            assert text in shown


@each_kind
def test_an_empty_form_is_met_with_instructions(nurse, one, name, typed, model):
    answer = nurse.post(page_of(name, one), {})

    assert answer.status_code == 422
    assert "This field is required" not in answer.content.decode()
    assert not model.objects.exists()


@each_kind
def test_an_invalid_form_keeps_everything_that_was_typed(nurse, one, name, typed, model):
    dates = {field: "99" for field in typed if field.endswith("-day")}
    wrong = {**typed, **dates} if dates else {**typed, "consent_level": "perhaps"}

    answer = nurse.post(page_of(name, one), wrong)

    assert answer.status_code == 422
    for field, text in typed.items():
        if field in ("present", "decision", "name", "consent_words", "services", "impairment"):
            assert text.split("\n")[0] in answer.content.decode()
    assert not model.objects.exists()


@each_kind
@pytest.mark.parametrize(
    ("year", "words"), [("2100", "in the past"), ("1980", "date of birth, 17 June 1990")]
)
def test_no_day_lies_ahead_or_before_birth(nurse, one, name, typed, model, year, words):
    years = {field: year for field in typed if field.endswith("-year")}
    if not years:
        years = {
            "advocate_told_on-day": "1", "advocate_told_on-month": "5",
            "advocate_told_on-year": year,
        }  # fmt: skip

    answer = nurse.post(page_of(name, one), {**typed, **years})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not model.objects.exists()


@each_kind
@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("\u202e", "right-to-left override"),  # a bidirectional control
        ("\x07", "bell"),  # a control
        ("x" * 10_001, "characters or fewer"),  # over-long
    ],
    ids=["bidi", "control", "long"],
)
def test_text_that_cannot_be_kept_is_named_and_kept_to_be_mended(
    nurse, one, name, typed, model, added, words
):
    texts = ("present", "decision", "said", "consent_words", "services")
    field = next(f for f in typed if f in texts)

    answer = nurse.post(page_of(name, one), {**typed, field: typed[field] + added})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not model.objects.exists()


@each_kind
def test_a_form_sent_twice_has_one_effect(nurse, one, name, typed, model):
    typed = {**typed, "submission": str(make.token())}

    answers = [nurse.post(page_of(name, one), typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert model.objects.count() == 1


@each_kind
def test_the_mental_health_act_office_reads_and_does_not_record(
    client, users, one, name, typed, model
):
    client.force_login(users.mha)

    answer = client.post(page_of(name, one), typed)

    assert answer.status_code == 403
    assert not model.objects.exists()
    assert Entry.objects.filter(actor=users.mha, outcome="refused").exists()


@each_kind
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, users, one, name, typed, model):
    client.force_login(users.other)

    answers = [client.get(page_of(name, one)), client.post(page_of(name, one), typed)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not model.objects.exists()


@each_kind
def test_a_closed_assessment_takes_nothing_more(nurse, users, name, typed, model):
    closed = make.assessment_at(Status.CLOSED, users)

    assert nurse.post(page_of(name, closed), typed).status_code == 403
    assert not model.objects.exists()


@each_kind
def test_what_people_wrote_is_never_markup(nurse, one, name, typed, model):
    canary = "<script>alert(1)</script>"
    marked = {
        field: text + canary
        for field, text in typed.items()
        if field in ("present", "decision", "consent_words", "said", "services", "name", "assessor")
    }
    nurse.post(page_of(name, one), {**typed, **marked})

    shown = nurse.get(page_of("process", one)).content.decode()

    assert canary not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_an_overtaken_change_shows_both_and_is_settled_by_a_choice(nurse, users, one):
    first = interview(one, users.rc)
    mine = {**INTERVIEW, "shown": str(first.pk), "notes": "What I heard."}
    theirs = interview(
        one, users.rc, thread=first.thread, supersedes=first.pk, notes="What the doctor heard."
    )
    page = page_of("interview", one, first.thread)

    conflict = nurse.post(page, mine)

    assert conflict.status_code == 409
    assert "What I heard." in conflict.content.decode()
    assert "What the doctor heard." in conflict.content.decode()
    choice = {
        **mine,
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": str(theirs.pk),
        "clash-shown-field": "notes",
        "clash-shown-choice": "both",
        "clash-shown-both-notes": "Both heard much the same.",
    }
    assert nurse.post(page, choice).status_code == 302
    (now,) = Interview.objects.current().filter(assessment=one)
    assert (now.notes, now.supersedes_id) == ("Both heard much the same.", theirs.pk)


def test_two_who_begin_the_only_meeting_at_once_see_both(nurse, users, one):
    services.record_meeting(
        assessment=one,
        held_on=date(2026, 11, 1),
        present="Others",
        with_amhp=True,
        person_present=False,
        services="None yet.",
        by=users.rc,
        at=make.MOMENT,
    )

    answer = nurse.post(page_of("meeting", one), MEETING)

    assert answer.status_code == 409
    assert "None yet." in answer.content.decode()
    assert MEETING["services"] in answer.content.decode()


@pytest.mark.parametrize("name", ["interview", "capacity", "consultation"])
def test_an_entry_that_does_not_exist_is_a_404(nurse, one, name):
    assert nurse.get(page_of(name, one, uuid.uuid4())).status_code == 404


def test_another_assessments_entry_is_a_404_and_stays_as_it_is(nurse, users, one):
    elsewhere = make.assessment(users, make.person(users, nhs_number="9990000026"))
    row = interview(elsewhere, users.rc)
    page = page_of("interview", one, row.thread)

    answers = [nurse.get(page), nurse.post(page, {**INTERVIEW, "shown": str(row.pk)})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Interview.objects.get() == row


def test_earlier_versions_stay_readable(nurse, users, one):
    row = interview(one, users.rc, notes="As first written.")
    page = page_of("interview", one, row.thread)
    nurse.post(page, {**INTERVIEW, "shown": str(row.pk)})

    shown = nurse.get(page).content.decode()

    assert "Earlier versions" in shown
    assert "As first written." in shown


def test_the_office_reads_an_entry_without_a_form(client, users, one):
    row = interview(one, users.rc)
    client.force_login(users.mha)

    shown = client.get(page_of("interview", one, row.thread)).content.decode()

    assert "Amara and Dr Sen" in shown
    assert "Save interview" not in shown


def test_the_office_sees_no_links_to_record_on_the_stage_3_page(client, users, one):
    client.force_login(users.mha)

    shown = client.get(page_of("process", one)).content.decode()

    assert "Not started" in shown
    assert page_of("interview-new", one) not in shown


def test_saving_after_putting_forward_says_and_does_void_the_signature(nurse, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    page = page_of("interview-new", one)
    assert "voids what was signed" in nurse.get(page).content.decode()

    nurse.post(page, INTERVIEW)

    one.refresh_from_db()
    assert one.status == "with_team"


def test_the_stage_3_page_says_what_comes_next(nurse, one):
    stage = page_of("process", one)
    assert nurse.get(stage).context["following"].href == page_of("interview-new", one)

    nurse.post(page_of("interview-new", one), INTERVIEW)

    following = nurse.get(stage).context["following"]
    assert following.href == reverse("factor", args=[one.pk, "interview.symptoms"])


def test_when_all_of_stage_3_is_done_the_decision_comes_next(nurse, users, one):
    for name, typed, _ in EVERY:
        nurse.post(page_of(name, one), typed)
    for key in make.all_considerations():
        if key.startswith(("interview.", "explain.", "meeting.")):
            make.consider(one, key, "Words.", users.nurse)

    page = nurse.get(page_of("process", one))

    assert page.context["following"].href == page_of("decision", one)
    assert all(step.done for step in page.context["steps"])


def test_the_stage_3_page_costs_the_same_however_much_there_is(
    nurse, users, one, django_assert_num_queries
):
    page = page_of("process", one)
    nurse.get(page)
    with django_assert_num_queries(13):
        nurse.get(page)
    for _ in range(3):
        interview(one, users.rc)
        nurse.post(page_of("consultation-new", one), CONSULTATION)
    make.consider(one, "interview.insight", "Words.", users.nurse)

    with django_assert_num_queries(13):
        nurse.get(page)


def test_where_there_is_no_nearest_relative_no_name_is_asked_for(nurse, one):
    nobody = {"kind": "nearest_relative", "name": "", "consulted": "no", "reason": "There is none."}
    data = {**CONSULTATION, **nobody, "consent": "not_asked", "said": ""}
    data = {name: value for name, value in data.items() if not name.startswith("consulted_on")}

    wrong = nurse.post(page_of("consultation-new", one), {**data, "kind": "carer"})
    done = nurse.post(page_of("consultation-new", one), data)

    assert wrong.status_code == 422
    assert "Enter the name of the person or body" in wrong.content.decode()
    assert done.status_code == 302
    assert Consultation.objects.get().name == "Nobody named"


@pytest.mark.parametrize(
    ("name", "queries"),
    [("interview-new", 7), ("capacity-new", 7), ("consultation-new", 7), ("involvement", 8),
     ("meeting", 8)],
)  # fmt: skip
def test_each_form_costs_a_fixed_number_of_queries(
    nurse, one, name, queries, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        nurse.get(page_of(name, one))


def test_an_entrys_page_costs_the_same_however_often_it_changed(
    nurse, users, one, django_assert_num_queries
):
    row = interview(one, users.rc)
    page = page_of("interview", one, row.thread)
    with django_assert_num_queries(8):
        nurse.get(page)
    interview(one, users.rc, thread=row.thread, supersedes=row.pk)

    with django_assert_num_queries(8):
        nurse.get(page)
