"""Signing with a password, which is asked here and nowhere else: put forward, seal. What ends
or takes back an assessment stands beside them.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from assessments.models import Closing
from cto.accounts.access import signed_in
from cto.accounts.reauthentication import TooManyTries, password_is_right
from cto.audit.address import address_of
from cto.design.choices import ChoiceField
from cto.design.fields import TextField
from cto.design.forms import OUT_OF_DATE, Form
from cto.design.layout import Buttons, Warn

LONGEST_PASSWORD = 1_000


class PasswordField(forms.CharField):
    """The signer's password: never cleaned as text, never shown again."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Your password",
            strip=False,
            max_length=LONGEST_PASSWORD,
            error_messages={
                "required": "Enter your password, to sign",
                "max_length": "Enter your password, to sign",
            },
            **kwargs,
        )
        self.design = {"width": 20, "label_size": "s"}


class LastingTextField(TextField):
    """Words that are signed and can never be changed: what cannot be printed is refused at once."""

    def validate(self, value: Any) -> None:
        """Raises ValidationError for what is missing, too long, or in no bundled font."""
        super().validate(value)
        for character in self.unprintable[:1]:
            raise ValidationError(
                f"{self.label}: replace {character}. A printed record cannot show it, and what "
                "you sign cannot be changed later",
                code="unprintable",
            )


class SigningForm(Form):
    """A form that is a signature. The password is asked for last, once all else is right, so that
    a wrong one is the only thing left to mend.
    """

    password = PasswordField()

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.order_fields([*(name for name in self.fields if name != "password"), "password"])

    def clean(self) -> dict[str, Any]:
        """Whether the person at the keyboard is still the one who signed in."""
        if not self.errors:
            self._check_password()
        return self.cleaned_data

    def _check_password(self) -> None:
        user, typed = signed_in(self.request), self.cleaned_data.pop("password")
        try:
            right = password_is_right(user, typed, address_of(self.request))
        except TooManyTries as too_many:
            self.add_error("password", ValidationError(str(too_many), code="too_many"))
            return
        if not right:
            wrong = "Enter your own password: this one is not right. Nothing was signed"
            self.add_error("password", ValidationError(wrong, code="wrong"))


class ContentForm(SigningForm):
    """A signature of the responsible clinician on the content shown, which the hash names."""

    content = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": OUT_OF_DATE, "max_length": OUT_OF_DATE},
    )


class PutForwardForm(ContentForm):
    """The responsible clinician's signature under opinion and conditions."""

    submit = "Sign and put forward"


class SealForm(ContentForm):
    """The seal. ``version`` is the version shown: a click that comes twice is known by it."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages={"required": OUT_OF_DATE, "invalid": OUT_OF_DATE},
    )

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def buttons(self) -> Sequence[Buttons]:
        """The outcome stands on the button, so that nobody seals another one than they think."""
        return [Buttons(Warn(f"Seal: {self.words}"))]


class ReturnForm(Form):
    """Why what was put forward goes back to the team."""

    submit = "Return to the team"

    because = LastingTextField(
        label="Why does it go back to the team?",
        help_text="The team reads this. It is printed where the AMHP has stated already.",
        max_length=300,
        error_messages={"required": "Enter why it goes back to the team"},
        design={"label_size": "m", "rows": 4, "counts": True},
    )


class WithdrawForm(Form):
    """Giving up a correction: nothing to type, and a button that says what it does."""

    submit = None

    def buttons(self) -> Sequence[Buttons]:
        """What stands is the record that is sealed; the reason to correct it stays readable."""
        return [Buttons(Warn("Withdraw this correction"))]


class CloseForm(Form):
    """Why an assessment ends without a decision."""

    submit = None

    why = ChoiceField(
        label="Why does this assessment end?",
        choices=Closing.Why.choices,
        error_messages={"required": "Select why this assessment ends"},
        design={"label_size": "m"},
    )
    reason = TextField(
        label="Say more, so that others understand",
        error_messages={"required": "Enter the reason for closing this assessment"},
        design={"label_size": "m"},
    )

    def buttons(self) -> Sequence[Buttons]:
        """Closing cannot be undone."""
        return [Buttons(Warn("Close this assessment"))]
