"""Who is reminded of what, on which day."""

import random
import uuid
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from assessments.models import DueItem, Order, ReviewDate
from assessments.services import after_decision, patients
from assessments.statute import duty_words
from assessments.summary.reminders import digests, is_due
from cto.accounts.models import Team, User
from tests import factories as make
from tests import reminding
from tests.reminding import ENDS, REFERENCE_DUE, REVIEW, told

pytestmark = pytest.mark.django_db

ENDING = "Order ends (s.20A)"
REFERENCE = "Managers refer the case: six months (s.68)"


@pytest.fixture
def users(db: None) -> SimpleNamespace:
    return reminding.team()


@pytest.fixture
def order(users: SimpleNamespace) -> Order:
    return reminding.order(users)


def reminded(title: str, today: date) -> set[str]:
    """The user names of those who are reminded of this on ``today``."""
    found = digests(today).due
    return {d.recipient.username for d in found if title in {line.title for line in d.lines}}


@pytest.mark.parametrize(
    ("left", "who"),
    [
        (61, set()),  # too early for anyone
        (60, {"rc"}),  # the owner's first
        (59, set()),  # between two steps there is no mail
        (29, set()),
        (28, {"rc"}),  # the owner alone
        (15, set()),
        (14, {"rc", "nurse", "mha"}),  # care coordinator and office join
        (13, set()),
        (8, set()),
        (7, {"rc", "nurse", "mha", "ot"}),  # the team's lead joins
        (6, set()),
        (2, set()),
        (1, {"rc", "nurse", "mha", "ot"}),  # everybody
        (0, {"rc", "nurse", "mha", "ot"}),  # the day itself
        (-1, {"rc", "nurse", "mha", "ot"}),  # overdue: daily
        (-2, {"rc", "nurse", "mha", "ot"}),  # and again
        (-400, {"rc", "nurse", "mha", "ot"}),  # until it is done
    ],
)
def test_a_duty_of_the_act_reaches_more_people_as_its_day_comes(
    order: Order, left: int, who: set[str]
) -> None:
    today = ENDS - timedelta(days=left)
    told(today - timedelta(days=1))
    assert reminded(ENDING, today) == who


@pytest.mark.parametrize(
    ("left", "who"),
    [
        (60, set()),  # a local review waits until two weeks before
        (15, set()),
        (14, {"rc"}),  # the owner alone, at each step
        (13, set()),
        (7, {"rc"}),
        (1, {"rc"}),
        (0, set()),  # the day itself is no step of a local review
        (-1, {"rc"}),  # overdue: daily
        (-30, {"rc"}),
    ],
)
def test_a_local_review_reaches_its_owner_alone(order: Order, left: int, who: set[str]) -> None:
    today = REVIEW - timedelta(days=left)
    told(today - timedelta(days=1))
    assert reminded("Local review", today) == who


@pytest.mark.parametrize(
    ("left", "who"),
    [
        (60, {"mha"}),  # nobody owns it: the office does, from the first step
        (28, {"mha"}),
        (14, {"mha", "nurse"}),  # the care coordinator hears of it, too
        (7, {"mha", "nurse", "ot"}),
        (-1, {"mha", "nurse", "ot"}),
    ],
)
def test_what_nobody_owns_is_the_offices(order: Order, left: int, who: set[str]) -> None:
    today = REFERENCE_DUE - timedelta(days=left)
    told(today - timedelta(days=1))
    assert DueItem.objects.get(key="reference_six_months").owner is None
    assert reminded(REFERENCE, today) == who


@pytest.mark.parametrize(
    ("leaves", "who"),
    [
        ([], {"rc", "nurse", "mha", "ot"}),  # all there
        (["ot"], {"rc", "nurse", "mha", "amhp"}),  # the deputy stands in for the lead
        (["ot", "amhp"], {"rc", "nurse", "mha"}),  # neither, and the ward names nobody
        (["nurse"], {"rc", "mha", "ot"}),  # no care coordinator
        (["mha"], {"rc", "nurse", "ot"}),  # no office
        (["rc"], {"nurse", "mha", "ot"}),  # the owner left: lead and office have it
    ],
)
def test_whoever_may_not_sign_in_gets_nothing(
    order: Order, leaves: list[str], who: set[str]
) -> None:
    User.objects.filter(username__in=leaves).update(is_active=False)
    today = ENDS - timedelta(days=7)
    told(today - timedelta(days=1))
    assert reminded(ENDING, today) == who


@pytest.mark.parametrize("left", [60, 28, 14, 7, 1])
def test_what_an_owner_who_left_would_have_got_falls_to_lead_and_office(
    order: Order, left: int
) -> None:
    User.objects.filter(username="rc").update(is_active=False)
    today = ENDS - timedelta(days=left)
    told(today - timedelta(days=1))
    assert reminded(ENDING, today) >= {"ot", "mha"}


def test_every_user_of_the_office_is_reminded(order: Order, users: SimpleNamespace) -> None:
    second = User.objects.create(
        username="mha2",
        name="Second Office",
        profession=users.mha.profession,
        is_mha_administrator=True,
    )
    today = ENDS - timedelta(days=14)
    told(today - timedelta(days=1))
    assert reminded(ENDING, today) == {"rc", "nurse", "mha", second.username}


def test_without_a_lead_in_the_community_the_wards_is_reminded(
    order: Order, users: SimpleNamespace
) -> None:
    Team.objects.filter(kind="community").update(lead=None, deputy=None)
    Team.objects.filter(kind="inpatient").update(lead=users.ot)
    assert "ot" in reminded(ENDING, ENDS - timedelta(days=7))


@pytest.mark.parametrize(
    ("last_told", "today", "due"),
    [
        # days before the day of: the last reminder of it, today; steps are 60, 28, 14, 7, 1, 0
        (29, 28, True),  # on the step
        (28, 27, False),  # the step was told
        (29, 27, True),  # the server was down on day 28
        (40, 20, True),  # down for weeks: one mail for the step in between
        (27, 15, False),  # down, but no step in between
        (27, 2, True),  # two steps missed
        (2, 0, True),
        (0, -1, True),  # overdue, daily
        (-1, -1, True),
        (61, 61, False),  # ahead of the first step
        (None, 45, True),  # never told: the first run takes up the step at 60
        (None, 60, True),
        (None, 61, False),
        (None, 6, True),  # it appeared within the last week
    ],
)
def test_a_step_that_was_missed_is_made_up_for(
    last_told: int | None, today: int, due: bool
) -> None:
    told_on = None if last_told is None else ENDS - timedelta(days=last_told)
    assert is_due(ENDS, (60, 28, 14, 7, 1, 0), ENDS - timedelta(days=today), told_on) is due


def test_no_step_is_lost_and_none_is_told_twice_however_often_the_server_is_down() -> None:
    """A thousand calendars of days on which the command ran: each step is told by the first run
    at or after it, and a run without a new step tells nothing before the day is over.
    """
    steps = (60, 28, 14, 7, 1, 0)
    rng = random.Random(1)  # noqa: S311 - repeatable
    for _ in range(1000):
        lefts = sorted(rng.sample(range(-5, 75), rng.randint(1, 40)), reverse=True)
        last, untold = None, set(steps)
        for left in lefts:
            today = ENDS - timedelta(days=left)
            new = {step for step in untold if step >= left}
            due = is_due(ENDS, steps, today, last)
            assert due is (bool(new) or left < 0), (lefts, left)
            untold -= new
            last = today if due else last


def test_a_missed_day_is_made_up_for_from_what_was_sent(order: Order) -> None:
    told(ENDS - timedelta(days=30))
    assert reminded(ENDING, ENDS - timedelta(days=26)) == {"rc"}
    told(ENDS - timedelta(days=26))
    assert reminded(ENDING, ENDS - timedelta(days=25)) == set()


def test_whom_a_run_did_not_reach_is_made_up_for_alone(order: Order) -> None:
    told(ENDS - timedelta(days=15))
    told(ENDS - timedelta(days=14), "rc", "mha")
    assert reminded(ENDING, ENDS - timedelta(days=13)) == {"nurse"}


def test_what_appears_within_its_steps_is_told_by_the_next_run(order: Order) -> None:
    """A report that the Act gives a week for, six days before its day."""
    today = date(2026, 12, 10)
    told(today)
    report = DueItem.objects.get(key="order_ends")
    report.pk, report._state.adding = uuid.uuid4(), True
    report.key, report.due_on = "cto8_due", today + timedelta(days=6)
    report.save()
    title = f"{duty_words.title('cto8_due')} (s.21B)"
    assert reminded(title, today + timedelta(days=1)) == {"rc", "nurse", "mha", "ot"}
    told(today + timedelta(days=1))
    assert reminded(title, today + timedelta(days=2)) == set()


def test_whoever_takes_over_is_told_by_the_next_run(order: Order, users: SimpleNamespace) -> None:
    today = ENDS - timedelta(days=9)
    told(today - timedelta(days=1), "rc", "nurse", "mha", "ot")
    assert reminded(ENDING, today) == set()
    _hand_over(order, users)
    assert reminded(ENDING, today) == {"other"}
    told(today, "other")
    assert reminded(ENDING, today + timedelta(days=1)) == set()


def test_a_day_that_moves_is_told_anew(order: Order, users: SimpleNamespace) -> None:
    today = REVIEW - timedelta(days=10)
    told(today)
    after_decision.set_review_date(
        assessment=order.assessment,
        due_on=REVIEW + timedelta(days=2),
        agreed_with_person=True,
        reason="She is away",
        supersedes=ReviewDate.objects.get().pk,
        by=users.rc,
        at=make.EFFECTIVE,
    )
    assert reminded("Local review", today + timedelta(days=1)) == {"rc"}


def test_queries_do_not_grow_with_what_is_due(
    order: Order, users: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        digests(ENDS)
    other = make.person(users, name="Second Test", nhs_number="9990000026")
    make.order(users, make.assessment(users, other))
    with django_assert_num_queries(4):
        digests(ENDS)


def test_a_change_of_owner_moves_the_reminders(order: Order, users: SimpleNamespace) -> None:
    _hand_over(order, users)
    assert ReviewDate.objects.count() == 1
    today = ENDS - timedelta(days=28)
    told(today - timedelta(days=1))
    assert reminded(ENDING, today) == {"other"}


def _hand_over(order: Order, users: SimpleNamespace) -> None:
    person = order.patient
    patients.name_roles(
        patient=person,
        values={"community_rc": users.other, "inpatient_rc": users.other},
        shown=person.revision,
        by=users.mha,
        at=make.EFFECTIVE,
    )
