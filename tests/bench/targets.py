"""What is measured. Another page or document is another line in TARGETS."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from assessments import guideline
from assessments.documents.marks import Draft
from assessments.documents.record import decision_record
from assessments.models import Assessment
from assessments.summary.read import assessment_summary
from cto.accounts.models import User
from tests.bench import floors
from tests.bench.measure import Work

VIEW, DOCUMENT = floors.bare_view, floors.bare_document


@dataclass(frozen=True)
class Target:
    """Something with a budget: `make` prepares it once and returns what is timed."""

    name: str
    floor: Callable[[], Work]
    make: Callable[[], Work]
    calls: int  # in one round


def assessment() -> Assessment:
    """A demonstration case, as the loader left it."""
    return Assessment.objects.order_by("opened_at").first()  # type: ignore[return-value]


def page(address: str) -> Work:
    """A signed-in request for a page of the case, through all middleware."""
    client = Client()
    client.force_login(User.objects.get(username="rc"))
    path = f"/assessments/{assessment().pk}/{address}"

    def work() -> object:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return answer.content

    return work


def record() -> Work:
    """The draft of the case's record as PDF, from its summary."""
    summary = assessment_summary(assessment())
    return lambda: decision_record(summary, mark=Draft(printed_at=timezone.now()))


TARGETS = (
    Target("page of one factor", VIEW, lambda: page(f"factors/{guideline.factors()[0].key}/"), 20),
    Target("overview", VIEW, lambda: page("overview/"), 10),
    Target("record as PDF", DOCUMENT, record, 1),
)
