from django import forms

from ccpl_portal.ui.forms import Form
from quality.returns.checks import looks_like_a_patient


class SendBackForm(Form):
    words = forms.CharField(
        label="What has to be looked at again",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter what has to be looked at again",
            "max_length": "Shorten it to 1,000 characters",
        },
    )

    def clean_words(self):
        words = self.cleaned_data["words"].strip()
        if looks_like_a_patient(words):
            raise forms.ValidationError("Write nothing that could identify a patient")
        return words
