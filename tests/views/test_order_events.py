"""Recording what happened to an order: every kind's form, from the page into the ledger."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from assessments.forms.order_events import FORMS
from assessments.statute.ledger import KINDS
from assessments.statute.ledger_words import GROUPS
from cto.design.forms import fields_without_instructions
from tests import factories as make
from tests.views.recording import (
    REASONS,
    checked,
    days,
    happened,
    london,
    new_url,
    recorded,
    text_of,
)

NOW = london(4, 10, 12)
Told = tuple[str, Any, dict[str, Any]]
SIGNED = {"signed_by": "Dr Amara Okonjo"}
NOTICE = ("recall_notice", london(3, 1, 9), {"method": "in_hand", "ground": "treatment_needed"})
DETAINED: Told = ("recall_detention", london(3, 1, 10), {})
AWAY: Told = ("absence_began", date(2027, 3, 2), {})
HELD: Told = ("custody_began", date(2027, 3, 2), {})
APPLIED = ("application_made", date(2027, 1, 5), {"section": "66(1)(ca)"})
RELATIVE = ("nearest_relative_notice", london(4, 7, 14), {"method": "in_hand"})
BARRED: Told = ("barring_report", london(4, 8, 9), {})
ADMITTED = ("admission_began", date(2027, 3, 2), {"power": "136"})
SAID = {"outcome": "The order goes on."}

# Kind, what came before, what is typed, what the ledger's details then hold.
ROUND_TRIPS: list[tuple[str, list[Any], dict[str, Any], dict[str, Any]]] = [
    (
        "order_extended",
        [],
        days(examined=date(2027, 4, 1), stated_on=date(2027, 4, 2), when=date(2027, 4, 3))
        | days(received_on=date(2027, 4, 5))
        | {"consulted": "Jo Test", "consulted_profession": "Nurse", "amhp": "Sam Test", **REASONS},
        {
            "examined": "2027-04-01",
            "stated_on": "2027-04-02",
            "received_on": "2027-04-05",
            "consulted": "Jo Test",
            "consulted_profession": "Nurse",
            "amhp": "Sam Test",
            **REASONS,
        },
    ),
    (
        "recall_notice",
        [],
        days(when=london(3, 6, 18))
        | {"ground": "mandatory_condition", "condition": "examination_for_extension"}
        | {"method": "at_address", "hospital": "Northgate Hospital", **REASONS},
        {
            "ground": "mandatory_condition",
            "condition": "examination_for_extension",
            "method": "at_address",
            "hospital": "Northgate Hospital",
            **SIGNED,
            **REASONS,
        },
    ),
    (
        "recall_detention",
        [NOTICE],
        days(when=london(3, 1, 10)) | {"hospital": "Northgate Hospital"},
        {"hospital": "Northgate Hospital"},
    ),
    (
        "recall_transfer",
        [NOTICE, DETAINED],
        days(when=london(3, 2, 10)) | {"hospital": "Southgate Hospital"},
        {"hospital": "Southgate Hospital"},
    ),
    (
        "recall_release",
        [NOTICE, DETAINED],
        days(when=london(3, 2, 10)) | REASONS,
        {**SIGNED, **REASONS},
    ),
    (
        "order_revoked",
        [NOTICE, DETAINED],
        days(when=london(3, 2, 10)) | {"amhp": "Sam Test", **REASONS},
        {"amhp": "Sam Test", **REASONS},
    ),
    ("absence_began", [NOTICE, DETAINED], days(when=date(2027, 3, 2)), {}),
    ("returned", [NOTICE, DETAINED, AWAY], days(when=london(3, 3, 10)), {}),
    (
        "cto8_report",
        [NOTICE, DETAINED, AWAY, ("returned", london(4, 5, 10), {})],
        days(when=date(2027, 4, 7)),
        {},
    ),
    ("custody_began", [], days(when=date(2027, 3, 2)), {}),
    ("custody_ended", [HELD], days(when=date(2027, 3, 9)), {}),
    (
        "order_discharged",
        [],
        days(when=date(2027, 4, 9))
        | {"by": "responsible_clinician", "reinstatement": "Call us.", **REASONS},
        {"by": "responsible_clinician", "reinstatement": "Call us.", **REASONS},
    ),
    (
        "application_made",
        [],
        days(when=date(2027, 1, 5)) | {"section": "66(1)(ca)"},
        {"section": "66(1)(ca)"},
    ),
    ("application_withdrawn", [APPLIED], days(when=date(2027, 2, 5)), {}),
    ("hearing_listed", [], days(when=london(5, 5, 10)) | {"before": "managers"},
     {"before": "managers"}),
    ("tribunal_considered", [], days(when=date(2027, 2, 5)) | SAID, SAID),
    ("managers_considered", [], days(when=date(2027, 2, 5)) | SAID, SAID),
    (
        "nearest_relative_notice",
        [],
        days(when=london(4, 7, 14)) | {"method": "in_hand"},
        {"method": "in_hand"},
    ),
    ("barring_report", [RELATIVE], days(when=london(4, 8, 9)) | REASONS, REASONS),
    ("relative_informed", [RELATIVE, BARRED], days(when=date(2027, 4, 9)), {}),
    ("notice_withdrawn", [RELATIVE], days(when=date(2027, 4, 9)), {}),
    ("hospital_assigned", [], days(when=date(2027, 4, 9)) | {"hospital": "Southgate Hospital"},
     {"hospital": "Southgate Hospital"}),
    (
        "admission_began",
        [],
        days(when=date(2027, 3, 2)) | {"power": "2", "hospital": "H", **REASONS},
        {"power": "2", "hospital": "H", **REASONS},
    ),
    ("admission_ended", [ADMITTED], days(when=date(2027, 3, 9)), {}),
    ("police_contact", [], days(when=date(2027, 3, 2)) | {"power": "136", **REASONS},
     {"power": "136", **REASONS}),
    (
        "duty_done",
        [],
        days(when=date(2027, 3, 2)) | {"duty": "reference_six_months", "done": "By e-mail."},
        {"duty": "reference_six_months", "due_on": "2027-03-01", "done": "By e-mail."},
    ),
    ("checked_against_papers", [], days(when=date(2027, 3, 2)) | {"compared": "The CTO1."},
     {"compared": "The CTO1."}),
]  # fmt: skip
OTHERWISE_TESTED = {"conditions_varied", "condition_suspended", "condition_resumed",
                    "responsible_clinician_changed"}  # fmt: skip


@pytest.fixture
def order(users, time_machine):
    found = make.order(users)
    time_machine.move_to(NOW, tick=False)
    return found


def before(order, users, earlier):
    """What came before; what completes another completes the last one of its kind."""
    last: dict[str, Any] = {}
    for kind, when, details in earlier:
        answers = last.get(KINDS[kind].answers)
        last[kind] = happened(order, users.rc, kind, when, answers=answers, **details).pk


def test_every_kind_has_a_form_a_place_and_a_round_trip():
    kinds = set(KINDS) - {"order_made"}
    assert set(FORMS) == kinds
    assert {kind for group in GROUPS.values() for kind in group} == set(KINDS)
    assert {kind for kind, *_ in ROUND_TRIPS} | OTHERWISE_TESTED == kinds


@pytest.mark.parametrize(
    ("kind", "earlier", "answers", "details"), ROUND_TRIPS, ids=[trip[0] for trip in ROUND_TRIPS]
)
def test_what_is_typed_is_in_the_ledger(client, users, order, kind, earlier, answers, details):
    before(order, users, earlier)
    who = users.mha if kind == "duty_done" else users.rc
    client.force_login(who)

    row = recorded(client, new_url(order, kind), answers)

    when = {name.partition("-")[2]: value for name, value in answers.items() if "when-" in name}
    assert (row.kind, row.details, row.recorded_by) == (kind, details, who)
    assert [str(row.on.day), str(row.on.month)] == [when["day"], when["month"]]
    assert (row.at is not None) == ("time" in when)
    if KINDS[kind].answers:
        assert row.answers.kind == KINDS[kind].answers


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_says_what_to_enter_and_keeps_what_was_typed(client, users, order, kind):
    before(order, users, [NOTICE, DETAINED, AWAY])
    client.force_login(users.rc)
    page = client.get(new_url(order, kind))
    if page.status_code == 302:  # nothing that an entry of this kind could be about
        return

    answer = client.post(new_url(order, kind), {"when-day": "31", "when-month": "Smarch"})

    assert answer.status_code == 422
    assert 'value="Smarch"' in answer.content.decode()
    assert fields_without_instructions(answer.context["form"]) == []


def test_every_kind_stands_on_the_page_with_form_signers_and_why_not(client, users, order):
    client.force_login(users.nurse)

    page = text_of(client.get(reverse("order-events", args=[order.pk])))

    assert "Recall notice (CTO3)" in page
    assert "Form CTO7, signed by the responsible clinician, the approved mental health" in page
    assert "Not now: No recall notice is live." in page
    assert "Not now: No absence is open." in page
    assert "Not by you: Only the responsible clinician or the Mental Health Act office" in page
    assert all(title in page for title in GROUPS)


def test_welsh_forms_are_named_for_an_order_in_wales(client, users, time_machine):
    one = make.assessment(users, make.person(users, nation="wales"))
    order = make.order(users, one)
    time_machine.move_to(NOW, tick=False)
    client.force_login(users.rc)

    page = text_of(client.get(reverse("order-events", args=[order.pk])))

    assert "Recall notice (CP5)" in page
    assert "Released after recall (CP6 Part 2)" in page
    assert "CTO3" not in page


def test_a_happening_that_came_late_to_the_office_is_reached_all_the_same(client, users, order):
    before(order, users, [NOTICE, DETAINED, ("recall_release", london(3, 2, 9), {})])
    client.force_login(users.mha)
    page = client.get(reverse("order-events", args=[order.pk])).content.decode()
    assert f'href="{new_url(order, "recall_detention")}">It happened earlier' in page
    assert f'href="{new_url(order, "returned")}"' not in page


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("rc", "recall_notice", 200),
        ("mha", "recall_notice", 200),
        ("nurse", "recall_notice", 200),
        ("nurse", "order_revoked", 403),
        ("amhp", "order_extended", 403),
        ("nurse", "police_contact", 200),
        ("mha", "police_contact", 200),
        ("mha", "checked_against_papers", 200),
        ("amhp", "checked_against_papers", 200),
        ("other", "checked_against_papers", 404),
        ("auditor", "checked_against_papers", 404),
        ("other", "police_contact", 404),
        ("auditor", "police_contact", 404),
    ],
)
def test_who_may_open_and_send_which_form(client, users, order, who, kind, status):
    client.force_login(getattr(users, who))
    assert client.get(new_url(order, kind)).status_code == status
    sent = client.post(new_url(order, kind), {}).status_code
    assert sent == (422 if status == 200 else status)


@pytest.mark.parametrize("kind", ["recall_notice", "order_discharged", "barring_report"])
def test_the_office_is_never_asked_for_clinical_reasons(client, users, order, kind):
    client.force_login(users.mha)
    fields = client.get(new_url(order, kind)).context["form"].fields
    assert not {"reasons", "reinstatement"} & set(fields)


def test_reasons_that_the_office_is_not_asked_for_are_not_kept_if_sent(client, users, order):
    client.force_login(users.mha)
    url = new_url(order, "police_contact")
    row = recorded(client, url, days(when=date(2027, 3, 2)) | REASONS)
    assert row.details == {}


def test_a_new_responsible_clinician_is_named_in_the_particulars(client, users, order):
    client.force_login(users.mha)
    url = new_url(order, "responsible_clinician_changed")
    answers = days(when=date(2027, 4, 9)) | {"community_rc": str(users.other.pk)}

    row = recorded(client, url, answers)

    assert (row.details["to"], row.on) == (users.other.name, date(2027, 4, 9))
    order.patient.refresh_from_db()
    assert order.patient.community_rc == users.other


def test_what_is_due_is_reached_by_its_key(client, users, order):
    client.force_login(users.mha)
    answers = days(when=date(2027, 3, 2)) | {"duty": "reference_six_months", "done": "By e-mail."}
    check = checked(client, new_url(order, "duty_done"), answers)
    assert "Unchanged, and done with this" in text_of(check)
    page = client.get(f"{new_url(order, 'duty_done')}?duty=reference_six_months")
    assert page.context["form"]["duty"].value() == "reference_six_months"
    page = client.get(f"{new_url(order, 'duty_done')}?duty=no-such")
    assert page.status_code == 200


QUERIES = [
    ("order-events", [], 9),
    ("order-event-new", ["recall_notice"], 9),
    ("order-event-new", ["conditions_varied"], 9),
    ("order-event-new", ["responsible_clinician_changed"], 11),
]


@pytest.mark.parametrize(("name", "keys", "queries"), QUERIES)
def test_a_page_asks_the_same_number_of_questions_of_a_long_ledger(
    client, users, order, django_assert_num_queries, name, keys, queries
):
    client.force_login(users.rc)
    url = reverse(name, args=[order.pk, *keys])
    client.get(url)
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200
    before(order, users, [NOTICE, DETAINED, AWAY, ADMITTED, APPLIED])
    with django_assert_num_queries(queries):
        client.get(url)
