"""Django's own way of drawing forms, in the same look: {{ form }}, {{ field.as_field_group }}."""

from django.forms.renderers import TemplatesSetting


class NhsukRenderer(TemplatesSetting):
    """For FORM_RENDERER; needs "django.forms" among the installed apps."""

    form_template_name = "nhsuk/uni_form.html"
    field_template_name = "nhsuk/field.html"
