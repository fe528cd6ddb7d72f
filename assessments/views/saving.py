"""Saving a form: invalid, refused, overtaken or done. Whatever happens, nothing typed is lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from assessments.models import Patient
from assessments.services.refusals import Overtaken, Refused
from cto.design import conflict
from cto.design.forms import OUT_OF_DATE, Form
from cto.design.pages import form_page
from cto.design.widgets import Boxes


class Saving:
    """One form page about one person: what it shows, and what happens on POST.

    ``template`` gets ``form``, ``person`` and ``context``. Call ``answer`` with the function
    that saves and the address to go to.
    """

    def __init__(
        self,
        request: HttpRequest,
        form: Form,
        *,
        template: str,
        patient: Patient,
        context: Mapping[str, Any] | None = None,
    ) -> None:
        self.request, self.form, self.template = request, form, template
        self.patient, self.context = patient, context or {}

    def answer(
        self,
        save: Callable[[], Any],
        done: str | Callable[[], str],
        *,
        said: str = "Saved.",
        clashes: Callable[[Overtaken], Sequence[conflict.Clash]] | None = None,
    ) -> HttpResponse:
        """The response: the page on GET, 422 where invalid or refused, 409 where overtaken.

        ``said`` is the notice on the next page. ``clashes`` turns what overtook the form into
        what the conflict page shows; left out, every field of the form is compared.
        """
        if self.request.method != "POST" or not self.form.is_valid():
            return self.page
        try:
            save()
        except Refused as refusal:
            self.form.refuse(refusal.reasons)
            return self.page
        except Overtaken as overtaken:
            if any(clash.current is None for clash in overtaken.clashes):
                self.form.refuse([OUT_OF_DATE])  # it named a row that never stood there
                return self.page
            shown = clashes(overtaken) if clashes else self._every_field(overtaken)
            return conflict.overtaken(self.request, shown, context={"person": self.patient})
        for notice in self.form.notices:
            messages.warning(self.request, notice)
        if said:
            messages.success(self.request, said)
        return redirect(done() if callable(done) else done)

    @cached_property
    def page(self) -> HttpResponse:
        context = {"person": self.patient, **self.context}
        return form_page(self.request, self.template, self.form, context)

    def _every_field(self, overtaken: Overtaken) -> Sequence[conflict.Clash]:
        return [clash_on(self.form, clash.current, clash.name) for clash in overtaken.clashes]


def clash_on(
    form: Form,
    row: Any,
    title: str,
    *,
    shown: str = "shown",
    fields: Mapping[str, str] | None = None,
) -> conflict.Clash:
    """Form and stored row side by side, for the page that asks which should stand.

    ``fields`` maps the form's fields to the row's attributes; left out, the names are the same.
    ``row`` is an append-only version: its writer and moment are shown.
    """
    names = fields or {name: name for name in form.values() if hasattr(row, name)}
    differences = [
        difference
        for name, attribute in names.items()
        for difference in _differences(form, name, getattr(row, attribute))
    ]
    return conflict.Clash(
        key=shown,
        title=title,
        who=row.recorded_by.name,
        at=row.recorded_at,
        shown=shown,
        current=str(row.pk),
        differences=differences,
    )


def _differences(form: Form, name: str, theirs: Any) -> list[conflict.Difference]:
    """Where the form's value is not the stored one: one for each input that the field has."""
    bound = form[name]
    mine = form.cleaned_data[name]
    if mine == theirs or (not mine and not theirs and mine is not False and theirs is not False):
        return []
    widget = bound.field.widget
    if isinstance(widget, Boxes):
        parts = zip(widget.parts._fields, widget.shown(mine), widget.shown(theirs), strict=True)
        return [
            conflict.Difference(f"{name}-{part}", f"{bound.label}: {part}", a, b, combines=False)
            for part, a, b in parts
            if a != b
        ]
    return [_difference(bound, mine, theirs)]


def _difference(bound: BoundField, mine: Any, theirs: Any) -> conflict.Difference:
    choices = dict(getattr(bound.field, "choices", ()))
    prepare = bound.field.prepare_value

    def posted(value: Any) -> list[str]:
        values = value if isinstance(value, list | tuple) else [value]
        return [str(prepare(v)) for v in values if v not in (None, "")]

    def words(value: Any) -> str:
        if isinstance(value, bool) and not choices:
            return "Yes" if value else "No"
        return ", ".join(str(choices.get(v, v)) for v in posted(value))

    text = isinstance(bound.field.widget, forms.Textarea | forms.TextInput)
    return conflict.Difference(
        bound.name,
        str(bound.label),
        words(mine),
        words(theirs),
        theirs_posted=posted(theirs),
        combines=text,
    )
