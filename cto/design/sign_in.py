"""allauth's forms with plain words: set in ACCOUNT_FORMS. What they do is allauth's."""

from typing import Any

from allauth.account import forms as allauth
from django import forms


def _say(form: forms.Form, words: dict[str, tuple[str, str]]) -> None:
    """Give fields their label, and their instruction where they are empty."""
    form.label_suffix = ""
    for name, (label, instruction) in words.items():
        if name in form.fields:
            form.fields[name].label = label
            form.fields[name].help_text = ""  # a link to a page that sends mail
            form.fields[name].error_messages["required"] = instruction


class LoginForm(allauth.LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            {
                "login": ("User name", "Enter your user name"),
                "password": ("Password", "Enter your password"),
            },
        )


class ReauthenticateForm(allauth.ReauthenticateForm):
    """The signed-in user's password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, {"password": ("Password", "Enter your password")})


class ChangePasswordForm(allauth.ChangePasswordForm):
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self,
            {
                "oldpassword": ("Present password", "Enter the password you use now"),
                "password1": ("New password", "Enter a new password"),
                "password2": ("New password again", "Enter the new password again"),
            },
        )
