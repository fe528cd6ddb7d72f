"""The due board at the Mental Health Act office: what is overdue is seen, done, and gone."""

import csv
import io
from datetime import date

import pytest

from assessments.models import DueItem
from tests.journeys import living
from tests.views.order_given import london

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MADE = london(2026, 7, 6, 14, 0)
REFERENCE = "Managers refer the case: six months"
SEE = f"Mark as seen : {REFERENCE}, Amara Test"
KEY = "reference_six_months"
CSV = "Download these rows for a spreadsheet (CSV)"


def test_an_overdue_reference_is_seen_recorded_as_done_and_gone_from_the_board(desk, users):
    order = living.order(users, MADE)
    with living.on(london(2026, 11, 16, 9, 0)):
        mha = desk("mha")
        it_is_overdue(mha, order)
        the_sheet_has_its_row(mha)
        the_office_has_seen_it(mha, order)
        it_is_done(mha, order)
        it_is_gone(mha, order)


def it_is_overdue(mha, order):
    """Six months beginning with the admission on 6 May: the board opens with it."""
    assert living.due(order)[KEY] == date(2026, 11, 6)
    assert living.owner(order, KEY) is None
    mha.open("/")
    mha.sees("1 overdue date waits for the Mental Health Act office.")
    mha.follow("Everything that is due")
    mha.is_at("What is due")
    mha.sees("Reminders have never been sent.")
    mha.follow("1 Overdue")
    row = mha.page.get_by_role("row").filter(has_text=REFERENCE)
    for words in (
        "Friday 6 November 2026",
        "Overdue by 10 days",
        "Mental Health Act, s.68",
        "Amara Test",
        "Mental Health Act office",
    ):
        assert words in row.inner_text()


def the_sheet_has_its_row(mha):
    (row,) = [line for line in sheet(mha) if line["What is due"] == REFERENCE]
    assert (row["When"], row["Day"], row["Kind"]) == (
        "Overdue",
        "2026-11-06",
        "Mental Health Act, s.68",
    )
    assert (row["Name"], row["Waits for"], row["Seen on"]) == (
        "Amara Test",
        "Mental Health Act office",
        "",
    )


def the_office_has_seen_it(mha, order):
    mha.press(SEE)
    mha.sees(f"Marked as seen: {REFERENCE}, Amara Test.", "Seen 16 November 2026")
    assert DueItem.objects.get(order=order, key=KEY).seen_at is not None
    assert not mha.offers(SEE)


def it_is_done(mha, order):
    """From the row to the entry: what was due is chosen already, and nothing else is."""
    mha.follow("Record the reference , Amara Test", first=True)
    mha.is_at("Something that was due is done")
    assert mha.page.get_by_role("radio", name=REFERENCE, exact=True).is_checked()
    mha.date("Date on which it was done", date(2026, 11, 16))
    mha.write("How", "Referred by secure e-mail.")
    mha.press("Check before recording")
    before, after, change = living.compared(mha)[REFERENCE]
    assert before == after == "Friday 6 November 2026"
    assert change == "Unchanged, and done with this"
    mha.press("Record it")
    done = living.last(order)
    assert (done.kind, done.on) == ("duty_done", date(2026, 11, 16))
    assert done.details == {
        "duty": KEY,
        "due_on": "2026-11-06",
        "done": "Referred by secure e-mail.",
    }


def it_is_gone(mha, order):
    assert KEY not in living.due(order)
    mha.open("/due/")
    mha.follow("0 Overdue")
    mha.sees("Nothing is due here.")
    assert [line for line in sheet(mha) if line["What is due"] == REFERENCE] == []


def sheet(screen) -> list[dict[str, str]]:
    """The rows behind the board's link for spreadsheets."""
    href = screen.page.get_by_role("link", name=CSV).get_attribute("href")
    answer = screen.page.request.get(screen.home + href)
    assert answer.ok
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text().lstrip("\ufeff"))))
