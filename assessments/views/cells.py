"""Cells of tables about people: a name that leads on, whose move it is, when a review is due."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.models import Patient
from assessments.summary.standing import Move
from assessments.summary.worklist import ReviewRow
from cto.design.jinja import component
from cto.design.words import nhs_number, short_day


def name(patient: Patient) -> SafeString:
    """The person's name, leading to their page."""
    return link(reverse("person", args=[patient.pk]), patient.name)


def person(patient: Patient) -> SafeString:
    """Name, date of birth and number in one cell: enough to tell two people apart."""
    return format_html(
        '{}<br><span class="cto-under">{}, <span class="cto-number">{}</span></span>',
        name(patient),
        short_day(patient.date_of_birth),
        number(patient),
    )


def number(patient: Patient) -> str:
    """The NHS number, or the hospital's own where there is none."""
    if patient.nhs_number:
        return nhs_number(patient.nhs_number)
    return f"{patient.local_number} (hospital number)"


def move(whose: Move) -> SafeString:
    """Whose move it is; marked, in words too, where it is the reader's."""
    if not whose.mine:
        return format_html("{}", whose.words)
    if whose.team:
        return component("tag", {"text": "Your team’s move", "colour": "yellow"})
    tag = component("tag", {"text": "Your move", "colour": "yellow"})
    return format_html("{}<br>{}", tag, whose.words)


def due(row: ReviewRow) -> SafeString:
    """The day, and in words how far off it is; overdue is marked."""
    days = abs(row.days)
    count = f"{days} day{'' if days == 1 else 's'}"
    if row.days < 0:
        tag = component("tag", {"text": f"Overdue by {count}", "colour": "red"})
        return format_html("{}<br>{}", short_day(row.review.due_on), tag)
    when = "Today" if row.days == 0 else f"In {count}"
    return format_html("{}<br>{}", short_day(row.review.due_on), when)


def lines(words: Iterable[str]) -> SafeString:
    """Several short facts, one under the other."""
    return format_html_join("", "<div>{}</div>", ((each,) for each in words))


def link(href: str, words: str, hidden: str = "") -> SafeString:
    """A link; ``hidden`` tells a screen reader which of several alike it is."""
    more = format_html('<span class="nhsuk-u-visually-hidden">{}</span>', hidden) if hidden else ""
    return format_html('<a class="nhsuk-link" href="{}">{}{}</a>', href, words, more)
