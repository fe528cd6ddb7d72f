"""Contacts and conditions in use: logging in ten seconds, the list, mending and withdrawing."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from assessments.forms.contacts import ContactForm, WithdrawContactForm
from assessments.models import Contact
from assessments.services import contacts as services
from cto.design.forms import fields_without_instructions
from tests import factories as make

NOW = datetime(2027, 2, 20, 12, 0, tzinfo=ZoneInfo("Europe/London"))
CANARY = "<script>alert('zyxw')</script>"
QUERIES_OF_THE_LIST = 10
QUERIES_OF_A_FORM = 10
QUERIES_OF_AN_ENTRY = 11


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(NOW, tick=False)
    return found


@pytest.fixture
def nurse(client, users, order):
    client.force_login(users.nurse)
    return client


@pytest.fixture
def later(nurse, users, time_machine):
    """Another day on which the nurse signs in."""

    def move(year: int, month: int, day: int) -> None:
        time_machine.move_to(datetime(year, month, day, 12, tzinfo=NOW.tzinfo), tick=False)
        nurse.force_login(users.nurse)

    return move


def url(name: str, order: Any, *more: Any) -> str:
    return reverse(name, args=[order.pk, *more])


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def typed(on: date = date(2027, 2, 20), **more: str) -> dict[str, str]:
    return {"outcome": "happened", "what": "contact", "condition": "none", **day("on", on), **more}


def text_of(answer: Any) -> str:
    return answer.content.decode()


def log(order: Any, by: Any, on: date = date(2027, 2, 1), **changes: Any) -> Contact:
    return services.log(
        order=order, by=by, on=on, **({"what": "contact", "outcome": "happened"} | changes)
    )


def own_condition(order: Any) -> str:
    return order.events.get(kind="order_made").details["conditions"][0]["id"]


def test_every_required_field_says_what_to_do():
    assert fields_without_instructions(ContactForm) == []
    assert fields_without_instructions(WithdrawContactForm) == []


def test_the_form_begins_with_three_choices_and_todays_date(nurse, order):
    shown = text_of(nurse.get(url("contact-new", order)))

    for words in ("It happened", "It was missed", "It was rearranged"):
        assert words in shown
    assert "Today is filled in." in shown
    assert shown.index('name="outcome"') < shown.index('name="what"') < shown.index('name="on-day"')
    for part, value in (("day", 20), ("month", 2), ("year", 2027)):
        assert f'id="id_on-{part}" name="on-{part}"' in shown
        assert f'value="{value}"' in shown


def test_three_choices_are_enough_and_lead_back_to_the_order(nurse, users, order):
    answer = nurse.post(url("contact-new", order), typed())

    assert (answer.status_code, answer.headers["Location"]) == (302, url("order", order))
    row = Contact.objects.get()
    assert (row.what, row.outcome, row.on, row.condition, row.enforced, row.recorded_by) == (
        "contact",
        "happened",
        date(2027, 2, 20),
        "",
        False,
        users.nurse,
    )


def test_everything_that_can_be_said_is_kept(nurse, order):
    nurse.post(
        url("contact-new", order),
        typed(
            outcome="rearranged",
            what="treatment",
            why="A funeral.",
            condition=own_condition(order),
            enforced="on",
            action="A call.",
            **day("rearranged_to", date(2027, 2, 27)),
        ),
    )

    row = Contact.objects.get()
    assert (row.outcome, row.what, row.why, row.rearranged_to) == (
        "rearranged",
        "treatment",
        "A funeral.",
        date(2027, 2, 27),
    )
    assert (row.condition, row.enforced, row.action) == (own_condition(order), True, "A call.")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": ""}, "Choose whether it happened, was missed or was rearranged"),
        ({"what": ""}, "Choose what it was"),
        ({"outcome": "missed"}, "Enter why it was missed"),
        ({"outcome": "rearranged"}, "Enter why it was rearranged"),
        (day("on", date(2027, 2, 21)), "Date must be today or in the past"),
        (day("on", date(2026, 11, 23)), "Date must be between 24 November 2026 and 23 May 2027"),
        ({"enforced": "on"}, "Enter what was done about it"),
        ({"action": "A visit."}, "Tick “Something was done about it”, or delete what was done"),
        (
            day("rearranged_to", date(2027, 2, 27)),
            "Choose “It was rearranged”, or delete the new date",
        ),
        ({"condition": "somebody else's"}, "Choose one of the answers on the page"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(nurse, order, wrong, said):
    extra = {} if "action" in wrong or "outcome" in wrong else {"why": "She rang at nine."}

    answer = nurse.post(url("contact-new", order), typed(**extra) | wrong)

    shown = text_of(answer)
    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    assert said in shown
    for value in (*extra.values(), wrong.get("action", "")):
        assert value in shown


def test_a_contact_ahead_can_be_rearranged(nurse, order):
    ahead = typed(date(2027, 3, 1), outcome="rearranged", why="Her sister is here.")
    assert nurse.post(url("contact-new", order), ahead).status_code == 302
    assert Contact.objects.get().rearranged_to is None


def test_a_form_sent_twice_logs_once(nurse, order):
    once = typed(submission=str(make.token()))
    for _ in range(2):
        assert nurse.post(url("contact-new", order), once).status_code == 302
    assert Contact.objects.count() == 1


def test_after_the_order_has_ended_its_last_day_is_filled_in(nurse, order, later):
    later(2027, 7, 20)
    shown = text_of(nurse.get(url("contact-new", order)))
    assert "The order ended on 23 May 2027. Log here what happened up to that day." in shown
    assert nurse.post(url("contact-new", order), typed(date(2027, 5, 23))).status_code == 302
    assert nurse.post(url("contact-new", order), typed(date(2027, 5, 24))).status_code == 422


def test_the_list_shows_entries_by_month_with_what_came_of_each(nurse, users, order):
    log(order, users.nurse, date(2027, 1, 4), condition=own_condition(order))
    log(order, users.nurse, date(2026, 12, 7), outcome="missed", why="Out.", enforced=True,
        action="A visit the same day.")  # fmt: skip

    shown = text_of(nurse.get(url("contacts", order)))

    assert shown.index("January 2027</h3>") < shown.index("December 2026</h3>")
    for words in ("Monday 4 January 2027", "Happened", "Missed", "Out.", "A visit the same day."):
        assert words in shown
    assert "Last met" in shown
    assert "4 January 2027: contact with the team" in shown
    assert "Never recorded" in shown


def test_the_list_can_show_one_kind_only(nurse, users, order):
    log(order, users.nurse, date(2027, 1, 4), why="At home")
    log(order, users.nurse, date(2027, 1, 5), what="treatment", why="At the clinic")

    shown = text_of(nurse.get(url("contacts", order), {"what": "treatment"}))

    assert "At the clinic" in shown
    assert "At home" not in shown
    assert '<strong aria-current="true">Treatments</strong>' in shown
    nothing = text_of(nurse.get(url("contacts", order), {"what": "other"}))
    assert "Nothing of this kind is logged." in nothing


def test_a_long_list_comes_in_pages_of_months(nurse, users, order, later):
    later(2027, 5, 20)
    for year, month in ((2026, 11), (2026, 12), (2027, 1), (2027, 2), (2027, 3), (2027, 4),
                        (2027, 5)):  # fmt: skip
        log(order, users.nurse, date(year, month, 15 if month != 11 else 25))
    first = text_of(nurse.get(url("contacts", order)))
    second = text_of(nurse.get(url("contacts", order), {"page": "2"}))
    assert ("May 2027</h3>" in first, "November 2026</h3>" in first) == (True, False)
    assert ("May 2027</h3>" in second, "November 2026</h3>" in second) == (False, True)


def test_how_often_stands_beside_the_finding_with_its_caveat_and_no_advice(nurse, users, order):
    for on in (4, 11):
        log(order, users.nurse, date(2027, 1, on))

    shown = text_of(nurse.get(url("contacts", order)))

    table = shown[shown.index("Contacts with the team that happened") :]
    assert "January 2027" in table
    assert '<rect width="100%"' in table
    assert "Swartz 1999" in shown
    assert "later trials found no overall effect" in shown
    assert "Three contacts a month is not a target" in shown
    for word in ("you should", "score", "below", "non-compliant", "too few"):
        assert word not in shown.lower()


def test_before_a_full_month_is_over_nothing_is_drawn(nurse, order, later):
    later(2026, 12, 20)
    shown = text_of(nurse.get(url("contacts", order)))
    assert "No full month of the order is over yet." in shown
    assert "<rect" not in shown


def test_an_entry_is_mended_and_says_what_it_said_before(nurse, users, order):
    row = log(order, users.rc, outcome="missed", why="She was out.")
    page = url("contact", order, row.thread)
    assert "She was out." in text_of(nurse.get(page))

    answer = nurse.post(page, typed(row.on, shown=str(row.pk)))

    assert answer.headers["Location"] == url("contacts", order)
    (now,) = Contact.objects.current()
    assert (now.outcome, now.why, now.supersedes) == ("happened", "", row)
    shown = text_of(nurse.get(url("contacts", order)))
    assert "What this entry said before" in shown
    assert "She was out." in shown


def test_an_overtaken_change_shows_both_and_is_settled_by_a_choice(nurse, users, order):
    row = log(order, users.rc, outcome="missed", why="She was out.")
    theirs = services.amend(
        contact=row, supersedes=row.pk, by=users.rc, why="Theirs.", condition=own_condition(order)
    )
    page = url("contact", order, row.thread)
    mine = typed(row.on, outcome="missed", why="Mine.", shown=str(row.pk))

    conflict = nurse.post(page, mine)

    assert conflict.status_code == 409
    assert "Theirs." in text_of(conflict)
    assert "Mine." in text_of(conflict)
    choice = {
        **mine,
        "clash": "shown",
        "clash-shown-shown": "shown",
        "clash-shown-current": str(theirs.pk),
        "clash-shown-field": ["why", "condition"],
        "clash-shown-theirs-why": "Theirs.",
        "clash-shown-theirs-condition": own_condition(order),
        "clash-shown-choice": "theirs",
    }
    assert nurse.post(page, choice).status_code == 302
    (now,) = Contact.objects.current()
    assert (now.why, now.condition, now.recorded_by) == (
        "Theirs.",
        own_condition(order),
        users.nurse,
    )


def test_an_entry_is_withdrawn_with_a_reason_and_stays_readable(nurse, users, order):
    row = log(order, users.nurse, why="At the library.")
    page = url("contact-withdraw", order, row.thread)
    assert "At the library." in text_of(nurse.get(page))
    empty = nurse.post(page, {"shown": str(row.pk)})
    assert (empty.status_code, "Enter why this entry is withdrawn" in text_of(empty)) == (422, True)
    reason = {"reason": "Another person.", "shown": str(row.pk), "submission": str(make.token())}

    for _ in range(2):
        assert nurse.post(page, reason).status_code == 302

    shown = text_of(nurse.get(url("contacts", order)))
    assert "<del>" in shown
    assert "At the library." in shown
    assert "Another person." in shown
    assert Contact.objects.filter(withdrawn=True).count() == 1


def test_what_was_withdrawn_is_not_withdrawn_or_mended_again(nurse, users, order):
    row = log(order, users.nurse)
    gone = services.withdraw(contact=row, reason="Error.", supersedes=row.pk, by=users.rc)
    for name, sent in (
        ("contact", typed(row.on, why="Kept text.")),
        ("contact-withdraw", {"reason": "Kept text."}),
    ):
        page = url(name, order, row.thread)
        assert nurse.get(page).headers["Location"] == url("contacts", order)
        answer = nurse.post(page, {**sent, "shown": str(gone.pk)})
        assert answer.status_code == 422
        assert "withdrawn already" in text_of(answer)
        assert "Kept text." in text_of(answer)
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("name", ["contact-new", "contact", "contact-withdraw"])
def test_the_office_reads_and_does_not_log(client, users, order, name):
    row = log(order, users.nurse)
    client.force_login(users.mha)
    page = url(name, order, *([] if name == "contact-new" else [row.thread]))
    for answer in (client.get(page), client.post(page, typed())):
        assert answer.status_code == 403
        assert "Only a clinician of this person" in text_of(answer)
    assert Contact.objects.count() == 1
    shown = text_of(client.get(url("contacts", order)))
    assert "Contact with the team" in shown
    assert url("contact-new", order) not in shown
    assert url("contact", order, row.thread) not in shown


def test_a_stranger_finds_nothing(client, users, order):
    row = log(order, users.nurse)
    client.force_login(users.other)
    for page in (
        url("contacts", order),
        url("contact-new", order),
        url("contact", order, row.thread),
        url("contact-withdraw", order, row.thread),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, typed()).status_code in (404, 405)
    assert Contact.objects.count() == 1


def test_an_entry_is_found_only_under_its_own_order(nurse, users, order):
    assert nurse.get(url("contact", order, make.token())).status_code == 404
    assert nurse.get(url("contact-withdraw", order, make.token())).status_code == 404


def test_typed_words_are_escaped_everywhere(nurse, users, order):
    row = log(order, users.nurse, outcome="missed", why=CANARY, enforced=True, action=CANARY,
              condition=own_condition(order))  # fmt: skip
    services.amend(contact=row, supersedes=row.pk, by=users.nurse, why=CANARY + "2")
    pages = [url("contacts", order), url("contact", order, row.thread),
             url("contact-withdraw", order, row.thread)]  # fmt: skip
    for page in pages:
        shown = text_of(nurse.get(page))
        assert CANARY not in shown
        assert "zyxw" in shown


@pytest.mark.parametrize("rows", [1, 12])
def test_each_page_asks_a_fixed_number_of_questions(
    nurse, users, order, rows, django_assert_num_queries
):
    for number in range(1, rows + 1):
        row = log(order, users.nurse, date(2027, 1, number), condition=own_condition(order))
        services.amend(contact=row, supersedes=row.pk, by=users.rc, why="Note.")
    for page, queries in (
        (url("contacts", order), QUERIES_OF_THE_LIST),
        (url("contact-new", order), QUERIES_OF_A_FORM),
        (url("contact", order, row.thread), QUERIES_OF_AN_ENTRY),
        (url("contact-withdraw", order, row.thread), QUERIES_OF_AN_ENTRY),
    ):
        nurse.get(page)
        with django_assert_num_queries(queries):
            assert nurse.get(page).status_code == 200
