from django import forms

from ccpl_portal.files.forms import UploadField
from ccpl_portal.people.models import Person
from ccpl_portal.ui.forms import ModelForm

# Twice the size at which a page shows it, for sharp screens.
LONGEST_SIDE = 480
AUDIENCE = {"required": "Select who may see it", "invalid_choice": "Select who may see it"}


class EntryForm(ModelForm):
    """What a person may change of their own entry in the directory."""

    upload = UploadField(
        label="New picture",
        kinds=("png", "jpg"),
        longest_side=LONGEST_SIDE,
        required=False,
        help_text="A PNG or JPEG file, up to 20 MB. We make it smaller and remove where and when "
        "it was taken",
    )
    alt = forms.CharField(
        label="What the picture shows",
        help_text="For people who cannot see it, for example: Ada Example in her clinic",
        max_length=250,
        required=False,
        error_messages={"max_length": "Shorten what the picture shows to 250 characters"},
    )
    remove_picture = forms.BooleanField(label="Remove the picture", required=False)
    # The picture of a preview, which is stored but not shown to anybody yet.
    kept = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = [
            "name",
            "job_title",
            "expertise",
            "expertise_audience",
            "biography",
            "biography_audience",
            "picture_audience",
            "email",
            "shows_email",
            "phone",
            "shows_phone",
            "takes_messages",
            "audience",
        ]
        labels = {
            "expertise_audience": "Who may see your expertise?",
            "biography_audience": "Who may see your biography?",
            "picture_audience": "Who may see your picture?",
            "email": "Email address for colleagues",
            "shows_email": "Show the email address to signed-in colleagues",
            "shows_phone": "Show the phone number to signed-in colleagues",
            "takes_messages": "Let people write to me through a form",
            "audience": "Who may see your entry?",
        }
        help_texts = {
            "email": "Never shown to people who are not signed in",
            "audience": "No part of it is seen by more people than the entry itself",
            **dict.fromkeys(["expertise_audience", "biography_audience", "picture_audience"], ""),
        }
        widgets = {
            "biography": forms.Textarea(attrs={"rows": 8}),
            **dict.fromkeys(
                ["audience", "expertise_audience", "biography_audience", "picture_audience"],
                forms.RadioSelect(),
            ),
        }
        error_messages = {
            "name": {
                "required": "Enter your name",
                "max_length": "Shorten your name to 120 characters",
            },
            "job_title": {"max_length": "Shorten your job title to 120 characters"},
            "expertise": {"max_length": "Shorten your expertise to 300 characters"},
            "biography": {"max_length": "Shorten the biography to 5,000 characters"},
            "email": {"invalid": "Enter an email address like name@example.org"},
            "phone": {"max_length": "Shorten the phone number to 30 characters"},
            **dict.fromkeys(
                ["audience", "expertise_audience", "biography_audience", "picture_audience"],
                AUDIENCE,
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.picture:
            self.initial["alt"] = self.instance.picture.alt
        else:
            del self.fields["remove_picture"]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if set(name) & set("<>{}"):
            raise forms.ValidationError("Enter your name without signs such as < and >")
        return name

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("upload") or cleaned.get("kept")) and not cleaned.get("alt"):
            self.add_error("alt", "Enter what the picture shows")
        return cleaned
