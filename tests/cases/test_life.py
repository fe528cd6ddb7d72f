"""The cases live on: the orders of Eddie and Peter, whole on every day of loading."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assessments.cases import moments
from assessments.cases.reading import Step
from assessments.models import Contact, DueItem, Order, ReviewRecord
from assessments.statute.ledger import KINDS, Basis, Entry, Story, story
from assessments.statute.moments import Moment
from assessments.statute.results import Status
from assessments.statute.rules import NATIONS
from assessments.summary.orders import story_of
from cto.design.words import LONDON
from tests.cases.test_cases import A_COMMON_YEAR, A_LEAP_YEAR, AWKWARD, CASES, replay, told


def entry(step: Step, today: date) -> Entry:
    values = step.values
    if step.do == "record statutory form":
        made = moments.moment(values["effective_at"], today)
        return Entry(id(step), "order_made", Moment.at(made))
    kind = KINDS[values["kind"]]
    if "when" in values:
        at = Moment.at(moments.moment(values["when"], today))
    else:
        at = Moment.of_day(moments.day(values["on"], today))
    days = {"examined"}
    details = {
        key: moments.day(value, today).isoformat() if key in days else value
        for key, value in values.items()
        if key in kind.facts
    }
    return Entry(id(step), kind.key, at, details)


def life(case: Any, today: date) -> Story:
    steps = [s for s in case.steps if s.do in ("record statutory form", "happened")]
    basis = Basis(
        nation=NATIONS["england"],
        treatment_admission=moments.day(case.person["section_began_on"], today),
    )
    as_of = datetime(today.year, today.month, today.day, 12, 0, tzinfo=LONDON)
    return story(basis, [entry(step, today) for step in steps], as_of=as_of)


@pytest.mark.parametrize("today", [*A_COMMON_YEAR, *A_LEAP_YEAR], ids=str)
def test_the_law_allows_what_happened_on_every_load_day(today: date) -> None:
    eddie, peter = life(CASES["eddie"], today), life(CASES["peter"], today)
    assert eddie.refused == peter.refused == {}
    assert eddie.timeline.status is Status.EXPIRED
    assert peter.timeline.status is Status.IN_FORCE
    assert [period.kind for period in peter.timeline.periods] == ["first", "extension"]


def test_eddies_recalls_are_one_of_two_days_and_three_for_a_late_dose_each() -> None:
    happened = [step.values for step in told(CASES["eddie"], "happened")]
    kinds = [values["kind"] for values in happened]
    assert kinds.count("recall_notice") == kinds.count("recall_release") == 4
    assert kinds.count("recall_detention") == 4
    first = moments.moment(happened[0]["when"], AWKWARD[0])
    due = next(
        s
        for s in told(CASES["eddie"], "log")
        if s.values["outcome"] == "missed" and (s.values["what"] == "treatment")
    )
    assert first.date() - moments.day(due.values["on"], AWKWARD[0]) == timedelta(days=10)


def test_no_sample_was_ever_given() -> None:
    samples = [s for s in told(CASES["eddie"], "log") if s.values["what"] == "other"]
    assert [s.values["outcome"] for s in samples] == ["missed", "missed"]


def test_the_case_does_not_say_under_which_power_eddie_was_in_hospital() -> None:
    admission = next(
        s for s in told(CASES["eddie"], "happened") if s.values["kind"] == "admission_began"
    )
    assert "power" not in admission.values


@pytest.mark.django_db
@pytest.mark.parametrize("today", AWKWARD, ids=str)
def test_both_lives_replay_through_the_services(today: date) -> None:
    replay(today)

    eddie, peter = (Order.objects.get(patient__preferred_name=name) for name in ("Eddie", "Peter"))
    noon = datetime(today.year, today.month, today.day, 12, 0, tzinfo=LONDON)
    assert story_of(eddie, as_of=noon).timeline.status is Status.EXPIRED
    assert not DueItem.objects.filter(order=eddie).exists()
    assert story_of(peter, as_of=noon).timeline.status is Status.IN_FORCE
    due = dict(DueItem.objects.filter(order=peter).values_list("key", "due_on"))
    assert due["local_review"] == today + timedelta(days=5)
    assert due["order_ends"] == peter.ends_on
    assert Contact.objects.filter(order=peter, what="contact").count() == 29
    assert ReviewRecord.objects.count() == 2
