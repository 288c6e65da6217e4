"""Forms of the portal: every required field says in its own words what to do."""

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.models import ModelFormMetaclass


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
