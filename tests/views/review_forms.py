"""What a browser posts to the pages of a review, and where they are."""

from typing import Any

from django.urls import reverse

from assessments.models import Review
from tests import factories as make
from tests.views.signing_forms import day

CANARY = "<script>alert('canary')</script>"


def page(name: str, review: Review, *more: str) -> str:
    return reverse(name, args=[review.pk, *more])


def question(review: Review, key: str = "review.discharge") -> str:
    return page("review-question", review, key)


def text(answer: Any) -> str:
    return answer.content.decode()


def meeting(on: Any, **changes: str) -> dict[str, str]:
    typed = {"person_present": "yes", "why_absent": "", "present": "Amara and her mother."}
    return {**day("held_on", on), **typed, **changes}


def outcome(on: Any = None, **changes: str) -> dict[str, str]:
    typed = {"outcome": "continue", "reasons": "Too early to be sure.", "reinstatement": ""}
    return {**typed, **(day("next_on", on) if on else {}), **changes}


def signing(client: Any, review: Review, **changes: str) -> dict[str, str]:
    """The hidden fields of the seal's page as it stands, and the right password."""
    form = client.get(page("review-seal", review)).context["form"]
    hidden = {name: str(form[name].value()) for name in ("content", "version")}
    return {**hidden, "password": make.PASSWORD, **changes}
