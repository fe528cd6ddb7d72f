"""The decision: written by the responsible clinician, read by the team, a draft at any time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.forms.decision import SPEAKS_TO, DecisionForm
from assessments.lifecycle import Outcome
from assessments.models import Decision, Voiding
from assessments.summary.read import assessment_summary
from cto.audit.models import Entry
from cto.design.forms import fields_without_instructions
from tests import factories as make
from tests.views.signing_forms import day, opinion, page, paused, put_forward

CANARY = "<script>alert('canary')</script>"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def rc(client, users, one):
    paused(one, users.rc)
    client.force_login(users.rc)
    return client


def now(one):
    return Decision.objects.current().get(assessment=one)


def test_the_pause_comes_before_the_decision_and_the_page_says_why(client, users, one):
    client.force_login(users.rc)

    response = client.get(page("decision", one), follow=True)

    assert response.redirect_chain[0][0] == page("pause", one)
    assert "Before the decision there is a short pause" in response.content.decode()


def test_without_a_pause_nothing_can_be_posted_either(client, users, one):
    client.force_login(users.rc)

    response = client.post(page("decision", one), opinion())

    assert response["Location"] == page("pause", one)
    assert not Decision.objects.exists()


def test_nothing_is_chosen_for_the_responsible_clinician(rc, one):
    shown = rc.get(page("decision", one)).content.decode()
    form = shown.split("data-cto-form", 1)[1].split("</form>", 1)[0]

    assert 'name="outcome"' in form
    assert " checked" not in form


def test_every_criterion_stands_there_with_its_words_question_and_source(rc, one):
    shown = rc.get(page("decision", one)).content.decode()

    for letter in "abcde":
        assert f"s.17A(5)({letter})" in shown
    assert "s.17A(6)" in shown
    assert "Is it necessary, and not only useful, to be able to recall the person?" in shown


def test_every_criterion_leads_to_what_was_recorded_about_it(rc, one):
    shown = rc.get(page("decision", one)).content.decode()

    for key in {key for keys in SPEAKS_TO.values() for key in keys}:
        assert reverse("factor", args=[one.pk, key]) in shown


def test_a_full_opinion_is_saved_and_leads_to_what_is_missing(rc, one):
    response = rc.post(page("decision", one), opinion())

    assert response["Location"] == page("readiness", one)
    row = now(one)
    assert (row.outcome, row.recall_finding) == ("made", "met")
    assert row.recall_reasons == "Own reasons: recall."
    assert (row.effective_on, row.review_on) == (date(2026, 11, 24), date(2027, 2, 21))


def test_a_draft_of_a_single_sentence_can_be_saved_and_stays_on_the_page(rc, one):
    response = rc.post(page("decision", one), {"recall_reasons": "Half a tho", "then": "stay"})

    assert response["Location"] == page("decision", one)
    assert now(one).recall_reasons == "Half a tho"
    assert now(one).outcome == ""


def test_a_second_save_changes_what_stands(rc, one):
    rc.post(page("decision", one), opinion())
    shown = str(now(one).pk)

    rc.post(page("decision", one), opinion(shown=shown, outcome="not_made", instead="stay"))

    assert (now(one).outcome, now(one).instead) == ("not_made", "stay")
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (day("effective_on", date(1999, 1, 1)), "must be between 3 November 2008"),
        (day("effective_on", date(2026, 2, 28)) | {"effective_on-day": "31"}, "must be a real"),
        (day("review_on", date(2027, 8, 1)), "on or before 23 May 2027"),
        (day("review_on", date(2026, 11, 1)), "on or after the day on which the order takes"),
        (
            {"effective_on-day": "", "effective_on-month": "", "effective_on-year": ""},
            "Enter the day on which the order is meant to take effect, to set a review date",
        ),
        ({"recall_reasons": "dose 10\u202e50 mg"}, "right-to-left override"),
        ({"recall_reasons": "x" * 10_001}, "must be 10,000 characters or fewer"),
        ({"outcome": "recommend"}, "Choose one of the answers on the page"),
        ({"shown": "no id"}, "This page is out of date"),
    ],
)
def test_what_cannot_be_is_refused_and_everything_typed_stays(rc, one, changes, says):
    response = rc.post(page("decision", one), opinion(**changes))

    shown = response.content.decode()
    assert response.status_code == 422
    assert says in shown
    assert "Own reasons: necessary." in shown
    assert not Decision.objects.exists()


def test_information_is_not_needed_by_a_day_that_has_passed(rc, one):
    gone = timezone.localdate() - timedelta(days=1)

    response = rc.post(
        page("decision", one), {"outcome": "more_information", **day("information_by", gone)}
    )

    assert response.status_code == 422
    assert "must be today or later" in response.content.decode()


def test_an_error_under_an_answer_that_is_not_chosen_is_named_where_it_can_be_seen(rc, one):
    wrong = {"effective_on-day": "31", "effective_on-month": "2"}

    response = rc.post(page("decision", one), opinion(outcome="not_made", **wrong))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["outcome"]
    assert "Under “Decided to make a community treatment order”" in response.content.decode()


def test_an_answer_about_long_leave_without_long_leave_is_asked_about(rc, one):
    typed = {"outcome": "not_made", "instead": "stay", "leave_considered": "Weighed first."}

    response = rc.post(page("decision", one), typed)

    assert response.status_code == 422
    assert "Choose leave of more than 7 days to keep" in response.content.decode()


def test_what_was_drafted_under_another_outcome_is_kept_and_is_no_part_of_the_decision(rc, one):
    typed = opinion(outcome="not_made", instead="stay", information_needed="An opinion.")

    rc.post(page("decision", one), typed)

    assert now(one).information_needed == "An opinion."
    decision = assessment_summary(one).decision
    assert (decision.instead, decision.information_needed) == ("stay", "")
    assert (decision.effective_on, decision.review_on) == (None, None)
    assert "An opinion." in rc.get(page("decision", one)).content.decode()


def test_two_responsible_clinicians_at_once_lose_no_word(rc, users, one):
    make.decide(one, users.rc, reasons="First words.")
    shown = str(now(one).pk)
    make.decide(one, users.rc, reasons="Their words.")

    clash = rc.post(page("decision", one), opinion(shown=shown, reasons="My words."))

    text = clash.content.decode()
    assert clash.status_code == 409
    assert "My words." in text
    assert "Their words." in text

    answer = opinion(shown=shown, reasons="My words.") | {
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": str(now(one).pk),
        "clash-shown-choice": "mine",
    }
    assert rc.post(page("decision", one), answer).status_code == 302
    assert now(one).reasons == "My words."


def test_the_same_form_posted_twice_is_saved_once(rc, one):
    typed = opinion(submission=str(make.token()))

    assert rc.post(page("decision", one), typed)["Location"] == page("readiness", one)
    assert rc.post(page("decision", one), typed)["Location"] == page("readiness", one)

    assert Decision.objects.count() == 1


def test_saving_what_stands_already_voids_nothing(rc, users, one):
    rc.post(page("decision", one), opinion())
    put_forward(one, users.rc)

    rc.post(page("decision", one), opinion(shown=str(now(one).pk)))

    one.refresh_from_db()
    assert one.status == "put_forward"
    assert Decision.objects.count() == 1


def test_an_old_form_sent_again_after_signing_voids_nothing(rc, users, one):
    old = opinion(submission=str(make.token()), reasons="An early draft.")
    rc.post(page("decision", one), old)
    rc.post(page("decision", one), opinion(shown=str(now(one).pk)))
    put_forward(one, users.rc)

    rc.post(page("decision", one), old)

    one.refresh_from_db()
    assert one.status == "put_forward"


def test_a_change_after_putting_forward_is_warned_of_and_voids_and_says_so(rc, users, one):
    rc.post(page("decision", one), opinion())
    put_forward(one, users.rc)
    assert "Saving a change here voids" in rc.get(page("decision", one)).content.decode()

    rc.post(page("decision", one), opinion(shown=str(now(one).pk), reasons="Otherwise."))

    assert Voiding.objects.count() == 1
    shown = rc.get(page("decision", one)).content.decode()
    assert "What was signed on" in shown
    assert "is void, because: " in shown
    assert "opinion or outcome was changed" in shown


@pytest.mark.parametrize("who", ["amhp", "nurse", "ot", "mha"])
def test_the_team_reads_the_decision_as_a_draft_and_changes_nothing(client, users, one, who):
    make.decide(one, users.rc)
    client.force_login(getattr(users, who))

    shown = client.get(page("decision", one))
    refused = client.post(page("decision", one), opinion())

    text = shown.content.decode()
    assert "It is a draft: nothing here is signed." in text
    assert "Reasons why recall is met." in text
    assert "data-cto-form" not in text
    assert refused.status_code == 403
    assert Decision.objects.count() == 1
    assert Entry.objects.filter(outcome="refused", action="refused_page").exists()


def test_before_anything_is_written_the_team_reads_that_it_is_not_started(client, users, one):
    client.force_login(users.nurse)

    assert "Not started." in client.get(page("decision", one)).content.decode()


@pytest.mark.parametrize("who", ["other", "auditor", "sysadmin"])
@pytest.mark.parametrize(
    "name", ["decision", "readiness", "put-forward", "statement", "return-to-team", "seal", "close"]
)
def test_a_stranger_is_told_nothing(client, users, one, who, name):
    client.force_login(getattr(users, who))

    assert client.get(page(name, one)).status_code == 404
    assert client.post(page(name, one), {}).status_code in (404, 405)


def test_a_sealed_decision_can_only_be_read(rc, users, one):
    make.decide(one, users.rc, Outcome.NOT_MADE)
    make.sealed(one, users.rc)

    shown = rc.get(page("decision", one)).content.decode()

    assert "data-cto-form" not in shown
    assert rc.post(page("decision", one), opinion()).status_code == 403


def test_what_is_typed_is_shown_as_text(rc, users, one, client):
    rc.post(page("decision", one), opinion(reasons=CANARY, recall_reasons=CANARY))

    for name in ("decision", "readiness", "put-forward"):
        assert CANARY not in rc.get(page(name, one)).content.decode()
    client.force_login(users.nurse)
    read = client.get(page("decision", one)).content.decode()
    assert CANARY not in read
    assert "&lt;script&gt;" in read


def test_every_required_field_says_what_to_do():
    assert fields_without_instructions(DecisionForm) == []


def test_the_page_asks_the_database_a_fixed_number_of_times(
    rc, users, one, django_assert_num_queries
):
    rc.get(page("decision", one))
    with django_assert_num_queries(10):
        rc.get(page("decision", one))
    make.decide(one, users.rc)
    with django_assert_num_queries(10):
        rc.get(page("decision", one))
