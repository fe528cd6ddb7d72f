"""Options, the pause before a decision, and members' own views."""

import uuid
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from assessments import guideline
from assessments.forms.deliberation import OptionForm, PauseForm, ViewForm
from assessments.lifecycle import Status
from assessments.models import OptionAppraisal, Pause, ProfessionalView, Reveal
from assessments.services import assessments, deliberation
from cto.audit.models import Entry
from cto.design.forms import fields_without_instructions
from tests import factories as make

CANARY = "Canary words that nobody else may read"
LAST_YEAR = make.MOMENT - timedelta(days=365)
EVERYBODY = ("rc", "amhp", "nurse", "ot", "mha", "other", "auditor", "sysadmin")


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def address(one, name, *more):
    return reverse(name, args=[one.pk, *more])


def sent(**values):
    return {"submission": str(uuid.uuid4()), **values}


def appraise(one, by, option="leave", **more):
    values = {"reasons_for": "A trial.", "reasons_against": "Too short.", "supersedes": None}
    return deliberation.appraise_option(
        assessment=one, option=option, by=by, at=make.MOMENT, **{**values, **more}
    )


def view(one, by, reasons="Because.", supersedes=None, stance="make", at=make.MOMENT):
    return deliberation.give_view(
        assessment=one,
        stance=stance,
        sureness="sure",
        reasons=reasons,
        would_change="",
        supersedes=supersedes,
        by=by,
        at=at,
    )


VIEW = {"stance": "do_not", "sureness": "unsure", "reasons": "Trust.", "would_change": "A plan."}


def test_the_five_options_stand_side_by_side_with_their_caveats(nurse, one, users):
    appraise(one, users.nurse)

    page = nurse.get(address(one, "options")).content.decode()

    places = [page.index(f">{option.title}</a>") for option in guideline.OPTIONS]
    assert places == sorted(places)
    assert "A trial." in page
    assert "check against the Code" in page
    assert guideline.factor("dilemmas").title in page
    assert guideline.factor("box4.respect", "england").title in page


def test_reasons_for_and_against_are_saved_and_lead_to_the_next_option(nurse, one):
    data = sent(reasons_for="He asks for it.", reasons_against="")

    response = nurse.post(address(one, "option", "informal"), data)

    assert response.url == address(one, "option", "hospital")
    row = OptionAppraisal.objects.get(assessment=one)
    assert (row.option, row.reasons_for) == ("informal", "He asks for it.")


def test_an_option_left_empty_is_passed_over(nurse, one):
    response = nurse.post(address(one, "option", "cto"), sent(reasons_for="", reasons_against=""))

    assert response.url == address(one, "options")
    assert not OptionAppraisal.objects.exists()


def test_reasons_are_not_emptied_but_changed(nurse, one, users):
    row = appraise(one, users.ot)

    response = nurse.post(
        address(one, "option", "leave"), sent(shown=row.pk, reasons_for="", reasons_against="")
    )

    assert response.status_code == 422
    assert "Enter at least one reason, for or against" in response.content.decode()


def test_an_option_changed_meanwhile_shows_both_texts(nurse, one, users):
    appraise(one, users.ot)
    data = sent(reasons_for="A real trial.", reasons_against="Too short.")

    response = nurse.post(address(one, "option", "leave"), data)

    page = response.content.decode()
    assert response.status_code == 409
    assert "A real trial." in page
    assert "A trial." in page


def test_saving_an_option_as_it_stands_voids_nothing(client, users):
    one = make.assessment(users)
    row = appraise(one, users.ot)
    client.force_login(users.nurse)

    client.post(
        address(one, "option", "leave"),
        sent(shown=row.pk, reasons_for="A trial.", reasons_against="Too short."),
    )

    assert OptionAppraisal.objects.count() == 1


def test_the_pause_shows_what_the_team_already_wrote(client, one, users):
    appraise(one, users.nurse, "leave")
    make.consider(one, "history.compulsion", "Recalled twice.", users.nurse)
    make.consider(one, "history.illness", "I want to go home.", users.nurse, voice="patient")
    client.force_login(users.rc)

    page = client.get(address(one, "pause")).content.decode()

    for question in guideline.PAUSE:
        assert question.question in page
    for text in ("A trial.", "Recalled twice.", "I want to go home."):
        assert text in page


def test_only_the_responsible_clinician_pauses_and_everybody_reads(client, one, users):
    client.force_login(users.rc)
    response = client.post(address(one, "pause"), sent(reflection="Nothing changed for me."))
    assert response.url == address(one, "decision")

    client.force_login(users.nurse)
    page = client.get(address(one, "pause")).content.decode()

    assert "Nothing changed for me." in page
    assert "<textarea" not in page
    assert client.post(address(one, "pause"), sent(reflection="Mine.")).status_code == 403
    assert Pause.objects.count() == 1


def test_a_view_is_typed_by_its_owner_alone(nurse, one, users):
    nurse.post(address(one, "view-mine"), sent(**VIEW, recorded_by=str(users.rc.pk)))

    row = ProfessionalView.objects.get(assessment=one)
    assert (row.recorded_by, row.reasons) == (users.nurse, "Trust.")


def test_an_incomplete_view_keeps_what_was_typed(nurse, one):
    response = nurse.post(address(one, "view-mine"), sent(reasons="Only this."))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose what you think should happen" in page
    assert "Choose how sure you are" in page
    assert "Only this." in page


def test_a_view_posted_twice_is_given_once(nurse, one):
    data = sent(**VIEW)
    nurse.post(address(one, "view-mine"), data)
    nurse.post(address(one, "view-mine"), data)

    assert ProfessionalView.objects.count() == 1


def pages_of(one):
    """Every address that takes this assessment and keys of the guideline, or its record."""
    keys = {"factor": "risk.self", "domain": "risk", "option": "leave"}
    for name in {n for n in get_resolver().reverse_dict if isinstance(n, str)}:
        for args in ([], [one.pk], *([one.pk, key] for key in keys.values()), [one.patient_id]):
            try:
                yield reverse(name, args=args)
            except NoReverseMatch:
                continue


@pytest.mark.once
@pytest.mark.parametrize("username", EVERYBODY)
def test_nobody_reads_anothers_view_before_the_reveal_on_any_page(client, one, users, username):
    old = view(one, users.nurse, f"{CANARY} first")
    view(one, users.nurse, CANARY, supersedes=old.pk)
    view(one, users.ot, "Another.", stance="do_not")
    client.force_login(getattr(users, username))
    addresses = sorted(set(pages_of(one)))
    assert len(addresses) > 30

    seen = [page for page in addresses if CANARY.encode() in client.get(page).getvalue()]

    assert seen == ([address(one, "view-mine")] if username == "nurse" else [])


@pytest.mark.parametrize("username", ["rc", "amhp", "ot", "mha"])
def test_no_refusal_of_a_page_gives_a_view_away(client, one, users, username):
    row = view(one, users.nurse, CANARY)
    client.force_login(getattr(users, username))

    answers = [
        client.post(address(one, "view-mine"), sent(shown=row.pk, **VIEW)),
        client.post(address(one, "view-mine"), sent(shown=row.pk)),
        client.get(address(one, "views-reveal")),
    ]

    assert not any(CANARY.encode() in answer.getvalue() for answer in answers)


def test_names_stand_on_the_page_before_the_reveal_and_texts_after(client, one, users):
    view(one, users.nurse, "Contact keeps him well.")
    client.force_login(users.rc)
    before = client.get(address(one, "views")).content.decode()
    assert "Daniel Mensah" in before
    assert "Contact keeps him well." not in before

    page = client.get(address(one, "views-reveal")).content.decode()
    assert "Siân Prosser" in page
    assert "Dr Amara Okonjo" in page
    assert client.post(address(one, "views-reveal"), sent()).url == address(one, "views")

    client.force_login(users.mha)
    after = client.get(address(one, "views")).content.decode()
    assert "Contact keeps him well." in after
    assert "Make a community treatment order. Sure." in after


def test_the_chair_alone_reveals(client, one, users):
    view(one, users.nurse)
    assessments.name_chair(assessment=one, chair=users.ot, by=users.rc, at=make.MOMENT)
    for username, status in (("rc", 403), ("nurse", 403), ("mha", 403), ("ot", 302)):
        client.force_login(getattr(users, username))
        assert client.post(address(one, "views-reveal"), sent()).status_code == status

    assert Reveal.objects.get().revealed_by == users.ot
    assert client.post(address(one, "views-reveal"), sent()).status_code == 302
    assert Reveal.objects.count() == 1


def test_there_is_nothing_to_reveal_before_the_first_view(client, one, users):
    client.force_login(users.rc)

    response = client.post(address(one, "views-reveal"), sent())

    assert response.status_code == 422
    assert "Nobody has given a view yet." in response.content.decode()


def test_a_late_view_is_marked_and_a_revision_keeps_both_texts(client, one, users):
    early = view(one, users.nurse, "Before hearing the others.", at=LAST_YEAR)
    deliberation.reveal(assessment=one, by=users.rc, at=LAST_YEAR)
    client.force_login(users.nurse)
    client.post(address(one, "view-mine"), sent(shown=early.pk, **VIEW))
    client.force_login(users.ot)
    client.post(address(one, "view-mine"), sent(**{**VIEW, "reasons": "Came late."}))

    page = client.get(address(one, "views")).content.decode()

    assert page.index("Trust.") < page.index("Before hearing the others.")
    assert page.count("Given after the reveal") == 1
    assert page.index("Farah Siddiq") < page.index("Given after the reveal")


def test_a_view_changed_in_another_window_is_not_overwritten(nurse, one, users):
    view(one, users.nurse, "In the other window.")

    response = nurse.post(address(one, "view-mine"), sent(**VIEW))

    assert response.status_code == 409
    assert "In the other window." in response.content.decode()


def test_the_office_has_no_view(client, one, users):
    client.force_login(users.mha)

    assert client.get(address(one, "view-mine")).status_code == 403
    assert client.post(address(one, "view-mine"), sent(**VIEW)).status_code == 403


def test_the_audit_of_a_view_holds_none_of_it(nurse, one):
    nurse.post(address(one, "view-mine"), sent(**VIEW))

    assert Entry.objects.filter(action="gave_view").count() == 1
    assert not Entry.objects.filter(detail__icontains="Trust").exists()


@pytest.mark.parametrize("name", ["options", "pause", "views", "view-mine", "views-reveal"])
def test_a_stranger_gets_the_404_of_what_does_not_exist(client, one, users, name):
    client.force_login(users.other)

    assert client.get(address(one, name)).status_code == 404


def test_what_was_typed_is_shown_as_text(client, one, users):
    hostile = "<script>alert(1)</script>"
    appraise(one, users.nurse, reasons_for=hostile)
    view(one, users.nurse, hostile)
    deliberation.reveal(assessment=one, by=users.rc, at=make.MOMENT)
    client.force_login(users.rc)

    for page in ("options", "pause", "views"):
        assert hostile not in client.get(address(one, page)).content.decode()


PAGES = [("options", 9), ("pause", 10), ("views", 10), ("view-mine", 9), ("views-reveal", 10)]


@pytest.mark.parametrize(("name", "queries"), PAGES)
def test_each_page_costs_the_same_queries_whatever_the_data(
    client, one, users, name, queries, django_assert_num_queries
):
    client.force_login(users.rc)
    client.get(address(one, name))
    with django_assert_num_queries(queries):
        client.get(address(one, name))
    for option in guideline.OPTIONS:
        appraise(one, users.nurse, option.key)
    for who in (users.nurse, users.ot, users.amhp):
        view(one, who)
        make.consider(one, "risk.self", "Words.", who, voice="member", member=who)
    with django_assert_num_queries(queries):
        client.get(address(one, name))


def test_every_required_field_says_what_to_do():
    for form in (OptionForm, PauseForm, ViewForm):
        assert fields_without_instructions(form) == []


def test_a_page_of_a_put_forward_assessment_warns(client, users):
    one = make.assessment_at(Status.PUT_FORWARD, users)
    client.force_login(users.rc)

    for page in (address(one, "pause"), address(one, "view-mine"), address(one, "option", "cto")):
        assert "voids what was signed" in client.get(page).content.decode()
