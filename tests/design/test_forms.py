"""The form that every form is made from, and how it is drawn."""

import re
from uuid import UUID

import pytest
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from cto.design import bound
from cto.design.dates import MomentField
from cto.design.fields import LineField, TextField
from cto.design.forms import Form, fields_without_instructions
from cto.design.helper import Helper
from cto.design.layout import Conditional, Field, Piece
from cto.design.pages import form_page
from tests.design.sample import NOW_STANDING, FactorForm, IdentityForm

HOSTILE = "</textarea><script>alert('x')</script>\" onload=\"y"
GOOD = {
    "submission": "11111111-1111-4111-8111-111111111111",
    "shown": str(NOW_STANDING),
    "text": "Eddie gets on with his sister.",
    "leaning": "neither",
    "interpreter": "no",
    "said_on-day": "1",
    "said_on-month": "6",
    "said_on-year": "2026",
    "source": "seen",
}


def html_of(form: forms.BaseForm) -> str:
    return render_crispy_form(form)


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


# What it carries ---------------------------------------------------------------------------------
def test_each_page_has_a_submission_of_its_own_and_each_try_keeps_it():
    first, second = FactorForm()["submission"].value(), FactorForm()["submission"].value()
    assert first != second
    form = FactorForm({**GOOD, "leaning": ""})
    assert not form.is_valid()
    assert f'value="{GOOD["submission"]}"' in html_of(form)
    good = FactorForm(GOOD)
    assert good.is_valid()
    assert good.cleaned_data["submission"] == UUID(GOOD["submission"])


def test_a_form_without_a_submission_gets_one():
    form = FactorForm({**GOOD, "submission": ""})
    assert form.is_valid()
    assert isinstance(form.cleaned_data["submission"], UUID)


@pytest.mark.parametrize("name", ["submission", "shown"])
def test_a_forged_id_is_said_to_be_out_of_date(name):
    form = FactorForm({**GOOD, name: "<script>"})
    html = html_of(form)
    assert "This page is out of date." in html
    assert "<script>" not in html


def test_the_row_shown_may_be_none():
    form = FactorForm({**GOOD, "shown": ""})
    assert form.is_valid()
    assert form.cleaned_data["shown"] is None


def test_values_are_what_a_person_typed_or_chose():
    form = FactorForm(GOOD)
    assert form.is_valid()
    assert not {"submission", "shown"} & set(form.values())
    assert form.values()["interpreter"] is False


# Errors ------------------------------------------------------------------------------------------
def test_every_required_field_of_the_sample_has_an_instruction():
    assert fields_without_instructions(FactorForm) == []

    class Lazy(Form):
        reasons = TextField(label="Reasons")

    assert fields_without_instructions(Lazy) == ["reasons"]


def test_the_errors_come_first_and_each_links_to_its_input():
    html = html_of(FactorForm({"interpreter": "yes", "said_on-day": "31", "said_on-month": "6"}))
    summary = html[: html.index("id_text")]
    links = re.findall(r'<a href="#([^"]+)">\s*([^<]+?)\s*</a>', summary)
    assert links == [
        ("id_leaning", "Choose which way this points"),
        ("id_language", "Enter the language"),
        ("id_said_on-year", "Date of the conversation must include a year"),
        ("id_source", "Choose where this comes from"),
    ]
    assert {target for target, _ in links} <= set(ids(html))


def test_an_invalid_form_keeps_everything_typed():
    typed = {**GOOD, "leaning": "", "text": "\n  one\n    two", "words": HOSTILE, "about": "carer"}
    html = html_of(FactorForm(MultiValueDict({k: [v] for k, v in typed.items()})))
    assert ">\n\n  one\n    two</textarea>" in html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert re.search(r'value="carer"\s+checked', html)
    assert re.search(r'<option value="seen" selected', html)
    assert 'id="id_said_on-day" name="said_on-day" type="text" value="1"' in html


def test_only_the_wrong_box_of_a_date_is_red():
    html = html_of(FactorForm({**GOOD, "said_on-year": ""}))
    red = re.findall(
        r'nhsuk-input--error"[^>]*|<input class="([^"]*--error[^"]*)" id="([^"]+)"', html
    )
    assert [found[1] for found in red if found[1]] == ["id_said_on-year"]


def test_reasons_of_a_service_stand_first_in_the_summary():
    form = FactorForm(GOOD)
    assert form.is_valid()
    form.refuse(["You are not the responsible clinician", "The record is sealed"])
    html = html_of(form)
    assert html.index("You are not the responsible clinician") < html.index("The record is sealed")
    assert not form.is_valid()


def test_a_summary_stands_once_however_often_it_is_asked_for():
    form = FactorForm({})
    assert (html_of(form) + html_of(form)).count("There is a problem") == 1


def test_an_invalid_page_answers_422_and_a_good_one_200():
    request = RequestFactory().get("/")
    assert form_page(request, "400.html", FactorForm()).status_code == 200
    page = form_page(request, "400.html", FactorForm({}))
    assert page.status_code == 422
    assert "<title>Error: This request" in page.content.decode()


def test_what_cleaning_changed_is_noticed():
    form = FactorForm({**GOOD, "text": "co\u00adoperate", "language": "Welsh\u200b"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "cooperate"
    assert form.notices == [
        "Invisible characters were removed from what the team knows: soft hyphen.",
        "Invisible characters were removed from language: zero-width space.",
    ]


# Drawing -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", [FactorForm(), FactorForm({}), IdentityForm(), IdentityForm({})])
def test_ids_are_unique_and_everything_named_exists(form):
    html = html_of(form)
    found = ids(html)
    assert len(found) == len(set(found))
    for attribute in ("for", "aria-describedby", "data-aria-controls"):
        for value in re.findall(rf'\s{attribute}="([^"]+)"', html):
            assert set(value.split()) <= set(found), value


def test_what_somebody_typed_is_escaped_in_every_kind_of_field():
    hostile = dict.fromkeys(
        ["text", "words", "language", "leaning", "source", "about", "said_on-day", "said_on-year"],
        HOSTILE,
    )
    identity = dict.fromkeys(
        ["name", "nhs_number", "born_on-day", "made_at-time", "submission"], HOSTILE
    )
    for form in (FactorForm(hostile), IdentityForm(identity)):
        html = html_of(form)
        assert "<script" not in html
        assert '" onload' not in html


def test_labels_hints_and_answers_are_escaped():
    class Hostile(Form):
        a = LineField(label=HOSTILE, help_text=HOSTILE, error_messages={"required": HOSTILE})
        b = forms.ChoiceField(label="b", choices=[(HOSTILE, HOSTILE)], widget=forms.RadioSelect)
        c = forms.ChoiceField(label="c", choices=[(HOSTILE, HOSTILE)])

    html = html_of(Hostile({}))
    assert "<script" not in html
    assert '" onload' not in html


def test_a_conditional_field_is_inside_its_answer():
    html = html_of(FactorForm())
    conditional = html[html.index('id="conditional-id_interpreter"') :]
    assert conditional.index('name="language"') < conditional.index('value="no"')
    assert html.count('name="language"') == 1


def test_a_chosen_answer_shows_what_is_under_it():
    shown = html_of(FactorForm({**GOOD, "interpreter": "yes"}))
    assert "nhsuk-radios__conditional--hidden" not in shown
    assert "nhsuk-radios__conditional--hidden" in html_of(FactorForm(GOOD))


def test_text_under_an_answer_keeps_its_lines():
    class Why(Form):
        agrees = forms.ChoiceField(
            label="Agree?", choices=[("no", "No")], widget=forms.RadioSelect, required=False
        )
        why = TextField(label="Why", required=False, design={"counts": True})

        def layout(self) -> Layout:
            return Layout(Conditional("agrees", {"no": ["why"]}))

    text = "one\n  two\n\n\tthree"
    assert f">{text}</textarea>" in html_of(Why({"agrees": "no", "why": text}))


def test_a_field_that_the_layout_forgot_is_drawn_after_it():
    class Forgetful(Form):
        first = LineField(label="First", required=False)
        second = LineField(label="Second", required=False)

        def layout(self) -> Layout:
            return Layout("first")

    html = html_of(Forgetful())
    assert html.index('name="first"') < html.index('name="second"')


def test_a_misspelt_field_in_a_layout_is_an_error():
    class Misspelt(Form):
        name = LineField(label="Name")

    for item in ("nmae", Field("nmae"), Conditional("nmae", {})):
        with pytest.raises(Exception, match="nmae"):
            Helper(Layout(item)).render_layout(Misspelt(), {}, template_pack="nhsuk")


def test_a_field_is_never_drawn_twice():
    class Once(Form):
        name = LineField(label="Name")

        def layout(self) -> Layout:
            return Layout(Field("name"), Conditional("name", {}))

    with pytest.raises(ValueError, match="name is drawn twice"):
        html_of(Once())


def test_a_mistake_in_a_layout_is_not_taken_for_no_layout():
    class Mistaken(Form):
        name = LineField(label="Name")

        def layout(self) -> Layout:
            return Layout(self.nothing)  # type: ignore[attr-defined]

    with pytest.raises(RuntimeError, match="nothing"):
        html_of(Mistaken())


def test_an_input_that_the_design_system_lacks_is_an_error():
    class Slides(Form):
        slides = forms.FileField(label="Slides")

    with pytest.raises(TypeError, match="no component for ClearableFileInput"):
        html_of(Slides())


def test_django_draws_a_form_in_the_same_look():
    form = IdentityForm({})
    assert str(form["name"].as_field_group()).strip() == str(bound.field_html(form["name"])).strip()
    assert "nhsuk-date-input" in str(form)


def test_optional_fields_say_so_where_the_form_wants_it():
    html = html_of(IdentityForm())
    assert "NHS number (optional)" in html
    assert "Name (optional)" not in html


def test_a_moment_is_shown_in_london():
    from datetime import UTC, datetime

    class Made(Form):
        made_at = MomentField(label="Made")

    html = html_of(Made(initial={"made_at": datetime(2027, 6, 17, 13, 32, tzinfo=UTC)}))
    assert re.findall(r'name="made_at-\w+" type="text" value="([^"]*)"', html) == [
        "17",
        "6",
        "2027",
        "14:32",
    ]


def test_the_same_field_with_another_value_is_drawn_from_the_same_markup():
    html_of(FactorForm(GOOD))
    before = bound.skeleton.cache_info().misses
    html = html_of(FactorForm({**GOOD, "text": "Other", "said_on-day": "2"}))
    assert bound.skeleton.cache_info().misses == before
    assert ">Other</textarea>" in html


def test_a_piece_of_template_stands_between_fields():
    class Pieced(Form):
        name = LineField(label="Name")

        def layout(self) -> Layout:
            return Layout(Piece("design/footer.html"), "name")

    assert "It does not recommend an order" in html_of(Pieced())
