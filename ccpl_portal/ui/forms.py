"""Forms of the portal: every required field says in its own words what to do."""

from datetime import time

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.models import ModelFormMetaclass

from . import dates


def demand_own_words(form):
    """Refuse a form class with a required field that would say "This field is required"."""
    for name, field in form.base_fields.items():
        silent = forms.Field.default_error_messages["required"]
        if field.required and field.error_messages["required"] is silent:
            raise ImproperlyConfigured(
                f'{form.__module__}.{form.__qualname__}.{name} needs error_messages={{"required":'
                ' "Enter ..."} in words that tell the person what to do'
            )


class FormMetaclass(DeclarativeFieldsMetaclass):
    def __new__(metaclass, *args, **kwargs):
        form = super().__new__(metaclass, *args, **kwargs)
        demand_own_words(form)
        return form


class ModelFormMetaclassWithWords(ModelFormMetaclass):
    def __new__(metaclass, *args, **kwargs):
        form = super().__new__(metaclass, *args, **kwargs)
        demand_own_words(form)
        return form


class Form(forms.Form, metaclass=FormMetaclass):
    # Errors are told by the page, with a summary; a browser's bubble would come before it.
    use_required_attribute = False


class ModelForm(forms.ModelForm, metaclass=ModelFormMetaclassWithWords):
    use_required_attribute = False


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes, as the NHS service manual asks for known dates."""

    def __init__(self, attrs=None):
        boxes = {"day": forms.TextInput, "month": forms.TextInput, "year": forms.TextInput}
        super().__init__(boxes, attrs)

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.DateField):
    widget = DateParts
    default_error_messages = {
        "invalid": "Enter a real date with a day, a month and a year, like 15 6 2026",
    }

    def to_python(self, value):
        if not isinstance(value, list | tuple):
            return super().to_python(value)
        parts = [(part or "").strip() for part in value]
        if not any(parts):
            return None
        try:
            return dates.read_day(*parts)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class ClockInput(forms.TextInput):
    def format_value(self, value):
        return dates.clock(value) if isinstance(value, time) else value


class TimeField(forms.TimeField):
    widget = ClockInput
    default_error_messages = {"invalid": "Enter a time like 9:10am, 2pm or 14:30"}

    def __init__(self, *, help_text="For example, 9:10am or 2pm", **kwargs):
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.read_clock(value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
