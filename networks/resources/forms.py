from django import forms
from django.db.models import Q

from ccpl_portal.files.forms import UploadField
from ccpl_portal.strategy.models import Tag
from ccpl_portal.ui.forms import DateField, Form, ModelForm

from .models import Resource

TOPICS = Q(kind__in=[Tag.Kind.PRIORITY_AREA, Tag.Kind.THEME])


class ResourceForm(ModelForm):
    title = forms.CharField(
        max_length=160,
        error_messages={
            "required": "Enter a title",
            "max_length": "Shorten the title to 160 characters",
        },
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=Resource.Kind.choices,
        error_messages={"required": "Select what it is", "invalid_choice": "Select what it is"},
    )
    audience = forms.ChoiceField(
        label="Who may see it",
        choices=Resource.Audience.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select who may see it",
            "invalid_choice": "Select who may see it",
        },
    )
    tags = forms.ModelMultipleChoiceField(
        label="Topics",
        queryset=Tag.objects.filter(TOPICS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    review_on = DateField(
        label="Review date",
        required=False,
        help_text="When somebody looks at whether it still holds",
    )

    class Meta:
        model = Resource
        fields = ["title", "summary", "kind", "audience", "tags", "review_on"]
        error_messages = {"summary": {"max_length": "Shorten the summary to 300 characters"}}


def link_field():
    return forms.URLField(
        label="Link",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="The address of a page elsewhere",
        error_messages={
            "invalid": "Enter an address such as https://example.org/page",
            "max_length": "Enter an address of 200 characters or fewer",
        },
    )


def ask_for_one(form):
    """A resource holds a link or a file."""
    link, file = form.cleaned_data.get("link"), form.cleaned_data.get("file")
    if {"link", "file"} & set(form.errors):
        return
    if not link and not file:
        form.add_error("file", "Give a link or a file")
    elif link and file:
        form.add_error("link", "Give a link or a file, not both")


class ContentForm(Form):
    link = link_field()
    file = UploadField(required=False)

    def clean(self):
        ask_for_one(self)
        return self.cleaned_data


class AddResourceForm(ResourceForm):
    link = link_field()
    file = UploadField(required=False)
    field_order = ["title", "summary", "link", "file", "kind", "tags", "audience", "review_on"]

    class Meta(ResourceForm.Meta):
        fields = [*ResourceForm.Meta.fields, "link"]

    def clean(self):
        super().clean()
        ask_for_one(self)
        return self.cleaned_data
