"""A page that uses every field and layout object: for the tests alone."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cto.design import conflict
from cto.design.choices import Choice, ChoiceField, ChoicesField, ConfirmField, YesNoField
from cto.design.dates import DateField, MomentField
from cto.design.fields import LineField, NhsNumberField, PersonNameField, TextField
from cto.design.forms import Form, ShownField
from cto.design.layout import (
    Buttons,
    Column,
    Columns,
    Conditional,
    Fieldset,
    Link,
    Secondary,
    Submit,
    Words,
)
from cto.design.pages import form_page

PERSON = SimpleNamespace(
    name="Eddie Example",
    preferred_name="Ed",
    date_of_birth=__import__("datetime").date(1990, 6, 17),
    nhs_number="9990000018",
    local_number=None,
    demonstration=True,
)
NOW_STANDING = UUID("00000000-0000-4000-8000-00000000000b")


class FactorForm(Form):
    """Nine fields, as a page of the assessment has them."""

    shown = ShownField()
    text = TextField(
        label="What the team knows",
        help_text="Say who told you, and when.",
        required=False,
        design={"counts": True},
    )
    words = TextField(label="In their own words", required=False)
    leaning = ChoiceField(
        label="Which way does this point?",
        choices=[
            ("for", Choice("Towards an order", "The team thinks that it speaks for one")),
            ("against", "Away from an order"),
            ("neither", "Neither way"),
        ],
        error_messages={"required": "Choose which way this points"},
    )
    interpreter = YesNoField(
        label="Was an interpreter there?",
        error_messages={"required": "Say whether an interpreter was there"},
    )
    language = LineField(label="Language", required=False, design={"width": 20})
    said_on = DateField(
        label="Date of the conversation",
        past=True,
        help_text="For example, 17 6 2026",
        error_messages={"required": "Enter the date of the conversation"},
    )
    about = ChoicesField(
        label="Who it concerns",
        choices=[("carer", "A carer"), ("victim", "A victim"), ("other", "Someone else")],
        required=False,
    )
    third_party = ConfirmField(label="Not for the patient’s copy", required=False)
    source = ChoiceField(
        label="Source",
        choices=[("seen", "Seen by the team"), ("told", "Told by someone")],
        dropdown=True,
        error_messages={"required": "Choose where this comes from"},
    )

    def layout(self) -> Layout:
        """Two columns, then the rest."""
        return Layout(
            Columns(Column("The team", "text"), Column("Eddie", "words")),
            "leaning",
            Conditional("interpreter", {"yes": ["language"]}),
            Fieldset("Where this comes from", "said_on", "source", "about", "third_party"),
            Words("Saving keeps every earlier version."),
            Buttons(
                Submit("Save and continue", key="save"),
                Secondary("Save", name="then", value="stay"),
                Link("Cancel", "/"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """An interpreter speaks some language."""
        if self.cleaned_data.get("interpreter"):
            self.require("language", "Enter the language")
        return self.cleaned_data


class IdentityForm(Form):
    """Who somebody is."""

    marks_optional = True
    name = PersonNameField(label="Name", error_messages={"required": "Enter the name"})
    nhs_number = NhsNumberField(required=False)
    born_on = DateField(
        label="Date of birth",
        past=True,
        design={"birthday": True},
        error_messages={"required": "Enter the date of birth"},
    )
    made_at = MomentField(
        label="The order’s time", error_messages={"required": "Enter when the order was made"}
    )


def factor(request: HttpRequest) -> HttpResponse:
    """The sample page; saving with the row id of another version is overtaken."""
    data = conflict.resolved(request.POST) if request.method == "POST" else None
    form = FactorForm(data, initial={"shown": NOW_STANDING})
    if data is not None and form.is_valid():
        if form.cleaned_data["shown"] == NOW_STANDING:
            messages.success(request, "Saved “" + form.cleaned_data["text"] + "”")
            return redirect("sample")
        return conflict.overtaken(request, [clash_of(form)], context={"person": PERSON})
    context = {
        "person": PERSON,
        "previous": ("Housing", "/sample/?page=1"),
        "following": ("Work", "/sample/?page=3"),
    }
    return form_page(request, "design_sample.html", form, context)


def clash_of(form: FactorForm) -> conflict.Clash:
    """Somebody else wrote another text and answer."""
    return conflict.Clash(
        key="team",
        title="What the team knows",
        who="Nia Nurse",
        at=None,
        shown="shown",
        current=str(NOW_STANDING),
        differences=[
            conflict.Difference("text", "Text", form.cleaned_data["text"], "Theirs <b>bold</b>"),
            conflict.Difference(
                "about", "Who it concerns", "", "A carer", ["carer"], combines=False
            ),
        ],
    )


def components(request: HttpRequest) -> HttpResponse:
    """Lists, tables and the like."""
    hostile = "<script>alert(1)</script>"
    context = {
        "hostile": hostile,
        "person": PERSON,
        "rows": [
            ("Name", "Eddie Example"),
            ("Address", "1 High Street\nNorthgate", "/change/"),
            ("Note", hostile),
        ],
        "head": ["Date", "What", "Who"],
        "table": [["17 June 2027", "Review", "Dr Example"], ["18 June 2027", hostile, "Nia Nurse"]],
        "tasks": [
            {"title": "History", "href": "/history/", "status": "Done"},
            {
                "title": "Risk",
                "href": "/risk/",
                "status": "Not started",
                "colour": "blue",
                "hint": hostile,
            },
            {"title": "Decision", "status": "Cannot start yet"},
        ],
        "crumbs": [("Home", "/"), ("Eddie Example", "/people/1/")],
    }
    return render(request, "design_components.html", context)


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of the service."""
    raise RuntimeError("on purpose")
