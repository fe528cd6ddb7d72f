"""A sealed record is corrected by a version of its own; what was sealed stays as it was."""

import pytest

from assessments.lifecycle import Outcome, Status
from tests.documents.reading import pages, squeezed
from tests.journeys import given, signing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BECAUSE = "The plan named the wrong team: outreach follows up, not the ward."


def test_version_2_says_why_and_version_1_is_kept_as_superseded(desk, users):
    one = given.assessment_at(Status.SEALED, users, Outcome.NOT_MADE)
    rc = desk("rc")
    rc.open(f"/people/{one.patient_id}/")
    rc.follow(one.records.get().reference)
    first_address = rc.path
    _, first = rc.document("Open the record (PDF)")

    rc.follow("Correct this record")
    rc.write("What has to be corrected, and why?", BECAUSE)
    rc.tick("I understand that the new version needs fresh signatures")
    rc.press("Open a correction")
    rc.sees("A correction is open. The earlier version stays as it was sealed.", BECAUSE)
    rc.follow("The decision")
    signing.pause(rc, "Nothing but the name of the team is in doubt.")
    rc.choose("What do you decide?", signing.NOT_MADE)
    rc.choose("What happens instead?", "Discharge with informal care")
    rc.write("For leave of more than 7 days: how was an order considered first?", "")
    rc.write("The plan instead, in your own words", "The outreach team follows up.")
    rc.write("Your reasons for the outcome", "As before: she accepts help.")
    rc.press("Save and check what is missing")
    rc.press("Seal: community treatment order not made")
    signing.seal(rc, signing.NOT_MADE)

    name, second = rc.document("Open the record (PDF)")
    page_1 = squeezed(pages(second)[0])
    assert squeezed("version 2") in page_1
    assert squeezed("replaces version 1") in page_1.replace("Replaces", "replaces")
    assert squeezed(BECAUSE) in page_1
    assert "SUPERSEDED" not in name
    rc.open(first_address)
    rc.sees("Superseded", "It was replaced by")
    name, again = rc.document("Open the record (PDF)")
    assert name.endswith("_SUPERSEDED.pdf")
    assert again == first
