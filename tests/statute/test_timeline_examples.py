"""The legal basis's own examples, the contract's, and the plain course of an order."""

import pytest

from assessments.statute.recall_grounds import grounds_for_recall, reasons_not_to_recall
from tests.statute.story import (
    absent,
    applied,
    at,
    barred,
    considered,
    cto8,
    custody,
    deadline,
    detained,
    discharged,
    extended,
    first_or_safe,
    made,
    notice,
    refused,
    relative_notice,
    released,
    revoked,
    sure,
    tell,
    why,
)


def test_the_contracts_own_example():
    found = tell(
        made("2026-10-20T11:00:00+01:00"),
        as_of="2026-12-01T09:00:00+00:00",
        date_of_birth="1998-05-01",
        detention={
            "section": "3",
            "section_2_admission": "2026-01-10",
            "treatment_admission": "2026-01-30",
        },
        first_medication="2026-09-20",
        rules={"mha_2025": "2028-04-01"},
    )
    assert found["status"] == "in_force"
    assert found["refused"] == []
    assert found["periods"] == [
        {
            "kind": "first",
            "first_day": "2026-10-20",
            "last_day": "2027-04-19",
            "safe": "2027-04-19",
            "debatable": False,
        }
    ]
    assert found["deadlines"]["order_ends"] == {
        "on": "2027-04-19",
        "safe": "2027-04-19",
        "debatable": False,
        "source": "s.20A(1)",
        "working": "6 months beginning with 20 October 2026",
    }
    assert {key: deadline(found, key)[0] for key in found["deadlines"]} == {
        "order_ends": "2027-04-19",
        "extension_window_opens": "2027-02-20",
        "extension_window_closes": "2027-04-19",
        "part_4a_certificate": "2026-12-20",
        "reference_six_months": "2026-07-10",
        "application_window_opens": "2026-10-20",
        "application_window_closes": "2027-04-19",
    }


def test_e1_an_order_made_on_5_october():
    found = tell(made("2026-10-05"))
    assert deadline(found, "order_ends") == sure("2027-04-04")
    assert deadline(found, "extension_window_opens") == sure("2027-02-05")
    assert deadline(found, "extension_window_closes") == sure("2027-04-04")


@pytest.mark.parametrize(
    ("day", "on", "safe"),
    [("2026-08-29", "2027-02-28", "2027-02-27"), ("2026-03-31", "2026-09-30", "2026-09-29")],
)
def test_e4_and_e7_where_the_corresponding_date_is_missing(day, on, safe):
    found = tell(made(day))
    assert deadline(found, "order_ends") == first_or_safe(on, safe)
    assert deadline(found, "extension_window_closes") == first_or_safe(on, safe)
    assert found["periods"][0]["debatable"] is True
    assert "no such day" in found["deadlines"]["order_ends"]["working"]


def test_e14_seventy_two_hours_across_the_end_of_summer_time():
    found = tell(
        made("2027-06-01"),
        notice("in_hand", "2027-10-29T09:00"),
        detained("2027-10-29T10:00"),
        as_of="2027-11-01T08:59:59+00:00",
    )
    assert deadline(found, "recall_ends") == sure("2027-11-01T09:00:00+00:00")
    assert found["status"] == "recalled"


def test_e19_a_notice_through_the_letterbox_on_a_saturday():
    story = [made("2026-10-05"), notice("at_address", "2026-11-21T18:00")]
    found = tell(*story, as_of="2026-11-22")
    assert deadline(found, "notice_served") == sure("2026-11-22T00:00:00+00:00")
    assert found["status"] == "recalled"
    assert tell(*story, as_of="2026-11-21T23:59")["status"] == "in_force"
    away = tell(*story, absent("2026-11-22"), as_of="2026-11-22T00:00")
    assert (away["status"], away["refused"]) == ("absent", [])


@pytest.mark.parametrize("nation", ["england", "wales"])
def test_e20_a_notice_posted_first_class_on_a_friday(nation):
    found = tell(made("2026-10-05"), notice("first_class_post", "2026-11-20"), nation=nation)
    assert deadline(found, "notice_served") == sure("2026-11-24T00:00:00+00:00")


def test_e28_the_certificate_is_needed_from_the_later_of_two_days():
    found = tell(made("2026-10-20"), first_medication="2026-09-20")
    assert deadline(found, "part_4a_certificate") == sure("2026-12-20")
    earlier = tell(made("2026-10-20"), first_medication="2026-06-01")
    assert deadline(earlier, "part_4a_certificate") == sure("2026-11-20")


def test_e41_breach_of_a_discretionary_condition_alone_is_no_ground_for_recall():
    reasons = reasons_not_to_recall(
        needs_treatment_in_hospital=False,
        risk_of_harm_unless_recalled=False,
        mandatory_condition_breached=False,
        discretionary_condition_breached=True,
    )
    assert "s.17B(6)" in reasons[0]
    assert len(reasons) == 4


@pytest.mark.parametrize(
    ("needs", "risk", "mandatory", "grounds"),
    [
        (True, True, False, ("treatment_needed",)),
        (True, False, False, ()),  # ground A needs both limbs
        (False, True, False, ()),
        (False, False, True, ("mandatory_condition",)),  # E41: the examination was missed
        (True, True, True, ("treatment_needed", "mandatory_condition")),
        (False, False, False, ()),
    ],
)
def test_e41_the_two_grounds_of_recall(needs, risk, mandatory, grounds):
    findings = {
        "needs_treatment_in_hospital": needs,
        "risk_of_harm_unless_recalled": risk,
        "mandatory_condition_breached": mandatory,
    }
    assert grounds_for_recall(**findings) == grounds
    assert bool(reasons_not_to_recall(**findings)) is not bool(grounds)


def test_an_order_that_is_extended_twice_runs_six_months_six_months_and_a_year():
    found = tell(made("2026-10-05"), extended("2027-02-05"), extended("2027-10-04"))
    assert [(one["kind"], one["first_day"], one["last_day"]) for one in found["periods"]] == [
        ("first", "2026-10-05", "2027-04-04"),
        ("extension", "2027-04-05", "2027-10-04"),
        ("extension", "2027-10-05", "2028-10-04"),
    ]
    assert deadline(found, "order_ends") == sure("2028-10-04")
    assert found["deadlines"]["order_ends"]["source"] == "s.20A(3)"
    assert deadline(found, "extension_window_opens") == sure("2028-08-05")


def test_an_extension_outside_its_window_is_refused_with_reasons():
    early = tell(made("2026-10-05"), extended("2027-02-04", "2027-02-06"))
    assert early["refused"] == [
        {
            "index": 1,
            "event": "order_extended",
            "reasons": ["Examined on 4 February 2027, before the window opens on 5 February 2027"],
        }
    ]
    assert len(early["periods"]) == 1
    late = tell(made("2026-10-05"), extended("2027-04-01", "2027-04-05"))
    assert why(late) == "The order ended on 4 April 2027"
    backwards = tell(made("2026-10-05"), extended("2027-03-05", "2027-03-04"))
    assert (
        why(backwards) == "Examined on 5 March 2027, after the report was furnished on 4 March 2027"
    )


def test_recall_and_release_leave_the_order_in_force():
    story = [
        made("2026-10-05"),
        notice("in_hand", "2026-12-04T17:00"),
        detained("2026-12-04T17:30"),
        at("recall_transfer", "2026-12-05T09:00"),
        released("2026-12-06T12:00"),
    ]
    found = tell(*story, as_of="2026-12-06T12:00")
    assert (found["status"], found["refused"]) == ("in_force", [])
    assert tell(*story, as_of="2026-12-06T11:59")["status"] == "recalled"
    assert deadline(found, "recall_ends") == sure("2026-12-07T17:30:00+00:00")


def test_revocation_revives_detention_for_six_months_and_is_referred():
    found = tell(
        made("2026-10-05"),
        notice("in_hand", "2026-12-04T17:00"),
        detained("2026-12-04T17:30"),
        revoked("2026-12-07T10:00"),
        as_of="2026-12-08",
        detention={"treatment_admission": "2026-03-01"},
    )
    assert found["status"] == "revoked"
    assert deadline(found, "detention_ends") == sure("2027-06-06")
    assert deadline(found, "reference_after_revocation") == sure("2026-12-07")
    assert deadline(found, "application_window_opens") == sure("2026-12-07")
    assert deadline(found, "application_window_closes") == sure("2027-06-06")
    assert deadline(found, "reference_six_months") == sure("2026-09-01")
    gone = {"order_ends", "extension_window_opens", "notice_served", "recall_ends"}
    assert not gone & set(found["deadlines"])


@pytest.mark.parametrize(
    "by", ["responsible_clinician", "managers", "tribunal", "nearest_relative"]
)
def test_discharge_ends_the_order_and_every_deadline(by):
    found = tell(
        made("2026-10-05"),
        relative_notice("in_hand", "2026-11-30T10:00"),
        discharged("2026-12-04", by),
        first_medication="2026-09-20",
        detention={"treatment_admission": "2026-03-01"},
        as_of="2026-12-04",
    )
    assert (found["status"], found["deadlines"], found["refused"]) == ("discharged", {}, [])
    assert len(found["periods"]) == 1


def test_an_order_expires_at_the_end_of_its_last_day():
    assert tell(made("2026-10-05"), as_of="2027-04-04T23:59")["status"] == "in_force"
    assert tell(made("2026-10-05"), as_of="2027-04-05T00:00")["status"] == "expired"


def test_before_the_order_nothing_is_in_force():
    assert tell(made("2026-10-05"), as_of="2026-10-04")["status"] == "not_made"
    assert tell(as_of="2026-10-04") == {
        "status": "not_made",
        "periods": [],
        "deadlines": {},
        "refused": [],
    }


@pytest.mark.parametrize(
    "event",
    [
        extended("2026-10-01"),
        at("conditions_varied", "2026-10-01"),
        at("condition_suspended", "2026-10-01"),
        notice("in_hand", "2026-10-01T10:00"),
        detained("2026-10-01T10:00"),
        at("recall_transfer", "2026-10-01T10:00"),
        released("2026-10-01T10:00"),
        revoked("2026-10-01T10:00"),
        absent("2026-10-01"),
        cto8("2026-10-01"),
        custody("2026-10-01"),
        discharged("2026-10-01"),
        relative_notice("in_hand", "2026-10-01T10:00"),
        barred("2026-10-01"),
        applied("66(1)(ca)", "2026-10-01"),
        applied("66(1)(cb)", "2026-10-01"),
    ],
)
def test_what_needs_an_order_is_refused_before_one_is_made_and_after_it_ended(event):
    before = tell(made("2026-10-05"), event)
    assert refused(before) == [1]
    moved = {
        key: value.replace("2026-10-01", "2027-05-01") if key != "event" and value else value
        for key, value in event.items()
    }
    assert refused(tell(made("2026-10-05"), moved)) == [1]


def test_conditions_are_varied_and_suspended_while_the_order_is_in_force():
    found = tell(
        made("2026-10-05"),
        at("conditions_varied", "2026-11-01"),
        at("condition_suspended", "2027-04-04T23:00"),
    )
    assert found["refused"] == []


def test_tribunal_facts_may_precede_the_order():
    found = tell(considered("1990-01-01"), made("2026-10-05"))
    assert found["refused"] == []
    assert deadline(found, "reference_long_stop") == sure("1993-01-02")


def test_refusals_are_listed_by_their_place():
    found = tell(cto8("2027-01-01"), released("2026-12-01T10:00"), made("2026-10-05"))
    assert refused(found) == [0, 1]
