"""Deciding anew in a correction: after a pause of its own, from the words of the version before."""

import pytest
from django.urls import reverse

from assessments.lifecycle import Outcome, Status
from assessments.models import Decision, Pause
from assessments.services import assessments, deliberation
from assessments.summary import tasks
from assessments.summary.read import assessment_summary
from tests import factories as make
from tests.views.signing_forms import opinion, page, paused

LATER = make.MOMENT.replace(day=26)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture
def one(users):
    """Sealed as made after a pause, and a correction of it opened three days later."""
    found = make.assessment(users)
    paused(found, users.rc)
    make.assessment_at(Status.SEALED, users, one=found)
    assessments.correct(assessment=found, reason="The ward.", by=users.rc, at=LATER)
    return found


@pytest.fixture
def rc(client, users):
    client.force_login(users.rc)
    return client


def pause(one, by):
    standing = Pause.objects.current().get(assessment=one)
    deliberation.pause(assessment=one, reflection="Again.", supersedes=standing.pk, by=by, at=LATER)


def pause_task(one):
    listed = tasks.groups(assessment_summary(one), {}, given_by_me=None)
    return next(task for group in listed for task in group.tasks if task.place.page == "pause")


def test_each_version_has_a_pause_of_its_own_before_its_decision(rc, users, one):
    answer = rc.get(page("decision", one))
    assert answer["Location"] == page("pause", one)
    assert not pause_task(one).done
    assert (
        "Go through the pause questions together."
        in rc.get(page("readiness", one)).content.decode()
    )

    pause(one, users.rc)

    assert rc.get(page("decision", one)).status_code == 200
    assert pause_task(one).done


def test_the_words_of_the_pause_before_may_be_saved_again_as_they_are(rc, one):
    shown = rc.get(page("pause", one)).context["form"]
    typed = {name: shown[name].value() for name in ("reflection", "shown", "submission")}

    answer = rc.post(page("pause", one), typed)

    assert answer["Location"] == page("decision", one)
    assert rc.get(page("decision", one)).status_code == 200
    assert Pause.objects.count() == 2


def test_a_correction_starts_from_the_decision_that_was_sealed_and_stores_none_of_it(
    rc, users, one
):
    pause(one, users.rc)

    shown = rc.get(page("decision", one))

    text = shown.content.decode()
    assert "What stands below is from version 1, which this version corrects." in text
    assert "Reasons why recall is met." in text
    assert "Reasons for made." in text
    assert shown.context["form"]["outcome"].value() == "made"
    assert not Decision.objects.filter(assessment=one, version=2).exists()
    assert "No outcome is recorded yet." in rc.get(page("readiness", one)).content.decode()

    rc.post(page("decision", one), opinion())

    stored = Decision.objects.get(assessment=one, version=2)
    assert stored.supersedes is None
    assert "What stands below" not in rc.get(page("decision", one)).content.decode()


def test_a_correction_after_one_withdrawn_starts_from_what_was_sealed(rc, users, one):
    make.decide(one, users.rc, Outcome.NOT_MADE)
    assessments.withdraw_correction(assessment=one, by=users.rc, at=LATER)
    assessments.correct(assessment=one, reason="The date.", by=users.rc, at=LATER)
    pause(one, users.rc)

    text = rc.get(reverse("decision", args=[one.pk])).content.decode()

    assert "is from version 1" in text
    assert "Reasons for made." in text


def test_the_return_for_more_information_starts_from_nothing(rc, users):
    one = make.assessment(users)
    make.decide(one, users.rc, Outcome.MORE_INFORMATION)
    make.sealed(one, users.rc)
    deliberation.pause(assessment=one, reflection="Now.", supersedes=None, by=users.rc, at=LATER)

    shown = rc.get(page("decision", one))

    assert "What stands below" not in shown.content.decode()
    assert shown.context["form"]["outcome"].value() in (None, "")
