"""What somebody types into the date calculator, and what its page then says."""

import html
import re
from datetime import UTC, datetime

from django.urls import reverse

PAGE = reverse("calculator")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


def day(name, on, time=""):
    """What is typed for a date such as 5/10/2026."""
    parts = dict(zip(("day", "month", "year"), on.split("/"), strict=True))
    typed = {f"{name}-{part}": value for part, value in parts.items()}
    return {**typed, f"{name}-time": time} if time else typed


def order(on="5/10/2026", *entries, nation="england", **more):
    return {"nation": nation, "section": "3", **day("made", on), "entry": list(entries), **more}


def recall(number, method, on, time=""):
    return {
        f"e{number}-method": method,
        **day(f"e{number}-at", on, time),
        f"e{number}-ground": "treatment_needed",
    }


def words(answer):
    """The text of the page, without its markup and with single spaces."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def dates(answer):
    """Each date of the list: title -> everything said of it."""
    parts = re.findall(r'<li class="cto-date.*?</li>', answer.content.decode(), flags=re.DOTALL)
    titles = [re.search(r"<h4[^>]*>(.*?)</h4>", part)[1] for part in parts]
    clean = [html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))) for part in parts]
    return dict(zip(titles, clean, strict=True))
