"""Service, detention, transfer, release and revocation, beyond the readings decided."""

import pytest

from tests.statute.story import (
    absent,
    at,
    deadline,
    detained,
    discharged,
    extended,
    first_or_safe,
    made,
    notice,
    refused,
    released,
    revoked,
    sure,
    tell,
    why,
)

MADE = made("2026-10-05")
SERVED = notice("in_hand", "2026-12-04T09:00")
DETAINED = (MADE, SERVED, detained("2026-12-04T10:00"))


def test_detention_without_a_notice_is_refused():
    assert why(tell(MADE, detained("2026-12-04T10:00"))) == "No recall notice is live"


def test_detention_before_the_notice_counts_as_served_is_refused():
    found = tell(MADE, notice("at_address", "2026-12-04"), detained("2026-12-04T18:00"))
    assert why(found) == ("The notice counts as served only at 00:00 on Saturday 5 December 2026")


def test_a_second_detention_under_the_same_notice_is_refused():
    again = detained("2026-12-05T10:00")
    assert "Already detained under a recall since 10:00" in why(tell(*DETAINED, again))


def test_after_a_release_or_the_72_hours_a_new_notice_is_needed():
    assert refused(tell(*DETAINED, released("2026-12-05T10:00"), detained("2026-12-06T10:00"))) == [
        4
    ]
    assert refused(tell(*DETAINED, detained("2026-12-07T10:00"))) == [3]
    found = tell(
        *DETAINED,
        released("2026-12-05T10:00"),
        notice("in_hand", "2026-12-10T10:00"),
        detained("2026-12-10T11:00"),
        as_of="2026-12-11",
    )
    assert (found["status"], found["refused"]) == ("recalled", [])
    assert deadline(found, "recall_ends") == sure("2026-12-13T11:00:00+00:00")


@pytest.mark.parametrize("act", [released, revoked, lambda time: at("recall_transfer", time)])
def test_nothing_is_done_with_a_patient_who_is_not_detained(act):
    assert "not detained under a recall" in why(tell(MADE, act("2026-12-04T11:00")))
    assert refused(tell(MADE, SERVED, act("2026-12-04T11:00"))) == [2]
    assert refused(tell(*DETAINED, released("2026-12-04T12:00"), act("2026-12-04T13:00"))) == [4]
    assert "72 hours ended" in why(tell(*DETAINED, act("2026-12-08T10:00")))
    away = absent("2026-12-05", "2026-12-06T20:00")
    assert "was absent" in why(tell(*DETAINED, away, act("2026-12-06T10:00")))
    assert refused(tell(*DETAINED, away, act("2026-12-06T21:00"))) == []
    assert refused(tell(*DETAINED, absent("2026-12-07"), act("2026-12-07T09:00"))) == [4]


def test_a_patient_who_has_not_returned_cannot_be_detained():
    story = [MADE, notice("at_address", "2026-12-04"), absent("2026-12-05")]
    assert "was absent" in why(tell(*story, detained("2026-12-08T10:00")))
    back = [MADE, notice("at_address", "2026-12-04"), absent("2026-12-05", "2026-12-08T10:00")]
    assert refused(tell(*back, detained("2026-12-08T10:00"))) == []


def test_a_second_way_of_service_counts_where_it_is_earlier():
    posted = notice("first_class_post", "2026-12-04")  # served on 8 December
    by_hand = notice("in_hand", "2026-12-05T10:00")
    found = tell(MADE, posted, by_hand, detained("2026-12-05T10:30"), as_of="2026-12-05T10:15")
    assert (found["status"], found["refused"]) == ("recalled", [])
    later = tell(MADE, by_hand, notice("first_class_post", "2026-12-07"), as_of="2026-12-06")
    assert later["status"] == "recalled"
    assert deadline(later, "notice_served") == sure("2026-12-09T00:00:00+00:00")


def test_a_recall_without_detention_stays_live_to_the_end_of_the_order():
    assert tell(MADE, SERVED, as_of="2027-04-04T12:00")["status"] == "recalled"
    assert tell(MADE, SERVED, as_of="2027-04-05")["status"] == "expired"


def test_recall_does_not_stop_the_clock_of_the_order():
    story = [MADE, notice("in_hand", "2027-04-03T09:00"), detained("2027-04-03T10:00")]
    found = tell(*story)
    assert deadline(found, "recall_ends") == sure("2027-04-06T10:00:00+01:00")
    assert (
        "the order itself ends before, at the end of 4 April 2027"
        in (found["deadlines"]["recall_ends"]["working"])
    )
    on_the_last_day = tell(
        MADE, notice("in_hand", "2027-04-01T09:00"), detained("2027-04-01T10:00")
    )
    assert "ends before" not in on_the_last_day["deadlines"]["recall_ends"]["working"]
    assert refused(tell(*story, revoked("2027-04-05T09:00"))) == [3]
    assert refused(tell(*story, revoked("2027-04-04T09:00"))) == []
    assert refused(tell(*story, extended("2027-04-04"), revoked("2027-04-05T09:00"))) == []


def test_a_recall_on_a_debatable_last_day_gives_authority_on_one_reading_only():
    story = [
        made("2026-08-29"),  # to 28 February 2027, or to the 27th
        notice("in_hand", "2027-02-28T09:00"),
        detained("2027-02-28T10:00"),
    ]
    assert deadline(tell(*story), "recall_ends") == first_or_safe(
        "2027-03-03T10:00:00+00:00", "2027-02-28T00:00:00+00:00"
    )
    revocation = tell(*story, revoked("2027-02-28T11:00"))
    assert deadline(revocation, "detention_ends") == first_or_safe("2027-08-27", "2027-02-27")
    assert "only one reading" in revocation["deadlines"]["detention_ends"]["working"]


def test_revocation_on_a_debatable_last_day_after_a_sure_detention_is_debatable():
    story = [
        made("2026-08-29"),
        notice("in_hand", "2027-02-27T09:00"),
        detained("2027-02-27T10:00"),
        revoked("2027-02-28T10:00"),
    ]
    assert deadline(tell(*story[:3]), "recall_ends") == sure("2027-03-02T10:00:00+00:00")
    assert deadline(tell(*story), "detention_ends") == first_or_safe("2027-08-27", "2027-02-27")


def test_after_revocation_the_order_is_no_more():
    story = [*DETAINED, revoked("2026-12-05T10:00")]
    for event in (
        SERVED | {"at": "2026-12-06T10:00"},
        discharged("2026-12-20"),
        absent("2026-12-06"),
    ):
        assert "The order was revoked at 10:00 on Saturday 5 December 2026" in why(
            tell(*story, event)
        )


def test_a_new_order_after_revocation_keeps_the_duty_to_refer():
    story = [*DETAINED, revoked("2026-12-05T10:00"), made("2027-01-11")]
    found = tell(*story, as_of="2027-01-12")
    assert (found["status"], found["refused"]) == ("in_force", [])
    assert deadline(found, "reference_after_revocation") == sure("2026-12-05")
    assert deadline(found, "detention_ends") is None
    assert tell(*story, as_of="2027-01-10")["status"] == "revoked"
    third = tell(*story, discharged("2027-02-01"), made("2027-03-01"))
    assert deadline(third, "reference_after_revocation") is None
    fresh = tell(MADE, discharged("2026-12-01"), made("2027-01-11"))
    assert deadline(fresh, "reference_after_revocation") is None


def test_seconds_are_shown_only_where_there_are_any():
    found = tell(MADE, SERVED, detained("2026-12-04T10:00:30"))
    assert "10:00:30 on Friday" in found["deadlines"]["recall_ends"]["working"]
