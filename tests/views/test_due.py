"""The due board's page: what each reader sees, in which words, and what they may do about it."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.documents.sheet import csv_sheet, harmless
from assessments.models import DueItem, ReminderRun
from assessments.statute import duty_words
from assessments.statute.duties import DUTIES
from assessments.statute.ledger import KINDS
from assessments.summary import board
from cto.accounts.models import Team
from cto.audit.models import Entry
from tests import due_items as rows
from tests import factories as make

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = rows.TODAY
DUE, CSV = "/due/", "/due/csv/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def amara(users):
    return rows.people(1, rows.northgate(users), name="Amara Test", nhs_number="9990000018")[0]


def shown_to(client, user, path=DUE, **asked):
    client.force_login(user)
    response = client.get(path, asked)
    assert response.status_code == 200
    return response.content.decode()


def table(client, user, **asked):
    """The export as rows of a dictionary."""
    text = shown_to(client, user, CSV, **asked)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


# Words -------------------------------------------------------------------------------------------
def test_every_duty_has_its_words_its_section_and_an_entry_that_ends_it():
    assert set(duty_words.DUTY_WORDS) == set(DUTIES)
    for key, words in duty_words.DUTY_WORDS.items():
        assert words.kind in KINDS
        assert duty_words.act_and_section(key).startswith("Mental Health Act, s.")
        assert "patient" not in words.short


def test_dates_of_the_act_and_local_reviews_are_told_apart_by_words_and_shape(client, users, amara):
    rows.stored(amara, "order_ends", TODAY + timedelta(days=3))
    act = shown_to(client, users.rc)
    assert '<span class="cto-due__kind cto-due__kind--act">Mental Health Act, s.20A</span>' in act
    assert "Order ends" in act
    assert "Local review" not in act
    DueItem.objects.all().delete()
    rows.stored(amara, "local_review", TODAY + timedelta(days=3))
    local = shown_to(client, users.rc)
    assert '<span class="cto-due__kind cto-due__kind--local">Local review</span>' in local
    assert "Mental Health Act, s" not in local


def test_a_row_says_who_what_when_whose_and_whether_it_is_debatable(client, users, amara):
    rows.stored(amara, "recall_ends", NOW + timedelta(hours=30), debatable=True)
    page = shown_to(client, users.rc)
    for words in (
        "Amara Test",
        "17 June 1990",
        "999 000 0018",
        "72 hours of the recall end",
        "Tuesday 24 November 2026 at <strong>15:00</strong>",
        "In 1 day",
        "Debatable.",
        "by the safe reading of the law",
        users.rc.name,
        "Mark as seen",
        reverse("person", args=[amara.pk]),
    ):
        assert words in page, words


def test_what_has_no_owner_waits_for_the_office(client, users, amara):
    rows.stored(amara, "reference_six_months", TODAY)
    assert "Mental Health Act office" in shown_to(client, users.mha)
    assert "Nothing is due here." in shown_to(client, users.rc)
    assert "Mental Health Act office" in shown_to(client, users.rc, whose="all")


def test_overdue_is_said_in_words_and_stands_first(client, users, amara):
    rows.stored(amara, "order_ends", TODAY - timedelta(days=3))
    rows.stored(amara, "local_review", TODAY)
    page = shown_to(client, users.rc)
    assert "Overdue by 3 days" in page
    assert page.index("Overdue by 3 days") < page.index(">Within 7 days</h2>")


def test_what_lies_further_ahead_is_behind_a_link(client, users, amara):
    rows.stored(amara, "order_ends", TODAY + timedelta(days=61))
    page = shown_to(client, users.rc)
    assert "Amara Test" not in page
    assert 'href="?part=later"' in page
    assert "Amara Test" in shown_to(client, users.rc, part="later")


def test_the_parts_are_counted_with_a_link_each(client, users):
    rows.spread(rows.people(30, rows.northgate(users)))
    page = shown_to(client, users.mha)
    assert '<span class="cto-parts__count">9</span> Overdue' in page
    assert 'href="?part=28"' in page


# What can be done --------------------------------------------------------------------------------
@pytest.mark.parametrize("key", duty_words.DUTY_WORDS)
def test_each_duty_leads_to_the_entry_that_ends_it(client, users, amara, key):
    item = rows.stored(amara, key, TODAY + timedelta(days=1))
    words = duty_words.DUTY_WORDS[key]
    href = reverse("order-event-new", args=[item.order_id, words.kind])
    query = f"?duty={key}" if words.kind == "duty_done" else ""
    page = shown_to(client, users.mha)
    assert f'href="{href}{query}"' in page
    assert words.record in page


def test_the_hours_of_a_recall_end_by_release_or_revocation(client, users, amara):
    item = rows.stored(amara, "recall_ends", NOW + timedelta(hours=30))
    page = shown_to(client, users.rc)
    for kind in ("recall_release", "order_revoked"):
        assert reverse("order-event-new", args=[item.order_id, kind]) in page


def test_an_order_that_has_run_out_can_be_noted_as_ended(client, users, amara):
    item = rows.stored(amara, "order_ends", TODAY - timedelta(days=1))
    href = reverse("order-event-new", args=[item.order_id, "duty_done"])
    assert f'href="{href}?duty=order_ends"' in shown_to(client, users.mha)


def test_what_only_the_responsible_clinician_does_is_offered_to_them_and_the_office(
    client, users, amara
):
    rows.stored(amara, "order_ends", TODAY)
    item = rows.stored(amara, "local_review", TODAY)
    move = reverse("review-move", args=[item.assessment_id])
    for who, offered in (("rc", True), ("mha", True), ("nurse", False)):
        page = shown_to(client, getattr(users, who), whose="all")
        assert ("Record the extension" in page) is offered, who
        assert (move in page) is offered, who


# Other people's ----------------------------------------------------------------------------------
def test_nobody_sees_what_is_due_for_other_peoples_people(client, users):
    (there,) = rows.people(1, rows.southfield(users), name="Elsewhere Person")
    rows.stored(there, "order_ends", TODAY)
    rows.stored(there, "reference_six_months", TODAY)
    team, rc = there.community_team_id, there.community_rc_id
    for asked in ({}, {"whose": "all"}, {"whose": "all", "rc": rc}):
        assert "Elsewhere Person" not in shown_to(client, users.rc, **asked)
        assert table(client, users.rc, **asked) == []
    client.force_login(users.rc)
    answer = client.get(DUE, {"team": team})
    assert answer.status_code == 422  # not a team that is offered
    assert "Elsewhere Person" not in answer.content.decode()
    assert "Elsewhere Person" in shown_to(client, users.other, whose="all")
    assert "Elsewhere Person" in shown_to(client, users.mha, team=team)


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
@pytest.mark.parametrize("path", [DUE, CSV, "/calendar/", "/due/reassign/"])
def test_auditors_and_system_administrators_have_no_board(client, users, who, path):
    client.force_login(getattr(users, who))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"kind": "x"}, {"kind": "x" * 50}, {"team": "x"}, {"rc": "\0"}, {"sort": "name"}]
)
def test_an_answer_that_is_not_offered_is_met_with_an_instruction(client, users, asked):
    client.force_login(users.mha)
    answer = client.get(DUE, asked)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_a_name_is_shown_as_text(client, users):
    (someone,) = rows.people(1, rows.northgate(users), name="<script>alert(1)</script>")
    rows.stored(someone, "order_ends", TODAY)
    page = shown_to(client, users.rc)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# Pages and queries -------------------------------------------------------------------------------
def test_the_next_page_is_reached_by_ids_and_a_day_alone(client, users, monkeypatch):
    monkeypatch.setattr(board, "ON_A_PAGE", 5)
    rows.spread(rows.people(4, rows.northgate(users)))
    for sort in ("", "person", "owner"):
        first = shown_to(client, users.mha, sort=sort)
        (href,) = [part.split('"')[0] for part in first.split('href="')
                   if "after=" in part.split('"')[0]]  # fmt: skip
        assert "Person" not in href.replace("sort=person", "")
        second = client.get(DUE + href.replace("&amp;", "&")).content.decode()
        assert "First page" in second
        assert second.count("<tr") > 1


QUERIES = [
    # Session and user; the audit's insert, which a test puts between a savepoint and its end; and
    # three of the board's own: rows, counts, reminders.
    ("mha", {}, 8),
    ("rc", {}, 8),
    # One more for a clinician's teams, or for the names of what was chosen.
    ("rc", {"whose": "all"}, 9),
    ("mha", {"team": "northgate"}, 9),
]


@pytest.mark.parametrize(("who", "asked", "queries"), QUERIES)
def test_first_and_later_pages_take_the_same_queries(
    client, users, django_assert_num_queries, who, asked, queries
):
    user, care = getattr(users, who), rows.northgate(users)
    if "team" in asked:
        asked = {"team": str(care["community_team"].pk)}
    rows.spread(rows.people(3, care))
    shown_to(client, user, **asked)
    with django_assert_num_queries(queries):
        client.get(DUE, asked)
    rows.spread(rows.people(200, care))
    page = shown_to(client, user, **asked)
    (href,) = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')
               if "after=" in part.split('"')[0]]  # fmt: skip
    with django_assert_num_queries(queries):
        assert client.get(DUE + href).status_code == 200


# The filter --------------------------------------------------------------------------------------
def test_the_filter_is_a_page_of_its_own_and_the_board_says_what_was_chosen(client, users, amara):
    rows.stored(amara, "order_ends", TODAY)
    team = rows.northgate(users)["community_team"]
    plain = shown_to(client, users.mha)
    assert 'href="/due/filter/">Filter and sort</a>' in plain
    assert "Change the filter" not in plain
    form = shown_to(client, users.mha, "/due/filter/")
    for asked in ("whose", "part", "kind", "team", "rc", "sort"):
        assert f'name="{asked}"' in form
    assert f'<option value="{team.pk}">{team.name}</option>' in form
    assert 'action="/due/"' in form
    page = shown_to(client, users.mha, team=team.pk, kind="order_ends", sort="person", part="7")
    assert f"Team: <strong>{team.name}</strong>" in page
    assert "Kind: <strong>Order ends</strong>" in page
    assert "In the order of: <strong>Person</strong>" in page
    assert "When: " not in page  # the parts above the rows show it
    assert "Whose: " not in page  # everybody's, as without a filter
    assert "Change the filter" in page


def test_the_filter_opens_as_it_was_chosen_and_keeps_the_part(client, users):
    team = rows.northgate(users)["community_team"]
    page = shown_to(client, users.mha, team=team.pk, part="28")
    href = page.split('">Change the filter')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    form = shown_to(client, users.mha, href)
    assert f'<option value="{team.pk}" selected>' in form
    assert '<option value="28" selected>' in form


def test_a_clinician_filters_by_their_own_teams_alone(client, users):
    form = shown_to(client, users.rc, "/due/filter/")
    mine = rows.northgate(users)["community_team"]
    theirs = rows.southfield(users)["community_team"]
    assert f'value="{mine.pk}"' in form
    assert f'value="{theirs.pk}"' not in form
    assert client.get(DUE, {"team": theirs.pk}).status_code == 422


def test_the_filter_asks_the_same_of_the_database_however_many_there_are(
    client, users, django_assert_num_queries
):
    shown_to(client, users.mha, "/due/filter/")
    with django_assert_num_queries(3):  # session, user, and the names to choose from
        client.get("/due/filter/")
    Team.objects.create(name="One more", kind=Team.Kind.COMMUNITY)
    with django_assert_num_queries(3):
        client.get("/due/filter/")


def test_looking_is_audited_by_ids_and_keys(client, users, amara):
    rows.stored(amara, "order_ends", TODAY)
    shown_to(client, users.rc, kind="statutory", part="7")
    entry = Entry.objects.get(action="opened_due")
    assert entry.detail == {
        "whose": "own",
        "team": None,
        "rc": None,
        "kind": "statutory",
        "part": "7",
        "sort": "day",
    }


# The export --------------------------------------------------------------------------------------
def test_the_export_holds_exactly_what_the_filter_shows(client, users, monkeypatch):
    monkeypatch.setattr(board, "ON_A_PAGE", 5)
    rows.spread(rows.people(9, rows.northgate(users)))
    asked = board.Asked(kind="local", part="7")
    expected = [item.due_on.isoformat() for item in board.in_order(
        board.found(users.mha, asked, NOW), "day")]  # fmt: skip
    found = table(client, users.mha, kind="local", part="7")
    assert [row["Day"] for row in found] == expected
    assert {row["Kind"] for row in found} == {"Local review"}
    everything = table(client, users.rc)
    assert len(everything) == 18
    entry = Entry.objects.filter(action="exported_due").latest("pk")
    assert entry.detail["rows"] == 18


def test_the_export_names_everything_that_a_row_shows(client, users, amara):
    rows.stored(amara, "recall_ends", NOW + timedelta(hours=30), debatable=True, seen_at=NOW)
    assert table(client, users.rc) == [
        {
            "When": "Within 7 days",
            "Day": "2026-11-24",
            "Time": "15:00",
            "Kind": "Mental Health Act, s.17F",
            "What is due": "72 hours of the recall end",
            "Debatable": "Debatable: the safe day is shown",
            "Name": "Amara Test",
            "Date of birth": "1990-06-17",
            "NHS number": "999 000 0018",
            "Hospital number": amara.local_number,
            "Waits for": users.rc.name,
            "Seen on": "2026-11-23",
        }
    ]


@pytest.mark.parametrize(
    "name", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", ' "=1', "＝1", "\n=1", "' =1"]
)
def test_a_name_that_looks_like_a_formula_is_text_in_a_spreadsheet(client, users, name):
    (someone,) = rows.people(1, rows.northgate(users), name=name)
    rows.stored(someone, "order_ends", TODAY)
    (row,) = table(client, users.mha)
    assert row["Name"] == f"'{name}"


def test_ordinary_cells_stay_as_they_are():
    assert [harmless(cell) for cell in ("Siân", "O'Hara", "2026-11-24", "", "a=b")] == [
        "Siân",
        "O'Hara",
        "2026-11-24",
        "",
        "a=b",
    ]
    assert csv_sheet(("A",), [('say "x", y',)]) == '\ufeff"A"\r\n"say ""x"", y"\r\n'


def test_the_export_is_a_download_that_no_computer_keeps(client, users):
    client.force_login(users.mha)
    answer = client.get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="due-2026-11-23.csv"'
    assert answer["Cache-Control"] == "no-store"


# Reminders ---------------------------------------------------------------------------------------
def test_the_board_says_when_reminders_last_went_out_and_to_whom_they_did_not(client, users):
    assert "Reminders have never been sent." in shown_to(client, users.rc)
    run = ReminderRun.objects.create(started_at=NOW - timedelta(days=2), finished_at=None)
    assert "have not finished" in shown_to(client, users.mha)
    run.finished_at, run.sent = NOW - timedelta(days=2), 12
    run.failures = ["nurse: SMTPRecipientsRefused"]
    run.save()
    office, clinician = shown_to(client, users.mha), shown_to(client, users.rc)
    for page in (office, clinician):
        assert "Reminders last sent Saturday 21 November 2026 at 09:00: 12 mails." in page
        assert "1 reminder failed: " in page
    assert "nurse: SMTPRecipientsRefused" in office
    assert "nurse: SMTPRecipientsRefused" not in clinician
    assert make.PASSWORD not in office
