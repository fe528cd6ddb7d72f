"""The dates before and after, what the Act refuses, and the order in which a recall happens."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.views.recording import (
    REASONS,
    checked,
    confirmed,
    days,
    happened,
    london,
    new_url,
    recorded,
    text_of,
)

EXTENSION = {"consulted": "Jo Test", "consulted_profession": "Nurse", "amhp": "Sam Test"}
RECALL = {"ground": "treatment_needed", "hospital": "Northgate Hospital", **REASONS}


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(london(4, 10, 12), tick=False)
    return found


def rows(answer):
    """The table of the check page: title to (before, after, change)."""
    return {
        row.title: (row.before, row.after, row.change) for row in answer.context["compared"].rows
    }


def extension(**changes):
    dates = {"examined": date(2027, 4, 1), "stated_on": date(2027, 4, 2), "when": date(2027, 4, 3)}
    return days(**{**dates, **changes}) | EXTENSION


def test_an_extension_moves_the_end_and_the_windows(client, users, order):
    client.force_login(users.rc)

    answer = checked(client, new_url(order, "order_extended"), extension())

    found = rows(answer)
    assert found["Order ends"] == (
        "Sunday 23 May 2027",
        "Tuesday 23 November 2027",
        "Moved from Sunday 23 May 2027 to Tuesday 23 November 2027",
    )
    assert found["Window for extending opens"][:2] == (
        "Wednesday 24 March 2027",
        "Friday 24 September 2027",
    )
    assert found["Status now"] == ("In force", "In force", "Unchanged")
    page = text_of(answer)
    assert "Moved from Sunday 23 May 2027 to Tuesday 23 November 2027" in page
    assert "Form CTO7, signed by the responsible clinician" in page
    changes = [row.change for row in answer.context["compared"].rows]
    assert changes == sorted(changes, key=lambda change: change == "Unchanged")


def test_a_recall_by_letterbox_on_a_saturday_across_a_clock_change(
    client, users, order, time_machine
):
    client.force_login(users.rc)
    saturday = london(3, 27, 18)
    notice = days(when=saturday) | {**RECALL, "method": "at_address"}
    check = checked(client, new_url(order, "recall_notice"), notice)
    assert rows(check)["Recall notice counts as served"] == (
        "None",
        "00:00 on Sunday 28 March 2027",
        "New",
    )
    assert confirmed(client, new_url(order, "recall_notice"), check).status_code == 302

    detained = new_url(order, "recall_detention")
    page = text_of(client.get(detained))
    assert "Recall notice counts as served: 00:00 on Sunday 28 March 2027" in page
    early = checked(client, detained, days(when=london(3, 27, 23, 30)))
    assert early.status_code == 422
    assert "The notice counts as served only at 00:00 on Sunday 28 March 2027" in text_of(early)
    # Half an hour after midnight, half an hour before the clocks go forward.
    check = checked(client, detained, days(when=london(3, 28, 0, 30)))
    assert rows(check)["72 hours of the recall end"] == (
        "None",
        "01:30 on Wednesday 31 March 2027",
        "New",
    )
    assert confirmed(client, detained, check).status_code == 302

    release = new_url(order, "recall_release")
    assert "72 hours of the recall end: 01:30 on Wednesday 31 March 2027" in text_of(
        client.get(release)
    )
    late = checked(client, release, days(when=london(3, 31, 1, 31)))
    assert late.status_code == 422
    assert "The 72 hours ended at 01:30 on Wednesday 31 March 2027" in text_of(late)
    check = checked(client, release, days(when=london(3, 31, 1, 30)))
    assert rows(check)["72 hours of the recall end"][2] == "Unchanged, and done with this"
    assert rows(check)["Order ends"][2] == "Unchanged"
    assert confirmed(client, release, check).status_code == 302
    order.refresh_from_db()
    assert order.status == "in_force"


def test_a_nearest_relatives_notice_starts_72_hours_and_a_report_bars_six_months(
    client, users, order
):
    client.force_login(users.mha)
    notice = new_url(order, "nearest_relative_notice")
    check = checked(client, notice, days(when=london(4, 8, 14)) | {"method": "in_hand"})
    assert rows(check)["Report to bar discharge: last moment"] == (
        "None",
        "14:00 on Sunday 11 April 2027",
        "New",
    )
    assert confirmed(client, notice, check).status_code == 302

    client.force_login(users.rc)
    report = new_url(order, "barring_report")
    assert "last moment: 14:00 on Sunday 11 April 2027" in text_of(client.get(report))
    check = checked(client, report, days(when=london(4, 9, 10)) | REASONS)
    assert rows(check)["Nearest relative barred until"] == ("None", "Friday 8 October 2027", "New")
    assert confirmed(client, report, check).status_code == 302

    discharge = new_url(order, "order_discharged")
    by_relative = days(when=date(2027, 4, 10)) | {"by": "nearest_relative"}
    answer = checked(client, discharge, by_relative)
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)


def test_revocation_ends_the_order_and_calls_for_a_reference(client, users, order):
    happened(order, users.rc, "recall_notice", london(4, 8, 9), method="in_hand",
             ground="treatment_needed")  # fmt: skip
    happened(order, users.rc, "recall_detention", london(4, 8, 10))
    client.force_login(users.rc)

    answer = checked(
        client, new_url(order, "order_revoked"), days(when=london(4, 9, 10)) | {"amhp": "Sam Test"}
    )

    found = rows(answer)
    assert found["Managers refer the case: order revoked"][1:] == ("Friday 9 April 2027", "New")
    assert found["Order ends"][2] == "No longer applies"
    assert found["Detention ends"][1:] == ("Friday 8 October 2027", "New")
    assert found["Status now"] == (
        "In force, recalled to hospital",
        "Revoked",
        "Changes from “In force, recalled to hospital” to “Revoked”",
    )


def test_a_debatable_date_is_said_to_be_debatable_with_the_safe_reading(
    client, users, time_machine
):
    order = make.order(users)
    time_machine.move_to(london(4, 12, 12), tick=False)
    client.force_login(users.mha)
    url = new_url(order, "nearest_relative_notice")
    recorded(client, url, days(when=london(4, 5, 14)) | {"method": "in_hand"})
    answer = checked(client, new_url(order, "barring_report"), days(when=date(2027, 4, 8)))
    assert answer.status_code == 200
    assert "debatable; the safe reading" in text_of(answer)
    assert "Nearest relative barred until: debatable. Act on" in text_of(answer)


REFUSED = [
    ("order_extended", extension(examined=date(2027, 3, 1)), "before the window opens"),
    ("order_extended", extension(when=date(2027, 3, 31)), "must not be earlier than the exam"),
    ("recall_detention", days(when=london(3, 1, 10)), "No recall notice is live"),
    ("recall_release", days(when=london(3, 1, 10)), "not detained under a recall"),
    ("recall_release", days(when=date(2027, 3, 1)), "must include a time"),
    ("recall_release", days(when=london(4, 10, 13)), "must be now or in the past"),
    ("absence_began", days(when=date(2027, 3, 1)), "No recall notice was live"),
    (
        "recall_notice",
        days(when=date(2027, 3, 1)) | {**RECALL, "method": "in_hand"},
        "Enter the time as well",
    ),
    (
        "recall_notice",
        days(when=date(2027, 3, 1))
        | {**RECALL, "method": "at_address", "ground": "mandatory_condition"},
        "Choose which mandatory condition was not kept",
    ),
]


@pytest.mark.parametrize(("kind", "answers", "said"), REFUSED)
def test_what_cannot_be_is_refused_first_and_nothing_typed_is_lost(
    client, users, order, kind, answers, said
):
    client.force_login(users.rc)

    answer = checked(client, new_url(order, kind), answers)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in text_of(answer)
    assert "nhsuk-error-summary" in page
    assert f'value="{answers["when-day"]}"' in page
    assert all(value in page for value in answers.values())
    assert order.events.count() == 1


def test_a_discretionary_condition_alone_is_no_ground_and_the_page_says_what_is(
    client, users, order
):
    client.force_login(users.rc)
    answers = days(when=london(3, 6, 18)) | {**RECALL, "method": "at_address"}

    answer = checked(
        client, new_url(order, "recall_notice"), {**answers, "ground": "discretionary_only"}
    )

    assert answer.status_code == 422
    page = text_of(answer)
    assert "no ground for recall on its own: section 17B(6) and (7)" in page
    assert "What can be done instead" in page
    assert REASONS["reasons"] in answer.content.decode()
    sent = client.post(
        new_url(order, "recall_notice"),
        {**answers, "ground": "discretionary_only", "act": "record"},
    )
    assert sent.status_code == 422
    assert order.events.count() == 1


def test_the_reason_why_an_extension_cannot_be_yet_stands_on_the_page(client, users, time_machine):
    order = make.order(users)
    time_machine.move_to(london(1, 10, 12), tick=False)
    client.force_login(users.rc)
    page = text_of(client.get(reverse("order-events", args=[order.pk])))
    assert "Not now: Examination and report may take place from 24 March 2027" in page
