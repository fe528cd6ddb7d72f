"""Choosing among answers: radios, checkboxes, a drop-down, yes or no, one box to tick."""

from collections.abc import Iterable
from typing import Any

from django import forms

NOT_LISTED = "Choose one of the answers on the page"


class Choice(str):
    """The words of an answer, with a hint under them. Behaves as the words alone elsewhere."""

    hint: str

    def __new__(cls, words: str, hint: str = "") -> "Choice":
        choice = super().__new__(cls, words)
        choice.hint = hint
        return choice


class ChoiceField(forms.ChoiceField):
    """One answer of several, as radios; with `dropdown`, as a select that starts empty."""

    def __init__(
        self, *, dropdown: bool = False, design: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.design = design or {}
        if not dropdown:
            kwargs.setdefault("widget", forms.RadioSelect)
        kwargs["error_messages"] = {"invalid_choice": NOT_LISTED} | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class ChoicesField(forms.MultipleChoiceField):
    """Any number of answers, as checkboxes."""

    def __init__(self, *, design: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.design = design or {}
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        wrong = {"invalid_choice": NOT_LISTED, "invalid_list": NOT_LISTED}
        kwargs["error_messages"] = wrong | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class YesNoField(ChoiceField):
    """Yes or no, never preselected; the value is True, False, or None where nothing is chosen."""

    def __init__(
        self, *, yes: str | Choice = "Yes", no: str | Choice = "No", **kwargs: Any
    ) -> None:
        design = {"inline": True} | (kwargs.pop("design", None) or {})
        choices: Iterable[tuple[str, str]] = [("yes", yes), ("no", no)]
        super().__init__(choices=choices, design=design, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The kept answer as the page's value."""
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        """The answer; raises ValidationError where one is needed."""
        return {"yes": True, "no": False}.get(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another answer was given than the one shown."""
        return super().has_changed(self.prepare_value(initial), data)


class ConfirmField(forms.BooleanField):
    """One box to tick; required unless said otherwise."""

    def __init__(self, *, design: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.design = design or {}
        super().__init__(**kwargs)
