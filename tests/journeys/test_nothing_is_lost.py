"""Two people at once, a form with mistakes, a session that ended: every text is still there."""

import pytest

from assessments.lifecycle import Status
from tests.journeys import given

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAM = "What the team records"
OURS, THEIRS = "He told me that winters are worst.", "His sister says that spring is worst."


@pytest.fixture
def factor(users) -> str:
    """The address of a factor's page in an assessment that has just been opened."""
    one = given.assessment_at(Status.WITH_TEAM, users)
    return f"/assessments/{one.pk}/factors/history.illness/"


def test_whoever_saves_second_sees_both_texts_and_combines_them(desk, factor):
    rc, nurse = desk("rc"), desk("nurse")
    rc.open(factor)
    nurse.open(factor)
    nurse.write(TEAM, THEIRS)
    nurse.press("Save")

    rc.write(TEAM, OURS)
    rc.press("Save")

    rc.is_at("Changed while you were typing")
    rc.sees(OURS, THEIRS)
    rc.page.get_by_label("Combine the two").check()
    rc.press("Save")
    rc.open(factor)
    assert OURS in rc.value(TEAM)
    assert THEIRS in rc.value(TEAM)
    rc.follow("Earlier versions of this page")
    rc.sees(THEIRS)


def test_a_form_with_a_mistake_comes_back_with_every_word(desk, factor):
    rc = desk("rc")
    rc.open(factor)
    rc.write(TEAM, OURS)
    rc.choose("How is this answered?", "Not known")
    rc.write("Amara Test’s own words", THEIRS)

    rc.press("Save and next")

    assert rc.problems() == ["Delete the words, or choose “In words”"]
    assert rc.value(TEAM) == OURS
    assert rc.value("Amara Test’s own words") == THEIRS


@pytest.mark.parametrize("lost", ["sessionid", "csrftoken"])
def test_a_session_that_ended_gives_the_text_back_to_be_copied(desk, factor, settings, lost):
    names = {"sessionid": settings.SESSION_COOKIE_NAME, "csrftoken": settings.CSRF_COOKIE_NAME}
    rc = desk("rc")
    rc.open(factor)
    rc.write(TEAM, OURS)
    rc.page.context.clear_cookies(name=names[lost])

    rc.press("Save and next")

    rc.is_at("This page was open for too long")
    rc.sees("Nothing was saved", "Copy what you typed.")
    assert rc.value("Team text") == OURS


def test_a_click_that_comes_twice_has_one_effect(desk, factor):
    rc = desk("rc")
    rc.open(factor)
    rc.write(TEAM, OURS)
    rc.page.evaluate(
        "() => { const b = document.querySelector('[data-key=save]'); b.click(); b.click(); }"
    )
    rc.page.wait_for_url("**/history.strengths/")

    rc.open(f"{factor}history/")

    assert rc.page.get_by_text(OURS).count() == 1
