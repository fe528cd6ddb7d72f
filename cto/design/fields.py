"""Text, names and NHS numbers as form fields. Every error says what to do.

Each field takes `design`: how it is drawn (see cto.design.bound), such as
`{"label_size": "m", "width": 20}`.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.gb import nhs

from cto import text
from cto.design.words import listed, lower_first

LONGEST_TEXT = 10_000
LONGEST_LINE = 200
LONGEST_NAME = 100


class TextField(forms.CharField):
    """Text in the person's own words, cleaned by cto.text, kept with its line ends.

    `removed` and `unprintable` say after cleaning what was taken out and what no bundled font can
    print; cto.design.forms.Form makes notices of them. `counts` shows how many characters are
    left once three quarters of `max_length` are used.
    """

    widget: type[forms.Widget] = forms.Textarea
    removed: tuple[str, ...] = ()
    unprintable: tuple[str, ...] = ()

    def __init__(
        self,
        *,
        max_length: int = LONGEST_TEXT,
        design: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.longest = max_length
        self.design = design or {}
        super().__init__(**kwargs)  # the length is checked here, with a message that helps

    @property
    def words(self) -> str:
        """The label for the middle of a sentence."""
        return lower_first(str(self.label or "text"))

    def to_python(self, value: Any) -> Any:
        """The text as it is stored; raises ValidationError for what cannot be."""
        self.removed = self.unprintable = ()
        if value in self.empty_values:
            return self.empty_value
        try:
            cleaned = text.clean(self.one_shape(str(value)))
        except text.Unprintable as refused:
            raise ValidationError(
                f"{self.label} has a character that cannot be kept, at {refused.message}. "
                "Delete it, or type that part again",
                code="unprintable",
            ) from refused
        result = cleaned.text.strip() if self.strip else cleaned.text
        self.removed = cleaned.removed
        self.unprintable = text.uncovered(result)
        return result or self.empty_value

    def one_shape(self, value: str) -> str:
        """The text before cleaning; single lines fold their line ends here."""
        return value

    def validate(self, value: Any) -> None:
        """Raises ValidationError where nothing is given, or too much."""
        super().validate(value)
        if value and len(value) > self.longest:
            over = len(value) - self.longest
            raise ValidationError(
                f"{self.label} must be {self.longest:,} characters or fewer. "
                f"Shorten it by {over:,} character{'' if over == 1 else 's'}",
                code="max_length",
            )

    def notices(self) -> list[str]:
        """What the person should know about the text just cleaned, as sentences."""
        said = []
        if self.removed:
            said.append(
                f"Invisible characters were removed from {self.words}: {listed(self.removed)}."
            )
        if self.unprintable:
            said.append(
                f"A printed record cannot show these characters in {self.words}: "
                f"{'; '.join(self.unprintable)}. Your text is saved. Change them before the "
                "record is sealed."
            )
        return said


class LineField(TextField):
    """Text on one line, at most 200 characters; line ends and tabs become single spaces."""

    widget = forms.TextInput

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def one_shape(self, value: str) -> str:
        """One line, words one space apart."""
        return re.sub(r"[\t\r\n]+", " ", value)

    def to_python(self, value: Any) -> Any:
        """The line, with runs of spaces made one."""
        result = super().to_python(value)
        return re.sub(" +", " ", result) if isinstance(result, str) else result


class PersonNameField(LineField):
    """A person's name, as the person writes it: any script, at most 100 characters."""

    def __init__(self, *, max_length: int = LONGEST_NAME, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The name; raises ValidationError where it has no letter."""
        result = super().to_python(value)
        if result and not any(character.isalpha() for character in result):
            raise ValidationError(f"Enter {self.words} in letters", code="no_letters")
        return result


class NhsNumberField(forms.CharField):
    """An NHS number, stored as ten digits; spaces and hyphens may be typed.

    Raises ValidationError for anything else, and where the check digit does not fit.
    """

    widget = forms.TextInput

    def __init__(self, *, design: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.design = {"width": 10, "inputmode": "numeric"} | (design or {})
        kwargs.setdefault("label", "NHS number")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Ten digits, or the empty value."""
        if value in self.empty_values or not str(value).strip():
            return self.empty_value
        digits = "".join(
            c for c in str(value) if not c.isspace() and c not in "-\u2010\u2011\u2013"
        )
        if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
            raise ValidationError(
                f"{self.label} must be 10 digits, like 999 000 0018", code="not_ten_digits"
            )
        try:
            return nhs.validate(digits)
        except InvalidChecksum as wrong:
            raise ValidationError(
                f"Check {self.label}: its last digit does not fit the others, so one of them is "
                "wrong or two have changed places",
                code="check_digit",
            ) from wrong
        except NotANumber as wrong:
            raise ValidationError(
                f"{self.label} must be 10 digits, like 999 000 0018", code="not_ten_digits"
            ) from wrong
