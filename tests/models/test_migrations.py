"""What a migration does to rows that are there already."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from assessments.lifecycle import Status
from assessments.models import Invitation, Patient
from assessments.services import assessments
from cto.audit.append_only import unprotected
from tests import factories as make


def migrate(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_of_the_version_that_was_open_when_it_was_given() -> None:
    users = make.team()
    one = make.assessment(users, make.person(users, victim_contact="The liaison officer"))
    given = {"assessment": one, "by": users.rc}
    assessments.invite(**given, member=users.other, at=make.MOMENT)
    make.assessment_at(Status.SEALED, users, one=one)
    later = make.MOMENT + timedelta(days=1)
    assessments.correct(**given, reason="The date was wrong.", at=later)
    assessments.invite(**given, member=users.ot, at=later + timedelta(hours=1))
    Patient.objects.update(victims="")
    try:
        migrate(("assessments", "0003_interview_third_party"))
    finally:
        migrate()

    of = dict(Invitation.objects.values_list("member__username", "version"))
    assert of == {"other": 1, "ot": 2}
    assert not unprotected(connection)
    assert Patient.objects.get().victims == "yes"
