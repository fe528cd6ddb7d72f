"""What the auditor may ask of the log."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet

from cto.accounts.forms import FilterForm, offer
from cto.accounts.models import User
from cto.audit.models import Entry
from cto.audit.words import in_words
from cto.design.choices import ChoiceField
from cto.design.dates import DateField
from cto.design.fields import LineField
from cto.design.layout import Buttons, Column, Columns, Link, Submit
from cto.design.words import LONDON


class EntriesFilter(FilterForm):
    """Who, what, how it ended, about whom, and when. Every answer may be left empty."""

    who = LineField(
        label="Who",
        max_length=150,
        required=False,
        help_text="A user name, or part of a name.",
        design={"width": 20},
    )
    action = ChoiceField(label="Action", dropdown=True, required=False)
    outcome = ChoiceField(
        label="Outcome",
        dropdown=True,
        required=False,
        choices=[("", "Done or refused"), *Entry.Outcome.choices],
    )
    about = forms.UUIDField(
        label="Person's identifier",
        required=False,
        widget=forms.TextInput,
        help_text="As it stands in the list and in the address of the person's pages.",
        error_messages={"invalid": "Copy the person's identifier from the list, all of it"},
    )
    from_on = DateField(label="From", required=False)
    to_on = DateField(label="To", required=False)

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = sorted((action, in_words(action)) for action in actions)
        offer(self, "action", [("", "All actions"), *offered])

    def layout(self) -> Layout:
        """Two columns."""
        return Layout(
            Columns(
                Column(None, "who", "about", "action"),
                Column(None, "outcome", "from_on", "to_on"),
            ),
            Buttons(Submit("Show"), Link("Clear", "?")),
        )

    def clean(self) -> dict[str, Any] | None:
        """Raises ValidationError where the days are in the wrong order."""
        cleaned = super().clean()
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "To must be the same day as From, or after it")
        return cleaned

    def entries(self) -> QuerySet[Entry]:
        """The entries asked for, newest first; a question to the database, not yet asked."""
        asked = self.cleaned_data
        found = Entry.objects.select_related("actor")
        if asked["who"]:
            named = Q(username=asked["who"].lower()) | Q(name__icontains=asked["who"])
            found = found.filter(actor__in=User.objects.filter(named))
        for field in ("action", "outcome", "about"):
            if asked[field]:
                found = found.filter(**{field: asked[field]})
        if asked["from_on"]:
            found = found.filter(at__gte=midnight(asked["from_on"]))
        if asked["to_on"]:
            found = found.filter(at__lt=midnight(asked["to_on"] + timedelta(days=1)))
        return found

    def used(self) -> str:
        """The names of the filters that were used, for the log: never what was typed as a name."""
        return ",".join(sorted(name for name, value in self.cleaned_data.items() if value))


def midnight(day: date) -> datetime:
    """The instant at which the day begins in London."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)
