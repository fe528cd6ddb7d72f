"""What waits for somebody although no deadline of the Act ends: an arrival, and a hearing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from assessments.statute.duties import HEARING, MANAGERS, RESPONSIBLE_CLINICIAN, duties, to_note
from assessments.statute.ledger import Basis, Entry, story
from assessments.statute.moments import Moment
from assessments.statute.rules import NATIONS

LONDON = ZoneInfo("Europe/London")
BASIS = Basis(NATIONS["england"])
NOTICE = {"method": "in_hand", "ground": "treatment_needed"}


def time(month: int, day: int, hour: int) -> Moment:
    return Moment.at(datetime(2026, month, day, hour, tzinfo=LONDON))


def day(month: int, on: int) -> Moment:
    return Moment.of_day(date(2026, month, on))


def one(kind: str, moment: Moment, answers: object = None, **details: str) -> Entry:
    return Entry((kind, moment), kind, moment, details, answers)


MADE = one("order_made", time(5, 4, 10))
SERVED = one("recall_notice", time(6, 1, 10), **NOTICE)
ARRIVED = one("recall_detention", time(6, 2, 10))
APPLIED = one("application_made", day(5, 20), section="66(1)(ca)")
LISTED = one("hearing_listed", day(7, 1), before="tribunal")
WITHDRAWN = one("application_withdrawn", day(6, 20), APPLIED.id)
DISCHARGED = one("order_discharged", day(6, 20), by="responsible_clinician")


def due(*entries: Entry) -> dict[str, date]:
    found = story(BASIS, entries, as_of=datetime(2026, 8, 1, tzinfo=LONDON))
    assert not found.refused
    return {duty.key: duty.due_on for duty in duties(found.timeline, entries)}


def test_a_notice_that_is_served_waits_for_the_arrival_all_of_its_day() -> None:
    entries = (MADE, SERVED)
    now = datetime(2026, 6, 1, 12, tzinfo=LONDON)
    told = story(BASIS, entries, as_of=now)
    (found,) = (duty for duty in duties(told.timeline, entries) if duty.key == "notice_served")
    assert (found.due_on, found.due_at, found.owner) == (
        date(2026, 6, 1),
        None,
        RESPONSIBLE_CLINICIAN,
    )
    assert found not in to_note(told.timeline, entries, now)


@pytest.mark.parametrize(
    "end", [ARRIVED, one("absence_began", day(6, 2)), DISCHARGED], ids=lambda end: end.kind
)
def test_the_arrival_is_no_longer_waited_for_after(end: Entry) -> None:
    assert "notice_served" in due(MADE, SERVED)
    assert "notice_served" not in due(MADE, SERVED, end)


def test_a_second_notice_waits_although_the_first_led_to_hospital() -> None:
    released = one("recall_release", time(6, 3, 10))
    again = one("recall_notice", time(6, 9, 10), **NOTICE)
    assert due(MADE, SERVED, ARRIVED, released, again)["notice_served"] == date(2026, 6, 9)


def test_a_hearing_before_the_tribunal_waits_for_the_office_until_it_is_settled() -> None:
    found = story(BASIS, (MADE, LISTED), as_of=datetime(2026, 6, 1, tzinfo=LONDON))
    (hearing,) = (one for one in duties(found.timeline, (MADE, LISTED)) if one.key == HEARING)
    assert (hearing.due_on, hearing.owner) == (date(2026, 7, 1), MANAGERS)
    assert HEARING not in due(MADE, one("hearing_listed", day(7, 1), before="managers"))


@pytest.mark.parametrize(
    "end",
    [
        one("tribunal_considered", day(7, 1)),
        one("tribunal_considered", day(6, 20)),
        WITHDRAWN,
        DISCHARGED,
    ],
    ids=["heard", "decided before its day", "withdrawn", "discharged"],
)
def test_a_hearing_is_settled_by(end: Entry) -> None:
    assert HEARING in due(MADE, APPLIED, LISTED)
    assert HEARING not in due(MADE, APPLIED, LISTED, end)


def test_a_hearing_that_is_listed_again_is_due_on_its_last_day() -> None:
    again = one("hearing_listed", day(7, 20), before="tribunal")
    assert due(MADE, LISTED, again)[HEARING] == date(2026, 7, 20)
    heard = one("tribunal_considered", day(7, 1))
    assert due(MADE, LISTED, heard, again)[HEARING] == date(2026, 7, 20)


def test_an_earlier_withdrawal_settles_no_hearing_that_was_listed_after_it() -> None:
    assert HEARING in due(MADE, APPLIED, WITHDRAWN, LISTED)
