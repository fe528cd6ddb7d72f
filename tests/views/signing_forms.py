"""What a browser posts to the pages of the decision and its signatures."""

from datetime import date
from typing import Any

from django.urls import reverse

from assessments.models import Pause
from assessments.services import decisions, deliberation
from assessments.summary import rows
from assessments.summary.read import assessment_summary
from tests import factories as make

KEYS = ("appropriate", "necessary", "community", "recall", "available")


def page(name: str, one: Any) -> str:
    return reverse(name, args=[one.pk])


def paused(one: Any, by: Any) -> Pause:
    return deliberation.pause(
        assessment=one, reflection="Thought it over.", supersedes=None, by=by, at=make.MOMENT
    )


def day(name: str, on: Any) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def opinion(**changes: Any) -> dict[str, Any]:
    """Every finding and reason, and the outcome "made" with its dates."""
    typed = {"outcome": "made", "reasons": "Relapse is quick, and leave has shown it."}
    for key in KEYS:
        typed |= {f"{key}_finding": "met", f"{key}_reasons": f"Own reasons: {key}."}
    typed |= day("effective_on", date(2026, 11, 24)) | day("review_on", date(2027, 2, 21))
    return typed | changes


def put_forward(one: Any, by: Any) -> Any:
    """Put forward now, as the pages do, so that a statement can follow."""
    return decisions.put_forward(assessment=one, by=by)


def statement(one: Any, *, answer: str = "yes", **changes: Any) -> dict[str, Any]:
    """An answer with reasons to every question that stands now, and the right password."""
    signed = rows.standing_put_forward(one)
    typed = {
        "shown": str(signed.pk) if signed else "",
        "criteria": answer,
        "criteria_reasons": "I met Amara twice.",
        "appropriate": answer,
        "appropriate_reasons": "Home and family were considered.",
        "password": make.PASSWORD,
    }
    for condition in assessment_summary(one).discretionary:
        typed[f"condition-{condition.row}-agrees"] = answer
        typed[f"condition-{condition.row}-reasons"] = "It can be kept."
    return typed | changes


def hidden(response: Any, *names: str) -> dict[str, str]:
    """What the page's form would post unseen."""
    form = response.context["form"]
    return {name: str(form[name].value()) for name in names}


def signing(client: Any, name: str, one: Any, **changes: Any) -> dict[str, Any]:
    """What pressing the button of a shown page posts, with the right password."""
    names = ("content", "version") if name == "seal" else ("content",)
    return {**hidden(client.get(page(name, one)), *names), "password": make.PASSWORD, **changes}
