"""Applications and references, beyond the readings decided."""

import pytest

from tests.statute.story import (
    absent,
    applied,
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
    revoked,
    sure,
    tell,
    why,
)

MADE = made("2026-10-05")
ADMITTED = {"treatment_admission": "2026-05-01"}  # six months to 31 October 2026
REVOKED = (
    notice("in_hand", "2026-12-04T09:00"),
    detained("2026-12-04T10:00"),
    revoked("2026-12-05T10:00"),
)
PART_3 = {"section": "37", "treatment_admission": "2026-05-31"}


def reference(*events, detention=None, **facts):
    return deadline(tell(*events, detention=detention or ADMITTED, **facts), "reference_six_months")


def test_the_six_months_begin_with_the_section_2_admission_that_section_3_followed():
    two = ADMITTED | {"section_2_admission": "2026-04-10"}
    assert reference(MADE, detention=two) == sure("2026-10-10")
    assert reference(MADE, detention={"section_2_admission": "2026-04-10"}) == sure("2026-10-10")
    not_followed = ADMITTED | {"section_2_admission": "2026-05-02"}
    assert reference(MADE, detention=not_followed) == sure("2026-11-01")
    assert reference(MADE, detention={"section": "3"}) is None


def test_the_duty_to_refer_does_not_apply_to_part_3():
    assert reference(MADE, detention=PART_3) is None
    assert reference(MADE, detention=PART_3, rules={"mha_2025": "2026-10-05"}) is None


def test_a_debatable_end_of_the_six_months_is_carried_on():
    assert reference(MADE, detention={"treatment_admission": "2026-03-31"}) == first_or_safe(
        "2026-10-01", "2026-09-30"
    )


@pytest.mark.parametrize(
    ("application", "left"),
    [
        (applied("66(1)(b)", "2026-09-01"), False),
        (applied("66(1)(b)", "2026-05-01"), False),  # the first of the six months
        (applied("66(1)(ca)", "2026-10-20"), False),
        (applied("66(1)(ca)", "2026-10-31"), False),  # the last
        (applied("66(1)(e)", "2026-09-01"), False),
        (applied("66(1)(h)", "2026-09-01"), False),
        (applied("66(1)(f)", "2026-09-01"), True),  # not among those that count
        (applied("66(1)(ca)", "2026-11-01"), True),  # after the six months
        (applied("66(1)(b)", "2026-09-01", "2026-09-20"), True),  # withdrawn: not exercised
    ],
)
def test_an_application_in_the_six_months_takes_the_duty_away(application, left):
    found = tell(application, MADE, detention=ADMITTED)
    assert found["refused"] == []
    assert deadline(found, "reference_six_months") == (sure("2026-11-01") if left else None)


def test_an_application_on_section_2_does_not_count():
    two = ADMITTED | {"section_2_admission": "2026-04-10"}
    found = tell(applied("66(1)(a)", "2026-04-15"), MADE, detention=two)
    assert deadline(found, "reference_six_months") == sure("2026-10-10")


def test_an_application_withdrawn_after_the_six_months_is_referred_then():
    story = [applied("66(1)(b)", "2026-09-01", "2026-12-10"), MADE]
    assert reference(*story) == sure("2026-12-10")
    before = applied("66(1)(b)", "2026-06-01", "2026-07-01")
    assert reference(before, *story) == sure("2026-12-10")


def test_revocation_in_the_six_months_takes_the_duty_away_and_later_not():
    late = {"treatment_admission": "2026-08-01"}  # six months to 31 January 2027
    assert reference(MADE, *REVOKED, detention=late) is None
    assert reference(MADE, *REVOKED) == sure("2026-11-01")
    pretended = {"mha_2025": "2026-12-05"}
    assert reference(MADE, *REVOKED, detention=late, rules=pretended) == sure("2027-02-01")


def test_the_long_stop_waits_for_an_absent_patient_too():
    story = [considered("2024-03-04"), MADE, notice("at_address", "2027-03-01")]
    assert deadline(tell(*story, absent("2027-03-03")), "reference_long_stop") is None
    back = tell(*story, absent("2027-03-03", "2027-03-09"))
    assert deadline(back, "reference_long_stop") == sure("2027-03-09")
    assert back["deadlines"]["reference_long_stop"]["source"] == "s.68, s.21(3)"


def test_somebody_born_on_29_february_is_an_adult_on_1_march():
    found = tell(MADE, considered("2025-02-27"), date_of_birth="2008-02-29")
    assert deadline(found, "reference_long_stop") == sure("2026-02-28")
    grown = tell(MADE, considered("2025-02-28"), date_of_birth="2008-02-29")
    assert deadline(grown, "reference_long_stop") == sure("2028-02-29")


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        (applied("66(1)(a)", "2026-04-24"), {"section_2_admission": "2026-04-10"}),
        (applied("66(1)(b)", "2026-11-01"), ADMITTED),
        (applied("66(1)(b)", "2026-09-01"), PART_3),
        (applied("66(1)(d)", "2026-09-01"), ADMITTED),  # repealed
        (applied("66(1)(g)", "2026-09-01"), ADMITTED),  # no barring report
        (applied("66(1)(ca)", "2026-11-02", "2026-11-01"), ADMITTED),
    ],
)
def test_an_application_without_a_right_or_out_of_time_is_refused(event, facts):
    assert len(refused(tell(event, MADE, detention=facts))) == 1


def test_applications_while_detained_are_taken_where_the_dates_are_not_known():
    found = tell(applied("66(1)(a)", "2026-04-15"), applied("66(1)(b)", "2026-06-01"), MADE)
    assert found["refused"] == []


def test_a_patient_on_an_order_has_no_right_on_section_3():
    assert "s.66(2A)" in why(tell(MADE, applied("66(1)(b)", "2026-10-20"), detention=ADMITTED))
    gone = [MADE, discharged("2026-10-10"), applied("66(1)(b)", "2026-10-20")]
    assert refused(tell(*gone, detention=ADMITTED)) == []


def test_the_reason_gives_the_time_of_the_right():
    assert why(tell(MADE, applied("66(1)(ca)", "2027-04-05"))) == (
        "Applied on 5 April 2027, outside the time from 5 October 2026 to 4 April 2027"
    )
    assert "from 1 January 2027 to" in why(
        tell(
            MADE,
            applied("66(1)(ca)", "2026-12-31"),
            detention={"section": "37", "treatment_admission": "2026-07-01"},
        )
    )


AWAY_39_DAYS = (notice("in_hand", "2026-11-01T08:00"), absent("2026-11-02", "2026-12-10"))


@pytest.mark.parametrize(
    ("story", "application", "reason"),
    [
        # s.66(1)(ca) and (fza), (faa): the right is that of a community patient.
        (
            (MADE, discharged("2026-11-01")),
            applied("66(1)(ca)", "2026-12-10"),
            "The order was discharged on 1 November 2026",
        ),
        (
            (MADE, extended("2027-03-01"), discharged("2027-05-01")),
            applied("66(1)(fza)", "2027-06-05"),
            "The order was discharged on 1 May 2027",
        ),
        (
            (MADE, *REVOKED),
            applied("66(1)(ca)", "2026-12-10"),
            "The order was revoked at 10:00 on Saturday 5 December 2026",
        ),
        # Expired for want of CTO8 (s.21B(4)).
        (
            (MADE, *AWAY_39_DAYS),
            applied("66(1)(ca)", "2027-02-10"),
            "The order ended on 16 December 2026",
        ),
        # On the last day of that week it is in force; after CTO8 it goes on.
        ((MADE, *AWAY_39_DAYS), applied("66(1)(ca)", "2026-12-16"), ""),
        ((MADE, *AWAY_39_DAYS, cto8("2026-12-16")), applied("66(1)(ca)", "2027-02-10"), ""),
        # Six months in custody end the application for treatment, and the order with it (s.22(1)).
        (
            (MADE, extended("2027-03-01"), custody("2027-04-01")),
            applied("66(1)(fza)", "2027-10-01"),
            "The order ended on 30 September 2027",
        ),
        # In force on one reading: 28 February is the last day, or the order ended on the 27th.
        ((made("2026-08-29"),), applied("66(1)(ca)", "2027-02-28"), ""),
    ],
)
def test_an_application_by_a_community_patient_needs_an_order_in_force(story, application, reason):
    assert why(tell(*story, application)) == reason


def test_the_right_that_an_order_brings_is_gone_with_the_order():
    story = (MADE, *AWAY_39_DAYS)  # expired on 16 December 2026
    on_the_last_day = tell(*story, as_of="2026-12-16T12:00")
    assert deadline(on_the_last_day, "application_window_opens") == sure("2026-10-05")
    assert deadline(tell(*story, as_of="2026-12-17"), "application_window_opens") is None


def test_applying_after_revocation():
    story = [MADE, *REVOKED, applied("66(1)(cb)", "2026-12-10")]
    found = tell(*story, as_of="2026-12-20")
    assert found["refused"] == []
    assert deadline(found, "application_window_opens") is None
    assert "no right to apply under section 66(1)(cb)" in why(
        tell(MADE, applied("66(1)(cb)", "2026-12-10"))
    )


def test_an_application_in_an_extension_needs_that_extension():
    assert refused(tell(MADE, applied("66(1)(fza)", "2027-04-10"))) == [1]
    story = [MADE, extended("2027-03-01")]
    assert refused(tell(*story, applied("66(1)(fza)", "2027-04-04"))) == [2]
    assert refused(tell(*story, applied("66(1)(fza)", "2027-04-05"))) == []


def test_the_relative_applies_within_28_days_of_being_told_of_the_bar():
    given = relative_notice("in_hand", "2026-11-30T10:00")
    told = [MADE, given, barred("2026-12-02T10:00", "2026-12-04")]
    assert refused(tell(*told, applied("66(1)(g)", "2026-12-31"))) == []
    assert refused(tell(*told, applied("66(1)(g)", "2027-01-01"))) == [3]
    assert refused(tell(*told, applied("66(1)(g)", "2026-12-03"))) == [3]
    untold = [MADE, given, barred("2026-12-02T10:00")]
    assert refused(tell(*untold, applied("66(1)(g)", "2027-01-15"))) == []


def test_part_3_rights_by_date_and_without_one():
    unknown = tell(MADE, detention={"section": "47"}, as_of="2026-11-01")
    assert deadline(unknown, "application_window_opens") is None
    assert (
        refused(tell(MADE, applied("66(1)(ca)", "2026-11-01"), detention={"section": "47"})) == []
    )
    long_ago = tell(
        MADE, detention={"section": "37", "treatment_admission": "2025-01-01"}, as_of="2026-11-01"
    )
    assert deadline(long_ago, "application_window_opens") == sure("2026-10-05")
    just = {"section": "37", "treatment_admission": "2026-04-05"}  # six months to 4 October
    from_the_first = tell(MADE, detention=just, as_of="2026-11-01")
    assert deadline(from_the_first, "application_window_opens") == sure("2026-10-05")
    assert "s.69" not in from_the_first["deadlines"]["application_window_opens"]["working"]
    none_left = tell(
        MADE, detention={"section": "37", "treatment_admission": "2026-10-05"}, as_of="2026-11-01"
    )
    assert deadline(none_left, "application_window_opens") is None
    month_end = tell(
        MADE, detention={"section": "37", "treatment_admission": "2026-08-31"}, as_of="2026-11-01"
    )
    assert deadline(month_end, "application_window_opens") == first_or_safe(
        "2027-03-01", "2027-03-01"
    )
    extension = tell(MADE, extended("2027-03-01"), detention=PART_3, as_of="2027-05-01")
    assert deadline(extension, "application_window_opens") == sure("2027-04-05")
    assert refused(tell(MADE, applied("69(1)(a)", "2026-12-01"), detention=PART_3)) == []
