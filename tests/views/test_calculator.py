"""The date calculator: every date with its why, every refusal with its reasons."""

import re
from datetime import date

import pytest
from django.utils import timezone

from assessments.statute import rules
from tests.views.calculating import NOW, PAGE, dates, day, order, recall, words


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def signed_in(client, users):
    client.force_login(users.mha)
    return client


# The examples of the law -------------------------------------------------------------------------
def test_an_order_made_on_5_october_ends_on_4_april_and_is_extended_from_5_february(signed_in):
    shown = dates(signed_in.post(PAGE, order("5/10/2026")))

    assert "Sunday 4 April 2027" in shown["Order ends"]
    assert "6 months beginning with 5 October 2026" in shown["Order ends"]
    assert "s.20A(1)" in shown["Order ends"]
    assert "Friday 5 February 2027" in shown["Window for extending opens"]
    assert "Sunday 4 April 2027" in shown["Window for extending closes"]
    assert "Debatable" not in shown["Order ends"]


def test_an_order_made_on_29_august_is_acted_on_by_27_february(signed_in):
    shown = dates(signed_in.post(PAGE, order("29/8/2026")))["Order ends"]

    assert "Act on Saturday 27 February 2027" in shown
    assert "Another reading gives Sunday 28 February 2027" in shown
    assert "Why it is debatable" in shown


def test_a_debatable_beginning_is_acted_on_from_the_later_day(signed_in):
    shown = dates(signed_in.post(PAGE, order("29/8/2026")))["Window for extending opens"]

    assert "Act from Friday 1 January 2027" in shown


def test_an_order_made_on_31_march_is_acted_on_by_29_september(signed_in):
    shown = dates(signed_in.post(PAGE, order("31/3/2026")))["Order ends"]

    assert "Act on Tuesday 29 September 2026" in shown
    assert "Another reading gives Wednesday 30 September 2026" in shown


def test_72_hours_across_the_end_of_summer_time_end_an_hour_earlier_by_the_clock(signed_in):
    typed = order(
        "5/10/2027",
        "1:recall_notice",
        "2:recall_detention",
        **recall(1, "in_hand", "29/10/2027", "09:30"),
        **day("e2-at", "29/10/2027", "10:00"),
    )

    shown = dates(signed_in.post(PAGE, typed))["72 hours of the recall end"]

    assert "09:00 on Monday 1 November 2027" in shown
    assert "72 hours beginning with 10:00 on Friday 29 October 2027" in shown


@pytest.mark.parametrize(
    ("method", "on", "served"),
    [
        ("at_address", "21/11/2026", "00:00 on Sunday 22 November 2026"),
        ("first_class_post", "20/11/2026", "00:00 on Tuesday 24 November 2026"),
    ],
)
def test_a_recall_notice_counts_as_served_by_the_way_it_was_given(signed_in, method, on, served):
    typed = order("5/10/2026", "1:recall_notice", **recall(1, method, on, "18:00"))

    assert served in dates(signed_in.post(PAGE, typed))["Recall notice counts as served"]


def test_a_certificate_is_needed_three_months_after_first_medication(signed_in):
    typed = order("20/10/2026", **day("first_medication", "20/9/2026"))

    shown = dates(signed_in.post(PAGE, typed))["Certificate needed for medicine"]

    assert "Sunday 20 December 2026" in shown


def test_dates_stand_in_their_order_and_say_how_far_they_are(signed_in):
    answer = signed_in.post(PAGE, order("5/10/2026"))

    assert list(dates(answer)) == [
        "Patient may apply to the tribunal from",
        "Window for extending opens",
        "Order ends",
        "Window for extending closes",
        "Patient may apply to the tribunal until",
    ]
    assert "133 days later" in dates(answer)["Order ends"]


def test_the_status_is_that_of_the_moment_looked_at(signed_in):
    now_, later = (
        words(signed_in.post(PAGE, one)) for one in (order(), order(**day("as_of", "5/4/2027")))
    )

    assert "In force at 12:00 on Sunday 22 November 2026" in now_
    assert "Expired at 00:00 on Monday 5 April 2027" in later


# What the law does not allow ---------------------------------------------------------------------
def test_an_event_that_the_law_does_not_allow_is_left_out_with_its_reasons(signed_in):
    typed = order(
        "5/10/2026",
        "4:order_extended",
        **day("e4-examined", "4/2/2027"),
        **day("e4-furnished", "6/2/2027"),
    )

    answer = signed_in.post(PAGE, typed)

    assert answer.status_code == 200
    assert "Left out, because the law does not allow it" in words(answer)
    assert "Examined on 4 February 2027, before the window opens on 5 February 2027" in words(
        answer
    )
    assert 'href="#event-4"' in answer.content.decode()
    assert "Sunday 4 April 2027" in dates(answer)["Order ends"]


def test_an_order_before_the_admission_is_itself_left_out(signed_in):
    answer = signed_in.post(PAGE, order(**day("treatment_admission", "6/10/2026")))

    assert "before liability to detention under section 3 began" in words(answer)
    assert "No date follows from this" in words(answer)
    assert "cto-line__bar" not in answer.content.decode()


# What if -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("what", "served"),
    [
        ("recalled_by_post", "00:00 on Tuesday 1 December 2026"),
        ("recalled_at_address", "00:00 on Saturday 28 November 2026"),
        ("recalled_in_hand", "17:00 on Friday 27 November 2026"),
    ],
)
def test_what_if_recalled_on_friday_shows_when_the_notice_is_served(signed_in, what, served):
    answer = signed_in.post(PAGE, {**order(), "what_if": what})

    assert served in dates(answer)["Recall notice counts as served"]
    assert "New" in dates(answer)["Recall notice counts as served"]
    assert re.search(r'name="e1-at-day"[^>]*value="27"', answer.content.decode())


def test_what_if_revoked_adds_the_recall_and_the_detention_that_it_needs(signed_in):
    answer = signed_in.post(PAGE, {**order(), "what_if": "revoked"})

    text = answer.content.decode()
    assert 'value="1:recall_notice"' in text
    assert 'value="2:recall_detention"' in text
    assert 'value="3:order_revoked"' in text
    assert "Left out" not in words(answer)
    assert "Friday 21 May 2027" in dates(answer)["Detention ends"]
    assert "Order ends: Sunday 4 April 2027" in words(answer)
    assert "No longer applies" in words(answer)


def test_what_if_revoked_follows_a_recall_that_is_there_already(signed_in):
    typed = order("5/10/2026", "7:recall_notice", **recall(7, "at_address", "27/11/2026", "17:00"))

    answer = signed_in.post(PAGE, {**typed, "what_if": "revoked"})

    assert 'value="8:recall_detention"' in answer.content.decode()
    assert 'value="9:order_revoked"' in answer.content.decode()
    assert "Left out" not in words(answer)
    assert "Thursday 27 May 2027" in dates(answer)["Detention ends"]


def test_what_if_absent_today_shows_until_when_the_patient_may_be_taken(signed_in):
    answer = signed_in.post(PAGE, {**order(), "what_if": "absent"})

    assert "Friday 21 May 2027" in dates(answer)["Absent patient may be taken until"]
    assert "In force, absent without leave" in words(answer)


def test_what_if_without_an_order_says_what_is_missing_and_keeps_the_event(signed_in):
    answer = signed_in.post(PAGE, {"what_if": "recalled_by_post"})

    assert answer.status_code == 422
    assert "Enter the date of the order" in words(answer)
    assert 'value="1:recall_notice"' in answer.content.decode()


def test_the_2025_act_is_pretended_and_said_not_to_be_in_force(signed_in):
    typed = order("20/10/2026", **day("first_medication", "20/9/2026"))

    answer = signed_in.post(PAGE, {**typed, **day("mha_2025", "1/1/2026")})

    shown = dates(answer)["Certificate needed for medicine"]
    assert "Friday 20 November 2026" in shown
    assert "By the law in force: Sunday 20 December 2026" in shown
    assert "Not in force" in words(answer)
    assert "pretend that the Mental Health Act 2025 applies from 1 January 2026" in words(answer)


# The life-line -----------------------------------------------------------------------------------
def test_the_life_line_has_a_title_and_a_description_and_no_style_of_its_own(signed_in):
    text = signed_in.post(PAGE, order()).content.decode()

    assert '<title id="line-title">Life-line of the order</title>' in text
    assert "1 period from 5 October 2026 on" in text
    assert " style=" not in text
    assert text.count("cto-line__bar--first") == 1
    assert text.count("cto-line__bar--window") == 1


# How far it may be relied on ---------------------------------------------------------------------
def test_the_page_says_when_the_rules_were_checked_and_that_it_stores_nothing(signed_in):
    text = words(signed_in.get(PAGE))

    assert "The rules were last checked on 22 November 2026" in text
    assert "it stores nothing" in text
    assert "checked it against the statutory documents" in text
    assert "These rules are old" not in text


@pytest.mark.parametrize(
    ("on", "said"),
    [(date(2026, 8, 1), "The law may have changed"), (date(2026, 5, 1), "Do not rely on these")],
)
def test_old_rules_are_warned_of(signed_in, monkeypatch, on, said):
    monkeypatch.setattr(rules, "RULES_CHECKED_TO", on)

    assert said in words(signed_in.get(PAGE))
