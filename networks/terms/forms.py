from django import forms
from django.utils import timezone

from ccpl_portal.files.forms import UploadField
from ccpl_portal.ui.forms import DateField, ModelForm

from .models import TermsOfReference


class TermsForm(ModelForm):
    text = forms.CharField(
        label="Terms of reference",
        help_text="Markdown is understood. With a file, a few sentences that say what is in it",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={
            "required": "Enter the terms of reference",
            "max_length": "Shorten the text to 50,000 characters, or add it as a file",
        },
    )
    adopted_on = DateField(
        label="Adopted on",
        initial=timezone.localdate,
        error_messages={"required": "Enter the day on which the group adopted them"},
    )
    file = UploadField(label="As a file", kinds=("pdf", "docx"), required=False)

    class Meta:
        model = TermsOfReference
        fields = ["text", "changed", "adopted_on"]
        labels = {"changed": "What changed since the version before"}
        error_messages = {"changed": {"max_length": "Shorten this to 300 characters"}}

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Enter a day that is not in the future")
        return day
