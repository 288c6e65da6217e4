from django import forms

from ccpl_portal.ui.forms import Form
from leadership_dev.letters.words import unknown_placeholders


class LetterForm(Form):
    subject = forms.CharField(
        label="Subject",
        max_length=200,
        error_messages={
            "required": "Enter a subject",
            "max_length": "Shorten the subject to 200 characters",
        },
    )
    text = forms.CharField(
        label="Letter",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": "Enter the words of the letter",
            "max_length": "Shorten the letter to 8,000 characters",
        },
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self):
        return self.known(self.cleaned_data["subject"])

    def clean_text(self):
        return self.known(self.cleaned_data["text"])

    def known(self, text):
        unknown = unknown_placeholders(self.kind, text)
        if unknown:
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise forms.ValidationError(f"This letter cannot fill in {names}. Take it out")
        return text


class HoldForm(Form):
    reason = forms.CharField(
        label="Why it must not be deleted",
        help_text="Empty lets it be deleted when its time has come",
        required=False,
        max_length=300,
        error_messages={"max_length": "Shorten the reason to 300 characters"},
    )
