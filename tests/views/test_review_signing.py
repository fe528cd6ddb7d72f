"""Sealing a review with a password, correcting and closing it, and the bytes that were sealed."""

import hashlib
from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse

from assessments.documents.renderer import CannotPrint
from assessments.models import ReviewRecord, ReviewStep
from assessments.services import reviews
from assessments.services.refusals import Refused
from cto.audit.models import Entry
from tests import factories as make
from tests.reviewing import AT, BENEFITS, decided, met, opened, ready, said, sealed
from tests.views.review_forms import CANARY, page, signing, text

QUERIES_OF_THE_SEAL = 17
QUERIES_OF_A_RECORD = 8
QUERIES_OF_A_PDF = 9


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(AT + timedelta(hours=2), tick=False)
    return found


@pytest.fixture
def review(order, users):
    return ready(order, users)


@pytest.fixture
def rc(client, users, order):
    client.force_login(users.rc)
    return client


def state(review):
    review.refresh_from_db()
    return review.status, review.version


def record_page(record, name="review-record"):
    return reverse(name, args=[record.reference])


# The seal ----------------------------------------------------------------------------------------
def test_the_page_reads_back_whom_and_what_is_sealed(rc, review):
    shown = text(rc.get(page("review-seal", review)))
    for words in ("Amara Test", "17 June 1990", "999 000 0018", "The order goes on as it is",
                  "Seal: the order goes on as it is", "2 May 2027", "Mental Health Act, s.20A(1)",
                  "Not yet, on 1 February."):  # fmt: skip
        assert words in shown, words


def test_a_review_is_sealed_with_a_password_and_leads_to_its_record(rc, review):
    answer = rc.post(page("review-seal", review), signing(rc, review), follow=True)
    record = ReviewRecord.objects.get()
    assert answer.redirect_chain == [(record_page(record), 302)]
    assert "Sealed." in text(answer)
    assert state(review) == ("sealed", 1)


def test_a_wrong_password_seals_nothing(rc, review):
    answer = rc.post(page("review-seal", review), signing(rc, review, password="wrong"))
    assert answer.status_code == 422
    assert "this one is not right" in text(answer)
    assert not ReviewRecord.objects.exists()


def test_what_blocks_stands_in_place_of_the_form(rc, order, users):
    review = opened(order, users)
    shown = text(rc.get(page("review-seal", review)))
    assert "What stands in the way" in shown
    assert page("review-meeting", review) in shown
    assert "password" not in shown.split("What stands in the way")[1].lower().split("<footer")[0]


def test_what_changed_since_the_page_was_opened_is_read_again(rc, review, users):
    typed = signing(rc, review)
    said(review, users.nurse, BENEFITS, "New words.")
    answer = rc.post(page("review-seal", review), typed)
    assert answer.status_code == 422
    assert "Something changed after this page was opened" in text(answer)
    again = {"content": answer.context["form"]["content"].value(), "version": "1"}
    rc.post(page("review-seal", review), again | {"password": make.PASSWORD})
    assert "New words." in ReviewRecord.objects.get().snapshot


def test_pressing_twice_finds_the_record_of_the_first(rc, review):
    typed = signing(rc, review)
    first = rc.post(page("review-seal", review), typed)
    second = rc.post(page("review-seal", review), typed)
    assert first.url == second.url
    assert ReviewRecord.objects.count() == 1


def test_two_clicks_at_once_lead_to_one_record(rc, review, users):
    typed = signing(rc, review)

    def other(**call):
        original(**call)
        raise Refused(["This review is “sealed”."])

    original = reviews.seal
    with mock.patch.object(reviews, "seal", other):
        answer = rc.post(page("review-seal", review), typed)
    assert answer.url == record_page(ReviewRecord.objects.get())


def test_what_cannot_be_printed_is_said_and_nothing_is_sealed(rc, review):
    with mock.patch.object(reviews, "seal", side_effect=CannotPrint("Too long.")):
        answer = rc.post(page("review-seal", review), signing(rc, review))
    assert answer.status_code == 422
    assert "Too long. Nothing was sealed." in text(answer)


@pytest.mark.parametrize("who", ["nurse", "mha", "amhp"])
@pytest.mark.parametrize("name", ["review-seal", "review-close", "review-correct"])
def test_only_the_responsible_clinician_signs(client, users, review, who, name):
    client.force_login(getattr(users, who))
    assert client.get(page(name, review)).status_code == 403
    assert client.post(page(name, review), {"reason": "R."}).status_code == 403
    assert state(review) == ("open", 1)


# The record --------------------------------------------------------------------------------------
def test_the_bytes_are_served_as_they_were_sealed(rc, order, users):
    _, record = sealed(order, users)
    answer = rc.get(record_page(record, "review-record-pdf"))
    assert hashlib.sha256(answer.content).hexdigest() == record.pdf_sha256
    assert answer["Content-Disposition"] == f'inline; filename="CTO-review_{record.reference}.pdf"'
    assert Entry.objects.filter(action="printed_review_record").count() == 1


def test_bytes_that_are_not_those_that_were_sealed_are_never_served(rc, order, users):
    _, record = sealed(order, users)
    with (
        mock.patch.object(ReviewRecord, "pdf", b"other"),
        pytest.raises(RuntimeError, match="not those that were sealed"),
    ):
        rc.get(record_page(record, "review-record-pdf"))


def test_an_older_version_is_marked_superseded(rc, order, users):
    review, first = sealed(order, users)
    reviews.correct(review=review, reason="A name.", by=users.rc, at=AT + timedelta(hours=1))
    second = reviews.seal(review=review, by=users.rc, at=AT + timedelta(hours=2))
    assert "Superseded" in text(rc.get(record_page(first)))
    assert "Superseded" not in text(rc.get(record_page(second)))
    answer = rc.get(record_page(first, "review-record-pdf"))
    assert f"{first.reference}_SUPERSEDED.pdf" in answer["Content-Disposition"]
    assert answer.content == bytes(first.pdf)


def test_the_record_leads_to_the_entry_that_comes_next(rc, order, users):
    review = ready(order, users, outcome="revoke")
    record = reviews.seal(review=review, by=users.rc, at=AT)
    shown = text(rc.get(record_page(record)))
    assert reverse("order-event-new", args=[order.pk, "recall_notice"]) in shown
    assert "form CTO3" in shown


def test_strangers_and_unknown_references_get_the_same_page(client, users, order):
    _, record = sealed(order, users)
    client.force_login(users.other)
    for name in ("review-record", "review-record-pdf"):
        assert client.get(record_page(record, name)).status_code == 404
        assert client.get(reverse(name, args=["0000-0000-v1"])).status_code == 404


def test_members_and_the_office_read_and_print(client, users, order):
    _, record = sealed(order, users)
    for who in (users.nurse, users.mha, users.amhp):
        client.force_login(who)
        for name in ("review-record", "review-record-pdf"):
            assert client.get(record_page(record, name)).status_code == 200


@pytest.mark.prints
def test_a_draft_is_printed_for_whoever_reads(client, users, review):
    client.force_login(users.mha)
    answer = client.get(page("review-draft", review))
    assert answer.content.startswith(b"%PDF-")
    assert "CTO-review-draft_2027-02-01" in answer["Content-Disposition"]


def test_a_draft_that_cannot_be_printed_says_why(rc, review, monkeypatch):
    def cannot(summary, *, mark):
        raise CannotPrint("Too long.")

    monkeypatch.setattr("assessments.views.review_records.review_record", cannot)
    answer = rc.get(page("review-draft", review))
    assert answer.status_code == 409
    assert "Too long." in text(answer)


# Correcting and closing --------------------------------------------------------------------------
def test_a_correction_opens_the_next_version_with_its_reason(rc, order, users):
    review, record = sealed(order, users)
    assert record.reference in text(rc.get(page("review-correct", review)))
    answer = rc.post(page("review-correct", review), {"reason": CANARY}, follow=True)
    assert state(review) == ("open", 2)
    assert "A correction is open." in text(answer)
    assert CANARY not in text(answer)
    twice = rc.post(page("review-correct", review), {"reason": CANARY})
    assert twice.url == page("review", review)
    assert ReviewStep.objects.count() == 1


def test_a_correction_without_a_reason_is_sent_back(rc, order, users):
    review, _ = sealed(order, users)
    answer = rc.post(page("review-correct", review), {"reason": ""})
    assert answer.status_code == 422
    assert "Enter what has to be corrected and why" in text(answer)


def test_a_review_is_closed_with_a_reason_and_once(rc, review):
    assert rc.post(page("review-close", review), {"reason": ""}).status_code == 422
    for _ in range(2):
        answer = rc.post(page("review-close", review), {"reason": "Entered in error."})
        assert answer.url == page("review", review)
    assert state(review) == ("closed", 1)
    assert ReviewStep.objects.get().reason == "Entered in error."


# What every page keeps ---------------------------------------------------------------------------
def test_the_pages_ask_the_database_a_fixed_number_of_times(
    rc, order, users, django_assert_num_queries
):
    review = opened(order, users)
    with django_assert_num_queries(QUERIES_OF_THE_SEAL):
        rc.get(page("review-seal", review))
    met(review, users)
    said(review, users.nurse, "review.discharge", "Not yet.")
    decided(review, users)
    with django_assert_num_queries(QUERIES_OF_THE_SEAL):
        rc.get(page("review-seal", review))
    for hours in (1, 2):
        record = reviews.seal(review=review, by=users.rc, at=AT + timedelta(hours=hours))
        with django_assert_num_queries(QUERIES_OF_A_RECORD):
            rc.get(record_page(record))
        with django_assert_num_queries(QUERIES_OF_A_PDF):
            rc.get(record_page(record, "review-record-pdf"))
        reviews.correct(
            review=review, reason="A name.", by=users.rc, at=AT + timedelta(hours=hours)
        )


def test_only_who_may_record_the_next_step_is_led_to_it(client, order, users):
    _, record = sealed(order, users, outcome="vary")
    kind = reverse("order-event-new", args=[order.pk, "conditions_varied"])
    for who, may in (("rc", True), ("mha", True), ("nurse", False)):
        client.force_login(getattr(users, who))
        assert (kind in text(client.get(record_page(record)))) is may, who
        assert (client.get(kind).status_code == 200) is may, who
