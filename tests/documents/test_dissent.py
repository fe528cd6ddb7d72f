"""Whoever is of another mind than the outcome stands on page 1, in their own words."""

from dataclasses import replace
from datetime import timedelta

from assessments.documents.dissent import dissent
from assessments.documents.first_page import first_page
from assessments.documents.record import body
from assessments.summary import shapes
from tests.documents import sample
from tests.documents.copies import DRAFT, FINAL

OTHER_RC = shapes.Who("rc2", "Dr Lewis Carter", "Consultant psychiatrist, approved clinician")
NOT_MADE = replace(sample.not_made(), agreement=None, views=sample.NO_VIEWS, replaces=None)


def told(summary, mark=FINAL):
    """The words of page 1."""
    return repr(first_page(summary, mark).blocks)


def printed(summary):
    """The words of the pages after it."""
    return repr(body(summary, first_page(summary, FINAL)))


def labels(summary):
    return [label for _, label, _ in dissent(summary)]


def answered(criteria, appropriate, *conditions, **more):
    """A statement with these answers, on the conditions of the sample in their order."""
    answers = tuple(
        replace(answer, agrees=agrees, reasons=f"Words on {answer.number}.")
        for answer, agrees in zip(sample.STATEMENT.conditions, conditions, strict=True)
    )
    return replace(
        sample.STATEMENT,
        agrees_criteria=criteria, appropriate=appropriate, conditions=answers, **more,
    )  # fmt: skip


def test_an_amhp_who_would_make_an_order_but_not_with_one_condition_disagrees_with_not_made():
    statement = answered(True, True, True, True, False, outcome="not_made")
    summary = replace(NOT_MADE, statement=statement)

    assert labels(summary) == [
        "Joan Price, approved mental health professional, agrees that all criteria are met",
        "Joan Price, approved mental health professional, finds an order appropriate",
        "Joan Price, approved mental health professional, did not agree to condition 5",
    ]
    assert "Joan Price would make an order, but not with every condition, see below" in told(
        summary
    )
    assert "None is recorded" not in told(summary)


def test_an_amhp_who_finds_no_order_appropriate_is_of_one_mind_with_not_made():
    statement = answered(True, False, False, False, False, outcome="not_made")
    summary = replace(NOT_MADE, statement=statement)

    assert labels(summary) == []
    assert "Joan Price would not make an order either" in told(summary)


def test_each_no_to_a_condition_of_an_order_is_dissent():
    summary = replace(sample.SUMMARY, statement=answered(True, True, False, True, False))

    assert [label for label in labels(summary) if "Joan Price" in label] == [
        "Joan Price, approved mental health professional, did not agree to condition 3",
        "Joan Price, approved mental health professional, did not agree to condition 5",
    ]
    assert "Joan Price does not agree to everything, see below" in told(summary)


def earlier(*, number, stands_as, on="On what was put forward before"):
    """A statement that did not agree to one condition, given on an earlier text."""
    answer = shapes.ConditionAnswer("row", number, "To be in by ten.", False, "Why ten?", stands_as)
    return replace(
        sample.STATEMENT,
        standing="earlier", standing_words=on, conditions=(answer,),
        at=sample.AT - timedelta(days=1), void_because="A condition was changed.",
    )  # fmt: skip


def test_a_condition_that_was_reworded_is_not_called_taken_out():
    reworded = replace(sample.SUMMARY, earlier_statements=(earlier(number=0, stands_as=3),))
    taken_out = replace(sample.SUMMARY, earlier_statements=(earlier(number=0, stands_as=0),))

    assert labels(reworded)[0].endswith(
        "did not agree to condition 3 as worded before (on what was put forward before)"
    )
    assert "To be in by ten." in printed(reworded)
    assert "a condition that was taken out since" in labels(taken_out)[0]


def test_a_statement_on_an_earlier_version_says_so_wherever_it_stands():
    before = earlier(number=0, stands_as=3, on="On version 1")
    nothing_now = replace(
        sample.STATEMENT,
        standing="not_asked", standing_words="Stated earlier, not asked again",
        by=None, at=None, agrees_criteria=None, appropriate=None, conditions=(),
    )  # fmt: skip
    summary = replace(
        sample.not_made(), statement=nothing_now, earlier_statements=(before,), attended=()
    )

    assert (
        "Stated earlier, not asked again; on version 1 Joan Price does not agree to everything, "
        "see below"
    ) in told(summary)
    assert labels(summary)[0].endswith("as worded before (on version 1)")
    assert (
        "Row(label='Joan Price', value='Social worker, approved mental health professional "
        "(stated earlier" in told(summary)
    )
    assert "Line(text='On version 1.'" in printed(summary)


def test_a_team_that_recommends_otherwise_is_dissent():
    against = replace(
        sample.AGREEMENT,
        recommendation="do_not",
        recommendation_words="The team does not recommend a community treatment order",
        reasons="Work will do more.", dissent="",
    )  # fmt: skip
    made = replace(sample.SUMMARY, agreement=against)

    assert "The team does not recommend a community treatment order" in labels(made)
    assert "Work will do more." in told(made)
    assert "Work will do more." not in printed(made)
    assert not labels(replace(NOT_MADE, statement=sample.STATEMENT, agreement=against))
    assert "The team recommends an order, with dissent" in labels(
        replace(NOT_MADE, agreement=sample.AGREEMENT)
    )
    assert "The team recommends an order, with dissent" not in labels(sample.SUMMARY)


def test_page_1_names_whose_own_view_nobody_has_read():
    hidden = shapes.Views(None, None, (), (sample.NURSE, sample.OT), (sample.AMHP,))

    assert "Views were given and not revealed: Colin Baker and Sunita Rao." in told(
        replace(sample.SUMMARY, views=hidden)
    )
    nobody = replace(sample.SUMMARY, views=sample.NO_VIEWS, agreement=None)
    assert "None is recorded. Nobody gave a view of their own." in told(nobody)


def test_whoever_signed_took_part():
    signed = replace(sample.SUMMARY, attended=(), roles_missing=())

    assert (
        "Row(label='Dr Farah Malik', value='Consultant psychiatrist, approved clinician "
        "(put it forward and sealed it)')" in told(signed)
    )
    assert "approved mental health professional (gave the statement)" in told(signed)
    assert "Nobody is recorded as having taken part" not in told(signed)
    assert "sealed it" not in told(sample.SUMMARY)


def test_page_1_names_who_sealed_it_and_whose_opinion_it_was():
    *others, seal = sample.SUMMARY.signatures
    by_another = replace(sample.SUMMARY, signatures=(*others, replace(seal, by=OTHER_RC)))

    assert "sealed 12 November 2026 at 14:05 by Dr Farah Malik. " in told(sample.SUMMARY)
    assert (
        "at 14:05 by Dr Lewis Carter, consultant psychiatrist, approved clinician, on the opinion "
        "of Dr Farah Malik. "
    ) in told(by_another)
    assert "nothing here is sealed. " in told(by_another, DRAFT)


def test_what_an_outcome_lacks_is_said_on_page_1():
    assert NOT_MADE.decision is not None
    bare = replace(NOT_MADE.decision, leave_considered="", instead_words="")

    leave = replace(NOT_MADE, decision=bare)
    nothing = replace(NOT_MADE, decision=replace(bare, instead=""))

    row = "Row(label='Order considered before leave, section 17(2A)', value='not recorded')"
    assert row in told(leave)
    assert row not in told(NOT_MADE)
    assert "Row(label='Instead of an order', value='not recorded')" in told(nothing)
    assert row not in told(nothing)


def test_where_page_1_runs_over_the_later_pages_do_not_name_it():
    long = first_page(sample.SUMMARY, FINAL, fits=lambda page: False)

    assert "The wording of each condition is on the first pages." in repr(
        body(sample.SUMMARY, long)
    )
    assert "n page 1" not in repr(body(sample.SUMMARY, long))
