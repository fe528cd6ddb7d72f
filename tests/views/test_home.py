"""The first page: whose move it is, the dates ahead, my people, and nobody else's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.lifecycle import Outcome, Status
from assessments.services import after_decision, assessments, decisions
from cto.audit.models import Entry
from tests import factories as make

HOME = "/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(make.MOMENT + timedelta(days=1), tick=False):
        yield


def someone(users, number, **changes):
    values = {"name": f"Person {number:03}", "nhs_number": None, "local_number": f"H{number}"}
    return make.person(users, **{**values, **changes})


def elsewhere(users, number=900, **changes):
    """Somebody of the other team, whom nobody of Northgate may see."""
    team = users.other.teams.get()
    roles = {"inpatient_team": None, "community_team": team, "inpatient_rc": None, "amhp": None}
    roles |= {"community_rc": users.other, "care_coordinator": None, "name": "Elsewhere Person"}
    return someone(users, number, **{**roles, **changes})


def shown_to(client, user, path=HOME):
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def section(page, heading):
    """The markup of one of the three lists."""
    return page.split(f">{heading}</h2>", 1)[1].split("</section>", 1)[0]


def order(users, due_on, *, recorded=True, **changes):
    """A person with an order decided (and recorded), and a review date."""
    one = make.assessment(users, someone(users, due_on.toordinal(), **changes))
    make.consider(one, "history.illness", "Ill most winters.", users.nurse)
    make.decide(one, users.rc)
    decisions.put_forward(assessment=one, by=users.rc, at=make.MOMENT)
    make.state(one, users.amhp)
    make.sealed(one, users.rc)
    if recorded:
        days = {f"part_{n}_on": make.TODAY for n in (1, 2, 3)}
        effective = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
        after_decision.record_statutory_form(
            assessment=one, supersedes=None, effective_at=effective, by=users.mha, **days
        )
    after_decision.set_review_date(
        assessment=one, due_on=due_on, agreed_with_person=True, by=users.rc
    )
    return one


@pytest.mark.parametrize(
    ("who", "where"), [("auditor", "audit:entries"), ("sysadmin", "accounts:users")]
)
def test_those_without_patients_go_to_their_own_pages(client, users, who, where):
    client.force_login(getattr(users, who))

    assert client.get(HOME).url == reverse(where)


def test_a_member_sees_the_people_of_their_teams_and_nobody_else(client, users):
    someone(users, 1)
    elsewhere(users)

    page = shown_to(client, users.ot)

    assert "Person 001" in section(page, "My people")
    assert '17 June 1990, <span class="cto-number">H1 (hospital number)</span>' in page
    assert "Elsewhere Person" not in page


def test_somebody_added_by_name_sees_the_person_while_the_assessment_is_open(client, users):
    one = make.assessment(users)
    assert "Amara Test" not in shown_to(client, users.other)

    assessments.invite(assessment=one, member=users.other, by=users.rc)
    assert "Amara Test" in shown_to(client, users.other)

    assessments.close(assessment=one, why="no_longer_needed", reason="Moved.", by=users.rc)
    assert "Amara Test" not in shown_to(client, users.other)


# The status, and to whom it is marked as their own move.
MOVES = [
    (Status.WITH_TEAM, {"rc", "amhp", "nurse", "ot"}, "Your team’s move"),
    (Status.PUT_FORWARD, {"amhp"}, "Your move"),
    (Status.STATED, {"rc"}, "Your move"),
]


@pytest.mark.parametrize(("status", "theirs", "mark"), MOVES)
def test_whose_move_it_is_is_marked_for_them_alone(client, users, status, theirs, mark):
    make.assessment_at(status, users)

    for who in ("rc", "amhp", "nurse", "ot", "mha"):
        listed = section(
            shown_to(client, getattr(users, who)), "Open assessments and whose move each is"
        )
        assert (mark in listed) == (who in theirs), who
        assert "Amara Test" in listed


def test_the_move_names_who_has_to_make_it(client, users):
    make.assessment_at(Status.PUT_FORWARD, users)

    assert "AMHP: Siân Prosser" in shown_to(client, users.nurse)


def test_a_decision_without_its_statutory_form_is_not_yet_an_order(client, users):
    order(users, date(2027, 2, 1), recorded=False)
    order(users, date(2027, 2, 2), recorded=False, nation="wales")
    order(users, date(2027, 2, 3))

    people = section(shown_to(client, users.rc), "My people")

    assert "Decided, not yet made: CTO1 is not recorded" in people
    assert "Decided, not yet made: CP1 is not recorded" in people
    assert "In effect from 24 November 2026" in people


def test_an_order_is_shown_as_it_stands_today(client, users):
    order(users, date(2027, 2, 3))

    def lines(day):
        with time_machine.travel(datetime(2027, 5, day, 12, 0, tzinfo=UTC), tick=False):
            return section(shown_to(client, users.rc), "My people")

    assert "In force, until 23 May 2027 unless extended" in lines(23)
    assert "Order ended on 23 May 2027" in lines(24)


def test_not_making_an_order_is_shown_as_the_decision_it_is(client, users):
    make.assessment_at(Status.SEALED, users, Outcome.NOT_MADE)

    people = section(shown_to(client, users.nurse), "My people")

    assert "Community treatment order not made, 23 November 2026" in people
    assert "not yet made" not in people


def test_what_is_due_stands_the_earliest_first_and_overdue_is_said_in_words(client, users):
    for due_on in (date(2027, 2, 1), date(2026, 11, 28), date(2026, 11, 25), date(2026, 11, 29)):
        order(users, due_on, recorded=False, name=f"Due {due_on}")

    with time_machine.travel(datetime(2026, 11, 28, 9, 0, tzinfo=UTC), tick=False):
        listed = section(shown_to(client, users.rc), "What is due next")

    at = [listed.index(f"Due {d}") for d in ("2026-11-25", "2026-11-28", "2026-11-29", "2027-02")]
    assert at == sorted(at)
    for words in ("Overdue by 3 days", "Today", "In 1 day<", "In 65 days"):
        assert words in listed
    assert "1 overdue date waits for you." in listed
    assert 'href="/due/"' in listed


def test_dates_of_the_act_and_local_reviews_are_told_apart(client, users):
    order(users, date(2027, 2, 1))

    listed = section(shown_to(client, users.rc), "What is due next")

    assert "Mental Health Act, s.20A" in listed
    assert "Local review" in listed


def test_what_is_due_says_whose_move_it_is(client, users):
    order(users, date(2027, 2, 1), recorded=False)

    mine = section(shown_to(client, users.rc), "What is due next")
    theirs = section(shown_to(client, users.nurse), "What is due next")

    assert "Your move" in mine
    assert "Your move" not in theirs
    assert users.rc.name in theirs
    assert "Nothing that waits for you is overdue." in theirs


def test_what_is_due_for_other_peoples_people_is_not_there(client, users):
    order(users, date(2026, 11, 24), recorded=False)

    page = shown_to(client, users.other)

    assert "Person" not in section(page, "What is due next").replace(">Person", "")
    assert "Nothing that waits for you is overdue." in page


def test_the_office_sees_every_team_and_one_at_a_time(client, users):
    someone(users, 1)
    elsewhere(users)

    everybody = shown_to(client, users.mha)
    one_team = shown_to(client, users.mha, f"{HOME}?team={users.other.teams.get().pk}")

    assert "Person 001" in everybody
    assert "Elsewhere Person" in everybody
    assert "Person 001" not in one_team
    assert "Elsewhere Person" in one_team


@pytest.mark.parametrize("team", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_team_that_does_not_exist_is_answered_with_an_instruction(client, users, team):
    client.force_login(users.mha)

    response = client.get(HOME, {"team": team})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_a_clinician_cannot_filter_their_way_to_another_team(client, users):
    elsewhere(users)

    page = shown_to(client, users.nurse, f"{HOME}?team={users.other.teams.get().pk}")

    assert "Elsewhere Person" not in page


def test_empty_lists_say_what_to_do(client, users):
    page = shown_to(client, users.nurse)

    assert "To start one, open a person’s page." in page
    assert "Nothing is due." in page
    assert "Add a person, or search for somebody above." in page


def test_twenty_people_stand_on_a_page_and_the_rest_on_the_next(client, users):
    for number in range(21):
        someone(users, number)

    first, second = shown_to(client, users.rc), shown_to(client, users.rc, f"{HOME}?people=2")

    assert ("Person 019" in first, "Person 020" in first) == (True, False)
    assert ("Person 019" in second, "Person 020" in second) == (False, True)
    assert 'href="?people=2#people"' in first


def test_what_is_typed_as_a_name_is_shown_as_text(client, users):
    someone(users, 1, name="<script>alert(1)</script>")

    page = shown_to(client, users.rc)

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_looking_at_the_page_is_audited_without_names(client, users):
    someone(users, 1)
    shown_to(client, users.nurse)

    entry = Entry.objects.get(action="opened_home")
    assert (entry.actor, entry.detail) == (users.nurse, {"team": None})


def test_a_note_typed_for_the_reader_stands_beside_whose_move_it_is(client, users):
    one = make.assessment(users, someone(users, 1))
    make.consider(one, "risk.self", "Typed.", users.rc, voice="member", member=users.nurse)

    mine = section(shown_to(client, users.nurse), "Open assessments and whose move each is")

    assert "1 note typed for you to confirm" in mine
    assert reverse("factor", args=[one.pk, "risk.self"]) in mine
    assert "note typed" not in shown_to(client, users.ot)


def test_the_page_asks_a_fixed_number_of_queries(client, users, django_assert_num_queries):
    def everything(number):
        order(users, date(2027, 1, number))
        make.assessment(users, someone(users, number))

    everything(1)
    client.force_login(users.mha)
    client.get(HOME)
    with django_assert_num_queries(15):
        client.get(HOME)
    for number in range(2, 6):
        everything(number)
    with django_assert_num_queries(15):
        client.get(HOME)
