"""A responsible clinician leaves: the office sees whom it concerns, confirms, sees the result."""

from datetime import UTC, datetime

import pytest
import time_machine

from assessments.models import Patient
from cto.accounts.models import Profession, User
from cto.audit.models import Entry
from tests import factories as make

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = "/due/reassign/"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def new(users):
    return User.objects.create_user(
        "dr.new", name="Dr New", profession=Profession.PSYCHIATRIST, is_approved_clinician=True
    )


def chosen(users, to):
    return {"leaving": users.rc.pk, "to": to.pk}


def address(users, to):
    return f"{PAGE}?leaving={users.rc.pk}&to={to.pk}"


def sent(page, **changes):
    """What the page would send."""
    form = page.context["confirm"]
    values = {"people": form["people"].value(), "shown": form["shown"].value()}
    values |= {"since-day": "23", "since-month": "11", "since-year": "2026"}
    return {**values, "submission": str(make.token()), **changes}


def test_the_office_sees_whom_it_concerns_and_what_came_of_it(client, users, new):
    amara = make.person(users)
    make.person(users, name="Not Theirs", nhs_number="9990000026", inpatient_rc=users.other,
                community_rc=users.other)  # fmt: skip
    client.force_login(users.mha)
    page = client.get(address(users, new))
    text = page.content.decode()
    assert "Amara Test, 17 June 1990, 999 000 0018: in hospital and in the community" in text
    assert "Not Theirs" not in text

    answer = client.post(address(users, new), sent(page))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Changed: 1" in text
    assert "Amara Test" in text
    amara.refresh_from_db()
    assert amara.rc_ids == {new.pk}
    assert Entry.objects.filter(action="changed_roles", about=amara.pk).count() == 1


def test_whoever_is_not_ticked_stays(client, users, new):
    first = make.person(users)
    second = make.person(users, name="Stays", nhs_number="9990000026")
    client.force_login(users.mha)
    page = client.get(address(users, new))
    client.post(address(users, new), sent(page, people=[str(first.pk)]))
    assert Patient.objects.get(pk=second.pk).community_rc == users.rc


def test_refusals_are_named_person_by_person(client, users, new):
    User.objects.filter(pk=new.pk).update(profession=Profession.NURSE, is_amhp=True)
    new.refresh_from_db()
    make.person(users, amhp=new)
    make.person(users, name="Goes Over", nhs_number="9990000026")
    client.force_login(users.mha)
    page = client.get(address(users, new))
    text = client.post(address(users, new), sent(page)).content.decode()
    assert "Not changed: 1" in text
    assert "must be two different people" in text
    assert text.index("Amara Test") < text.index("Changed: 1") < text.index("Goes Over")


def test_sent_twice_it_says_the_same(client, users, new):
    make.person(users)
    client.force_login(users.mha)
    values = sent(client.get(address(users, new)))
    for _ in range(2):
        answer = client.post(address(users, new), values)
        assert answer.status_code == 200
        assert "Changed: 1" in answer.content.decode()
    assert Entry.objects.filter(action="changed_roles").count() == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"leaving": "", "to": ""}, "Choose the responsible clinician who leaves"),
        ({"leaving": "x", "to": "x"}, "There is a problem"),
        ("same", "Choose somebody else to take over"),
    ],
)
def test_a_wrong_choice_is_met_with_an_instruction(client, users, asked, words):
    make.person(users)
    client.force_login(users.mha)
    asked = chosen(users, users.rc) if asked == "same" else asked
    answer = client.get(PAGE, asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nobody_ticked_or_a_day_to_come_is_refused_and_stays(client, users, new):
    make.person(users)
    client.force_login(users.mha)
    page = client.get(address(users, new))
    wrong = client.post(address(users, new), sent(page, people=[]))
    assert wrong.status_code == 422
    assert "Tick at least one person" in wrong.content.decode()
    wrong = client.post(address(users, new), sent(page, **{"since-year": "2027"}))
    assert wrong.status_code == 422
    assert 'value="2027"' in wrong.content.decode()


@pytest.mark.parametrize("who", ["rc", "nurse", "other", "auditor", "sysadmin"])
def test_only_the_office_has_the_page(client, users, new, who):
    make.person(users)
    client.force_login(getattr(users, who))
    assert client.get(address(users, new)).status_code == 404
    assert client.post(address(users, new), {"people": []}).status_code == 404


def test_the_list_asks_a_fixed_number_of_queries(client, users, new, django_assert_num_queries):
    make.person(users)
    client.force_login(users.mha)
    client.get(address(users, new))
    with django_assert_num_queries(8):
        client.get(address(users, new))
    make.person(users, name="Another", nhs_number="9990000026")
    with django_assert_num_queries(8):
        client.get(address(users, new))
