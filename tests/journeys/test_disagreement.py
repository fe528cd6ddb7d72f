"""An AMHP who does not find an order appropriate ends "made", and is read on page 1."""

import pytest

from assessments.lifecycle import Outcome, Status
from tests.documents.reading import pages, squeezed
from tests.journeys import given, signing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOT_NOW = "Nobody has yet tried to help him keep his tenancy without an order."


@pytest.fixture
def disagreed(desk, users):
    """An order was put forward; the AMHP has just said no. The responsible clinician's screen."""
    one = given.assessment_at(Status.PUT_FORWARD, users)
    amhp, rc = desk("amhp"), desk("rc")
    amhp.open(f"/assessments/{one.pk}/")
    amhp.press("Give your statement")
    amhp.choose("Do you agree that all five criteria are met?", "Yes")
    amhp.write("Your reasons about the criteria", "On the history they are.")
    amhp.choose("Is it appropriate to make this order?", "No")
    amhp.write("Your reasons about whether an order is appropriate", NOT_NOW)
    amhp.choose("Do you agree to condition 3?", "Yes")
    amhp.write("Your reasons about condition 3", "Contact is what helps.")
    signing.sign(amhp, "Sign and give this statement")
    amhp.sees("The order cannot be sealed as it was put forward.")
    rc.open(f"/assessments/{one.pk}/")
    rc.sees("The AMHP has stated, and does not agree to everything.")
    return rc


def test_nobody_can_seal_an_order_to_which_the_amhp_said_no(disagreed):
    rc = disagreed
    tasks = rc.path
    assert not rc.offers("Go on to seal")
    rc.open(f"{tasks}seal/")
    assert not rc.offers("Seal: decided to make a community treatment order")
    assert rc.page.get_by_label("Your password", exact=True).count() == 0
    rc.open(tasks)

    rc.follow("Return it to the team")
    rc.write("Why does it go back to the team?", "To try help with the tenancy first.")
    rc.press("Return to the team")

    rc.sees("Whose move it is: the team")


def test_the_decision_becomes_not_made_with_the_disagreement_on_page_1(disagreed):
    rc = disagreed
    rc.follow("The decision")
    signing.pause(rc, "He has not been asked what help he wants.")
    rc.choose("What do you decide?", signing.NOT_MADE)
    rc.choose("What happens instead?", "Discharge with informal care")
    rc.write("Your reasons for the outcome", "The AMHP does not find an order appropriate now.")
    rc.press("Save and check what is missing")
    rc.sees("is void, because")
    rc.press("Seal: community treatment order not made")
    signing.seal(rc, signing.NOT_MADE)

    _, pdf = rc.document("Open the record (PDF)")

    first = squeezed(pages(pdf)[0])
    assert squeezed(Outcome.NOT_MADE.words) in first
    assert squeezed(NOT_NOW) in first
    assert squeezed("Siân Prosser") in first
