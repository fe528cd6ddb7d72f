"""The task list: whose move it is, what comes next, what is done, and why a page is not open."""

import pytest
from django.urls import reverse

from assessments import guideline
from assessments.lifecycle import Outcome, Status
from assessments.services import assessments, deliberation
from assessments.summary import tasks
from assessments.summary.read import assessment_summary
from tests import factories as make


@pytest.fixture
def one(users):
    return make.assessment(users)


def opened(client, one, user):
    client.force_login(user)
    return client.get(reverse("assessment", args=[one.pk])).content.decode()


def factor(one, key):
    return reverse("factor", args=[one.pk, key])


def answer(one, user, domain):
    for each in guideline.factors_of(domain):
        if each.is_consideration:
            for voice in each.perspectives:
                make.consider(one, each.key, "Said.", user, voice=voice)


def test_a_new_assessment_begins_with_the_first_factor(client, one, users):
    page = opened(client, one, users.nurse)

    first = guideline.considerations()[0]
    assert "Whose move it is: the team" in page
    assert f'href="{factor(one, first.key)}"' in page
    assert f"Next: {first.title} (history)." in page
    assert "Not started" in page


def test_progress_is_told_by_domain_and_the_next_factor_named(client, one, users):
    for key in ("history.illness", "history.strengths"):
        make.consider(one, key, "Said.", users.nurse)
    make.consider(one, "risk.self", "Said by the team alone.", users.nurse)

    page = opened(client, one, users.nurse)

    assert "2 of 7 done" in page
    assert "0 of 5 done" in page
    assert f'href="{factor(one, "history.treatment_response")}"' in page
    assert f'href="{reverse("domain", args=[one.pk, "history"])}"' in page


def test_not_discussed_counts_as_done_and_untouched_never_does(one, users):
    make.consider(one, "social.stressors", "", users.nurse, standing="not_discussed")

    listed = tasks.groups(assessment_summary(one), {}, given_by_me=None)

    social = next(task for task in listed[0].tasks if task.place.keys == ("social",))
    assert (social.status, social.onward.keys) == ("1 of 3 done", ("social.housing_finance",))


def test_the_process_goes_on_from_stage_to_stage(one, users):
    def following():
        listed = tasks.groups(assessment_summary(one), {}, given_by_me=None)
        return tasks.next_task(listed, assessment_summary(one)).start

    for domain in ("history", "social", "risk", "views"):
        assert following().keys[0].startswith(domain)
        answer(one, users.nurse, domain)
    assert following().page == "option"
    for option in guideline.OPTIONS:
        deliberation.appraise_option(
            assessment=one,
            option=option.key,
            reasons_for="Yes.",
            reasons_against="No.",
            supersedes=None,
            by=users.nurse,
            at=make.MOMENT,
        )
    assert following().keys == ("dilemmas",)
    make.decide(one, users.rc)
    assert following().page == "put-forward"
    one.refresh_from_db()


def test_who_has_not_given_a_view_is_asked_for_it(client, one, users):
    page = opened(client, one, users.nurse)
    assert reverse("view-mine", args=[one.pk]) in page

    deliberation.give_view(
        assessment=one,
        stance="make",
        sureness="sure",
        reasons="Because.",
        would_change="",
        supersedes=None,
        by=users.nurse,
        at=make.MOMENT,
    )

    page = opened(client, one, users.nurse)
    assert reverse("view-mine", args=[one.pk]) not in page
    assert "Not yet from Dr Amara Okonjo, Siân Prosser" in page


def test_a_signature_that_is_not_open_says_why(client, one, users):
    page = opened(client, one, users.nurse)

    assert "Cannot start yet" in page
    assert "Only this person&#x27;s responsible clinician can do this." in page
    assert "You are not recorded as an approved mental health professional." in page
    assert reverse("seal", args=[one.pk]) not in page


def test_the_responsible_clinician_sees_what_blocks_the_order(client, one, users):
    make.decide(one, users.rc, appropriate_finding="", appropriate_reasons="")

    page = opened(client, one, users.rc)

    assert reverse("put-forward", args=[one.pk]) not in page
    assert "Cannot start yet" in page
    assert reverse("readiness", args=[one.pk]) in page


def test_a_decision_that_is_ready_leads_to_the_signature(client, one, users):
    make.decide(one, users.rc)

    page = opened(client, one, users.rc)

    assert f'href="{reverse("put-forward", args=[one.pk])}"' in page
    assert "Next: put forward to the AMHP." in page


def test_not_to_make_an_order_leads_to_the_seal(client, one, users):
    make.decide(one, users.rc, Outcome.NOT_MADE)

    page = opened(client, one, users.rc)

    assert "Next: seal the record." in page
    assert f'href="{reverse("seal", args=[one.pk])}"' in page


def test_what_was_put_forward_is_the_amhps_move(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)

    assert "Give your statement" in opened(client, one, users.amhp)
    page = opened(client, one, users.nurse)
    assert "Whose move it is: AMHP: Siân Prosser" in page
    assert "Give your statement" not in page


def test_what_was_stated_is_the_responsible_clinicians_move(client, users):
    one = make.assessment_at(Status.STATED, users)

    page = opened(client, one, users.rc)

    assert "Go on to seal" in page
    assert f'href="{reverse("seal", args=[one.pk])}"' in page


def test_an_amhp_who_disagrees_leaves_no_way_to_seal_made(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    make.state(one, users.amhp, agrees=False)

    page = opened(client, one, users.rc)

    assert "does not agree to everything" in page
    assert "Go on to seal" not in page
    assert reverse("return-to-team", args=[one.pk]) in page


def test_a_sealed_assessment_leads_to_its_record(client, users):
    one = make.assessment_at(Status.SEALED, users)

    page = opened(client, one, users.nurse)

    assert reverse("record", args=[one.records.get().reference]) in page
    assert "Go on:" not in page


def test_a_closed_assessment_says_why(client, users):
    one = make.assessment_at(Status.CLOSED, users)

    page = opened(client, one, users.nurse)

    assert "Closed without a decision" in page
    assert "Moved away." in page


def test_the_questions_of_the_case_stand_on_top(client, users):
    one = assessments.open_assessment(
        patient=make.person(users), by=users.rc, prompts=["Was it right?"], at=make.MOMENT
    )

    page = opened(client, one, users.nurse)

    assert page.index("Was it right?") < page.index("Stage 1. Assessment")


def test_the_office_reads_without_a_button_to_go_on(client, one, users):
    page = opened(client, one, users.mha)

    assert "Whose move it is: the team" in page
    assert "Go on:" not in page


@pytest.mark.parametrize("username", ["other", "auditor", "sysadmin"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, one, users, username):
    client.force_login(getattr(users, username))

    assert client.get(reverse("assessment", args=[one.pk])).status_code == 404


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_page_with_working_links(client, users, status):
    one = make.assessment_at(status, users)

    for user in (users.rc, users.amhp, users.nurse, users.mha):
        page = opened(client, one, user)
        assert 'href="#"' not in page
        assert "<h1" in page


def test_a_sealed_assessment_lists_its_seal_as_done(client, users):
    one = make.assessment_at(Status.SEALED, users)

    listed = tasks.groups(assessment_summary(one), {}, given_by_me=None)

    seal = next(task for group in listed for task in group.tasks if task.place.page == "seal")
    assert (seal.status, seal.done) == ("Done", True)


def test_notes_typed_for_the_reader_wait_in_their_list_and_in_nobody_elses(client, one, users):
    for key in ("risk.others", "risk.self"):
        make.consider(one, key, "Typed.", users.rc, voice="member", member=users.nurse)
    make.consider(one, "risk.neglect", "My own.", users.nurse, voice="member", member=users.nurse)

    page = opened(client, one, users.nurse)

    assert "Notes typed for you" in page
    assert "2 to confirm" in page
    assert factor(one, "risk.self") in page.split("Notes typed for you")[0].rsplit("<li", 1)[1]
    for user in (users.rc, users.ot, users.mha):
        assert "Notes typed for you" not in opened(client, one, user)


@pytest.mark.parametrize("page", ["assessment", "put-forward", "seal"])
def test_what_is_void_is_said_where_the_responsible_clinician_looks_next(client, users, page):
    one = make.assessment_at(Status.PUT_FORWARD, users, Outcome.NOT_MADE)
    make.consider(one, "risk.self", "New.", users.nurse)
    client.force_login(users.rc)

    shown = client.get(reverse(page, args=[one.pk])).content.decode()

    assert f"by {users.rc.name} is void, because:" in shown


def test_the_task_list_costs_the_same_queries_whatever_the_data(
    client, one, users, django_assert_num_queries
):
    opened(client, one, users.rc)
    with django_assert_num_queries(QUERIES):
        opened_again(client, one)
    for domain in ("history", "social", "risk", "views", "interview"):
        answer(one, users.nurse, domain)
    make.condition(one, users.nurse)
    with django_assert_num_queries(QUERIES):
        opened_again(client, one)


QUERIES = 29


def opened_again(client, one):
    return client.get(reverse("assessment", args=[one.pk]))
