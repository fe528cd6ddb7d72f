"""Carers' words and members' own notes, each by name."""

import uuid

import pytest
from django.urls import reverse

from assessments.models import Consideration
from cto.audit.models import Entry
from tests import factories as make

KEY = "risk.self"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def address(one, name, *more):
    return reverse(name, args=[one.pk, KEY, *more])


def sent(**values):
    return {"submission": str(uuid.uuid4()), "voice_standing": "recorded", **values}


def only(one):
    return Consideration.objects.current().get(assessment=one)


def typed_for(one, member, by, text="As I see it."):
    return make.consider(one, KEY, text, by, voice="member", member=member)


def test_a_carer_is_recorded_by_name(nurse, one):
    data = sent(speaker="Ann Test, mother", voice_text="He goes quiet.", voice_third_party="on")

    response = nurse.post(address(one, "carer-new"), data)

    assert response.url == address(one, "factor")
    row = only(one)
    assert (row.voice, row.speaker, row.text) == ("carer", "Ann Test, mother", "He goes quiet.")
    assert row.third_party
    page = nurse.get(address(one, "factor")).content.decode()
    assert "Ann Test, mother" in page
    assert "Not for Amara Test’s own copy" in page


def box(page):
    """The tick box that keeps the words from the person's own copy, and what stands before it."""
    at = page.index('name="voice_third_party"')
    return page[page.rindex("<input", 0, at) : page.index(">", at)], page[:at]


@pytest.mark.parametrize("kept", [True, False])
def test_a_carers_words_are_kept_from_the_persons_copy_unless_somebody_unticks_it(nurse, one, kept):
    page = nurse.get(address(one, "carer-new")).content.decode()
    tick, before = box(page)
    assert "checked" in tick
    assert "<details" not in before[before.index("<form") :]
    assert "Keep this out of Amara Test’s own copy" in page
    assert "Untick it only if whoever said this agrees that Amara Test may read it." in page

    ticked = {"voice_third_party": "on"} if kept else {}
    nurse.post(address(one, "carer-new"), sent(speaker="Ann", voice_text="Quiet.", **ticked))

    assert only(one).third_party is kept
    tick, _ = box(nurse.get(address(one, "carer", only(one).thread)).content.decode())
    assert ("checked" in tick) is kept


@pytest.mark.parametrize("name", ["note-mine", "note-new"])
def test_a_members_note_is_not_kept_from_the_persons_copy_unless_somebody_ticks_it(
    nurse, one, name
):
    tick, _ = box(nurse.get(address(one, name)).content.decode())
    assert "checked" not in tick


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"voice_text": "He goes quiet."}, "Enter the name of whoever said it"),
        ({"speaker": "Ann"}, "Enter what was said"),
    ],
)
def test_a_carers_page_left_incomplete_says_what_to_do(nurse, one, values, message):
    response = nurse.post(address(one, "carer-new"), sent(**values))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert all(value in page for value in values.values())


def test_a_carers_words_change_and_the_version_before_stays(nurse, one, users):
    row = make.consider(one, KEY, "Quiet.", users.ot, voice="carer", speaker="Ann")
    page = address(one, "carer", row.thread)
    assert "Quiet." in nurse.get(page).content.decode()

    nurse.post(page, sent(voice_shown=row.pk, voice_text="Very quiet."))

    assert only(one).text == "Very quiet."
    assert only(one).speaker == "Ann"
    assert Consideration.objects.filter(assessment=one, text="Quiet.").exists()


def test_a_carer_who_spoke_before_is_shown_both_texts(nurse, one, users):
    make.consider(one, KEY, "Quiet.", users.ot, voice="carer", speaker="Ann")

    response = nurse.post(address(one, "carer-new"), sent(speaker="Ann", voice_text="Loud."))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Quiet." in page
    assert "Loud." in page


def test_the_words_of_another_assessments_carer_are_no_page_here(nurse, one, users):
    other = make.assessment(users, make.person(users, nhs_number="9990000026"))
    row = make.consider(other, KEY, "Elsewhere.", users.ot, voice="carer", speaker="Ann")

    assert nurse.get(address(one, "carer", row.thread)).status_code == 404


def test_a_members_own_note_is_theirs_from_the_start(nurse, one, users):
    nurse.post(address(one, "note-mine"), sent(voice_text="He is better.", voice_leaning="against"))

    row = only(one)
    assert (row.member, row.recorded_by, row.leaning) == (users.nurse, users.nurse, "against")
    assert "Not confirmed yet" not in nurse.get(address(one, "factor")).content.decode()


def test_a_colleagues_note_says_who_recorded_it_until_it_is_confirmed(client, one, users):
    client.force_login(users.nurse)
    data = sent(member=str(users.ot.pk), voice_text="Managed alone on leave.")
    client.post(address(one, "note-new"), data)
    page = client.get(address(one, "factor")).content.decode()
    assert "Not confirmed yet" in page
    assert "Recorded by Daniel Mensah" in page
    assert "Confirm as my own" not in page

    client.force_login(users.ot)
    assert "Confirm as my own" in client.get(address(one, "factor")).content.decode()
    token = {"submission": str(uuid.uuid4())}
    confirm = address(one, "note-confirm", only(one).pk)
    for _ in range(2):
        assert client.post(confirm, token).url == address(one, "factor")

    row = only(one)
    assert (row.text, row.recorded_by) == ("Managed alone on leave.", users.ot)
    assert Consideration.objects.filter(assessment=one).count() == 2
    assert "Not confirmed yet" not in client.get(address(one, "factor")).content.decode()


def test_nobody_confirms_for_somebody_else(client, one, users):
    row = typed_for(one, users.ot, users.nurse)
    client.force_login(users.rc)

    response = client.post(address(one, "note-confirm", row.pk), {})

    assert response.status_code == 403
    assert only(one).recorded_by == users.nurse
    assert Entry.objects.filter(outcome="refused", actor=users.rc).exists()


def test_amending_a_note_makes_it_ones_own(client, one, users):
    row = typed_for(one, users.ot, users.nurse)
    client.force_login(users.ot)

    client.post(address(one, "note-mine"), sent(voice_shown=row.pk, voice_text="Put better."))

    assert (only(one).text, only(one).recorded_by) == ("Put better.", users.ot)


def test_saving_a_note_typed_for_one_unchanged_confirms_it(client, one, users):
    row = typed_for(one, users.ot, users.nurse)
    client.force_login(users.ot)

    client.post(address(one, "note-mine"), sent(voice_shown=row.pk, voice_text="As I see it."))

    assert only(one).recorded_by == users.ot


def test_a_note_that_stands_in_its_owners_words_is_not_typed_over(nurse, one, users):
    typed_for(one, users.ot, users.ot)

    page = nurse.get(address(one, "note-new")).content.decode()
    response = nurse.post(
        address(one, "note-new"), sent(member=str(users.ot.pk), voice_text="Not hers.")
    )

    assert f'value="{users.ot.pk}"' not in page
    assert response.status_code == 422
    assert only(one).text == "As I see it."


def test_a_note_confirmed_after_it_changed_is_read_again_first(client, one, users):
    old = typed_for(one, users.ot, users.nurse)
    make.consider(one, KEY, "Changed.", users.rc, voice="member", member=users.ot, shown=old.pk)
    client.force_login(users.ot)

    page = client.post(address(one, "note-confirm", old.pk), {}, follow=True).content.decode()

    assert "This note has changed since you saw it." in page
    assert only(one).recorded_by == users.rc


def test_two_colleagues_typing_for_the_same_member_see_both_texts(nurse, one, users):
    typed_for(one, users.ot, users.rc, "Doctor's version.")

    response = nurse.post(
        address(one, "note-new"), sent(member=str(users.ot.pk), voice_text="Nurse's version.")
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Doctor&#x27;s version." in page
    assert "Nurse&#x27;s version." in page


@pytest.mark.parametrize("name", ["carer-new", "note-mine", "note-new"])
def test_the_office_records_no_voice(client, one, users, name):
    client.force_login(users.mha)

    assert client.get(address(one, name)).status_code == 403
    assert client.post(address(one, name), sent(voice_text="No.")).status_code == 403


@pytest.mark.parametrize("name", ["carer-new", "note-mine", "note-new"])
def test_a_voice_page_costs_the_same_queries_whatever_the_data(
    nurse, one, users, name, django_assert_max_num_queries
):
    page = address(one, name)
    nurse.get(page)
    typed_for(one, users.ot, users.nurse)
    with django_assert_max_num_queries(10):
        nurse.get(page)
