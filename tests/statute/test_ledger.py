"""The ledger folds into the facts of the Act; what is due follows from it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from assessments.statute.duties import duties
from assessments.statute.events import Absence, BarringReport, Custody, TribunalApplication
from assessments.statute.facts import EVENTS
from assessments.statute.ledger import KINDS, Basis, Entry, Story, fold, story
from assessments.statute.moments import Moment
from assessments.statute.results import Status
from assessments.statute.rules import NATIONS

LONDON = ZoneInfo("Europe/London")
BASIS = Basis(
    nation=NATIONS["england"],
    date_of_birth=date(1990, 6, 17),
    treatment_admission=date(2026, 1, 30),
    first_medication=date(2026, 2, 1),
)


def time(year: int, month: int, on: int, hour: int, minute: int) -> Moment:
    return Moment.at(datetime(year, month, on, hour, minute, tzinfo=LONDON))


def day(*parts: int) -> Moment:
    return Moment.of_day(date(*parts))


MADE = Entry("made", "order_made", time(2026, 10, 20, 11, 0))


def told(*entries: Entry, as_of: datetime | None = None) -> Story:
    when = as_of or datetime(2026, 12, 1, 9, 0, tzinfo=LONDON)
    return story(BASIS, (MADE, *entries), as_of=when)


def due(*entries: Entry) -> dict[str, date]:
    found = told(*entries)
    return {duty.key: duty.due_on for duty in duties(found.timeline, (MADE, *entries))}


RECALL = (
    Entry(
        "notice",
        "recall_notice",
        time(2026, 11, 21, 18, 0),
        {"method": "at_address", "ground": "treatment_needed"},
    ),
    Entry("detained", "recall_detention", time(2026, 11, 23, 9, 0)),
)


def test_every_event_of_the_act_has_a_kind_that_makes_it() -> None:
    assert {kind.event for kind in KINDS.values() if kind.event} == set(EVENTS)


def test_two_happenings_make_one_spell() -> None:
    entries = (
        Entry(1, "absence_began", day(2026, 11, 25)),
        Entry(2, "returned", time(2026, 11, 27, 14, 0), answers=1),
        Entry(3, "custody_began", day(2026, 12, 1)),
        Entry(4, "custody_ended", day(2026, 12, 9), answers=3),
        Entry(5, "application_made", day(2026, 12, 10), {"section": "66(1)(ca)"}),
        Entry(6, "application_withdrawn", day(2026, 12, 12), answers=5),
        Entry(7, "barring_report", day(2026, 12, 14)),
        Entry(8, "relative_informed", day(2026, 12, 15), answers=7),
    )
    events, made_by = fold(entries)
    assert events == (
        Absence(date(2026, 11, 25), time(2026, 11, 27, 14, 0)),
        Custody(date(2026, 12, 1), date(2026, 12, 9)),
        TribunalApplication("66(1)(ca)", date(2026, 12, 10), date(2026, 12, 12)),
        BarringReport(day(2026, 12, 14), date(2026, 12, 15)),
    )
    assert [[part.id for part in parts] for parts in made_by] == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_a_spell_that_is_not_over_stays_open() -> None:
    (event,), _ = fold((Entry(1, "absence_began", day(2026, 11, 25)),))
    assert event == Absence(date(2026, 11, 25), None)


def test_what_is_outside_the_act_changes_no_date() -> None:
    outside = (
        Entry(1, "police_contact", day(2026, 11, 2), {"power": "136"}),
        Entry(2, "admission_began", day(2026, 11, 3)),
        Entry(3, "admission_ended", day(2026, 11, 9), answers=2),
        Entry(4, "hospital_assigned", day(2026, 11, 10), {"hospital": "Elsewhere"}),
        Entry(5, "checked_against_papers", day(2026, 11, 11)),
    )
    assert told(*outside).timeline == told().timeline


def test_a_refusal_names_the_entry() -> None:
    early = Entry("report", "order_extended", day(2027, 2, 10), {"examined": "2027-02-01"})
    refused = told(early).refused
    assert list(refused) == ["report"]
    assert "before the window opens" in " ".join(refused["report"])


def test_an_order_owes_its_end_its_certificate_and_its_references() -> None:
    assert due() == {
        "order_ends": date(2027, 4, 19),
        "part_4a_certificate": date(2026, 11, 20),
        "reference_six_months": date(2026, 7, 30),
    }


@pytest.mark.parametrize(
    ("ending", "left"),
    [
        ((), True),
        ((Entry("out", "recall_release", time(2026, 11, 24, 9, 0)),), False),
        ((Entry("off", "order_revoked", time(2026, 11, 25, 9, 0)),), False),
    ],
    ids=["still detained", "released", "revoked"],
)
def test_the_end_of_the_hours_is_due_until_release_or_revocation(
    ending: tuple[Entry, ...], left: bool
) -> None:
    assert ("recall_ends" in due(*RECALL, *ending)) is left


def test_a_second_recall_is_due_although_the_first_ended_in_release() -> None:
    again = (
        Entry("out", "recall_release", time(2026, 11, 24, 9, 0)),
        Entry(
            "notice2",
            "recall_notice",
            time(2026, 11, 28, 10, 0),
            {"method": "in_hand", "ground": "treatment_needed"},
        ),
        Entry("in2", "recall_detention", time(2026, 11, 28, 12, 0)),
    )
    assert due(*RECALL, *again)["recall_ends"] == date(2026, 12, 1)


def test_a_duty_that_somebody_did_is_not_due_and_a_moved_one_is_due_again() -> None:
    done = Entry(
        "sent",
        "duty_done",
        day(2026, 8, 3),
        {"duty": "reference_six_months", "due_on": "2026-07-30", "done": "Sent."},
    )
    assert "reference_six_months" not in due(done)
    other_day = Entry(
        "sent", "duty_done", day(2026, 8, 3), {**done.details, "due_on": "2026-07-29"}
    )
    assert "reference_six_months" in due(other_day)


def test_after_revocation_the_reference_is_the_managers() -> None:
    entries = (MADE, *RECALL, Entry("off", "order_revoked", time(2026, 11, 25, 9, 0)))
    found = story(BASIS, entries, as_of=datetime(2026, 12, 1, 9, 0, tzinfo=LONDON))
    assert found.timeline.status is Status.REVOKED
    owed = {duty.key: duty.owner for duty in duties(found.timeline, entries)}
    assert owed["reference_after_revocation"] == "managers"
    assert "order_ends" not in owed


def test_a_hearing_under_an_earlier_order_counts_for_the_long_stop() -> None:
    basis = Basis(nation=NATIONS["england"], considered_before=(date(2024, 1, 10),))
    found = story(basis, (MADE,), as_of=datetime(2026, 12, 1, 9, 0, tzinfo=LONDON))
    assert found.timeline.deadlines["reference_long_stop"].when.on == date(2027, 1, 11)
    assert found.refused == {}
