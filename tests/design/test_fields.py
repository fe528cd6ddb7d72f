"""What each field accepts, and what it tells a person to do otherwise."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cto.design.choices import ChoiceField, YesNoField
from cto.design.dates import DateField, MomentField
from cto.design.fields import LineField, NhsNumberField, PersonNameField, TextField
from cto.design.widgets import DateParts, MomentParts


def refusal(field, value) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


def boxes(field, value) -> tuple[str, ...]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return tuple(refused.value.error_list[0].params["parts"])


# Text --------------------------------------------------------------------------------------------
def test_text_keeps_its_lines_and_loses_the_space_around_it():
    assert TextField(label="Reasons").clean("  one\r\n\r\ntwo  ") == "one\n\ntwo"


def test_text_that_cannot_be_kept_is_refused_with_its_place():
    assert refusal(TextField(label="Reasons"), "one\ntwo \u202e") == (
        "Reasons has a character that cannot be kept, at line 2, character 5: "
        "right-to-left override (U+202E). Delete it, or type that part again"
    )


def test_text_that_is_too_long_says_by_how_much():
    assert refusal(TextField(label="Reasons"), "x" * 10_001) == (
        "Reasons must be 10,000 characters or fewer. Shorten it by 1 character"
    )
    assert TextField(label="Reasons").clean("é" * 10_000) == "é" * 10_000


def test_removed_characters_are_said():
    field = TextField(label="NHS history")
    assert field.clean("co\u00adoperate\ufeff") == "cooperate"
    assert field.notices() == [
        "Invisible characters were removed from NHS history: soft hyphen and byte order mark."
    ]
    field.clean("plain")
    assert field.notices() == []


def test_a_character_that_no_font_prints_is_named_and_kept():
    field = TextField(label="Reasons")
    assert field.clean("a\uf0b7") == "a\uf0b7"
    assert field.notices() == [
        "A printed record cannot show these characters in reasons: \uf0b7, private character "
        "(U+F0B7). Your text is saved. Change them before the record is sealed."
    ]


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u200b", "\u00a0", None])
def test_text_of_nothing_is_nothing(nothing):
    field = TextField(label="Reasons", error_messages={"required": "Enter the reasons"})
    assert refusal(field, nothing) == "Enter the reasons"
    assert TextField(label="Reasons", required=False).clean(nothing) == ""


def test_a_line_is_one_line():
    assert LineField(label="Hospital").clean(" St\tMary\r\n  Hospital ") == "St Mary Hospital"
    assert "vertical tab" in refusal(LineField(label="Hospital"), "a\x0bb")


@pytest.mark.parametrize("name", ["Zoë O’Brien-Smith", "محمد", "李", "D'Arcy", "X Æ"])
def test_a_name_is_what_the_person_writes(name):
    assert PersonNameField(label="Name").clean(name) == name


def test_a_name_has_letters():
    assert refusal(PersonNameField(label="Name"), "1234") == "Enter name in letters"


# NHS numbers -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["9990000018", "999 000 0018", "999-000-0018", " 999\u00a0000 0018 "]
)
def test_an_nhs_number_may_be_typed_with_spaces(typed):
    assert NhsNumberField().clean(typed) == "9990000018"


@pytest.mark.parametrize("typed", ["999000001", "99900000180", "999000001x", "٩٩٩٠٠٠٠٠١٨", "\x00"])
def test_an_nhs_number_is_ten_digits(typed):
    assert refusal(NhsNumberField(), typed) == "NHS number must be 10 digits, like 999 000 0018"


@pytest.mark.parametrize("typed", ["9990000019", "9990000081"])
def test_an_nhs_number_has_the_right_last_digit(typed):
    assert "its last digit does not fit" in refusal(NhsNumberField(), typed)


def test_no_nhs_number_is_the_empty_value():
    assert NhsNumberField(required=False, empty_value=None).clean("  ") is None


# Dates -------------------------------------------------------------------------------------------
BORN = {"label": "Date of birth", "error_messages": {"required": "Enter the date of birth"}}


@pytest.mark.parametrize("month", ["6", "06", "June", "jun", "JUNE", "jun."])
def test_a_date_has_a_month_by_number_or_name(month):
    assert DateField(**BORN).clean(DateParts("17", month, "1990")) == date(1990, 6, 17)


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("17", "6", ""), "Date of birth must include a year", ("year",)),
        (("", "6", ""), "Date of birth must include a day and year", ("day", "year")),
        (("31", "6", "1990"), "Date of birth must be a real date", ("day", "month", "year")),
        (("29", "2", "2027"), "Date of birth must be a real date", ("day", "month", "year")),
        (("x", "6", "1990"), "Date of birth must be a real date", ("day",)),
        (("1", "Junk", "1990"), "Date of birth must be a real date", ("month",)),
        (("1", "13", "1990"), "Date of birth must be a real date", ("day", "month", "year")),
        (("1", "6", "90"), "Date of birth must have a year with 4 digits, like 2027", ("year",)),
        (("٣", "6", "1990"), "Date of birth must be a real date", ("day",)),
        (("-1", "6", "1990"), "Date of birth must be a real date", ("day",)),
        (
            ("31", "12", "1899"),
            "Date of birth must be between 1 January 1900 and 31 December 2100",
            ("day", "month", "year"),
        ),
        (
            ("1", "1", "2101"),
            "Date of birth must be between 1 January 1900 and 31 December 2100",
            ("day", "month", "year"),
        ),
        (("9" * 5000, "6", "1990"), "Date of birth must be a real date", ("day",)),
    ],
)
def test_a_date_says_what_is_wrong_and_in_which_box(typed, message, wrong):
    field = DateField(**BORN)
    assert refusal(field, DateParts(*typed)) == message
    assert boxes(field, DateParts(*typed)) == wrong


def test_a_date_that_must_be_past(time_machine):
    time_machine.move_to(datetime(2026, 6, 16, 23, 30, tzinfo=UTC))  # the 17th in London
    field = DateField(**BORN, past=True)
    assert field.clean(DateParts("17", "6", "2026")) == date(2026, 6, 17)
    assert refusal(field, DateParts("18", "6", "2026")) == (
        "Date of birth must be today or in the past"
    )


def test_no_date_asks_for_one():
    assert refusal(DateField(**BORN), None) == "Enter the date of birth"
    assert DateField(required=False).clean(None) is None


@given(st.lists(st.text(max_size=6), min_size=4, max_size=4))
def test_any_text_in_the_boxes_gives_a_date_or_an_instruction(typed):
    for field, parts in (
        (DateField(**BORN), DateParts(*typed[:3])),
        (MomentField(**BORN), MomentParts(*typed)),
    ):
        try:
            said = str(field.clean(parts))
        except ValidationError as refused:
            said = refused.messages[0]
        assert said.startswith(("Date of birth", "Enter the date", "19", "20"))


# Moments -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["14:32", "1432", "14.32"])
def test_a_moment_is_on_the_24_hour_clock_in_london(typed):
    moment = MomentField(label="Made").clean(MomentParts("17", "6", "2027", typed))
    assert moment == datetime(2027, 6, 17, 13, 32, tzinfo=UTC)


def test_a_time_that_the_clocks_jumped_over_is_refused():
    message = refusal(MomentField(label="Made"), MomentParts("28", "3", "2027", "01:30"))
    assert message == (
        "Made cannot be 01:30: the clocks went forward over it that night. "
        "Enter a time before 01:00 or from 02:00"
    )


def test_in_the_repeated_hour_the_earlier_moment_is_meant():
    moment = MomentField(label="Made").clean(MomentParts("25", "10", "2026", "01:30"))
    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Made must include a time, like 14:30"),
        ("2pm", "Made must have a time on the 24-hour clock, like 14:30"),
        ("24:00", "Made must have a time on the 24-hour clock, like 14:30"),
        ("14:60", "Made must have a time on the 24-hour clock, like 14:30"),
    ],
)
def test_a_moment_needs_a_time(typed, message):
    field = MomentField(label="Made")
    assert refusal(field, MomentParts("17", "6", "2027", typed)) == message
    assert boxes(field, MomentParts("17", "6", "2027", typed)) == ("time",)


# Choices -----------------------------------------------------------------------------------------
def test_an_answer_that_is_not_on_the_page_is_refused():
    field = ChoiceField(choices=[("a", "A")])
    assert refusal(field, "<script>") == "Choose one of the answers on the page"


def test_yes_and_no_and_nothing():
    field = YesNoField(error_messages={"required": "Say yes or no"})
    assert field.clean("yes") is True
    assert field.clean("no") is False
    assert refusal(field, "") == "Say yes or no"
    assert YesNoField(required=False).clean("") is None
    assert not field.has_changed(True, "yes")
    assert field.has_changed(None, "no")
