"""What stands before a journey begins, made through the services a team uses, all of it today."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assessments.lifecycle import Outcome, Status
from assessments.models import Assessment, Patient
from tests import factories as make


def moments_of_today(patch: pytest.MonkeyPatch) -> None:
    """The factories' moment, a few hours ago: browsers sign by the real clock."""
    moment = timezone.now() - timedelta(hours=5)
    patch.setattr(make, "MOMENT", moment)
    patch.setattr(make, "TODAY", timezone.localdate(moment))


def person(users: SimpleNamespace, **changes: Any) -> Patient:
    """Somebody of the Northgate teams, liable to detention now."""
    began, ends = make.TODAY - timedelta(days=60), make.TODAY + timedelta(days=120)
    return make.person(users, section_began_on=began, section_ends_on=ends, **changes)


def assessment_at(
    status: Status, users: SimpleNamespace, outcome: Outcome = Outcome.MADE
) -> Assessment:
    """An assessment of such a person, walked to this status."""
    one = make.assessment(users, person(users))
    return make.assessment_at(status, users, outcome, one=one)
