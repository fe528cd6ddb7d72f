"""What an order's page and the person's show: dates, life-line, ledger, reviews; to whom."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Order, OrderEvent
from assessments.services import after_decision, contacts, orders
from assessments.services.orders import Happening
from cto.audit.models import Entry
from tests import factories as make
from tests import reviewing
from tests.views.order_given import NOW, from_form, london, page, recalled, record, status

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return make.order(users)


# Dates -------------------------------------------------------------------------------------------


def section(shown: str, first: str, after: str) -> str:
    return shown.split(f'id="{first}"', 1)[1].split(f'id="{after}"', 1)[0]


def test_dates_of_the_act_and_local_dates_stand_apart(order, users):
    after_decision.set_review_date(
        assessment=order.assessment,
        due_on=date(2027, 2, 21),
        agreed_with_person=True,
        by=users.rc,
        at=london(2026, 11, 25, 9, 0),
    )

    shown = page(users.rc, order)
    acts = section(shown, "act-dates", "local-dates")
    local = section(shown, "local-dates", "conditions")

    assert "Sunday 23 May 2027" in acts
    assert "21 February 2027" not in acts
    assert "Sunday 21 February 2027" in local
    assert "23 May" not in local
    assert reverse("review-move", args=[order.assessment_id]) in local
    assert acts.count("Why this date?") == acts.count("<strong>Rule:</strong>") > 3


def test_a_debatable_date_shows_both_readings_and_the_safe_one_first(users):
    with time_machine.travel(london(2027, 2, 1, 9, 0), tick=False):
        one = make.order(users)
        from_form(one, users, london(2026, 10, 31, 14, 0))

    shown = page(users.nurse, one)

    assert "Treat 29 April 2027 as the last day" in shown
    assert "Another reading gives 30 April 2027." in shown
    assert "<strong>Debatable.</strong>" in shown
    between = page(users.nurse, one, london(2027, 4, 30, 9, 0))
    assert "On the safe reading the order ended with 29 April 2027." in between


def test_what_is_due_names_the_one_whose_move_it_is(order, users):
    due = section(page(users.nurse, order), "due", "life-line")

    assert re.search(r"Order ends.*?Sunday 23 May 2027.*?Dr Amara Okonjo", due)
    assert re.search(r"Managers refer the case.*?Mental Health Act office", due)


# The life-line -----------------------------------------------------------------------------------


def test_the_line_and_its_table_say_the_same(order, users):
    recalled(order, users, london(2026, 12, 1, 9, 0))
    record(order, users.rc, "recall_release", london(2026, 12, 3, 9, 0))
    record(order, users.nurse, "police_contact", london(2026, 12, 4, 9, 0), power="136")
    began = record(order, users.nurse, "admission_began", london(2026, 12, 5, 9, 0), power="2")
    record(order, users.nurse, "admission_ended", london(2026, 12, 7, 9, 0), answers=began.pk)

    line = section(page(users.nurse, order), "life-line", "dates")
    drawing, table = line.split("</figure>")

    for words in ("Recall to hospital", "Other powers, apart from the order", "Today"):
        assert words in drawing
    assert drawing.count("cto-life__bar--recall") == 2  # on the line, and in its key
    assert "<title" in drawing
    assert "<desc" in drawing
    for words in (
        "Detained before the order, section 3",
        "24 November 2026 to 23 May 2027",
        "09:00 on Tuesday 1 December 2026 to 09:00 on Thursday 3 December 2026",
        "Contact with the police: Section 136",
        "In hospital under another power: Section 2",
        "Order ends (number",
    ):
        assert words in table, words


# The ledger --------------------------------------------------------------------------------------


def test_a_struck_entry_stays_with_the_reason_and_who(order, users):
    wrong = record(order, users.nurse, "police_contact", date(2026, 12, 1), reasons="At the pier.")
    order.refresh_from_db()
    orders.correct(
        event=wrong,
        happening=Happening("police_contact", date(2026, 12, 2), None, {"reasons": "At sea."}),
        reason="It was the day after.",
        shown=order.entries,
        by=users.mha,
        at=london(2026, 12, 7, 11, 0),
    )

    shown = page(users.nurse, order)
    struck, stands = (shown.split(f'id="entry-{n}"', 1)[1].split("</li>", 1)[0] for n in (2, 3))

    assert "<del>Contact with the police</del>" in struck
    assert "Struck through</strong> by Maureen Doyle, Monday 7 December 2026 at 11:00" in struck
    assert "It was the day after." in struck
    assert "In place of entry 2." in stands
    assert "At sea." in stands
    assert "<del>" not in stands


def test_an_entry_that_was_struck_out_leaves_its_place_empty(order, users):
    wrong = record(order, users.nurse, "police_contact", date(2026, 12, 1))
    order.refresh_from_db()
    orders.correct(
        event=wrong,
        happening=None,
        reason="Somebody else.",
        shown=order.entries,
        by=users.mha,
        at=london(2026, 12, 7, 11, 0),
    )

    shown = page(users.nurse, order)

    assert "Entry 2 was struck out; nothing takes its place." in shown
    assert "Contact with the police</td>" not in shown


def test_an_entry_that_the_act_does_not_allow_any_more_says_why(order, users):
    record(order, users.nurse, "custody_began", date(2026, 12, 1))
    # Not by the services, which would refuse it: the ledger of a restored or imported database.
    OrderEvent.objects.create(
        order=order,
        number=3,
        kind="order_extended",
        on=date(2026, 12, 2),
        details={"examined": "2026-12-02"},
        recorded_by=users.rc,
        recorded_at=NOW,
    )

    shown = page(users.nurse, order)

    assert "The Act does not allow this entry:" in shown
    assert "In force until the end of" in shown


@pytest.mark.parametrize(("who", "may"), [("rc", True), ("mha", True), ("nurse", False)])
def test_correcting_is_offered_to_those_who_may(order, users, who, may):
    wrong = record(order, users.nurse, "police_contact", date(2026, 12, 1))
    links = [
        reverse(f"order-event-{verb}", args=[order.pk, wrong.pk]) for verb in ("correct", "strike")
    ]

    shown = page(getattr(users, who), order)

    assert [link in shown for link in links] == [may, may]
    assert reverse("order-events", args=[order.pk]) in shown


def test_what_people_typed_is_shown_as_text(users):
    one = make.order(users, make.assessment(users, make.person(users, preferred_name=CANARY)))
    recalled(one, users, london(2026, 12, 7, 9, 0), hospital=CANARY, reasons=CANARY)
    record(one, users.nurse, "police_contact", date(2026, 12, 1), power=CANARY, reasons=CANARY)
    wrong = record(one, users.nurse, "admission_began", date(2026, 12, 2), power=CANARY)
    one.refresh_from_db()
    at = london(2026, 12, 7, 11, 0)
    orders.correct(
        event=wrong, happening=None, reason=CANARY, shown=one.entries, by=users.mha, at=at
    )
    contacts.log(
        order=one,
        what="contact",
        outcome="missed",
        on=date(2026, 12, 3),
        why=CANARY,
        by=users.nurse,
        at=at,
    )

    for name in ("order", "person"):
        shown = page(users.rc, one, name=name)
        assert CANARY not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_the_persons_page_has_the_conditions_in_force_and_the_last_contacts(order, users):
    contacts.log(
        order=order,
        what="contact",
        outcome="missed",
        on=date(2026, 12, 3),
        why="He was at work.",
        by=users.nurse,
        at=london(2026, 12, 4, 9, 0),
    )

    shown = page(users.rc, order, name="person")

    conditions = section(shown, "conditions", "contacts")
    assert "Conditions in force" in shown
    assert conditions.count("set by law: s.17B(3)") == 2
    assert "Last met" in conditions
    assert "He was at work." in shown.split('id="contacts"', 1)[1]
    assert reverse("contacts", args=[order.pk]) in shown


# Reviews, records and earlier orders --------------------------------------------------------------


def test_an_open_review_is_the_one_to_go_to(order, users):
    one = reviewing.opened(order, users)

    shown = page(users.nurse, order)

    assert f"Go to review {one.reference}" in shown
    assert "Start a review" not in shown


def test_every_sealed_record_can_be_printed_from_the_persons_page(order, users):
    _, sealed = reviewing.sealed(order, users)
    decision = order.assessment.records.get()

    shown = page(users.nurse, order, reviewing.LATER + timedelta(days=1), "person")

    for name, one in (("record", decision), ("review-record", sealed)):
        assert reverse(name, args=[one.reference]) in shown
        assert reverse(f"{name}-pdf", args=[one.reference]) in shown
    assert "Review: The order goes on as it is" in shown
    assert sealed.reference in page(users.nurse, order, reviewing.LATER + timedelta(days=1))


def test_earlier_orders_are_listed_with_what_became_of_them(order, users):
    from_form(order, users, london(2026, 11, 20, 14, 0))
    record(order, users.rc, "order_discharged", date(2026, 11, 23), by="tribunal")
    newer = make.order(users, make.assessment(users, order.patient))

    shown = page(users.nurse, newer, name="person")

    assert status(shown) == "In force"
    earlier = shown.split("Earlier orders", 1)[1].split("Sealed records", 1)[0]
    assert reverse("order", args=[order.pk]) in earlier
    assert "Order discharged" in earlier


# Who may open it, and what it costs --------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("rc", 200),
        ("amhp", 200),
        ("ot", 200),
        ("mha", 200),
        ("other", 404),
        ("auditor", 404),
        ("sysadmin", 404),
    ],
)
def test_only_those_who_see_the_person_see_the_order(client, order, users, who, answer):
    client.force_login(getattr(users, who))

    assert client.get(reverse("order", args=[order.pk])).status_code == answer


def test_the_look_is_in_the_audit_without_a_clinical_word(order, users):
    page(users.nurse, order)

    seen = Entry.objects.filter(action="opened_order").latest("at")
    assert (seen.actor, seen.about, seen.subject_id) == (
        users.nurse,
        order.patient_id,
        str(order.pk),
    )


@pytest.mark.parametrize(("name", "queries"), [("order", 16), ("person", 18)])
def test_the_pages_ask_a_fixed_number_of_queries_whatever_happened(
    client, order, users, name, queries, django_assert_num_queries
):
    key = order.pk if name == "order" else order.patient_id
    address = reverse(name, args=[key])
    with time_machine.travel(NOW, tick=False):
        client.force_login(users.rc)
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
    recalled(order, users, london(2026, 12, 1, 9, 0))
    record(order, users.rc, "recall_release", london(2026, 12, 3, 9, 0))
    record(order, users.mha, "checked_against_papers", date(2026, 12, 4))
    for number in range(1, 9):
        record(order, users.nurse, "police_contact", date(2026, 12, number))
        contacts.log(
            order=order,
            what="contact",
            outcome="happened",
            on=date(2026, 12, number),
            by=users.nurse,
            at=NOW,
        )
    with time_machine.travel(NOW, tick=False), django_assert_num_queries(queries):
        client.get(address)
