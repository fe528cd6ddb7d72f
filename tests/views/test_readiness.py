"""The list before a signature: what blocks, what is worth a look, what is done, what comes next."""

import pytest

from assessments.lifecycle import Status
from assessments.services import decisions
from tests import factories as make
from tests.views.signing_forms import page, paused


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def rc(client, users, one):
    paused(one, users.rc)
    client.force_login(users.rc)
    return client


def group(response, title):
    return next(each for each in response.context["groups"] if each.title == title)


def test_readiness_says_that_complete_does_not_mean_justified(rc, one):
    assert "Complete does not mean justified" in rc.get(page("readiness", one)).content.decode()


def test_readiness_groups_what_blocks_what_is_worth_a_look_and_what_is_done(rc, users, one):
    make.decide(one, users.rc, recall_reasons="")

    response = rc.get(page("readiness", one))

    blocks = {line.item.key for line in group(response, "Blocks this outcome").lines}
    look = {line.item.key for line in group(response, "Worth a look").lines}
    done = {line.item.key for line in group(response, "Done").lines}
    assert {"criterion.recall", "statement.criteria", "statement.appropriate"} == blocks
    silent = group(response, "Worth a look: nothing is recorded yet").lines
    assert {"capacity", "meeting", "agreement"} <= look
    assert "factor:risk.self" in {line.item.key for line in silent}
    assert {"criterion.necessary", "identity.name", "pause"} <= done
    shown = response.content.decode()
    assert "Write the reasons for criterion (d): The power of recall is necessary." in shown
    assert "Source: s.17A(5)(d)." in shown
    assert page("decision", one) + "#id_recall_finding" in shown


def test_before_an_outcome_readiness_shows_what_an_order_would_need(rc, one):
    response = rc.get(page("readiness", one))

    would = {line.item.key for line in group(response, "Would block an order").lines}
    assert "criterion.recall" in would
    assert [line.item.key for line in group(response, "Blocks every outcome").lines] == [
        "outcome_reasons"
    ]
    assert "No outcome is recorded yet." in response.content.decode()


def test_not_made_is_not_held_up_by_what_only_an_order_needs(rc, users, one):
    decisions.record_decision(
        assessment=one, supersedes=None, by=users.rc, outcome="not_made", reasons="Not needed."
    )

    response = rc.get(page("readiness", one))

    assert group(response, "Blocks this outcome").lines == ()
    assert "Seal: community treatment order not made" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status", "words"),
    [
        ("rc", Status.WITH_TEAM, ["Record the decision"]),
        ("rc", Status.PUT_FORWARD, ["Return it to the team"]),
        ("rc", Status.STATED, ["Seal", "Return it to the team"]),
        ("amhp", Status.PUT_FORWARD, ["Give your statement"]),
        ("amhp", Status.STATED, []),
        ("nurse", Status.PUT_FORWARD, []),
        ("mha", Status.STATED, []),
    ],
)
def test_readiness_ends_with_what_this_person_can_do_next(client, users, who, status, words):
    one = make.assessment_at(status, users)
    client.force_login(getattr(users, who))

    response = client.get(page("readiness", one))

    assert [step.words for step in response.context["steps"]] == words
    assert all(
        client.get(step.href).status_code in (200, 302) for step in response.context["steps"]
    )


def test_readiness_sends_back_to_an_effective_day_that_is_past(rc, users, one, time_machine):
    make.decide(one, users.rc)
    for day, asked in ((24, False), (25, True)):
        time_machine.move_to(make.MOMENT.replace(day=day))
        rc.force_login(users.rc)

        shown = rc.get(page("readiness", one)).content.decode()

        assert ("24 November 2026 is past" in shown) is asked
        assert page("decision", one) + "#id_effective_on-day" in shown


def test_readiness_names_whose_notes_wait_and_what_names_no_interview(rc, users, one):
    make.consider(one, "risk.self", "Typed.", users.rc, voice="member", member=users.nurse)
    make.consider(one, "interview.insight", "She sees it so.", users.rc, voice="patient")
    make.consider(one, "interview.strengths", "", users.rc, voice="patient", standing="declined")

    response = rc.get(page("readiness", one))

    look = {line.item.key: line for line in group(response, "Worth a look").lines}
    assert look["notes.confirmed"].item.title == "1 note is not confirmed by its owner"
    assert users.nurse.name in look["notes.confirmed"].item.sentence
    assert look["notes.confirmed"].href.endswith("/factors/risk.self/")
    named = {key for key in look if key.startswith("interview.named:")}
    assert named == {"interview.named:interview.insight"}


def test_a_word_too_long_to_print_is_found_at_its_place_before_the_seal(rc, users, one):
    make.consider(one, "risk.self", "x" * 10_001, users.nurse)
    make.consider(one, "risk.others", "x" * 10_000, users.nurse)

    response = rc.get(page("readiness", one))

    (line,) = [each for each in group(response, "Blocks every outcome").lines
               if each.item.key.startswith("too_long")]  # fmt: skip
    assert line.href.endswith("/factors/risk.self/")


def test_readiness_asks_the_database_a_fixed_number_of_times(
    rc, users, one, django_assert_num_queries
):
    rc.get(page("readiness", one))
    with django_assert_num_queries(28):
        rc.get(page("readiness", one))
    make.condition(one, users.nurse)
    make.decide(one, users.rc)
    make.consider(one, "risk.self", "None.", users.nurse)
    with django_assert_num_queries(28):
        rc.get(page("readiness", one))


def test_readiness_is_read_and_never_posted(rc, one):
    assert rc.post(page("readiness", one)).status_code == 405
