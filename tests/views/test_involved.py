"""Who takes part: ticks, people added by name, the chair."""

import uuid

import pytest
from django.urls import reverse

from assessments.lifecycle import Status
from assessments.models import Attendance, Invitation
from assessments.services import assessments
from cto.accounts.models import Profession
from cto.accounts.services import Particulars, add_user
from tests import factories as make

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def address(one):
    return reverse("people-involved", args=[one.pk])


def sent(act, **values):
    return {"submission": str(uuid.uuid4()), "act": act, **values}


def tick(*members, **more):
    ticks = {f"{member.pk.hex}_took_part": "on" for member in members}
    roles = {f"{member.pk.hex}_role": "Member" for member in members}
    return sent("attendance", **ticks, **roles, **more)


def test_one_save_records_everybody_who_is_ticked(nurse, one, users):
    data = tick(users.rc, users.amhp) | {f"{users.amhp.pk.hex}_how": "by telephone"}

    response = nurse.post(address(one), data)

    assert response.url == address(one)
    rows = {row.member: row for row in Attendance.objects.all()}
    assert set(rows) == {users.rc, users.amhp}
    assert rows[users.amhp].how == "by telephone"
    assert all(row.took_part for row in rows.values())


def test_whoever_is_not_ticked_stays_not_recorded_until_ticked_once(nurse, one, users):
    nurse.post(address(one), tick(users.rc))
    row = Attendance.objects.get()

    nurse.post(
        address(one),
        sent(
            "attendance",
            **{f"{users.rc.pk.hex}_shown": row.pk, f"{users.rc.pk.hex}_role": "Member"},
        ),
    )

    now = Attendance.objects.current().get()
    assert (now.member, now.took_part) == (users.rc, False)


def test_whoever_recorded_anything_is_listed(client, one, users):
    client.force_login(users.rc)
    key = f"{users.ot.pk.hex}_took_part"
    assert key not in client.get(address(one)).context["attendance_form"].fields

    make.consider(one, "risk.self", "Words.", users.ot)

    page = client.get(address(one))
    assert key in page.context["attendance_form"].fields
    assert str(users.ot.pk) not in page.context["team_form"].members


def test_whoever_opened_the_assessment_is_listed(client, users):
    patient = make.person(users, care_coordinator=None)
    one = assessments.open_assessment(patient=patient, by=users.nurse, at=make.MOMENT)
    client.force_login(users.nurse)

    form = client.get(address(one)).context["attendance_form"]
    assert f"{users.nurse.pk.hex}_took_part" in form.fields


def test_somebody_of_the_team_is_added_without_being_let_in_anew(nurse, one, users):
    page = nurse.post(address(one), sent("team", member=str(users.ot.pk)), follow=True)

    row = Attendance.objects.get()
    assert (row.member, row.took_part, row.role) == (users.ot, True, users.ot.description)
    assert not Invitation.objects.exists()
    assert f"{users.ot.pk.hex}_took_part" in page.context["attendance_form"].fields
    assert nurse.post(address(one), sent("team", member=str(users.other.pk))).status_code == 422


def test_saving_the_ticks_as_they_stand_adds_nothing(nurse, one, users):
    data = tick(users.rc)
    nurse.post(address(one), data)
    row = Attendance.objects.get()

    nurse.post(address(one), data)
    nurse.post(address(one), tick(users.rc, **{f"{users.rc.pk.hex}_shown": row.pk}))

    assert Attendance.objects.count() == 1


def test_a_person_changed_meanwhile_shows_both_and_saves_nobody(nurse, one, users):
    nurse.post(address(one), tick(users.rc) | {f"{users.rc.pk.hex}_role": "In the chair"})

    response = nurse.post(address(one), tick(users.rc, users.amhp))

    page = response.content.decode()
    assert response.status_code == 409
    assert "In the chair" in page
    assert Attendance.objects.count() == 1


def test_somebody_who_does_not_sign_in_is_added_by_name(nurse, one):
    data = sent("other", name="Joy Advocate", role="Advocate", how="")
    nurse.post(address(one), data)
    nurse.post(address(one), data)

    row = Attendance.objects.get()
    assert (row.name, row.role, row.member, row.took_part) == (
        "Joy Advocate",
        "Advocate",
        None,
        True,
    )
    assert "Joy Advocate" in nurse.get(address(one)).content.decode()


def test_a_form_left_incomplete_says_what_to_do_and_keeps_the_rest(nurse, one):
    response = nurse.post(address(one), sent("other", name="Joy", role=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter what the person is" in page
    assert 'value="Joy"' in page


def test_a_colleague_found_by_name_may_open_the_person_once_added(client, one, users):
    client.force_login(users.other)
    assert client.get(address(one)).status_code == 404

    client.force_login(users.nurse)
    page = client.post(address(one), sent("search", colleague="tomasz")).content.decode()
    assert "Dr Tomasz Zieliński" in page
    client.post(address(one), sent("invite", member=str(users.other.pk)))

    assert Invitation.objects.get().member == users.other
    client.force_login(users.other)
    assert client.get(address(one)).status_code == 200


@pytest.mark.parametrize("username", ["mha", "auditor", "sysadmin"])
def test_only_clinicians_are_found_and_added(nurse, one, users, username):
    member = getattr(users, username)

    found = nurse.post(address(one), sent("search", colleague=member.name)).content.decode()
    response = nurse.post(address(one), sent("invite", member=str(member.pk)))

    assert "Nobody else with this name is a clinician here" in found
    assert response.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("member", ["", "not-an-id", NOBODY])
def test_an_invitation_without_a_colleague_says_what_to_do(nurse, one, member):
    response = nurse.post(address(one), sent("invite", member=member))

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_the_responsible_clinician_names_the_chair(client, one, users):
    client.force_login(users.rc)
    client.post(address(one), sent("chair", chair=str(users.ot.pk)))
    one.refresh_from_db()
    assert one.chair == users.ot

    client.post(address(one), sent("chair", chair="rc"))
    one.refresh_from_db()
    assert one.chair is None


def test_nobody_else_names_the_chair(nurse, one, users):
    response = nurse.post(address(one), sent("chair", chair=str(users.nurse.pk)))

    one.refresh_from_db()
    assert response.status_code == 403
    assert one.chair is None
    assert "Save the chair" not in nurse.get(address(one)).content.decode()


def test_a_stranger_is_not_put_in_the_chair(client, one, users):
    client.force_login(users.rc)

    response = client.post(address(one), sent("chair", chair=str(users.other.pk)))

    assert response.status_code == 422
    one.refresh_from_db()
    assert one.chair is None


def test_the_office_reads_who_took_part_and_changes_nothing(client, one, users):
    assessments.record_attendance(
        assessment=one,
        member=users.rc,
        name="",
        role="Responsible clinician",
        took_part=True,
        supersedes=None,
        by=users.nurse,
        at=make.MOMENT,
    )
    client.force_login(users.mha)

    page = client.get(address(one)).content.decode()

    assert "Responsible clinician: took part" in page
    assert "Save who took part" not in page
    assert client.post(address(one), tick(users.amhp)).status_code == 403


def test_a_closed_assessment_takes_no_more_people(client, users):
    one = make.assessment_at(Status.CLOSED, users)
    client.force_login(users.nurse)

    assert "This assessment is closed." in client.get(address(one)).content.decode()
    assert client.post(address(one), tick(users.rc)).status_code == 403


def test_the_page_costs_the_same_queries_whatever_the_data(
    nurse, one, users, django_assert_num_queries
):
    nurse.get(address(one))
    with django_assert_num_queries(10):
        nurse.get(address(one))
    for number in range(3):
        colleague = add_user(
            particulars=Particulars(
                username=f"colleague{number}",
                name=f"Colleague {number}",
                profession=Profession.NURSE,
            ),
            teams=[],
            password=make.PASSWORD,
            by=None,
        )
        assessments.invite(assessment=one, member=colleague, by=users.rc, at=make.MOMENT)
    nurse.post(address(one), tick(users.rc))
    nurse.get(address(one))  # with its message
    with django_assert_num_queries(10):
        nurse.get(address(one))
